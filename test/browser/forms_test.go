package browser

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fairlead/internal/portal"
	"fairlead/test/program"
	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// trip is the way of one form from a person to an office and back.
type trip struct {
	form, unit, language string
	width                int64
	scriptsOff           bool
	zone                 string
	wrong                string // a date that no calendar has, tried first
	fields               map[string]string
}

// TestForms sends each form but the first trip's, in one of the languages, on a phone or a
// desktop: some questions answered, some skipped. The right office reads every answer under
// its question and writes; the person reads that with the 12 words.
func TestForms(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	for _, way := range []trip{
		{form: "misconduct", unit: "iaig", language: "es", width: 390, fields: map[string]string{
			"about": "money", "role": "witness", "agrees": "could-not-ask", "what": "Las facturas se pagan dos veces.",
			"people": "Persona Ejemplo", "often": "ongoing", "amount": "Unos ocho mil dólares", "witnesses.1.name": "Otra Persona",
			"witnesses.1.knows": "Vio las dos facturas.", "witnesses.1.contact": "ask", "identity": "anonymous",
		}},
		{form: "retaliation", unit: "ethics", language: "fr", width: 1280, zone: "Asia/Kathmandu", fields: map[string]string{
			"role": "affected", "what": "Depuis mon audition, on m’écarte.", "acts.1.kind": "threats", "acts.1.state": "threatened",
			"acts.1.when": "2026-10-05", "acts.1.by": "Une personne", "acts.2.kind": "transfer", "acts.2.more": "Un bureau au sous-sol",
			"did": "reported", "did-what": "Des factures fausses", "witnesses.1.name": "Un témoin", "witnesses.1.contact": "do-not",
			"pass-on": "ask", "identity": "anonymous",
		}},
		{form: "safety", unit: "hsse", language: "en", width: 390, fields: map[string]string{
			"danger": "yes", "what": "The trench has no support.", "type": "condition", "place": "North gate, second trench",
			"when": "this morning", "role": "affected", "link": "community", "pass-on": "yes",
		}},
		{form: "rebuttal", unit: "pppt", language: "fr", width: 390, zone: "America/Bogota", fields: map[string]string{
			"role": "self", "cycle": "L’année 2025", "rating": "Insuffisant", "reasons": "Les trois objectifs sont atteints.",
			"interviews.1.name": "Une collègue", "interviews.1.contact": "yes", "name": "Ma Personne", "contract": "fixed-term",
		}},
		{form: "evaluation", unit: "legal", language: "en", width: 1280, zone: "Africa/Nairobi", fields: map[string]string{
			"role": "self", "decision": "My contract is not renewed.", "notice": "2026-10-30", "type": "non-renewal",
			"suspend": "unsure", "effect": "end of the year", "contract": "fixed-term", "grade": "P-3",
		}},
		{form: "enquiry", unit: "nsa", language: "es", width: 390, fields: map[string]string{
			"question": "¿Por dónde empiezo?", "language": "es", "ask-others": "ask", "identity": "anonymous",
		}},
		{form: "retaliation", unit: "ethics", language: "en", width: 320, scriptsOff: true, zone: "Asia/Kolkata", fields: map[string]string{
			"what": "I was moved after I spoke with the auditors.", "acts.1.kind": "duties", "acts.2.kind": "exclusion", "acts.2.when": "in May",
			"acts.2.more": "No more invitations", "witnesses.1.name": "A witness", "witnesses.1.contact": "do-not",
		}},
		{form: "evaluation", unit: "legal", language: "es", width: 1280, scriptsOff: true, zone: "America/Lima", wrong: "2026-02-30", fields: map[string]string{
			"decision": "No se renueva mi contrato.", "notice": "2026-02-27", "suspend": "no", "contract": "temporary",
		}},
	} {
		name := way.form + "-" + way.language
		if way.scriptsOff {
			name += "-plain"
		}
		t.Run(name, func(t *testing.T) { way.make(t, s) })
	}
}

