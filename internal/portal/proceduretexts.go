package portal

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// letterFields are what a block of a letter can hold: the first four the program fills in, the
// others are the officer's own words.
var letterFields = []string{
	"{{.Number}}", "{{.Received}}", "{{.Office}}", "{{.Until}}",
	"{{.Looked}}", "{{.Found}}", "{{.Cannot}}", "{{.Reasons}}", "{{.Next}}",
}

// procedureText reads what a procedure says in a language, and holds it to the procedure.
func (r *reader) procedureText(code, id string) {
	file := code + "/procedures/" + id + ".json"
	var t ProcedureText
	if !r.json(file, &t) {
		return
	}
	p, ok := r.pack.Procedures[id]
	if !ok {
		r.add(file, 0, "the procedure %q is unknown", id)
		return
	}
	r.pack.procedureTexts[code][id] = t
	r.filled(file, "name", t.Name)
	named(r, file, "stage", p.Stages, t.Stages, func(s StageText) string { return s.Name })
	named(r, file, "stage", p.Stages, t.Stages, func(s StageText) string { return s.About })
	named(r, file, "step", p.stepIDs(), t.Steps, func(s StepText) string { return s.Name })
	named(r, file, "category", p.Categories, t.Categories, plainText)
	named(r, file, "outcome", p.outcomeIDs(), t.Outcomes, plainText)
	named(r, file, "code", p.codes(), t.Codes, plainText)
	named(r, file, "block", p.blocks(), t.Blocks, plainText)
	for _, s := range p.Steps {
		r.stepText(file, s, t.Steps[s.ID])
	}
	for _, block := range slices.Sorted(maps.Keys(t.Blocks)) {
		r.holds(file, fmt.Sprintf("block %q", block), t.Blocks[block], letterFields)
	}
	for code := range t.Clocks {
		if !slices.ContainsFunc(p.Clocks, func(c ProcedureTime) bool { return c.Code == code }) {
			r.add(file, 0, "clock %q is unknown", code)
		}
	}
}

func plainText(text string) string { return text }

// named holds texts by id to a list of ids: each has its text, and none is left over.
func named[T any](r *reader, file, what string, ids []string, texts map[string]T, text func(T) string) {
	for _, id := range ids {
		if strings.TrimSpace(text(texts[id])) == "" {
			r.add(file, 0, "%s %q has no text", what, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		if !slices.Contains(ids, id) {
			r.add(file, 0, "%s %q is unknown", what, id)
		}
	}
}

// codes of all steps, as texts name them: "<step>.<code>".
func (p Procedure) codes() []string {
	var list []string
	for _, s := range p.Steps {
		for _, code := range s.Codes {
			list = append(list, s.ID+"."+code)
		}
	}
	return list
}

// blocks of all letters, each once.
func (p Procedure) blocks() []string {
	var list []string
	for _, o := range p.Outcomes {
		list = append(list, o.Letter...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// filled: a text is there.
func (r *reader) filled(file, what, text string) {
	if strings.TrimSpace(text) == "" {
		r.add(file, 0, "%s is missing", what)
	}
}

// stepText holds the words of one step to who reads them: the officer a hint, the reporter a
// notice, and whoever is asked what happens on yes and on no.
func (r *reader) stepText(file string, s ProcedureStep, t StepText) {
	where := fmt.Sprintf("step %q", s.ID)
	if stepKinds[s.Kind] {
		r.filled(file, where+": hint", t.Hint)
	}
	if !s.Quiet {
		r.filled(file, where+": notice", t.Notice)
	} else if t.Notice != "" {
		r.add(file, 0, "%s is quiet and has a notice", where)
	}
	asks := s.needs(NeedConsent) || s.needs(NeedWilling) || s.Kind == StepRefer || s.Kind == StepPassOn
	if asks {
		r.filled(file, where+": yes", t.Yes)
		r.filled(file, where+": no", t.No)
	} else if t.Yes != "" || t.No != "" {
		r.add(file, 0, "%s asks nobody and has a yes or a no", where)
	}
	r.holds(file, where+": notice", t.Notice, s.figures())
}

// figures are what a notice of a step can name.
func (s ProcedureStep) figures() []string {
	var list []string
	if s.needs(NeedCode) {
		list = append(list, "{{.Code}}")
	}
	if s.needs(NeedDay) {
		list = append(list, "{{.Day}}")
	}
	if s.Kind != StepPlain {
		list = append(list, "{{.Unit}}")
	}
	return list
}

// holds: a text has no placeholder but these.
func (r *reader) holds(file, where, text string, known []string) {
	for _, found := range placeholder.FindAllString(text, -1) {
		if !slices.Contains(known, found) {
			r.add(file, 0, "%s: nothing fills in %s", where, found)
		}
	}
	if strings.Contains(placeholder.ReplaceAllString(text, ""), "{{") {
		r.add(file, 0, "%s has a placeholder that is not of the form {{.Name}}", where)
	}
}

// compareProcedures: a procedure with steps speaks every language; one without may leave its
// stages to the words. What is optional is in each language or in none.
func (r *reader) compareProcedures() {
	for id, p := range r.pack.Procedures {
		first := r.pack.procedureTexts[r.pack.Languages[0]][id]
		for _, code := range r.pack.Languages {
			file := code + "/procedures/" + id + ".json"
			text, ok := r.pack.procedureTexts[code][id]
			if len(p.Steps) > 0 || r.texted(id) {
				r.miss(file)
			}
			if !ok {
				continue
			}
			for _, stage := range p.Stages {
				if (text.Stages[stage].Next == "") != (first.Stages[stage].Next == "") {
					r.add(file, 0, "stage %q says what comes next in one language and not in another", stage)
				}
			}
			r.compareBlocks(file, text.Blocks, first.Blocks)
			if !slices.Equal(slices.Sorted(maps.Keys(text.Clocks)), slices.Sorted(maps.Keys(first.Clocks))) {
				r.add(file, 0, "names other clocks than in the first language")
			}
		}
	}
}

// compareBlocks: a block asks the officer for the same words in each language.
func (r *reader) compareBlocks(file string, blocks, first map[string]string) {
	for id, text := range blocks {
		got, want := placeholdersIn(text), placeholdersIn(first[id])
		if !slices.Equal(got, want) {
			r.add(file, 0, "block %q has the placeholders %v, and %v in the first language", id, got, want)
		}
	}
}

// texted says whether a procedure has a text in any language.
func (r *reader) texted(id string) bool {
	return slices.ContainsFunc(r.pack.Languages, func(code string) bool {
		_, ok := r.pack.procedureTexts[code][id]
		return ok
	})
}
