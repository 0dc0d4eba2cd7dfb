package portal

import (
	"strings"
	"testing"
	"testing/fstest"
)

// limited is a small pack with time limits of two profiles.
func limited() fstest.MapFS {
	fsys := small()
	fsys["limits.json"] = &fstest.MapFile{Data: []byte(`{"profile":"house","weekend":["saturday","sunday"],"daysOff":["2026-12-25"],
"contracts":["staff","other"],"subjects":[{"id":"contest","page":"form/ask"}],
"rules":[{"id":"r-60","profile":"house","subject":"contest","contracts":["staff"],"confirmed":true,"days":60},
{"id":"r-other","profile":"neighbour","subject":"contest","contracts":["staff","other"],"confirmed":true,"months":6}]}`)}
	for _, code := range []string{"en", "fr"} {
		fsys[code+"/limits.json"] = &fstest.MapFile{Data: []byte(`{"contracts":{"staff":"Staff","other":"Other"},
"subjects":{"contest":{"label":"Contest","day":"The day"}},
"rules":{"r-60":{"source":"Rule 60","whose":"The house"},"r-other":{"source":"Rule 6","whose":"A neighbour"}}}`)}
	}
	return fsys
}

func TestLimits(t *testing.T) {
	pack, err := Load(limited())
	if err != nil {
		t.Fatal(err, Check(limited(), nil))
	}
	rule, ok := pack.Limits.Rule("contest", "staff")
	if !ok || rule.ID != "r-60" || rule.After("2026-11-22") != "2027-01-21" {
		t.Errorf("the rule of the profile that counts: %+v", rule)
	}
	if rule, ok := pack.Limits.Rule("contest", "other"); ok {
		t.Errorf("a neighbour's rule covers somebody here: %+v", rule)
	}
	if pack.Limits.Off().Working("2026-12-25") || pack.Limits.Off().Working("2026-11-22") || !pack.Limits.Off().Working("2026-11-23") {
		t.Error("days off are not those of the file")
	}
	if text := pack.LimitTexts("fr").Rules["r-60"]; text.Whose != "The house" {
		t.Errorf("texts: %+v", text)
	}
	if plain := loaded(t); plain.Limits != nil {
		t.Error("a pack without the file has no limits")
	}
}

func TestLimitFaults(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"limits.json", `"saturday"`, `"caturday"`, "no day of the week"},
		{"limits.json", "2026-12-25", "2026-02-30", "is no day"},
		{"limits.json", `"subject":"contest","contracts":["staff"]`, `"subject":"nothing","contracts":["staff"]`, `subject "nothing" is unknown`},
		{"limits.json", `"contracts":["staff"],"confirmed"`, `"contracts":["guest"],"confirmed"`, `contract "guest" is unknown`},
		{"limits.json", `"contracts":["staff"],"confirmed"`, `"contracts":[],"confirmed"`, "covers no contract"},
		{"limits.json", `"days":60`, `"days":60,"months":2`, "either days, months or years"},
		{"limits.json", `"days":60`, `"days":-1`, "out of bounds"},
		{"limits.json", `"profile":"house","weekend"`, `"profile":"nobody","weekend"`, `no rule has the profile "nobody"`},
		{"limits.json", `"profile":"neighbour"`, `"profile":"house"`, "both cover"},
		{"limits.json", `"page":"form/ask"`, `"page":"form/none"`, `no page "form/none"`},
		{"fr/limits.json", `"whose":"The house"`, `"whose":""`, `rule "r-60" has no whole text`},
		{"fr/limits.json", `"other":"Other"`, `"else":"Other"`, `contract "else" is unknown`},
	} {
		fsys := limited()
		change(t, fsys, c.file, c.old, c.new)
		found := false
		for _, problem := range Check(fsys, nil) {
			found = found || problem.File == c.file && strings.Contains(problem.Text, c.want)
		}
		if !found {
			t.Errorf("%s with %s: not said %q in %v", c.file, c.new, c.want, Check(fsys, nil))
		}
	}
}
