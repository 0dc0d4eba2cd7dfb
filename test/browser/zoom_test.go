package browser

import (
	"strings"
	"testing"

	"fairlead/internal/portal"
	"fairlead/test/program"
	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// zoomed is a tab whose window is one of 1280 × 1024 pixels at 400 %: as small as a page must still work in.
func zoomed(t *testing.T, s *program.Server) *tab.Tab {
	t.Helper()
	b := tab.Open(t, s.Base)
	b.Size(320, 256)
	return b
}

// focus is where the keyboard is, and how well that can be seen.
type focus struct {
	At      string // what has the focus, for the message of a failure
	Begins  bool   // it is where a page begins: nothing, or its body
	Next    bool   // it is the form's button that goes on
	Shown   int    // points of it, of 25, that are within the window
	Over    string // what covers it at one of them
	Ringed  bool   // it has an outline, itself or by the label around it
	TooWide int    // pixels of the page beyond the window's width
}

// where reads the focus. An element of a line stands in the window if its first piece does;
// what is taller than the window cannot be seen whole, but nothing may lie upon it.
const where = `(() => {
	const e = document.activeElement;
	const found = {At: "", Begins: !e || e === document.body, Next: false, Shown: 0, Over: "", Ringed: true, TooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth};
	if (found.Begins) return found;
	found.At = e.outerHTML.slice(0, 140);
	found.Next = e.matches("[data-next]");
	const hasRing = (x) => { const s = getComputedStyle(x); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; };
	const label = e.closest("label"), ringless = e.tabIndex < 0 && !e.matches("input, textarea, select, button, a");
	found.Ringed = ringless || hasRing(e) || (!!label && hasRing(label)) || (e.matches(".map a") && getComputedStyle(e.querySelector(".box, .pill")).strokeWidth >= "3");
	const r = e.getClientRects()[0] || e.getBoundingClientRect();
	for (let i = 0; i < 5; i++) for (let j = 0; j < 5; j++) {
		const x = r.left + 1 + (r.width - 2) * i / 4, y = r.top + 1 + (r.height - 2) * j / 4;
		if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
		found.Shown++;
		const hit = document.elementFromPoint(x, y);
		const own = hit && (hit.contains(e) || e.contains(hit) || (e.labels && [...e.labels].some((l) => l.contains(hit))));
		if (!own) found.Over = hit ? hit.outerHTML.slice(0, 100) : "nothing";
	}
	return found;
})()`

// look holds the focus to be in sight, with a ring and with nothing upon it.
func look(b *tab.Tab) focus {
	f := tab.Eval[focus](b, where)
	switch {
	case f.Begins:
	case f.Shown == 0:
		b.Fail("the focus is out of sight at %s: %s", b.Where(), f.At)
	case f.Over != "":
		b.Fail("the focus is covered at %s: %s by %s", b.Where(), f.At, f.Over)
	case !f.Ringed:
		b.Fail("the focus has no ring at %s: %s", b.Where(), f.At)
	}
	if f.TooWide > 0 {
		b.Fail("%s is %d pixels wider than the window", b.Where(), f.TooWide)
	}
	return f
}

// onward presses Tab, looking at every stop, until the button that goes on, and gives the
// number of stops.
func onward(b *tab.Tab) (stops int) {
	for stops = range 120 {
		if look(b).Next {
			return stops
		}
		b.Type("\t")
	}
	b.Shot("failed")
	b.Fail("Tab does not come to the button that goes on at %s", b.Where())
	return stops
}

// backward presses Shift and Tab, looking at every stop: what comes into the window from
// above is what the bar could lie upon.
func backward(b *tab.Tab, stops int) {
	for range stops {
		b.TypeBack()
		look(b)
	}
}

// TestZoom goes by Tab through pages of each kind, and through every question of the forms
// with the most kinds of question, at 400 %: no stop lies under the bar that stays in
// sight, and nothing needs to be scrolled sideways.
func TestZoom(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	b := zoomed(t, s)
	for _, id := range []string{"home", "overview", "unit/ethics", "questions/wct", "procedure/retaliation", "time-limits", "find", "resources", "form/feedback"} {
		b.Visit(p.Address("fr", id))
		around(b)
	}
	b.Visit(mailbox("es"))
	b.See("fl-mailbox[ready]")
	around(b)
	for _, id := range []string{"retaliation", "harassment"} {
		eachQuestion(zoomed(t, s), p, id)
	}
}

// around presses Tab until it comes round, and then the whole way back.
func around(b *tab.Tab) {
	b.See("h1")
	b.Type("\t")
	for n := range 400 {
		if look(b).Begins && n > 0 {
			backward(b, n)
			return
		}
		b.Type("\t")
	}
	b.Fail("Tab does not come round at %s", b.Where())
}

// eachQuestion goes through a form and stops before its words; only what must be answered
// is, and each group has two entries.
func eachQuestion(b *tab.Tab, p *portal.Pack, id string) {
	path, err := reporter.Address("es", id)
	if err != nil {
		b.Fail("%v", err)
		return
	}
	b.Visit(path)
	b.See("fl-report[ready]")
	for {
		at := step(b)
		if at == "words" {
			return
		}
		look(b)
		prepareStep(b, p.Forms[id], at)
		stops := onward(b)
		backward(b, stops)
		b.Type(strings.Repeat("\t", stops))
		if !look(b).Next {
			b.Fail("Tab does not lead to where it led before, at %s", at)
		}
		b.Type("\r")
		if b.Until("to leave "+at, `(() => `+stepNow+` !== `+tab.Quoted(at)+`)()`); step(b) == at {
			return
		}
	}
}

const stepNow = `(s => s.dataset.field || s.dataset.step)(document.querySelector('[data-step]:not([hidden])'))`

func step(b *tab.Tab) string { return tab.Eval[string](b, stepNow) }

// prepareStep answers what must be answered, and makes a second entry of a group.
func prepareStep(b *tab.Tab, form portal.Form, at string) {
	for _, field := range form.Fields {
		group := `[data-field="` + at + `"] `
		switch {
		case field.ID != at:
		case field.Required && field.Kind == "long":
			b.Paste(group+"textarea", strings.Repeat("Una frase. ", 3))
		case field.Required:
			tabTo(b, group+"input")
			b.Type(" ")
		case field.Kind == "entries":
			b.Paste(group+":is(textarea, input[type=text])", "Una persona")
			tabTo(b, group+"[data-add-entry]")
			b.Type("\r")
			look(b)
		}
	}
}
