package portal

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// stepped is a small pack whose procedure has every kind of step, and a sheet.
func stepped() fstest.MapFS {
	fsys := small()
	put := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	put("procedures/steps.json", `{"id":"steps","mark":"investigation",
"stages":["received","open","away","closed","gone"],"ends":["closed","gone"],"line":["received","open","closed"],
"categories":["noise","force"],"blocked":{"send":["force"]},
"steps":[
{"id":"begin","from":["received"],"to":"open","by":["handler"],"needs":["letter"]},
{"id":"send","kind":"refer","from":["open"],"to":"away","by":["handler"],"needs":["consent"],"unit":"desk"},
{"id":"taken","kind":"accepted","from":["away"],"to":"open"},
{"id":"left","kind":"declined","from":["away"],"to":"open"},
{"id":"take","kind":"accept","from":["received"],"to":"open","by":["intake"]},
{"id":"leave","kind":"decline","from":["received"],"to":"gone","by":["head"],"needs":["code"],"codes":["far"]},
{"id":"mend","from":["open"],"by":["handler"],"needs":["day","note"],"sheet":"plan","action":true,"again":true,"quiet":true},
{"id":"mended","from":["open"],"by":["handler"],"done":true,"again":true},
{"id":"end","to":"closed","by":["handler"],"needs":["outcome","actions"],"outcomes":["good"],"second":["head"]}],
"outcomes":[{"id":"good","letter":["found"]},{"id":"party-good","letter":["found"]}],
"clocks":[{"code":"first","starts":"acknowledged","days":7,"met":"letter,step:end","aim":true,"source":"ours"},
{"code":"court","starts":"step:leave","when":"far","days":90,"theirs":true,"source":"statute 8"}]}`)
	put("sheets/plan.json", `{"id":"plan","fields":[{"id":"who","kind":"short","max":100}]}`)
	for _, code := range []string{"en", "fr"} {
		put(code+"/sheets/plan.json", `{"title":"Plan","hint":"Short","fields":{"who":{"label":"Who?","hint":"A role"}}}`)
		put(code+"/procedures/steps.json", `{"name":"Steps",
"stages":{"received":{"name":"Here","about":"It is here.","next":"Soon."},"open":{"name":"Open & <read>","about":"Read."},"away":{"name":"Away","about":"Gone."},"closed":{"name":"Done","about":"Over."},"gone":{"name":"Left","about":"Left."}},
"steps":{"begin":{"name":"Begin","hint":"Do","notice":"Begun."},
"send":{"name":"Send","hint":"Do","notice":"To {{.Unit}}.","yes":"Then","no":"Else"},
"taken":{"name":"Taken","notice":"{{.Unit}} took it."},"left":{"name":"Declined","notice":"It came back."},
"take":{"name":"Take","hint":"Do","notice":"Taken."},"leave":{"name":"Leave","hint":"Do","notice":"Left: {{.Code}}."},
"mend":{"name":"Mend","hint":"Do"},"mended":{"name":"Mended","hint":"Do","notice":"Mended."},
"end":{"name":"End","hint":"Do","notice":"Ended."}},
"codes":{"leave.far":"Too far"},"categories":{"noise":"Noise","force":"Force"},"outcomes":{"good":"Good","party-good":"Good"},
"blocks":{"found":"We found {{.Found}} until {{.Until}}."},"clocks":{"court":"To go to court"}}`)
	}
	return fsys
}

