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

// fewPhraseWords of one list in a row, with at most one other word among them, are somebody's
// 12 words, one of them mistyped or left out: no sentence goes so far without words such as
// "the", which no list has. By their beginnings alone sentences go further, so none may be
// another.
const fewPhraseWords = 11

var phraseWord = regexp.MustCompile(`[\p{L}\p{M}]+`)

// phraseLists are the words of each list, and the beginnings by which they are told apart.
var phraseLists = sync.OnceValue(func() (lists []phraseList) {
	for _, language := range seal.Languages() {
		list := phraseList{map[string]bool{}, map[string]bool{}}
		for word := range strings.FieldsSeq(seal.WordList(language)) {
			list.words[wordPlain(word)], list.begins[wordBegins(wordPlain(word))] = true, true
		}
		lists = append(lists, list)
	}
	return lists
})

type phraseList struct{ words, begins map[string]bool }

// wordPlain is a word without capitals and accents.
func wordPlain(word string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsMark(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, norm.NFKD.String(word))
}

// wordBegins is the first four letters of a plain word.
func wordBegins(plain string) string {
	if runes := []rune(plain); len(runes) > 4 {
		return string(runes[:4])
	}
	return plain
}

// withoutPhrase masks the 12 words of a mailbox, which some will type where they are told not
// to.
func withoutPhrase(text string) string {
	at := phraseWord.FindAllStringIndex(text, -1)
	words := make([]string, len(at))
	for i := range at {
		words[i] = wordPlain(text[at[i][0]:at[i][1]])
	}
	for _, list := range phraseLists() { // nobody has words of two
		whole, begun := make([]bool, len(words)), make([]bool, len(words))
		for i, word := range words {
			whole[i], begun[i] = list.words[word], list.begins[wordBegins(word)]
		}
		rows := phraseRows(whole, 1)
		if len(rows) == 0 {
			rows = phraseRows(begun, 0)
		}
		if len(rows) > 0 {
			var out strings.Builder
			end := 0
			for _, row := range rows {
				out.WriteString(text[end:at[row[0]][0]] + guide.Masked)
				end = at[row[1]][1]
			}
			return out.String() + text[end:]
		}
	}
	return text
}

// phraseRows gives the first and the last word of each row that may be a phrase, with so many
// others at most among its words. It looks at each word a few times, however long a text is.
func phraseRows(known []bool, others int) (rows [][2]int) {
	for i := 0; i < len(known); i++ {
		n, left, last := 0, others, i
		for k := i; k < len(known) && known[i]; k++ {
			if known[k] {
				n, last = n+1, k
			} else if left--; left < 0 || n >= fewPhraseWords {
				break
			}
		}
		if n >= fewPhraseWords {
			rows = append(rows, [2]int{i, last})
			i = last
		}
	}
	return rows
}
