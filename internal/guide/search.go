package guide

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Findings are what a search comes to.
type Findings struct {
	Text      string   // what was typed, as far as it is read
	Instead   string   // what was looked for, where a typing error was forgiven; or ""
	Danger    bool     // emergency help first
	Groups    []Group  // by unit, the best first
	More      bool     // more fits than is shown
	Elsewhere []string // languages that know every word where this one does not
}

// Group is what was found of one unit.
type Group struct {
	Unit    string // id, or General
	Results []Result
}

// Result is a text that fits, with the words that fit marked.
type Result struct {
	ID      string
	Address string
	Title   []Run // of the page
	Heading []Run // of the part; none for a page's first words
	Excerpt []Run // the lines that fit best
}

// Run is a piece of a text; a marked one is a word that was looked for.
type Run struct {
	Text string `json:"text"`
	Mark bool   `json:"mark,omitempty"`
}

// Bounds of a search.
const (
	MaxSearch   = 200 // characters that are read
	maxResults  = 30
	maxOfOne    = 8    // results of one unit
	leastResult = 0.22 // of the best one's score: below that a text only happens to share a word
)

// Count is how many results there are.
func (f Findings) Count() int {
	n := 0
	for _, group := range f.Groups {
		n += len(group.Results)
	}
	return n
}

// Search looks a text's words up in every text of one language. It never fails, and keeps
// nothing.
func (g *Guide) Search(text, language string) Findings {
	text = searchable(text)
	found := Findings{Text: strings.TrimSpace(text)}
	here := g.shelves[language]
	if found.Text == "" || here == nil {
		return found
	}
	for _, l := range g.pack.Languages {
		found.Danger = found.Danger || g.signs[l].in(tokens(text, l))
	}
	w := here.read(text)
	found.Instead = w.instead
	found.Groups, found.More = here.groups(w)
	if len(found.Groups) == 0 || !w.known() {
		found.Elsewhere = g.elsewhere(text, language, len(found.Groups) > 0)
	}
	return found
}

// searchable is what is read of a text: its first characters, without what no word has.
func searchable(text string) string {
	var out strings.Builder
	n := 0
	for _, c := range strings.ToValidUTF8(text[:min(len(text), 8*MaxSearch)], " ") {
		if unicode.IsControl(c) {
			c = ' '
		}
		if n++; n > MaxSearch {
			break
		}
		out.WriteRune(c)
	}
	return out.String()
}

// elsewhere gives the other languages that find something; where here finds something too,
// only those that know every word.
func (g *Guide) elsewhere(text, here string, something bool) []string {
	var list []string
	for _, language := range g.pack.Languages {
		if language == here {
			continue
		}
		w := g.shelves[language].read(text)
		if !w.known() && something {
			continue
		}
		if groups, _ := g.shelves[language].groups(w); len(groups) > 0 {
			list = append(list, language)
		}
	}
	return list
}

// groups gives the best texts by unit.
func (s *shelf) groups(w wanted) (list []Group, more bool) {
	n := 0
	for _, fit := range s.fitting(w) {
		sheet := &s.sheets[fit.place]
		at := slices.IndexFunc(list, func(g Group) bool { return g.Unit == sheet.Unit })
		if n == maxResults || at >= 0 && len(list[at].Results) == maxOfOne {
			more = true
			continue
		}
		if at < 0 {
			list, at = append(list, Group{Unit: sheet.Unit}), len(list)
		}
		list[at].Results = append(list[at].Results, s.result(sheet, w))
		n++
	}
	return list, more
}

func (s *shelf) result(sheet *sheet, w wanted) Result {
	r := Result{
		ID: sheet.ID, Address: sheet.address,
		Title: s.runs(sheet.Title, sheet.fields[inTitle], w), Excerpt: s.excerpt(sheet, w),
	}
	if sheet.Heading != "" {
		r.Heading = s.runs(sheet.Heading, sheet.fields[inHeading], w)
	}
	return r
}

// fitting gives the texts that fit, the best first.
func (s *shelf) fitting(w wanted) []scored {
	list := s.scores(w)
	order := func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.place, b.place))
	}
	slices.SortFunc(list, order)
	for i := range list[:min(len(list), 4*maxResults)] {
		list[i].score *= 1 + s.together(&s.sheets[list[i].place], w)
	}
	slices.SortFunc(list, order)
	for i, fit := range list {
		if fit.score < leastResult*list[0].score {
			return list[:i]
		}
	}
	return list
}
