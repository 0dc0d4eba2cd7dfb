package portal

import (
	"maps"
	"slices"
	"strings"
)

// kinds are the kinds of question, and whether one has options.
var kinds = map[string]bool{
	"choice": true, "choices": true, "short": false, "long": false,
	"date": false, "names": false, "files": false,
}

// definitions reads what is the same in every language: forms, procedures, and what
// units say of them.
func (r *reader) definitions() {
	for _, id := range r.under("procedures", ".json") {
		r.procedure(id)
	}
	for _, id := range r.under("forms", ".json") {
		r.form(id)
	}
	for _, id := range r.order {
		r.unit(r.pack.Units[id])
	}
	if _, ok := r.pack.Units[r.pack.Fallback]; !ok {
		r.add(manifestFile, 0, "the fallback unit %q is unknown", r.pack.Fallback)
	} else if r.pack.Units[r.pack.Fallback].Procedure == "" {
		r.add(manifestFile, 0, "the fallback unit %q has no procedure", r.pack.Fallback)
	}
}

func (r *reader) unit(u Unit) {
	if u.Form != "" {
		form, ok := r.pack.Forms[u.Form]
		switch {
		case !ok:
			r.add(manifestFile, 0, "unit %q: form %q is unknown", u.ID, u.Form)
		case form.Unit != u.ID:
			r.add(manifestFile, 0, "unit %q: form %q belongs to unit %q", u.ID, u.Form, form.Unit)
		}
		if u.Procedure == "" {
			r.add(manifestFile, 0, "unit %q receives a form and has no procedure", u.ID)
		}
	}
	if _, ok := r.pack.Procedures[u.Procedure]; u.Procedure != "" && !ok {
		r.add(manifestFile, 0, "unit %q: procedure %q is unknown", u.ID, u.Procedure)
	}
}

func (r *reader) procedure(id string) {
	name := "procedures/" + id + ".json"
	var p Procedure
	if !r.json(name, &p) {
		return
	}
	if p.ID != id {
		r.add(name, 0, "the id is %q and the file is %q", p.ID, id)
	}
	if len(p.Stages) == 0 {
		r.add(name, 0, "has no stage")
	}
	r.ids(name, "stage", p.Stages)
	var codes []string
	for _, c := range p.Clocks {
		codes = append(codes, c.Code)
		if (c.Days > 0) == (c.Months > 0) || c.Days < 0 || c.Months < 0 {
			r.add(name, 0, "clock %q needs either days or months", c.Code)
		}
		if c.Starts != "acknowledged" {
			r.add(name, 0, "clock %q: start %q is unknown", c.Code, c.Starts)
		}
		if c.Met != "letter" && c.Met != "outcome" {
			r.add(name, 0, "clock %q: %q is no step that meets it", c.Code, c.Met)
		}
	}
	r.ids(name, "clock", codes)
	r.pack.Procedures[id] = p
}

// ids holds a list of codes to the shape of an id, each once.
func (r *reader) ids(file, what string, list []string) {
	seen := map[string]bool{}
	for _, id := range list {
		switch {
		case !idShape.MatchString(id):
			r.add(file, 0, "%s %q may have small letters, digits and hyphens only", what, id)
		case seen[id]:
			r.add(file, 0, "%s %q stands twice", what, id)
		}
		seen[id] = true
	}
}

func (r *reader) form(id string) {
	name := "forms/" + id + ".json"
	var f Form
	if !r.json(name, &f) {
		return
	}
	if f.ID != id {
		r.add(name, 0, "the id is %q and the file is %q", f.ID, id)
	}
	if _, ok := r.pack.Units[f.Unit]; !ok {
		r.add(name, 0, "the unit %q is unknown", f.Unit)
	}
	if f.Minutes <= 0 {
		r.add(name, 0, "must say how many minutes it takes")
	}
	if len(f.Fields) == 0 {
		r.add(name, 0, "asks nothing")
	}
	r.fields(name, f.Fields)
	r.pack.Forms[id] = f
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
	if bounded := strings.Contains("short long date names", f.Kind); bounded && f.Max <= 0 {
		r.add(name, 0, "field %q: max is missing", f.ID)
	}
	if f.Concerned && f.Kind != "names" {
		r.add(name, 0, "field %q: only names can be of those concerned", f.ID)
	}
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
