package portal

import (
	"bytes"
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
	r.compareFinder()
	r.compareProcedures()
	r.compareSheets()
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
	folder := map[string]string{"unit": "units", "questions": "questions", "form": "forms", "procedure": "procedures"}[kind]
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
	problem := Problem{File: name, Text: "is missing"}
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
	return placeholdersIn(slices.Collect(maps.Values(forms))...)
}

func placeholdersIn(texts ...string) []string {
	var list []string
	for _, text := range texts {
		list = append(list, placeholder.FindAllString(text, -1)...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// compareHints: a question with a hint in the first language has one in each, and what is
// said after sending is said of the same answers.
func (r *reader) compareHints(code string) {
	for id, form := range r.pack.Forms {
		name := code + "/forms/" + id + ".json"
		text, model := r.pack.texts[code][id], r.pack.texts[r.pack.Languages[0]][id]
		r.hints(name, form.Fields, text.Fields, model.Fields)
		if !slices.Equal(slices.Sorted(maps.Keys(text.After)), slices.Sorted(maps.Keys(model.After))) {
			r.add(name, 0, "after has other answers than in the first language")
		}
	}
}

func (r *reader) hints(name string, fields []Field, text, model map[string]FieldText) {
	for _, f := range fields {
		if (text[f.ID].Hint == "") != (model[f.ID].Hint == "") {
			r.add(name, 0, "field %q has a hint in one language and none in another", f.ID)
		}
		r.hints(name, f.Fields, text[f.ID].Fields, model[f.ID].Fields)
	}
}

// references holds the pack to what its definitions speak of.
func (r *reader) references() {
	r.limitPages()
	r.finderPages()
	r.named()
	for _, code := range r.pack.Languages {
		r.miss(file(code, "home"))
		for id := range r.pack.Forms {
			r.miss(code + "/forms/" + id + ".json")
		}
		for id := range r.pack.Units {
			r.miss(file(code, "unit/"+id))
		}
		for _, key := range r.spoken() {
			if r.words[code] != nil && r.words[code][key] == nil {
				r.add(code+"/words.json", 0, "the key %q is missing", key)
			}
		}
	}
}

// named holds each id in the manifest to a page or a unit of the pack.
func (r *reader) named() {
	docs := r.docs[r.pack.Languages[0]]
	page := func(where, id string) {
		if docs[id] == nil {
			r.add(manifestFile, r.lineOf(manifestFile, `"`+id+`"`), "%s: there is no page %q", where, id)
		}
	}
	var groups []string
	for _, group := range r.pack.Menu {
		groups = append(groups, group.ID)
		for _, id := range group.Items {
			page("menu", id)
		}
		if len(group.Items) == 0 {
			r.add(manifestFile, 0, "menu: the group %q is empty", group.ID)
		}
	}
	r.ids(manifestFile, "menu group", groups)
	for _, id := range r.pack.Foot {
		page("foot", id)
	}
	for _, path := range slices.Sorted(maps.Keys(r.pack.Moved)) {
		r.moved(path)
		page("moved", r.pack.Moved[path])
	}
	for where, units := range map[string][]string{"quick": r.pack.Quick, "help": r.pack.Help} {
		for _, id := range units {
			if _, ok := r.pack.Units[id]; !ok {
				r.add(manifestFile, r.lineOf(manifestFile, `"`+id+`"`), "%s: there is no unit %q", where, id)
			}
		}
	}
}

// moved: an old address is one that no page has now.
func (r *reader) moved(path string) {
	slug, ok := strings.CutPrefix(path, "/")
	if !ok || strings.HasSuffix(path, "/") || strings.ContainsAny(path, "?# ") {
		r.add(manifestFile, r.lineOf(manifestFile, `"`+path+`"`), "moved: %q must be a path, without language and without a slash at its end", path)
		return
	}
	for _, code := range r.pack.Languages {
		for _, d := range r.docs[code] {
			if d.slug == slug {
				r.add(manifestFile, r.lineOf(manifestFile, `"`+path+`"`), "moved: %q is the address of %s", path, d.file)
			}
		}
	}
}

// lineOf finds the first line of a file in which a text stands, or 0.
func (r *reader) lineOf(file, text string) int {
	before, _, ok := bytes.Cut(r.files[file], []byte(text))
	if !ok {
		return 0
	}
	return 1 + bytes.Count(before, []byte("\n"))
}

// spoken are the keys that the definitions call for.
func (r *reader) spoken() []string {
	keys := []string{"demo.banner", "emergency.general"}
	for id := range r.pack.Units {
		keys = append(keys, "unit."+id)
	}
	for _, group := range r.pack.Menu {
		keys = append(keys, "menu."+group.ID)
	}
	for id, procedure := range r.pack.Procedures {
		for _, stage := range procedure.Stages {
			if !r.texted(id) && len(procedure.Steps) == 0 {
				keys = append(keys, "stage."+stage, "stage."+stage+".about")
			}
		}
		for _, c := range procedure.Clocks {
			if r.pack.procedureTexts[r.pack.Languages[0]][id].Clocks[c.Code] == "" {
				keys = append(keys, "clock."+c.Code)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
