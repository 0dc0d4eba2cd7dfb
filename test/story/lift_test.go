package story

import (
	"strings"
	"testing"

	"fairlead/test/tab"
)

// TestLift keeps a colleague out and lets them in again: until then nobody can hand them a key,
// and for them the case does not exist. Once with scripts, once without.
func TestLift(t *testing.T) {
	h := open(t)
	person := h.person("fr")
	person.Size(390, 844)
	mira, jonas := h.officer("Mira"), h.officer("Jonas")
	title := h.word("fr", "mailbox.lift.send", "Name", "Jonas Lindqvist")
	for _, way := range []string{"with scripts", "without"} {
		person.scripted().reports("harassment", map[string]string{
			"exclude": "Jonas Lindqvist", "wish": "heard", "role": "affected", "what": "Il en parle avec Jonas.", "people": "Alex Exemple",
			"contact-others": "ask", "identity": "anonymous",
		})
		mira.opens(person.number)
		if jonas.knows(person.number) || offered(mira, "Jonas") {
			t.Fatal("somebody who is kept out knows of the case, or could be handed a key")
		}
		if way == "without" {
			person.plainly()
		}
		person.opens()
		tab.Eval[bool](person.Tab, `([...document.querySelectorAll("details")].find(e => e.textContent.includes(`+tab.Quoted(title)+`)).open = true)`)
		look(person.Tab, "lift 1, somebody kept out, "+way)
		person.Press(strings.ReplaceAll(title, "\u202f", " ")) // as a person reads it
		if person.scripts {
			person.Press(h.word("fr", "js.mailbox.lift.yes"))
		}
		person.See(".note.good[role=status]")
		never(person.Tab, title)
		look(person.Tab, "lift 2, let in again, "+way)
		if jonas.knows(person.number) {
			t.Error("somebody knows of the case before a key was handed to them")
		}
		mira.again()
		if !offered(mira, "Jonas") {
			t.Fatal("nobody can hand a key to whom the person let in")
		}
		mira.gives()
		if !jonas.knows(person.number) {
			t.Error("the key that was handed over opens nothing")
		}
	}
}

// offered says whether an officer could hand a key to a colleague.
func offered(o *Officer, colleague string) bool {
	return tab.Eval[bool](o.Tab, `[...document.querySelectorAll("form.give option")].some(e => e.textContent.includes(`+tab.Quoted(colleague)+`))`)
}
