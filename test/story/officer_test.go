package story

import (
	"strconv"

	"fairlead/test/tab"
)

// Officer is somebody of an office at work in a browser.
type Officer struct {
	*tab.Tab
	h      *house
	number string // the case that is open
}

// officer signs an officer in, by their first name.
func (h *house) officer(name string) *Officer {
	login, ok := h.logins[name]
	if !ok {
		h.t.Fatalf("the demonstration has no %s", name)
	}
	b := h.window()
	b.Visit("/office/")
	b.See("fl-signin form")
	b.Fill(`fl-signin input[type=text]`, login.Name)
	b.Fill(`fl-signin input[type=password]`, login.Password)
	b.Click("fl-signin button[type=submit]")
	b.See(".office-bar")
	return &Officer{Tab: b, h: h}
}

// opens opens a case, and says that nothing stands between the two if that is asked.
func (o *Officer) opens(number string) {
	o.Visit("/office/case/" + number)
	o.Until("the case", `document.querySelector(".declare, .case-shown .case")`)
	if tab.Eval[bool](o.Tab, `!!document.querySelector(".declare")`) {
		o.Click(".declare .actions button:first-child")
	}
	o.See(".case-shown .case")
	o.number = number
}

// again opens the case again, as it stands now.
func (o *Officer) again() { o.opens(o.number) }

// found finds the one case that a queue shows beside those already known.
func (o *Officer) found(known ...string) string {
	o.Visit("/office/")
	o.See("table.cases")
	return tab.Eval[string](o.Tab, `[...document.querySelectorAll("a.case-number")].map(a => a.textContent.trim()).find(n => !`+tab.Quoted(append([]string{}, known...))+`.includes(n)) ?? ""`)
}

// knows says whether the queue shows a case.
func (o *Officer) knows(number string) bool {
	o.Visit("/office/")
	o.See("main h1")
	return tab.Eval[bool](o.Tab, `!!document.querySelector('a[href="/office/case/`+number+`"]')`)
}

// of is a step for whoever was invited in a role, where several were.
func (o *Officer) of(step, role string) string { return step + ":" + o.party(role) }

// step opens the form of a step wherever it stands on the page, unfolding what it lies in.
func (o *Officer) step(name string) form {
	all := `(s => { const steps = [...document.querySelectorAll("details[data-step]")], one = steps.filter(e => e.dataset.step === s);
		return one.length > 0 ? one : steps.filter(e => e.dataset.step.startsWith(s + ":")) })(` + tab.Quoted(name) + `)`
	find := all + "[0]"
	o.Until("the step "+name, find)
	if several := tab.Eval[int](o.Tab, all+".length"); several > 1 {
		o.h.t.Fatalf("%d forms for the step %s: say whose", several, name)
	}
	tab.Eval[bool](o.Tab, `((e) => {
		for (let out = e.parentElement?.closest("details"); out; out = out.parentElement?.closest("details")) out.open = true;
		if (!e.open) e.querySelector("summary").click();
		e.scrollIntoView(); return true })(`+find+`)`)
	o.Until("the form of "+name, `(e => e && e.open && e.querySelector("form"))(`+find+`)`)
	tab.Eval[bool](o.Tab, `(document.querySelectorAll("[data-now]").forEach(e => e.removeAttribute("data-now")), `+find+`.querySelector("form").dataset.now = "", true)`)
	return form{o.Tab, "form[data-now]"}
}

// takes takes a step: opens its form, answers, sends, and waits until the page says that it
// was taken.
func (o *Officer) takes(step string, answers ...answer) {
	f := o.step(step)
	for _, each := range answers {
		each(f)
	}
	o.sends(step, f)
}

// cannot takes a step and is told, in these words, why it is not taken.
func (o *Officer) cannot(step, why string, answers ...answer) {
	f := o.step(step)
	for _, each := range answers {
		each(f)
	}
	f.script(`e => { window.sentForm = e; e.querySelector("button[type=submit]").click(); return true }`, nil)
	o.Until("the refusal of "+step, complaint+`?.textContent.includes(`+tab.Quoted(why)+`)`)
}