func TestProcedure(t *testing.T) {
	if problems := Check(stepped(), nil); len(problems) > 0 {
		t.Fatal(problems)
	}
	pack, err := Load(stepped())
	if err != nil {
		t.Fatal(err)
	}
	p := pack.Procedures["steps"]
	read, err := ReadProcedure(p.Body)
	if err != nil || read.Version != p.Version || len(read.Steps) != len(p.Steps) {
		t.Errorf("its kept version reads as %+v (%v)", read, err)
	}
	step, _ := p.Step("end")
	if got := p.StagesOf(step); !slices.Equal(got, []string{"received", "open", "away"}) {
		t.Errorf("a step from everywhere can be taken from %v", got)
	}
	if q := pack.SheetQuestions("fr", "plan"); len(q) != 1 || q[0].Label != "Who?" || len(pack.Sheets["plan"].Version) != 43 {
		t.Errorf("the sheet asks %+v", q)
	}
	if pack.StageText("fr", "steps", "open").Name != "Open & <read>" || pack.ClockName("fr", "steps", "court") != "To go to court" {
		t.Error("the texts are not found")
	}
	if pack.ClockName("fr", "steps", "first") != "F" || pack.StageText("fr", "old", "received") != (StageText{Name: "R", About: "Here"}) {
		t.Error("the words are not taken where there is no text")
	}
	if got := pack.StageText("fr", "old", "burnt").Name + pack.ClockName("fr", "old", "burnt"); got != "burntburnt" {
		t.Errorf("what nothing names is called %q", got)
	}
}

// A kept version of an older pack has neither steps nor sources, and is read all the same.
func TestReadProcedure(t *testing.T) {
	old, err := ReadProcedure(`{"id":"conduct","stages":["received","closed"],"clocks":[{"code":"first-letter","starts":"acknowledged","days":7,"months":0,"met":"letter"}]}`)
	if err != nil || old.Clocks[0].Period().Days != 7 || !slices.Equal(old.Way(), old.Stages) || old.IsEnd("closed") {
		t.Errorf("got %+v (%v)", old, err)
	}
	if _, err := ReadProcedure(`{`); err == nil {
		t.Error("half a text was read")
	}
}

func TestProcedureOf(t *testing.T) {
	pack, plain := loaded(t), stepped()
	if _, ok := ProcedureOf(pack, "desk", true); ok {
		t.Error("a procedure that cannot accept was offered something")
	}
	if p, ok := ProcedureOf(pack, "desk", false); !ok || p.ID != "steps" {
		t.Error("the unit's procedure is not found")
	}
	if _, ok := ProcedureOf(pack, "dusk", false); ok {
		t.Error("no unit has a procedure")
	}
	pack, err := Load(plain)
	if _, ok := ProcedureOf(pack, "desk", true); err != nil || !ok {
		t.Error("a procedure that accepts is not found", err)
	}
}

