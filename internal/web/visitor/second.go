package visitor

import (
	"net/http"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/intake"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// secondData is the office that a form tells beside the report, for the page's script. The
// people are those who may receive there today; nobody stands in for them.
type secondData struct {
	Version string       `json:"version"`
	Unit    string       `json:"unit"`
	Name    string       `json:"name"`
	People  []personData `json:"people"`
}

func (v *Wing) secondData(r *http.Request, base web.Base, form portal.Form) (*secondData, error) {
	if form.Second == nil {
		return nil, nil
	}
	second := v.server.Pack().Forms[form.Second.Form]
	to, _, err := v.desk.Second(r.Context(), form, "", nil)
	if err != nil {
		return nil, err
	}
	return &secondData{second.Version, second.Unit, base.Say("unit." + second.Unit), people(to)}, nil
}

// alsoView is the other office on the page after sending: its number and who holds a key
// there, or why it was told nothing.
type alsoView struct {
	Unit   string
	Number string
	People []string
	Not    string // a sentence
}

// alsoTold says what became of the wish to tell another office: never nothing.
func (v *Wing) alsoTold(r *http.Request, base web.Base, form portal.Form, receipt intake.Receipt, t *typed) *alsoView {
	fields, _ := intake.CheckFields(form, t.Fields)
	if !intake.Asks(form, fields) {
		return nil
	}
	unit := v.server.Pack().Forms[form.Second.Form].Unit
	view := &alsoView{Unit: base.Say("unit." + unit)}
	for _, also := range receipt.Also {
		if also.Unit == unit {
			view.Number = also.Number
		}
	}
	switch {
	case view.Number != "":
		if to, ok, err := v.desk.Second(r.Context(), form, receipt.Unit, t.Exclude); err == nil && ok {
			for _, officer := range people(to) {
				view.People = append(view.People, officer.Name)
			}
		}
	case unit == receipt.Unit:
		view.Not = base.Say("js.report.second.same", "Unit", view.Unit)
	default:
		view.Not = base.Say("js.report.second.nobody", "Unit", view.Unit)
	}
	return view
}

// zoneOf is the time zone of the person's own office, where the form asks for it.
func zoneOf(form portal.Form, t *typed) string {
	if said := t.Fields[form.Zone]; form.Zone != "" && len(said) == 1 {
		return said[0]
	}
	return ""
}

// received says when something arrived: in the zone of the person's office and in UTC, to
// the second, where they named one; else in UTC. It says whose clock that is.
func received(base web.Base, at time.Time, zone string) string {
	place, ok := clock.Zone(zone)
	if !ok {
		return base.Say("sent.received", "At", base.Moment(at.Truncate(time.Minute)))
	}
	return base.Say("sent.received.exact", "There", base.Exact(at.In(place)), "Zone", zone, "At", base.Exact(at.UTC()))
}
