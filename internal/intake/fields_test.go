package intake

import (
	"encoding/json"
	"maps"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"fairlead/internal/fault"
	"fairlead/internal/portal"
)

var form = portal.Form{ID: "harassment", Unit: "wct", Procedure: "wct", Version: strings.Repeat("A", 43), Body: "{}", Fields: []portal.Field{
	{ID: "wish", Kind: "choice", Options: []string{"advice", "talk", "formal"}, Required: true},
	{ID: "what", Kind: "choices", Options: []string{"harassment", "discrimination", "authority"}},
	{ID: "happened", Kind: "long", Required: true, Max: 100},
	{ID: "where", Kind: "short"},
	{ID: "when", Kind: "date"},
	{ID: "who", Kind: "names", Max: 3, Concerned: true},
	{ID: "steps", Kind: "long", Required: true, When: map[string][]string{"wish": {"formal"}}},
	{ID: "name", Kind: "short", When: map[string][]string{"steps": {"by-name"}}},
	{ID: "acts", Kind: "entries", Max: 3, Fields: []portal.Field{
		{ID: "what", Kind: "long", Required: true, Max: 100},
		{ID: "when", Kind: "date"},
		{ID: "kinds", Kind: "choices", Options: []string{"threat", "act"}},
		{ID: "contact", Kind: "choice", Options: []string{"yes", "no"}},
		{ID: "why", Kind: "short", When: map[string][]string{"contact": {"no"}}},
	}},
	{ID: "station", Kind: "zone"},
	{ID: "files", Kind: "files"},
}}

// sentOf is the least that this form needs, with more answers.
func sentOf(more map[string][]string) map[string][]string {
	all := map[string][]string{"wish": {"talk"}, "happened": {"x"}}
	maps.Copy(all, more)
	return all
}

// keptOf is what is sealed of it.
func keptOf(more map[string]any) map[string]any {
	all := map[string]any{"wish": "talk", "happened": "x"}
	maps.Copy(all, more)
	return all
}

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
		{
			"entries are numbered without holes, empty ones dropped",
			sentOf(map[string][]string{
				"acts.1.what": {" "}, "acts.2.what": {"Moved\r\naway"}, "acts.2.kinds": {"act", "threat"}, "acts.2.when": {""},
				"acts.7.what": {"Shouted"}, "acts.7.contact": {"no"}, "acts.7.why": {"afraid"},
			}),
			keptOf(map[string]any{
				"acts.1.what": "Moved\naway", "acts.1.kinds": []string{"act", "threat"},
				"acts.2.what": "Shouted", "acts.2.contact": "no", "acts.2.why": "afraid",
			}),
			nil,
		},
		{
			"a question that must be answered asks for it only in an entry that was begun",
			sentOf(map[string][]string{"acts.3.contact": {"yes"}, "acts.3.why": {"not asked"}}),
			keptOf(map[string]any{"acts.1.contact": "yes"}),
			map[string]string{"acts.3.what": "field-missing"},
		},
		{
			"entries under the rules of ordinary questions",
			sentOf(map[string][]string{
				"acts.1.what": {strings.Repeat("é", 101)}, "acts.1.when": {"2026-02-31"}, "acts.1.kinds": {"revenge"},
				"acts.2.what": {"a", "b"},
			}),
			keptOf(nil),
			map[string]string{
				"acts.1.what": "field-too-long", "acts.1.when": "field-date", "acts.1.kinds": "field-option",
				"acts.2.what": "field-one-answer",
			},
		},
		{
			"too many entries",
			sentOf(map[string][]string{"acts.1.what": {"a"}, "acts.2.what": {"b"}, "acts.3.what": {"c"}, "acts.4.what": {"d"}}),
			keptOf(map[string]any{"acts.1.what": "a", "acts.2.what": "b", "acts.3.what": "c", "acts.4.what": "d"}),
			map[string]string{"acts": "field-entries"},
		},
		{
			"names that are no entry",
			sentOf(map[string][]string{
				"acts": {"a"}, "acts.0.what": {"a"}, "acts.01.what": {"a"}, "acts.100.what": {"a"}, "acts.-1.what": {"a"},
				"acts.1.other": {"a"}, "acts.1": {"a"}, "acts..what": {"a"}, "what.1.what": {"a"}, "acts.1.what.1": {"a"},
			}),
			keptOf(nil),
			map[string]string{
				"acts": "field-unknown", "acts.0.what": "field-unknown", "acts.01.what": "field-unknown",
				"acts.100.what": "field-unknown", "acts.-1.what": "field-unknown", "acts.1.other": "field-unknown",
				"acts.1": "field-unknown", "acts..what": "field-unknown", "what.1.what": "field-unknown",
				"acts.1.what.1": "field-unknown",
			},
		},
		{"a zone", sentOf(map[string][]string{"station": {"Europe/Copenhagen"}}), keptOf(map[string]any{"station": "Europe/Copenhagen"}), nil},
		{"no zone", sentOf(map[string][]string{"station": {"../../etc/passwd"}}), keptOf(nil), map[string]string{"station": "field-option"}},
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
	f.Add("wish=talk&happened=x&acts.1.what=a&acts.3.contact=no&acts.3.why=b&station=Asia/Kolkata")
	f.Add("acts.9.what=%20&acts.2.kinds=act&acts.2.kinds=act&acts.02.what=c")
	conditional := map[string]bool{"files": true, "steps": true, "name": true}
	f.Fuzz(func(t *testing.T, query string) {
		answers, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		fields, problems := CheckFields(form, answers)
		for id, values := range answers {
			_, kept := fields[id]
			if _, _, _, within := withinEntry(id); within {
				continue // numbered anew
			}
			if len(clean(values)) > 0 && !kept && problems[id] == nil && !conditional[id] {
				t.Fatalf("the answer to %q was dropped", id)
			}
			if kept && problems[id] != nil {
				t.Fatalf("the answer to %q is kept and a problem", id)
			}
		}
		checkNumbers(t, fields, problems)
		text, err := json.Marshal(fields)
		if err != nil || !utf8.Valid(text) {
			t.Fatal("the fields are no JSON")
		}
	})
}

// checkNumbers fails on a hole: an entry with answers after one without any.
func checkNumbers(t *testing.T, fields map[string]any, problems map[string]*fault.Error) {
	most, seen := 0, map[int]bool{}
	for id := range fields {
		if _, n, _, ok := withinEntry(id); ok {
			most, seen[n] = max(most, n), true
		}
	}
	if len(problems) == 0 && len(seen) != most {
		t.Fatalf("%d entries are numbered up to %d", len(seen), most)
	}
}
