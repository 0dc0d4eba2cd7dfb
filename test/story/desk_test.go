package story

import (
	"testing"

	"fairlead/test/tab"
)

// TestDesk: what an officer does beside the steps of a procedure. One of them answers for the
// case; a question that names nobody does not go without a letter; and whoever finds out while
// reading that they are too close withdraws and sees the case no more.
func TestDesk(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.reports("harassment", map[string]string{
		"wish": "formal", "role": "affected", "what": "She shouts at me in meetings.", "people": "Alex Example", "identity": "anonymous",
	})
	mira, jonas := h.officer("Mira"), h.officer("Jonas")
	mira.opens(person.number)
	mira.affected()
	mira.Click("[data-one=assign]")
	mira.Read(h.word("en", "js.office.assign.propose.said"))
	mira.See(".case-shown .case")
	if tab.Eval[bool](mira.Tab, `!!document.querySelector("[data-one=assign]")`) {
		t.Error("the page still asks who answers for the case")
	}

	ask := mira.step("ask")
	choose("contact")(ask)
	ask.script(`e => { e.querySelector("button[type=submit]").click(); return true }`, nil)
	mira.Read(h.word("en", "js.office.case.editor.empty"))
	look(mira.Tab, "mira 1, no letter yet")
	write("It is Alex Example whom we would like to reach.")(ask)
	mira.sends("ask", ask)
	person.opens()
	person.Read("It is Alex Example whom we would like to reach.")
	person.says("contact", "yes")

	jonas.opens(person.number)
	tab.Eval[bool](jonas.Tab, `(document.querySelector(".recusal details").open = true)`)
	look(jonas.Tab, "jonas 1, about to withdraw")
	jonas.Click("[data-recuse]")
	jonas.Until("the list", `location.pathname.endsWith("/office/")`)
	if jonas.knows(person.number) {
		t.Error("whoever withdrew still sees the case")
	}
	mira.again()
	look(mira.Tab, "mira 2, alone with the case")
}
