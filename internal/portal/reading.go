package portal

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// oldest is the highest reading age, in years, that a form's texts may ask for.
const oldest = 14.0

// readingAges measures what a person must read to fill in a form, all of it together. Only
// English has a formula here that gives an age.
func (r *reader) readingAges() {
	for _, id := range r.under("en/forms", ".json") {
		text, ok := r.pack.texts["en"][id]
		if !ok {
			continue
		}
		if age := readingAge(r.formProse("en", id, text)); age > oldest {
			r.note("en/forms/"+id+".json", 0, "the form's texts ask for a reading age of %.1f years, at most %.0f is meant: shorter sentences and shorter words help", age, oldest)
		}
	}
}

// formProse is everything a form says, a sentence a line.
func (r *reader) formProse(code, id string, text FormText) string {
	lines := []string{text.Title, text.Short}
	if intro := r.docs[code]["form/"+id]; intro != nil {
		lines = append(lines, intro.prose()...)
	}
	return strings.Join(append(lines, fieldProse(text.Fields)...), "\n")
}

func fieldProse(fields map[string]FieldText) []string {
	var lines []string
	for _, text := range fields {
		lines = append(lines, text.Label, text.Hint)
		for _, option := range text.Options {
			lines = append(lines, option)
		}
		lines = append(lines, fieldProse(text.Fields)...)
	}
	return lines
}

// prose is a text without its marks, a block a line.
func (d *document) prose() []string {
	var lines []string
	block := func(node ast.Node) {
		_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n.Kind() {
			case ast.KindParagraph, ast.KindTextBlock, ast.KindHeading:
				if entering {
					lines = append(lines, words(n, d.source))
				}
				return ast.WalkSkipChildren, nil
			}
			return ast.WalkContinue, nil
		})
	}
	for _, node := range d.lead {
		block(node)
	}
	for _, p := range d.parts {
		lines = append(lines, p.heading)
		for _, node := range p.nodes {
			block(node)
		}
	}
	return lines
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?:]+(\s|$)|\n`)
	wordShape   = regexp.MustCompile(`[\pL\pN][\pL\pN'’-]*`)
)

// readingAge is the Flesch-Kincaid grade level plus five years, the age at which American
// children begin the first grade less one: 0.39 words a sentence + 11.8 syllables a word
// - 15.59 + 5 (Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability
// Formulas for Navy Enlisted Personnel", Naval Technical Training Command, 1975). Syllables
// are counted by rule, which is right for most English words and off by one for some.
func readingAge(text string) float64 {
	sentences, count, parts := 0, 0, 0
	for _, sentence := range sentenceEnd.Split(text, -1) {
		found := wordShape.FindAllString(sentence, -1)
		if len(found) == 0 {
			continue
		}
		sentences++
		count += len(found)
		for _, word := range found {
			parts += syllables(word)
		}
	}
	if count == 0 {
		return 0
	}
	return 0.39*float64(count)/float64(sentences) + 11.8*float64(parts)/float64(count) - 15.59 + 5
}

// syllables counts groups of vowels, without an e that is not spoken: hoped, makes, time.
func syllables(word string) int {
	word = strings.ToLower(word)
	count, before := 0, false
	for _, c := range word {
		vowel := strings.ContainsRune("aeiouyàâéèêëïîôùûœæ", c)
		if vowel && !before {
			count++
		}
		before = vowel
	}
	if count > 1 && silent.MatchString(word) {
		count--
	}
	if count == 0 && strings.ContainsFunc(word, unicode.IsLetter) {
		return 1
	}
	return max(count, 1)
}

// silent is an ending whose e makes no syllable: not in table, wanted, houses or churches.
var silent = regexp.MustCompile(`([^aeiouyl]|[aeiouy]l)e$|[^aeiouytd]ed$|[^aeiouysxzcgh]es$`)
