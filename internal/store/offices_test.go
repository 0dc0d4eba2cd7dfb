package store_test

import (
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// One report, two cases: what each office has, and that neither sees the other's.

// told is a report to wct that also tells ethics.
func told(wct, ethics string) intake.Arrival {
	a := arrival(wct)
	second := newCase(a.Report, "ethics", ethics)
	second.Kind, second.Form, second.Stage, second.Clocks = "prevention", "prevention", "noted", nil
	a.Cases = append(a.Cases, second)
	return a
}

func twoOffices(t *testing.T, w *world) {
	anna, eve := w.officer(t, "Anna", "wct"), w.officer(t, "Eve", "ethics")
	a := told(anna, eve)
	receipt := w.receive(t, a)
	first, second := a.Cases[0], a.Cases[1]
	also := []intake.Also{{Number: second.Number, Unit: "ethics"}}
	same(t, "receipt", receipt, intake.Receipt{Number: first.Number, Received: day, Same: true, Unit: "wct", Also: also})
	again := w.receive(t, a)
	same(t, "the same again", again, receipt)
	told, _, err := w.Reports.Received(ctx, a.HandleHash)
	must(t, err)
	same(t, "looked up", told, intake.Receipt{Number: first.Number, Received: day, Unit: "wct", Also: also})
	box, err := w.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "the reporter sees both", []string{
		box.Cases[0].Number, box.Cases[0].Unit, box.Cases[0].Kind, box.Cases[1].Number, box.Cases[1].Unit, box.Cases[1].Kind, box.Cases[1].Stage,
	}, []string{first.Number, "wct", "report", second.Number, "ethics", "prevention", "noted"})
	same(t, "items", box.Bundle.Items, []seal.Sealed{first.Posts[0].Sealed, second.Posts[0].Sealed})
	same(t, "grants", len(box.Bundle.Grants), 4)
	for _, c := range []struct {
		person string
		own    intake.Case
		other  intake.Case
	}{{anna, first, second}, {eve, second, first}} {
		rows := w.queue(t, c.person)
		same(t, "queue", []any{len(rows), rows[0].Number, rows[0].Unit, rows[0].Kind, rows[0].Unread},
			[]any{1, c.own.Number, c.own.Unit, c.own.Kind, 1})
		view, err := w.Cases.View(ctx, c.own.Number, c.person, true)
		must(t, err)
		same(t, "items", view.Bundle.Items, []seal.Sealed{c.own.Posts[0].Sealed})
		same(t, "grants", view.Bundle.Grants, []seal.Signed{c.own.Grants[0].Sealed.Signed, c.own.Grants[1].Sealed.Signed})
		same(t, "holders", len(view.Case.Holders), 2)
		same(t, "case", []string{view.Case.Kind, view.Case.Form}, []string{c.own.Kind, c.own.Form})
		_, err = w.Cases.View(ctx, c.other.Number, c.person, true)
		is(t, err, fault.NotFound)
		is(t, w.Cases.Change(ctx, c.other.Number, c.person, nil), fault.NotFound)
	}
	same(t, "ledger", w.acts(t)[6:], []string{ledger.Received, ledger.Received})
}

