package portal

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"fairlead/internal/lang"
)

// compare holds the languages to one another: what one says, each says.
func (r *reader) compare() {
	for _, id := range everyKey(r.docs) {
		r.compareDocs(id)
	}
	for _, key := range everyKey(r.words) {
		r.compareWords(key)
	}
	for _, code := range r.pack.Languages {
		r.compareHints(code)
	}
}

// everyKey gives all keys that any language has, in order.
func everyKey[T any](all map[string]map[string]T) []string {
	seen := map[string]bool{}
	for _, texts := range all {
		for key := range texts {
			seen[key] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// file is where the text with an id stands in a language.
func file(code, id string) string {
	kind, name, ok := strings.Cut(id, "/")
	if !ok {
		return code + "/pages/" + id + ".md"
	}
	folder := map[string]string{"unit": "units", "questions": "questions", "form": "forms"}[kind]
	return fmt.Sprintf("%s/%s/%s.md", code, folder, name)
}

func (r *reader) compareDocs(id string) {
	var first *document
	for _, code := range r.pack.Languages {
		d := r.docs[code][id]
		switch {
		case d == nil:
			r.miss(file(code, id))
		case first == nil:
			first = d
		case !slices.Equal(d.anchors(), first.anchors()):
			r.add(d.file, 0, "its anchors are not those of %s: %v and %v", first.file, d.anchors(), first.anchors())
		}
	}
}

// miss says once that a file is missing, whoever asked for it.
func (r *reader) miss(name string) {
	problem := Problem{name, 0, "is missing"}
	if _, ok := r.files[name]; !ok && !slices.Contains(r.list, problem) {
		r.list = append(r.list, problem)
	}
}

func (r *reader) compareWords(key string) {
	var first lang.Forms
	for _, code := range r.pack.Languages {
		forms, ok := r.words[code][key]
		name := code + "/words.json"
		switch {
		case !ok:
			r.add(name, 0, "the key %q is missing", key)
			continue
		case first == nil:
			first = forms
		case (len(forms) > 1) != (len(first) > 1):
			r.add(name, 0, "%q has plural forms in one language and none in another", key)
		}
		if got, want := placeholders(forms), placeholders(first); !slices.Equal(got, want) {
			r.add(name, 0, "%q has the placeholders %v, and %v in the first language", key, got, want)
		}
	}
}

// placeholders of a text in all its forms, each once; a form may leave the number out.
func placeholders(forms lang.Forms) []string {
	var list []string
	for _, text := range forms {
		list = append(list, placeholder.FindAllString(text, -1)...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// compareHints: a question with a hint in the first language has one in each.
func (r *reader) compareHints(code string) {
	for id, form := range r.pack.Forms {
		for _, f := range form.Fields {
			first := r.pack.texts[r.pack.Languages[0]][id].Fields[f.ID].Hint
			if (r.pack.texts[code][id].Fields[f.ID].Hint == "") != (first == "") {
				r.add(code+"/forms/"+id+".json", 0, "field %q has a hint in one language and none in another", f.ID)
			}
		}
	}
}

// references holds the pack to what its definitions speak of.
func (r *reader) references() {
	for _, code := range r.pack.Languages {
		for _, id := range append([]string{"home"}, r.menu...) {
			if !strings.HasPrefix(id, "form/") {
				r.miss(file(code, id))
			}
		}
		for id := range r.pack.Forms {
			r.miss(code + "/forms/" + id + ".json")
		}
		for id, unit := range r.pack.Units {
			r.miss(file(code, "unit/"+id))
			r.reach(code, unit)
		}
		for _, key := range r.spoken() {
			if r.words[code] != nil && r.words[code][key] == nil {
				r.add(code+"/words.json", 0, "the key %q is missing", key)
			}
		}
	}
	for _, id := range r.menu {
		if r.docs[r.pack.Languages[0]][id] == nil {
			r.add(manifestFile, 0, "menu: there is no page %q", id)
		}
	}
}

// reach: a unit is reached by its form or by what its text says under #contact.
func (r *reader) reach(code string, unit Unit) {
	d := r.docs[code]["unit/"+unit.ID]
	if d != nil && unit.Form == "" && !slices.Contains(d.anchors(), "contact") {
		r.add(d.file, 0, "says no way to reach the unit: it has no form and no section {#contact}")
	}
}

// spoken are the keys that the definitions call for.
func (r *reader) spoken() []string {
	keys := []string{"demo.banner", "emergency.general"}
	for id := range r.pack.Units {
		keys = append(keys, "unit."+id)
	}
	for _, procedure := range r.pack.Procedures {
		for _, stage := range procedure.Stages {
			keys = append(keys, "stage."+stage)
		}
		for _, c := range procedure.Clocks {
			keys = append(keys, "clock."+c.Code)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
