package story

import (
	"testing"

	"fairlead/internal/seal"
	"fairlead/test/tab"
)

// TestSomebodyLeaves: an officer withdraws who has read along. What the office writes from then on
// is sealed to an identity that they never had: not only are they served it no more, with a copy
// of the database they could not open it either. Everybody else reads the old and the new.
func TestSomebodyLeaves(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.reports("harassment", map[string]string{
		"wish": "formal", "role": "affected", "what": "She shouts at me in meetings.", "people": "Alex Example", "identity": "anonymous",
	})
	mira, jonas := h.officer("Mira"), h.officer("Jonas")
	mira.opens(person.number)
	mira.writes("Thank you. Both of us have read it.")
	jonas.opens(person.number)
	jonas.Read("Both of us have read it.")
	known := tab.Eval[[]string](jonas.Tab, `[...document.querySelector("fl-case").opened.held.values()].map(held => held.identity)`)
	before := served(mira)
	jonas.leaves()

	mira.again()
	mira.writes("From now on I read it alone.")
	after := served(mira)[len(before):]
	if len(after) == 0 || len(known) == 0 {
		t.Fatalf("%d new items, %d identities that were known", len(after), len(known))
	}
	for _, item := range after {
		line, err := seal.ParseAs[seal.Post](item.Signed)
		if err != nil || line.Turn != 2 {
			t.Fatalf("an item under turn %d: %v", line.Turn, err)
		}
		for _, identity := range known {
			if _, err := seal.OpenItem(identity, item, line); err == nil {
				t.Error("whoever left can open what was written since")
			}
		}
	}
	line, err := seal.ParseAs[seal.Post](before[0].Signed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.OpenItem(known[0], before[0], line); err != nil {
		t.Errorf("the identity opens not even what it opened before: %v", err)
	}
	look(mira.Tab, "left 1, the holders after a new turn")

	person.opens()
	person.Read("Both of us have read it.")
	person.Read("From now on I read it alone.")
	person.writes("I understand.")
	look(person.Tab, "left 2, the mailbox after a new turn")
	mira.again()
	for _, text := range []string{"Both of us have read it.", "From now on I read it alone.", "I understand."} {
		mira.Read(text)
	}
	if items := served(mira); seal.LineHash(items[len(items)-1].Signed) == seal.LineHash(after[len(after)-1].Signed) {
		t.Error("the person's letter is not here")
	}
	if line, err := seal.ParseAs[seal.Post](last(served(mira)).Signed); err != nil || line.By != "reporter" || line.Turn != 2 {
		t.Errorf("the person wrote as %s under turn %d: %v", line.By, line.Turn, err)
	}

	person.plainly().opens()
	person.Read("From now on I read it alone.")
	person.writes("And without scripts.")
	mira.again()
	mira.Read("And without scripts.")
	if line, err := seal.ParseAs[seal.Post](last(served(mira)).Signed); err != nil || line.Via != "server" || line.Turn != 2 {
		t.Errorf("without scripts under turn %d: %v", line.Turn, err)
	}
	if jonas.knows(person.number) {
		t.Error("whoever withdrew still sees the case")
	}
}

// served are the items as they were served to an officer's page, sealed.
func served(o *Officer) []seal.Sealed {
	return tab.Eval[[]seal.Sealed](o.Tab, `document.querySelector("fl-case").data.bundle.items`)
}

func last(items []seal.Sealed) seal.Sealed { return items[len(items)-1] }

// writes sends the letter that stands open on the page of a case.
func (o *Officer) writes(text string) {
	o.Paste(".case-letters textarea", text)
	o.Click(".case-letters button[type=submit]")
	o.Until("the letter among the others", `document.querySelector("fl-case").opened.entries.some(e => e.text === `+tab.Quoted(text)+`)`)
}

// leaves withdraws from the case that is open and was read.
func (o *Officer) leaves() {
	tab.Eval[bool](o.Tab, `(document.querySelector(".recusal details").open = true)`)
	o.Click("[data-recuse]")
	o.Until("the list", `location.pathname.endsWith("/office/")`)
}
