package guide

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is one of a model's, which a passage supports.
type Sentence struct {
	Text  string
	Cites []int // the passages that support it, counted from 1
}

var (
	// cited is a mark such as [1] or [1, 2].
	cited = regexp.MustCompile(`\s*\[\d{1,2}(?:\s*,\s*\d{1,2})*\]`)
	// ending is where a sentence ends, with the marks that may stand behind the full stop.
	ending = regexp.MustCompile(`[.!?…]+["”»’)]*(?:\s*\[\d{1,2}(?:\s*,\s*\d{1,2})*\])*(?:\s+|$)`)
	// dressed is what plain text does not have: tags, entities, code, emphasis, lists,
	// headings, links to follow.
	dressed = regexp.MustCompile("(?mi)[<>{}|\\\\^~`*_]|&#?\\w+;|\\]\\(|^\\s*(?:[-•#–+]|\\d{1,2}[.)]\\s)|\\b[a-z][a-z0-9+.-]*://|\\bwww\\.|\\b(?:mailto|javascript|data|tel):\\S")
	figures = regexp.MustCompile(`\d{1,2}`)
)

// plainText tells whether a text is nothing but text: no markup, no links, no signs that
// nobody sees.
func plainText(text string) bool {
	hidden := func(c rune) bool { return unicode.Is(unicode.C, c) && c != '\n' && c != '\r' && c != '\t' }
	return utf8.ValidString(text) && !dressed.MatchString(text) && !strings.ContainsFunc(text, hidden)
}

func uncited(text string) string { return cited.ReplaceAllString(text, "") }

// sentencesOf cuts a text. A full stop ends a sentence where the next word could begin one,
// so that "No. 5" and "e.g. this" stay whole.
func sentencesOf(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		from := 0
		for _, at := range ending.FindAllStringIndex(line, -1) {
			next, _ := utf8.DecodeRuneInString(line[at[1]:])
			if at[1] < len(line) && !unicode.IsUpper(next) && !strings.ContainsRune("¿¡«“\"(", next) {
				continue
			}
			list = append(list, strings.TrimSpace(line[from:at[1]]))
			from = at[1]
		}
		list = append(list, strings.TrimSpace(line[from:]))
	}
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// Supported gives the sentences of a model's answer that one of the passages they cite
// supports. Each stands alone: one that another sentence would have to explain is lost with
// it, and so is one that was cut off.
func Supported(said, language string, passages []Passage) []Sentence {
	var list []Sentence
	for _, raw := range sentencesOf(said) {
		s := Sentence{Text: strings.Join(strings.Fields(uncited(raw)), " ")}
		if !whole(s.Text) || judges(s.Text, language) || accuses(s.Text, language) {
			continue
		}
		known := true
		for _, n := range numbersOf(raw) {
			if known = known && n >= 1 && n <= len(passages); !known {
				break
			}
			if !slices.Contains(s.Cites, n) && supports(passages[n-1], s.Text, language) {
				s.Cites = append(s.Cites, n)
			}
		}
		if known && len(s.Cites) > 0 && len(list) < maxSentences {
			list = append(list, s)
		}
	}
	return list
}

func numbersOf(raw string) []int {
	var list []int
	for _, mark := range cited.FindAllString(raw, -1) {
		for _, figure := range figures.FindAllString(mark, -1) {
			n, _ := strconv.Atoi(figure)
			list = append(list, n)
		}
	}
	return list
}

// whole tells whether a sentence has its beginning and its end, and no brackets that mean
// something else.
func whole(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	begins := unicode.IsUpper(first) || unicode.IsDigit(first) || strings.ContainsRune("¿¡«“\"(", first)
	ends := strings.TrimRight(text, "\"”»’) ")
	return begins && ends != "" && strings.ContainsRune(".!?…", lastOf(ends)) && !strings.ContainsAny(text, "[]")
}

func lastOf(text string) rune {
	last, _ := utf8.DecodeLastRuneInString(text)
	return last
}
