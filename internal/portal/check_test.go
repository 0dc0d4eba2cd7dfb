package portal

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// Each row breaks the small pack in one way; one problem must read exactly as told.
func TestCheck(t *testing.T) {
	for _, row := range []struct{ name, file, old, new, want string }{
		{"unknown name in the manifest", "pack.json", `"id":"small"`, `"id":"small","theme":"x"`, `pack.json: unknown field "theme"`},
		{"name twice", "pack.json", `"id":"small"`, `"id":"small","id":"big"`, `pack.json: the name "id" stands twice`},
		{"broken JSON", "pack.json", `"items":[`, `"items":`, `pack.json:4: invalid character`},
		{"wrong type", "forms/ask.json", `"max":100`, `"max":"100"`, `forms/ask.json:3: cannot unmarshal`},
		{"JSON cut short", "forms/ask.json", `}]}`, ``, `forms/ask.json: the JSON ends too early`},
		{"pack id", "pack.json", `"id":"small"`, `"id":"../small"`, `pack.json: the id "../small" may have`},
		{"leave", "pack.json", `"https://example.org/"`, `"http://example.org/"`, `pack.json: leave must be`},
		{"language code", "pack.json", `["en","fr"]`, `["en","fr","../x"]`, `pack.json: "../x" is no language code`},
		{"language twice", "pack.json", `["en","fr"]`, `["en","fr","en"]`, `pack.json: the language "en" stands twice`},
		{"no language", "pack.json", `["en","fr"]`, `[]`, `pack.json: names no language`},
		{"missing language", "pack.json", `["en","fr"]`, `["en","fr","es"]`, `es/words.json: is missing`},
		{"missing language's page", "pack.json", `["en","fr"]`, `["en","fr","es"]`, `es/pages/about.md: is missing`},
		{"missing language's form", "pack.json", `["en","fr"]`, `["en","fr","es"]`, `es/forms/ask.json: is missing`},
		{"emergency language", "pack.json", `"emergency":{}`, `"emergency":{"de":"x"}`, `emergency text for "de"`},
		{"organisation", "pack.json", `"root":""`, `"root":"x"`, `pack.json: organisation: root must be`},
		{"no unit", "pack.json", `[{"id":"desk","kind":"office","form":"ask","listsOfficers":true,"order":1}]`, `[]`, `pack.json: names no unit`},
		{"unit id", "pack.json", `{"id":"desk"`, `{"id":"Desk"`, `unit id "Desk" may have`},
		{"unit twice", "pack.json", `"order":1}`, `"order":1},{"id":"desk","kind":"office","form":"","listsOfficers":false,"order":2}`, `unit "desk" stands twice`},
		{"unit kind", "pack.json", `"office"`, `"shop"`, `unit "desk": kind "shop"`},
		{"unknown form", "pack.json", `"form":"ask"`, `"form":"tell"`, `unit "desk": form "tell" is unknown`},
		{"unknown procedure", "forms/ask.json", `"procedure":"steps"`, `"procedure":"jumps"`, `forms/ask.json: the procedure "jumps" is unknown`},
		{"form without procedure", "forms/ask.json", `"procedure":"steps",`, ``, `forms/ask.json: has no procedure`},
		{"fallback", "pack.json", `"fallback":"desk"`, `"fallback":"dusk"`, `the fallback unit "dusk" is unknown`},
		{"confirmation", "pack.json", `"fallback":"desk"`, `"fallback":"desk","confirmation":["danger"]`, `confirmation: "danger" is none of`},
		{"confirmation twice", "pack.json", `"fallback":"desk"`, `"fallback":"desk","confirmation":["oversight","oversight"]`, `confirmation: "oversight" is none of`},
		{"menu", "pack.json", `["about"]}`, `["abuot"]}`, `pack.json:4: menu: there is no page "abuot"`},
		{"menu group empty", "pack.json", `["about"]}`, `[]}`, `menu: the group "about" is empty`},
		{"menu group twice", "pack.json", `"id":"desks"`, `"id":"about"`, `menu group "about" stands twice`},
		{"menu without words", "pack.json", `"id":"desks"`, `"id":"rooms"`, `en/words.json: the key "menu.rooms" is missing`},
		{"quick", "pack.json", `"quick":["desk"]`, `"quick":["dusk"]`, `pack.json:5: quick: there is no unit "dusk"`},
		{"help", "pack.json", `"help":["desk"]`, `"help":["dusk"]`, `pack.json:5: help: there is no unit "dusk"`},
		{"foot", "pack.json", `"foot":["about"]`, `"foot":["abuot"]`, `pack.json:5: foot: there is no page "abuot"`},
		{"moved", "pack.json", `"/old":"about"`, `"/old":"abuot"`, `pack.json:5: moved: there is no page "abuot"`},
		{"moved from a page", "pack.json", `"/old"`, `"/about-fr"`, `pack.json:5: moved: "/about-fr" is the address of fr/pages/about.md`},
		{"moved from nowhere", "pack.json", `"/old"`, `"old"`, `pack.json:5: moved: "old" must be a path`},
		{"mail", "pack.json", `"root":""`, `"root":"","mail":"x"`, `organisation: mail must be`},
		{"number", "pack.json", `"root":""`, `"root":"","numbers":[{"place":"dk","call":"112","says":{"en":"x"}}]`, `an emergency number needs`},
		{"number's language", "pack.json", `"root":""`, `"root":"","numbers":[{"place":"DK","call":"112","says":{"en":"x"}}]`, `pack.json:2: organisation: the emergency number of DK says nothing in "fr"`},
		{"main form without page", "forms/ask.json", `"id":"ask"`, `"id":"ask","kind":"prevention"`, `unit "desk": form "ask" has no page`},

		{"stage shape", "procedures/steps.json", `"closed"]`, `"Closed"]`, `stage "Closed" may have`},
		{"stage twice", "procedures/steps.json", `"closed"]`, `"received"]`, `stage "received" stands twice`},
		{"no stage", "procedures/steps.json", `["received","closed"]`, `[]`, `procedures/steps.json: has no stage`},
		{"procedure id", "procedures/steps.json", `"id":"steps"`, `"id":"stops"`, `the id is "stops" and the file is "steps"`},
		{"clock time", "procedures/steps.json", `"days":7`, `"days":7,"months":1`, `clock "first" needs either days or months`},
		{"clock negative", "procedures/steps.json", `"days":7`, `"days":7,"months":-1`, `clock "first" needs either days or months`},
		{"clock start", "procedures/steps.json", `"acknowledged"`, `"whenever"`, `clock "first": start "whenever" is unknown`},
		{"clock met", "procedures/steps.json", `"letter"`, `"prayer"`, `clock "first": "prayer" is no step`},
		{"stage without words", "procedures/steps.json", `"closed"]`, `"gone"]`, `en/words.json: the key "stage.gone" is missing`},
		{"clock without words", "procedures/steps.json", `"first"`, `"second"`, `fr/words.json: the key "clock.second" is missing`},

		{"form id", "forms/ask.json", `"id":"ask"`, `"id":"tell"`, `the id is "tell" and the file is "ask"`},
		{"form unit", "forms/ask.json", `"unit":"desk"`, `"unit":"dusk"`, `the unit "dusk" is unknown`},
		{"form of another", "forms/ask.json", `"unit":"desk"`, `"unit":"dusk"`, `form "ask" belongs to unit "dusk"`},
		{"minutes", "forms/ask.json", `"minutes":5`, `"minutes":0`, `must say how many minutes`},
		{"kind", "forms/ask.json", `"kind":"long"`, `"kind":"epic"`, `field "what": kind "epic" is unknown`},
		{"no options", "forms/ask.json", `"options":["me","other"],`, ``, `field "who": options belong to a choice`},
		{"options of text", "forms/ask.json", `"kind":"long",`, `"kind":"long","options":["a"],`, `field "what": options belong to a choice`},
		{"option twice", "forms/ask.json", `["me","other"]`, `["me","me"]`, `option "me" stands twice`},
		{"max", "forms/ask.json", `"max":100,`, ``, `field "what": max is missing`},
		{"stop", "forms/ask.json", `"max":100,`, `"max":100,"stop":["no"],`, `field "what": it has no option "no" to stop at`},
		{"concerned", "forms/ask.json", `"max":100,`, `"max":100,"concerned":true,`, `field "what": only names can be`},
		{"field twice", "forms/ask.json", `"id":"what"`, `"id":"who"`, `field "who" stands twice`},
		{"when unknown", "forms/ask.json", `"when":{"who"`, `"when":{"whom"`, `field "what" depends on "whom", which is not asked before it`},
		{"when itself", "forms/ask.json", `"when":{"who":["me"]}`, `"when":{"what":["me"]}`, `field "what" depends on "what", which is not asked before it`},
		{"when option", "forms/ask.json", `"when":{"who":["me"]}`, `"when":{"who":["you"]}`, `field "what" depends on option "you"`},
		{"when nothing", "forms/ask.json", `"when":{"who":["me"]}`, `"when":{"who":[]}`, `field "what" depends on no answer of "who"`},

		{"no label", "fr/forms/ask.json", `"What?"`, `" "`, `fr/forms/ask.json: field "what" has no label`},
		{"no option label", "fr/forms/ask.json", `"me":"Me",`, ``, `fr/forms/ask.json: field "who": option "me" has no label`},
		{"strange option label", "fr/forms/ask.json", `"me":"Me",`, `"me":"Me","you":"You",`, `fr/forms/ask.json: field "who": option "you" is unknown`},
		{"strange field", "fr/forms/ask.json", `"names":`, `"more":{"label":"x"},"names":`, `fr/forms/ask.json: field "more" is unknown`},
		{"no hint", "fr/forms/ask.json", `,"hint":"Briefly"`, ``, `fr/forms/ask.json: field "what" has a hint in one language`},
		{"no title", "fr/forms/ask.json", `"title":"Ask"`, `"title":""`, `fr/forms/ask.json: title or short is missing`},
		{"form slug", "fr/forms/ask.json", `ask-fr`, `a/b`, `fr/forms/ask.md: the slug "a/b" may have`},

		{"missing key", "fr/words.json", `"hello":"Hi {{.Name}}"`, `"bye":"B"`, `fr/words.json: the key "hello" is missing`},
		{"key in one language", "fr/words.json", `"hello":"Hi {{.Name}}"`, `"bye":"B"`, `en/words.json: the key "bye" is missing`},
		{"needed key", "fr/words.json", `"demo.banner":"Demo",`, ``, `fr/words.json: the key "demo.banner" is missing`},
		{"unit without a name", "fr/words.json", `"unit.desk":"Desk",`, ``, `fr/words.json: the key "unit.desk" is missing`},
		{"key twice", "fr/words.json", `"hello"`, `"demo.banner"`, `fr/words.json: the name "demo.banner" stands twice`},
		{"empty word", "fr/words.json", `"Hi {{.Name}}"`, `" "`, `fr/words.json: "hello" is empty`},
		{"key shape", "fr/words.json", `"hello"`, `"hello there"`, `the key "hello there" is not made`},
		{"placeholder shape", "fr/words.json", `{{.Name}}`, `{{call .Name}}`, `"hello" has a placeholder that is not`},
		{"placeholder unknown", "fr/words.json", `{{.Name}}`, `{{.Nom}}`, `"hello" has the placeholders [{{.Nom}}], and [{{.Name}}]`},
		{"plural form unknown", "fr/words.json", `"Hi {{.Name}}"`, `{"few":"x {{.Name}}","other":"y {{.Name}}"}`, `"hello": plural form "few" is unknown`},
		{"plural form missing", "fr/words.json", `"Hi {{.Name}}"`, `{"one":"x {{.Name}}","other":"y {{.Name}}"}`, `"hello" has no plural form "many"`},
		{"plural in one language", "fr/words.json", `"Hi {{.Name}}"`, `{"one":"x {{.Name}}","many":"x","other":"y {{.Name}}"}`, `"hello" has plural forms in one language`},
		{"word of another type", "fr/words.json", `"Hi {{.Name}}"`, `7`, `fr/words.json:1: cannot unmarshal number`},

		{"no front matter", "fr/pages/about.md", "---\ntitle", "title", `fr/pages/about.md:1: must begin with title`},
		{"front matter open", "fr/pages/about.md", "\n---\n", "\n", `fr/pages/about.md:1: must begin with title`},
		{"front matter name", "fr/pages/about.md", "short:", "colour:", `fr/pages/about.md:4: "colour" is none of title, slug, short, layout`},
		{"front matter twice", "fr/pages/about.md", "short: What", "title: What", `fr/pages/about.md:4: title stands twice`},
		{"front matter empty", "fr/pages/about.md", "short: What", "short:", `fr/pages/about.md:4: short is empty`},
		{"home's slug", "fr/pages/home.md", "title: Home", "title: Home\nslug: start", `fr/pages/home.md: home has no slug`},
		{"no slug", "fr/pages/about.md", "slug: about-fr\n", "", `fr/pages/about.md: the slug "" may have`},
		{"slug shape", "fr/pages/about.md", "about-fr", "../etc", `fr/pages/about.md: the slug "../etc" may have`},
		{"slug reserved", "fr/pages/about.md", "about-fr", "office", `the slug "office" is an address of the program`},
		{"slug a language", "fr/pages/about.md", "about-fr", "fr", `the slug "fr" is an address of the program`},
		{"slug twice", "fr/pages/about.md", "about-fr", "desk", `the slug "desk" is also that of fr/pages/about.md`},
		{"layout", "fr/pages/about.md", "short: What", "short: What\nlayout: circus", `fr/pages/about.md:1: the layout "circus" is none of`},
		{"no lead", "fr/pages/about.md", "Lead.\n", "", `fr/pages/about.md: begins with a heading`},
		{"anchor missing", "fr/pages/about.md", " {#why}", "", `fr/pages/about.md:8: the heading needs an anchor`},
		{"anchors differ", "fr/pages/about.md", "{#why}", "{#pourquoi}", `fr/pages/about.md: its anchors are not those of en/pages/about.md`},
		{"anchor twice", "fr/pages/about.md", "Because.", "Because.\n\n## Again {#why}\n\nx", `fr/pages/about.md:12: the anchor "why" stands twice`},
		{"questions differ", "fr/questions/desk.md", "{#q-one}", "{#q-two}", `fr/questions/desk.md: its anchors are not those`},
		{"question's anchor", "fr/questions/desk.md", "{#q-one}", "{#does}", `the anchor "does" of a question begins with q-`},
		{"question asked twice", "fr/questions/desk.md", "## Où, déjà?", "## ONE!", `the slug "questions/desk/one" is also that of fr/questions/desk.md`},
		{"question of signs", "fr/questions/desk.md", "## Où, déjà?", "## ¿…?", `fr/questions/desk.md:10: the question "q-two" has no letter`},
		{"no question", "fr/questions/desk.md", "", "---\ntitle: A\nslug: a\nshort: a\n---\nNone.\n", `fr/questions/desk.md: has no question`},
		{"page at a question's address", "fr/pages/about.md", "about-fr", "questions/desk/one", `the slug "questions/desk/one" may have`},
		{"empty section", "fr/pages/about.md", "Because.", "", `fr/pages/about.md:8: section "why" has no text`},
		{"title as heading", "fr/pages/about.md", "Lead.", "# Lead", `fr/pages/about.md:6: a heading of the first level`},
		{"heading's attribute", "fr/pages/about.md", "{#why}", "{#why onclick=x}", `a heading has no attribute but its anchor`},
		{"HTML block", "fr/pages/about.md", "Because.", "<script>x</script>", `fr/pages/about.md:10: HTML is not shown`},
		{"HTML inside", "fr/pages/about.md", "Because.", "Be<b>cause</b>.", `fr/pages/about.md:10: HTML is not shown`},
		{"picture", "fr/pages/about.md", "Because.", "![x](https://example.org/x.png)", `fr/pages/about.md:10: pictures are not shown`},
		{"placeholder in a page", "fr/pages/about.md", "Because.", "For {{.Name}}.", `fr/pages/about.md:10: a page has no placeholders`},

		{"no such page", "fr/pages/home.md", "page:about#why", "page:abuot", `fr/pages/home.md:5: link "page:abuot": there is no such page`},
		{"no such anchor", "fr/pages/home.md", "page:about#why", "page:about#where", `link "page:about#where": that page has no such anchor`},
		{"no such form", "fr/pages/home.md", "form:ask", "form:tell", `link "form:tell": there is no such page`},
		{"no anchor here", "fr/pages/home.md", "(#start)", "(#end)", `link "#end": this text has no such anchor`},
		{"after mailbox", "fr/pages/home.md", "mailbox:", "mailbox:x", `nothing may stand after mailbox:`},
		{"script link", "fr/pages/home.md", "https://example.org/x", "javascript:alert(1)", `link "javascript:alert(1)": must be`},
		{"plain http", "fr/pages/home.md", "https://example.org/x", "http://example.org/x", `link "http://example.org/x": must be`},
		{"relative link", "fr/pages/home.md", "https://example.org/x", "../x", `link "../x": must be`},
		{"no host", "fr/pages/home.md", "https://example.org/x", "https:///x", `link "https:///x": must be`},
		{"a name in the link", "fr/pages/home.md", "https://example.org/x", "https://a:b@example.org/x", `must be`},
		{"link without words", "fr/pages/home.md", "[Out]", "[]", `has no words`},
		{"bare link", "fr/pages/home.md", "[Out](https://example.org/x)", "<https://example.org/x>", `write a link with words`},

		{"unknown unit's page", "fr/units/dusk.md", "", "---\ntitle: D\nslug: d\nshort: d\n---\nx\n", `fr/units/dusk.md: the unit "dusk" is unknown`},
		{"unknown procedure's page", "fr/procedures/jumps.md", "", "---\ntitle: D\nslug: d\nshort: d\n---\nx\n", `fr/procedures/jumps.md: the procedure "jumps" is unknown`},
		{"questions without unit", "fr/questions/dusk.md", "", "---\ntitle: D\nslug: d\nshort: d\n---\n## Q {#q-q}\n\nx\n", `fr/questions/dusk.md: the unit "dusk" is unknown`},
		{"unknown form's text", "fr/forms/tell.json", "", `{"title":"T","slug":"t","short":"t","fields":{}}`, `fr/forms/tell.json: the form "tell" is unknown`},
		{"page in one language", "fr/pages/more.md", "", "---\ntitle: M\nslug: m\nshort: m\n---\nx\n", `en/pages/more.md: is missing`},
		{"bad file name", "fr/pages/More Pages.md", "", "x", `fr/pages/More Pages.md: the name may have small letters`},
		{"stray file", "fr/pages/notes.txt", "", "x", `fr/pages/notes.txt: is no part of the pack`},
		{"stray language", "de/words.json", "", "{}", `de/words.json: is no part of the pack`},
		{"too large", "fr/pages/about.md", "Because.", strings.Repeat("x", maxFile), `fr/pages/about.md: larger than`},
		{"not UTF-8", "fr/pages/about.md", "Because.", "\xff", `fr/pages/about.md: not UTF-8`},
	} {
		t.Run(row.name, func(t *testing.T) {
			fsys := small()
			change(t, fsys, row.file, row.old, row.new)
			expect(t, fsys, row.want)
		})
	}
}