// Each row breaks the procedure in one way.
func TestProcedureFaults(t *testing.T) {
	const file, text, sheet = "procedures/steps.json", "fr/procedures/steps.json", "sheets/plan.json"
	for _, row := range []struct{ name, file, old, new, want string }{
		{"mark", file, `"investigation"`, `"fun"`, `the mark "fun" is neither`},
		{"end unknown", file, `"ends":["closed"`, `"ends":["clsed"`, `ends: there is no stage "clsed"`},
		{"line unknown", file, `"line":["received","open"`, `"line":["received","opn"`, `line: there is no stage "opn"`},
		{"line begins", file, `"line":["received",`, `"line":[`, `line: begins with "open"`},
		{"line leaps", file, `"line":["received","open","closed"]`, `"line":["received","gone","away"]`, `line: no steps lead from "gone" to "away"`},
		{"no ends", file, `"ends":["closed","gone"]`, `"ends":[]`, `has steps and no end`},
		{"begins with an end", file, `"ends":["closed"`, `"ends":["received","closed"`, `a case begins with "received", which is an end`},
		{"out of reach", file, `"to":"away"`, `"to":"open"`, `stage "away": no steps lead there from "received"`},
		{"no end from", file, `"id":"end","to"`, `"id":"end","from":["received"],"to"`, `stage "away": no steps lead from there to an end`},
		{"from an end", file, `"id":"mended","from":["open"]`, `"id":"mended","to":"open","from":["gone"]`, `step "mended": nothing follows after "gone"`},
		{"category unknown", file, `["force"]}`, `["farce"]}`, `blocked: there is no category "farce"`},
		{"blocked unknown", file, `{"send":["force"]}`, `{"sned":["force"]}`, `blocked: there is no step "sned"`},
		{"step twice", file, `"id":"mended"`, `"id":"mend"`, `step "mend" stands twice`},
		{"engine's name", file, `"id":"mended"`, `"id":"delay"`, `step "delay": the engine has a step of that name`},
		{"kind", file, `"kind":"refer"`, `"kind":"defer"`, `step "send": kind "defer" is unknown`},
		{"nobody", file, `"to":"open","by":["handler"],"needs":["letter"]`, `"to":"open","needs":["letter"]`, `step "begin": by names who takes it`},
		{"somebody", file, `"id":"taken","kind":"accepted"`, `"id":"taken","by":["head"],"kind":"accepted"`, `step "taken": by names who takes it, unless`},
		{"role", file, `"by":["intake"]`, `"by":["boss"]`, `step "take": by: there is no role "boss"`},
		{"second", file, `"second":["head"]`, `"second":["boss"]`, `step "end": second: there is no role "boss"`},
		{"from unknown", file, `"id":"mended","from":["open"]`, `"id":"mended","from":["opn"]`, `step "mended": from: there is no stage "opn"`},
		{"to unknown", file, `"to":"away"`, `"to":"afar"`, `step "send": to: there is no stage "afar"`},
		{"need", file, `["letter"]`, `["luck"]`, `step "begin": needs: there is no need "luck"`},
		{"codes without need", file, `"needs":["code"],`, `"needs":["day"],`, `step "leave": codes belong to the need "code"`},
		{"need without codes", file, `"codes":["far"]`, `"codes":[]`, `step "leave": codes belong to the need "code", and it has some`},
		{"decline without reason", file, `"needs":["code"],"codes":["far"]`, `"needs":["day"]`, `step "leave": who declines gives a reason`},
		{"outcome without need", file, `["outcome","actions"]`, `["actions"]`, `step "end": outcomes belong to the need "outcome"`},
		{"end without outcome", file, `["outcome","actions"],"outcomes":["good"]`, `["actions"]`, `step "end": ends the case at "closed" and needs no "outcome"`},
		{"outcome unknown", file, `"outcomes":["good"],`, `"outcomes":["god"],`, `step "end": outcomes: there is no outcome "god"`},
		{"outcome untold", file, `"id":"party-good"`, `"id":"very-good"`, `outcome "very-good": told by a step, unless it begins with "party-"`},
		{"no answer", file, `"id":"left","kind":"declined","from":["away"]`, `"id":"left","kind":"declined","from":["open"]`, `step "send": at "away" no step of kind "declined" says what follows`},
		{"no answer where it stays", file, `"from":["open"],"to":"away"`, `"from":["open"]`, `step "send": at "open" no step of kind "accepted" says what follows`},
		{"no block", file, `"letter":["found"]`, `"letter":[]`, `outcome "good": its letter has no block`},
		{"unit unknown", file, `"unit":"desk"`, `"unit":"dusk"`, `step "send": the unit "dusk" is unknown`},
		{"unit elsewhere", file, `"kind":"refer",`, ``, `step "send": a unit belongs to a step of kind refer or pass-on`},
		{"sheet unknown", file, `"sheet":"plan"`, `"sheet":"plane"`, `step "mend": the sheet "plane" is unknown`},
		{"sheet without item", file, `["day","note"]`, `["day"]`, `step "mend": a sheet is for a note`},
		{"action without day", file, `["day","note"]`, `["note"]`, `step "mend": an action needs the day`},
		{"action without done", file, `"done":true,`, ``, `a step with action and a step with done go together`},
		{"actions of none", file, `"action":true,`, ``, `a step needs "actions", and none opens an action`},
		{"clock without source", file, `"source":"ours"`, `"source":" "`, `clock "first" names no source`},
		{"clock's step", file, `letter,step:end`, `letter,step:ned`, `clock "first": "step:ned" is no step`},
		{"clock's start", file, `"step:leave"`, `"step:left-it"`, `clock "court": start "step:left-it" is unknown`},
		{"clock's code", file, `"when":"far"`, `"when":"near"`, `clock "court": its start has neither code nor outcome "near"`},
		{"clock without end", file, `"theirs":true,`, ``, `clock "court" is met by nothing`},
		{"clock again", file, `"theirs":true,`, `"theirs":true,"again":true,`, `clock "court" cannot start again`},

		{"sheet id", sheet, `"id":"plan"`, `"id":"plane"`, `the id is "plane" and the file is "plan"`},
		{"sheet empty", sheet, `[{"id":"who","kind":"short","max":100}]`, `[]`, `asks nothing`},
		{"sheet's files", sheet, `"short","max":100`, `"files"`, `field "who": there is no question on a sheet of kind "files"`},
		{"sheet's label", "fr/sheets/plan.json", `"Who?"`, `""`, `field "who" has no label`},
		{"sheet's title", "fr/sheets/plan.json", `"Plan"`, `""`, `title is missing`},
		{"sheet's hint", "fr/sheets/plan.json", `,"hint":"A role"`, ``, `field "who" has a hint in one language`},
		{"sheet's own hint", "fr/sheets/plan.json", `"hint":"Short",`, ``, `has a hint in one language and none in another`},
		{"sheet of nothing", "fr/sheets/plane.json", ``, `{"title":"P","fields":{}}`, `the sheet "plane" is unknown`},

		{"no name", text, `"name":"Steps"`, `"name":""`, `name is missing`},
		{"text of nothing", "fr/procedures/leaps.json", ``, `{"name":"P","stages":{}}`, `the procedure "leaps" is unknown`},
		{"stage without text", text, `"name":"Away"`, `"name":""`, `stage "away" has no text`},
		{"stage without sentence", text, `"about":"Gone."`, `"about":""`, `stage "away" has no text`},
		{"stage's next", text, `,"next":"Soon."`, ``, `stage "received" says what comes next in one language`},
		{"stage left over", text, `"away":{`, `"afar":{"name":"x","about":"x"},"away":{`, `stage "afar" is unknown`},
		{"step without name", text, `"name":"Mend","hint"`, `"name":"","hint"`, `step "mend" has no text`},
		{"no hint", text, `"name":"Begin","hint":"Do"`, `"name":"Begin"`, `step "begin": hint is missing`},
		{"no notice", text, `,"notice":"Begun."`, ``, `step "begin": notice is missing`},
		{"notice of a quiet step", text, `"name":"Mend","hint":"Do"`, `"name":"Mend","hint":"Do","notice":"x"`, `step "mend" is quiet and has a notice`},
		{"no yes", text, `"yes":"Then",`, ``, `step "send": yes is missing`},
		{"no no", text, `,"no":"Else"`, ``, `step "send": no is missing`},
		{"yes to nothing", text, `"notice":"Begun."`, `"notice":"Begun.","yes":"x"`, `step "begin" asks nobody`},
		{"notice's field", text, `"Begun."`, `"Begun {{.Day}}."`, `step "begin": notice: nothing fills in {{.Day}}`},
		{"notice's call", text, `"Begun."`, `"Begun {{call .Day}}."`, `step "begin": notice has a placeholder`},
		{"no code", text, `"leave.far":"Too far"`, ``, `code "leave.far" has no text`},
		{"no category", text, `"noise":"Noise",`, ``, `category "noise" has no text`},
		{"no outcome", text, `"good":"Good",`, ``, `outcome "good" has no text`},
		{"no block's text", text, `"We found {{.Found}} until {{.Until}}."`, `" "`, `block "found" has no text`},
		{"block's field", text, `{{.Found}}`, `{{.Lost}}`, `block "found": nothing fills in {{.Lost}}`},
		{"block's other fields", text, `{{.Found}}`, `{{.Looked}}`, `block "found" has the placeholders [{{.Looked}} {{.Until}}], and`},
		{"clock unknown", text, `"court":"To`, `"cort":"To`, `clock "cort" is unknown`},
		{"clock unnamed", text, `"clocks":{"court":"To go to court"}`, `"clocks":{}`, `names other clocks than in the first language`},
	} {
		t.Run(row.name, func(t *testing.T) {
			fsys := stepped()
			change(t, fsys, row.file, row.old, row.new)
			expect(t, fsys, row.want)
		})
	}
	for _, name := range []string{text, "fr/sheets/plan.json"} {
		fsys := stepped()
		delete(fsys, name)
		expect(t, fsys, name+": is missing")
	}
}

