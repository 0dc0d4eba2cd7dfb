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

// helperQuote is a passage that answers, with the place where it stands.
type helperQuote struct {
	Lines       []string
	Title, Href string
	Of          string // whose text it is, or the page that it is a part of
	Dated       string // YYYY-MM-DD, or ""
}

// policy is a rule as the page of resources lists it.
type policy struct{ Item template.HTML }

func (d helperWords) fill(t *helperTurn) {
	a := t.Answer
	for _, door := range a.Doors {
		if view, ok := d.door(door); ok {
			t.Doors = append(t.Doors, view)
		}
	}
	if end := d.pack.FinderTexts(d.base.Language).Ends[a.Route]; a.Clear && !a.Danger {
		t.Says, t.First = end.Says, end.First
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
	for line := range strings.SplitSeq(q.Excerpt, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			view.Lines = append(view.Lines, line)
		}
	}
	return view
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