// The same for the pack that has every kind of form and question.
func TestCheckForms(t *testing.T) {
	if problems := Check(large(), nil); len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, row := range []struct{ name, file, old, new, want string }{
		{"form's kind", "forms/praise.json", `"feedback"`, `"applause"`, `the kind "applause" is none of`},
		{"enquiry without procedure", "forms/question.json", `"procedure":"steps",`, ``, `forms/question.json: has no procedure`},
		{"no entries", "forms/ask.json", `"kind":"entries","max":3`, `"kind":"entries","max":11`, `field "seen": max is how many entries`},
		{"entries without fields", "forms/question.json", `"kind":"long"`, `"kind":"entries"`, `field "what": fields belong to entries`},
		{"fields without entries", "forms/ask.json", `"kind":"entries"`, `"kind":"long"`, `field "seen": fields belong to entries`},
		{"entry's kind", "forms/ask.json", `"id":"by","kind":"short"`, `"id":"by","kind":"names"`, `field "seen": an entry has no question of kind "names" ("by")`},
		{"entry's condition", "forms/ask.json", `"when":{"may"`, `"when":{"who"`, `field "why" depends on "who", which is not asked before it`},
		{"entry's label", "fr/forms/ask.json", `"by":{"label":"By?"}`, `"by":{"label":""}`, `fr/forms/ask.json: field "by" has no label`},
		{"entry's name", "fr/forms/ask.json", `Person {{.N}}`, `Person`, `field "seen": entry must hold {{.N}}`},
		{"entry of no entries", "fr/forms/ask.json", `{"label":"Name?"}`, `{"label":"Name?","add":"x"}`, `field "called": fields, entry and add belong to entries`},
		{"zone unknown", "forms/ask.json", `"zone":"zone"`, `"zone":"who"`, `zone names "who", which is no field of kind zone`},
		{"zone unnamed", "forms/ask.json", `"zone":"zone",`, ``, `field "zone" is a time zone, and zone names ""`},
		{"second's kind", "forms/warn.json", `"prevention"`, `"enquiry"`, `second: "warn" is no form of kind prevention`},
		{"second unknown", "forms/ask.json", `"form":"warn"`, `"form":"wran"`, `second: "wran" is no form of kind prevention`},
		{"second without consent", "forms/ask.json", `"when":{"who":["me"]},"fields":{"name"`, `"when":{},"fields":{"name"`, `second: when is missing`},
		{"second's answer", "forms/ask.json", `"when":{"who":["me"]},"fields":{"name"`, `"when":{"who":["we"]},"fields":{"name"`, `"second" depends on option "we"`},
		{"second's field", "forms/ask.json", `{"name":"called"}`, `{"nom":"called"}`, `second: form "warn" has no field "nom"`},
		{"second's source", "forms/ask.json", `{"name":"called"}`, `{"name":"caled"}`, `second: this form has no field "caled"`},
		{"second's kinds", "forms/ask.json", `{"name":"called"}`, `{"name":"who"}`, `second: "name" is of kind "short" and "who" of kind "choice"`},
		{"onward to nobody", "forms/ask.json", `"fields":[`, `"onward":{"who":["me"]},"fields":[`, `onward: the procedure "steps" has no step "pass-on" of that kind`},
		{"onward's answer", "forms/ask.json", `"fields":[`, `"onward":{"who":["we"]},"fields":[`, `"onward" depends on option "we"`},
		{"onward's field", "forms/ask.json", `"fields":[`, `"onward":{"whom":["me"]},"fields":[`, `"onward" depends on "whom", which is not asked`},
		{"onward without consent", "forms/ask.json", `"fields":[`, `"onward":{},"fields":[`, `onward: names no answer`},
		{"onward of a question", "forms/question.json", `"minutes":2,`, `"minutes":2,"onward":{},`, `onward: a form of kind "enquiry" is passed on to nobody`},
		{"second requires", "forms/warn.json", `"max":100`, `"max":100,"required":true`, `second: form "warn" requires "name"`},
		{"prevention with a slug", "fr/forms/warn.json", `"title":"Warn"`, `"title":"Warn","slug":"warn"`, `a form of kind prevention has a title and no slug`},
		{"after of nothing", "fr/forms/ask.json", `{"any":"Thanks."}`, `{"formal":"Thanks."}`, `after: "formal" is neither "any" nor`},
		{"after missing", "fr/forms/ask.json", `"after":{"any":"Thanks."},`, ``, `fr/forms/ask.json: after has other answers`},
		{"after empty", "fr/forms/ask.json", `"Thanks."`, `" "`, `after: "any" is empty`},

		{"unit's section", "fr/units/desk.md", "{#for-you}", "{#for-us}", `fr/units/desk.md: the section {#for-you} is missing`},
		{"unit out of reach", "fr/units/desk.md", "(form:ask)", "(page:about)", `fr/units/desk.md:32: nobody can reach this unit`},
		{"unit reached by praise", "fr/units/desk.md", "(form:ask)", "(form:praise)", `nobody can reach this unit`},
		{"intro's section", "fr/forms/ask.md", "{#anonymous}", "{#nameless}", `fr/forms/ask.md: the section {#anonymous} is missing`},
		{"enquiry's section", "fr/forms/question.md", "{#need}", "{#needs}", `fr/forms/question.md: the section {#need} is missing`},
		{"intro's order", "fr/forms/ask.md", "", "B.\n" + sections("need", "does", "elsewhere", "who-reads", "anonymous", "confidentiality", "limits"), `the sections stand in another order`},
		{"no other places", "fr/forms/ask.md", "page:other-places", "page:about", `fr/forms/ask.md:7: the section {#elsewhere} does not link to page:other-places`},
		{"page out of reach", "fr/pages/alone.md", "", "---\ntitle: M\nslug: m\nshort: m\n---\nx\n", `fr/pages/alone.md: nothing leads to this page`},
		{"form out of reach", "fr/pages/home.md", "[praise](form:praise)", "praise", `fr/forms/praise.md: nothing leads to this page`},

		{"token", "pack.json", `"moved"`, `"colours":{"light":{"see":"#000000"}},"moved"`, `pack.json:5: colours: light: there is no token "see"`},
		{"colour", "pack.json", `"moved"`, `"colours":{"dark":{"sea":"red"}},"moved"`, `colours: dark: "sea" is no colour`},
		{"contrast", "pack.json", `"moved"`, `"colours":{"light":{"sea":"#777777"}},"moved"`, `colours: light: sea on card has a contrast of`},
		{"border", "pack.json", `"moved"`, `"colours":{"light":{"edge":"#cccccc"}},"moved"`, `edge on card has a contrast of 1.58 to 1, at least 3.0`},
	} {
		t.Run(row.name, func(t *testing.T) {
			fsys := large()
			change(t, fsys, row.file, row.old, row.new)
			expect(t, fsys, row.want)
		})
	}
}

