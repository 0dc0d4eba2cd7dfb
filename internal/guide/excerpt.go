package guide

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths of an excerpt, in characters.
const (
	excerptFits = 210 // more is cut
	excerptFull = 150 // no further sentence is added
)

// stretch is a piece of a text, in bytes.
type stretch struct{ from, to int }

// marked tells for each spot which slot of what is wanted it belongs to, or -1.
func (s *shelf) marked(spots []spot, w wanted) []int {
	list := make([]int, len(spots))
	for i := range spots {
		list[i] = -1
	}
	for n := len(w.slots) - 1; n >= 0; n-- {
		for _, idea := range w.slots[n].ideas {
			for _, phrase := range s.phrases[idea] {
				s.markPhrase(spots, phrase, n, list)
			}
		}
	}
	for n := len(w.slots) - 1; n >= 0; n-- {
		for i, spot := range spots {
			if _, ok := w.slots[n].stems[spot.stem]; ok {
				list[i] = n
			}
		}
	}
	return list
}

// markPhrase marks a phrase where it stands, apart from its words that say nothing.
func (s *shelf) markPhrase(spots []spot, phrase []int32, slot int, list []int) {
	for i := 0; i+len(phrase) <= len(spots); i++ {
		same := true
		for j, stem := range phrase {
			same = same && spots[i+j].stem == stem
		}
		for j, stem := range phrase {
			if same && (!s.hollow[stem] || len(phrase) == 1) {
				list[i+j] = slot
			}
		}
	}
}

// runs marks what was wanted in a whole text.
func (s *shelf) runs(text string, spots []spot, w wanted) []Run {
	return cut(text, stretch{0, len(text)}, spots, s.marked(spots, w))
}

// excerpt gives the sentences of a text that have most of what is wanted.
func (s *shelf) excerpt(sheet *sheet, w wanted) []Run {
	text, spots := sheet.Text, sheet.fields[inText]
	marks := s.marked(spots, w)
	best, most := stretch{}, -1.0
	pieces := sentences(text)
	for i := range pieces {
		at := stretch{pieces[i].from, pieces[i].to}
		for j := i; j < len(pieces); j++ {
			at.to = pieces[j].to
			if j > i && utf8.RuneCountInString(text[at.from:at.to]) > excerptFits {
				break
			}
			if score := says(at, spots, marks, w); score > most {
				best, most = at, score
			}
		}
	}
	best = fill(text, pieces, best)
	before, after := false, false
	if utf8.RuneCountInString(text[best.from:best.to]) > excerptFits {
		whole := best
		best = narrowed(text, whole, spots, marks, w)
		before, after = best.from > whole.from, best.to < whole.to
	}
	runs := cut(text, best, spots, marks)
	if before {
		runs = append([]Run{{Text: "… "}}, runs...)
	}
	if after {
		runs = append(runs, Run{Text: " …"})
	}
	return runs
}

// says is how much of what is wanted stands in a stretch: each word once, and a little for
// every mention more. A longer stretch that says no more is not better.
func says(at stretch, spots []spot, marks []int, w wanted) float64 {
	seen, sum := make([]bool, len(w.slots)), 0.0
	first, _ := slices.BinarySearchFunc(spots, at.from, func(s spot, from int) int { return int(s.from) - from })
	for i := first; i < len(spots) && int(spots[i].to) <= at.to; i++ {
		if marks[i] < 0 {
			continue
		}
		if !seen[marks[i]] {
			seen[marks[i]] = true
			sum += w.slots[marks[i]].worth
		}
		sum += 0.05 * w.slots[marks[i]].worth
	}
	return sum
}

// fill adds the sentences that follow, while there is room.
func fill(text string, pieces []stretch, at stretch) stretch {
	for _, piece := range pieces {
		if piece.from < at.to {
			continue
		}
		if utf8.RuneCountInString(text[at.from:at.to]) >= excerptFull || utf8.RuneCountInString(text[at.from:piece.to]) > excerptFits {
			break
		}
		at.to = piece.to
	}
	return at
}

// narrowed cuts a long sentence at words, where most of what is wanted stands.
func narrowed(text string, whole stretch, spots []spot, marks []int, w wanted) stretch {
	best, most := stretch{whole.from, whole.from}, -1.0
	for i, spot := range spots {
		if int(spot.from) < whole.from || int(spot.to) > whole.to {
			continue
		}
		at := stretch{int(spot.from), int(spot.to)}
		for _, next := range spots[i:] {
			if int(next.to) > whole.to || utf8.RuneCountInString(text[at.from:next.to]) > excerptFits-10 {
				break
			}
			at.to = int(next.to)
		}
		if score := says(at, spots, marks, w); score > most {
			best, most = at, score
		}
	}
	if best.to == best.from { // no word that could be a border
		best.to = whole.from
		for i := range text[whole.from:whole.to] {
			if utf8.RuneCountInString(text[whole.from:whole.from+i]) > excerptFits-10 {
				break
			}
			best.to = whole.from + i
		}
	}
	return best
}

// sentences cuts a text at its lines and at what ends a sentence.
func sentences(text string) []stretch {
	var list []stretch
	from := 0
	end := func(to int) {
		if strings.TrimSpace(text[from:to]) != "" {
			list = append(list, stretch{from, to})
		}
	}
	for i, c := range text {
		switch {
		case c == '\n':
			end(i)
			from = i + 1
		case c == ' ' && i > from && strings.ContainsRune(".!?", rune(text[i-1])) && begins(text[i+1:]):
			end(i)
			from = i + 1
		}
	}
	end(len(text))
	return list
}

// begins tells whether a sentence begins here: a capital, or a mark that opens one.
func begins(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(c) || strings.ContainsRune("¿¡«“(", c)
}

// cut gives a stretch of a text as runs.
func cut(text string, at stretch, spots []spot, marks []int) []Run {
	var list []Run
	from := at.from
	add := func(to int, mark bool) {
		if to > from {
			list = append(list, Run{typeset(text[from:to]), mark})
		}
		from = to
	}
	for i, spot := range spots {
		if marks[i] >= 0 && int(spot.from) >= from && int(spot.to) <= at.to {
			add(int(spot.from), false)
			add(int(spot.to), true)
		}
	}
	add(at.to, false)
	return list
}

// typeset puts lines in a row, and back the narrow spaces that no line may end at.
func typeset(text string) string { return typesetter.Replace(text) }

var typesetter = strings.NewReplacer(
	" ;\n", "\u202f; ", " :\n", "\u202f: ", " !\n", "\u202f! ", " ?\n", "\u202f? ", " »\n", "\u202f» ",
	":\n", ": ", ".\n", ". ", "?\n", "? ", "!\n", "! ", ";\n", "; ", "\n", " · ",
	" ;", "\u202f;", " :", "\u202f:", " !", "\u202f!", " ?", "\u202f?", " »", "\u202f»", "« ", "«\u202f",
)
