package story

import (
	"time"

	"fairlead/test/tab"
)

// form is an open form of a page, named by a selector.
type form struct {
	b  *tab.Tab
	at string
}

// answer answers one or more questions of a form.
type answer func(form)

// script runs a function of the form's element and a value in the page.
func (f form) script(function string, value any) bool {
	return tab.Eval[bool](f.b, "(("+function+")(document.querySelector("+tab.Quoted(f.at)+"), "+tab.Quoted(value)+"))")
}

// until waits for a function of the form's element to be true.
func (f form) until(what, function string, value any) {
	f.b.Until(what, "(e => e && ("+function+")(e, "+tab.Quoted(value)+"))(document.querySelector("+tab.Quoted(f.at)+"))")
}

// shownIn finds what a person would see of a selector within an element.
const shownIn = `[...e.querySelectorAll(q)].filter(x => x.getClientRects().length > 0)`

// write types into the first empty field for a longer text, that of a letter before others.
func write(text string) answer {
	return func(f form) {
		f.until("an empty field", `(e, v) => { const q = "textarea"; return `+shownIn+`.some(x => x.value === "") }`, text)
		f.script(`(e, v) => { const q = "textarea"; const empty = `+shownIn+`.filter(x => x.value === "");
			const at = empty.find(x => x.closest(".part-text")) ?? empty[0]; `+typeIn+`(at, v); return true }`, text)
	}
}

const typeIn = `((at, v) => { at.focus(); at.value = v; for (const is of ["input", "change"]) at.dispatchEvent(new Event(is, {bubbles: true})) })`

// choose picks the option of a value, of a list or of buttons.
func choose(value string) answer {
	return func(f form) {
		f.until("the choice "+value, `(e, v) => { const q = "input[type=radio], input[type=checkbox], select"; return `+shownIn+`.some(x => x.value === v || [...x.options ?? []].some(o => o.value === v)) }`, value)
		f.script(`(e, v) => { const q = "input[type=radio], input[type=checkbox], select"; const at = `+shownIn+`.find(x => x.value === v || [...x.options ?? []].some(o => o.value === v));
			if (at.options) `+typeIn+`(at, v); else if (!at.checked) at.click(); return true }`, value)
	}
}

// pick picks the option of a list whose words hold a text.
func pick(label string) answer {
	return func(f form) {
		find := `(e, v) => { const q = "select"; return ` + shownIn + `.flatMap(x => [...x.options]).find(o => o.textContent.includes(v)) }`
		f.until("the option "+label, find, label)
		f.script(`(e, v) => { const option = (`+find+`)(e, v); `+typeIn+`(option.closest("select"), option.value); return true }`, label)
	}
}

// tick ticks the box whose label says a text.
func tick(label string) answer {
	return func(f form) {
		find := `(e, v) => { const q = "label"; return ` + shownIn + `.find(x => x.textContent.includes(v))?.querySelector("input") }`
		f.until("the box "+label, find, label)
		f.script(`(e, v) => { const box = (`+find+`)(e, v); if (!box.checked) box.click(); return box.checked }`, label)
	}
}

// say types into the first field for a line.
func say(text string) answer {
	return func(f form) {
		find := `(e, v) => { const q = "input[type=text], input:not([type])"; return ` + shownIn + `[0] }`
		f.until("a field for a line", find, text)
		f.script(`(e, v) => { `+typeIn+`((`+find+`)(e, v), v); return true }`, text)
	}
}

// on chooses a day, in days from today.
func on(days int) answer {
	day := time.Now().UTC().AddDate(0, 0, days).Format(time.DateOnly)
	return func(f form) {
		f.until("a field for a day", `e => { const q = "input[type=date]"; return `+shownIn+`.length > 0 }`, day)
		f.script(`(e, v) => { const q = "input[type=date]"; `+typeIn+`(`+shownIn+`[0], v); return true }`, day)
	}
}

// theRest answers whatever is still open with something that could be true: the first
// choice, a day a month from now, and a text.
func theRest(text string) answer {
	day := time.Now().UTC().AddDate(0, 0, 30).Format(time.DateOnly)
	return func(f form) {
		f.script(`(e, v) => {
			const open = q => `+shownIn+`;
			for (const group of open("fieldset")) {
				const boxes = [...group.querySelectorAll(":scope > label > input[type=radio]")];
				if (boxes.length > 0 && !boxes.some(b => b.checked)) boxes[0].click();
			}
			for (const list of open("select")) if (list.value === "") `+typeIn+`(list, [...list.options].find(o => o.value !== "").value);
			for (const at of open("textarea, input[type=text], input:not([type])")) if (at.value === "") `+typeIn+`(at, v.text);
			for (const at of open("input[type=date]")) if (at.value === "") `+typeIn+`(at, v.day);
			return true }`, map[string]string{"text": text, "day": day})
	}
}
