package story

import "testing"

// TestPostponedException: parts go to the investigators against the person's no, on the
// ground of danger and with a second officer, and the person is not told at once. Until the
// review day nothing of it is in the mailbox; on that day all of it is.
func TestPostponedException(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.reports("harassment", map[string]string{
		"wish": "formal", "role": "affected", "what": "He said that he would wait for me outside.", "people": "Alex Example", "identity": "anonymous",
	})
	mira, jonas := h.officer("Mira"), h.officer("Jonas")
	assessed(person, mira, jonas)
	mira.again()
	mira.asks("offer-iaig", choose("investigate"), tick("The report as it was sent"))
	person.opens()
	person.says("offer-iaig", "no")

	const reasons = "The threat is real, and the other person must not learn of it now."
	mira.again()
	mira.takes("except", choose("danger"), choose("offer-iaig"), tick("The report as it was sent"), choose("yes"), choose("later"), on(30), theRest(reasons))
	kwame := h.officer("Kwame")
	if kwame.cases() > 0 {
		t.Error("the investigators have the case before a second person agreed")
	}
	jonas.again()
	jonas.Read(reasons)
	look(jonas.Tab, "jonas 1, an exception to agree to")
	jonas.approves()
	mira.again()
	mira.takes("offer-iaig")
	look(mira.Tab, "mira 1, passed on")
	kwame.opens(kwame.found())
	kwame.Read("wait for me outside")
	kwame.Read("Until then they read nothing of this")
	look(kwame.Tab, "kwame 1, passed on by an exception")
	kwame.takes("accept", write("We have taken this case."))

	person.opens()
	person.stands("assessed")
	hidden := []string{"Kwame", "We have taken this case.", h.word("en", "mailbox.ground.danger"), h.word("en", "unit.iaig") + ","}
	never(person.Tab, hidden...)
	look(person.Tab, "person 1, before the day")
	person.plainly().opens()
	never(person.Tab, hidden...)

	h.later(30)
	for _, again := range []*Person{person.at(h), person.at(h).plainly()} {
		again.opens()
		again.Read(h.word("en", "mailbox.ground.danger"))
		again.Read("Kwame Mensah")
		again.Read("We have taken this case.")
		never(again.Tab, reasons)
		look(again.Tab, "person 2, on the day, scripts "+map[bool]string{true: "on", false: "off"}[again.scripts])
	}
}

// assessed brings a case to a signed assessment of possible misconduct.
func assessed(person *Person, mira, jonas *Officer) {
	mira.opens(person.number)
	mira.affected()
	mira.takes("category", choose("abuse-of-authority"))
	mira.takes("listen", write("Thank you for writing to us."))
	mira.asks("begin-assessment", choose("assess"))
	person.opens()
	person.says("begin-assessment", "yes")
	mira.again()
	mira.takes("begin-assessment")
	mira.takes("assess", choose("misconduct"), theRest("What is told is precise."))
	jonas.opens(person.number)
	jonas.approves()
}
