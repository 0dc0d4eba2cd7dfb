package store_test

import (
	"slices"
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// passed is a report of wct of which the answers are passed on to ethics.
type passed struct {
	intake.Arrival
	anna, eve, finn        string // of wct; of ethics, both
	giver, receiver, share string
	request, consent       casework.Line
	change                 casework.Change
	copied                 mailbox.Post
}

func newPassed(t *testing.T, w *world) *passed {
	p := &passed{anna: w.officer(t, "Anna", "wct"), eve: w.officer(t, "Eve", "ethics"), finn: w.officer(t, "Finn", "ethics")}
	p.Arrival = arrival(p.anna)
	w.receive(t, p.Arrival)
	p.giver, p.receiver = p.Cases[0].Number, newNumber()
	part := seal.Part{ID: p.Cases[0].Posts[0].Line.ID, Kind: "answers"}
	by := officerOf(p.anna)
	p.request = newRequest(p.Report, by, "reporter", "refer", "unit:ethics", part)
	p.consent = newConsent(p.Report, "reporter", p.request, "yes", part)
	p.share = "share:" + p.request.Head.ID
	w.change(t, p.giver, p.anna, casework.Change{Lines: []casework.Line{p.request}})
	must(t, w.Cases.ChangeAs(ctx, p.Report, "wct", "reporter", func(c casework.Case) (casework.Change, error) {
		return casework.Change{Case: c, Lines: []casework.Line{p.consent}}, nil
	}))
	step := newStep(p.Report, "wct", by, "refer", "unit:ethics", p.request.Hash)
	p.copied = newPost(p.Report, p.share, 1, "copy", by, 1024)
	p.change = casework.Change{Lines: []casework.Line{step}, With: step.Hash, Posts: []mailbox.Post{p.copied}}
	for _, holder := range []string{by, officerOf(p.eve), officerOf(p.finn), "reporter"} {
		p.change.Grants = append(p.change.Grants,
			casework.NewGrant(newGrant(p.Report, p.share, 1, holder, by, "consent:"+p.request.Head.ID)))
	}
	return p
}

// offered is the other office's case, as the engine gives it.
func (p *passed) offered() *casework.NewCase {
	c := p.Cases[0]
	return &casework.NewCase{
		Case: casework.Case{
			Number: p.receiver, Report: p.Report, Kind: "report", Unit: "ethics", Form: c.Form, FormHash: c.FormHash,
			Procedure: "ethics", ProcedureHash: "ethics-1", Stage: "received", Language: "fr", Received: day, Urgent: true,
			Whose: "reporter", Clocks: c.Clocks[:1], Giver: &casework.Offer{Number: p.giver, Unit: "wct", Share: p.share},
		},
		Renumber: func() string { p.receiver = newNumber(); return p.receiver },
		Lines:    []string{p.request.Hash, p.consent.Hash}, Definition: `{"id":"ethics"}`,
		Acts: []ledger.Act{{Act: ledger.Received, By: officerOf(p.anna), Case: "1234-5678", Of: p.copied.Hash}},
	}
}

// send passes it on.
func (p *passed) send(t *testing.T, w *world) {
	t.Helper()
	p.change.Offered = p.offered()
	w.change(t, p.giver, p.anna, p.change)
}

func (w *world) numbers(t *testing.T, person string) (numbers []string) {
	t.Helper()
	for _, row := range w.queue(t, person) {
		numbers = append(numbers, row.Number)
	}
	return numbers
}

// shareInTwo: a share lies in the giver's case and in the receiver's, and lets nobody of the
// one into the other.
func shareInTwo(t *testing.T, w *world) {
	p := newPassed(t, w)
	p.send(t, w)
	same(t, "Anna's desk", w.numbers(t, p.anna), []string{p.giver})
	for _, person := range []string{p.eve, p.finn} {
		same(t, "a desk in ethics", w.numbers(t, person), []string{p.receiver})
		_, err := w.Cases.View(ctx, p.giver, person, false)
		is(t, err, fault.NotFound)
		is(t, w.tryChange(p.giver, person, casework.Change{}), fault.NotFound)
	}
	_, err := w.Cases.View(ctx, p.receiver, p.anna, false)
	is(t, err, fault.NotFound)
	same(t, "unread", []int{w.unread(t, p.eve, p.receiver), w.unread(t, p.anna, p.giver)}, []int{1, 1})
	view := w.view(t, p.receiver, p.eve)
	same(t, "served to Eve", view.Bundle.Items, []seal.Sealed{p.copied.Sealed})
	same(t, "her grants", []int{len(view.Bundle.Grants), len(view.Bundle.Own), len(view.Case.Holders)}, []int{4, 1, 4})
	same(t, "her lines", view.Bundle.Lines, signedOf(p.request, p.consent))
	same(t, "keys", view.Bundle.Keys, []seal.Signed{p.Keys})
	same(t, "origins", view.Bundle.Origins, []seal.Signed{p.Cases[0].Grants[0].Sealed.Signed})
	same(t, "giver", *view.Case.Giver, casework.Offer{Number: p.giver, Unit: "wct", Share: p.share, Since: day, ProcedureHash: "procedure"})
	body, err := w.Reports.Version(ctx, "ethics-1")
	must(t, err)
	same(t, "version", body, `{"id":"ethics"}`)
	_, err = w.Reports.Version(ctx, "nothing")
	is(t, err, fault.NotFound)
	given := w.view(t, p.giver, p.anna)
	same(t, "offers", given.Case.Offers, []casework.Offer{{Number: p.receiver, Unit: "ethics", Share: p.share, Since: day, ProcedureHash: "ethics-1"}})
	same(t, "Anna's items", len(given.Bundle.Items), 2)
	box := w.box(t, p.HandleHash)
	same(t, "the reporter", []any{len(box.Cases), box.Cases[1].Number, box.Cases[0].Offers, box.Cases[1].Ledger[0].Act, len(box.Bundle.Items)},
		[]any{2, p.receiver, []mailbox.Offer{{Unit: "ethics", Share: p.share, Since: day}}, ledger.Received, 2})
	receipt, _, err := w.Reports.Received(ctx, p.HandleHash)
	must(t, err)
	same(t, "the receipt says what was sent", receipt, intake.Receipt{Number: p.giver, Received: day, Unit: "wct"})
}

// shareKept: whoever is kept from the report is kept from the other office's case.
func shareKept(t *testing.T, w *world) {
	p := newPassed(t, w)
	p.send(t, w)
	w.change(t, p.giver, p.anna, casework.Change{}, func(c *casework.Case) { c.Exclusions = []string{officerOf(p.eve)} })
	must(t, w.People.Suspend(ctx, p.finn, day, ledger.Act{Act: ledger.Suspended, By: "operator", Of: p.finn}))
	for _, person := range []string{p.eve, p.finn} {
		same(t, "desk", w.numbers(t, person), []string(nil))
		_, err := w.Cases.View(ctx, p.receiver, person, true)
		is(t, err, fault.NotFound)
		_, err = w.Cases.Row(ctx, p.receiver, person)
		is(t, err, fault.NotFound)
		is(t, w.Cases.Named(ctx, p.receiver, person, newHash()), fault.NotFound)
	}
}

// shareWaits: a share that waits for a second person is nobody's case, until it is offered.
func shareWaits(t *testing.T, w *world) {
	p := newPassed(t, w)
	p.change.Lines[0].Shown = casework.Never
	w.change(t, p.giver, p.anna, p.change)
	same(t, "Eve's desk", w.numbers(t, p.eve), []string(nil))
	same(t, "the reporter", []int{len(w.box(t, p.HandleHash).Bundle.Grants), len(w.box(t, p.HandleHash).Cases)}, []int{2, 1})
	is(t, w.Cases.ChangeAs(ctx, p.Report, "ethics", "reporter", nil), fault.NotFound)
	other := arrival(p.anna)
	w.receive(t, other)
	p.receiver = other.Cases[0].Number // the proposed number is somebody else's
	w.change(t, p.giver, p.anna, casework.Change{Offered: p.offered()})
	same(t, "another number", p.receiver != other.Cases[0].Number, true)
	same(t, "Eve's desk now", w.numbers(t, p.eve), []string{p.receiver})
	same(t, "still not shown", len(w.box(t, p.HandleHash).Cases), 1)
	same(t, "nor that it was passed on", w.box(t, p.HandleHash).Cases[0].Offers, []mailbox.Offer{})
	w.change(t, p.giver, p.anna, casework.Change{Later: map[string]string{p.change.With: ""}})
	same(t, "shown", len(w.box(t, p.HandleHash).Cases), 2)
	is(t, w.tryChange(p.giver, p.anna, casework.Change{Offered: p.offered()}), fault.Conflict) // it is offered already
}

// shareDeclined: the office that declines is no longer served what was passed on.
func shareDeclined(t *testing.T, w *world) {
	p := newPassed(t, w)
	p.send(t, w)
	by := officerOf(p.eve)
	own := newGrant(p.Report, "file:ethics", 1, by, by, "assignment")
	decline := newStep(p.Report, "ethics", by, "decline", "", p.request.Hash)
	w.change(t, p.receiver, p.eve, casework.Change{
		Lines: []casework.Line{decline}, With: decline.Hash, Grants: []casework.NewGrant{casework.NewGrant(own)},
		EndGrants: []string{p.change.Grants[1].Hash, p.change.Grants[2].Hash},
		Beside: []casework.Beside{{Number: p.giver, Step: func(c casework.Case) (casework.Change, error) {
			c.Stage = "returned"
			return casework.Change{
				Case: c, Notices: []mailbox.Notice{{Code: "step", Day: day, Figures: map[string]string{}}},
				Acts: []ledger.Act{{Act: ledger.Note, By: "system"}},
			}, nil
		}}},
	}, func(c *casework.Case) { c.Giver.Decided, c.Giver.DecidedOn, c.Ended = "decline", day, day })
	view := w.view(t, p.receiver, p.eve)
	same(t, "Eve", []any{len(view.Bundle.Items), len(view.Bundle.Own), view.Case.Giver.Decided}, []any{0, 1, "decline"})
	same(t, "Eve's list of ended ones", len(w.list(t, p.eve, casework.ShowEnded, 0)), 1)
	_, err := w.Cases.View(ctx, p.receiver, p.finn, false)
	is(t, err, fault.NotFound)
	given := w.view(t, p.giver, p.anna)
	same(t, "the giver", []any{given.Case.Stage, given.Case.Offers[0].Decided, given.Case.Offers[0].DecidedOn, len(given.Bundle.Items), len(given.Notices)},
		[]any{"returned", "decline", day, 2, 2})
	is(t, w.tryChange(p.receiver, p.eve, casework.Change{Beside: []casework.Beside{{Number: "0000-0000"}}}), fault.NotFound)
	records := w.box(t, p.HandleHash).Cases[0].Ledger
	same(t, "the ledger of the giver's case", records[len(records)-1].By, "system")
}

// shareAccepted: a colleague in the accepting office, who holds no key to the share, is served
// the lines by which the office's own compartments could be begun.
func shareAccepted(t *testing.T, w *world) {
	p := newPassed(t, w)
	gill := w.officer(t, "Gill", "ethics")
	p.send(t, w)
	by := officerOf(p.eve)
	w.change(t, p.receiver, p.eve, casework.Change{Grants: []casework.NewGrant{
		casework.NewGrant(newGrant(p.Report, "talk:ethics", 1, by, by, "assignment")),
		casework.NewGrant(newGrant(p.Report, "talk:ethics", 1, "reporter", by, "assignment")),
		casework.NewGrant(newGrant(p.Report, "talk:ethics", 1, officerOf(gill), by, "assignment")),
	}})
	view := w.view(t, p.receiver, gill)
	same(t, "Gill's grants", []int{len(view.Bundle.Grants), len(view.Bundle.Items)}, []int{3, 0})
	for _, g := range p.change.Grants {
		if !slices.Contains(view.Bundle.Origins, g.Sealed.Signed) {
			t.Fatal("a grant of the share is missing")
		}
	}
	same(t, "and its lines", view.Bundle.Lines, signedOf(p.request, p.consent))
	at, err := w.Mailboxes.Standing(ctx, p.Report, "talk:ethics", "reporter")
	must(t, err)
	same(t, "the reporter writes", []any{at.Number, at.Turns}, []any{p.receiver, map[string]int64{"talk:ethics": 1, p.share: 1}})
	hand := newGrant(p.Report, p.share, 1, officerOf(gill), by, "consent:"+p.request.Head.ID)
	w.change(t, p.receiver, p.eve, casework.Change{Grants: []casework.NewGrant{casework.NewGrant(hand)}})
	same(t, "Gill is not in the giver's case", w.numbers(t, gill), []string{p.receiver})
	same(t, "and reads the share", len(w.view(t, p.receiver, gill).Bundle.Items), 1)
}

// shareRenewed: where somebody got new words in one office, the other is served by what they
// count; not while it waits.
func shareRenewed(t *testing.T, w *world) {
	p := newPassed(t, w)
	dora := w.officer(t, "Dora", "wct")
	hand := newGrant(p.Report, "talk:wct", 1, officerOf(dora), officerOf(p.anna), "assignment")
	w.change(t, p.giver, p.anna, casework.Change{Grants: []casework.NewGrant{casework.NewGrant(hand)}})
	p.send(t, w)
	line, keys := partyKeys(p.Report, "reporter", officerOf(p.anna), seal.LineHash(p.Keys))
	kept := casework.Line{Signed: keys, Head: line.Head, Hash: seal.LineHash(keys)}
	step := newStep(p.Report, "wct", officerOf(p.anna), "new-mailbox", "", kept.Hash)
	step.Shown = casework.Never
	w.change(t, p.giver, p.anna, casework.Change{
		Lines: []casework.Line{kept, step}, With: step.Hash,
		Claimed: &casework.Claim{Who: "reporter", New: newHash(), Keys: keys, Line: line, Hash: kept.Hash},
	})
	same(t, "while it waits", w.view(t, p.receiver, p.eve).Bundle.Lines, signedOf(p.request, p.consent))
	approval, other := newApproval(officerOf(dora), step.Hash), newApproval(officerOf(dora), p.request.Hash)
	w.change(t, p.giver, dora, casework.Change{Lines: []casework.Line{approval, other}, Later: map[string]string{step.Hash: ""}})
	view := w.view(t, p.receiver, p.eve)
	same(t, "its keys", view.Bundle.Keys, []seal.Signed{p.Keys, keys})
	same(t, "and by what they count", view.Bundle.Lines, signedOf(p.request, p.consent, step, approval))
}

// shareByException: what was passed on by an exception stays with its lines for the reporter who
// holds it, also when somebody else is named since as the one to whom it happened.
func shareByException(t *testing.T, w *world) {
	p := newPassed(t, w)
	by := officerOf(p.anna)
	request := newRequest(p.Report, by, "", "refer", "unit:ethics", seal.Part{ID: p.Cases[0].Posts[0].Line.ID, Kind: "answers"})
	step := newStep(p.Report, "wct", by, "except", "unit:ethics", request.Hash)
	approval := newApproval(officerOf("rhea"), step.Hash)
	w.change(t, p.giver, p.anna, casework.Change{
		Lines: []casework.Line{request, step, approval}, With: step.Hash,
		Grants: []casework.NewGrant{casework.NewGrant(newGrant(p.Report, "share:"+request.Head.ID, 1, "reporter", by, "exception:"+request.Head.ID))},
	})
	same(t, "the affected reporter", w.box(t, p.HandleHash).Bundle.Lines, signedOf(p.request, p.consent, request, step, approval))
	other := newRequest(p.Report, by, "", "refer", "unit:ethics")
	w.change(t, p.giver, p.anna, casework.Change{Lines: []casework.Line{other}}, func(c *casework.Case) { c.Whose = "party:" + newID() })
	same(t, "a reporter who is not", w.box(t, p.HandleHash).Bundle.Lines, signedOf(p.request, p.consent, request, step, approval))
}
