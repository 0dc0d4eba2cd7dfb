package office

import (
	"net/http"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/people"
	"fairlead/internal/web"
)

var settingsTemplate = web.NewTemplate(files, "settings.html", "bar.html")

// settingsPage is what an officer says of themselves: plain facts, and none of a case.
type settingsPage struct {
	base
	Settings people.Settings
	Choices  []languageChoice
	Kept     bool
	Problem  string
	MailSet  bool // a mail server is set
}

type languageChoice struct {
	Code, Name   string
	Works, Mails bool
}

func (o *Office) settingsPage(w http.ResponseWriter, r *http.Request) error {
	settings, err := o.People.Settings(r.Context(), visitOf(r).Person.ID)
	if err != nil {
		return err
	}
	page := o.settingsView(r, settings)
	page.Kept = r.URL.Query().Has("kept")
	return o.Site.Render(w, r, http.StatusOK, settingsTemplate, page)
}

func (o *Office) settingsView(r *http.Request, s people.Settings) settingsPage {
	b := o.base(r, "office.settings.title", "settings")
	b.Scripts = nil // nothing sealed is shown here
	page := settingsPage{base: b, Settings: s, MailSet: o.MailSet}
	for _, code := range o.Site.Pack().Languages {
		page.Choices = append(page.Choices, languageChoice{
			Code: code, Name: o.languageName(code), Works: slices.Contains(s.Languages, code),
			Mails: s.Language == code || s.Language == "" && code == b.Language,
		})
	}
	return page
}

// settingsSet keeps them; what cannot be kept is shown again as it was typed.
func (o *Office) settingsSet(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Refused, "form-broken", nil) // its cause could quote an address
	}
	s := people.Settings{Mail: r.PostForm.Get("mail"), Language: r.PostForm.Get("language"), Languages: r.PostForm["works"]}
	if err := o.People.Set(r.Context(), visitOf(r).Person.ID, s); err != nil {
		page := o.settingsView(r, s)
		page.Problem = web.Sentence(r, err)
		return o.Site.Render(w, r, web.Status(err), settingsTemplate, page)
	}
	return web.Redirect(w, r, "/office/settings?kept")
}
