package intake

import (
	"context"
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
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
	if d.Root() == "" {
		return Recipients{}, fault.New(fault.Closed, "no-root", nil)
	}
	lines, err := d.Directory.Lines(ctx)
	if err != nil {
		return Recipients{}, err
	}
	suspended, err := d.Directory.Suspended(ctx)
	if err != nil {
		return Recipients{}, err
	}
	directory, today := d.roll.Read(d.Root(), lines), d.today()
	for _, candidate := range d.candidates(unit) {
		people := receivers(directory, candidate, today, exclusions, suspended)
		if len(people) == 0 {
			continue
		}
		found := Recipients{Unit: candidate, People: people, Fallback: candidate != unit}
		if line, ok := mailbox.RecoveryOf(directory, candidate, today, exclusions); ok {
			found.Recovery = &line
		}
		return found, nil
	}
	if len(exclusions) > 0 {
		return Recipients{}, fault.New(fault.Closed, "nobody-left", nil)
	}
	return Recipients{}, fault.New(fault.Closed, "no-officers", nil)
}

func (d *Desk) candidates(unit string) []string {
	fallback := d.Pack().Fallback
	if fallback == "" || fallback == unit {
		return []string{unit}
	}
	return []string{unit, fallback}
}

// receivers are a unit's intake officers; where it has none, its heads.
func receivers(directory *seal.Directory, unit, day string, exclusions []string, suspended map[string]string) []seal.Officer {
	for _, role := range []string{"intake", "head"} {
		people := slices.DeleteFunc(directory.ByUnit(unit, role, day), func(o seal.Officer) bool {
			return suspended[o.Person] != "" || mailbox.Excluded(exclusions, o.Person, o.Unit)
		})
		if len(people) > 0 {
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
