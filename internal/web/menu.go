package web

import (
	"strings"

	"fairlead/internal/portal"
)

// Group is a part of the menu: a word that opens to its entries, or, where there is only
// one, the link itself.
type Group struct {
	Text    string
	Href    string // "" if it opens
	Current bool   // the page shown is one of its entries
	Entries []Entry
}

// Entry is a link with one line about where it leads.
type Entry struct {
	Link
	Short   string
	Icon    string
	Samples []Link // of a page of questions: its first ones
}

// samples is how many questions the menu shows of each group of questions.
const samples = 3

// Menu is the pack's menu in this language.
func (b Base) Menu() []Group {
	var groups []Group
	for _, part := range b.server.Pack().Menu {
		group := Group{Text: b.Say("menu." + part.ID)}
		for _, id := range part.Items {
			if page, ok := b.server.Pack().Page(b.Language, id); ok {
				group.Entries = append(group.Entries, b.entry(page))
				group.Current = group.Current || id == b.At
			}
		}
		if len(group.Entries) == 1 {
			group.Href = group.Entries[0].Href
		}
		if len(group.Entries) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

func (b Base) entry(page portal.Page) Entry {
	entry := Entry{Link: b.linkTo(page), Short: page.Short}
	if strings.HasPrefix(page.ID, "questions/") && b.At != "home" { // home shows them itself
		entry.Samples = b.Questions(page, samples)
	}
	return entry
}

func (b Base) linkTo(page portal.Page) Link {
	return Link{Text: page.Title, Href: b.Page(page.ID), Current: page.ID == b.At}
}

// Questions are the first questions of a page, each by its own address; all of them if
// most is 0.
func (b Base) Questions(page portal.Page, most int) []Link {
	var links []Link
	address := b.Page(page.ID)
	for _, question := range page.Sections {
		if len(links) == most && most > 0 {
			break
		}
		links = append(links, Link{Text: question.Heading, Href: address + "/" + question.Slug})
	}
	return links
}

// Foot is the pages that the pack puts at the foot of every page. The form for comments
// stands among the contacts there.
func (b Base) Foot() []Link {
	var links []Link
	comments := "form/" + b.formOf("feedback").ID
	for _, id := range b.server.Pack().Foot {
		if page, ok := b.server.Pack().Page(b.Language, id); ok && id != comments {
			links = append(links, b.linkTo(page))
		}
	}
	return links
}

// Quick is a unit's line among the quick links at the foot.
type Quick struct {
	Unit      Link
	Questions string // address of its page of questions, or ""
	Form      string // address of its form, or ""
}

// Quick is the pack's quick links.
func (b Base) Quick() []Quick {
	pack := b.server.Pack()
	var list []Quick
	for _, id := range pack.Quick {
		page, ok := pack.Page(b.Language, "unit/"+id)
		if !ok {
			continue
		}
		quick := Quick{Unit: b.linkTo(page)}
		if _, ok := pack.Page(b.Language, "questions/"+id); ok {
			quick.Questions = b.Page("questions/" + id)
		}
		if form := pack.Units[id].Form; form != "" {
			quick.Form = b.Page("form/" + form)
		}
		list = append(list, quick)
	}
	return list
}

// Doors are the ways in that the home page and a page that is not there offer, the first
// one for whoever does not know where to go: the finder, a form or the page about all of
// them, a person to ask, the mailbox.
func (b Base) Doors() []Entry {
	var doors []Entry
	if page, ok := b.laidOut("finder"); ok {
		doors = append(doors, b.door("find", b.Page(page.ID), "post"))
	}
	if _, ok := b.server.Pack().Page(b.Language, "how-to-submit"); ok {
		doors = append(doors, b.door("submit", b.Page("how-to-submit"), "pen"))
	} else if form := b.formOf("report"); form.ID != "" {
		doors = append(doors, b.door("submit", b.Page("form/"+form.ID), "pen"))
	}
	if form := b.formOf("enquiry"); form.ID != "" {
		doors = append(doors, b.door("ask", b.Page("form/"+form.ID), "talk"))
	}
	return append(doors, b.door("return", b.Href("/mailbox"), "key"))
}

func (b Base) door(word, href, icon string) Entry {
	return Entry{Link: Link{Text: b.Say("door." + word), Href: href}, Short: b.Say("door." + word + ".text"), Icon: icon}
}

// Tool leads to the first page of a layout, such as the search; nil if there is none.
func (b Base) Tool(layout string) *Link {
	page, ok := b.laidOut(layout)
	if !ok {
		return nil
	}
	link := b.linkTo(page)
	return &link
}

// Enquiry leads to the form by which a person is asked; nil if there is none.
func (b Base) Enquiry() *Link {
	page, ok := b.server.Pack().Page(b.Language, "form/"+b.formOf("enquiry").ID)
	if !ok {
		return nil
	}
	link := b.linkTo(page)
	return &link
}

// laidOut finds the first page of a layout.
func (b Base) laidOut(layout string) (portal.Page, bool) {
	for _, page := range b.server.Pack().Pages {
		if page.Layout == layout && page.Language == b.Language {
			return page, true
		}
	}
	return portal.Page{}, false
}

// formOf gives the first form of a kind in the order of the pages, if there is one.
func (b Base) formOf(kind string) portal.Form {
	pack := b.server.Pack()
	for _, page := range pack.Pages {
		id, isForm := strings.CutPrefix(page.ID, "form/")
		if isForm && page.Language == b.Language && pack.Forms[id].Kind == kind {
			return pack.Forms[id]
		}
	}
	return portal.Form{}
}

// reach leads from the address of a form to how its office is reached without it.
func (b Base) reach(path string) *Link {
	pack := b.server.Pack()
	form, ok := pack.FormAt(b.Language, strings.TrimPrefix(strings.TrimPrefix(path, b.server.Prefix(b.Language)), "/"))
	address := pack.Address(b.Language, "unit/"+form.Unit)
	if !ok || address == "" {
		return nil
	}
	return &Link{Text: b.Say("error.reach"), Href: address + "#reach"}
}

// Feedback leads to the form for comments on the portal; nil if there is none.
func (b Base) Feedback() *Link {
	if b.server.settings.NoComments {
		return nil
	}
	form := b.formOf("feedback")
	page, ok := b.server.Pack().Page(b.Language, "form/"+form.ID)
	if !ok {
		return nil
	}
	link := b.linkTo(page)
	return &link
}

// Disclaimer is the address of the page that says what these pages are not, or "".
func (b Base) Disclaimer() string {
	if _, ok := b.server.Pack().Page(b.Language, "disclaimer"); ok {
		return b.Page("disclaimer")
	}
	return ""
}

// Sheets are the style sheets of the page, each once: everything but the portal's texts
// has something to fill in.
func (b Base) Sheets() []string {
	sheets := []string{b.Static("site.css")}
	if b.Quiet {
		sheets = append(sheets, b.Static("form.css"))
	}
	for _, name := range b.Styles {
		if name != "form.css" || !b.Quiet {
			sheets = append(sheets, b.Static(name))
		}
	}
	if colours := b.server.coloursAddress(); colours != "" {
		sheets = append(sheets, colours)
	}
	return sheets
}
