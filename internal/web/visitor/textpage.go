package visitor

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"fairlead/internal/portal"
	"fairlead/internal/web"
)

var (
	homeTemplate      = web.NewTemplate(files, "home.html", "text.html", "map.html")
	unitTemplate      = web.NewTemplate(files, "unit.html", "text.html")
	questionsTemplate = web.NewTemplate(files, "questions.html", "text.html")
	procedureTemplate = web.NewTemplate(files, "procedure.html", "text.html")
	overviewTemplate  = web.NewTemplate(files, "overview.html", "text.html", "map.html")
	resourcesTemplate = web.NewTemplate(files, "resources.html", "text.html")
	textTemplate      = web.NewTemplate(files, "page.html", "text.html")
)

// textPage is a page of the pack: home, a unit, questions, or any other text.
type textPage struct {
	web.Base
	Text   portal.Page
	Crumbs []web.Link // from home to the page above this one
	Unit   unitCard   // of a unit's page
	Units  []unitCard // of home and the overview
	Map    officeMap
	Groups []questionGroup // of home
	Asked  *portal.Section // the question whose own address this is
	Others []portal.Section
	Forms  []web.Link // that begin this procedure

	Way template.HTML // drawn, of its stages, for whoever wants to see them all at once
}

// questionGroup is a page of questions with its first ones.
type questionGroup struct {
	web.Link
	First []web.Link
}

// renderText draws a page by its layout; a unit and a page of questions have their own.
func (v *Wing) renderText(r *http.Request, pack *portal.Pack, page portal.Page, asked string) ([]byte, error) {
	data := textPage{Base: v.textBase(r, page), Text: page}
	kind, _, _ := strings.Cut(page.ID, "/")
	switch {
	case kind == "unit":
		return v.renderUnit(data)
	case kind == "questions":
		return v.renderQuestions(data, asked)
	case page.Layout == "home":
		data.Units, data.Groups = v.unitCards(data.Base), v.questionGroups(data.Base)
		data.Map = drawMap(data.Units)
		return homeTemplate.Bytes(data)
	case page.Layout == "overview":
		data.Units = v.unitCards(data.Base)
		data.Map = drawMap(data.Units)
		return overviewTemplate.Bytes(data)
	case page.Layout == "procedure":
		return v.renderProcedure(data)
	case page.Layout == "resources":
		return resourcesTemplate.Bytes(data)
	case page.Layout == "limits":
		return v.renderLimits(r, pack, page)
	case page.Layout == "finder":
		return v.renderFinder(r, pack, page)
	case page.Layout == "helper":
		return v.renderHelper(r, pack, page)
	case page.Layout == "search":
		return v.renderSearch(r, page)
	}
	return textTemplate.Bytes(data)
}

// textBase is the shared part of every page of the pack, whatever it shows.
func (v *Wing) textBase(r *http.Request, page portal.Page) web.Base {
	base := v.server.BaseTitled(r, page.Title)
	base.At, base.Description, base.Quiet = page.ID, page.Short, false
	base.Alternates = v.server.Alternates(page.Language, func(language string) string {
		return v.server.Pack().Address(language, page.ID)
	})
	if page.Layout == "limits" || page.Layout == "finder" || page.Layout == "helper" {
		base.Styles = append(base.Styles, "form.css")
	}
	if page.Layout == "search" {
		base.Styles = append(base.Styles, "search.css")
	}
	return base
}

func (v *Wing) renderUnit(data textPage) ([]byte, error) {
	id := strings.TrimPrefix(data.Text.ID, "unit/")
	data.Unit = v.unitCard(data.Base, v.server.Pack().Units[id], data.Text)
	data.Crumbs = []web.Link{home(data.Base), {Text: data.Say("map.title"), Href: data.Href("/") + "#map"}}
	return unitTemplate.Bytes(data)
}

// renderQuestions puts the question that was asked for first, open, and the page's title
// tells it; the others stay below.
func (v *Wing) renderQuestions(data textPage, asked string) ([]byte, error) {
	page, pack := data.Text, v.server.Pack()
	data.Crumbs, data.Others = []web.Link{home(data.Base)}, page.Sections
	if unit, ok := pack.Page(page.Language, "unit/"+strings.TrimPrefix(page.ID, "questions/")); ok {
		data.Crumbs = append(data.Crumbs, web.Link{Text: unit.Title, Href: data.Page(unit.ID)})
	}
	i := slices.IndexFunc(page.Sections, func(s portal.Section) bool { return s.Anchor == asked })
	if i < 0 {
		return questionsTemplate.Bytes(data)
	}
	data.Asked = &page.Sections[i]
	data.Others = slices.Delete(slices.Clone(page.Sections), i, i+1)
	data.Title, data.Description = data.Asked.Heading, page.Title
	data.Crumbs = append(data.Crumbs, web.Link{Text: page.Title, Href: data.Page(page.ID)})
	data.Alternates = v.server.Alternates(page.Language, func(language string) string {
		return pack.QuestionPath(language, page.ID, asked)
	})
	return questionsTemplate.Bytes(data)
}

func (v *Wing) renderProcedure(data textPage) ([]byte, error) {
	pack := v.server.Pack()
	data.Way = pack.DrawProcedure(data.Language, strings.TrimPrefix(data.Text.ID, "procedure/"), "", nil)
	data.Crumbs = []web.Link{home(data.Base)}
	if above, ok := pack.Page(data.Language, "after-report"); ok {
		data.Crumbs = append(data.Crumbs, web.Link{Text: above.Title, Href: data.Page(above.ID)})
	}
	for _, page := range pack.Pages {
		form, ok := pack.Forms[strings.TrimPrefix(page.ID, "form/")]
		if ok && page.Language == data.Language && "procedure/"+form.Procedure == data.Text.ID {
			data.Forms = append(data.Forms, web.Link{Text: page.Title, Href: data.Page(page.ID)})
		}
	}
	return procedureTemplate.Bytes(data)
}

func home(b web.Base) web.Link { return web.Link{Text: b.Say("nav.home"), Href: b.Href("/")} }

// questionGroups are the pages of questions in the pack's order, each with its first three.
func (v *Wing) questionGroups(base web.Base) []questionGroup {
	var groups []questionGroup
	for _, page := range v.server.Pack().Pages {
		if strings.HasPrefix(page.ID, "questions/") && page.Language == base.Language {
			groups = append(groups, questionGroup{web.Link{Text: page.Title, Href: base.Page(page.ID)}, base.Questions(page, 3)})
		}
	}
	return groups
}

// QuestionLinks are all questions of a unit, each by its own address.
func (p textPage) QuestionLinks() []web.Link {
	var links []web.Link
	for _, q := range p.Text.Questions {
		links = append(links, web.Link{Text: q.Heading, Href: p.Unit.Questions + "/" + q.Slug})
	}
	return links
}
