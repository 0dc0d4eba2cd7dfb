package guide

import (
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"slices"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
)

var update = flag.Bool("update", false, "write test/vectors/finder.json anew")

const vectorFile = "../../test/vectors/finder.json"

// vector is the default pack's tree with every way through it, for Go and TypeScript.
type vector struct {
	Start     string                  `json:"start"`
	Questions []portal.FinderQuestion `json:"questions"`
	Paths     []Path                  `json:"paths"`
}

func finder(t *testing.T) *portal.Finder {
	t.Helper()
	pack, err := portal.Load(packs.Default())
	if err != nil || pack.Finder == nil {
		t.Fatal("the default pack has no finder:", err)
	}
	return pack.Finder
}

func TestVectors(t *testing.T) {
	f := finder(t)
	now := vector{f.Start, f.Questions, Paths(f)}
	if *update {
		text, err := json.MarshalIndent(now, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(vectorFile, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var was vector
	if err := json.Unmarshal(text, &was); err != nil || len(was.Paths) == 0 {
		t.Fatal("no paths:", err)
	}
	if !reflect.DeepEqual(was, now) {
		t.Error("the default pack's finder is not that of the vectors; run: go test ./internal/guide -run TestVectors -update")
	}
	for _, path := range was.Paths {
		answers := map[string]string{"nothing": "asked"}
		for _, step := range path.Steps {
			if way := Walk(f, answers); way.Question != step.Question {
				t.Fatalf("%v: at %q", path.Steps, way.Question)
			}
			answers[step.Question] = step.Option
		}
		if way := Walk(f, answers); way.End != path.End || way.Question != "" || !slices.Equal(way.Steps, path.Steps) {
			t.Errorf("%v: ends at %+v, not at %s", path.Steps, way, path.End)
		}
	}
}

// TestDoors holds the ends to the rules that are easiest to get wrong.
func TestDoors(t *testing.T) {
	f := finder(t)
	for _, c := range []struct {
		why     string
		answers []string // question, option, …
		doors   []string
		rules   []string
	}{
		{"sexual harassment starts with the investigators", []string{"brings", "happened", "what", "treated", "treated", "sexual", "sexual", "work", "also-sexual", "no"}, []string{"iaig", "nsa", "wellbeing"}, []string{"R2"}},
		{"exploitation goes to the investigators, prevention beside them", []string{"brings", "happened", "what", "treated", "treated", "sexual", "sexual", "community", "also-community", "no"}, []string{"iaig", "pseah"}, []string{"R3"}},
		{"ordinary harassment starts with the conduct team", []string{"brings", "happened", "what", "treated", "treated", "bullied", "also-treated", "no"}, []string{"wct", "nsa"}, []string{"R5"}},
		{"a plain decision has one door", []string{"brings", "happened", "what", "decision", "decision", "other", "other", "plain"}, []string{"legal"}, []string{"R10"}},
		{"a decision that is misuse of power has two, side by side", []string{"brings", "happened", "what", "decision", "decision", "other", "other", "misuse"}, []string{"legal", "wct"}, []string{"R10"}},
		{"my own interests are a question for ethics", []string{"brings", "ask", "ask", "mine"}, []string{"ethics-advice"}, []string{"R8"}},
		{"somebody else's are a report", []string{"brings", "ask", "ask", "theirs"}, []string{"iaig"}, []string{"R1"}},
		{"a bad rating with humiliation", []string{"brings", "happened", "what", "decision", "decision", "rating", "rating", "treated"}, []string{"pppt", "wct", "nsa"}, []string{"R20"}},
		{"retaliation and a decision", []string{"brings", "happened", "what", "punished", "punished", "formal", "rest", "decision"}, []string{"legal", "ethics"}, []string{"R10", "R19"}},
		{"a decision only feared", []string{"brings", "fear", "fear", "decision", "unequal", "no"}, []string{"nsa", "legal"}, []string{"R25"}},
		{"where a report stands: the mailbox first", []string{"brings", "sent", "sent", "words"}, []string{"mailbox", "nsa"}, []string{"R14"}},
		{"the advisory group takes no reports", []string{"brings", "ask", "ask", "group"}, []string{"advisory-group", "nsa"}, []string{"R21"}},
	} {
		answers := map[string]string{"danger": "no"}
		for i := 0; i < len(c.answers); i += 2 {
			answers[c.answers[i]] = c.answers[i+1]
		}
		end, ok := f.End(Walk(f, answers).End)
		if !ok || !slices.Equal(end.Doors, c.doors) || !slices.Equal(end.Rules, c.rules) {
			t.Errorf("%s: %+v", c.why, end)
		}
	}
	danger, _ := f.End(Walk(f, map[string]string{"danger": "yes", "brings": "ask"}).End)
	if !danger.Danger || !slices.Equal(danger.Rules, []string{"R22"}) {
		t.Errorf("danger leads to %+v", danger)
	}
}

// TestRules: each of the twenty-five rules of routing stands in the default pack.
func TestRules(t *testing.T) {
	if f := finder(t); len(f.Rules) != 25 || f.Rules[0].ID != "R1" || f.Rules[24].ID != "R25" {
		t.Errorf("rules: %+v", f.Rules)
	}
}

func TestWalkBadAnswers(t *testing.T) {
	f := finder(t)
	for _, answers := range []map[string]string{nil, {"danger": "perhaps"}, {"brings": "happened"}, {"": ""}} {
		if way := Walk(f, answers); way.Question != f.Start || len(way.Steps) > 0 || way.Last() != "" {
			t.Errorf("%v: %+v", answers, way)
		}
	}
	way := Walk(f, map[string]string{"danger": "no", "brings": "talk", "talk": "unwell"})
	if back := way.Without("brings"); len(back) != 1 || back["danger"] != "no" || way.Last() != "talk" {
		t.Errorf("without: %v, last %q", back, way.Last())
	}
}
