package portal

// sheetKinds are the questions that an office's own form can ask: what is written on a sheet
// is one item, and its files lie beside it.
var sheetKinds = []string{"choice", "choices", "short", "long", "date", "entries"}

// longest is how long an answer on a sheet may be, in characters, where the sheet does not say.
func longest(f Field) int {
	switch {
	case f.Max > 0:
	case f.Kind == "short":
		return 200
	case f.Kind == "date":
		return 40
	case f.Kind == "long":
		return 20000
	}
	return f.Max
}

// sheet reads an office's own form.
func (r *reader) sheet(id string) {
	name := "sheets/" + id + ".json"
	var s Sheet
	if !r.json(name, &s) {
		return
	}
	if s.ID != id {
		r.add(name, 0, "the id is %q and the file is %q", s.ID, id)
	}
	if len(s.Fields) == 0 {
		r.add(name, 0, "asks nothing")
	}
	for i, f := range s.Fields {
		s.Fields[i].Max = longest(f)
		r.among(name, "field \""+f.ID+"\"", []string{f.Kind}, "question on a sheet of kind", sheetKinds)
	}
	r.fields(name, s.Fields)
	r.pack.Sheets[id] = s
}

// sheetText reads what a sheet says in a language.
func (r *reader) sheetText(code, id string) {
	file := code + "/sheets/" + id + ".json"
	var t SheetText
	if !r.json(file, &t) {
		return
	}
	sheet, ok := r.pack.Sheets[id]
	if !ok {
		r.add(file, 0, "the sheet %q is unknown", id)
		return
	}
	r.filled(file, "title", t.Title)
	r.fieldTexts(file, sheet.Fields, t.Fields)
	r.pack.sheetTexts[code][id] = t
}

// compareSheets: each sheet is there in each language, with the same hints.
func (r *reader) compareSheets() {
	for id, sheet := range r.pack.Sheets {
		for _, code := range r.pack.Languages {
			file := code + "/sheets/" + id + ".json"
			r.miss(file)
			text, model := r.pack.sheetTexts[code][id], r.pack.sheetTexts[r.pack.Languages[0]][id]
			r.hints(file, sheet.Fields, text.Fields, model.Fields)
			if (text.Hint == "") != (model.Hint == "") {
				r.add(file, 0, "has a hint in one language and none in another")
			}
		}
	}
}
