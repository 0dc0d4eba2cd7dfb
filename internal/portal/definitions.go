package portal

import (
	"maps"
	"slices"
)

// definitions reads what is the same in every language: forms, sheets, procedures, and what
// units say of them.
func (r *reader) definitions() {
	for _, id := range r.under("sheets", ".json") {
		r.sheet(id)
	}
	for _, id := range r.under("procedures", ".json") {
		r.procedure(id)
	}
	for _, id := range r.under("forms", ".json") {
		r.form(id)
	}
	for _, id := range slices.Sorted(maps.Keys(r.pack.Forms)) {
		r.second(r.pack.Forms[id])
		r.onward(r.pack.Forms[id])
	}
	for _, id := range r.order {
		r.unit(r.pack.Units[id])
	}
	if _, ok := r.pack.Units[r.pack.Fallback]; !ok {
		r.add(manifestFile, 0, "the fallback unit %q is unknown", r.pack.Fallback)
	}
}

// unit holds its main form to be its own, and one that has a page.
func (r *reader) unit(u Unit) {
	if u.Form == "" {
		return
	}
	form, ok := r.pack.Forms[u.Form]
	switch {
	case !ok:
		r.add(manifestFile, 0, "unit %q: form %q is unknown", u.ID, u.Form)
	case form.Unit != u.ID:
		r.add(manifestFile, 0, "unit %q: form %q belongs to unit %q", u.ID, u.Form, form.Unit)
	case form.folder() == "":
		r.add(manifestFile, 0, "unit %q: form %q has no page", u.ID, u.Form)
	}
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
