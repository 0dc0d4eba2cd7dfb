package visitor

import (
	"net/http"
	"strconv"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

var finderTemplate = web.NewTemplate(files, "finder.html", "text.html")

// finderPage asks one question after another and ends in doors. With scripts the whole
// tree is in the page, and no answer leaves it. Without, each answer comes in a POST with
// those before it, is answered and forgotten: no address, log line or table ever holds it.
type finderPage struct {
	web.Base
	Text     portal.Page
	Action   string
	Steps    []finderStep // answered so far
	Question *finderQuestion
	End      *finderEnd
	Ask      web.Link // to a person, if the pack has a form for that
	Start    bool     // the page as everybody gets it first, with all that scripts need

	Questions []finderQuestion
	Ends      []finderEnd
	Doors     []finderDoor
	Rules     []finderRule
	Tree      *finderTree
}

// finderStep is a question that was answered, in words.
type finderStep struct {
	ID, Option  string
	Ask, Answer string
}

type finderQuestion struct {
	portal.FinderQuestionText
	ID      string
	N, Most int // how far along, and how long it can get
	Back    string
	Answers []optionView
}

type finderEnd struct {
	portal.FinderEndText
	ID     string
	Danger bool
	Doors  []finderDoor
	Rules  []finderRule
}

// finderDoor is a door in words; Why is empty where only its comparison is drawn.
type finderDoor struct {
	portal.FinderDoorText
	ID   string
	Why  string
	Name string
	Href string
	Unit string // the address of the unit's page, if the door opens onto another one
	Rows []finderRow
}

// finderRow is a line of a door's comparison.
type finderRow struct {
	Head, Text string
	More       web.Link
}

type finderRule struct {
	ID      string
	Text    string
	Grounds []finderGround
}

type finderGround struct{ Worth, Place string }

// finderTree is what the script walks: ids alone, the words stand in the page.
type finderTree struct {
	Words     map[string]string             `json:"words"`
	Start     string                        `json:"start"`
	Questions map[string]finderTreeQuestion `json:"questions"`
}

type finderTreeQuestion struct {
	Most    int               `json:"most"` // questions from here to the farthest end, with itself
	Options map[string]string `json:"options"`
}

// renderFinder is the page as everybody gets it first.
func (v *Wing) renderFinder(r *http.Request, pack *portal.Pack, text portal.Page) ([]byte, error) {
	d := v.finderWords(r, pack, text)
	page := d.page
	page.Start, page.Scripts = true, []string{"find.js"}
	first, _ := d.finder.Question(d.finder.Start)
	question := d.question(first, guide.Way{})
	page.Question, page.Tree = &question, treeOf(d.finder)
	page.Tree.Words = d.page.Subset("finder.count", "button.change")
	for _, q := range d.finder.Questions {
		if q.ID == first.ID {
			continue // it stands in the page itself
		}
		page.Questions = append(page.Questions, d.question(q, guide.Way{}))
	}
	for _, end := range d.finder.Ends {
		page.Ends = append(page.Ends, d.end(end))
	}
	for _, door := range d.finder.Doors {
		page.Doors = append(page.Doors, d.door(door.ID, ""))
	}
	for _, rule := range d.finder.Rules {
		page.Rules = append(page.Rules, d.rule(rule.ID))
	}
	return finderTemplate.Bytes(page)
}

// finderHome leads an answer's address, opened anew, to the page itself.
func (v *Wing) finderHome(w http.ResponseWriter, r *http.Request) error {
	pack := v.server.Pack()
	text, err := tool(r, pack, "finder", pack.Finder != nil)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, pack.Address(text.Language, text.ID))
}

// findOn answers with the next question or with the end.
func (v *Wing) findOn(w http.ResponseWriter, r *http.Request) error {
	pack := v.server.Pack()
	text, err := tool(r, pack, "finder", pack.Finder != nil)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Refused, "form-broken", nil) // its cause could quote an answer
	}
	d := v.finderWords(r, pack, text)
	way := guide.Walk(d.finder, finderAnswers(r, d.finder))
	if back := r.PostForm.Get("back"); back != "" {
		way = guide.Walk(d.finder, way.Without(back))
	}
	if len(way.Steps) == 0 {
		return web.Redirect(w, r, pack.Address(text.Language, text.ID))
	}
	page := d.page
	page.Scripts, page.Alternates = leaveScript, nil // another language would lose the answers
	page.Steps = d.steps(way)
	if question, ok := d.finder.Question(way.Question); ok {
		asked := d.question(question, way)
		page.Question = &asked
	} else if end, ok := d.finder.End(way.End); ok {
		ended := d.end(end)
		page.End = &ended
	}
	return v.server.Render(w, r, http.StatusOK, finderTemplate, page)
}

