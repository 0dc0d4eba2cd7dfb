package portal

import (
	"io/fs"
	"maps"
	"path"
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
	r.pack.procedureTexts[code] = map[string]ProcedureText{}
	r.pack.sheetTexts[code] = map[string]SheetText{}
	r.intro[code] = map[string]string{}
	r.readWords(code)
	r.used[code+"/"+doubtFile] = true
	r.limitTexts(code)
	r.finderTexts(code)
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
		r.questions(code, id)
	}
	for _, id := range r.under(code+"/procedures", ".md") {
		file := code + "/procedures/" + id + ".md"
		if _, ok := r.pack.Procedures[id]; !ok {
			r.add(file, 0, "the procedure %q is unknown", id)
		}
		if d := r.doc(code, "procedure/"+id, file, true); d != nil && d.layout == "" {
			d.layout = "procedure"
		}
	}
	r.definitionTexts(code)
}

// definitionTexts reads what forms, sheets and procedures say.
func (r *reader) definitionTexts(code string) {
	for _, id := range r.under(code+"/procedures", ".json") {
		r.procedureText(code, id)
	}
	for _, id := range r.under(code+"/sheets", ".json") {
		r.sheetText(code, id)
	}
	for _, id := range r.under(code+"/forms", ".json") {
		r.formText(code, id)
	}
}

// questions reads the questions of a unit, or the general ones. Text before the first of
// them is the page's lead.
func (r *reader) questions(code, id string) {
	file := code + "/questions/" + id + ".md"
	if _, ok := r.pack.Units[id]; !ok && id != "general" {
		r.add(file, 0, "the unit %q is unknown", id)
	}
	d := r.doc(code, "questions/"+id, file, true)
	if d == nil {
		return
	}
	if len(d.parts) == 0 {
		r.add(file, 0, "has no question")
	}
	for _, anchor := range d.anchors() {
		if !strings.HasPrefix(anchor, "q-") {
			r.add(file, 0, "the anchor %q of a question begins with q-", anchor)
		}
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
	r.own[code] = maps.Clone(texts)
	for key, forms := range r.shared[code] {
		if _, own := texts[key]; !own && !ownKey(key) {
			texts[key] = forms
		}
	}
	r.words[code] = texts
	words, err := lang.New(code, texts)
	if err != nil {
		r.add(file, 0, "%v", err)
		return
	}
	r.pack.words[code] = words
}

// ownKey says whether a word names the organisation, its offices or its menu, so that a
// pack must say it itself.
func ownKey(key string) bool {
	return key == "demo.banner" || key == "emergency.general" || key == "site.disclaimer" ||
		strings.HasPrefix(key, "unit.") || strings.HasPrefix(key, "menu.")
}

// unknown names the words that nothing says: most often a misspelt key, or one that the
// program no longer has. What the program knows is what its own words have, and what the
// pack's definitions call for.
func (r *reader) unknown(code string) {
	program := r.shared[code]
	if program == nil {
		return
	}
	spoken := r.spoken()
	file := code + "/words.json"
	for key := range r.own[code] {
		if _, known := program[key]; (!known || ownPrefix(key)) && !slices.Contains(spoken, key) {
			r.note(file, r.lineOf(file, `"`+key+`"`), "nothing says %q", key)
		}
	}
}

// ownPrefix are keys that only the pack's own definitions call for.
func ownPrefix(key string) bool {
	return strings.HasPrefix(key, "unit.") || strings.HasPrefix(key, "menu.")
}

// shared reads the program's own words. They are tested with the program, so that one which
// cannot be read is only left out.
func shared(words fs.FS) map[string]map[string]lang.Forms {
	all := map[string]map[string]lang.Forms{}
	if words == nil {
		return all
	}
	names, _ := fs.Glob(words, "*/words.json")
	for _, name := range names {
		data, err := fs.ReadFile(words, name)
		var raw map[string]wording
		if err != nil || decode(data, &raw) != nil {
			continue
		}
		texts := make(map[string]lang.Forms, len(raw))
		for key, w := range raw {
			texts[key] = w.forms
		}
		all[path.Dir(name)] = texts
	}
	return all
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
	r.after(file, form, t)
	r.fieldTexts(file, form.Fields, t.Fields)
	r.pack.texts[code][id] = t
	if form.folder() == "" {
		if t.Title == "" || t.Slug != "" {
			r.add(file, 0, "a form of kind prevention has a title and no slug")
		}
		return
	}
	if t.Title == "" || t.Short == "" {
		r.add(file, 0, "title or short is missing")
	}
	intro := r.doc(code, "form/"+id, code+"/forms/"+id+".md", false)
	if intro == nil {
		return
	}
	intro.title, intro.short, intro.slug = t.Title, t.Short, t.Slug
	r.intro[code][id] = string(intro.source)
}

// after: what is said after sending is said for each answer to the field "wish", or for any.
func (r *reader) after(file string, form Form, t FormText) {
	wish, _ := form.Field("wish")
	for _, answer := range slices.Sorted(maps.Keys(t.After)) {
		if answer != "any" && !slices.Contains(wish.Options, answer) {
			r.add(file, 0, "after: %q is neither \"any\" nor an answer to the field wish", answer)
		}
		if strings.TrimSpace(t.After[answer]) == "" {
			r.add(file, 0, "after: %q is empty", answer)
		}
	}
	if t.After == nil || t.After["any"] != "" {
		return
	}
	for _, option := range wish.Options {
		if t.After[option] == "" {
			r.add(file, 0, "after: neither \"any\" nor %q is there", option)
		}
	}
	if len(wish.Options) == 0 {
		r.add(file, 0, "after: \"any\" is missing")
	}
}

func (r *reader) fieldTexts(file string, fields []Field, texts map[string]FieldText) {
	for _, f := range fields {
		text := texts[f.ID]
		if strings.TrimSpace(text.Label) == "" {
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
		r.entryTexts(file, f, text)
	}
	for id := range texts {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.ID == id }) {
			r.add(file, 0, "field %q is unknown", id)
		}
	}
}

// entryTexts holds a group of questions to its own texts, and any other question to none.
func (r *reader) entryTexts(file string, f Field, text FieldText) {
	if f.Kind != "entries" {
		if len(text.Fields) > 0 || text.Entry != "" || text.Add != "" {
			r.add(file, 0, "field %q: fields, entry and add belong to entries", f.ID)
		}
		return
	}
	if !strings.Contains(text.Entry, "{{.N}}") || strings.TrimSpace(text.Add) == "" {
		r.add(file, 0, "field %q: entry must hold {{.N}}, and add must say how to add one", f.ID)
	}
	r.fieldTexts(file, f.Fields, text.Fields)
}
