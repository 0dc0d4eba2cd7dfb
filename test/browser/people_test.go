package browser

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
	"fairlead/test/program"
	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// pack is the default pack, whose words the tests look for.
func pack(t *testing.T) *portal.Pack {
	t.Helper()
	p, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// form gives the address of the report page in a language.
func form(t *testing.T, language string) string {
	t.Helper()
	path, err := reporter.Address(language, "harassment")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// officer is a demonstration officer, read from what the demonstration printed.
type officer struct{ name, password string }

var printedOfficer = regexp.MustCompile(`(?m)^\s+(\S+ \S+)\s+(\S+)\s+[a-z, ]+?\s+(\S+-\S+-\S+)$`)

func officers(t *testing.T, s *program.Server) map[string][]officer {
	t.Helper()
	found := map[string][]officer{}
	for _, line := range printedOfficer.FindAllStringSubmatch(s.Printed(), -1) {
		found[line[2]] = append(found[line[2]], officer{line[1], line[3]})
	}
	if len(found["wct"]) != 2 || len(found["ethics"]) == 0 {
		t.Fatalf("the demonstration printed other officers than expected: %v", found)
	}
	return found
}

// signIn signs an officer in and waits for the queue.
func signIn(b *tab.Tab, o officer) {
	b.Visit("/office/")
	b.See("fl-signin form")
	b.Fill(`fl-signin input[type=text]`, o.name)
	b.Fill(`fl-signin input[type=password]`, o.password)
	b.Click("fl-signin button[type=submit]")
	b.See(".office-bar")
}

// shown waits for a step of the report form and gives its selector.
func shown(b *tab.Tab, step string) string {
	selector := `[data-step="` + step + `"]:not([hidden])`
	b.See(selector)
	return selector
}

// asked waits for one question of the report form.
func asked(b *tab.Tab, field string) string {
	selector := `[data-field="` + field + `"]:not([hidden])`
	b.See(selector)
	return selector
}

func next(b *tab.Tab) { b.Click("[data-next]") }

// answers fills the report form, one question at a time, and stops at the review. What is
// not named is skipped.
func answers(b *tab.Tab, fields map[string]string, files ...string) {
	shown(b, "start")
	next(b)
	for {
		b.Until("the next question", `document.querySelector('[data-step]:not([hidden])')`)
		at := tab.Eval[string](b, `(s => s.dataset.field || s.dataset.step)(document.querySelector('[data-step]:not([hidden])'))`)
		if at == "review" {
			return
		}
		switch value, ok := fields[at]; {
		case at == "files" && len(files) > 0:
			b.Attach("#files", files...)
		case ok:
			fill(b, at, value)
		case tab.Eval[bool](b, `document.querySelector('[data-step]:not([hidden])').dataset.kind === "entries"`):
			fillEntries(b, at, fields)
		}
		next(b)
		b.Until("to leave "+at, `(s => (s.dataset.field || s.dataset.step) !== `+tab.Quoted(at)+`)(document.querySelector('[data-step]:not([hidden])'))`)
	}
}

// fill answers the question in sight.
func fill(b *tab.Tab, field, value string) { answer(b, asked(b, field), value) }

// answer chooses an option of the question that a selector names, or types into it.
func answer(b *tab.Tab, question, value string) {
	option, list := question+` input[value="`+value+`"]`, question+" select"
	there := func(selector string) bool {
		return tab.Eval[bool](b, `!!document.querySelector(`+tab.Quoted(selector)+`)`)
	}
	switch {
	case there(option):
		b.Click(option)
	case there(list):
		tab.Eval[bool](b, `((e, v) => { e.value = v; e.dispatchEvent(new Event("input", {bubbles: true})); return e.value === v })(document.querySelector(`+tab.Quoted(list)+`), `+tab.Quoted(value)+`)`)
	default:
		b.Paste(question+" :is(textarea, input[type=text])", value)
	}
}

// fillEntries answers a group that repeats from fields like "acts.2.when", and adds as many
// entries as there are.
func fillEntries(b *tab.Tab, field string, fields map[string]string) {
	group := asked(b, field)
	for n := 1; ; n++ {
		prefix := field + "." + strconv.Itoa(n) + "."
		parts := slices.DeleteFunc(slices.Sorted(maps.Keys(fields)), func(id string) bool { return !strings.HasPrefix(id, prefix) })
		if len(parts) == 0 {
			return
		}
		if n > 1 {
			b.Click(group + " [data-add-entry]")
		}
		for _, id := range parts {
			answer(b, group+` [data-entry]:not([hidden]) [data-sub="`+strings.TrimPrefix(id, prefix)+`"]`, fields[id])
		}
	}
}

// words reads the twelve words that the page shows.
func words(b *tab.Tab) string {
	b.See("ol.words li")
	found := tab.Eval[[]string](b, `[...document.querySelectorAll('ol.words li')].map(e => e.textContent.trim())`)
	return strings.Join(found, " ")
}

// caseNumber reads the number on the page after sending.
var caseNumber = regexp.MustCompile(`\d{4}-\d{4}`)

// openMailbox opens the mailbox with scripts.
func openMailbox(b *tab.Tab, language, phrase string) {
	b.Visit(mailbox(language))
	b.See("fl-mailbox[ready]")
	b.Paste("#words", phrase)
	b.Click("fl-mailbox button[type=submit]")
	b.See("[data-opened] h1")
}

func mailbox(language string) string {
	if language == "en" {
		return "/mailbox"
	}
	return "/" + language + "/mailbox"
}
