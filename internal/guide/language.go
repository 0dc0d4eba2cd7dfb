package guide

import (
	"math"
	"unicode"

	"fairlead/internal/portal"
)

// tongues recognises which of the pack's languages a text is in. It learns from the pack's
// own texts and examples.
type tongues struct {
	languages []string
	known     []map[string]bool // the words of a language
	grams     []map[string]float64
	unseen    []float64
}

// foreign: a text of at least so many words, of which a language knows less than so many,
// is in none of them.
const (
	fewLetters = 4 // bytes; a shorter text is of no language
	fewWords   = 4
	knownShare = 0.5
)

func newTongues(languages []string, texts map[string][]string) *tongues {
	t := &tongues{languages: languages}
	for _, language := range languages {
		known, count, all := map[string]bool{}, map[string]float64{}, 0.0
		for _, text := range texts[language] {
			for _, w := range tokens(text, "") {
				known[w.word] = true
				for _, g := range threes(w.word) {
					count[g]++
					all++
				}
			}
		}
		grams := make(map[string]float64, len(count))
		for g, n := range count {
			grams[g] = math.Log((n + 0.3) / (all + 6000))
		}
		t.known = append(t.known, known)
		t.grams = append(t.grams, grams)
		t.unseen = append(t.unseen, math.Log(0.3/(all+6000)))
	}
	return t
}

func threes(word string) []string {
	padded := "<" + word + ">"
	var list []string
	for i := 0; i+3 <= len(padded); i++ {
		list = append(list, padded[i:i+3])
	}
	return list
}

// of gives the language of a text, and whether it is one of the pack's at all. Where a text
// is too short to tell, it is the one that is asked for: that of the page.
func (t *tongues) of(text, page string) (language string, ours bool) {
	words := tokens(text, "")
	scores, share := make([]float64, len(t.languages)), make([]float64, len(t.languages))
	best := 0
	for i := range t.languages {
		for _, w := range words {
			if t.known[i][w.word] {
				share[i] += 1 / float64(len(words))
				scores[i] += 1.5
			}
			for _, g := range threes(w.word) {
				if p, ok := t.grams[i][g]; ok {
					scores[i] += p
				} else {
					scores[i] += t.unseen[i]
				}
			}
		}
		if t.languages[i] == page {
			scores[i] += 1 // where nothing else tells
		}
		if scores[i] > scores[best] {
			best = i
		}
	}
	most := 0.0
	for _, s := range share {
		most = max(most, s)
	}
	if most < knownShare && (len(words) >= fewWords || otherScript(text)) {
		return page, false
	}
	if most < knownShare || len(text) < fewLetters {
		return page, true
	}
	return t.languages[best], true
}

// otherScript tells whether most letters of a text are of another script than Latin.
func otherScript(text string) bool {
	latin, other := 0, 0
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Latin, c):
			latin++
		case unicode.IsLetter(c):
			other++
		}
	}
	return other > latin
}

// spoken are texts of each language, to know it by: all that the pack says, and of the
// examples one in so many.
func spoken(pack *portal.Pack, passages []Passage, oneIn int) map[string][]string {
	texts := map[string][]string{}
	for _, p := range passages {
		texts[p.Language] = append(texts[p.Language], p.Title+" "+p.Heading+" "+p.Text)
	}
	for language, words := range pack.Guide.Words {
		for i := 0; i < len(words.Examples); i += oneIn {
			texts[language] = append(texts[language], words.Examples[i].Text)
		}
		for _, c := range words.Concepts {
			texts[language] = append(texts[language], c.Words...)
		}
	}
	return texts
}