// A pack with notes only is served: they are for its editor.
func TestNotes(t *testing.T) {
	long := strings.Repeat("administrative organisational responsibilities necessitate comprehensive documentation ", 4)
	for _, row := range []struct{ name, file, old, new, want string }{
		{"reading age", "en/forms/ask.json", `"What?"`, `"` + long + `"`, `en/forms/ask.json: note: the form's texts ask for a reading age of`},
		{"doubt in a form", "en/forms/ask.json", `"What?"`, `"What do you CLAIM happened?"`, `en/forms/ask.json:2: note: "CLAIM" casts doubt`},
		{"doubt in a unit", "en/units/desk.md", "Things.", "For an\nalleged\nvictim.", `en/units/desk.md:11: note: "alleged victim" casts doubt`},
		{"doubt in a word", "en/words.json", `"Hi {{.Name}}"`, `"Why didn't you, {{.Name}}?"`, `en/words.json:1: note: "Why didn't you" casts doubt`},
		{"doubt with an ending", "en/units/desk.md", "Things.", "A supposedly bad day.", `note: "supposedly" casts doubt`},
	} {
		t.Run(row.name, func(t *testing.T) {
			fsys := small()
			change(t, fsys, "en/doubt.txt", "", "# words\nalleged victim\nclaim\nsuppos* # any ending\nwhy didn’t you\n\n")
			if problems := Check(fsys, nil); len(problems) > 0 {
				t.Fatalf("before: %v", problems)
			}
			change(t, fsys, row.file, row.old, row.new)
			found := false
			for _, p := range Check(fsys, nil) {
				found = found || strings.Contains(p.String(), row.want)
			}
			if !found {
				t.Errorf("no problem reads %q; there are %v", row.want, Check(fsys, nil))
			}
			if _, err := Load(fsys); err != nil {
				t.Error(err)
			}
		})
	}
}

