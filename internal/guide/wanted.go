package guide

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wanted is what a search looks for.
type wanted struct {
	slots   []slot
	instead string // the text with its typing errors forgiven, or ""
	unknown int    // words that were not known as they were typed
}

// slot is one word that is looked for, and all that counts as it.
type slot struct {
	at    int               // its place among the words typed
	stems map[int32]float64 // what each counts
	ideas []string          // concepts that it belongs to
	worth float64           // how much it says
}

// What counts beside the word itself.
const (
	maxSlots    = 24
	asBeginning = 0.7 // a word that begins with what was typed
	besides     = 0.3 // the same, where what was typed is a word itself
	asIdea      = 0.4 // another word for it
	asForgiven  = 0.6 // the word that was probably meant
	mostBegin   = 40  // words that one beginning may stand for
)

// known says that every word was found as it was typed.
func (w wanted) known() bool { return w.unknown == 0 && len(w.slots) > 0 }

// read takes a text apart. The last word, if nothing follows it, may be a beginning.
func (s *shelf) read(text string) wanted {
	all := tokens(text, s.language)
	w, weight := wanted{}, make([]float64, len(all))
	content := s.content(all, text)
	var meant []int
	for _, i := range content {
		t := all[i]
		weight[i] = 1
		if s.knows(t) || t.to == len(text) && len(s.begin(t.word)) > 0 {
			continue
		}
		w.unknown++
		if k, ok := s.nearest(t.word); ok {
			all[i].word, all[i].stem, weight[i] = k.word, k.stem, asForgiven
			meant = append(meant, i)
		}
	}
	w.instead = s.corrected(text, all, meant)
	for _, i := range content {
		found := s.slot(all[i], all[i].to == len(text) && weight[i] == 1, weight[i])
		if slices.ContainsFunc(w.slots, found.same) {
			continue
		}
		found.at = i
		found.ideas = s.ideasAt(all, i)
		found.worth = s.worth(found)
		w.slots = append(w.slots, found)
	}
	return w
}

func (a slot) same(b slot) bool {
	if len(a.stems) == 0 || len(a.stems) != len(b.stems) {
		return false
	}
	for stem := range a.stems {
		if _, ok := b.stems[stem]; !ok {
			return false
		}
	}
	return true
}

// content gives the places of the words that say something. Where none does, the last one
// may be the beginning of one that does.
func (s *shelf) content(all []token, text string) []int {
	var list []int
	for i, t := range all {
		if !s.empty(t.word) {
			list = append(list, i)
		}
	}
	if last := len(all) - 1; len(list) == 0 && last >= 0 && all[last].to == len(text) {
		list = append(list, last)
	}
	return list[:min(len(list), maxSlots)]
}

// empty tells of a word that it says nothing by itself.
func (s *shelf) empty(word string) bool { return fillers[s.language][word] }

func (s *shelf) knows(t token) bool {
	if _, ok := s.stems[t.stem]; ok {
		return true
	}
	i, ok := slices.BinarySearchFunc(s.words, t.word, func(k known, word string) int { return strings.Compare(k.word, word) })
	return ok && s.words[i].count == 0 || len(s.ideas.byStems[t.stem]) > 0
}

func (s *shelf) slot(t token, begins bool, weight float64) slot {
	found := slot{stems: map[int32]float64{}}
	beginning := asBeginning
	if stem, ok := s.stems[t.stem]; ok && !s.empty(t.word) {
		found.stems[stem], beginning = weight, besides
	}
	if !begins {
		return found
	}
	for _, k := range s.begin(t.word) {
		if stem, ok := s.stems[k.stem]; ok {
			found.stems[stem] = max(found.stems[stem], beginning)
		}
	}
	return found
}

// begin gives the words of the texts that begin so, the commonest ones if there are many.
func (s *shelf) begin(typed string) []known {
	if utf8.RuneCountInString(typed) < 2 {
		return nil
	}
	from, _ := slices.BinarySearchFunc(s.words, typed, func(k known, word string) int { return strings.Compare(k.word, word) })
	var list []known
	for _, k := range s.words[from:] {
		if !strings.HasPrefix(k.word, typed) {
			break
		}
		if k.count > 0 && !s.empty(k.word) {
			list = append(list, k)
		}
	}
	if len(list) > mostBegin {
		slices.SortStableFunc(list, func(a, b known) int { return b.count - a.count })
		list = list[:mostBegin]
	}
	return list
}

// ideasAt gives the concepts that a word belongs to, alone or with those beside it.
func (s *shelf) ideasAt(all []token, at int) []string {
	var list []string
	for from := max(0, at-s.ideas.longest+1); from <= at; from++ {
		for to := at + 1; to <= min(len(all), from+s.ideas.longest); to++ {
			for _, idea := range s.ideas.byStems[joined(all[from:to])] {
				if !slices.Contains(list, idea) {
					list = append(list, idea)
				}
			}
		}
	}
	return list
}

// worth is how much the finding of a word says.
func (s *shelf) worth(found slot) float64 {
	most := 0.0
	for stem := range found.stems {
		most = max(most, s.rarity(len(s.mentions[stem])))
	}
	for _, idea := range found.ideas {
		most = max(most, asIdea*s.rarity(len(s.told[idea])))
	}
	if most == 0 {
		return s.rarity(0) / 2 // a word that nothing has: those that have the others still miss it
	}
	return most
}

// corrected is the text with the words that were meant in the place of those typed.
func (s *shelf) corrected(text string, list []token, meant []int) string {
	if len(meant) == 0 {
		return ""
	}
	var out strings.Builder
	at := 0
	for _, i := range meant {
		t := list[i]
		k, _ := slices.BinarySearchFunc(s.words, t.word, func(k known, word string) int { return strings.Compare(k.word, word) })
		out.WriteString(text[at:t.from] + s.words[k].shown)
		at = t.to
	}
	out.WriteString(text[at:])
	return strings.TrimFunc(out.String(), unicode.IsSpace)
}
