package portal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// SettledFile is what a pack settled with an editor says of its texts.
const SettledFile = "texts.json"

// settled is SettledFile: for each text what it was, as a short hash by language, on the
// day on which an editor last found it the same in every language.
type settled struct {
	Languages []string            `json:"languages"`
	Texts     map[string][]string `json:"texts"` // name -> day, then a hash a language
}

// stale names each text that was changed in one language and not in the others since it
// was settled. A pack without the file is asked for nothing.
func (r *reader) stale() {
	was, ok := r.settled()
	if !ok {
		return
	}
	now := r.told()
	for _, name := range slices.Sorted(maps.Keys(was.Texts)) {
		line := was.Texts[name]
		if len(line) != len(was.Languages)+1 {
			r.note(SettledFile, r.lineOf(SettledFile, `"`+name+`"`), "%q has not a day and a hash for each language", name)
			continue
		}
		var changed, same []string
		for i, code := range was.Languages {
			switch text, ok := now[code][name]; {
			case !ok:
			case text.hash == line[i+1]:
				same = append(same, code)
			default:
				changed = append(changed, code)
			}
		}
		if len(changed) > 0 && len(same) > 0 {
			text := now[changed[0]][name]
			r.note(text.file, text.line, "%s: changed in %s since %s, not in %s; when all say the same: fairlead pack settle", name, strings.Join(changed, ", "), line[0], strings.Join(same, ", "))
		}
	}
}

func (r *reader) settled() (settled, bool) {
	var was settled
	data, ok := r.files[SettledFile]
	if !ok {
		return was, false
	}
	if err := decode(data, &was); err != nil {
		r.note(SettledFile, lineAt(data, err), "%s", sentence(err))
		return settled{}, false
	}
	return was, true
}

// Settle writes texts.json anew: every text as it is now, or only those named, the others
// as they were. The day is kept where nothing changed. A pack with a fault is refused.
func Settle(fsys, words fs.FS, day string, names []string) ([]byte, error) {
	r := examine(fsys, words)
	if faults := r.sorted(); len(faults) > 0 {
		return nil, fmt.Errorf("the pack has %d faults to mend before, the first: %s", len(faults), faults[0])
	}
	was, _ := r.settled()
	now := r.told()
	next := settled{Languages: r.pack.Languages, Texts: map[string][]string{}}
	for name := range now[r.pack.Languages[0]] {
		line, before := []string{day}, was.Texts[name]
		for _, code := range r.pack.Languages {
			line = append(line, now[code][name].hash)
		}
		sameLanguages := len(before) > 0 && slices.Equal(was.Languages, r.pack.Languages)
		switch {
		case sameLanguages && slices.Equal(before[1:], line[1:]):
			next.Texts[name] = before
		case len(names) == 0 || slices.Contains(names, name):
			next.Texts[name] = line
		case sameLanguages:
			next.Texts[name] = before
		}
	}
	for _, name := range names {
		if _, ok := now[r.pack.Languages[0]][name]; !ok {
			return nil, fmt.Errorf("there is no text %q", name)
		}
	}
	return next.bytes(), nil
}

// bytes writes a text a line, so that a change can be read in a comparison of versions.
func (s settled) bytes() []byte {
	var out bytes.Buffer
	line := func(value any) string {
		data, err := json.Marshal(value)
		if err != nil {
			panic(err) // strings and lists of them
		}
		return string(data)
	}
	fmt.Fprintf(&out, "{\"languages\":%s,\"texts\":{", line(s.Languages))
	for i, name := range slices.Sorted(maps.Keys(s.Texts)) {
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, "\n%s:%s", line(name), line(s.Texts[name]))
	}
	out.WriteString("\n}}\n")
	return out.Bytes()
}

// text is one text in one language: its hash, and where it stands.
type told struct {
	hash string
	file string
	line int
}

// told gives every text of a language by its name: "unit/wct" (title, short, first words),
// "unit/wct#does", "form/ask:what" (a question with its hint and options), "sheet/plan:who", "steps/conduct:step.listen",
// "word:nav.home".
func (r *reader) told() map[string]map[string]told {
	all := map[string]map[string]told{}
	for _, code := range r.pack.Languages {
		texts := map[string]told{}
		for id, d := range r.docs[code] {
			d.told(id, texts)
		}
		for id, form := range r.pack.texts[code] {
			r.formTold(code, id, form, texts)
		}
		for id, procedure := range r.pack.procedureTexts[code] {
			r.procedureTold(code, id, procedure, texts)
		}
		for id, sheet := range r.pack.sheetTexts[code] {
			r.fieldsTold("sheet/"+id+":", code+"/sheets/"+id+".json", sheet.Fields, texts)
			texts["sheet/"+id+":"] = told{short(sheet.Title + "\n" + sheet.Hint), code + "/sheets/" + id + ".json", 1}
		}
		r.finderTold(code, texts)
		for key, forms := range r.own[code] {
			file := code + "/words.json"
			texts["word:"+key] = told{short(canonical(forms)), file, r.lineOf(file, `"`+key+`"`)}
		}
		all[code] = texts
	}
	return all
}

func (d *document) told(id string, texts map[string]told) {
	start := len(d.source)
	for i := range d.parts {
		from, to := d.parts[i].from, len(d.source)
		if i+1 < len(d.parts) {
			to = d.parts[i+1].from
		}
		start = min(start, from)
		texts[id+"#"+d.parts[i].anchor] = told{short(string(bytes.TrimSpace(d.source[from:to]))), d.file, d.parts[i].line}
	}
	texts[id] = told{short(d.title + "\n" + d.short + "\n" + string(bytes.TrimSpace(d.source[:start]))), d.file, 1}
}

func (r *reader) formTold(code, id string, form FormText, texts map[string]told) {
	file := code + "/forms/" + id + ".json"
	r.fieldsTold("form/"+id+":", file, form.Fields, texts)
	form.Fields, form.Slug = nil, ""
	texts["form/"+id+":"] = told{short(canonical(form)), file, 1}
}

func (r *reader) fieldsTold(name, file string, fields map[string]FieldText, texts map[string]told) {
	for field, text := range fields {
		texts[name+field] = told{short(canonical(text)), file, r.lineOf(file, `"`+field+`"`)}
	}
}

// procedureTold names each stage, step and block of a procedure, as "steps/conduct:stage.open";
// its name, codes, outcomes and the like are one text.
func (r *reader) procedureTold(code, id string, p ProcedureText, texts map[string]told) {
	file, name := code+"/procedures/"+id+".json", "steps/"+id+":"
	add := func(part string, text any) {
		_, key, _ := strings.Cut(part, ".")
		texts[name+part] = told{short(canonical(text)), file, r.lineOf(file, `"`+key+`"`)}
	}
	for stage, text := range p.Stages {
		add("stage."+stage, text)
	}
	for step, text := range p.Steps {
		add("step."+step, text)
	}
	for block, text := range p.Blocks {
		add("block."+block, text)
	}
	p.Stages, p.Steps, p.Blocks = nil, nil, nil
	texts[name] = told{short(canonical(p)), file, 1}
}

// short is enough of a hash to see a change by: nobody gains from a forged one.
func short(text string) string { return hash(text)[:8] }
