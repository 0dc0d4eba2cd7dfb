package visitor

import (
	"slices"

	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// mailboxData is what the page carries for its script.
type mailboxData struct {
	Language string            `json:"language"`
	Root     string            `json:"root"`
	Today    string            `json:"today"`
	Limits   limitsData        `json:"limits"`
	Words    map[string]string `json:"words"`
	Static   staticData        `json:"static"`
	// Forms are the questions of each form, in the page's language; Sheets those of each sheet
	// of an office's own, on which a note of a talk can be written.
	Forms  map[string][]portal.Question `json:"forms"`
	Sheets map[string][]portal.Question `json:"sheets"`
	// Doors is where to report, for somebody who only asked; AboutYou what somebody can expect
	// whom a report is about.
	Doors    *doorData `json:"doors,omitempty"`
	AboutYou *doorData `json:"aboutYou,omitempty"`
	// Procedures are the pack's, by id, in the page's language; Units says which one an office
	// works by, for parties, who are not told.
	Procedures map[string]procedureData `json:"procedures"`
	Units      map[string]string        `json:"units"`
	// UndoDays is for how many days a withdrawal can be taken back.
	UndoDays int `json:"undoDays"`
}

type doorData struct {
	Title string `json:"title"`
	Href  string `json:"href"`
}

// procedureData is a procedure as its reader needs it: the stages in their order, which of them
// are the usual way, and what is said of steps, codes and clocks.
type procedureData struct {
	Name       string              `json:"name"`
	Stages     []stageData         `json:"stages"`
	Steps      map[string]stepData `json:"steps"`
	Codes      map[string]string   `json:"codes"` // by "<step>.<code>"
	Categories map[string]string   `json:"categories"`
	Outcomes   map[string]string   `json:"outcomes"`
	Clocks     map[string]string   `json:"clocks"`
}

// stageData is one stage. Way says that it is on the usual way, End that nothing follows.
type stageData struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	About string `json:"about"`
	Next  string `json:"next"`
	Way   bool   `json:"way"`
	End   bool   `json:"end"`
}

// stepData is what a reader is told of a step. Talks says that it needs everybody's own yes.
type stepData struct {
	Name   string `json:"name"`
	Notice string `json:"notice"`
	Yes    string `json:"yes"`
	No     string `json:"no"`
	To     string `json:"to"`
	Talks  bool   `json:"talks"`
}

func (v *Wing) mailboxData(b web.Base) mailboxData {
	pack := v.server.Pack()
	data := mailboxData{
		Language: b.Language, Root: v.root(), Today: v.server.Today(), UndoDays: mailbox.UndoDays,
		Limits: limitsData{v.limits.Files, v.limits.File, v.limits.Total},
		Words:  b.Subset(mailboxWords...), Static: v.staticData(pack.Languages...),
		Forms: map[string][]portal.Question{}, Sheets: map[string][]portal.Question{},
		Procedures: map[string]procedureData{}, Units: map[string]string{},
		Doors: doorTo(b, pack, doorsPage), AboutYou: doorTo(b, pack, aboutYouPage),
	}
	for id := range pack.Forms {
		data.Forms[id] = pack.Questions(b.Language, id)
	}
	for id := range pack.Sheets {
		data.Sheets[id] = pack.SheetQuestions(b.Language, id)
	}
	for id, procedure := range pack.Procedures {
		data.Procedures[id] = procedureIn(pack, b.Language, procedure)
	}
	for id := range pack.Units {
		if procedure, ok := portal.ProcedureOf(pack, id, false); ok {
			data.Units[id] = procedure.ID
		}
	}
	return data
}

// mailboxWords are what the words begin with that the script says.
var mailboxWords = []string{
	"js.mailbox.", "js.common.", "basis.", "role.", "stage.", "notice.", "clock.", "unit.", "mailbox.", "request.", "purpose.", "ledger.", "list.",
	"comment.editors", "button.", "choice.optional", "report.files.", "sent.received", "sent.received.exact", "js.report.phase.files",
}

func doorTo(b web.Base, pack *portal.Pack, id string) *doorData {
	page, ok := pack.Page(b.Language, id)
	if !ok {
		return nil
	}
	return &doorData{page.Title, b.Page(page.ID)}
}

func procedureIn(pack *portal.Pack, language string, procedure portal.Procedure) procedureData {
	text := pack.ProcedureText(language, procedure.ID)
	data := procedureData{
		Name: text.Name, Stages: []stageData{}, Steps: map[string]stepData{}, Codes: text.Codes,
		Categories: text.Categories, Outcomes: text.Outcomes, Clocks: map[string]string{},
	}
	for _, stage := range procedure.Stages {
		words := pack.StageText(language, procedure.ID, stage)
		data.Stages = append(data.Stages, stageData{
			stage, words.Name, words.About, words.Next, slices.Contains(procedure.Way(), stage), procedure.IsEnd(stage),
		})
	}
	for _, step := range procedure.Steps {
		words := text.Steps[step.ID]
		data.Steps[step.ID] = stepData{words.Name, words.Notice, words.Yes, words.No, step.To, slices.Contains(step.Needs, portal.NeedWilling)}
	}
	for _, limit := range procedure.Clocks {
		data.Clocks[limit.Code] = pack.ClockName(language, procedure.ID, limit.Code)
	}
	return data
}