func twoOfficesWork(t *testing.T, w *world) {
	anna, eve := w.officer(t, "Anna", "wct"), w.officer(t, "Eve", "ethics")
	a := told(anna, eve)
	w.receive(t, a)
	first, second := a.Cases[0].Number, a.Cases[1].Number
	at, err := w.Mailboxes.Standing(ctx, a.Report, "talk:ethics", mailbox.Reporter)
	must(t, err)
	same(t, "standing", at, mailbox.Standing{
		Number: second, Report: a.Report, Unit: "ethics", Stage: "noted", Keys: a.KeysLine,
		Turns: map[string]int64{"talk:ethics": 1}, Revision: 1,
	})
	_, err = w.Mailboxes.Standing(ctx, a.Report, "talk:pppt", mailbox.Reporter)
	is(t, err, fault.NotFound)
	post := func(compartment, kind string) mailbox.Post {
		return newPost(a.Report, compartment, 1, kind, "reporter", 1024)
	}
	write := func(compartment, kind string) {
		at, err := w.Mailboxes.Standing(ctx, a.Report, compartment, mailbox.Reporter)
		must(t, err)
		p := post(compartment, kind)
		must(t, w.Mailboxes.Write(ctx, at, []mailbox.Post{p}, nil, []ledger.Act{{Act: kind, By: "reporter", Of: p.Hash}}))
	}
	write("talk:ethics", "receipt")
	at, err = w.Mailboxes.Standing(ctx, a.Report, "talk:wct", mailbox.Reporter)
	must(t, err)
	same(t, "each office has its receipt", []any{at.Receipt, at.Revision, at.Number}, []any{false, int64(1), first})
	write("talk:wct", "receipt")
	write("talk:ethics", "letter")
	same(t, "a letter to one is news to one", []int{w.unread(t, anna, first), w.unread(t, eve, second)}, []int{1, 2})
	must(t, w.Cases.Change(ctx, second, eve, func(c casework.Case) (casework.Change, error) {
		c.Stage = "answered"
		return casework.Change{
			Case: c, Posts: []mailbox.Post{newPost(a.Report, "talk:ethics", 1, "letter", "officer:"+eve, 1024)},
			Notices: []mailbox.Notice{{Code: "nobody-left", Day: day, Figures: map[string]string{}}}, Declared: "recused",
			EndGrants: []string{a.Cases[1].Grants[1].Hash},
		}, nil
	}))
	view, err := w.Cases.View(ctx, first, anna, false)
	must(t, err)
	same(t, "the other office's case", []any{view.Case.Stage, len(view.Notices), view.Case.Declared, len(view.Bundle.Ended), len(view.Bundle.Items)},
		[]any{"received", 1, map[string]string{}, 0, 2})
	box, err := w.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "the mailbox", []any{box.Cases[0].Stage, len(box.Cases[0].Notices), box.Cases[1].Stage, len(box.Cases[1].Notices), len(box.Bundle.Items)},
		[]any{"received", 1, "answered", 2, 6})
	_, err = w.Cases.View(ctx, second, eve, false)
	is(t, err, fault.NotFound)
}

func twoNumbers(t *testing.T, w *world) {
	anna, eve := w.officer(t, "Anna", "wct"), w.officer(t, "Eve", "ethics")
	kept := told(anna, eve)
	w.receive(t, kept)
	a := told(anna, eve)
	proposed := a.Cases[0].Number
	a.Cases[1].Number = kept.Cases[1].Number
	other := newNumber()
	receipt, err := w.Reports.Receive(ctx, a, func() string { return other })
	must(t, err)
	same(t, "only the taken one is replaced", []string{receipt.Number, receipt.Also[0].Number}, []string{proposed, other})
	twice := told(anna, eve)
	twice.Cases[1].Number = twice.Cases[0].Number
	other = newNumber()
	receipt, err = w.Reports.Receive(ctx, twice, func() string { return other })
	must(t, err)
	same(t, "one number for two", []string{receipt.Number, receipt.Also[0].Number}, []string{twice.Cases[0].Number, other})
}

func enquiryKept(t *testing.T, w *world) {
	nina := w.officer(t, "Nina", "nsa")
	a := arrival()
	a.Cases = []intake.Case{newCase(a.Report, "nsa", nina)}
	a.Cases[0].Kind, a.Cases[0].Stage, a.Cases[0].Acts[0].Act = "enquiry", "asked", ledger.Enquiry
	w.receive(t, a)
	rows := w.queue(t, nina)
	same(t, "queue", []string{rows[0].Kind, rows[0].Stage}, []string{"enquiry", "asked"})
	must(t, w.Cases.Change(ctx, a.Cases[0].Number, nina, func(c casework.Case) (casework.Change, error) {
		c.Kind = "report" // no step makes a case of it
		return casework.Change{Case: c}, nil
	}))
	view, err := w.Cases.View(ctx, a.Cases[0].Number, nina, false)
	must(t, err)
	same(t, "kind", view.Case.Kind, "enquiry")
	box, err := w.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "mailbox", box.Cases[0].Kind, "enquiry")
	same(t, "ledger", w.acts(t)[3:], []string{ledger.Enquiry})
}
