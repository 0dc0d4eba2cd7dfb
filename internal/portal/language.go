package portal

import (
	"regexp"
	"slices"
	"strings"

	"fairlead/internal/lang"
)

var (
	keyShape    = regexp.MustCompile(`^[a-z0-9]+([.-][a-zA-Z0-9]+)*$`)
	placeholder = regexp.MustCompile(`\{\{\.[A-Z][A-Za-z]*\}\}`)
)

// language reads everything of one language.
func (r *reader) language(code string) {
	r.docs[code] = map[string]*document{}
	r.pack.texts[code] = map[string]FormText{}
	r.intro[code] = map[string]string{}
	r.readWords(code)
	for _, id := range r.under(code+"/pages", ".md") {
		r.doc(code, id, code+"/pages/"+id+".md", true)
	}
	for _, id := range r.under(code+"/units", ".md") {
		file := code + "/units/" + id + ".md"
		if _, ok := r.pack.Units[id]; !ok {
			r.add(file, 0, "the unit %q is unknown", id)
		}
		r.doc(code, "unit/"+id, file, true)
	}
	for _, id := range r.under(code+"/questions", ".md") {
		file := code + "/questions/" + id + ".md"
		if d := r.doc(code, "questions/"+id, file, false); d != nil && len(d.lead) > 0 {
			r.add(file, 0, "text stands before the first question")
		}
		if r.docs[code]["unit/"+id] == nil {
			r.add(file, 0, "the unit %q has no page", id)
		}
	}
	for _, id := range r.under(code+"/forms", ".json") {
		r.formText(code, id)
	}
}

func (r *reader) doc(code, id, file string, front bool) *document {
	d := r.document(file, front)
	if d != nil {
		r.docs[code][id] = d
	}
	return d
}

// readWords reads words.json, in which a text is a string or a string by plural form.
func (r *reader) readWords(code string) {
	file := code + "/words.json"
	var raw map[string]wording
	if !r.json(file, &raw) {
		return
	}
	texts := make(map[string]lang.Forms, len(raw))
	for key, w := range raw {
		if !keyShape.MatchString(key) {
			r.add(file, 0, "the key %q is not made of words, hyphens and dots", key)
		}
		r.forms(file, code, key, w.forms)
		texts[key] = w.forms
	}
	r.words[code] = texts
	words, err := lang.New(code, texts)
	if err != nil {
		r.add(file, 0, "%v", err)
		return
	}
	r.pack.words[code] = words
}

func (r *reader) forms(file, code, key string, forms lang.Forms) {
	for form, text := range forms {
		if strings.TrimSpace(text) == "" {
			r.add(file, 0, "%q is empty", key)
		}
		if strings.Contains(placeholder.ReplaceAllString(text, ""), "{{") {
			r.add(file, 0, "%q has a placeholder that is not of the form {{.Name}}", key)
		}
		if form != "one" && form != "many" && form != lang.Other {
			r.add(file, 0, "%q: plural form %q is unknown", key, form)
		}
	}
	if len(forms) < 2 {
		return
	}
	for _, form := range lang.Plurals(code) {
		if forms[form] == "" {
			r.add(file, 0, "%q has no plural form %q", key, form)
		}
	}
}

// wording is a text of words.json, in either of its two shapes.
type wording struct{ forms lang.Forms }

// UnmarshalJSON reads "text" or {"one": …, "many": …, "other": …}.
func (w *wording) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var text string
		if err := decode(data, &text); err != nil {
			return err
		}
		w.forms = lang.Forms{lang.Other: text}
		return nil
	}
	return decode(data, &w.forms)
}

// formText reads what a form says, beside the text before its first question.
func (r *reader) formText(code, id string) {
	file := code + "/forms/" + id + ".json"
	var t FormText
	if !r.json(file, &t) {
		return
	}
	form, ok := r.pack.Forms[id]
	if !ok {
		r.add(file, 0, "the form %q is unknown", id)
		return
	}
	if t.Title == "" || t.Short == "" {
		r.add(file, 0, "title or short is missing")
	}
	r.fieldTexts(file, form, t)
	r.pack.texts[code][id] = t
	intro := r.doc(code, "form/"+id, code+"/forms/"+id+".md", false)
	if intro == nil {
		return
	}
	intro.title, intro.short, intro.slug = t.Title, t.Short, t.Slug
	r.intro[code][id] = string(intro.source)
}

func (r *reader) fieldTexts(file string, form Form, t FormText) {
	for _, f := range form.Fields {
		text, ok := t.Fields[f.ID]
		if !ok || strings.TrimSpace(text.Label) == "" {
			r.add(file, 0, "field %q has no label", f.ID)
		}
		for _, option := range f.Options {
			if strings.TrimSpace(text.Options[option]) == "" {
				r.add(file, 0, "field %q: option %q has no label", f.ID, option)
			}
		}
		for option := range text.Options {
			if !slices.Contains(f.Options, option) {
				r.add(file, 0, "field %q: option %q is unknown", f.ID, option)
			}
		}
	}
	for id := range t.Fields {
		if !slices.ContainsFunc(form.Fields, func(f Field) bool { return f.ID == id }) {
			r.add(file, 0, "field %q is unknown", id)
		}
	}
}
