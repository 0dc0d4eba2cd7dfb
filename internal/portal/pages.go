package portal

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slugShape is one part of an address; a page may have two, as in questions/ethics-office.
var slugShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$`)

// reserved are first parts of an address that the program itself answers.
var reserved = []string{"report", "ask", "comment", "mailbox", "office", "send", "static", "leave", "reminder", "limits", "find", "helper", "search", "p"}

// pages renders every page: the menu's, the foot's, the others by id.
func (r *reader) pages() {
	for _, code := range r.pack.Languages {
		r.slugs(code)
	}
	for _, code := range r.pack.Languages {
		for _, id := range r.ordered(code) {
			r.pack.Pages = append(r.pack.Pages, r.page(code, id))
		}
	}
}

// linked are the pages that the manifest names, in its order, home first.
func (r *reader) linked() []string {
	list := []string{"home"}
	for _, group := range r.pack.Menu {
		list = append(list, group.Items...)
	}
	return append(list, r.pack.Foot...)
}

func (r *reader) ordered(code string) []string {
	var list []string
	for _, id := range append(r.linked(), slices.Sorted(maps.Keys(r.docs[code]))...) {
		if _, ok := r.docs[code][id]; ok && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// slugs checks the addresses of one language, puts a form's under its folder, and gives
// each question its own.
func (r *reader) slugs(code string) {
	owner := map[string]string{}
	r.pack.questions[code] = map[string]question{}
	for _, id := range r.ordered(code) {
		d := r.docs[code][id]
		r.slug(id, d)
		if form, ok := strings.CutPrefix(id, "form/"); ok {
			d.slug = r.pack.Forms[form].Path(d.slug)
		}
		r.claim(owner, d, d.slug)
	}
	for _, id := range r.ordered(code) {
		if strings.HasPrefix(id, "questions/") {
			r.questionSlugs(owner, code, id)
		}
	}
}

// claim keeps each address for one page.
func (r *reader) claim(owner map[string]string, d *document, slug string) {
	if other, taken := owner[slug]; taken {
		r.add(d.file, 0, "the slug %q is also that of %s", slug, other)
	}
	owner[slug] = d.file
}

func (r *reader) questionSlugs(owner map[string]string, code, id string) {
	d := r.docs[code][id]
	for i := range d.parts {
		part := &d.parts[i]
		if part.slug = slugOf(part.heading); part.slug == "" {
			r.add(d.file, part.line, "the question %q has no letter that an address could have", part.anchor)
			continue
		}
		path := d.slug + "/" + part.slug
		r.claim(owner, d, path)
		r.pack.questions[code][path] = question{id, part.anchor}
	}
}

// slugOf turns a heading into a part of an address: letters without their accents, digits,
// hyphens, cut at a word where it grows too long.
func slugOf(heading string) string {
	var out []rune
	for _, c := range norm.NFKD.String(strings.ToLower(heading)) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			out = append(out, c)
		case unicode.Is(unicode.Mn, c): // an accent that stood on the letter before
		case len(out) > 0 && out[len(out)-1] != '-':
			out = append(out, '-')
		}
	}
	slug := strings.Trim(string(out), "-")
	if len(slug) <= maxSlug {
		return slug
	}
	if cut := strings.LastIndexByte(slug[:maxSlug+1], '-'); cut > 0 {
		return slug[:cut]
	}
	return slug[:maxSlug]
}

// maxSlug bounds an address's part; the longest honest one is shorter.
const maxSlug = 80

func (r *reader) slug(id string, d *document) {
	switch {
	case id == "home":
		if d.slug != "" {
			r.add(d.file, 0, "home has no slug")
		}
	case !slugShape.MatchString(d.slug) || len(d.slug) > maxSlug || strings.HasPrefix(id, "form/") && strings.Contains(d.slug, "/"):
		r.add(d.file, 0, "the slug %q may have small letters, digits and hyphens only", d.slug)
	case strings.HasPrefix(id, "form/"):
	case slices.Contains(reserved, first(d.slug)) || slices.Contains(r.pack.Languages, first(d.slug)):
		r.add(d.file, 0, "the slug %q is an address of the program", d.slug)
	}
}

func first(slug string) string {
	part, _, _ := strings.Cut(slug, "/")
	return part
}

func (r *reader) page(code, id string) Page {
	d := r.docs[code][id]
	page := Page{
		ID: id, Language: code, Slug: d.slug, Title: d.title, Short: d.short, Layout: layoutOf(id, d),
		Lead:     r.render(d, code, d.lead),
		Sections: r.sections(code, d),
	}
	if len(d.lead) == 0 && !strings.HasPrefix(id, "questions/") {
		r.add(d.file, 0, "begins with a heading; a first sentence is missing")
	}
	unit, ok := strings.CutPrefix(id, "unit/")
	if questions := r.docs[code]["questions/"+unit]; ok && questions != nil {
		page.Questions = r.sections(code, questions)
	}
	return page
}

func layoutOf(id string, d *document) string {
	switch {
	case d.layout != "":
		return d.layout
	case id == "home":
		return "home"
	}
	return layouts[0]
}

// sections renders a text's parts, once: questions stand on a unit's page and on their own.
func (r *reader) sections(code string, d *document) []Section {
	if d.sections == nil {
		for _, p := range d.parts {
			d.sections = append(d.sections, Section{p.anchor, p.heading, r.render(d, code, p.nodes), p.slug})
		}
	}
	return d.sections
}
