package casework

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Directory gives the officer lines, oldest first, and who may not be served now.
type Directory interface {
	Lines(ctx context.Context) ([]seal.Signed, error)
	Suspended(ctx context.Context) (map[string]string, error) // person -> day
}

// Config is what a desk is made of.
type Config struct {
	Store     Store
	Blobs     mailbox.Blobs
	Directory Directory
	Root      func() string
	Now       func() time.Time
	Limits    mailbox.Limits
	// Procedure gives the definition that a case began with, by its hash; nil: no case has
	// steps.
	Procedure func(ctx context.Context, hash string) (portal.Procedure, error)
	// ProcedureOf is how a unit works on what it is offered today, false if it takes no offers.
	ProcedureOf func(unit string) (portal.Procedure, bool)
	// Confirmation are the exceptions, by code, that the legal office confirms in writing; nil:
	// none.
	Confirmation func() []string
	// Undertaken says whether somebody signed the undertaking as it stands; nil: nobody asks.
	Undertaken func(ctx context.Context, person string) (bool, error)
	Rand       io.Reader
}

// Desk is where officers take steps on cases.
type Desk struct {
	Config
	roll seal.Roll
}

// New makes a desk.
func New(config Config) *Desk { return &Desk{Config: config} }

// Queue lists the cases that a person holds a key to, a page at a time. Comments have a list
// of their own.
func (d *Desk) Queue(ctx context.Context, actor Actor, page Page) (Rows, error) {
	return d.Store.Queue(ctx, actor.Person, page)
}

// Row gives one case as the queue shows it.
func (d *Desk) Row(ctx context.Context, number string, actor Actor) (Row, error) {
	row, err := d.Store.Row(ctx, number, actor.Person)
	if fault.Is(err, fault.NotFound) {
		return Row{}, noCase(err)
	}
	return row, err
}

// Load counts the work of a head's office.
func (d *Desk) Load(ctx context.Context, actor Actor) (Load, error) {
	if !slices.Contains(actor.Roles, "head") {
		return Load{}, fault.New(fault.Refused, "not-the-head", nil)
	}
	return d.Store.Load(ctx, actor.Unit, actor.Person, clock.Today(d.Now()))
}

// Open serves a case to an officer who holds a key to it. Until they declared that they
// have no conflict of interest, only the answers are served: they name those concerned.
// Each serving stands in the ledger.
func (d *Desk) Open(ctx context.Context, number string, actor Actor) (View, error) {
	return d.serve(ctx, number, actor, Read)
}

// Export serves a case to be taken along, which stands in the ledger as such.
func (d *Desk) Export(ctx context.Context, number string, actor Actor) (View, error) {
	return d.serve(ctx, number, actor, Export)
}

// serve takes the step first: nothing is served that is not in the ledger.
func (d *Desk) serve(ctx context.Context, number string, actor Actor, step func(Actor, Office) Step) (View, error) {
	office, err := d.admit(ctx, actor)
	if err != nil {
		return View{}, err
	}
	var before Case
	noted := func(c Case) (Change, error) {
		before = c
		return step(actor, office)(c)
	}
	if err := d.change(ctx, number, actor, noted); err != nil {
		return View{}, err
	}
	if before.Owes(office.Day) {
		if err := d.catchUp(ctx, Owing{number, before.ProcedureHash}); err != nil {
			return View{}, err
		}
	}
	declared := before.declaredBy(actor)
	view, err := d.view(ctx, number, actor, declared)
	if err == nil && !declared {
		view.Bundle = answersOnly(view.Bundle)
	}
	return view, err
}

// Declare says that an officer has no conflict of interest, or recuses them.
func (d *Desk) Declare(ctx context.Context, number string, actor Actor, answer string) error {
	office, err := d.office(ctx)
	if err != nil {
		return err
	}
	return d.change(ctx, number, actor, Declare(actor, answer, office))
}

// Unopened tells that a grant did not open for its holder: the reporter is told as well,
// once for each grant.
func (d *Desk) Unopened(ctx context.Context, number string, actor Actor, grant string) error {
	office, err := d.office(ctx)
	if err != nil {
		return err
	}
	view, err := d.view(ctx, number, actor, false)
	if err != nil {
		return err
	}
	told := slices.ContainsFunc(view.Notices, func(n mailbox.Notice) bool {
		return n.Code == noticeUnopened && n.Figures["grant"] == grant
	})
	if told {
		return nil
	}
	return d.change(ctx, number, actor, Unopened(actor, grant, office))
}

// Send keeps letters, notes, files and grants of an officer, attachments first.
func (d *Desk) Send(ctx context.Context, number string, actor Actor, sending Sending) error {
	office, err := d.admit(ctx, actor)
	if err != nil {
		return err
	}
	delivery, err := checkSending(sending, actor, office, d.Limits)
	if err != nil {
		return err
	}
	if err := d.Blobs.Room(ctx); err != nil {
		return err
	}
	if err := mailbox.Keep(ctx, d.Blobs, delivery.Uploads); err != nil {
		return err
	}
	return d.work(ctx, number, actor, func(rules Rules) Step { return Send(actor, delivery, office, rules.Procedure) })
}

