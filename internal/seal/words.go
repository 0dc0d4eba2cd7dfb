package seal

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed words/words.*.txt
var wordFiles embed.FS

// Languages lists the languages that have a word list, in the order in which they are tried.
func Languages() []string { return []string{"en", "fr", "es"} }

// WordList is a language's BIP-39 list as it is served: 2048 words, NFC, one a line. A
// language without a list gives "".
func WordList(language string) string {
	text, err := wordFiles.ReadFile("words/words." + language + ".txt")
	if err != nil {
		return ""
	}
	return string(text)
}

// list is one language's words: as written, and folded, each in the list's order.
type list struct {
	language string
	words    []string
	folded   []string
}

var lists = sync.OnceValue(func() []list {
	var all []list
	for _, language := range Languages() {
		l := list{language: language, words: strings.Fields(WordList(language))}
		for _, w := range l.words {
			l.folded = append(l.folded, fold(w))
		}
		all = append(all, l)
	}
	return all
})

func listOf(language string) (list, bool) {
	i := slices.IndexFunc(lists(), func(l list) bool { return l.language == language })
	if i < 0 {
		return list{}, false
	}
	return lists()[i], true
}

// find gives the place of a word that somebody typed (folded), and whether it is the
// whole word. Four letters are enough where only one word begins with them.
func (l list) find(typed string) (place int, whole, ok bool) {
	if i := slices.Index(l.folded, typed); i >= 0 {
		return i, true, true
	}
	if utf8.RuneCountInString(typed) < 4 {
		return 0, false, false
	}
	place = -1
	for i, w := range l.folded {
		if !strings.HasPrefix(w, typed) {
			continue
		}
		if place >= 0 {
			return 0, false, false
		}
		place = i
	}
	return place, false, place >= 0
}

// fold makes case and accents not matter: NFKD, marks dropped, lower case.
func fold(word string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(word))
	return plain
}

// typedWords cuts text at everything that is not a letter, so that numbering, commas and
// line breaks around the words do no harm.
func typedWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r)
	})
}
