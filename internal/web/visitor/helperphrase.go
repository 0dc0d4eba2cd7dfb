package visitor

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"fairlead/internal/guide"
	"fairlead/internal/seal"

	"golang.org/x/text/unicode/norm"
)

// fewPhraseWords in a row from one list are somebody's 12 words, one of them mistyped or
// left out: no sentence goes so far without a word such as "the", which no list has.
const fewPhraseWords = 10

var phraseWord = regexp.MustCompile(`[\p{L}\p{M}]+`)

// phraseLists are the beginnings by which the words of each list are told apart.
var phraseLists = sync.OnceValue(func() []map[string]bool {
	var lists []map[string]bool
	for _, language := range seal.Languages() {
		list := map[string]bool{}
		for word := range strings.FieldsSeq(seal.WordList(language)) {
			list[wordBegins(word)] = true
		}
		lists = append(lists, list)
	}
	return lists
})

// wordBegins is the first four letters of a word, without capitals and accents.
func wordBegins(word string) string {
	plain := strings.Map(func(c rune) rune {
		if unicode.IsMark(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, norm.NFKD.String(word))
	if runes := []rune(plain); len(runes) > 4 {
		return string(runes[:4])
	}
	return plain
}

// withoutPhrase masks the 12 words of a mailbox, which some will type where they are told not
// to.
func withoutPhrase(text string) string {
	words := phraseWord.FindAllStringIndex(text, -1)
	for _, list := range phraseLists() {
		run := 0
		for i := len(words) - 1; i >= -1; i-- {
			if i >= 0 && list[wordBegins(text[words[i][0]:words[i][1]])] {
				run++
				continue
			}
			if run >= fewPhraseWords {
				from, to := words[i+1][0], words[i+run][1]
				return withoutPhrase(text[:from] + guide.Masked + text[to:])
			}
			run = 0
		}
	}
	return text
}