// What only looks like a word of the list, and a key, are left alone.
func TestNoDoubt(t *testing.T) {
	fsys := small()
	change(t, fsys, "en/doubt.txt", "", "claim\nhello\nalleged victim\n")
	change(t, fsys, "en/units/desk.md", "Things.", "Acclaimed, reclaims, alleged. Victims claimed it.")
	if problems := Check(fsys, nil); len(problems) > 0 {
		t.Error(problems)
	}
}

// expect looks for a problem; where want names no line, any line will do, since TestLineOf
// holds those.
func expect(t *testing.T, fsys fs.FS, want string) {
	t.Helper()
	problems := Check(fsys, nil)
	for _, p := range problems {
		anywhere := p
		anywhere.Line = 0
		if strings.Contains(p.String(), want) || strings.Contains(anywhere.String(), want) {
			return
		}
	}
	t.Errorf("no problem reads %q; there are %.4000s", want, fmt.Sprint(problems))
	if _, err := Load(fsys); err == nil {
		t.Error("it was loaded")
	}
}

func TestCheckMissing(t *testing.T) {
	for file, want := range map[string]string{
		"pack.json":            "pack.json: is missing",
		"fr/words.json":        "fr/words.json: is missing",
		"fr/pages/home.md":     "fr/pages/home.md: is missing",
		"fr/units/desk.md":     "fr/units/desk.md: is missing",
		"fr/questions/desk.md": "fr/questions/desk.md: is missing",
		"fr/forms/ask.md":      "fr/forms/ask.md: is missing",
		"fr/forms/ask.json":    "fr/forms/ask.json: is missing",
		"forms/ask.json":       `form "ask" is unknown`,
	} {
		fsys := small()
		delete(fsys, file)
		expect(t, fsys, want)
	}
}

