package office

import (
	"net/http"

	"fairlead/internal/people"
	"fairlead/internal/web"
)

// base is what every page of the wing has.
type base struct {
	web.Base
	Here     string // "queue", "comments", "overview", "people", or "" elsewhere
	Officer  people.Person
	UnitName string
	Head     bool
}

func (o *Office) base(r *http.Request, titleKey, here string) base {
	v := visitOf(r)
	b := base{Base: o.Site.Base(r, titleKey), Here: here, Officer: v.Person, Head: heads(v.Person)}
	b.Wing = "office"
	if v.Unlocked {
		b.Nav = o.menu(b)
	}
	b.Styles = append(b.Styles, "mailbox.css", "office.css")
	b.Scripts = []string{"office.js"}
	b.UnitName = o.unitName(b.Base, v.Person.Unit)
	return b
}

// menu is what an officer goes to; a page before the door has the portal's own.
func (o *Office) menu(b base) []web.Link {
	doors := []struct {
		here, href string
		open       bool
	}{
		{"queue", "/office/", true},
		{"new", "/office/new", receives(b.Officer)},
		{"comments", "/office/comments", edits(b.Officer)},
		{"overview", "/office/overview", b.Head},
		{"people", "/office/people", b.Head},
		{"outbox", "/office/outbox", b.Head},
		{"ledger", "/office/ledger", true},
		{"settings", "/office/settings", true},
	}
	var links []web.Link
	for _, door := range doors {
		if door.open {
			links = append(links, web.Link{Text: b.Say("office.menu." + door.here), Href: door.href, Current: b.Here == door.here})
		}
	}
	return links
}

// unitName is the title of a unit's page, or its id where the pack has none.
func (o *Office) unitName(b web.Base, unit string) string {
	if page, ok := o.Site.Pack().Page(b.Language, "unit/"+unit); ok {
		return page.Title
	}
	return unit
}

// pageData is what every page tells its scripts; a page embeds it in its own.
type pageData struct {
	Language string            `json:"language"`
	Today    string            `json:"today"`
	Root     string            `json:"root"`
	Site     string            `json:"site"`
	Me       string            `json:"me"`
	Name     string            `json:"name"`
	Unit     string            `json:"unit"`
	Static   staticData        `json:"static"`
	Words    map[string]string `json:"words"`
}

type staticData struct {
	Argon2 string            `json:"argon2"`
	Attach string            `json:"attach"`
	Words  map[string]string `json:"words"`
}

func (o *Office) data(r *http.Request, b base, words ...string) pageData {
	lists := map[string]string{}
	for _, language := range []string{"en", "fr", "es"} {
		lists[language] = o.Site.Static("words." + language + ".txt")
	}
	return pageData{
		Language: b.Language, Today: o.Site.Today(), Root: o.Site.Pack().Organisation.Root, Site: o.Site.URL(),
		Me: b.Officer.ID, Name: b.Officer.Name, Unit: b.Officer.Unit,
		Static: staticData{o.Site.Static("argon2.worker.js"), o.Site.Static("attach.worker.js"), lists},
		Words:  b.Subset(append(words, "js.office.common.", "js.common.")...),
	}
}
