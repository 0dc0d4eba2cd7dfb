package portal

import (
	"maps"
	"slices"
	"strings"
)

// kinds are the kinds of question, and whether one has options.
var kinds = map[string]bool{
	"choice": true, "choices": true, "short": false, "long": false,
	"date": false, "names": false, "files": false, "entries": false, "zone": false,
}

// folders are the kinds of form, and under which address the pages of each stand.
var folders = map[string]string{"report": "report", "enquiry": "ask", "feedback": "comment", "prevention": ""}

func (f Form) folder() string { return folders[f.Kind] }

// Path is the address, without the language, of the form whose slug is given:
// "report/harassment", "ask/a-person", "comment/on-this-portal". A form of kind prevention
// has no page, and so "".
func (f Form) Path(slug string) string {
	if f.folder() == "" {
		return ""
	}
	return f.folder() + "/" + slug
}

func (r *reader) form(id string) {
	name := "forms/" + id + ".json"
	var f Form
	if !r.json(name, &f) {
		return
	}
	if f.Kind == "" {
		f.Kind = "report"
	}
	if f.ID != id {
		r.add(name, 0, "the id is %q and the file is %q", f.ID, id)
	}
	if _, ok := folders[f.Kind]; !ok {
		r.add(name, 0, "the kind %q is none of report, enquiry, feedback, prevention", f.Kind)
	}
	if _, ok := r.pack.Units[f.Unit]; !ok {
		r.add(name, 0, "the unit %q is unknown", f.Unit)
	}
	r.formProcedure(name, f)
	if f.Minutes <= 0 && f.Kind != "prevention" {
		r.add(name, 0, "must say how many minutes it takes")
	}
	if len(f.Fields) == 0 {
		r.add(name, 0, "asks nothing")
	}
	r.fields(name, f.Fields)
	r.zone(name, f)
	r.pack.Forms[id] = f
}

// formProcedure: whatever makes work for an office says how the office works on it.
func (r *reader) formProcedure(name string, f Form) {
	_, known := r.pack.Procedures[f.Procedure]
	switch {
	case f.Procedure == "" && f.Kind != "feedback":
		r.add(name, 0, "has no procedure")
	case f.Procedure != "" && !known:
		r.add(name, 0, "the procedure %q is unknown", f.Procedure)
	}
}

// zone: a form's zone is a question of that kind which it asks, and it asks only one.
func (r *reader) zone(name string, f Form) {
	for _, field := range f.Fields {
		if field.Kind == "zone" && field.ID != f.Zone {
			r.add(name, 0, "field %q is a time zone, and zone names %q", field.ID, f.Zone)
		}
	}
	if field, _ := f.Field(f.Zone); f.Zone != "" && field.Kind != "zone" {
		r.add(name, 0, "zone names %q, which is no field of kind zone", f.Zone)
	}
}

// Field gives one of a form's questions by its id.
func (f Form) Field(id string) (Field, bool) {
	i := slices.IndexFunc(f.Fields, func(field Field) bool { return field.ID == id })
	if i < 0 {
		return Field{}, false
	}
	return f.Fields[i], true
}

// second holds what goes along with a form to both forms' questions.
func (r *reader) second(f Form) {
	name := "forms/" + f.ID + ".json"
	if f.Second == nil {
		return
	}
	other, ok := r.pack.Forms[f.Second.Form]
	if !ok || other.Kind != "prevention" {
		r.add(name, 0, "second: %q is no form of kind prevention", f.Second.Form)
		return
	}
	if len(f.Second.When) == 0 {
		r.add(name, 0, "second: when is missing, so nobody would have agreed to it")
	}
	for _, id := range slices.Sorted(maps.Keys(f.Second.When)) {
		field, _ := f.Field(id)
		r.when(name, Field{ID: "second", When: f.Second.When}, field, id)
	}
	for _, into := range slices.Sorted(maps.Keys(f.Second.Fields)) {
		target, ok := other.Field(into)
		source, asked := f.Field(f.Second.Fields[into])
		switch {
		case !ok:
			r.add(name, 0, "second: form %q has no field %q", other.ID, into)
		case !asked:
			r.add(name, 0, "second: this form has no field %q", f.Second.Fields[into])
		case target.Kind != source.Kind:
			r.add(name, 0, "second: %q is of kind %q and %q of kind %q", into, target.Kind, source.ID, source.Kind)
		}
	}
	r.secondRequired(name, f, other)
}

// secondRequired: a second form whose answers could be refused for a missing one would be
// lost without anybody seeing it.
func (r *reader) secondRequired(name string, f, other Form) {
	for _, field := range other.Fields {
		if source, _ := f.Field(f.Second.Fields[field.ID]); field.Required && !source.Required {
			r.add(name, 0, "second: form %q requires %q, which this form may leave open", other.ID, field.ID)
		}
	}
}

func (r *reader) fields(name string, fields []Field) {
	var ids []string
	before := map[string]Field{}
	for _, f := range fields {
		ids = append(ids, f.ID)
		r.field(name, f)
		for _, other := range slices.Sorted(maps.Keys(f.When)) {
			r.when(name, f, before[other], other)
		}
		before[f.ID] = f
	}
	r.ids(name, "field", ids)
}

func (r *reader) field(name string, f Field) {
	hasOptions, known := kinds[f.Kind]
	if !known {
		r.add(name, 0, "field %q: kind %q is unknown", f.ID, f.Kind)
		return
	}
	if hasOptions != (len(f.Options) > 0) {
		r.add(name, 0, "field %q: options belong to a choice, and a choice has some", f.ID)
	}
	r.ids(name, "field \""+f.ID+"\": option", f.Options)
	if (f.Kind == "entries") != (len(f.Fields) > 0) {
		r.add(name, 0, "field %q: fields belong to entries, and entries have some", f.ID)
	}
	if bounded := strings.Contains("short long date names", f.Kind); bounded && f.Max <= 0 {
		r.add(name, 0, "field %q: max is missing", f.ID)
	}
	if f.Concerned && f.Kind != "names" {
		r.add(name, 0, "field %q: only names can be of those concerned", f.ID)
	}
	for _, option := range f.Stop {
		if !slices.Contains(f.Options, option) {
			r.add(name, 0, "field %q: it has no option %q to stop at", f.ID, option)
		}
	}
	if f.Kind == "entries" {
		r.entries(name, f)
	}
}

// maxEntries bounds how often a group of questions can be asked.
const maxEntries = 10

// entries holds the questions of one entry to the kinds that an entry can have.
func (r *reader) entries(name string, f Field) {
	if f.Max < 1 || f.Max > maxEntries {
		r.add(name, 0, "field %q: max is how many entries there can be, 1 to %d", f.ID, maxEntries)
	}
	for _, sub := range f.Fields {
		if !slices.Contains([]string{"choice", "choices", "short", "long", "date"}, sub.Kind) {
			r.add(name, 0, "field %q: an entry has no question of kind %q (%q)", f.ID, sub.Kind, sub.ID)
		}
	}
	r.fields(name, f.Fields)
}

// when holds a condition to an earlier choice and its options.
func (r *reader) when(name string, f, other Field, id string) {
	if other.ID == "" {
		r.add(name, 0, "field %q depends on %q, which is not asked before it", f.ID, id)
		return
	}
	if len(f.When[id]) == 0 {
		r.add(name, 0, "field %q depends on no answer of %q", f.ID, id)
	}
	for _, option := range f.When[id] {
		if !slices.Contains(other.Options, option) {
			r.add(name, 0, "field %q depends on option %q, which %q does not have", f.ID, option, id)
		}
	}
}
