package portal

// SheetText is what a sheet says in one language.
type SheetText struct {
	Title  string               `json:"title"`
	Hint   string               `json:"hint,omitempty"`
	Fields map[string]FieldText `json:"fields"`
}

// ProcedureText is what a procedure says in one language.
type ProcedureText struct {
	Name string `json:"name"`
	// Stages has a name and a sentence for each stage, as the reporter reads them.
	Stages map[string]StageText `json:"stages"`
	// Steps has, for each step, the button, the officer's hint, and the notice to the reporter
	// ("" where the step is quiet).
	Steps map[string]StepText `json:"steps,omitempty"`
	// Codes names the codes of steps, by "<step>.<code>".
	Codes      map[string]string `json:"codes,omitempty"`
	Categories map[string]string `json:"categories,omitempty"`
	Outcomes   map[string]string `json:"outcomes,omitempty"` // name of each outcome
	// Blocks are the reviewed sentences of letters, with {{.Name}} fields of the letter's figures.
	Blocks map[string]string `json:"blocks,omitempty"`
	// Clocks names this procedure's clocks that the pack's words do not name.
	Clocks map[string]string `json:"clocks,omitempty"`
}

// StageText is one stage in one language. Next is what usually follows, for who waits.
type StageText struct {
	Name  string `json:"name"`
	About string `json:"about"`
	Next  string `json:"next,omitempty"`
}

// StepText is one step in one language. Yes and No say what happens on the affected person's
// yes and no, where the step needs their consent.
type StepText struct {
	Name   string `json:"name"`
	Hint   string `json:"hint,omitempty"`
	Notice string `json:"notice,omitempty"`
	Yes    string `json:"yes,omitempty"`
	No     string `json:"no,omitempty"`
}

// ProcedureText is what a procedure says in a language; empty where the pack says nothing.
func (p *Pack) ProcedureText(language, id string) ProcedureText {
	return p.procedureTexts[language][id]
}

// SheetText is what an office's own form says in a language.
func (p *Pack) SheetText(language, id string) SheetText { return p.sheetTexts[language][id] }

// SheetQuestions gives a sheet's questions in their order, as Questions does a form's.
func (p *Pack) SheetQuestions(language, id string) []Question {
	return questions(p.Sheets[id].Fields, p.SheetText(language, id).Fields)
}

// StageText is what a stage is called, and what it means for who waits. Where the procedure
// has no text for it, as of an older pack, the words stage.<id> are taken; its id, if there
// are none either.
func (p *Pack) StageText(language, procedure, stage string) StageText {
	if text, ok := p.procedureTexts[language][procedure].Stages[stage]; ok {
		return text
	}
	words := p.Words(language)
	if !words.Has("stage." + stage) {
		return StageText{Name: stage}
	}
	text := StageText{Name: words.Say("stage." + stage)}
	if words.Has("stage." + stage + ".about") {
		text.About = words.Say("stage." + stage + ".about")
	}
	return text
}

// ClockName is what a clock is called, likewise.
func (p *Pack) ClockName(language, procedure, code string) string {
	if name := p.procedureTexts[language][procedure].Clocks[code]; name != "" {
		return name
	}
	if words := p.Words(language); words.Has("clock." + code) {
		return words.Say("clock." + code)
	}
	return code
}
