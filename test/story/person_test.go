package story

import (
	"regexp"
	"strings"

	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// Person is somebody with twelve words: who reports, or who was invited.
type Person struct {
	*tab.Tab
	h         *house
	language  string
	procedure string // of the office that has the case
	words     string
	number    string
	scripts   bool
}

// person is somebody at a browser with scripts.
func (h *house) person(language string) *Person {
	return &Person{Tab: h.window(), h: h, language: language, scripts: true}
}

// plainly is the same person in a browser without scripts.
func (p *Person) plainly() *Person {
	p.Scripts(false)
	p.scripts = false
	return p
}

var caseNumber = regexp.MustCompile(`\d{4}-\d{4}`)

// reports fills a form in, one question at a time, and keeps words and number.
func (p *Person) reports(which string, fields map[string]string, files ...string) {
	path, err := reporter.Address(p.language, which)
	if err != nil {
		p.h.t.Fatal(err)
	}
	p.procedure = p.h.pack.Forms[which].Procedure
	p.Visit(path)
	p.See("fl-report[ready]")
	p.next()
	for at := p.question(); at != "review"; at = p.question() {
		if value, ok := fields[at]; ok {
			p.fill(at, value)
		}
		if at == "files" && len(files) > 0 {
			p.Attach("#files", files...)
		}
		p.next()
		p.Until("to leave "+at, `(s => (s.dataset.field || s.dataset.step) !== `+tab.Quoted(at)+`)(`+inSight+`)`)
	}
	p.next()
	p.words = wordsOn(p.Tab)
	p.next()
	p.Until("the page after sending", `/\d{4}-\d{4}/.test(document.querySelector("fl-report").innerText) && !document.querySelector("fl-report form")`)
	p.number = caseNumber.FindString(p.Text())
}

const inSight = `document.querySelector("[data-step]:not([hidden])")`

func (p *Person) next() { p.Click("[data-next]") }

func (p *Person) question() string {
	p.Until("the next question", inSight)
	return tab.Eval[string](p.Tab, `(s => s.dataset.field || s.dataset.step)(`+inSight+`)`)
}

func (p *Person) fill(field, value string) {
	if field == "exclude" { // by the name of whom to keep out
		p.Press(value)
		return
	}
	question := `:is([data-field="` + field + `"], [data-step="` + field + `"]):not([hidden])`
	p.See(question)
	if tab.Eval[bool](p.Tab, `!!document.querySelector(`+tab.Quoted(question+` input[value="`+value+`"]`)+`)`) {
		p.Click(question + ` input[value="` + value + `"]`)
		return
	}
	p.Paste(question+" :is(textarea, input[type=text])", value)
}

// wordsOn reads the twelve words that a page shows.
func wordsOn(b *tab.Tab) string {
	b.See("ol.words li")
	return strings.Join(tab.Eval[[]string](b, `[...document.querySelectorAll("ol.words li")].map(e => e.textContent.trim())`), " ")
}

// opens opens the mailbox with the words.
func (p *Person) opens() {
	path := "/mailbox"
	if p.language != "en" {
		path = "/" + p.language + path
	}
	p.Visit(path)
	p.See("#words")
	if p.scripts {
		p.See("fl-mailbox[ready]")
	}
	p.Paste("#words", p.words)
	p.Click("form[action$='/mailbox/open'] button[type=submit]")
	p.Until("the mailbox", `document.querySelector("section.part, [data-claim]")`)
	if tab.Eval[bool](p.Tab, `!!document.querySelector("[data-claim]")`) {
		p.claims()
	}
}

// claims takes new words of one's own, before anything else is shown.
func (p *Person) claims() {
	given := p.words
	if p.words = wordsOn(p.Tab); p.words == given {
		p.h.t.Error("the new words are those that the office made")
	}
	look(p.Tab, "words of one's own")
	p.Click("#kept")
	p.Click("[data-claim] form button[type=submit]")
	p.See("section.part")
}

// requests are the titles of what waits for an answer.
func (p *Person) requests() []string {
	return tab.Eval[[]string](p.Tab, `[...document.querySelectorAll("form h4")].filter(e => e.closest("form").querySelector("input[name^=answer]")).map(e => e.textContent.trim())`)
}

// request is the form of the one request for a step that waits for an answer.
func (p *Person) request(step string) form {
	title := p.stepName(step)
	find := `[...document.querySelectorAll("form")].find(e => e.querySelector("input[value=yes]") && e.querySelector("h4")?.textContent.trim() === ` + tab.Quoted(title) + `)`
	p.Until("the request for "+title, find)
	tab.Eval[bool](p.Tab, `(document.querySelectorAll("[data-now]").forEach(e => e.removeAttribute("data-now")), `+find+`.dataset.now = "", true)`)
	return form{p.Tab, "form[data-now]"}
}

// stepName is how a step is called in the person's language: of the procedure, or what every
// office can ask for.
func (p *Person) stepName(step string) string {
	if text := p.h.pack.ProcedureText(p.language, p.procedure).Steps[step]; text.Name != "" {
		return text.Name
	}
	return p.h.word(p.language, "request.step."+step)
}

// says answers a request with "yes" or "no", or with "part" and the parts agreed to.
func (p *Person) says(step, word string, parts ...string) {
	f := p.request(step)
	choose(word)(f)
	for _, part := range parts {
		tick(part)(f)
	}
	p.send()
}

// send sends the form at hand and waits for the page to say so.
func (p *Person) send() {
	p.Click("form[data-now] button[type=submit]")
	p.Until("that the answer was sent", `!document.querySelector("form[data-now]") && document.querySelector(".note.good[role=status]")`)
}

// writes writes to the office of the first part.
func (p *Person) writes(text string, files ...string) {
	p.Paste("#text, #letter", text)
	if len(files) > 0 {
		p.Attach("#files", files...)
	}
	p.Click("form:has(#text, #letter) button[type=submit]")
	p.Until("the letter in the thread", `[...document.querySelectorAll(".thread .mine")].some(e => e.innerText.includes(`+tab.Quoted(text)+`))`)
}

// scripted is the same person in a browser with scripts.
func (p *Person) scripted() *Person {
	p.Scripts(true)
	p.scripts = true
	return p
}

// invited is somebody who got words from an office on paper.
func (h *house) invited(language, procedure, words string) *Person {
	p := h.person(language)
	p.procedure, p.words = procedure, words
	return p
}

// stands waits for the mailbox to say where the case stands.
func (p *Person) stands(stage string) {
	p.Read(p.h.pack.StageText(p.language, p.procedure, stage).Name)
}

// agrees says that the note of a talk is right.
func (p *Person) agrees() {
	words := p.h.word(p.language, "mailbox.agree")
	p.Press(words)
	p.Until("that the note was agreed to", `![...document.querySelectorAll("button")].some(b => b.textContent.trim() === `+tab.Quoted(words)+`)`)
}

// at is the same person in a new browser at the house as it runs now.
func (p *Person) at(h *house) *Person {
	again := *p
	again.Tab, again.scripts = h.window(), true
	return &again
}

// takesBack takes back the one answer that can still be taken back.
func (p *Person) takesBack() {
	p.opens()
	p.Click("[data-back]")
	p.Until("that the answer is taken back", `!document.querySelector("[data-back]")`)
}

// loses tries words that open nothing any more.
func (p *Person) loses() {
	p.Visit("/mailbox")
	p.See("fl-mailbox[ready]")
	p.Paste("#words", p.words)
	p.Click("form[action$='/mailbox/open'] button[type=submit]")
	p.Until("that the words open nothing", `[...document.querySelectorAll("[role=alert]")].some(e => e.textContent.includes(`+tab.Quoted(p.h.word("en", "fault.no-mailbox")[:36])+`))`)
}
