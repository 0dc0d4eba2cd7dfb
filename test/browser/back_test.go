package browser

import (
	"testing"
	"time"

	"fairlead/test/program"
	"fairlead/test/tab"
)

const secret = "What I would not want anyone behind me to read."

// settled waits until the page that Back led to has finished loading.
func settled(b *tab.Tab) {
	b.Until("the page to load", `document.readyState === "complete"`)
	time.Sleep(300 * time.Millisecond) // a restored page would have redrawn by now
}

// TestBack presses Back after leaving in the three ways, and finds nothing of what was
// typed or opened.
func TestBack(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	typed := map[string]string{"wish": "formal", "what": secret, "people": "Alex Example"}

	t.Run("leave the form", func(t *testing.T) {
		b := tab.Open(t, s.Base)
		b.Visit("/")
		b.Visit(form(t, "en"))
		b.See("fl-report[ready]")
		answers(b, typed)
		b.Read(secret)
		leave(b)
		b.Back()
		settled(b)
		b.Without(secret)
		withoutValue(b)
	})
	t.Run("three times Shift", func(t *testing.T) {
		b := tab.Open(t, s.Base)
		b.Visit(form(t, "en"))
		b.See("fl-report[ready]")
		answers(b, typed)
		for range 3 {
			b.Key("Shift")
		}
		b.Until("to be gone", `!document.body.innerText.includes(`+tab.Quoted(secret)+`)`)
		b.Away()
		b.Back()
		settled(b)
		b.Without(secret)
	})
	t.Run("leave the mailbox", func(t *testing.T) {
		b := tab.Open(t, s.Base)
		phrase, _ := report(b, form(t, "en"), typed)
		openMailbox(b, "en", phrase)
		b.Press("Show what you sent")
		b.Read(secret)
		leave(b)
		b.Back()
		settled(b)
		b.Without(secret)
		withoutValue(b)
	})
	t.Run("lock and sign out", func(t *testing.T) {
		person := tab.Open(t, s.Base)
		_, number := report(person, form(t, "en"), typed)
		b := tab.Open(t, s.Base)
		for _, way := range []string{"lock", "signout"} {
			signIn(b, officers(t, s)["wct"][0])
			b.Visit("/office/case/" + number)
			if way == "lock" {
				b.Click(".declare .actions button:first-child")
			}
			b.Read(secret)
			b.Click(`form[action="/office/` + way + `"] button`)
			b.See("fl-signin form")
			b.Back()
			settled(b)
			b.Without(secret)
			if way == "lock" {
				b.Visit("/office/")
				b.Click(`form[action="/office/signout"] button`)
				b.See(`fl-signin input[type=text]`)
			}
		}
	})
}

// leave presses the control. The place it leads to cannot be reached from a test machine;
// being away is enough.
func leave(b *tab.Tab) {
	b.ClickAway(`a[href$="/leave"]`)
	b.Away()
}

// withoutValue fails if a field of the page still holds the text.
func withoutValue(b *tab.Tab) {
	if tab.Eval[bool](b, `[...document.querySelectorAll("textarea, input")].some(e => e.value.includes(`+tab.Quoted(secret)+`))`) {
		panic("a field of the page still holds what was typed")
	}
}
