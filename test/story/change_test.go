package story

import "testing"

// TestChangeOfHands is what happens beside a case: it is assigned and covered, a second officer
// refuses what they were to agree to, two cases are linked, one is passed on because the person
// says so, one officer must not work on it, and words are lost.
func TestChangeOfHands(t *testing.T) {
	h := open(t)
	first, second := h.person("en"), h.person("en")
	first.reports("harassment", map[string]string{
		"wish": "formal", "role": "affected", "what": "She calls me names in front of the team.", "people": "Alex Example", "identity": "anonymous",
	})
	second.reports("harassment", map[string]string{
		"wish": "heard", "role": "affected", "what": "My projects were taken after I spoke up.", "people": "Alex Example",
		"pass-on": "ask", "identity": "anonymous",
	})
	mira, jonas := h.officer("Mira"), h.officer("Jonas")
	handed(first, mira, jonas)
	linked(t, first, second, mira, jonas)
	passedOn(t, h, second, mira)
	lost(t, h, first, mira, jonas)
}

// handed: assigned, covered, and an assessment that the second officer does not sign at first.
func handed(first *Person, mira, jonas *Officer) {
	mira.opens(first.number)
	mira.affected()
	mira.takes("assign", pick("Jonas"))
	mira.Read("Jonas Lindqvist")
	mira.takes("cover", pick("Jonas"), on(10))
	look(mira.Tab, "mira 1, assigned and covered")
	mira.takes("category", choose("bullying"))
	mira.takes("listen", write("Thank you for writing to us."))
	mira.asks("begin-assessment", choose("assess"))
	first.opens()
	first.says("begin-assessment", "yes")
	mira.again()
	mira.takes("begin-assessment")
	mira.takes("assess", choose("misconduct"), theRest("Too short."))
	jonas.opens(first.number)
	jonas.takes("refuse")
	look(jonas.Tab, "jonas 1, refused")
	first.opens()
	first.stands("assessing")
	mira.again()
	mira.takes("assess", choose("misconduct"), theRest("What is told is precise."))
	jonas.again()
	jonas.approves()
	first.opens()
	first.stands("assessed")
}

// linked: two cases belong together for the office, and nobody who wrote one learns of the
// other. An officer who must not work on the second one no longer finds it.
func linked(t *testing.T, first, second *Person, mira, jonas *Officer) {
	jonas.recuses(second.number)
	if jonas.knows(second.number) {
		t.Error("somebody who must not work on a case finds it in the queue")
	}
	mira.opens(second.number)
	mira.affected()
	mira.cannot("link", mira.h.word("en", "fault.link-unfit"), say(second.number))
	mira.takes("link", say(first.number))
	mira.Read(first.number)
	look(mira.Tab, "mira 2, linked")
	for one, other := range map[*Person]*Person{first: second, second: first} {
		one.opens()
		never(one.Tab, other.number)
		one.plainly().opens()
		never(one.Tab, other.number)
		one.scripted()
	}
	if jonas.again(); holds(jonas.Tab, second.number) {
		t.Error("the link tells of a case that the officer must not work on")
	}
}

// passedOn: with a no it stays, with a yes it goes to the right office as it was written, and
// the day on which it was first received goes with it.
func passedOn(t *testing.T, h *house, second *Person, mira *Officer) {
	mira.again()
	mira.asks("pass-on", pick("Ethics"), tick("The report as it was sent"))
	second.opens()
	look(second.Tab, "second 1, asked")
	second.says("pass-on", "no")
	if mira.again(); mira.can("pass-on") {
		t.Error("it can be passed on against the person's no")
	}
	second.opens()
	second.writes("I thought about it: please do.")
	mira.again()
	mira.asks("pass-on", pick("Ethics"), tick("The report as it was sent"), write("You wrote that you thought about it: may we pass it on now?"))
	second.opens()
	second.says("pass-on", "yes")
	mira.again()
	mira.takes("pass-on", theRest("Ethics looks at what follows on speaking up."))
	teresa := h.officer("Teresa")
	teresa.opens(teresa.found())
	teresa.Read("My projects were taken")
	never(teresa.Tab, "I thought about it")
	teresa.takes("accept", write("We have your report, and you need not tell it again."))
	second.opens()
	second.Read("We have your report, and you need not tell it again.")
	look(second.Tab, "second 2, with the right office")
}

// lost: the office makes new words once a second officer agreed; the old ones open nothing.
func lost(t *testing.T, h *house, first *Person, mira, jonas *Officer) {
	mira.opens(first.number)
	mira.takes("new-mailbox", pick("The person who reported"), choose("en"))
	mira.See(".words-once ol.words li")
	given := wordsOn(mira.Tab)
	first.opens() // until somebody else agreed, the old words are the words
	jonas.again()
	look(jonas.Tab, "jonas 2, new words to agree to")
	jonas.approves()
	first.loses()
	again := h.invited("en", "conduct", given)
	again.opens()
	again.stands("assessed")
	again.Read(h.word("en", "notice.new-mailbox"))
	look(again.Tab, "first 1, with new words")
	mira.again()
	look(mira.Tab, "mira 3, the mailbox is another")
	if given == again.words {
		t.Error("the words that the office made are still the words")
	}
}
