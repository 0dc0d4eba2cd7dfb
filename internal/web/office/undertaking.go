package office

import (
	"net/http"
	"regexp"

	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var undertakingTemplate = web.NewTemplate(files, "undertaking.html", "bar.html")

// undertakingPage is what every officer signs before the first case, and again when its text
// changed.
type undertakingPage struct {
	base
	Text   portal.Page
	Signed bool
	Data   undertakingData
}

type undertakingData struct {
	pageData
	Version string `json:"version"`
	Next    string `json:"next"` // where to go once it is signed
}

var caseNumber = regexp.MustCompile(`^[0-9]{4}-[0-9]{4}$`)

func (o *Office) undertakingPage(w http.ResponseWriter, r *http.Request) error {
	signed, err := o.People.Undertaken(r.Context(), visitOf(r).Person.ID)
	if err != nil {
		return err
	}
	b := o.base(r, "office.undertaking.title", "undertaking")
	text, _ := o.Site.Pack().Page(b.Language, portal.UndertakingPage)
	data := undertakingData{o.data(r, b, "js.office.undertaking."), o.Site.Pack().UndertakingVersion(), "/office/"}
	if next := r.URL.Query().Get("case"); caseNumber.MatchString(next) {
		data.Next = "/office/case/" + next
	}
	return o.Site.Render(w, r, http.StatusOK, undertakingTemplate, undertakingPage{b, text, signed, data})
}

func (o *Office) undertake(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Line seal.Signed `json:"line"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	if err := o.People.Undertake(r.Context(), visitOf(r).Person.ID, asked.Line); err != nil {
		return err
	}
	return done(w)
}
