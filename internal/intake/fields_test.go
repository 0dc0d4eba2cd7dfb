package intake

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"fairlead/internal/portal"
)

var form = portal.Form{ID: "harassment", Unit: "wct", Version: strings.Repeat("A", 43), Body: "{}", Fields: []portal.Field{
	{ID: "wish", Kind: "choice", Options: []string{"advice", "talk", "formal"}, Required: true},
	{ID: "what", Kind: "choices", Options: []string{"harassment", "discrimination", "authority"}},
	{ID: "happened", Kind: "long", Required: true, Max: 100},
	{ID: "where", Kind: "short"},
	{ID: "when", Kind: "date"},
	{ID: "who", Kind: "names", Max: 3, Concerned: true},
	{ID: "steps", Kind: "long", Required: true, When: map[string][]string{"wish": {"formal"}}},
	{ID: "name", Kind: "short", When: map[string][]string{"steps": {"by-name"}}},
	{ID: "files", Kind: "files"},
}}

func TestCheckFields(t *testing.T) {
	for _, c := range []struct {
		note     string
		answers  map[string][]string
		fields   map[string]any
		problems map[string]string
	}{
		{
			"all is well",
			map[string][]string{
				"wish": {"talk"}, "what": {"authority", "harassment"}, "happened": {" One.\r\nTwo.\rThree. "},
				"when": {"last spring"}, "who": {"Ann\r\n\r\n  Bo \n"}, "where": {""},
			},
			map[string]any{
				"wish": "talk", "what": []string{"authority", "harassment"}, "happened": "One.\nTwo.\nThree.",
				"when": "last spring", "who": []string{"Ann", "Bo"},
			},
			nil,
		},
		{
			"missing",
			map[string][]string{"wish": {"advice"}, "happened": {" \n"}},
			map[string]any{"wish": "advice"},
			map[string]string{"happened": "field-missing"},
		},
		{
			"asked only under another answer",
			map[string][]string{"wish": {"formal"}, "happened": {"x"}},
			map[string]any{"wish": "formal", "happened": "x"},
			map[string]string{"steps": "field-missing"},
		},
		{
			"answered though not asked is left out, whatever it is",
			map[string][]string{"wish": {"talk"}, "happened": {"x"}, "steps": {"y", strings.Repeat("z", 30_000)}},
			map[string]any{"wish": "talk", "happened": "x"},
			nil,
		},
		{
			"asked only under an answer that is not asked itself",
			map[string][]string{"wish": {"talk"}, "happened": {"x"}, "steps": {"by-name"}, "name": {"Ann Example"}},
			map[string]any{"wish": "talk", "happened": "x"},
			nil,
		},
		{
			"asked under an answer that is asked",
			map[string][]string{"wish": {"formal"}, "happened": {"x"}, "steps": {"by-name"}, "name": {"Ann Example"}},
			map[string]any{"wish": "formal", "happened": "x", "steps": "by-name", "name": "Ann Example"},
			nil,
		},
		{
			"everything wrong",
			map[string][]string{
				"wish": {"revenge"}, "what": {"harassment", "harassment"}, "happened": {strings.Repeat("é", 101)},
				"where": {"here", "there"}, "when": {"2026-02-30"}, "who": {"a\nb\nc\nd"}, "extra": {"1"},
			},
			map[string]any{},
			map[string]string{
				"wish": "field-option", "what": "field-option", "happened": "field-too-long", "where": "field-one-answer",
				"when": "field-date", "who": "field-names", "extra": "field-unknown",
			},
		},
		{
			"a name too long, a text broken",
			map[string][]string{
				"wish": {"talk"}, "happened": {"a\xffb"}, "who": {strings.Repeat("x", 201)},
			},
			map[string]any{"wish": "talk", "happened": "a\uFFFDb"},
			map[string]string{"who": "field-too-long"},
		},
	} {
		fields, problems := CheckFields(form, c.answers)
		if !reflect.DeepEqual(fields, c.fields) {
			t.Errorf("%s: fields %v, want %v", c.note, fields, c.fields)
		}
		if len(problems) != len(c.problems) {
			t.Errorf("%s: %d problems, want %d", c.note, len(problems), len(c.problems))
		}
		for id, key := range c.problems {
			if problems[id] == nil || problems[id].Key != key {
				t.Errorf("%s: problem of %s: %v, want %s", c.note, id, problems[id], key)
			}
		}
	}
}

// FuzzCheckFields sends any form: what is kept is valid text within the limits, and each
// answer to a question that is always asked is either kept or named as a problem.
func FuzzCheckFields(f *testing.F) {
	f.Add("wish=talk&happened=x&who=a%0ab")
	f.Add("wish=formal&wish=talk&happened=%ff&when=2026-02-30&nothing=1")
	f.Add("what=harassment&what=authority&steps=%00")
	conditional := map[string]bool{"files": true, "steps": true, "name": true}
	f.Fuzz(func(t *testing.T, query string) {
		answers, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		fields, problems := CheckFields(form, answers)
		for id, values := range answers {
			_, kept := fields[id]
			if len(clean(values)) > 0 && !kept && problems[id] == nil && !conditional[id] {
				t.Fatalf("the answer to %q was dropped", id)
			}
			if kept && problems[id] != nil {
				t.Fatalf("the answer to %q is kept and a problem", id)
			}
		}
		text, err := json.Marshal(fields)
		if err != nil || !utf8.Valid(text) {
			t.Fatal("the fields are no JSON")
		}
	})
}
