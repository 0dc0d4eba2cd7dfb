package office

import (
	"cmp"
	"net/http"
	"slices"

	"fairlead/internal/people"
	"fairlead/internal/web"
)

var takenTemplate = web.NewTemplate(files, "taken.html", "bar.html")

// takenPage is where an officer writes down what somebody tells them by phone or in person,
// or has sent by post. What is typed is sealed in the browser like any report.
type takenPage struct {
	base
	Data takenData
}

// takenData is what the script cannot ask the form itself for: it fetches the questions in
// the language of the person who tells.
type takenData struct {
	pageData
	Forms     []formName                   `json:"forms"`
	Languages []languageName               `json:"languages"`
	Doors     map[string]string            `json:"doors"` // addresses of the mailbox page
	Paper     map[string]map[string]string `json:"paper"` // words of what is handed over, by language
}

type formName struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type languageName struct {
	Code string `json:"code"`
	Name string `json:"name"` // in the officer's own
}

// receives says whether somebody takes in reports for their unit.
func receives(p people.Person) bool { return slices.Contains(p.Roles, "intake") }

func (o *Office) takenPage(w http.ResponseWriter, r *http.Request) error {
	switch signed, err := o.People.Undertaken(r.Context(), visitOf(r).Person.ID); {
	case err != nil:
		return err
	case !signed:
		return web.Redirect(w, r, "/office/undertaking")
	}
	b := o.base(r, "office.taken.title", "new")
	data := takenData{
		pageData: o.data(r, b, "js.office.taken.", "js.office.taken-down.", "js.office.step.", "js.office.words.", "button.remove"),
		Forms:    o.takenForms(b), Languages: []languageName{}, Doors: o.mailboxDoors(), Paper: o.paperWords("office.taken.paper."),
	}
	for _, code := range o.Site.Pack().Languages {
		data.Languages = append(data.Languages, languageName{code, b.Say("office.language." + code)})
	}
	return o.Site.Render(w, r, http.StatusOK, takenTemplate, takenPage{b, data})
}

// paperWords are the words of a sheet of paper in every language: who gets it reads one.
func (o *Office) paperWords(prefix string) map[string]map[string]string {
	pack, words := o.Site.Pack(), map[string]map[string]string{}
	for _, code := range pack.Languages {
		words[code] = pack.Words(code).Subset(prefix)
	}
	return words
}

// takenForms are the forms by which an office's unit is told of something, by title.
func (o *Office) takenForms(b base) []formName {
	pack, forms := o.Site.Pack(), []formName{}
	for id, form := range pack.Forms {
		if form.Kind == "report" && form.Unit == b.Officer.Unit {
			forms = append(forms, formName{id, pack.FormText(b.Language, id).Title})
		}
	}
	slices.SortFunc(forms, func(x, y formName) int { return cmp.Compare(x.Title, y.Title) })
	return forms
}
