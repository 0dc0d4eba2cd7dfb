package guide

import "strings"

// signs are the pack's patterns of danger: what must never be missed is written down, and
// the model catches what nobody wrote down.
type signs struct {
	danger, figure []pattern
}

// pattern is a row of stems. gap means up to maxGap words between; optional may be missing.
type pattern []sign

type sign struct {
	stem     string
	gap      bool
	optional bool
}

const maxGap = 3

func newSigns(lines []string, language string) *signs {
	s := &signs{}
	for _, line := range lines {
		rest, figure := strings.CutPrefix(line, "! ")
		p := newPattern(rest, language)
		switch {
		case len(p) == 0:
		case figure:
			s.figure = append(s.figure, p)
		default:
			s.danger = append(s.danger, p)
		}
	}
	return s
}

func newPattern(line, language string) pattern {
	var p pattern
	for part := range strings.FieldsSeq(line) {
		if part == "*" {
			p = append(p, sign{gap: true})
			continue
		}
		word, optional := strings.CutPrefix(part, "?")
		for _, t := range tokens(word, language) {
			p = append(p, sign{stem: t.stem, optional: optional})
		}
	}
	return p
}

// in tells whether a text has a sign of danger that is no figure of speech.
func (s *signs) in(words []token) bool {
	var figures [][2]int
	for _, p := range s.figure {
		figures = append(figures, p.all(words)...)
	}
	for _, p := range s.danger {
		for _, at := range p.all(words) {
			if !overlaps(at, figures) {
				return true
			}
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
func (p pattern) all(words []token) [][2]int {
	var found [][2]int
	for i := range words {
		if end := p.from(words, i); end > i {
			found = append(found, [2]int{i, end})
		}
	}
	return found
}

// from gives the end of a match that begins at a word, or -1.
func (p pattern) from(words []token, i int) int {
	if len(p) == 0 {
		return i
	}
	if p[0].gap {
		for skip := range maxGap + 1 {
			if end := p[1:].from(words, i+skip); end >= 0 {
				return end
			}
		}
		return -1
	}
	if i < len(words) && words[i].stem == p[0].stem {
		if end := p[1:].from(words, i+1); end >= 0 {
			return end
		}
	}
	if p[0].optional {
		return p[1:].from(words, i)
	}
	return -1
}

// alarmed is from which odds on the model's word is taken: rather once too often.
const alarmed = 0.5

// endangers tells whether a text speaks of danger to somebody's life now.
func (g *Guide) endangers(h heard, r reading) bool {
	return g.signs[h.language].in(h.words) || r.danger >= alarmed
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
