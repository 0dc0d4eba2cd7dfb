package guide

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/spanish"
	"golang.org/x/text/unicode/norm"
)

// token is a word of a text: folded, stemmed, and where it stands.
type token struct {
	word, stem string
	from, to   int // bytes of the text
}

// longestWord bounds a word, in bytes, as it is written and folded: a single sign can unfold to
// a whole sentence. What is longer is none.
const longestWord = 60

// fold takes capitals and accents away, as people do on a telephone.
func fold(word string) string {
	plain := true
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf || word[i] >= 'A' && word[i] <= 'Z' {
			plain = false
		}
	}
	if plain {
		return word
	}
	var out strings.Builder
	for _, c := range norm.NFKD.String(strings.ToLower(word)) {
		switch {
		case unicode.Is(unicode.Mn, c):
		case c == 'œ':
			out.WriteString("oe")
		case c == 'æ':
			out.WriteString("ae")
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}

// tokens cuts a text into words. An apostrophe ends a word in every language: "l'office"
// is two, and so is "don't", the same way in texts and questions.
func tokens(text, language string) []token {
	var list []token
	stem := stems[language]
	from := -1
	end := func(at int) {
		if from >= 0 && at-from <= longestWord {
			if word := fold(text[from:at]); len(word) <= longestWord {
				list = append(list, token{word, stemmed(word, stem), from, at})
			}
		}
		from = -1
	}
	for i, c := range text {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c) {
			if from < 0 {
				from = i
			}
			continue
		}
		end(i)
	}
	end(len(text))
	return list
}

var stems = map[string]func(*snowballstem.Env) bool{
	"en": english.Stem, "fr": french.Stem, "es": spanish.Stem,
}

func stemmed(word string, stem func(*snowballstem.Env) bool) string {
	if stem == nil || len(word) < 4 {
		return word
	}
	env := snowballstem.NewEnv(word)
	stem(env)
	return env.Current()
}