// finderAnswers takes the answers to the finder's own questions, and nothing else.
func finderAnswers(r *http.Request, finder *portal.Finder) map[string]string {
	answers := map[string]string{}
	for _, q := range finder.Questions {
		if option := r.PostForm.Get("q." + q.ID); option != "" {
			answers[q.ID] = option
		}
	}
	return answers
}

// finderWords are the finder and its words in one language, and the page they come to.
type finderWords struct {
	page   finderPage
	pack   *portal.Pack
	finder *portal.Finder
	texts  portal.FinderTexts
}

func (v *Wing) finderWords(r *http.Request, pack *portal.Pack, text portal.Page) finderWords {
	page := finderPage{Base: v.textBase(r, text), Text: text, Action: v.server.Prefix(text.Language) + "/find"}
	page.Leave = true
	page.SupportPanel()
	d := finderWords{page, pack, pack.Finder, pack.FinderTexts(text.Language)}
	d.page.Ask = d.link(func(page portal.Page) bool {
		form, ok := strings.CutPrefix(page.ID, "form/")
		return ok && pack.Forms[form].Kind == "enquiry"
	})
	return d
}

func (d finderWords) question(q portal.FinderQuestion, way guide.Way) finderQuestion {
	view := finderQuestion{FinderQuestionText: d.texts.Questions[q.ID], ID: q.ID, Back: way.Last()}
	view.N = len(way.Steps) + 1
	view.Most = view.N - 1 + d.finder.Most(q.ID)
	for _, option := range q.Options {
		view.Answers = append(view.Answers, optionView{Value: option.ID, Label: view.Options[option.ID]})
	}
	return view
}

func (d finderWords) steps(way guide.Way) []finderStep {
	var list []finderStep
	for _, step := range way.Steps {
		text := d.texts.Questions[step.Question]
		list = append(list, finderStep{step.Question, step.Option, text.Ask, text.Options[step.Option]})
	}
	return list
}

func (d finderWords) end(end portal.FinderEnd) finderEnd {
	view := finderEnd{FinderEndText: d.texts.Ends[end.ID], ID: end.ID, Danger: end.Danger}
	for _, id := range end.Doors {
		view.Doors = append(view.Doors, d.door(id, view.FinderEndText.Doors[id]))
	}
	for _, id := range end.Rules {
		view.Rules = append(view.Rules, d.rule(id))
	}
	return view
}

func (d finderWords) door(id, why string) finderDoor {
	door, _ := d.finder.Door(id)
	view := finderDoor{
		FinderDoorText: d.texts.Doors[id], ID: id, Why: why,
		Name: d.texts.Doors[id].Name, Href: d.page.Page(door.Page),
	}
	if door.Unit == "" {
		return view
	}
	unit, _ := d.pack.Page(d.page.Language, "unit/"+door.Unit)
	view.Name, view.Rows = unit.Title, d.compare(view.FinderDoorText)
	if door.Page != unit.ID {
		view.Unit = d.page.Page(unit.ID)
	}
	return view
}

// rule tells a rule and where it stands. A place of several words is a note for editors.
func (d finderWords) rule(id string) finderRule {
	rule, _ := d.finder.Rule(id)
	view := finderRule{ID: id, Text: d.texts.Rules[id]}
	for _, ground := range rule.Places() {
		place := ground.Place
		if strings.Contains(place, " ") {
			place = ""
		}
		view.Grounds = append(view.Grounds, finderGround{d.texts.Grounds[ground.Grade], place})
	}
	return view
}

func treeOf(finder *portal.Finder) *finderTree {
	tree := &finderTree{Start: finder.Start, Questions: map[string]finderTreeQuestion{}}
	for _, q := range finder.Questions {
		options := map[string]string{}
		for _, option := range q.Options {
			options[option.ID] = option.To
		}
		tree.Questions[q.ID] = finderTreeQuestion{finder.Most(q.ID), options}
	}
	return tree
}

// compare gives a door's comparison under its heads, with the way on to the page of time
// limits; a door that is a page to read has none.
func (d finderWords) compare(text portal.FinderDoorText) []finderRow {
	var list []finderRow
	for i, says := range text.Rows() {
		if says == "" {
			continue
		}
		row := finderRow{Head: d.page.Say("finder.row." + strconv.Itoa(i+1)), Text: says}
		if says == text.Limits {
			row.More = d.link(func(page portal.Page) bool { return page.Layout == "limits" })
		}
		list = append(list, row)
	}
	return list
}

// link leads to the first page of this language that is meant, or nowhere.
func (d finderWords) link(is func(portal.Page) bool) web.Link {
	for _, page := range d.pack.Pages {
		if page.Language == d.page.Language && is(page) {
			return web.Link{Text: page.Title, Href: d.page.Page(page.ID)}
		}
	}
	return web.Link{}
}

// With hands a part of the page to a template, with the page itself.
func (p finderPage) With(part any) finderPart { return finderPart{p, part} }

type finderPart struct {
	Page finderPage
	Part any
}
