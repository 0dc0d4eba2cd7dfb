package office

import (
	"context"
	"net/http"

	"fairlead/internal/ledger"
	"fairlead/internal/web"
)

// Ledger reads the chained log for somebody.
type Ledger interface {
	Tail(ctx context.Context) (ledger.Tail, error)
	// Seen gives the newest lines that a person may see, at most n: those of cases that exist
	// for them, and, for a head, those about the people of their unit.
	Seen(ctx context.Context, person, unit string, head bool, n int) ([]ledger.Line, error)
}

var ledgerTemplate = web.NewTemplate(files, "ledger.html", "bar.html")

const mostLines = 300

// ledgerPage shows how far the ledger reaches, to be put on paper, and the lines that this
// officer may see. No line has content.
type ledgerPage struct {
	base
	Tail  ledger.Tail
	Today string
	Rows  []ledgerRow
}

type ledgerRow struct {
	N              int64
	Day, What, Who string
	Case           string
}

func (o *Office) ledgerPage(w http.ResponseWriter, r *http.Request) error {
	b := o.base(r, "office.ledger.title", "ledger")
	b.Scripts = nil // nothing sealed is shown here
	page := ledgerPage{base: b, Today: b.Day(o.Site.Today())}
	var err error
	if page.Tail, err = o.Ledger.Tail(r.Context()); err != nil {
		return err
	}
	lines, err := o.Ledger.Seen(r.Context(), b.Officer.ID, b.Officer.Unit, b.Head, mostLines)
	if err != nil {
		return err
	}
	names, err := o.People.Names(r.Context())
	if err != nil {
		return err
	}
	for _, line := range lines {
		page.Rows = append(page.Rows, ledgerRow{line.N, b.Day(line.At), o.act(b, line), o.by(b, line.By, names), line.Case})
	}
	return o.Site.Render(w, r, http.StatusOK, ledgerTemplate, page)
}

// act words what happened. A step of a procedure is told by its own name.
func (o *Office) act(b base, line ledger.Line) string {
	if key := "ledger." + line.Act; b.Has(key) {
		return b.Say(key)
	}
	return line.Act
}

// by words who did it: a name, or what they are.
func (o *Office) by(b base, by string, names map[string]string) string {
	if name := names[by]; name != "" {
		return name
	}
	if key := "ledger.by." + by; b.Has(key) {
		return b.Say(key)
	}
	return b.Say("ledger.by.party")
}
