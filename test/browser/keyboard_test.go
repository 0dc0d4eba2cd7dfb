package browser

import (
	"testing"

	"fairlead/test/program"
	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// TestKeyboard sends a concern about safety with keys alone, in a window of 320 pixels at
// 400 %, and opens its mailbox: Tab, Space, Enter and letters. Every stop can be seen.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	path, err := reporter.Address("en", "safety")
	if err != nil {
		t.Fatal(err)
	}
	const what, place = "A cable lies bare.", "Gate 4"
	b := zoomed(t, s)
	b.Visit(path)
	b.See("fl-report[ready]")
	for at := ""; at != "words"; at = step(b) {
		passed := step(b)
		switch passed {
		case "danger", "type", "pass-on":
			tabTo(b, `[data-step]:not([hidden]) input`)
			b.Type(" ")
		case "what":
			tabTo(b, `[data-step]:not([hidden]) textarea`)
			b.Type(what)
		case "place":
			tabTo(b, `[data-step]:not([hidden]) input`)
			b.Type(place)
		case "review":
			b.Read("Is it still dangerous now? Yes")
		}
		onward(b)
		b.Type("\r")
		b.Until("to leave "+passed, stepNow+` !== `+tab.Quoted(passed))
	}
	phrase := words(b)
	onward(b)
	b.Type("\r")
	b.See(".number")
	number := caseNumber.FindString(tab.Eval[string](b, `document.querySelector(".number").textContent`))
	if at := tab.Eval[string](b, `document.activeElement.tagName`); at != "H1" {
		b.Fail("after sending the focus is on %s, not on what was sent", at)
	}
	look(b)
	tabTo(b, `a.button[href$="/mailbox"]`)
	b.Type("\r")
	b.See("fl-mailbox[ready]")
	tabTo(b, "#words")
	b.Type(phrase)
	tabTo(b, "fl-mailbox button[type=submit]")
	b.Type(" ")
	b.See("[data-opened] h1")
	b.Read(number)
	look(b)
	tabTo(b, "[data-opened] details summary")
	b.Type("\r")
	for _, text := range []string{what, place, "What is it? Someone was hurt or fell ill"} {
		b.Read(text)
	}
}

// TestKeyboardEveryForm answers the first question of every step of every other form with
// keys alone, so that what depends on an answer is asked too, up to the twelve words.
func TestKeyboardEveryForm(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	b := tab.Open(t, s.Base)
	b.Size(1280, 900)
	for _, id := range []string{"misconduct", "retaliation", "harassment", "rebuttal", "evaluation", "enquiry"} {
		b.Visit(pack(t).Address("en", "form/"+id))
		b.See("fl-report[ready]")
		for passed := step(b); passed != "words"; passed = step(b) {
			const input = `[data-step]:not([hidden]) :is(input:not([type="file"], [type="hidden"]), textarea)`
			kind := tab.Eval[string](b, `document.querySelector('[data-step]:not([hidden])').dataset.kind || ""`)
			if kind != "" && kind != "files" && kind != "zone" {
				tabTo(b, input)
				if tab.Eval[bool](b, `/radio|checkbox/.test(document.activeElement.type)`) {
					b.Type(" ")
				} else {
					b.Type("About 2026")
				}
			}
			onward(b)
			b.Type("\r")
			b.Until(id+" to leave "+passed, stepNow+` !== `+tab.Quoted(passed))
		}
		b.Read(pack(t).Words("en").Say("report.words.text"))
		tab.Eval[bool](b, `(document.querySelector("fl-report").forget(), true)`) // the browser asks nothing on leaving
	}
}

// tabTo presses Tab, looking at every stop, until what a selector names has the focus.
func tabTo(b *tab.Tab, selector string) {
	for range 120 {
		look(b)
		if tab.Eval[bool](b, `document.activeElement.matches(`+tab.Quoted(selector)+`)`) {
			return
		}
		b.Type("\t")
	}
	b.Shot("failed")
	b.Fail("Tab does not come to %s at %s", selector, b.Where())
}
