package office

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/web"
)

var queueTemplate = web.NewTemplate(files, "queue.html", "bar.html")

type queuePage struct {
	base
	Rows    []queueRow
	Filters []web.Link
	// More leads to the rest, "" at the end of the list.
	More    string
	Show    string
	Recused bool
	// What is open, by kind, where all of it is on the page: an enquiry is never counted as a case.
	Whole                         bool
	Cases, Enquiries, Preventions int
	// What an empty list says.
	EmptyTitle, Empty string
}

// queueRow is a row as it is read: in words, with the pace of its clock.
type queueRow struct {
	casework.Row
	Form     string
	UnitName string
	What     string // of what is no report: what it is
	Stage    string
	Language string
	Handler  string // a name, "" if nobody answers for it yet
	Clock    string // the name of the next clock, "" if none runs
	Due      string
	Left     string
	Pace     string // "", "warm" near its day, "alarm" after it
}

// Parts of the queue that are cut from what is open: those that the officer answers for, and
// those where a step of somebody else waits for them.
const (
	showMine  = "mine"
	showWaits = "waits"
)

// shows are the parts of the queue, in the order of the page.
var shows = []string{casework.ShowOpen, showMine, showWaits, casework.ShowEnded}

func (o *Office) queue(w http.ResponseWriter, r *http.Request) error {
	show := r.URL.Query().Get("show")
	if !slices.Contains(shows, show) {
		show = casework.ShowOpen
	}
	rows, err := o.Desk.Queue(r.Context(), actor(r), casework.Page{Show: show, After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	names, err := o.names(r.Context())
	if err != nil {
		return err
	}
	b := o.base(r, "office.queue.title", "queue")
	b.Scripts = nil // nothing sealed is shown here
	page := queuePage{base: b, Show: show, Filters: filters(b, show), Recused: r.URL.Query().Has("recused")}
	page.EmptyTitle, page.Empty = b.Say("office.queue.empty."+show+".title"), b.Say("office.queue.empty."+show)
	page.Whole = show == casework.ShowOpen && rows.Next == "" && !r.URL.Query().Has("after")
	if rows.Next != "" {
		page.More = queuePath(show, rows.Next)
	}
	for _, row := range rows.Rows {
		page.Rows = append(page.Rows, o.queueRow(b, row, names))
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

func filters(b base, show string) []web.Link {
	links := make([]web.Link, len(shows))
	for i, each := range shows {
		links[i] = web.Link{Text: b.Say("office.queue.show." + each), Href: queuePath(each, ""), Current: each == show}
	}
	return links
}

// queuePath is the address of a part of the queue: after is where the page before ended.
func queuePath(show, after string) string {
	query := url.Values{}
	if show != casework.ShowOpen {
		query.Set("show", show)
	}
	if after != "" {
		query.Set("after", after)
	}
	if len(query) == 0 {
		return "/office/"
	}
	return "/office/?" + query.Encode()
}

// names gives the names of officers from the checked lines, by person.
func (o *Office) names(ctx context.Context) (func(person string) string, error) {
	lines, err := o.People.Lines(ctx)
	if err != nil {
		return nil, err
	}
	directory := o.roll.Read(o.Site.Pack().Organisation.Root, lines)
	return func(person string) string {
		line, _ := directory.Current(person, o.Site.Today())
		return line.Name
	}, nil
}

// kindWord says of what is no report what it is, "" of a report.
func kindWord(b base, kind string) string {
	if key := "office.kind." + kind; b.Has(key) {
		return b.Say(key)
	}
	return ""
}

func (o *Office) queueRow(b base, row casework.Row, names func(string) string) queueRow {
	pack := o.Site.Pack()
	shown := queueRow{
		Row: row, Form: cmp.Or(pack.FormText(b.Language, row.Form).Title, row.Form),
		Stage: pack.StageText(b.Language, row.Procedure, row.Stage).Name, Language: o.languageName(row.Language),
		UnitName: o.unitName(b.Base, row.Unit), What: kindWord(b, row.Kind), Handler: names(row.Handler),
	}
	if !row.Clock.Running() {
		return shown
	}
	shown.Clock, shown.Due = pack.ClockName(b.Language, row.Procedure, row.Clock.Code), row.Clock.Due
	shown.Left, shown.Pace = inDays(b, row.Clock, o.Site.Today())
	return shown
}

// languageName is a language's name in that language.
func (o *Office) languageName(code string) string {
	return o.Site.Pack().Words(code).Say("language.name")
}

// inDays says how long a clock has left, or for how long it is over, and how it is marked.
// The mark says in words what its colour says.
func inDays(b base, limit clock.Limit, today string) (text, pace string) {
	left := limit.Left(today)
	switch limit.State(today) {
	case clock.StateOver:
		return b.Count("clock.over", -left), "alarm"
	case clock.StateNear:
		if left == 0 {
			return b.Say("clock.today"), "warm"
		}
		return b.Count("office.queue.soon", left), "warm"
	}
	return b.Count("clock.left", left), ""
}

// actor is who takes a step: the officer of this session.
func actor(r *http.Request) casework.Actor {
	p := visitOf(r).Person
	return casework.Actor{Person: p.ID, Unit: p.Unit, Roles: p.Roles}
}
