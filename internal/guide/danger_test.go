package guide

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSigns(t *testing.T) {
	s := newSigns([]string{
		"@he: he, she, my (husband|brother in law)",
		"@he: they",
		"@me: me, my (son|daughter)",
		"@he (is|are|s) ?still (beating|hitting) ?up @me",
		"took * pills",
		"= ?please help ?(me|us now)",
		"(don t|dont) want to (live|be (alive|here any ?more))",
		"will kill me",
		"! boss will kill me if",
		"@nobody is dying",
	}, "en")
	for text, want := range map[string]bool{
		"He is beating me":                                       true,
		"my husband is still hitting up my daughter":             true,
		"My brother-in-law is hitting me":                        true,
		"they are beating me!":                                   true,
		"he is beating the eggs":                                 false,
		"took pills":                                             true,
		"she took all of the pills":                              true,
		"she took nearly all of her many pills":                  false,
		"Help!":                                                  true,
		"please help us now":                                     true,
		"help me with this form":                                 false,
		"I don't want to be alive":                               true,
		"i dont want to be here any more":                        true,
		"i dont want to be here":                                 false,
		"he will kill me":                                        true,
		"my boss will kill me if I am late":                      false,
		"my boss will kill me if I am late, they are hitting me": true,
		"nobody is dying":                                        false, // no class of that name
		"":                                                       false,
	} {
		if got := s.in(tokens(text, "en")); got != want {
			t.Errorf("%q: %v, not %v", text, got, want)
		}
	}
}

// TestSpelled bounds what an editor's slip can cost.
func TestSpelled(t *testing.T) {
	many := "(" + strings.Repeat("a|", 300) + "a)"
	if n := len(spelled(many+" "+many, nil, "en")); n != mostPhrases {
		t.Errorf("%d phrases", n)
	}
	for _, line := range []string{"(", ")", "a (b", "a) b", "?", "*", "@", "()", "? *", "= ", "! ", "@x:", "@x: ,,", "(a|(b c|d) e)"} {
		newSigns([]string{line, line + " a"}, "en").in(tokens("a b c d e", "en"))
	}
}

var classes = regexp.MustCompile(`@\w+`)

// TestPatterns reads the pack's own patterns: each names only classes that there are, and
// together they take no time on the longest text.
func TestPatterns(t *testing.T) {
	for _, language := range []string{"en", "fr", "es"} {
		data, err := os.ReadFile(path.Join("../../packs/unops", language, "danger.txt"))
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		known := map[string]bool{}
		for line := range strings.Lines(string(data)) {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if strings.Count(line, "(") != strings.Count(line, ")") {
				t.Errorf("%s: brackets in %q", language, line)
			}
			for i, name := range classes.FindAllString(line, -1) {
				if i == 0 && strings.HasPrefix(line, name+":") {
					known[name] = true
				} else if !known[name] {
					t.Errorf("%s: no class %s above %q", language, name, line)
				}
			}
			lines = append(lines, line)
		}
		s := newSigns(lines, language)
		common := map[string]string{"en": "he is not my i will the ", "fr": "il est pas je me va la ", "es": "me voy a la no quiero se "}[language]
		words := tokens(strings.Repeat(common, maxText/len(common)), language)
		begin := time.Now()
		s.in(words)
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("%s: %v for a text of %d words", language, took, len(words))
		}
		if !slices.Equal(s.danger.all(nil), nil) {
			t.Errorf("%s: danger in nothing", language)
		}
	}
}

// Who is in danger is told where help is, and never that the helper cannot know.
func TestDangerIsNeverUnknown(t *testing.T) {
	g := taughtGuide(t)
	for text, language := range map[string]string{
		"I want to kill myself tonight":                      "en",
		"je veux me tuer ce soir, je n’en peux plus":         "fr",
		"quiero matarme esta noche, ya no puedo más":         "es",
		"he is outside my door with a knife, please help me": "en",
	} {
		if a := g.Ask(Question{Text: text, Language: language}); !a.Danger || a.Person || len(a.Doors) == 0 {
			t.Errorf("%q: danger %v, cannot know %v, %d doors", text, a.Danger, a.Person, len(a.Doors))
		}
	}
}
