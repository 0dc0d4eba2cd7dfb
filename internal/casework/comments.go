package casework

import (
	"context"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
)

// A comment on the portal stands beside cases and is none. Its editors read it, answer it,
// put it away, or hand it back to its sender; no step here gives it to anyone else.

const noticeReturned = "returned"

// Comments lists the comments that an editor holds a key to: all of them, since no more are
// taken than editors can read.
func (d *Desk) Comments(ctx context.Context, actor Actor) ([]Row, error) {
	var all []Row
	page := Page{Show: ShowComments, Size: mostRows}
	for {
		rows, err := d.Store.Queue(ctx, actor.Person, page)
		if err != nil {
			return nil, err
		}
		all = append(all, rows.Rows...)
		if page.After = rows.Next; page.After == "" {
			return all, nil
		}
	}
}

const mostRows = 100 // in a page of the queue

// OpenComment serves a comment to an editor who holds a key to it.
func (d *Desk) OpenComment(ctx context.Context, number string, actor Actor) (View, error) {
	return d.serve(ctx, number, actor, func(actor Actor, o Office) Step {
		return func(c Case) (Change, error) {
			if err := enterComment(c, actor, o); err != nil {
				return Change{}, err
			}
			return Read(actor, o)(c)
		}
	})
}

// Close puts a comment away as done.
func (d *Desk) Close(ctx context.Context, number string, actor Actor) error {
	return d.onComment(ctx, number, actor, Close)
}

// HandBack gives a report that was sent as a comment back to its sender, and to nobody else.
func (d *Desk) HandBack(ctx context.Context, number string, actor Actor) error {
	return d.onComment(ctx, number, actor, HandBack)
}

func (d *Desk) onComment(ctx context.Context, number string, actor Actor, step func(Actor, Office) Step) error {
	office, err := d.office(ctx)
	if err != nil {
		return err
	}
	return d.change(ctx, number, actor, step(actor, office))
}

// Close is the step of putting a comment away. A letter from either side may still follow.
func Close(actor Actor, o Office) Step {
	return func(c Case) (Change, error) {
		if err := enterComment(c, actor, o); err != nil {
			return Change{}, err
		}
		if c.Stage == mailbox.Done {
			return Change{}, fault.New(fault.Conflict, "comment-done", nil)
		}
		c.Stage = mailbox.Done
		return Change{Case: c, Acts: []ledger.Act{actor.did(ledger.Closed, "")}}, nil
	}
}

// HandBack is the step by which a comment turns out to be a report: it ends what every
// editor holds, at once and for good, and tells its sender where the doors are.
func HandBack(actor Actor, o Office) Step {
	return func(c Case) (Change, error) {
		if err := enterComment(c, actor, o); err != nil {
			return Change{}, err
		}
		c.Stage, c.Holders = mailbox.Returned, slices.Clone(c.Holders)
		change := Change{
			Notices: []mailbox.Notice{{Code: noticeReturned, Day: o.Day, Figures: map[string]string{}}},
			Acts:    []ledger.Act{actor.did(ledger.Returned, "")},
		}
		for i := range c.Holders {
			if h := &c.Holders[i]; h.Ended == "" && h.Holder != "reporter" {
				h.Ended = o.Day
				change.EndGrants = append(change.EndGrants, h.Line)
			}
		}
		change.Case = c
		return change, nil
	}
}

// enterComment lets an editor at a comment; nothing else is there for these steps.
func enterComment(c Case, actor Actor, o Office) error {
	if c.Kind != mailbox.Feedback {
		return noCase(nil)
	}
	return enter(c, actor, o)
}
