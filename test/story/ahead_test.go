package story

import (
	"testing"

	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// told is what somebody tells the conduct team that is the safety team's to look at.
var told = map[string]string{
	"wish": "heard", "role": "affected", "what": "The scaffold at the north gate sways, and I was sent up all the same.",
	"pass-on": "yes", "identity": "anonymous",
}

// TestAgreedAtSending: somebody says, as they send it, that the right office may be given it. The
// conduct team passes it on without asking; the safety team has it word for word; and what was
// not used is taken back.
func TestAgreedAtSending(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.agreesAhead()
	person.opens()
	person.Read(h.word("en", "mailbox.ahead"))
	person.Read(h.word("en", "unit.hsse"))
	look(person.Tab, "person 1, what was agreed to")

	number := h.passesOn(person)
	person.opens()
	person.Read(h.word("en", "mailbox.ahead.used", "Offices", h.word("en", "unit.hsse")))
	look(person.Tab, "person 2, passed on")
	never(person.Tab, h.word("en", "request.title"))

	rafael := h.officer("Rafael")
	rafael.opens(number)
	rafael.Read(told["what"])
	rafael.takes("accept", write("We have it, and look at the scaffold today."))
	person.opens()
	person.Read("We have it, and look at the scaffold today.")
}

// TestTakenBackAhead: whoever takes it back before it is used is asked first, like everybody else.
func TestTakenBackAhead(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.agreesAhead()
	person.opens()
	person.Click("[data-sending] [data-back]")
	person.Until("that it is taken back", `document.querySelector("[data-sending]") && !document.querySelector("[data-sending] [data-back]")`)
	look(person.Tab, "person 1, taken back")
	mira := h.officer("Mira")
	mira.opens(person.number)
	mira.affected()
	if mira.can("pass-on") {
		t.Error("it can be passed on without asking, though that was taken back")
	}
	mira.takes("listen", write("We listen."))
	mira.asks("pass-on", choose("hsse"), tick("The report as it was sent"))
	person.opens()
	if got := person.requests(); len(got) != 1 {
		t.Errorf("the office asks: %v", got)
	}
}

// TestAgreedAtSendingPlain is the same without scripts: two people say yes, and one of them
// takes it back.
func TestAgreedAtSendingPlain(t *testing.T) {
	h := open(t)
	stays, backs := h.person("en"), h.person("en")
	for _, p := range []*Person{stays, backs} {
		p.plainly().sendsPlain("harassment", told)
		p.Read(h.word("en", "sent.onward.title"))
	}
	look(stays.Tab, "person 1, after sending")
	number := h.passesOn(stays)
	stays.opens()
	stays.Read(h.word("en", "mailbox.ahead.used", "Offices", h.word("en", "unit.hsse")))
	look(stays.Tab, "person 2, passed on")
	rafael := h.officer("Rafael")
	rafael.opens(number)
	rafael.Read(told["what"])

	backs.opens()
	look(backs.Tab, "person 3, what was agreed to")
	backs.Press(h.word("en", "request.back"))
	backs.Read(h.word("en", "mailbox.answered"))
	look(backs.Tab, "person 4, taken back")
	never(backs.Tab, h.word("en", "mailbox.ahead.take"))
	mira := h.officer("Mira")
	mira.opens(backs.number)
	mira.affected()
	if mira.can("pass-on") {
		t.Error("it can be passed on without asking, though that was taken back")
	}
}

// agreesAhead fills the form in, reads before sending what was agreed to, and sends it.
func (p *Person) agreesAhead() {
	path, err := reporter.Address(p.language, "harassment")
	if err != nil {
		p.h.t.Fatal(err)
	}
	p.procedure = p.h.pack.Forms["harassment"].Procedure
	p.Visit(path)
	p.See("fl-report[ready]")
	p.next()
	for at := p.question(); at != "review"; at = p.question() {
		if value, ok := told[at]; ok {
			p.fill(at, value)
		}
		p.next()
		p.Until("to leave "+at, `(s => (s.dataset.field || s.dataset.step) !== `+tab.Quoted(at)+`)(`+inSight+`)`)
	}
	p.See("[data-onward]")
	p.Read(p.h.word(p.language, "unit.hsse"))
	look(p.Tab, "person 0, before sending")
	p.next()
	p.words = wordsOn(p.Tab)
	p.next()
	p.Until("the page after sending", `/\d{4}-\d{4}/.test(document.querySelector("fl-report").innerText) && !document.querySelector("fl-report form")`)
	p.Read(p.h.word(p.language, "sent.onward.title"))
	p.number = caseNumber.FindString(p.Text())
}

// sendsPlain fills a form in on the one page that there is without scripts.
func (p *Person) sendsPlain(which string, fields map[string]string) {
	path, err := reporter.Address(p.language, which)
	if err != nil {
		p.h.t.Fatal(err)
	}
	p.procedure = p.h.pack.Forms[which].Procedure
	p.Visit(path)
	p.words = wordsOn(p.Tab)
	for id, value := range fields {
		name := `[name="f.` + id + `"]`
		if tab.Eval[bool](p.Tab, `document.querySelector(`+tab.Quoted(name)+`).type === "radio"`) {
			p.Click(name + `[value="` + value + `"]`)
		} else {
			p.Paste(name, value)
		}
	}
	p.Click(`form button[type=submit]:not([form]):not([formaction])`)
	p.See(".number")
	p.number = caseNumber.FindString(p.Text())
}

// passesOn has the conduct team pass the report on to the safety team, without a question to
// its sender, and gives the number that it has there.
func (h *house) passesOn(person *Person) (number string) {
	mira := h.officer("Mira")
	mira.opens(person.number)
	mira.affected()
	look(mira.Tab, "mira 1, what the person agreed to")
	mira.takes("pass-on", choose("hsse"), theRest("It is a matter of safety; we passed it on as you wrote it."))
	rafael := h.officer("Rafael")
	if number = rafael.found(); number == "" {
		h.t.Fatal("the safety team's queue is empty")
	}
	look(rafael.Tab, "rafael 1, the queue")
	return number
}