// A change of the definition is another version; of the texts it is one of a sheet only.
func TestProcedureVersion(t *testing.T) {
	first, err := Load(stepped())
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		file, old, new   string
		procedure, sheet bool
	}{
		{"procedures/steps.json", `"days":90`, `"days":91`, true, false},
		{"sheets/plan.json", `"max":100`, `"max":101`, false, true},
		{"fr/sheets/plan.json", `"Who?"`, `"Qui?"`, false, true},
		{"fr/procedures/steps.json", `"Done"`, `"Fini"`, false, false},
	} {
		fsys := stepped()
		change(t, fsys, row.file, row.old, row.new)
		pack, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		if got := pack.Procedures["steps"].Version != first.Procedures["steps"].Version; got != row.procedure {
			t.Errorf("%s: the procedure's version changed: %v", row.file, got)
		}
		if got := pack.Sheets["plan"].Version != first.Sheets["plan"].Version; got != row.sheet {
			t.Errorf("%s: the sheet's version changed: %v", row.file, got)
		}
	}
	var kept struct{ Texts map[string]SheetText }
	if err := json.Unmarshal([]byte(first.Sheets["plan"].Body), &kept); err != nil || !strings.Contains(kept.Texts["fr"].Title, "Plan") {
		t.Errorf("a kept sheet does not say what it asked: %v %+v", err, kept)
	}
}

