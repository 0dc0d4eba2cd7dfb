package visitor

import (
	"html/template"
	"strings"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// helperWords turns an answer into words of one language.
type helperWords struct {
	base web.Base
	pack *portal.Pack
}

// helperDoor is a place to turn to.
type helperDoor struct {
	Name, Why string
	Go        web.Link // its form, or where it says how to reach it
	About     string   // the address of the unit's page, where Go leads elsewhere
	Cannot    string
	Form      string // the title of the form that Go leads to, or ""
}

// helperQuote is a passage that answers, with the place where it stands.
type helperQuote struct {
	Lines       []string
	Title, Href string
	Of          string // whose text it is, or the page that it is a part of
	Dated       string // YYYY-MM-DD, or ""
}

// policy is a rule as the page of resources lists it.
type policy struct{ Item template.HTML }

// shownQuote is how much of a passage is quoted where nothing better was chosen, in runes.
const shownQuote = 420

func (d helperWords) fill(t *helperTurn) {
	a := t.Answer
	for _, door := range a.Doors {
		if view, ok := d.door(door); ok {
			t.Doors = append(t.Doors, view)
		}
	}
	for _, quote := range a.Passages {
		t.Quotes = append(t.Quotes, d.quote(quote))
	}
	for _, mark := range a.Policies {
		if item, ok := d.policy(mark); ok {
			t.Policies = append(t.Policies, policy{item})
		}
	}
	d.back(t)
}

// back words the question back, and the choice that was made when one was asked.
func (d helperWords) back(t *helperTurn) {
	texts := d.pack.Guide.Texts[d.base.Language]
	asked, route, _ := strings.Cut(t.Chosen, ":")
	t.Choice = texts.Questions[asked].Options[route]
	for _, question := range d.pack.Guide.Questions {
		text, ok := texts.Questions[question.ID]
		if !ok || question.ID != t.Answer.Back {
			continue
		}
		t.Back = &text
		for _, route := range question.Routes {
			t.Options = append(t.Options, optionView{Value: question.ID + ":" + route, Label: text.Options[route]})
		}
	}
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
	if !ok || view.Name != "" {
		return view, view.Name != ""
	}
	view.Name = page.Title
	if view.Why == "" {
		view.Why = page.Short
	}
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

func (d helperWords) quote(q guide.Quote) helperQuote {
	view := helperQuote{Title: q.Title, Dated: q.Dated, Href: d.base.Page(q.Page)}
	if q.Heading != "" {
		view.Title, view.Of = q.Heading, q.Title
	}
	switch {
	case strings.HasPrefix(q.Page, "questions/") && q.Anchor != "":
		view.Href = d.pack.QuestionPath(d.base.Language, q.Page, q.Anchor)
	case q.Anchor != "":
		view.Href += "#" + q.Anchor
	}
	if unit, ok := d.pack.Page(d.base.Language, "unit/"+q.Unit); ok {
		view.Of = unit.Title
	}
	excerpt := q.Excerpt
	if excerpt == "" {
		excerpt = beginning(q.Text, shownQuote)
	}
	for line := range strings.SplitSeq(excerpt, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			view.Lines = append(view.Lines, line)
		}
	}
	return view
}

// beginning is a text's first lines; a first line that is too long ends at a word.
func beginning(text string, most int) string {
	lines, left := []string{}, most
	for line := range strings.SplitSeq(text, "\n") {
		runes := []rune(line)
		if len(runes) > left {
			if len(lines) == 0 {
				cut := string(runes[:left])
				if at := strings.LastIndexByte(cut, ' '); at > 0 {
					cut = cut[:at]
				}
				lines = append(lines, cut+"…")
			}
			break
		}
		lines, left = append(lines, line), left-len(runes)
	}
	return strings.Join(lines, "\n")
}

// policy finds the rule with this mark in the list of resources: its item as it is rendered
// there, which is the pack's own safe HTML.
func (d helperWords) policy(mark string) (template.HTML, bool) {
	page, ok := d.pack.Page(d.base.Language, "resources")
	if !ok || mark == "" {
		return "", false
	}
	mark = template.HTMLEscapeString(mark)
	for _, section := range page.Sections {
		for _, item := range strings.Split(string(section.Body), "<li>")[1:] {
			item, _, _ = strings.Cut(item, "</li>")
			if strings.Contains(item, mark) && !strings.Contains(item, "<h") && !strings.Contains(item, "<ul") {
				return template.HTML(item), true
			}
		}
	}
	return "", false
}

func isLayout(layout string) func(portal.Page) bool {
	return func(page portal.Page) bool { return page.Layout == layout }
}

func isEnquiry(pack *portal.Pack) func(portal.Page) bool {
	return func(page portal.Page) bool {
		form, ok := strings.CutPrefix(page.ID, "form/")
		return ok && pack.Forms[form].Kind == "enquiry"
	}
}

// pageLink leads to the first page of this language that is meant, or nowhere.
func pageLink(base web.Base, pack *portal.Pack, is func(portal.Page) bool) web.Link {
	for _, page := range pack.Pages {
		if page.Language == base.Language && is(page) {
			return web.Link{Text: page.Title, Href: base.Page(page.ID)}
		}
	}
	return web.Link{}
}
