package store_test

import (
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
)

// comment is an arrival for these editors: no office's, unread.
func comment(persons ...string) intake.Arrival {
	a := arrival()
	c := &a.Cases[0]
	c.Kind, c.Unit, c.Stage, c.Form, c.Procedure, c.ProcedureHash, c.Clocks, c.Urgent = "feedback", "", mailbox.Unread, "feedback", "", "", nil, false
	c.Grants = []intake.Grant{newGrant(a.Report, "feedback", 1, "reporter", "reporter", "intake")}
	for _, p := range persons {
		c.Grants = append(c.Grants, newGrant(a.Report, "feedback", 1, "officer:"+p, "reporter", "intake"))
	}
	c.Posts = []mailbox.Post{newPost(a.Report, "feedback", 1, "answers", "reporter", 1<<10)}
	c.Acts = []ledger.Act{{Act: ledger.Comment, By: "reporter", Of: c.Posts[0].Hash}}
	a.Fingerprint = c.Posts[0].Hash
	return a
}

// aComment: it is counted while nobody read it, and once it is handed back it exists for its
// sender alone.
func aComment(t *testing.T, w *world) {
	ada, ben := w.officer(t, "Ada", "wct"), w.officer(t, "Ben", "ethics")
	w.receive(t, arrival(ada)) // a report is not counted
	a := comment(ada, ben)
	receipt := w.receive(t, a)
	same(t, "receipt", receipt.Unit, "")
	n, err := w.Reports.Unread(ctx)
	must(t, err)
	same(t, "unread", n, int64(1))
	must(t, w.Cases.Change(ctx, receipt.Number, ada, func(c casework.Case) (casework.Change, error) {
		same(t, "case", []string{c.Kind, c.Unit, c.Stage}, []string{"feedback", "", mailbox.Unread})
		c.Stage = mailbox.Read
		return casework.Change{Case: c}, nil
	}))
	n, err = w.Reports.Unread(ctx)
	must(t, err)
	same(t, "unread once read", n, int64(0))
	at, err := w.Mailboxes.Standing(ctx, a.Report, "feedback", mailbox.Reporter)
	must(t, err)
	same(t, "standing", []any{at.Stage, at.Turns["feedback"]}, []any{mailbox.Read, int64(1)})
	must(t, w.Cases.Change(ctx, receipt.Number, ben, func(c casework.Case) (casework.Change, error) {
		c.Stage = mailbox.Returned
		change := casework.Change{Case: c, Acts: []ledger.Act{{Act: ledger.Returned, By: "officer:" + ben}}}
		for _, g := range a.Cases[0].Grants[1:] {
			change.EndGrants = append(change.EndGrants, g.Hash)
		}
		return change, nil
	}))
	for _, person := range []string{ada, ben} {
		_, err := w.Cases.View(ctx, receipt.Number, person, true)
		is(t, err, fault.NotFound)
		rows := w.queue(t, person)
		for _, row := range rows {
			same(t, "left in the list", row.Kind, "report")
		}
	}
	box, err := w.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "the sender still has it", []any{box.Cases[0].Stage, len(box.Bundle.Items), len(box.Bundle.Ended)}, []any{mailbox.Returned, 1, 2})
}
