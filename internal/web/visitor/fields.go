package visitor

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

// fieldView is one question as the page shows it.
type fieldView struct {
	portal.Field
	Name    string // of its input
	Inside  bool   // within an entry, which as a whole is optional
	Label   string
	Hint    string
	Options []optionView
	Value   string
	// OnlyIf says under which answers it is asked, for people without scripts; When says
	// the same for the script: "role=witness,manager".
	OnlyIf  string
	When    string
	Problem string
	Zones   []zoneGroup  // of a question for a time zone
	Entries []entryBlock // of a group that repeats
	Entry   string       // the name of one, with {{.N}} for its number
	Add     string       // what the button says that adds one
}

type optionView struct {
	Value   string
	Label   string
	Checked bool
}

// fieldPrefix stands before the names of a form's own questions, so that none can be
// taken for one of the page's.
const fieldPrefix = "f."

func fieldViews(base web.Base, form portal.Form, text portal.FormText, t typed) []fieldView {
	views := make([]fieldView, 0, len(form.Fields))
	for _, field := range form.Fields {
		views = append(views, viewOf(base, field, text.Fields, "", t))
	}
	return views
}

// viewOf is one question as it stands, whether the form's own or of an entry, whose number
// is in the prefix: "witnesses.2.".
func viewOf(base web.Base, field portal.Field, texts map[string]portal.FieldText, prefix string, t typed) fieldView {
	id, words := prefix+field.ID, texts[field.ID]
	view := fieldView{
		Field: field, Name: fieldPrefix + id, Inside: prefix != "", Label: words.Label, Hint: words.Hint,
		Value: strings.Join(t.Fields[id], "\n"), Problem: t.Problems[id],
		Entry: words.Entry, Add: words.Add,
	}
	for _, option := range field.Options {
		checked := slices.Contains(t.Fields[id], option)
		view.Options = append(view.Options, optionView{option, words.Options[option], checked})
	}
	view.OnlyIf, view.When = condition(base, field, texts)
	switch field.Kind {
	case "date":
		view.Hint = strings.TrimSpace(words.Hint + " " + base.Say("report.date.hint"))
	case "zone":
		view.Zones = zoneGroups(base, view.Value)
	case "entries":
		view.Entries = entryBlocks(base, field, words, t)
	}
	return view
}

// condition words a field's "when" for people, and writes it for the script.
func condition(base web.Base, field portal.Field, texts map[string]portal.FieldText) (sentence, code string) {
	for _, id := range slices.Sorted(maps.Keys(field.When)) {
		wanted := field.When[id]
		labels := make([]string, 0, len(wanted))
		for _, option := range wanted {
			labels = append(labels, "“"+texts[id].Options[option]+"”")
		}
		sentence += base.Say("report.only-if", "Answers", strings.Join(labels, " / ")) + " "
		code += ";" + id + "=" + strings.Join(wanted, ",")
	}
	return strings.TrimSpace(sentence), strings.TrimPrefix(code, ";")
}

// Rows is the height of a box for text: what is longer scrolls.
func (f fieldView) Rows() int {
	switch {
	case f.Kind == "names":
		return 3
	case f.Inside:
		return 4
	case f.Required:
		return 12
	default:
		return 6
	}
}

// Counts says whether the limit is near enough to be worth telling.
func (f fieldView) Counts() string {
	if f.Kind == "long" && f.Max > 0 {
		return strconv.Itoa(f.Max)
	}
	return ""
}

// joined are the words of a phrase in one line.
func joined(phrase seal.Phrase) string { return strings.Join(phrase.Words(), " ") }

// asked is a question with the page it stands on, as its template takes it.
type asked struct {
	Page  reportPage
	Field fieldView
}

// Asked puts a question together with its page.
func (p reportPage) Asked(field fieldView) asked { return asked{p, field} }

// WholeExcluded says whether the whole office is to be kept out.
func (p reportPage) WholeExcluded() bool {
	return slices.Contains(p.Typed.Exclude, "unit:"+p.Form.Unit)
}
