package browser

import (
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestExclusions sends three reports: one that keeps an officer out by name, one that
// keeps the whole office out, and one from which an officer recuses themselves. For whoever
// is out the case exists nowhere.
func TestExclusions(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	staff := officers(t, s)
	mira, jonas, teresa := staff["wct"][0], staff["wct"][1], staff["ethics"][0]
	person := tab.Open(t, s.Base)
	sent := map[string]string{}
	for _, out := range []string{"name", "unit", "nobody"} {
		sent[out] = excluding(person, form(t, "en"), out, mira.name)
	}

	b := tab.Open(t, s.Base)
	sees(b, mira, []string{sent["nobody"]}, []string{sent["name"], sent["unit"]})
	signOut(b)
	sees(b, teresa, []string{sent["unit"]}, []string{sent["name"], sent["nobody"]})
	signOut(b)
	sees(b, jonas, []string{sent["nobody"], sent["name"]}, []string{sent["unit"]})

	b.Visit("/office/case/" + sent["nobody"])
	b.Click(".declare .actions button:last-child")
	b.Read("Cases")
	b.Shot("recused")
	b.Axe("after recusing")
	b.Without(sent["nobody"])
	b.Visit("/office/case/" + sent["nobody"])
	b.Without("Alex Example")
	same := b.Text()
	b.Visit("/office/case/1234-5674")
	if other := b.Text(); same != other {
		t.Errorf("a case that one recused oneself from answers otherwise than an unknown number:\n%s\n---\n%s", same, other)
	}
}

// excluding makes a report that keeps somebody out and gives its number. The page names
// who receives before anything is sent.
func excluding(b *tab.Tab, address, out, name string) string {
	b.Visit(address)
	b.See("fl-report[ready]")
	shown(b, "start")
	for tab.Eval[string](b, `document.querySelector('[data-step]:not([hidden])').dataset.step`) != "exclude" {
		switch tab.Eval[string](b, `document.querySelector('[data-step]:not([hidden])').dataset.field || ""`) {
		case "wish":
			fill(b, "wish", "heard")
		case "what":
			fill(b, "what", "About the office itself.")
		case "people":
			fill(b, "people", "Alex Example")
		}
		next(b)
	}
	switch out {
	case "name":
		b.Press(name)
		b.Until("the excluded name to be gone from the receivers", `!document.querySelector("[data-receives]").innerText.includes(`+tab.Quoted(name)+`)`)
	case "unit":
		b.Click(`input[name="exclude"][value^="unit:"]`)
		b.Until("the fallback unit to be named", `document.querySelector("[data-receives]").innerText.includes("Ethics Office")`)
		b.Shot("fallback")
		b.Axe("the fallback unit receives")
	}
	for tab.Eval[string](b, `document.querySelector('[data-step]:not([hidden])').dataset.step`) != "words" {
		next(b)
	}
	words(b)
	next(b)
	b.Until("the page after sending", `/\d{4}-\d{4}/.test(document.querySelector("fl-report").innerText) && !document.querySelector("fl-report form")`)
	return caseNumber.FindString(b.Text())
}

// sees signs an officer in, looks at the queue, and tries each case that must not be there.
func sees(b *tab.Tab, o officer, these, notThose []string) {
	signIn(b, o)
	for _, number := range these {
		b.Read(number)
	}
	for _, number := range notThose {
		b.Without(number)
	}
	for _, number := range notThose {
		b.Visit("/office/case/" + number)
		b.Without("Alex Example")
		if tab.Eval[bool](b, `!!document.querySelector("fl-case")`) {
			b.Fail("%s is shown a case that must not exist for them", o.name)
		}
	}
	b.Visit("/office/")
}

// signOut ends a session.
func signOut(b *tab.Tab) {
	b.Click(`form[action="/office/signout"] button`)
	b.See("fl-signin form")
}
