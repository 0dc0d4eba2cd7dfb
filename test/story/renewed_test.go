package story

import "testing"

// TestRenewedException: an exception that the person is to learn of on a day is postponed once
// more. The second officer refuses that at first, and it changes nothing; then they agree, and
// the old day passes without a word. On the new day the person reads all of it.
func TestRenewedException(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.reports("harassment", map[string]string{
		"wish": "formal", "role": "affected", "what": "He said that he would find out where I live.", "people": "Alex Example", "identity": "anonymous",
	})
	mira, jonas := h.officer("Mira"), h.officer("Jonas")
	assessed(person, mira, jonas)
	mira.again()
	mira.takes("except", choose("danger"), choose("offer-iaig"), tick("The report as it was sent"), choose("no"), choose("later"), on(20), theRest("The threat is real."))
	jonas.again()
	jonas.approves()
	mira.again()
	mira.takes("offer-iaig")

	h.later(10)
	mira, jonas = mira.at(h, "Mira"), jonas.at(h, "Jonas")
	mira.takes("renew", on(50))
	look(mira.Tab, "mira 1, to be postponed again")
	jonas.again()
	jonas.takes("refuse")
	look(jonas.Tab, "jonas 1, refused")
	mira.again()
	mira.takes("renew", on(50))
	jonas.again()
	jonas.approves()

	hidden := []string{h.word("en", "mailbox.ground.danger"), "Kwame"}
	h.later(25)
	for _, again := range []*Person{person.at(h), person.at(h).plainly()} {
		again.opens()
		again.stands("assessed")
		never(again.Tab, hidden...)
	}
	h.later(50)
	last := person.at(h)
	last.opens()
	last.Read(hidden[0])
	never(last.Tab, "The threat is real.")
	look(last.Tab, "person 1, on the new day")
}
