package visitor

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/guide"
	"fairlead/internal/seal"
)

func TestWithoutPhrase(t *testing.T) {
	w := newWorld(t)
	for _, language := range w.pack.Languages {
		phrase, err := seal.NewPhrase(rand.Reader, language)
		if err != nil {
			t.Fatal(err)
		}
		words := phrase.Words()
		for _, typed := range []string{
			strings.Join(words, " "), "1. " + strings.ToUpper(strings.Join(words, ", 2. ")), strings.Join(words[1:], "\n"),
		} {
			page := w.post("/helper", "question", "where is it? "+typed+" ?")
			if strings.Contains(page.Body.String(), typed) || strings.Contains(page.Body.String(), strings.Join(words[3:6], " ")) {
				t.Errorf("%s: the page holds the words", language)
			}
			if out := withoutPhrase("é " + typed + " ? the end"); !strings.HasSuffix(out, guide.Masked+" ? the end") || len(out) > 40 {
				t.Errorf("%s: %q", language, out)
			}
		}
		for _, e := range w.pack.Guide.Words[language].Examples {
			if out := withoutPhrase(e.Text); out != e.Text {
				t.Errorf("%s: %q", language, out)
			}
		}
	}
}

func TestPhraseRows(t *testing.T) {
	for text, want := range map[string][][2]int{
		"":              nil,
		"xxxxxxxxxx":    nil,
		"xxxxxxxxxxx":   {{0, 10}},
		"-xxxxxx-xxxxx": {{1, 12}},
		"xxxxxxxxxxx-x": {{0, 10}},
		"xxxxx--xxxxxx": nil,
		"x-xxxxxxxxxxxx--xxxxxxxxxxxxxxxxxxxxxxxx-x": {{0, 13}, {16, 39}},
		"xx-xx-xx-xx-xx-xx-xx-xx":                    nil,
	} {
		known := make([]bool, len(text))
		for i := range text {
			known[i] = text[i] == 'x'
		}
		if rows := phraseRows(known, 1); !slices.Equal(rows, want) {
			t.Errorf("%s: %v", text, rows)
		}
	}
}
