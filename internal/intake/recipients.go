package intake

import (
	"context"
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Recipients is who receives a report: the intake officers of one unit, and its recovery
// key where one is set. Fallback says that it is not the unit that was asked for.
type Recipients struct {
	Unit     string
	People   []seal.Officer
	Recovery *seal.Officer
	Fallback bool
}

// Recipients finds who may receive a report for a unit under these exclusions: the unit
// itself, or the pack's fallback unit if nobody there is left. fault.Closed if nobody is.
func (d *Desk) Recipients(ctx context.Context, unit string, exclusions []string) (Recipients, error) {
	offices, err := d.offices(ctx)
	if err != nil {
		return Recipients{}, err
	}
	for _, candidate := range d.candidates(unit) {
		if found, ok := offices.receive(candidate, exclusions); ok {
			found.Fallback = candidate != unit
			return found, nil
		}
	}
	if len(exclusions) > 0 {
		return Recipients{}, fault.New(fault.Closed, "nobody-left", nil)
	}
	return Recipients{}, fault.New(fault.Closed, "no-officers", nil)
}

// Second finds who may receive what a form tells another office beside the report: that
// office alone, without a fallback. It is false if nobody there may, or if that office
// receives the report itself: then nothing more goes to it.
func (d *Desk) Second(ctx context.Context, form portal.Form, first string, exclusions []string) (Recipients, bool, error) {
	if form.Second == nil {
		return Recipients{}, false, nil
	}
	offices, err := d.offices(ctx)
	if err != nil {
		return Recipients{}, false, err
	}
	unit := d.Pack().Forms[form.Second.Form].Unit
	found, ok := offices.receive(unit, exclusions)
	return found, ok && unit != first, nil
}

// offices is what the directory says today, and who may not be served.
type offices struct {
	directory *seal.Directory
	suspended map[string]string
	today     string
}

func (d *Desk) offices(ctx context.Context) (offices, error) {
	if d.Root() == "" {
		return offices{}, fault.New(fault.Closed, "no-root", nil)
	}
	lines, err := d.Directory.Lines(ctx)
	if err != nil {
		return offices{}, err
	}
	suspended, err := d.Directory.Suspended(ctx)
	return offices{d.roll.Read(d.Root(), lines), suspended, d.today()}, err
}

// Editors finds who reads a comment: everyone certified as an editor, whatever their office.
// A comment is no office's, so no office's recovery key gets one: what the editors cannot
// open any more is lost, and its sender still has it.
func (d *Desk) Editors(ctx context.Context, exclusions []string) (Recipients, error) {
	offices, err := d.offices(ctx)
	if err != nil {
		return Recipients{}, err
	}
	people := offices.serving(offices.directory.ByRole("editor", offices.today), exclusions)
	if len(people) == 0 {
		return Recipients{}, fault.New(fault.Closed, "no-editors", nil)
	}
	return Recipients{People: people}, nil
}

// receivers finds who receives what is sent by a form.
func (d *Desk) receivers(ctx context.Context, form portal.Form, exclusions []string) (Recipients, error) {
	if form.Kind == mailbox.Feedback {
		return d.Editors(ctx, exclusions)
	}
	return d.Recipients(ctx, form.Unit, exclusions)
}

// serving leaves out who may not be served, and whom the reporter keeps out.
func (o offices) serving(people []seal.Officer, exclusions []string) []seal.Officer {
	return slices.DeleteFunc(people, func(l seal.Officer) bool {
		return o.suspended[l.Person] != "" || mailbox.Excluded(exclusions, l.Person, l.Unit)
	})
}

// receive gives a unit's receivers, if there are any.
func (o offices) receive(unit string, exclusions []string) (Recipients, bool) {
	found := Recipients{Unit: unit, People: o.receivers(unit, exclusions)}
	if len(found.People) == 0 {
		return Recipients{}, false
	}
	if line, ok := mailbox.RecoveryOf(o.directory, unit, o.today, exclusions); ok {
		found.Recovery = &line
	}
	return found, true
}

func (d *Desk) candidates(unit string) []string {
	fallback := d.Pack().Fallback
	if fallback == "" || fallback == unit {
		return []string{unit}
	}
	return []string{unit, fallback}
}

// receivers are a unit's intake officers; where it has none, its heads.
func (o offices) receivers(unit string, exclusions []string) []seal.Officer {
	for _, role := range []string{"intake", "head"} {
		if people := o.serving(o.directory.ByUnit(unit, role, o.today), exclusions); len(people) > 0 {
			return people
		}
	}
	return nil
}

// key gives the hash of the key of a holder who is among the recipients, and was on the
// day that the grant was signed: browsers will ask the directory about that day.
func (r Recipients) key(holder, day string) (string, bool) {
	kind, name := seal.Split(holder)
	switch {
	case kind == "officer":
		for _, o := range r.People {
			if o.Person == name && !clock.Before(day, o.From) {
				return seal.HashRecipient(o.Recipient), true
			}
		}
	case kind == "recovery" && r.Recovery != nil && name == r.Unit && !clock.Before(day, r.Recovery.From):
		return seal.HashRecipient(r.Recovery.Recipient), true
	}
	return "", false
}
