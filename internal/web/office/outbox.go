package office

import (
	"context"
	"net/http"

	"fairlead/internal/notify"
	"fairlead/internal/web"
)

// Outbox lists nudges.
type Outbox interface {
	// Recent gives the newest nudges to the people of a unit that a head may see, at most n.
	Recent(ctx context.Context, unit, head string, n int) ([]notify.Entry, error)
}

var outboxTemplate = web.NewTemplate(files, "outbox.html", "bar.html")

const mostNudges = 200

// outboxPage shows a head who of the unit was told to look, and whether the mail went out.
// It says nothing of what waits.
type outboxPage struct {
	base
	Rows    []nudgeRow
	MailSet bool
}

type nudgeRow struct{ Day, Name, What, State, Pace string }

func (o *Office) outboxPage(w http.ResponseWriter, r *http.Request) error {
	officer := visitOf(r).Person
	entries, err := o.Outbox.Recent(r.Context(), officer.Unit, officer.ID, mostNudges)
	if err != nil {
		return err
	}
	b := o.base(r, "office.outbox.title", "outbox")
	b.Scripts = nil // nothing sealed is shown here
	page := outboxPage{base: b, MailSet: o.MailSet}
	for _, e := range entries {
		row := nudgeRow{Day: b.Day(e.Day), Name: e.Name, What: b.Say("office.outbox." + e.Kind), State: b.Say("office.outbox." + e.State)}
		if e.State == notify.Failed {
			row.Pace = "alarm"
		}
		page.Rows = append(page.Rows, row)
	}
	return o.Site.Render(w, r, http.StatusOK, outboxTemplate, page)
}
