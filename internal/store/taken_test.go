package store_test

import (
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
)

// writtenDown: who makes words of their own in place of an officer's is found with all they
// hold in every case of the report, and an office learns nothing of another by it.
func writtenDown(t *testing.T, w *world) {
	anna, eve := w.officer(t, "Anna", "wct"), w.officer(t, "Eve", "ethics")
	a := told(anna, eve)
	w.receive(t, a)
	first, second := a.Cases[0], a.Cases[1]
	same(t, "what was sent to each", []string{w.view(t, first.Number, anna).Case.Answers, w.view(t, second.Number, eve).Case.Answers},
		[]string{first.Posts[0].Hash, second.Posts[0].Hash})
	elsewhere := newGrant(a.Report, "talk:ethics", 1, "reporter", "reporter", "assignment")
	line, keys := partyKeys(a.Report, "reporter", "reporter", seal.LineHash(a.Keys))
	next := newHash()
	must(t, w.Cases.ClaimAs(ctx, a.HandleHash, func(who string) casework.Step {
		return func(c casework.Case) (casework.Change, error) {
			held := map[string]string{}
			for _, h := range c.Holders {
				if h.Holder == who {
					held[h.Compartment] = h.Case
				}
			}
			same(t, "whose, and where", []any{who, c.Number, held}, []any{"reporter", first.Number, map[string]string{"talk:wct": "", "talk:ethics": second.Number}})
			return casework.Change{
				Case: c, Claimed: &casework.Claim{Who: who, Old: a.HandleHash, New: next, Keys: keys, Line: line, Hash: seal.LineHash(keys)},
				Grants: []casework.NewGrant{casework.NewGrant(elsewhere)},
				Acts:   []ledger.Act{{Act: ledger.Granted, By: who, Case: second.Number, Of: elsewhere.Hash}},
			}, nil
		}
	}))
	box := w.box(t, next)
	same(t, "both cases", []string{box.Cases[0].Number, box.Cases[1].Number}, []string{first.Number, second.Number})
	recorded := func(at int) (found bool) {
		for _, record := range box.Cases[at].Ledger {
			found = found || record.Of == elsewhere.Hash
		}
		return found
	}
	same(t, "the grant stands where it lies", []bool{recorded(0), recorded(1)}, []bool{false, true})
	is(t, w.Cases.ClaimAs(ctx, a.HandleHash, func(string) casework.Step { return nil }), fault.NotFound)
}
