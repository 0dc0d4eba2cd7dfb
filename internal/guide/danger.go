package guide

import (
	"slices"
	"strings"
)

// signs are the pack's patterns of danger: what must never be missed is written down, and
// the model catches what nobody wrote down.
//
// A line of danger.txt is one of
//
//	@he: he, she, my (husband|ex)    a class of phrases, for the lines below; lines of one name add up
//	@he is (beating|hitting) ?up me  a pattern of danger: words, classes, alternatives
//	= help ?me                       a pattern that must be the whole text
//	! boss will kill me if           an exception: takes back every match that it overlaps
//
// Words are folded and stemmed. * is up to three words of any kind, ? makes the word, class
// or alternatives behind it optional; alternatives and classes hold no *.
type signs struct {
	danger, figure patterns
}

// patterns are kept by the words that they may begin with.
type patterns map[string][]*pattern

type pattern struct {
	row   []sign
	whole bool
}

// sign is one place of a pattern: any of some phrases, or a gap of up to maxGap words.
type sign struct {
	phrases  map[string][][]string // stems, by their first
	gap      bool
	optional bool
}

const maxGap = 3

// mostPhrases bounds what the alternatives of one place multiply to.
const mostPhrases = 5000

func newSigns(lines []string, language string) *signs {
	s := &signs{danger: patterns{}, figure: patterns{}}
	classes := map[string][][]string{}
	for _, line := range lines {
		if name, phrases, ok := strings.Cut(line, ":"); ok && strings.HasPrefix(name, "@") {
			for _, phrase := range parts(phrases, ',') {
				classes[name[1:]] = append(classes[name[1:]], spelled(phrase, classes, language)...)
			}
			continue
		}
		line, figure := strings.CutPrefix(line, "! ")
		line, whole := strings.CutPrefix(line, "= ")
		p := &pattern{newRow(line, classes, language), whole}
		if figure {
			s.figure.add(p)
		} else {
			s.danger.add(p)
		}
	}
	return s
}

func newRow(line string, classes map[string][][]string, language string) []sign {
	var row []sign
	for _, part := range parts(line, ' ') {
		if part == "*" {
			row = append(row, sign{gap: true})
			continue
		}
		part, optional := strings.CutPrefix(part, "?")
		place := sign{phrases: map[string][][]string{}, optional: optional}
		for _, stems := range spelled(part, classes, language) {
			place.phrases[stems[0]] = append(place.phrases[stems[0]], stems)
		}
		row = append(row, place)
	}
	for len(row) > 0 && row[0].gap {
		row = row[1:]
	}
	return row
}

// parts cuts a line at its spaces, alternatives or commas, but not within brackets.
func parts(line string, at rune) []string {
	depth := 0
	return strings.FieldsFunc(line, func(c rune) bool {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		return c == at && depth == 0
	})
}

// spelled gives every row of stems that a phrase without gaps stands for.
func spelled(phrase string, classes map[string][][]string, language string) [][]string {
	rows := [][]string{nil}
	for _, part := range parts(phrase, ' ') {
		part, optional := strings.CutPrefix(part, "?")
		var any [][]string
		switch {
		case strings.HasPrefix(part, "@"):
			any = classes[part[1:]]
		case strings.HasPrefix(part, "("):
			for _, choice := range parts(strings.TrimSuffix(part[1:], ")"), '|') {
				any = append(any, spelled(choice, classes, language)...)
			}
		default:
			var stems []string
			for _, t := range tokens(part, language) {
				stems = append(stems, t.stem)
			}
			any = [][]string{stems}
		}
		if optional {
			any = append([][]string{nil}, any...)
		}
		var longer [][]string
		for _, row := range rows {
			for _, more := range any {
				if len(longer) < mostPhrases {
					longer = append(longer, slices.Concat(row, more))
				}
			}
		}
		rows = longer
	}
	return slices.DeleteFunc(rows, func(row []string) bool { return len(row) == 0 })
}

func (ps patterns) add(p *pattern) {
	for _, s := range p.row {
		for stem := range s.phrases {
			if list := ps[stem]; len(list) == 0 || list[len(list)-1] != p {
				ps[stem] = append(list, p)
			}
		}
		if !s.optional {
			return
		}
	}
}

// in tells whether a text has a sign of danger that is no figure of speech.
func (s *signs) in(words []token) bool {
	figures := s.figure.all(words)
	for _, at := range s.danger.all(words) {
		if !overlaps(at, figures) {
			return true
		}
	}
	return false
}

func overlaps(at [2]int, others [][2]int) bool {
	for _, o := range others {
		if at[0] < o[1] && o[0] < at[1] {
			return true
		}
	}
	return false
}

// all gives every place, in words, at which a pattern matches.
func (ps patterns) all(words []token) [][2]int {
	var found [][2]int
	for i := range words {
		for _, p := range ps[words[i].stem] {
			if end := p.from(words, i); end > i {
				found = append(found, [2]int{i, end})
			}
		}
	}
	return found
}

// from gives the end of the shortest match that begins at a word, or -1.
func (p *pattern) from(words []token, i int) int {
	if p.whole && i > 0 {
		return -1
	}
	ends := []int{i}
	for _, s := range p.row {
		if ends = s.after(words, ends); len(ends) == 0 {
			return -1
		}
	}
	if p.whole && !slices.Contains(ends, len(words)) {
		return -1
	}
	return slices.Min(ends)
}

// after gives where a sign may end that begins where the one before may end. There are never
// more than the words of a text, so that no text takes long.
func (s sign) after(words []token, starts []int) []int {
	var ends []int
	add := func(end int) {
		if end <= len(words) && !slices.Contains(ends, end) {
			ends = append(ends, end)
		}
	}
	for _, at := range starts {
		if s.gap {
			for skip := range maxGap + 1 {
				add(at + skip)
			}
			continue
		}
		if s.optional {
			add(at)
		}
		if at == len(words) {
			continue
		}
		for _, stems := range s.phrases[words[at].stem] {
			if stand(words[at:], stems) {
				add(at + len(stems))
			}
		}
	}
	return ends
}

func stand(words []token, stems []string) bool {
	if len(words) < len(stems) {
		return false
	}
	for i, stem := range stems {
		if words[i].stem != stem {
			return false
		}
	}
	return true
}

// alarmed is from which odds on the model's word is taken: rather once too often.
const alarmed = 0.45

// elsewhere is what must be added where a text seems to concern no office at all: people ask
// helpers about cats and bridges, too.
const elsewhere = 0.3

// endangers tells whether a text speaks of danger to somebody's life now.
func (g *Guide) endangers(h heard, r reading) bool {
	return g.signs[h.language].in(h.words) || r.danger >= alarmed+elsewhere*g.off(r)
}

// alarming looks for signs of danger of every language.
func (g *Guide) alarming(text string) bool {
	for _, language := range g.pack.Languages {
		if g.signs[language].in(tokens(text, language)) {
			return true
		}
	}
	return false
}
