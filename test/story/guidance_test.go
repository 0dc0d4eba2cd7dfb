package story

import "testing"

// TestGuidanceOnly is the commonest work of the team: somebody is listened to and advised,
// and the other person never learns of it.
func TestGuidanceOnly(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.reports("harassment", map[string]string{
		"wish": "help", "role": "affected", "what": "A colleague mocks my accent in meetings.", "people": "Alex Example", "identity": "anonymous",
	})

	mira := h.officer("Mira")
	mira.opens(person.number)
	mira.affected()
	mira.takes("listen", write("Thank you for telling us. What would help you most?"))

	person.opens()
	person.Read("What would help you most?")
	person.writes("I should like to know how I can answer him. Please do not speak to him.")

	mira.again()
	mira.Read("Please do not speak to him.")
	mira.takes("guide", write("Here are three ways to answer that others found useful."))
	look(mira.Tab, "mira, guiding")
	mira.takes("guidance-given", theRest("Say calmly what you heard, and what you ask for instead."))
	look(mira.Tab, "mira, closed")

	person.opens()
	person.Read("Here are three ways")
	person.Read("Say calmly what you heard")
	person.Read(h.word("en", "stage.closed"))
	look(person.Tab, "person, closed")
	person.plainly().opens()
	person.Read("Say calmly what you heard")
	look(person.Tab, "person, closed, without scripts")
	if parties := mira.parties(); parties > 0 {
		t.Errorf("%d others have a mailbox in a case of guidance alone", parties)
	}
}
