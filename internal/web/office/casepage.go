package office

import (
	"cmp"
	"net/http"
	"slices"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var caseTemplate = web.NewTemplate(files, "case.html", "bar.html")

type casePage struct {
	base
	Data casePageData
}

type casePageData struct {
	pageData
	Number string         `json:"number"`
	Limits mailbox.Limits `json:"limits"`
}

// casePage is the frame; the case itself is fetched and opened by the script. It is there
// only for a case that is in the officer's queue: all other numbers are one answer.
func (o *Office) casePage(w http.ResponseWriter, r *http.Request) error {
	number := r.PathValue("number")
	rows, err := o.Desk.Queue(r.Context(), actor(r))
	if err != nil {
		return err
	}
	at := slices.IndexFunc(rows, func(row casework.Row) bool { return row.Number == number })
	if at < 0 {
		return fault.New(fault.NotFound, "no-case", nil)
	}
	b := o.base(r, "office.case.title", "")
	title := "office.case.title"
	if key := "office.case.title." + rows[at].Kind; b.Has(key) {
		title = key
	}
	b.Title = b.Say(title, "Number", number)
	data := casePageData{o.data(r, b, "js.office."), number, o.Desk.Limits}
	return o.Site.Render(w, r, http.StatusOK, caseTemplate, casePage{b, data})
}

// caseAnswer is a case as its page's script reads it.
type caseAnswer struct {
	Case       caseFacts            `json:"case"`
	Bundle     seal.Bundle          `json:"bundle"`
	Notices    []mailbox.Notice     `json:"notices"`
	HasFile    bool                 `json:"hasFile"`
	Colleagues []casework.Colleague `json:"colleagues"`
	Form       formText             `json:"form"`
	Words      map[string]string    `json:"words"`
}

type caseFacts struct {
	Number   string        `json:"number"`
	Kind     string        `json:"kind"`
	Form     string        `json:"form"`
	Unit     string        `json:"unit"`
	UnitName string        `json:"unitName"`
	Stage    string        `json:"stage"`
	Received string        `json:"received"`
	Language string        `json:"language"` // its own name, as the queue shows it
	Urgent   bool          `json:"urgent"`
	Clocks   []clock.Limit `json:"clocks"`
	Declared string        `json:"declared"`
}

func (o *Office) caseData(w http.ResponseWriter, r *http.Request) error {
	view, err := o.Desk.Open(r.Context(), r.PathValue("number"), actor(r))
	if err != nil {
		return err
	}
	c := view.Case
	// All lines: a colleague who is to be handed a key is checked by them as well.
	if view.Bundle.Directory, err = o.People.Lines(r.Context()); err != nil {
		return err
	}
	colleagues, err := o.Desk.Colleagues(r.Context(), c)
	if err != nil {
		return err
	}
	b := o.Site.Base(r, "office.name")
	return web.WriteJSON(w, http.StatusOK, caseAnswer{
		Case: caseFacts{
			Number: c.Number, Kind: c.Kind, Form: c.Form, Unit: c.Unit, UnitName: o.unitName(b, c.Unit), Stage: c.Stage,
			Received: c.Received, Language: o.languageName(c.Language), Urgent: c.Urgent, Clocks: orEmpty(c.Clocks),
			Declared: c.Declared[visitOf(r).Person.ID],
		},
		Bundle: view.Bundle, Notices: orEmpty(view.Notices), HasFile: hasFile(c), Colleagues: colleagues,
		Form: o.formText(b.Language, c.Form), Words: b.Subset("stage.", "clock.", "notice."),
	})
}

// hasFile says whether the office began a file of its own on this case.
func hasFile(c casework.Case) bool {
	return slices.ContainsFunc(c.Holders, func(h casework.Holder) bool { return h.Compartment == "file:"+c.Unit })
}

// orEmpty gives a list that JSON writes as [] and never as null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// formText is the questions of a form in the officer's language.
type formText struct {
	Title     string            `json:"title"`
	Questions []portal.Question `json:"questions"`
}

func (o *Office) formText(language, id string) formText {
	pack := o.Site.Pack()
	return formText{
		Title:     cmp.Or(pack.FormText(language, id).Title, id),
		Questions: pack.Questions(language, id),
	}
}

func (o *Office) caseDeclare(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Answer string `json:"answer"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	if err := o.Desk.Declare(r.Context(), r.PathValue("number"), actor(r), asked.Answer); err != nil {
		return err
	}
	return done(w)
}

func (o *Office) caseSend(w http.ResponseWriter, r *http.Request) error {
	var sending casework.Sending
	if err := web.ReadJSON(r, &sending); err != nil {
		return err
	}
	if err := o.Desk.Send(r.Context(), r.PathValue("number"), actor(r), sending); err != nil {
		return err
	}
	return done(w)
}

func (o *Office) caseBlob(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Blob string `json:"blob"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	file, size, err := o.Desk.Blob(r.Context(), r.PathValue("number"), actor(r), asked.Blob)
	if err != nil {
		return err
	}
	defer file.Close()
	return web.Deliver(w, file, size, "sealed.age")
}

func (o *Office) caseUnopened(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Grant string `json:"grant"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	if err := o.Desk.Unopened(r.Context(), r.PathValue("number"), actor(r), asked.Grant); err != nil {
		return err
	}
	return done(w)
}

func (o *Office) caseExport(w http.ResponseWriter, r *http.Request) error {
	view, err := o.Desk.Export(r.Context(), r.PathValue("number"), actor(r))
	if err != nil {
		return err
	}
	if view.Bundle.Directory, err = o.People.Lines(r.Context()); err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]any{"bundle": view.Bundle})
}

// done answers an act that has nothing to say.
func done(w http.ResponseWriter) error {
	return web.WriteJSON(w, http.StatusOK, struct{}{})
}