func (w trip) make(t *testing.T, s *program.Server) {
	p := pack(t)
	path, err := reporter.Address(w.language, w.form)
	if err != nil {
		t.Fatal(err)
	}
	if w.zone != "" {
		w.fields["zone"] = w.zone
	}
	person := tab.Open(t, s.Base)
	person.Size(w.width, 844)
	if w.scriptsOff {
		person.Scripts(false)
	}
	person.Visit(path)
	var phrase string
	if w.scriptsOff {
		phrase = w.fillPlain(person, p)
	} else {
		phrase = w.fillScripted(person, p)
	}
	officer := officers(t, s)[w.unit][0]
	number := w.arrived(person, p, officer, phrase)

	staff := tab.Open(t, s.Base)
	signIn(staff, officer)
	letter := "A letter about " + number + "."
	w.answered(staff, p, number, letter)

	if w.scriptsOff {
		person.Scripts(true) // the mailbox without scripts has a test of its own
	}
	openMailbox(person, w.language, phrase)
	person.Read(letter)
	person.Read(number)
	person.Click("[data-opened] details summary")
	for _, line := range w.lines(p, w.language) {
		person.Read(line)
	}
	words := p.Words(w.language)
	if w.zone != "" {
		w.exactTime(person, words.Say("sent.received.exact", "There", "THERE", "Zone", w.zone, "At", "INUTC"))
	}
	if w.form == "enquiry" {
		person.Read(words.Say("mailbox.kind.enquiry"))
		person.Without(words.Say("mailbox.case", "Number", number))
	}
	person.Shot("mailbox")
	both(person, "mailbox")
}

// both looks with axe in dark and in light.
func both(b *tab.Tab, state string) {
	b.Dark(true)
	b.Axe(state + ", dark")
	b.Dark(false)
	b.Axe(state + ", light")
}

// fillScripted goes through the form with scripts, one question at a time, and sends it.
func (w trip) fillScripted(b *tab.Tab, p *portal.Pack) (phrase string) {
	b.See("fl-report[ready]")
	b.Shot("start")
	both(b, "start")
	answers(b, w.fields)
	for _, line := range w.lines(p, w.language) {
		b.Read(strings.Replace(line, w.zone, "", 1)) // a place has its own name there
	}
	b.Shot("review")
	both(b, "review")
	for _, q := range p.Questions(w.language, w.form) {
		if len(q.Fields) == 0 {
			continue
		}
		b.Click(`.review button[aria-label$=` + tab.Quoted(": "+q.Label) + `]`)
		asked(b, q.ID)
		b.Shot("entries-" + q.ID)
		both(b, "entries "+q.ID)
		toReview(b)
	}
	next(b)
	phrase = words(b)
	next(b)
	return phrase
}

// sendPlain is the button that sends the form without scripts; others keep it, or open a
// form that was kept.
const sendPlain = `form button[type=submit]:not([form]):not([formaction])`

// fillPlain fills in the form on one page and sends it; first with a date that no calendar
// has, if there is one to try: that is told kindly, and nothing typed is lost.
func (w trip) fillPlain(b *tab.Tab, p *portal.Pack) (phrase string) {
	b.See("h1")
	b.Shot("start")
	both(b, "start without scripts")
	phrase = words(b)
	fields := maps.Clone(w.fields)
	if w.wrong != "" {
		fields["notice"] = w.wrong
	}
	for _, id := range slices.Sorted(maps.Keys(fields)) {
		fillOne(b, "f."+id, fields[id])
	}
	b.Click(sendPlain)
	if w.wrong == "" {
		return phrase
	}
	b.See(".summary")
	b.Read(p.Words(w.language).Say("report.nothing-sent"))
	b.See(`[id="f.notice-wrong"]`)
	b.Shot("wrong-day")
	both(b, "a day that no calendar has")
	for id, value := range fields {
		if got := tab.Eval[string](b, `new FormData(document.querySelector("[name=version]").form).get(`+tab.Quoted("f."+id)+`)`); strings.TrimSpace(got) != value {
			b.Fail("after the refusal %s is %q and was %q", id, got, value)
		}
	}
	if again := words(b); again != phrase {
		b.Fail("the words after the refusal are others than before")
	}
	b.Paste(`[name="f.notice"]`, w.fields["notice"])
	b.Click(sendPlain)
	return phrase
}

// fillOne answers one field of the page without scripts, in an entry that is folded too.
func fillOne(b *tab.Tab, name, value string) {
	one := func(rest string) string { return `[name="` + name + `"]` + rest }
	kind := tab.Eval[string](b, `((e) => { const fold = e.closest("details"); if (fold) fold.open = true; return e.type })(document.querySelector(`+tab.Quoted(one(""))+`))`)
	switch kind {
	case "radio", "checkbox":
		b.Click(one(`[value="` + value + `"]`))
	default:
		b.Paste(one(""), value)
	}
}

