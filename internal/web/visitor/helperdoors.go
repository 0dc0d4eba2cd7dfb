package visitor

import (
	"strings"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// helperDoor is a place to turn to.
type helperDoor struct {
	Name, Why string
	Go        web.Link // its form, or where it says how to reach it
	About     string   // the address of the unit's page, where Go leads elsewhere
	Cannot    string
	Form      string // the title of the form that Go leads to, or ""
}

// door words a door: by the finder, by the unit's own page, or by the page of general
// questions. One of which the pack says nothing is left out.
func (d helperWords) door(door guide.Door) (helperDoor, bool) {
	texts := d.pack.FinderTexts(d.base.Language)
	view := helperDoor{Why: texts.Ends[door.End].Doors[door.Door]}
	if d.pack.Finder != nil {
		if known, ok := d.finderDoor(door); ok {
			text := texts.Doors[known.ID]
			view.Name, view.Cannot = text.Name, text.Cannot
			view.Go = web.Link{Text: text.Go, Href: d.base.Page(known.Page)}
			view.Form = d.formTitle(known.Page)
		}
	}
	id := "unit/" + door.Unit
	if door.Unit == guide.General {
		id = "questions/general"
	}
	page, ok := d.pack.Page(d.base.Language, id)
	if ok && view.Why == "" {
		view.Why = page.Short
	}
	if !ok || view.Name != "" {
		return view, view.Name != ""
	}
	view.Name = page.Title
	if view.Go.Href == "" {
		view.Go = d.reached(door.Unit, page)
		view.Form = d.formTitle("form/" + d.pack.Units[door.Unit].Form)
	}
	if address := d.base.Page(page.ID); view.Go.Href != address {
		view.About = address
	}
	return view, true
}

// finderDoor is the door itself, or the one through which the finder leads to the same unit.
func (d helperWords) finderDoor(door guide.Door) (portal.FinderDoor, bool) {
	if door.Door != "" {
		return d.pack.Finder.Door(door.Door)
	}
	for _, known := range d.pack.Finder.Doors {
		if known.Unit == door.Unit {
			return known, true
		}
	}
	return portal.FinderDoor{}, false
}

// formTitle is the title of a form, or "" where the page is none.
func (d helperWords) formTitle(id string) string {
	if !strings.HasPrefix(id, "form/") {
		return ""
	}
	page, _ := d.pack.Page(d.base.Language, id)
	return page.Title
}

// reached is a unit's form, or its own page.
func (d helperWords) reached(unit string, page portal.Page) web.Link {
	if form, ok := d.pack.Page(d.base.Language, "form/"+d.pack.Units[unit].Form); ok {
		return web.Link{Text: form.Title, Href: d.base.Page(form.ID)}
	}
	return web.Link{Text: page.Title, Href: d.base.Page(page.ID)}
}
