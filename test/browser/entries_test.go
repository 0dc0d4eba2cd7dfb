package browser

import (
	"testing"

	"fairlead/test/program"
	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// TestEntries asks for protection with three acts, of which one is taken away again, a
// witness who must not be contacted, and a time zone; both sides read them in order, under
// their names and without a code.
func TestEntries(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	for _, look := range []struct {
		name  string
		width int64
		dark  bool
	}{{"phone-light", 390, false}, {"desktop-dark", 1280, true}} {
		t.Run(look.name, func(t *testing.T) {
			person := tab.Open(t, s.Base)
			person.Size(look.width, 900)
			person.Dark(look.dark)
			phrase, number := askProtection(t, person)

			openMailbox(person, "en", phrase)
			person.Click("[data-opened] details summary")
			readEntries(person)
			person.Shot("mailbox")
			person.Axe("mailbox with entries")

			staff := tab.Open(t, s.Base)
			staff.Size(look.width, 900)
			staff.Dark(look.dark)
			signIn(staff, officers(t, s)["ethics"][0])
			staff.Visit("/office/case/" + number)
			staff.Click(".declare .actions button:first-child")
			readEntries(staff)
			staff.Shot("case")
			staff.Axe("case with entries")
		})
	}
}

func askProtection(t *testing.T, b *tab.Tab) (phrase, number string) {
	t.Helper()
	address, err := reporter.Address("en", "retaliation")
	if err != nil {
		t.Fatal(err)
	}
	b.Visit(address)
	b.See("fl-report[ready]")
	answers(b, map[string]string{
		"what": "I was moved away after I spoke with the auditors.", "zone": "Asia/Kolkata",
		"acts.1.more": "Left out of a meeting", "acts.2.kind": "transfer", "acts.2.when": "end of March", "acts.3.more": "A threat in the corridor",
		"witnesses.1.name": "Chris Example", "witnesses.1.contact": "do-not",
	})
	b.Read("Act 3 ")
	changeActs(b)
	b.Read("Act 2 ")
	b.Without("Left out of a meeting")
	b.Shot("review")
	b.Axe("review with entries")
	next(b)
	phrase = words(b)
	next(b)
	b.Until("the page after sending", `/\d{4}-\d{4}/.test(document.body.innerText) && !document.querySelector('fl-report form')`)
	b.Shot("sent")
	b.Axe("after sending")
	return phrase, caseNumber.FindString(b.Text())
}

// changeActs goes back to the acts, takes the first away, is told of a day that no calendar
// has, and returns to the review.
func changeActs(b *tab.Tab) {
	b.Click(`.review button[aria-label^="Change: Each act"]`)
	group := asked(b, "acts")
	b.Shot("acts")
	b.Axe("acts")
	b.Click(group + ` button[aria-label="Remove: Act 1"]`)
	b.Click(group + " [data-add-entry]")
	if at := tab.Eval[string](b, `document.activeElement.name`); at != "f.acts.3.kind" {
		b.Fail("after adding an act the focus is at %q", at)
	}
	when := group + ` [data-entry]:not([hidden]) [data-sub="when"]`
	answer(b, when, "2026-02-31")
	next(b)
	b.See(when + " .wrong-text")
	told := `((e) => e.getAttribute("aria-invalid") === "true" && e.getAttribute("aria-describedby").split(" ").some((id) => document.getElementById(id).classList.contains("wrong-text")))`
	b.Until("a description of the wrong day", told+`(document.querySelector(`+tab.Quoted(when+" input")+`))`)
	b.Shot("wrong-day")
	b.Axe("a day that no calendar has")
	b.Paste(when+" input", "")
	toReview(b)
}

func toReview(b *tab.Tab) {
	for range 60 {
		at := tab.Eval[string](b, `(s => s.dataset.field || s.dataset.step)(document.querySelector('[data-step]:not([hidden])'))`)
		if at == "review" {
			return
		}
		next(b)
		b.Until("to leave "+at, `(s => (s.dataset.field || s.dataset.step) !== `+tab.Quoted(at)+`)(document.querySelector('[data-step]:not([hidden])'))`)
	}
}

func readEntries(b *tab.Tab) {
	for _, text := range []string{
		"Act 1 What was it? A move to another post or place When? end of March", "Act 2 More about this act A threat in the corridor",
		"Witness 1 Who? Chris Example May we speak with this person? No, do not contact them",
	} {
		b.Read(text)
	}
	for _, code := range []string{"acts.", "do-not", "transfer"} {
		b.Without(code)
	}
}