// arrived reads the page after sending: the number, who received it, what it means.
func (w trip) arrived(b *tab.Tab, p *portal.Pack, o officer, phrase string) (number string) {
	b.Until("the page after sending", `/\d{4}-\d{4}/.test(document.querySelector("main").innerText) && document.querySelector("ol.words") && !document.querySelector('[name^="f."]')`)
	said, kind := p.Words(w.language), ""
	if w.form == "enquiry" {
		kind = ".enquiry"
	}
	for _, text := range []string{
		said.Say("sent.title" + kind), said.Say("sent.number" + kind), said.Say("sent.number.text" + kind), o.name,
		said.Say("sent.holders.text", "Unit", said.Say("unit."+w.unit)), p.FormText(w.language, w.form).After["any"],
	} {
		b.Read(text)
	}
	if again := words(b); again != phrase {
		b.Fail("the words after sending are others than before")
	}
	if w.zone != "" {
		w.exactTime(b, said.Say("sent.received.exact", "There", "THERE", "Zone", w.zone, "At", "INUTC"))
	}
	b.Shot("sent")
	both(b, "sent")
	return caseNumber.FindString(tab.Eval[string](b, `document.querySelector(".number").textContent`))
}

var clockTime = regexp.MustCompile(`\b(\d{1,2}):(\d{2}):\d{2}\b`)

// exactTime reads a sentence that tells one moment in the zone and in UTC, and holds the
// two to be as far apart as the zone says.
func (w trip) exactTime(b *tab.Tab, sentence string) {
	pattern := regexp.QuoteMeta(strings.Join(strings.Fields(sentence), " "))
	pattern = strings.Replace(strings.Replace(pattern, "THERE", "(.{10,40}?)", 1), "INUTC", "(.{10,40}?)", 1)
	shown := strings.Join(strings.Fields(b.Text()), " ")
	told := regexp.MustCompile(pattern).FindStringSubmatch(shown)
	if told == nil {
		b.Fail("no exact time like %q in %.1500s", pattern, shown)
		return
	}
	place, err := time.LoadLocation(w.zone)
	if err != nil {
		b.Fail("%v", err)
		return
	}
	_, offset := time.Now().In(place).Zone()
	const day = 24 * 60
	if apart := (minutes(told[1]) - minutes(told[2]) - offset/60 + 2*day) % day; apart != 0 {
		b.Fail("%q is not the time of %s (%d minutes off)", told[0], w.zone, apart)
	}
}

func minutes(told string) int {
	found := clockTime.FindStringSubmatch(told)
	if found == nil {
		return -1
	}
	hour, _ := strconv.Atoi(found[1])
	minute, _ := strconv.Atoi(found[2])
	return hour*60 + minute
}

// answered opens the case as its office, reads every answer under its question, and writes.
func (w trip) answered(b *tab.Tab, p *portal.Pack, number, letter string) {
	said := p.Words("en")
	if w.form == "enquiry" {
		b.Read(said.Say("office.kind.enquiry"))
	}
	b.Visit("/office/case/" + number)
	b.Click(".declare .actions button:first-child")
	b.See(".case-report")
	for _, line := range w.lines(p, "en") {
		b.Read(line)
	}
	if w.form == "enquiry" {
		b.Read(said.Say("js.office.case.kind.enquiry"))
		b.Without(said.Say("js.office.case.notes"))
	}
	if w.zone != "" {
		w.exactTime(b, said.Say("js.office.case.receipt", "There", "THERE", "Zone", w.zone, "At", "INUTC"))
	}
	b.Shot("case")
	answerCase(b, letter)
}

// lines is what those who read the report read, in a language: each answer behind its
// question, the answers of an entry together behind its name.
func (w trip) lines(p *portal.Pack, language string) []string {
	var lines []string
	for _, q := range p.Questions(language, w.form) {
		if answer := w.fields[q.ID]; answer != "" {
			lines = append(lines, asRead(q, answer))
		}
		for n := 1; len(q.Fields) > 0; n++ {
			line := ""
			for _, part := range q.Fields {
				if answer := w.fields[q.ID+"."+strconv.Itoa(n)+"."+part.ID]; answer != "" {
					line += " " + asRead(part, answer)
				}
			}
			if line == "" {
				break
			}
			lines = append(lines, strings.ReplaceAll(q.Entry, "{{.N}}", strconv.Itoa(n))+line)
		}
	}
	return lines
}

func asRead(q portal.Question, answer string) string {
	if said, ok := q.Options[answer]; ok {
		answer = said
	}
	return q.Label + " " + answer
}
