package guide

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"fairlead/internal/portal"
)

// shelf is what a search looks through in one language. It knows where each word stands,
// which an index for questions does not: so it can say which typing error it forgave, take
// the beginning of a word for the word, and mark what was found.
type shelf struct {
	language string
	sheets   []sheet
	stems    map[string]int32 // of the texts
	hollow   map[int32]bool   // those of words that say nothing
	mentions [][]mention      // by stem
	words    []known          // of texts and concepts, in the order of their letters
	ideas    *concepts
	phrases  map[string][][]int32 // concept -> the ways in which the texts say it
	told     map[string][]mention // by concept
}

// sheet is one text on the shelf.
type sheet struct {
	Passage
	address string
	worth   float64 // beside others that fit as well
	fields  [3][]spot
}

// The fields of a sheet, and what a word counts in each.
const (
	inTitle = iota
	inHeading
	inText
)

var fieldWorth = [3]float64{0.6, 2.2, 1}

// firstWords is what a title counts beside the page's first words, which are about all of it.
const firstWords = 2

// spot is where a word stands in a field.
type spot struct {
	stem     int32
	from, to int32 // bytes
}

// mention is how much a text speaks of a word, 0 to 1.
type mention struct {
	place  int32
	weight float32
}

// known is a word of the texts or of the pack's concepts.
type known struct {
	word, stem string
	shown      string // as it stands in the texts, or in the concepts
	count      int    // in the texts
}

func newShelf(language string, sheets []sheet, ideas []portal.Concept) *shelf {
	ideas = speaking(ideas, language)
	s := &shelf{
		language: language, sheets: sheets, ideas: newConcepts(ideas, language),
		stems: map[string]int32{}, hollow: map[int32]bool{}, phrases: map[string][][]int32{}, told: map[string][]mention{},
	}
	words := map[string]map[string]int{} // word -> as it stands -> how often
	for i := range s.sheets {
		s.add(i, words)
	}
	for _, idea := range ideas { // what people say and the texts do not
		for _, phrase := range idea.Words {
			for _, t := range tokens(phrase, language) {
				note(words, t.word, phrase[t.from:t.to], 0)
			}
		}
	}
	for word, forms := range words {
		s.words = append(s.words, newKnown(word, forms, language))
	}
	slices.SortFunc(s.words, func(a, b known) int { return strings.Compare(a.word, b.word) })
	s.ways()
	return s
}

// speaking leaves out what says nothing in a text, though it may in a question: a phrase of
// such words alone, or of what cannot be told from them.
func speaking(ideas []portal.Concept, language string) []portal.Concept {
	hollow := map[string]bool{}
	for word := range fillers[language] {
		hollow[stemmed(word, stems[language])] = true
	}
	list := make([]portal.Concept, len(ideas))
	for i, idea := range ideas {
		list[i].ID = idea.ID
		for _, phrase := range idea.Words {
			if slices.ContainsFunc(tokens(phrase, language), func(t token) bool { return !hollow[t.stem] }) {
				list[i].Words = append(list[i].Words, phrase)
			}
		}
	}
	return list
}

// add places a sheet.
func (s *shelf) add(place int, words map[string]map[string]int) {
	sheet := &s.sheets[place]
	counts, spoken := map[int32]float64{}, map[string]float64{}
	length := 0
	for field, text := range []string{sheet.Title, sheet.Heading, sheet.Text} {
		worth := fieldWorth[field]
		if field == inTitle && sheet.Anchor == "" {
			worth = firstWords
		}
		list := tokens(text, s.language)
		length += len(list)
		for _, t := range list {
			stem := s.stem(t.stem)
			counts[stem] += worth
			sheet.fields[field] = append(sheet.fields[field], spot{stem, int32(t.from), int32(t.to)})
			s.hollow[stem] = s.hollow[stem] || s.empty(t.word)
			note(words, t.word, text[t.from:t.to], 1)
		}
		for _, idea := range s.ideas.in(list) {
			spoken[idea] += worth
		}
	}
	for stem, count := range counts {
		s.mentions[stem] = append(s.mentions[stem], mention{int32(place), saturated(count, length)})
	}
	for idea, count := range spoken {
		s.told[idea] = append(s.told[idea], mention{int32(place), saturated(count, length)})
	}
}

// saturated lets a word's second mention count less than its first, and more in a short text.
func saturated(count float64, length int) float32 {
	const usual = 90 // words of a text
	return float32(count / (count + 0.9*(0.6+0.4*float64(length)/usual)))
}

func (s *shelf) stem(stem string) int32 {
	id, ok := s.stems[stem]
	if !ok {
		id = int32(len(s.mentions))
		s.stems[stem], s.mentions = id, append(s.mentions, nil)
	}
	return id
}

func note(words map[string]map[string]int, word, shown string, n int) {
	if words[word] == nil {
		words[word] = map[string]int{}
	}
	words[word][strings.ToLower(shown)] += n
}

// newKnown shows a word as it stands most often.
func newKnown(word string, forms map[string]int, language string) known {
	k := known{word: word, stem: stemmed(word, stems[language])}
	best := -1
	for shown, n := range forms {
		k.count += n
		if n > best || n == best && cmp.Less(shown, k.shown) {
			best, k.shown = n, shown
		}
	}
	return k
}

// ways notes how the texts can say each concept.
func (s *shelf) ways() {
	for key, ideas := range s.ideas.byStems {
		var phrase []int32
		for stem := range strings.SplitSeq(key, " ") {
			id, ok := s.stems[stem]
			if !ok {
				phrase = nil
				break
			}
			phrase = append(phrase, id)
		}
		for _, idea := range ideas {
			if phrase != nil {
				s.phrases[idea] = append(s.phrases[idea], phrase)
			}
		}
	}
}

// rarity is what it says that a word stands in a text: much, if few have it.
func (s *shelf) rarity(texts int) float64 {
	return math.Log(1 + (float64(len(s.sheets))-float64(texts)+0.5)/(float64(texts)+0.5))
}

// scored is a text, by its place on the shelf, and how well it fits.
type scored struct {
	place int
	score float64
}