// Blob reads a sealed attachment that an item names which this officer is served.
func (d *Desk) Blob(ctx context.Context, number string, actor Actor, blob string) (io.ReadSeekCloser, int64, error) {
	if _, err := d.admit(ctx, actor); err != nil {
		return nil, 0, err
	}
	view, err := d.view(ctx, number, actor, false)
	if err != nil {
		return nil, 0, err
	}
	if !view.Case.declaredBy(actor) {
		return nil, 0, undeclared()
	}
	if !seal.ValidHash(blob) {
		return nil, 0, fault.New(fault.NotFound, "no-file", nil)
	}
	if err := d.Store.Named(ctx, number, actor.Person, blob); err != nil {
		if fault.Is(err, fault.NotFound) {
			return nil, 0, fault.New(fault.NotFound, "no-file", err)
		}
		return nil, 0, err
	}
	return d.Blobs.Open(ctx, blob)
}

// Colleague is somebody to whom a case may be granted.
type Colleague struct {
	Person string `json:"person"`
	Name   string `json:"name"`
}

// Colleagues lists those of the case's unit to whom it may be granted: not suspended, not
// excluded, not recused.
func (d *Desk) Colleagues(ctx context.Context, c Case) ([]Colleague, error) {
	office, err := d.office(ctx)
	if err != nil {
		return nil, err
	}
	colleagues := []Colleague{}
	for _, line := range office.Directory.ByUnit(c.Unit, "", office.Day) {
		if _, ok := office.mayHold(c, line.Person); ok {
			colleagues = append(colleagues, Colleague{Person: line.Person, Name: line.Name})
		}
	}
	return colleagues, nil
}

func (d *Desk) view(ctx context.Context, number string, actor Actor, read bool) (View, error) {
	view, err := d.Store.View(ctx, number, actor.Person, read)
	if fault.Is(err, fault.NotFound) {
		return View{}, noCase(err)
	}
	return view, err
}

// loaded is view without what is sealed. A case to which the day has brought something moves
// first, so that the page and the step see the same.
func (d *Desk) loaded(ctx context.Context, number string, actor Actor) (Case, error) {
	c, err := d.caseOf(ctx, number, actor)
	if err != nil || !c.Owes(clock.Today(d.Now())) {
		return c, err
	}
	if err := d.catchUp(ctx, Owing{number, c.ProcedureHash}); err != nil {
		return Case{}, err
	}
	return d.caseOf(ctx, number, actor)
}

func (d *Desk) caseOf(ctx context.Context, number string, actor Actor) (Case, error) {
	c, err := d.Store.Case(ctx, number, actor.Person)
	if fault.Is(err, fault.NotFound) {
		return Case{}, noCase(err)
	}
	return c, err
}

// CatchUp moves every case to which the day has brought something: people may know from now on
// of what was passed on without their yes, or somebody stood in until yesterday. It is meant to be called every hour.
func (d *Desk) CatchUp(ctx context.Context) error {
	owing, err := d.Store.Owing(ctx, clock.Today(d.Now()))
	for _, each := range owing {
		err = errors.Join(err, d.catchUp(ctx, each))
	}
	return err
}

func (d *Desk) catchUp(ctx context.Context, owing Owing) error {
	p, err := d.procedure(ctx, owing.ProcedureHash)
	if err != nil {
		return err
	}
	step := underSame(Case{ProcedureHash: owing.ProcedureHash}, Appear(p, clock.Today(d.Now())))
	return d.Store.ChangeOwed(ctx, owing.Number, step)
}

func (d *Desk) change(ctx context.Context, number string, actor Actor, step Step) error {
	err := d.Store.Change(ctx, number, actor.Person, step)
	if fault.Is(err, fault.NotFound) {
		return noCase(err)
	}
	return err
}

// office reads what the directory says today.
func (d *Desk) office(ctx context.Context) (Office, error) {
	lines, err := d.Directory.Lines(ctx)
	if err != nil {
		return Office{}, err
	}
	suspended, err := d.Directory.Suspended(ctx)
	if err != nil {
		return Office{}, err
	}
	return Office{
		Directory: d.roll.Read(d.Root(), lines), Suspended: suspended, Day: clock.Today(d.Now()),
	}, nil
}

// admit is office for somebody who is to see a case: they have signed that they keep
// confidence.
func (d *Desk) admit(ctx context.Context, actor Actor) (Office, error) {
	if d.Undertaken != nil {
		signed, err := d.Undertaken(ctx, actor.Person)
		if err != nil {
			return Office{}, err
		}
		if !signed {
			return Office{}, fault.New(fault.Refused, "undertake-first", nil)
		}
	}
	return d.office(ctx)
}

// answersOnly keeps of a bundle what names those concerned.
func answersOnly(b seal.Bundle) seal.Bundle {
	b.Items = slices.DeleteFunc(slices.Clone(b.Items), func(item seal.Sealed) bool {
		line, err := seal.ParseAs[seal.Post](item.Signed)
		return err != nil || line.Kind != "answers"
	})
	return b
}

// noCase is the one answer for an unknown number and for a case without a key.
func noCase(cause error) error { return fault.New(fault.NotFound, "no-case", cause) }

func undeclared() error { return fault.New(fault.Refused, "declare-first", nil) }
