package guide

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What it takes for a passage to support a sentence: so many of its content words, and of
// them at least so many.
const (
	sharedPart  = 0.7
	sharedLeast = 3
)

// supports tells whether a passage says what a sentence says, as far as words can tell: it
// has most of its content words; each figure, day, name and address stands in it, and
// figures beside the same words; and where it says most of it, it is denied or demanded
// there as here. What it cannot see is a sentence that puts the same words together to
// another sense; that is why the passages stand beside it.
func supports(p Passage, sentence, language string) bool {
	text := p.Title + ". " + p.Heading + ".\n" + p.Text
	there, here := tokens(text, language), tokens(sentence, language)
	return shares(there, here, language) && exact(there, here, language) &&
		named(there, sentence, here) && addressed(text, sentence) && sameSense(text, sentence, here, language)
}

func stemsOf(words []token) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w.stem] = true
	}
	return set
}

// contents are the different stems of a text that say something by themselves.
func contents(words []token, language string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		if !fillers[language][w.word] && utf8.RuneCountInString(w.word) > 1 {
			set[w.stem] = true
		}
	}
	return set
}

func common(a, b map[string]bool) int {
	n := 0
	for stem := range a {
		if b[stem] {
			n++
		}
	}
	return n
}

func shares(there, here []token, language string) bool {
	own := contents(here, language)
	n := common(own, stemsOf(there))
	return n >= sharedLeast && float64(n) >= sharedPart*float64(len(own))
}

// exact: figures, days, months and measures stand in the passage, and two of them in a row
// ("60 days", "10 June 2026") in the same row.
func exact(there, here []token, language string) bool {
	rows := map[[2]string]bool{}
	for i := range there {
		rows[[2]string{"", there[i].stem}] = true
		if i > 0 {
			rows[[2]string{there[i-1].stem, there[i].stem}] = true
		}
	}
	before := ""
	for _, w := range here {
		if !strict(w, language) {
			before = ""
			continue
		}
		if !rows[[2]string{before, w.stem}] {
			return false
		}
		before = w.stem
	}
	return true
}

func strict(w token, language string) bool {
	return measures[language][w.stem] || strings.ContainsFunc(w.word, unicode.IsDigit)
}

// named: every word with a capital, but for the first, stands in the passage.
func named(there []token, sentence string, here []token) bool {
	stems := stemsOf(there)
	for i, w := range here {
		first, _ := utf8.DecodeRuneInString(sentence[w.from:])
		if i > 0 && unicode.IsUpper(first) && !stems[w.stem] {
			return false
		}
	}
	return true
}

var reached = regexp.MustCompile(`\S*@\S*|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:/\S*)?`)

// addressed: every address, and all that is written like one, is one of the passage's,
// letter by letter and from end to end.
func addressed(text, sentence string) bool {
	there := addresses(text)
	return !slices.ContainsFunc(addresses(sentence), func(one string) bool { return !slices.Contains(there, one) })
}

func addresses(text string) []string {
	list := reached.FindAllString(text, -1)
	for i := range list {
		list[i] = strings.Trim(list[i], ".,;:!?()\"'“”‘’«»/")
	}
	return list
}

// sameSense: of the passage's sentences that share most with this one, one is denied as this
// one is, goes without as this one does, demands if this one does, and is as sure.
func sameSense(text, sentence string, here []token, language string) bool {
	own, most, agreed := contents(here, language), 0, false
	for _, s := range sentencesOf(text) {
		words := tokens(s, language)
		n := common(own, stemsOf(words))
		if n > most {
			most, agreed = n, false
		}
		agreed = agreed || n == most && agrees(words, here, language) && vouched(s, sentence, words, here, language)
	}
	return agreed
}

func agrees(there, here []token, language string) bool {
	same := func(list map[string]bool) bool { return oneOf(there, list) == oneOf(here, list) }
	return same(denials[language]) && same(lacks[language]) && (!oneOf(here, duties[language]) || oneOf(there, duties[language]))
}

// oneOf tells whether words hold one of a list, or two in a row that are one ("have to").
func oneOf(words []token, list map[string]bool) bool {
	for i, w := range words {
		if list[w.word] || i > 0 && list[words[i-1].word+" "+w.word] {
			return true
		}
	}
	return false
}
