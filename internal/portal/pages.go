package portal

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

var slugShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are first parts of an address that the program itself answers.
var reserved = []string{"report", "mailbox", "office", "send", "static", "leave", "p"}

// pages renders every page, in the order of the menu, the others after it by id.
func (r *reader) pages() {
	r.pack.Menu = r.menu
	for _, code := range r.pack.Languages {
		r.slugs(code)
	}
	for _, code := range r.pack.Languages {
		for _, id := range r.ordered(code) {
			r.pack.Pages = append(r.pack.Pages, r.page(code, id))
		}
	}
}

func (r *reader) ordered(code string) []string {
	var list []string
	for _, id := range append(slices.Clone(r.menu), slices.Sorted(maps.Keys(r.docs[code]))...) {
		_, ok := r.docs[code][id]
		if ok && !strings.HasPrefix(id, "questions/") && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// slugs checks the addresses of one language and puts a form's under report/.
func (r *reader) slugs(code string) {
	owner := map[string]string{}
	for _, id := range r.ordered(code) {
		d := r.docs[code][id]
		r.slug(code, id, d)
		if strings.HasPrefix(id, "form/") {
			d.slug = "report/" + d.slug
		}
		if other, taken := owner[d.slug]; taken {
			r.add(d.file, 0, "the slug %q is also that of %s", d.slug, other)
		}
		owner[d.slug] = d.file
	}
}

func (r *reader) slug(code, id string, d *document) {
	switch {
	case id == "home":
		if d.slug != "" {
			r.add(d.file, 0, "home has no slug")
		}
	case !slugShape.MatchString(d.slug) || len(d.slug) > 80:
		r.add(d.file, 0, "the slug %q may have small letters, digits and hyphens only", d.slug)
	case slices.Contains(reserved, d.slug) || slices.Contains(r.pack.Languages, d.slug):
		r.add(d.file, 0, "the slug %q is an address of the program", d.slug)
	}
}

func (r *reader) page(code, id string) Page {
	d := r.docs[code][id]
	page := Page{
		ID: id, Language: code, Slug: d.slug, Title: d.title, Short: d.short,
		Lead:     r.render(d, code, d.lead),
		Sections: r.sections(code, d),
	}
	if len(d.lead) == 0 {
		r.add(d.file, 0, "begins with a heading; a first sentence is missing")
	}
	unit, ok := strings.CutPrefix(id, "unit/")
	if questions := r.docs[code]["questions/"+unit]; ok && questions != nil {
		page.Questions = r.sections(code, questions)
		r.apart(d, questions)
	}
	return page
}

func (r *reader) sections(code string, d *document) []Section {
	var list []Section
	for _, p := range d.parts {
		list = append(list, Section{p.anchor, p.heading, r.render(d, code, p.nodes)})
	}
	return list
}

// apart: a unit's text and its questions stand on one page, so no anchor is in both.
func (r *reader) apart(d, questions *document) {
	for _, anchor := range questions.anchors() {
		if slices.Contains(d.anchors(), anchor) {
			r.add(questions.file, 0, "the anchor %q is also one of %s", anchor, d.file)
		}
	}
}