func (o *Officer) sends(step string, f form) {
	f.script(`e => { window.sentForm = e; document.querySelector(".case-done")?.replaceChildren(); e.querySelector("button[type=submit]").click(); return true }`, nil)
	o.Until("the end of "+step, `!window.sentForm.isConnected && document.querySelector(".case-done .note") || `+complaint)
	if said := tab.Eval[string](o.Tab, complaint+`?.textContent ?? ""`); said != "" {
		o.Shot("refused " + step)
		o.h.t.Fatalf("the step %s was refused: %s", step, said)
	}
}

const complaint = `[...window.sentForm.querySelectorAll("[role=alert]")].find(e => !e.hidden && e.textContent !== "")`

// approves agrees as the second person to the one step that waits.
func (o *Officer) approves() {
	o.See(".waiting-step .decision .actions button")
	tab.Eval[bool](o.Tab, `(document.querySelector(".case-done")?.replaceChildren(), document.querySelector(".waiting-step .decision .actions button").click(), true)`)
	o.See(".case-done .note")
}

// recuses opens a case for the first time and says that they must not work on it.
func (o *Officer) recuses(number string) {
	o.Visit("/office/case/" + number)
	o.Click(".declare .actions button:nth-child(2)")
	o.Until("the case to be gone", `!document.querySelector(".declare, .case-shown .case")`)
}

// affected says that it happened to the person who reported, as the report says itself.
func (o *Officer) affected() {
	button := `[...document.querySelectorAll(".case-next > .note button")][0]`
	o.Until("who is affected", button)
	tab.Eval[bool](o.Tab, `(`+button+`.click(), true)`)
	o.See(".case-done .note")
}

// invites makes a mailbox for somebody and reads the words that are shown once.
func (o *Officer) invites(answers ...answer) (words string) {
	o.takes("invite", answers...)
	o.See(".words-once ol.words li")
	return wordsOn(o.Tab)
}

// parties counts who beside the reporter has a mailbox in the case.
func (o *Officer) parties() int {
	return tab.Eval[int](o.Tab, `document.querySelectorAll(".case-party").length`)
}

// asks asks for a yes to one step.
func (o *Officer) asks(step string, answers ...answer) {
	f := o.step("ask")
	choose(step)(f)
	for _, each := range answers {
		each(f)
	}
	o.sends("ask", f)
}

// can says whether a step stands among those that can be taken now.
func (o *Officer) can(step string) bool {
	return tab.Eval[bool](o.Tab, `[...document.querySelectorAll("details[data-step]")].some(e => e.dataset.step === `+tab.Quoted(step)+` || e.dataset.step.startsWith(`+tab.Quoted(step+":")+`))`)
}

// cases counts the open cases in the queue.
func (o *Officer) cases() int {
	o.Visit("/office/")
	o.See("main h1")
	return tab.Eval[int](o.Tab, `document.querySelectorAll("a.case-number").length`)
}

// party is who has a mailbox in the case in a role, as forms name them.
func (o *Officer) party(role string) string {
	who := tab.Eval[string](o.Tab, `fetch(location.pathname + "/data", {method: "POST", headers: {"Content-Type": "application/json"}, body: "{}"})
		.then(r => r.json()).then(d => d.board.parties.find(p => p.role === `+tab.Quoted(role)+`)?.who ?? "")`)
	if who == "" {
		o.h.t.Fatalf("nobody was invited as %s", role)
	}
	return who
}

// gives hands the case to each colleague of the office who holds no key to it yet.
func (o *Officer) gives() {
	const left = `document.querySelectorAll("form.give option").length`
	for n := tab.Eval[int](o.Tab, left); n > 0; n-- {
		o.Click("form.give button[type=submit]")
		o.Until("that the key was given", left+" < "+strconv.Itoa(n))
	}
}

// at is the same officer, signed in at the house as it runs now, with the case open.
func (o *Officer) at(h *house, name string) *Officer {
	again := h.officer(name)
	again.opens(o.number)
	return again
}
