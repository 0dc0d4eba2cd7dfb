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
		"procedures/steps.json": `{"id":"steps","stages":["received","closed"],"clocks":[{"code":"first","starts":"acknowledged","days":7,"met":"letter"}]}`,
		"forms/ask.json": `{"id":"ask","unit":"desk","procedure":"steps","minutes":5,"fields":[
{"id":"who","kind":"choice","options":["me","other"],"required":true},
{"id":"what","kind":"long","max":100,"when":{"who":["me"]}},
{"id":"names","kind":"names","max":3,"concerned":true}]}`,
	}
	for _, code := range []string{"en", "fr"} {
		files[code+"/words.json"] = `{"demo.banner":"Demo","emergency.general":"Run","unit.desk":"Desk","menu.about":"About","menu.desks":"Desks","stage.received":"R","stage.closed":"C","clock.first":"F","hello":"Hi {{.Name}}"}`
		files[code+"/pages/home.md"] = "---\ntitle: Home\nshort: Start\n---\nSee [about](page:about#why), [the desk](page:questions/desk#q-one), [the form](form:ask), [yours](mailbox:), [here](#start).\n\n## Start {#start}\n\n[Out](https://example.org/x)\n"
		files[code+"/pages/about.md"] = "---\ntitle: About\nslug: about-" + code + "\nshort: What\n---\nLead.\n\n## Why {#why}\n\nBecause.\n"
		files[code+"/units/desk.md"] = "---\ntitle: Desk\nslug: desk\nshort: Asks\n---\nLead.\n\n## Does {#does}\n\nThings.\n"
		files[code+"/questions/desk.md"] = "---\ntitle: Asked\nslug: questions/desk\nshort: Often\n---\n## One? {#q-one}\n\nYes.\n\n## Où, déjà? {#q-two}\n\n[First](#q-one).\n"
		files[code+"/forms/ask.json"] = `{"title":"Ask","slug":"ask-` + code + `","short":"Asks","fields":{
"who":{"label":"Who?","options":{"me":"Me","other":"Other"}},"what":{"label":"What?","hint":"Briefly"},"names":{"label":"Names?"}}}`
		files[code+"/forms/ask.md"] = "Before you begin.\n\n## Need {#need}\n\nNothing.\n"
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
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
		t.Fatal(err, Check(small()))
	}
	return pack
}
