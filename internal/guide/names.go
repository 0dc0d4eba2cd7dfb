package guide

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// names finds the names in a text.
func (m *Mask) names(text string) []found {
	words := writtenOf(text)
	smalls, capitals := map[string]bool{}, 0
	for _, w := range words {
		switch {
		case !w.capital && !w.allCaps:
			smalls[w.fold] = true
		case !w.beginning && !m.capitals[w.fold]:
			capitals++
		}
	}
	n := naming{m, words, smalls}
	var list []found
	for i := 0; i < len(words); i++ {
		from, to := n.called(i)
		if to == from && (len(words) < 6 || capitals*2 <= len(words)) { // not where every word has one
			from, to = n.capital(i)
		}
		if to > from {
			list = append(list, found{words[from].from, words[to-1].to, "name"})
			i = to - 1
		}
	}
	return list
}

// naming is one search for names.
type naming struct {
	*Mask
	words  []written
	smalls map[string]bool // words that the text itself writes small
}

// plain says that a word is known to be no name. Of what a title or an introduction comes
// before, only the list of capitals knows better.
func (n naming) plain(w written) bool {
	return n.capitals[w.fold] || titles[w.fold] || n.smalls[w.fold] || n.vocabulary[w.fold] || hyphened(w.fold, n.capitals)
}

func hyphened(word string, list map[string]bool) bool {
	parts := strings.Split(word, "-")
	return len(parts) > 1 && !slices.ContainsFunc(parts, func(part string) bool { return !list[part] })
}

// called finds a name after a title or an introduction that ends just before the word.
func (n naming) called(i int) (from, to int) {
	if i == 0 {
		return i, i
	}
	w, before := n.words[i], n.words[i-1]
	title := ofInitial.MatchString(w.gap) && (titles[before.fold] || before.fold == "m" && before.capital && strings.HasPrefix(w.gap, "."))
	introduced := n.after(i, introduces)
	small := introduced || ofInitial.MatchString(w.gap) && plainly[before.fold]
	switch {
	case !title && !small && !n.after(i, calls) || n.capitals[w.fold]:
		return i, i
	case w.capital || w.allCaps && !title:
		return i, n.run(i)
	case !small || !n.unusual(i):
		return i, i
	}
	if to = n.run(i); introduced && to == i+1 && to < len(n.words) && ofSpace.MatchString(n.words[to].gap) && n.unusual(to) {
		to++ // and the name of the family, as small
	}
	return i, to
}

// unusual says of a word that is written small that it could be a name.
func (n naming) unusual(i int) bool {
	w := n.words[i]
	return !stops[w.fold] && !n.capitals[w.fold] && !n.vocabulary[w.fold] && !w.allCaps && utf8.RuneCountInString(w.fold) > 1
}

// after says whether the words before this one are one of these rows.
func (n naming) after(i int, rows [][]string) bool {
	if !ofSpace.MatchString(n.words[i].gap) && n.words[i].gap != ": " {
		return false
	}
	return slices.ContainsFunc(rows, func(row []string) bool {
		if i < len(row) {
			return false
		}
		for k, word := range row {
			if n.words[i-len(row)+k].fold != word {
				return false
			}
		}
		return true
	})
}

// capital finds a name by its capital: within a sentence; at its beginning only where the
// pack's own words are known, and another name or what people do comes after it.
func (n naming) capital(i int) (from, to int) {
	w := n.words[i]
	if !w.capital || n.plain(w) {
		return i, i
	}
	one := utf8.RuneCountInString(w.fold) == 1
	if to = n.run(i); one && (to == i+1 || !strings.HasPrefix(n.words[i+1].gap, ".")) {
		return i, i
	}
	if !w.beginning || n.vocabulary != nil && !compound.MatchString(w.fold) && (to > i+1 || to < len(n.words) && ofSpace.MatchString(n.words[to].gap) && acts[n.words[to].fold]) {
		return i, to
	}
	return i, i
}

// run gives the end of a name that begins with this word: more words with a capital, small
// words between them.
func (n naming) run(i int) int {
	end := i + 1
	for k := i + 1; k < len(n.words); k++ {
		w := n.words[k]
		initial := utf8.RuneCountInString(n.words[k-1].fold) == 1
		switch {
		case !ofName.MatchString(w.gap) || strings.HasPrefix(w.gap, ".") && !initial:
			return end
		case (w.capital || w.allCaps && len(w.fold) > 2) && !n.capitals[w.fold] && !n.smalls[w.fold] && (utf8.RuneCountInString(w.fold) > 1 || followed(n.words, k)):
			end = k + 1
		case !particles[w.fold] || w.gap == "'" || w.gap == "’":
			return end
		}
	}
	return end
}

// followed tells a letter that is part of a name: "J. Miller", "O’Brien".
func followed(words []written, k int) bool {
	if k+1 >= len(words) {
		return false
	}
	next := words[k+1]
	return strings.HasPrefix(next.gap, ".") || next.capital && (next.gap == "'" || next.gap == "’")
}
