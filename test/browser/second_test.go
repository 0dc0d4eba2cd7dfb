package browser

import (
	"slices"
	"strings"
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestTwoOffices tells the conduct team what happened and the Ethics Office what is feared.
// Each office reads its own and answers; the person reads both, and writes to one.
func TestTwoOffices(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	staff := officers(t, s)
	teresa := staff["ethics"][0]
	const what, fear = "Canary lanternfish, in every meeting.", "Canary moorhen, when I speak."
	person := tab.Open(t, s.Base)
	person.Size(390, 844)
	person.Visit(form(t, "en"))
	person.See("fl-report[ready]")
	answers(person, map[string]string{
		"wish": "formal", "role": "affected", "what": what, "people": "Alex Example", "ethics-tell": "yes", "fear": fear, "identity": "anonymous",
	})
	person.Read("Ethics Office")
	person.Read(teresa.name)
	person.Shot("second-review")
	person.Axe("review, with a second office")
	next(person)
	phrase := words(person)
	next(person)
	person.Until("the page after sending", `/\d{4}-\d{4}/.test(document.querySelector('fl-report').innerText) && !document.querySelector('fl-report form')`)
	person.Read(teresa.name)
	person.Shot("second-sent")
	person.Axe("sent to two offices")
	numbers := slices.Compact(caseNumber.FindAllString(person.Text(), -1))
	if len(numbers) != 2 {
		t.Fatalf("two numbers were to be shown: %v", numbers)
	}

	b := tab.Open(t, s.Base)
	signIn(b, teresa)
	b.Read("Prevention of retaliation")
	b.Shot("second-queue")
	b.Axe("queue, prevention")
	onlyHers(b, numbers[0])
	b.Visit("/office/case/" + numbers[1])
	b.Click(".declare .actions button:first-child")
	b.Read(fear)
	b.Read("Workplace Conduct Team")
	b.Shot("second-case")
	b.Axe("case, prevention")
	b.Without(what)
	b.Without("Alex Example")
	b.Without("lanternfish")
	onlyHers(b, numbers[0])
	answerCase(b, "You are protected. Let us speak.")
	signOut(b)

	signIn(b, staff["wct"][0])
	onlyHers(b, numbers[1])
	b.Visit("/office/case/" + numbers[0])
	b.Click(".declare .actions button:first-child")
	b.Read(what)
	onlyHers(b, numbers[1])
	answerCase(b, "We have read what happened.")

	openMailbox(person, "en", phrase)
	person.Read("You are protected. Let us speak.")
	person.Read("We have read what happened.")
	person.Shot("second-mailbox")
	person.Axe("mailbox of two offices")
	person.Paste("#letter-2", "Yes, on Monday.")
	person.Click("#part-2 form button[type=submit]")
	person.See("#part-2 .note.good")
	person.Read("Yes, on Monday.")
	b.Visit("/office/case/" + numbers[0])
	b.Read(what)
	b.Without("Yes, on Monday.")
	signOut(b)
	signIn(b, teresa)
	b.Visit("/office/case/" + numbers[1])
	b.Read("Yes, on Monday.")
}

// onlyHers: nothing on the page says that the other office has a number.
func onlyHers(b *tab.Tab, other string) {
	if strings.Contains(b.Text(), other) {
		b.Fail("the page names the other office's number")
	}
}

func answerCase(b *tab.Tab, text string) {
	b.Paste(".case-letters textarea", text)
	b.Click(".case-letters button[type=submit]")
	b.See(".thread .mine")
	b.Read(text)
}
