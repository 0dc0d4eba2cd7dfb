package portal

import (
	"slices"
	"strings"
)

// audit looks at a whole pack as a reader and an editor would: is everything said that
// must be, can everything be found, can it be read.
func (r *reader) audit() {
	for _, code := range r.pack.Languages {
		for _, id := range r.order {
			r.unitPage(r.docs[code]["unit/"+id])
		}
		for id, form := range r.pack.Forms {
			r.intros(code, form, r.docs[code]["form/"+id])
		}
		r.unreachable(code)
	}
	r.contrasts()
}

// advise notes what an editor should see to. It takes longer than all the rest, and nothing
// of it stops a pack from being served.
func (r *reader) advise() {
	for _, code := range r.pack.Languages {
		r.unknown(code)
		r.doubts(code)
	}
	r.readingAges()
	r.stale()
}

// unitSections are what every unit's page says, in sections of these anchors.
var unitSections = []string{"does", "does-not", "happens", "for-you", "who-reads", "confidentiality", "reach"}

// unitPage holds a unit's page to what it must say, and to a way in which the unit is
// reached: a form that someone answers, an address or a number.
func (r *reader) unitPage(d *document) {
	if d == nil {
		return
	}
	r.required(d, unitSections)
	reach := d.section("reach")
	if reach == nil {
		return
	}
	ways := func(link string) bool {
		scheme, rest, _ := strings.Cut(link, ":")
		kind := r.pack.Forms[rest].Kind
		return scheme == "mailto" || scheme == "tel" || scheme == "form" && (kind == "report" || kind == "enquiry")
	}
	if !slices.ContainsFunc(reach.links, ways) {
		r.add(d.file, reach.line, "nobody can reach this unit: the section {#reach} links to no form, mailto: or tel:")
	}
}

// required: a text has a section for each of these anchors.
func (r *reader) required(d *document, anchors []string) {
	for _, anchor := range anchors {
		if d.section(anchor) == nil {
			r.add(d.file, 0, "the section {#%s} is missing", anchor)
		}
	}
}

func (d *document) section(anchor string) *part {
	i := slices.IndexFunc(d.parts, func(p part) bool { return p.anchor == anchor })
	if i < 0 {
		return nil
	}
	return &d.parts[i]
}

var (
	reportSections = []string{"does", "elsewhere", "need", "who-reads", "anonymous", "confidentiality", "limits"}
	askSections    = []string{"elsewhere", "who-reads", "need"}
)

// intros holds the text before a form to what a person must know before they write; of a
// report in this order, the right doors first.
func (r *reader) intros(code string, form Form, d *document) {
	if d == nil {
		return
	}
	if form.Kind != "report" {
		r.required(d, askSections)
		return
	}
	r.required(d, reportSections)
	known := slices.DeleteFunc(d.anchors(), func(a string) bool { return !slices.Contains(reportSections, a) })
	if len(known) == len(reportSections) && !slices.Equal(known, reportSections) {
		r.add(d.file, 0, "the sections stand in another order than %s", strings.Join(reportSections, ", "))
	}
	places := func(link string) bool {
		return link == "page:other-places" || strings.HasPrefix(link, "page:other-places#")
	}
	elsewhere := d.section("elsewhere")
	if r.docs[code]["other-places"] != nil && elsewhere != nil && !slices.ContainsFunc(elsewhere.links, places) {
		r.add(d.file, elsewhere.line, "the section {#elsewhere} does not link to page:other-places")
	}
}

// unreachable names the pages to which nothing leads: not the menu, not the foot, not
// home, and no page that these lead to. What officers sign the office itself shows them.
func (r *reader) unreachable(code string) {
	seen := map[string]bool{}
	r.walk(code, "undertaking", seen)
	for _, id := range r.linked() {
		r.walk(code, id, seen)
	}
	for _, id := range r.pack.Help {
		r.walk(code, "unit/"+id, seen)
	}
	for _, id := range r.pack.Quick {
		r.walk(code, "questions/"+id, seen)
		r.walk(code, "form/"+r.pack.Units[id].Form, seen)
	}
	for id, d := range r.docs[code] {
		if !seen[id] {
			r.add(d.file, 0, "nothing leads to this page: not the menu, not the foot, and no page that can be reached")
		}
	}
}

// walk follows a page's links. A unit's page leads to its form and its questions.
func (r *reader) walk(code, id string, seen map[string]bool) {
	d := r.docs[code][id]
	if d == nil || seen[id] {
		return
	}
	seen[id] = true
	for _, link := range d.links {
		r.walk(code, linkedPage(link), seen)
	}
	if unit, ok := strings.CutPrefix(id, "unit/"); ok {
		r.walk(code, "questions/"+unit, seen)
		r.walk(code, "form/"+r.pack.Units[unit].Form, seen)
	}
}

// linkedPage is the id of the page that a link names, or "".
func linkedPage(link string) string {
	scheme, rest, _ := strings.Cut(link, ":")
	id, _, _ := strings.Cut(rest, "#")
	switch scheme {
	case "page":
		return id
	case "form":
		return "form/" + id
	}
	return ""
}