// A sentence of a procedure changed in one language is named, as any other text.
func TestProcedureSettled(t *testing.T) {
	fsys := stepped()
	data, err := Settle(fsys, nil, "2026-11-22", nil)
	if err != nil {
		t.Fatal(err)
	}
	fsys["texts.json"] = &fstest.MapFile{Data: data}
	for _, row := range []struct{ file, old, new, want string }{
		{"fr/procedures/steps.json", `"Begun."`, `"Bien."`, "fr/procedures/steps.json:3: note: steps/steps:step.begin: changed in fr"},
		{"fr/procedures/steps.json", `"about":"Gone."`, `"about":"Parti."`, "steps/steps:stage.away: changed in fr"},
		{"fr/procedures/steps.json", `We found`, `Voici`, "steps/steps:block.found: changed in fr"},
		{"fr/procedures/steps.json", `"Too far"`, `"Loin"`, "steps/steps:: changed in fr"},
		{"fr/sheets/plan.json", `"Who?"`, `"Qui?"`, "fr/sheets/plan.json:1: note: sheet/plan:who: changed in fr"},
		{"fr/sheets/plan.json", `"Plan"`, `"Projet"`, "sheet/plan:: changed in fr"},
	} {
		fsys := maps.Clone(fsys)
		change(t, fsys, row.file, row.old, row.new)
		if got := strings.Join(texts(Check(fsys, nil)), "\n"); !strings.Contains(got, row.want) {
			t.Errorf("%q is not in %s", row.want, got)
		}
	}
}