// A pack may come from anyone: nothing but its own ordinary files is ever opened.
func TestCheckLinks(t *testing.T) {
	fsys := small()
	fsys["fr/pages/about.md"] = &fstest.MapFile{Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink}
	expect(t, fsys, "fr/pages/about.md: is a link or a device")
}

// What stands beside the files while a pack is worked on is left alone.
func TestCheckBesides(t *testing.T) {
	fsys := small()
	for _, name := range []string{".git/config", "fr/pages/.about.md.swp", "fr/pages/about.md~", "fr/.DS_Store", "fr/pages/.#about.md"} {
		fsys[name] = &fstest.MapFile{Data: []byte("x")}
	}
	if problems := Check(fsys, nil); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestCheckMany(t *testing.T) {
	fsys := small()
	for i := range maxFiles + 100 {
		fsys["x/"+strings.Repeat("y", i%50)+string(rune('a'+i/50))] = &fstest.MapFile{}
	}
	expect(t, fsys, "more than 2000 files")
}

func TestProblemOrder(t *testing.T) {
	fsys := small()
	change(t, fsys, "fr/pages/about.md", "Because.", "<b>x</b>\n\n<i>y</i>")
	change(t, fsys, "en/words.json", `"hello"`, `"hallo"`)
	var last Problem
	for _, p := range Check(fsys, nil) {
		if p.File < last.File || p.File == last.File && p.Line < last.Line {
			t.Errorf("%s stands after %s", p, last)
		}
		last = p
	}
}

// A pack leaves to the program's words what it does not say itself, but never its own
// names: those of another organisation must not stand on its pages.
func TestSharedWords(t *testing.T) {
	words := fstest.MapFS{"en/words.json": {Data: []byte(`{"hello":"Hi {{.Name}}","more":"More","stage.received":"Here","unit.desk":"Bureau","demo.banner":"Theirs"}`)}}
	words["fr/words.json"] = &fstest.MapFile{Data: []byte(`{"hello":"Salut {{.Name}}","more":"Plus","unit.desk":"Bureau","demo.banner":"Leur"}`)}
	fsys := small()
	for _, code := range []string{"en", "fr"} {
		change(t, fsys, code+"/words.json", `,"hello":"Hi {{.Name}}"`, ``)
	}
	pack, problems := Read(fsys, words)
	if problems = append(problems, Check(fsys, words)...); len(problems) > 0 || pack.Words("fr").Say("more") != "Plus" || pack.Words("fr").Say("unit.desk") != "Desk" {
		t.Fatalf("the program's words were not taken: %v", problems)
	}
	change(t, fsys, "fr/words.json", `"demo.banner":"Demo",`, ``)
	change(t, fsys, "en/words.json", `"unit.desk"`, `"helo":"x","unit.dusk":"Dusk","unit.desk"`)
	change(t, fsys, "fr/words.json", `"unit.desk"`, `"helo":"x","unit.dusk":"Dusk","unit.desk"`)
	got := strings.Join(texts(Check(fsys, words)), "\n")
	for _, want := range []string{
		`fr/words.json: the key "demo.banner" is missing`, `en/words.json:1: note: nothing says "helo"`, `en/words.json:1: note: nothing says "unit.dusk"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}

func texts(problems []Problem) []string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return lines
}
