package guide

import (
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
)

// TestAlike: no example says what another one of its language says, and none says what a
// question that scores the guide says.
func TestAlike(t *testing.T) {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range pack.Languages {
		var texts, from []string
		for _, e := range pack.Guide.Words[language].Examples {
			texts, from = append(texts, e.Text), append(from, language+"/examples/"+e.Voice+".txt")
		}
		for _, set := range []string{"score", "tune"} {
			questions, err := Questions(set, language)
			if err != nil {
				t.Fatal(err)
			}
			for _, q := range questions {
				texts, from = append(texts, q.Text), append(from, set)
			}
		}
		for _, pair := range NewTexts(texts).Pairs() {
			t.Errorf("alike:\n%s: %s\n%s: %s", from[pair[0]], texts[pair[0]], from[pair[1]], texts[pair[1]])
		}
	}
}

// TestEnough: the sets are as large as the marks say, and every rule and pitfall is in them.
func TestEnough(t *testing.T) {
	for _, language := range []string{"en", "fr", "es"} {
		questions, err := Questions("score", language)
		if err != nil {
			t.Fatal(err)
		}
		rules, pitfalls := map[string]int{}, map[string]int{}
		for _, q := range questions {
			rules[q.Rule]++
			pitfalls[q.Pitfall]++
		}
		if len(questions) < 150 || len(rules) < 24 {
			t.Errorf("%s: %d questions on %d rules", language, len(questions), len(rules))
		}
		for _, name := range []string{"sexual", "interest", "contract", "recruitment", "ombudsman"} {
			if pitfalls[name] < 10 {
				t.Errorf("%s: the pitfall %s has %d cases", language, name, pitfalls[name])
			}
		}
	}
}
