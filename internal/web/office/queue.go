package office

import (
	"cmp"
	"net/http"
	"slices"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
	"fairlead/internal/web"
)

var queueTemplate = web.NewTemplate(files, "queue.html", "bar.html")

type queuePage struct {
	base
	Rows []queueRow
	// What is in the queue, by kind: an enquiry is never counted as a case.
	Cases, Enquiries, Preventions int
	Recused                       bool
}

// queueRow is a row as it is read: in words, with the pace of its clock.
type queueRow struct {
	casework.Row
	Form     string
	UnitName string
	What     string // of what is no report: what it is
	Stage    string
	Language string
	Clock    string // the name of the next clock, "" if none runs
	Due      string
	Left     string
	Pace     string // "", "warm" near its day, "alarm" after it
}

func (o *Office) queue(w http.ResponseWriter, r *http.Request) error {
	rows, err := o.Desk.Queue(r.Context(), actor(r))
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, byNeed)
	b := o.base(r, "office.queue.title", "queue")
	b.Scripts = nil // nothing sealed is shown here
	page := queuePage{base: b, Recused: r.URL.Query().Has("recused")}
	for _, row := range rows {
		page.Rows = append(page.Rows, o.queueRow(b, row))
		page.tally(row.Kind)
	}
	return o.Site.Render(w, r, http.StatusOK, queueTemplate, page)
}

func (p *queuePage) tally(kind string) {
	switch kind {
	case mailbox.Enquiry:
		p.Enquiries++
	case mailbox.Prevention:
		p.Preventions++
	default:
		p.Cases++
	}
}

// kindWord says of what is no report what it is, "" of a report.
func kindWord(b base, kind string) string {
	if key := "office.kind." + kind; b.Has(key) {
		return b.Say(key)
	}
	return ""
}

// byNeed puts urgent cases first, then those whose clock runs out first; cases without a
// running clock come last, the oldest first.
func byNeed(a, b casework.Row) int {
	return cmp.Or(
		cmp.Compare(lastIf(!a.Urgent), lastIf(!b.Urgent)),
		cmp.Compare(lastIf(!a.Clock.Running()), lastIf(!b.Clock.Running())),
		cmp.Compare(due(a), due(b)),
		cmp.Compare(a.Received, b.Received),
		cmp.Compare(a.Number, b.Number),
	)
}

func lastIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// due is the day of a running clock; one that was met counts for nothing.
func due(row casework.Row) string {
	if row.Clock.Running() {
		return row.Clock.Due
	}
	return ""
}

func (o *Office) queueRow(b base, row casework.Row) queueRow {
	shown := queueRow{
		Row: row, Form: o.Site.Pack().FormText(b.Language, row.Form).Title,
		Stage: b.Say("stage." + row.Stage), Language: o.languageName(row.Language),
		UnitName: o.unitName(b.Base, row.Unit), What: kindWord(b, row.Kind),
	}
	if shown.Form == "" {
		shown.Form = row.Form
	}
	if !row.Clock.Running() {
		return shown
	}
	shown.Clock, shown.Due = b.Say("clock."+row.Clock.Code), row.Clock.Due
	shown.Left, shown.Pace = inDays(b, row.Clock.Left(o.Site.Today()))
	return shown
}

// languageName is a language's name in that language.
func (o *Office) languageName(code string) string {
	return o.Site.Pack().Words(code).Say("language.name")
}

// nearDays is when a clock begins to be shown as near.
const nearDays = 2

// inDays says how long a clock has left, or for how long it is over.
func inDays(b base, left int) (text, pace string) {
	switch {
	case left < 0:
		return b.Count("clock.over", -left), "alarm"
	case left == 0:
		return b.Say("clock.today"), "warm"
	case left <= nearDays:
		return b.Count("clock.left", left), "warm"
	}
	return b.Count("clock.left", left), ""
}

// actor is who takes a step: the officer of this session.
func actor(r *http.Request) casework.Actor {
	p := visitOf(r).Person
	return casework.Actor{Person: p.ID, Unit: p.Unit, Roles: p.Roles}
}
