package office

import (
	"net/http"

	"fairlead/internal/people"
	"fairlead/internal/web"
)

var enrolTemplate = web.NewTemplate(files, "enrol.html", "bar.html")

type enrolPage struct {
	base
	Data pageData
}

// enrolPage says nothing about anyone: its script reads the token after # and posts it.
func (o *Office) enrolPage(w http.ResponseWriter, r *http.Request) error {
	b := o.base(r, "enrol.title", "")
	return o.Site.Render(w, r, http.StatusOK, enrolTemplate, enrolPage{b, o.data(r, b, "js.office.enrol.")})
}

func (o *Office) enrolAnswer(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Token string `json:"token"`
		Salt  string `json:"salt"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	person, unlock, err := o.People.EnrolAnswer(r.Context(), asked.Token, asked.Salt)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]any{"person": person, "unlock": unlock})
}

func (o *Office) enrol(w http.ResponseWriter, r *http.Request) error {
	var asked people.Enrolling
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	words, err := o.People.Enrol(r.Context(), asked)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]any{"words": words})
}
