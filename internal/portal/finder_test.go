package portal

import (
	"strings"
	"testing"
	"testing/fstest"
)

// found is a small pack with a finder: two questions, three ends.
func found() fstest.MapFS {
	fsys := small()
	put := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	put("finder.json", `{"start":"danger",
"rules":[{"id": "R1","ground":"P /about; U example.org/a"},{"id": "R2","ground":"G our own"},{"id": "R3","ground":"S example.org"}],
"doors":[{"id": "form","unit":"desk","page":"form/ask"},{"id": "yours","unit":"","page":"mailbox"}],
"questions":[{"id": "danger","options":[{"id":"yes","to":"help"},{"id":"no","to":"what"}]},
{"id": "what","options":[{"id":"new","to":"report"},{"id":"old","to":"back"}]}],
"ends":[{"id": "help","rules":["R3"],"danger":true,"doors":["form"]},
{"id": "report","rules":["R1"],"doors":["form","yours"]},{"id": "back","rules":["R2","R1"],"doors":["yours"]}]}`)
	for _, code := range []string{"en", "fr"} {
		put(code+"/pages/find.md", "---\ntitle: Find\nslug: finding\nshort: F\nlayout: finder\n---\nLead.\n")
		put(code+"/pages/home.md", strings.Replace(string(fsys[code+"/pages/home.md"].Data), "[Out]", "[Find](page:find), [Out]", 1))
		put(code+"/finder.json", `{"grounds":{"P":"Read","U":"Read elsewhere","S":"A neighbour","G":"Ours"},
"rules":{"R1":"One","R2":"Two","R3":"Three"},
"doors":{"form":{"go":"Write","reads":"We","act":"Yes","unnamed":"Yes","get":"A","cannot":"B","limits":"None","after":"All","protected":"No"},
"yours":{"name":"Mailbox","go":"Open"}},
"questions":{"danger":{"ask":"Danger?","hint":"Now","options":{"yes":"Yes","no":"No"}},"what":{"ask":"What?","options":{"new":"New","old":"Old"}}},
"ends":{"help":{"says":"First","first":"Call","doors":{"form":"Then"}},"report":{"says":"Good","doors":{"form":"Here","yours":"Or"}},"back":{"says":"Back","doors":{"yours":"Here"}}}}`)
	}
	return fsys
}

func TestFinder(t *testing.T) {
	pack, err := Load(found())
	if err != nil {
		t.Fatal(err, Check(found(), nil))
	}
	question, ok := pack.Finder.Question("danger")
	if to, leads := question.To("no"); !ok || !leads || to != "what" {
		t.Errorf("the first question: %+v", question)
	}
	rule, _ := pack.Finder.Rule("R1")
	if places := rule.Places(); len(places) != 2 || places[1] != (FinderGround{"U", "example.org/a"}) {
		t.Errorf("grounds: %+v", places)
	}
	if text := pack.FinderTexts("fr").Ends["help"]; text.First != "Call" {
		t.Errorf("texts: %+v", text)
	}
	if plain := loaded(t); plain.Finder != nil {
		t.Error("a pack without the file has no finder")
	}
}

