package story

import "testing"

// TestRefusedConsent: the person says no to a referral of possible misconduct; the head
// records that the refusal is respected, nothing goes anywhere, and the case ends with a
// letter that says so.
func TestRefusedConsent(t *testing.T) {
	h := open(t)
	person := h.person("es")
	person.reports("harassment", map[string]string{
		"wish": "heard", "role": "affected", "what": "Mi jefa me insulta a solas.", "people": "Alex Ejemplo", "identity": "anonymous",
	})
	mira, jonas := h.officer("Mira"), h.officer("Jonas")
	assessed(person, mira, jonas)

	mira.again()
	mira.asks("offer-iaig", choose("investigate"), tick("The report as it was sent"))
	person.plainly().opens()
	person.Read(h.word("es", "request.silence"))
	look(person.Tab, "person 1, asked to refer")
	person.says("offer-iaig", "no")
	look(person.Tab, "person 2, said no")

	jonas.again()
	if jonas.can("respect") {
		t.Error("somebody who does not head the office can record that the refusal is respected")
	}
	mira.again()
	if mira.can("offer-iaig") {
		t.Error("the case can be offered against the person's no")
	}
	look(mira.Tab, "mira 1, refused")
	mira.takes("respect")
	look(mira.Tab, "mira 2, respected")
	person.scripted().opens()
	person.Read(h.word("es", "notice.respected"))
	look(person.Tab, "person 3, respected")

	kwame := h.officer("Kwame")
	if kwame.knows(person.number) || kwame.cases() > 0 {
		t.Error("the investigators know of a case that was not offered to them")
	}
	mira.takes("close-no-consent", theRest("Puede volver cuando quiera."))
	person.opens()
	person.stands("closed")
	person.Read("Puede volver cuando quiera.")
	look(person.Tab, "person 4, closed")
}
