package office

import (
	"net/http"
	"strings"

	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var peopleTemplate = web.NewTemplate(files, "people.html", "bar.html")

type peoplePage struct {
	base
	Officers []officerRow
	Waiting  []officerRow
	Data     peopleData
}

type officerRow struct {
	ID         string
	Name       string
	Roles      string
	Status     string
	You        bool
	CanSuspend bool
}

type peopleData struct {
	pageData
	Proposals []people.Proposal `json:"proposals"`
	Directory []seal.Signed     `json:"directory"`
}

// peoplePage is a head's: who may hold keys in the unit, and whose keys wait.
func (o *Office) peoplePage(w http.ResponseWriter, r *http.Request) error {
	officers, proposals, err := o.People.Unit(r.Context(), visitOf(r).Person.ID)
	if err != nil {
		return err
	}
	lines, err := o.People.Lines(r.Context())
	if err != nil {
		return err
	}
	b := o.base(r, "office.people.title", "people")
	page := peoplePage{base: b, Data: peopleData{o.data(r, b, "js.office.people.", "js.office.door."), orEmpty(proposals), orEmpty(lines)}}
	for _, person := range officers {
		page.Officers = append(page.Officers, row(b, person))
	}
	for _, proposal := range proposals {
		page.Waiting = append(page.Waiting, row(b, proposal.Person))
	}
	return o.Site.Render(w, r, http.StatusOK, peopleTemplate, page)
}

func row(b base, p people.Person) officerRow {
	you := p.ID == b.Officer.ID
	return officerRow{
		ID: p.ID, Name: p.Name, Roles: sayRoles(b, p.Roles), Status: sayStatus(b, p), You: you,
		CanSuspend: !you && p.Suspended == "",
	}
}

func sayRoles(b base, roles []string) string {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = b.Say("office.role." + role)
	}
	return strings.Join(words, " · ")
}

func sayStatus(b base, p people.Person) string {
	if p.Suspended != "" {
		return b.Say("office.people.suspended", "Day", b.Day(p.Suspended))
	}
	return b.Say("office.people.active")
}

func (o *Office) certify(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Line seal.Signed `json:"line"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	if _, err := o.People.Certify(r.Context(), "officer:"+visitOf(r).Person.ID, asked.Line); err != nil {
		return err
	}
	return done(w)
}

func (o *Office) suspend(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Person string `json:"person"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	if err := o.People.Suspend(r.Context(), "officer:"+visitOf(r).Person.ID, asked.Person); err != nil {
		return err
	}
	return done(w)
}
