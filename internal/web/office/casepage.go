package office

import (
	"net/http"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
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

	// Paper are the words of a sheet that hands over 12 words, by language.
	Paper map[string]map[string]string `json:"paper"`
}

// casePage is the frame; the case itself is fetched and opened by the script. It is there
// only for a case that is in the officer's queue: all other numbers are one answer.
func (o *Office) casePage(w http.ResponseWriter, r *http.Request) error {
	row, err := o.Desk.Row(r.Context(), r.PathValue("number"), actor(r))
	if err != nil {
		return err
	}
	switch signed, err := o.People.Undertaken(r.Context(), visitOf(r).Person.ID); {
	case err != nil:
		return err
	case !signed:
		return web.Redirect(w, r, "/office/undertaking?case="+row.Number)
	}
	b := o.base(r, "office.case.title", "")
	title := "office.case.title"
	if key := "office.case.title." + row.Kind; b.Has(key) {
		title = key
	}
	b.Title = b.Say(title, "Number", row.Number)
	data := casePageData{o.data(r, b, "js.office."), row.Number, o.Desk.Limits, o.paperWords("office.words.paper.")}
	return o.Site.Render(w, r, http.StatusOK, caseTemplate, casePage{b, data})
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

// caseStep takes a step: the signed line, and what was sealed for it.
func (o *Office) caseStep(w http.ResponseWriter, r *http.Request) error {
	var taking casework.Taking
	if err := web.ReadJSON(r, &taking); err != nil {
		return err
	}
	if err := o.Desk.Take(r.Context(), r.PathValue("number"), actor(r), taking); err != nil {
		return err
	}
	return done(w)
}

// caseApprove is a second person's yes to a step that waits for one.
func (o *Office) caseApprove(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Approval seal.Signed `json:"approval"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	if err := o.Desk.Approve(r.Context(), r.PathValue("number"), actor(r), asked.Approval); err != nil {
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