func TestFinderFaults(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"finder.json", `"start":"danger"`, `"start":"none"`, `no first question "none"`},
		{"finder.json", `"to":"what"`, `"to":"nothing"`, `the answer "no" leads nowhere`},
		{"finder.json", `"to":"report"`, `"to":"danger"`, "go in a circle"},
		{"finder.json", `"to":"report"`, `"to":"back"`, `no answer leads to the end "report"`},
		{"finder.json", `"to":"what"`, `"to":"back"`, `no answer leads to the question "what"`},
		{"finder.json", `"rules":["R2","R1"]`, `"rules":["R1"]`, `no way leads to the rule "R2"`},
		{"finder.json", `"rules":["R2","R1"]`, `"rules":["R9"]`, `there is no rule "R9"`},
		{"finder.json", `"rules":["R2","R1"]`, `"rules":[]`, "names no rule"},
		{"finder.json", `"id": "R2"`, `"id": "R1"`, "stands twice"},
		{"finder.json", `"id": "R2"`, `"id": "two"`, "not a letter and a number"},
		{"finder.json", "P /about; U example.org/a", "/about", "is not a grade and a place"},
		{"finder.json", "P /about; U example.org/a", "", "is not a grade and a place"},
		{"finder.json", `"unit":"desk"`, `"unit":"none"`, `there is no unit "none"`},
		{"finder.json", "form/ask", "form/none", `there is no page "form/none"`},
		{"finder.json", `"doors":["form","yours"]`, `"doors":[]`, "has 0 doors"},
		{"finder.json", `"doors":["form","yours"]`, `"doors":["form","yours","a","b"]`, "has 4 doors"},
		{"finder.json", `"doors":["form","yours"]`, `"doors":["form","none"]`, `there is no door "none"`},
		{"finder.json", `"doors":["form","yours"]`, `"doors":["yours","yours"]`, "stands twice"},
		{"finder.json", `"doors":["yours"]}`, `"doors":["form"]}`, `door of back "form" has no whole text`},
		{"finder.json", `,{"id":"old","to":"back"}`, "", "has 1 answers"},
		{"finder.json", `"danger":true,`, "", "help comes first"},
		{"finder.json", `"id": "what"`, `"id": "help"`, `"help" stands twice`},
		{"finder.json", `"start"`, `"begin"`, "unknown field"},
		{"fr/finder.json", `"ask":"What?"`, `"ask":" "`, `question "what" has no whole text`},
		{"fr/finder.json", `"new":"New"`, `"else":"New"`, `answer to what "new" has no whole text`},
		{"fr/finder.json", `"says":"Back"`, `"says":""`, `end "back" has no whole text`},
		{"fr/finder.json", `"doors":{"form":"Then"}`, `"doors":{}`, `door of help "form" has no whole text`},
		{"fr/finder.json", `"get":"A",`, "", "answers each of"},
		{"fr/finder.json", `"go":"Write"`, `"name":"Desk","go":"Write"`, "bears the unit's name"},
		{"fr/finder.json", `"name":"Mailbox",`, "", "it has a name"},
		{"fr/finder.json", `"go":"Open"`, `"go":"Open","get":"A"`, "is not compared"},
		{"fr/finder.json", `"go":"Open"`, `"go":""`, `door "yours" has no whole text`},
		{"fr/finder.json", `,"R3":"Three"`, "", `rule "R3" has no whole text`},
		{"fr/finder.json", `,"G":"Ours"`, "", `grade "G" has no whole text`},
		{"fr/finder.json", `,"hint":"Now"`, "", "a hint in one language"},
		{"fr/finder.json", `,"first":"Call"`, "", "what comes first in one language"},
	} {
		fsys := found()
		change(t, fsys, c.file, c.old, c.new)
		said := false
		for _, problem := range Check(fsys, nil) {
			said = said || strings.Contains(problem.Text, c.want)
		}
		if !said {
			t.Errorf("%s with %s: not said %q in %v", c.file, c.new, c.want, Check(fsys, nil))
		}
	}
}

// TestFinderTooLong: no way asks more than a frightened person can bear.
func TestFinderTooLong(t *testing.T) {
	fsys := found()
	chain := ""
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		next := string(id[0] + 1)
		if id == "f" {
			next = "what"
		}
		chain += `{"id": "` + id + `","options":[{"id":"on","to":"` + next + `"},{"id":"out","to":"back"}]},`
	}
	change(t, fsys, "finder.json", `"to":"what"`, `"to":"a"`)
	change(t, fsys, "finder.json", `{"id": "what"`, chain+`{"id": "what"`)
	if said := listed(Check(fsys, nil)); !strings.Contains(said, "one way has 8 questions") {
		t.Error(said)
	}
}

func TestFinderPage(t *testing.T) {
	fsys := found()
	delete(fsys, "finder.json")
	if said := listed(Check(fsys, nil)); !strings.Contains(said, "there is no good finder.json") {
		t.Error(said)
	}
	fsys = found()
	change(t, fsys, "fr/pages/find.md", "\nlayout: finder", "")
	if said := listed(Check(fsys, nil)); !strings.Contains(said, "no page of fr has the layout finder") {
		t.Error(said)
	}
}

// TestFinderSettled: a sentence changed in one language only is named.
func TestFinderSettled(t *testing.T) {
	fsys := found()
	texts, err := Settle(fsys, nil, "2026-01-01", nil)
	if err != nil {
		t.Fatal(err)
	}
	change(t, fsys, SettledFile, "", string(texts))
	change(t, fsys, "fr/finder.json", `"says":"Good"`, `"says":"Better"`)
	if said := listed(Check(fsys, nil)); !strings.Contains(said, "finder/end:report: changed in fr") {
		t.Error(said)
	}
}

func listed(problems []Problem) string {
	var lines []string
	for _, problem := range problems {
		lines = append(lines, problem.String())
	}
	return strings.Join(lines, "\n")
}
