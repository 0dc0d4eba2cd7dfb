package office

import (
	"strings"

	"fairlead/internal/casework"
	"fairlead/internal/portal"
)

// procedureText is the procedure of a case with its words for the officer.
type procedureText struct {
	ID         string               `json:"id"`
	Mark       string               `json:"mark"`
	Ends       []string             `json:"ends"`
	Categories []string             `json:"categories"`
	Outcomes   []outcomeLetter      `json:"outcomes"`
	Limits     []ownLimit           `json:"limits"`
	Text       portal.ProcedureText `json:"text"`
}

type outcomeLetter struct {
	ID     string   `json:"id"`
	Letter []string `json:"letter"`
}

// ownLimit is a time limit of the person's own that a step begins: taken today, it ends on Due.
// When is the code or outcome with which the step begins it, "" for any.
type ownLimit struct {
	Step string `json:"step"`
	When string `json:"when"`
	Due  string `json:"due"`
}

func (o *Office) procedureText(language string, p portal.Procedure, c casework.Case) procedureText {
	told := procedureText{
		ID: p.ID, Mark: p.Mark, Ends: orEmpty(p.Ends), Categories: orEmpty(p.Categories), Outcomes: []outcomeLetter{},
		Limits: ownLimits(p, c.Received, o.Site.Today()), Text: o.Site.Pack().ProcedureText(language, p.ID),
	}
	for _, outcome := range p.Outcomes {
		told.Outcomes = append(told.Outcomes, outcomeLetter{outcome.ID, orEmpty(outcome.Letter)})
	}
	return told
}

// ownLimits are the person's own time limits that steps begin, as an outcome letter names them.
func ownLimits(p portal.Procedure, received, today string) []ownLimit {
	limits := []ownLimit{}
	for _, time := range p.Clocks {
		step, begins := strings.CutPrefix(time.Starts, "step:")
		if !time.Theirs || !begins {
			continue
		}
		from := today
		if time.FromFirst {
			from = received
		}
		limits = append(limits, ownLimit{step, time.When, time.Period().After(from)})
	}
	return limits
}

// theirText is what is said to the person who reads the letters, in their language.
type theirText struct {
	Language string               `json:"language"`
	Name     string               `json:"name"` // of the language, in the officer's own
	Unit     string               `json:"unit"`
	Units    map[string]string    `json:"units"`
	Text     portal.ProcedureText `json:"text"`
	Words    map[string]string    `json:"words"`
}

func (o *Office) theirText(b base, c casework.Case, language string) theirText {
	pack, units := o.Site.Pack(), o.unitNames(language)
	return theirText{
		Language: language, Name: b.Say("office.language." + language), Unit: units[c.Unit], Units: units,
		Text: pack.ProcedureText(language, c.Procedure), Words: pack.Words(language).Subset("office.preview."),
	}
}

// partyTexts are those texts in every language, where somebody beside the reporter has a
// mailbox: in which one they read stands in no plain text.
func (o *Office) partyTexts(b base, c casework.Case) map[string]theirText {
	texts := map[string]theirText{}
	if len(c.Parties) == 0 {
		return texts
	}
	for _, language := range o.Site.Pack().Languages {
		texts[language] = o.theirText(b, c, language)
	}
	return texts
}

// unitNames is what the offices and support units are called in a language.
func (o *Office) unitNames(language string) map[string]string {
	pack, names := o.Site.Pack(), map[string]string{}
	for id := range pack.Units {
		names[id] = id
		if page, ok := pack.Page(language, "unit/"+id); ok {
			names[id] = page.Title
		}
	}
	return names
}

// sheetText is an office's own form, as it is filled in and as it is read.
type sheetText struct {
	Title     string          `json:"title"`
	Hint      string          `json:"hint"`
	Version   string          `json:"version"`
	Questions []sheetQuestion `json:"questions"`
}

// sheetQuestion is a question with what is needed to ask it; Order is that of its options.
type sheetQuestion struct {
	ID       string              `json:"id"`
	Kind     string              `json:"kind"`
	Label    string              `json:"label"`
	Hint     string              `json:"hint"`
	Options  map[string]string   `json:"options"`
	Order    []string            `json:"order"`
	Required bool                `json:"required"`
	Max      int                 `json:"max"`
	When     map[string][]string `json:"when,omitempty"`
	Entry    string              `json:"entry,omitempty"`
	Add      string              `json:"add"`
	Fields   []sheetQuestion     `json:"fields,omitempty"`
}

// sheetTexts is all of the pack's sheets: what another office passed on may stand on its own.
func (o *Office) sheetTexts(language string) map[string]sheetText {
	pack, sheets := o.Site.Pack(), map[string]sheetText{}
	for id, sheet := range pack.Sheets {
		text := pack.SheetText(language, id)
		sheets[id] = sheetText{text.Title, text.Hint, sheet.Version, sheetQuestions(sheet.Fields, text.Fields)}
	}
	return sheets
}

func sheetQuestions(fields []portal.Field, texts map[string]portal.FieldText) []sheetQuestion {
	asked := make([]sheetQuestion, 0, len(fields))
	for _, field := range fields {
		text := texts[field.ID]
		question := sheetQuestion{
			ID: field.ID, Kind: field.Kind, Label: text.Label, Hint: text.Hint, Options: map[string]string{}, Order: orEmpty(field.Options),
			Required: field.Required, Max: field.Max, When: field.When, Entry: text.Entry, Add: text.Add,
		}
		for _, option := range field.Options {
			question.Options[option] = text.Options[option]
		}
		if len(field.Fields) > 0 {
			question.Fields = sheetQuestions(field.Fields, text.Fields)
		}
		asked = append(asked, question)
	}
	return asked
}
