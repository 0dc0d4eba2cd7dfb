package portal

import (
	"strings"
	"testing"
	"testing/fstest"
)

// small is the smallest whole pack: two languages, one unit, one form.
func small() fstest.MapFS {
	files := map[string]string{
		"pack.json": `{"id":"small","languages":["en","fr"],"leave":"https://example.org/","fallback":"desk",
"organisation":{"name":"","contact":"","root":"","outside":"","emergency":{}},
"units":[{"id":"desk","kind":"office","form":"ask","listsOfficers":true,"order":1}],
"menu":[{"id":"about","items":["about"]},{"id":"desks","items":["unit/desk","questions/desk"]}],
"quick":["desk"],"foot":["about"],"help":["desk"],"moved":{"/old":"about"}}`,
		"procedures/steps.json": `{"id":"steps","stages":["received","closed"],"clocks":[{"code":"first","starts":"acknowledged","days":7,"met":"letter","aim":true,"source":"ours"}]}`,
		"forms/ask.json": `{"id":"ask","unit":"desk","procedure":"steps","minutes":5,"fields":[
{"id":"who","kind":"choice","options":["me","other"],"required":true},
{"id":"what","kind":"long","max":100,"when":{"who":["me"]}},
{"id":"names","kind":"names","max":3,"concerned":true}]}`,
	}
	for _, code := range []string{"en", "fr"} {
		files[code+"/words.json"] = `{"demo.banner":"Demo","emergency.general":"Run","unit.desk":"Desk","menu.about":"About","menu.desks":"Desks","stage.received":"R","stage.received.about":"Here","stage.closed":"C","stage.closed.about":"Done","clock.first":"F","hello":"Hi {{.Name}}"}`
		files[code+"/pages/home.md"] = "---\ntitle: Home\nshort: Start\n---\nSee [about](page:about#why), [the desk](page:questions/desk#q-one), [the form](form:ask), [yours](mailbox:), [here](#start).\n\n## Start {#start}\n\n[Out](https://example.org/x)\n"
		files[code+"/pages/about.md"] = "---\ntitle: About\nslug: about-" + code + "\nshort: What\n---\nLead.\n\n## Why {#why}\n\nBecause.\n"
		files[code+"/units/desk.md"] = "---\ntitle: Desk\nslug: desk\nshort: Asks\n---\nLead.\n\n## Does {#does}\n\nThings.\n" +
			sections("does-not", "happens", "for-you", "who-reads", "confidentiality") + "\n## Reach {#reach}\n\n[Write](form:ask)\n"
		files[code+"/questions/desk.md"] = "---\ntitle: Asked\nslug: questions/desk\nshort: Often\n---\n## One? {#q-one}\n\nYes.\n\n## Où, déjà? {#q-two}\n\n[First](#q-one).\n"
		files[code+"/forms/ask.json"] = `{"title":"Ask","slug":"ask-` + code + `","short":"Asks","fields":{
"who":{"label":"Who?","options":{"me":"Me","other":"Other"}},"what":{"label":"What?","hint":"Briefly"},"names":{"label":"Names?"}}}`
		files[code+"/forms/ask.md"] = "Before you begin.\n" + sections("does", "elsewhere") + "\n## Need {#need}\n\nNothing.\n" +
			sections("who-reads", "anonymous", "confidentiality", "limits")
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// sections writes one section of filling for each anchor.
func sections(anchors ...string) string {
	var text strings.Builder
	for _, anchor := range anchors {
		text.WriteString("\n## Of " + anchor + " {#" + anchor + "}\n\nSome words.\n")
	}
	return text.String()
}

// large is the small pack with everything that the small one does without: an enquiry,
// feedback, entries, a time zone, and a second form that goes along.
func large() fstest.MapFS {
	fsys := small()
	put := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	put("forms/ask.json", `{"id":"ask","unit":"desk","procedure":"steps","minutes":5,"zone":"zone",
"second":{"form":"warn","when":{"who":["me"]},"fields":{"name":"called"}},"fields":[
{"id":"who","kind":"choice","options":["me","other"],"required":true},
{"id":"called","kind":"short","max":100},
{"id":"zone","kind":"zone"},
{"id":"seen","kind":"entries","max":3,"fields":[{"id":"by","kind":"short","max":50},{"id":"may","kind":"choice","options":["yes","no"]},{"id":"why","kind":"long","max":50,"when":{"may":["no"]}}]}]}`)
	put("forms/warn.json", `{"id":"warn","kind":"prevention","unit":"desk","procedure":"steps","fields":[{"id":"name","kind":"short","max":100}]}`)
	put("forms/question.json", `{"id":"question","kind":"enquiry","unit":"desk","procedure":"steps","minutes":2,"fields":[{"id":"what","kind":"long","max":100,"required":true}]}`)
	put("forms/praise.json", `{"id":"praise","kind":"feedback","unit":"desk","minutes":2,"fields":[{"id":"what","kind":"long","max":100}]}`)
	for _, code := range []string{"en", "fr"} {
		put(code+"/forms/ask.json", `{"title":"Ask","slug":"ask-`+code+`","short":"Asks","after":{"any":"Thanks."},"fields":{
"who":{"label":"Who?","options":{"me":"Me","other":"Other"}},"called":{"label":"Name?"},"zone":{"label":"Where?"},
"seen":{"label":"Seen?","entry":"Person {{.N}}","add":"Another","fields":{"by":{"label":"By?"},"may":{"label":"May we?","options":{"yes":"Yes","no":"No"}},"why":{"label":"Why?"}}}}}`)
		put(code+"/forms/warn.json", `{"title":"Warn","fields":{"name":{"label":"Name"}}}`)
		put(code+"/forms/question.json", `{"title":"Question","slug":"question","short":"Q","fields":{"what":{"label":"What?"}}}`)
		put(code+"/forms/praise.json", `{"title":"Praise","slug":"praise","short":"P","fields":{"what":{"label":"What?"}}}`)
		for _, id := range []string{"question", "praise"} {
			put(code+"/forms/"+id+".md", "Hello.\n"+sections("elsewhere", "who-reads", "need"))
		}
		home := code + "/pages/home.md"
		put(home, string(fsys[home].Data)+"\n[Ask someone](form:question), [praise](form:praise), [us](page:other-places)\n")
		put(code+"/pages/other-places.md", "---\ntitle: Other places\nslug: places\nshort: There\n---\nLead.\n")
		intro := code + "/forms/ask.md"
		put(intro, strings.Replace(string(fsys[intro].Data), "{#elsewhere}\n\nSome", "{#elsewhere}\n\n[Other places](page:other-places) and some", 1))
	}
	return fsys
}

// change replaces text in one file of a small pack; old "" writes the whole file.
func change(t *testing.T, fsys fstest.MapFS, name, old, new string) {
	t.Helper()
	if old == "" {
		fsys[name] = &fstest.MapFile{Data: []byte(new)}
		return
	}
	text := string(fsys[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	fsys[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
}

func loaded(t *testing.T) *Pack {
	t.Helper()
	pack, err := Load(small())
	if err != nil {
		t.Fatal(err, Check(small(), nil))
	}
	return pack
}
