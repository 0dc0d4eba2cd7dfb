package guide

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"fairlead/internal/portal"
)

// General is what is nobody's own: the portal's own matters, beside the ids of its units.
const General = "general"

// Passage is a text of the portal that can be found and quoted: a page's first words
// ("unit/wct") or one of its parts ("unit/wct#does").
type Passage struct {
	ID       string
	Page     string // id
	Anchor   string
	Language string
	Unit     string // whose text it is, or General
	Title    string // of the page
	Heading  string // of the part; "" for the first words
	Text     string // without marks, a paragraph or item a line
	Dated    string // YYYY-MM-DD, or ""
}

// unquoted are the pages of which nothing is quoted: layouts that say nothing which other
// pages do not, and what officers sign, whose "I" is not the reader's.
func unquoted(page portal.Page) bool {
	return page.ID == portal.UndertakingPage || slices.Contains([]string{"home", "finder", "search", "helper"}, page.Layout)
}

// Passages gives every text of a pack that can be quoted, in the order of its pages.
func Passages(pack *portal.Pack) []Passage {
	var list []Passage
	for _, page := range pack.Pages {
		if unquoted(page) {
			continue
		}
		base := Passage{ID: page.ID, Page: page.ID, Language: page.Language, Unit: unitOf(pack, page.ID), Title: page.Title}
		list = appendPassage(list, pack, base, string(page.Lead))
		for _, s := range page.Sections {
			p := base
			p.ID, p.Anchor, p.Heading = page.ID+"#"+s.Anchor, s.Anchor, s.Heading
			list = appendPassage(list, pack, p, string(s.Body))
		}
	}
	return list
}

func appendPassage(list []Passage, pack *portal.Pack, p Passage, body string) []Passage {
	if p.Text = plain(body); p.Text == "" {
		return list
	}
	p.Dated = pack.Dated(p.ID)
	return append(list, p)
}

// unitOf tells whose page it is: the unit's own, its questions, its form, its procedure.
func unitOf(pack *portal.Pack, page string) string {
	kind, id, ok := strings.Cut(page, "/")
	if !ok {
		return General
	}
	switch form := pack.Forms[id]; {
	case kind == "form" && form.Kind != "feedback" && form.Unit != "":
		return form.Unit
	case kind == "procedure":
		return workedBy(pack, id)
	}
	if _, ok := pack.Units[id]; ok && (kind == "unit" || kind == "questions") {
		return id
	}
	return General
}

func workedBy(pack *portal.Pack, procedure string) string {
	for _, page := range pack.Pages { // in the pack's order, so that it is always the same one
		form, ok := pack.Forms[strings.TrimPrefix(page.ID, "form/")]
		if ok && form.Procedure == procedure {
			return form.Unit
		}
	}
	return General
}

var (
	breaks = regexp.MustCompile(`</(?:p|li|h[1-6]|td|th|tr|blockquote)>|<br ?/?>`)
	marks  = regexp.MustCompile(`<[^>]*>`)
	blanks = regexp.MustCompile(`[ \t\x{a0}\x{202f}]+`)
)

// plain takes the marks from the pack's own safe HTML.
func plain(body string) string {
	text := html.UnescapeString(marks.ReplaceAllString(breaks.ReplaceAllString(body, "\n"), ""))
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(blanks.ReplaceAllString(line, " ")); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
