package store_test

import (
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// owedOffers: an offer that is to be known later is found on its day, and only until the
// giver's case has moved for it.
func owedOffers(t *testing.T, w *world) {
	p := newPassed(t, w)
	const review = "2026-12-22"
	p.change.Offered = p.offered()
	p.change.Offered.Case.Giver.Owed = review
	w.change(t, p.giver, p.anna, p.change)
	owing := func(today string) []casework.Owing {
		t.Helper()
		found, err := w.Cases.Owing(ctx, today)
		must(t, err)
		return found
	}
	same(t, "before its day", owing("2026-12-21"), []casework.Owing(nil))
	c, err := w.Cases.Case(ctx, p.giver, p.anna)
	must(t, err)
	same(t, "the same case as with its bundle", c, w.view(t, p.giver, p.anna).Case)
	same(t, "the giver's offer", []any{c.Offers[0].Owed, c.Offers[0].Code}, []any{review, ""})
	_, err = w.Cases.Case(ctx, p.giver, p.eve)
	is(t, err, fault.NotFound)
	for _, h := range c.Holders {
		same(t, "the key of "+h.Holder, seal.ValidHash(h.Key), h.Holder == "reporter")
	}
	w.change(t, p.receiver, p.eve, casework.Change{}, decideOn)
	w.pass(31 * 24 * time.Hour)
	same(t, "on its day", owing(review), []casework.Owing{{Number: p.giver, ProcedureHash: c.ProcedureHash}})
	must(t, w.Cases.ChangeOwed(ctx, p.giver, func(c casework.Case) (casework.Change, error) {
		c.Offers = append([]casework.Offer(nil), c.Offers...)
		c.Offers[0].Owed = ""
		return casework.Change{Case: c}, nil
	}))
	same(t, "when it has moved", owing(review), []casework.Owing(nil))
	offer := w.view(t, p.giver, p.anna).Case.Offers[0]
	same(t, "what was decided", []string{offer.Decided, offer.Code, offer.Owed}, []string{casework.DecidedDecline, "too-little", ""})
}

func decideOn(c *casework.Case) {
	giver := *c.Giver
	giver.Decided, giver.DecidedOn, giver.Code = casework.DecidedDecline, day, "too-little"
	c.Giver = &giver
}

// standsIn: a case is found when the last day is over on which somebody stands in, until what
// they were handed has ended.
func standsIn(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	a := arrival(anna)
	w.receive(t, a)
	number := a.Cases[0].Number
	until := func(day string) func(*casework.Case) { return func(c *casework.Case) { c.Covered = day } }
	w.change(t, number, anna, casework.Change{}, until("2026-12-01"))
	for today, cases := range map[string]int{"2026-12-01": 0, "2026-12-02": 1} {
		found, err := w.Cases.Owing(ctx, today)
		must(t, err)
		same(t, today, len(found), cases)
	}
	same(t, "the day", w.view(t, number, anna).Case.Covered, "2026-12-01")
	w.change(t, number, anna, casework.Change{}, until(""))
	found, err := w.Cases.Owing(ctx, "2027-12-01")
	must(t, err)
	same(t, "when it has ended", len(found), 0)
}
