package casework

import (
	"math/rand/v2"
	"slices"
	"testing"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// play takes steps in any order, by anyone, as the bytes say. After each one: what was
// stored has its ledger line, by the one who acted; who had no key, or had nothing to do
// here, got nothing; and what was refused changed nothing.
func play(t testing.TB, moves []byte) {
	w := newWorld(t)
	people := []*staff.Person{w.ann, w.bo, w.hans, w.eve}
	for i := 0; i+2 < len(moves); i += 3 {
		p, other := people[moves[i]%4], people[moves[i+1]%4]
		before, changes := deep(w.store.c), len(w.store.changes)
		held := w.store.exists(number, p.ID)
		declared := before.Declared[p.ID]
		needs, err := w.move(p, other, moves[i+2])
		if err != nil {
			if len(w.store.changes) != changes || !same(before, w.store.c) {
				t.Fatalf("move %d was refused (%v) and changed the case", i/3, err)
			}
			if !held && fault.Of(err).Key != "no-case" {
				t.Fatalf("move %d: a person without a key was told %v", i/3, err)
			}
			continue
		}
		if !held || needs && declared != DeclaredNone {
			t.Fatalf("move %d: %s acted without a right", i/3, p.Name)
		}
		w.checkChange(t, i/3, changes, p)
	}
}

// move takes one step. needs says whether it takes a declaration.
func (w *world) move(p, other *staff.Person, what byte) (needs bool, err error) {
	a := actor(p)
	switch what % 9 {
	case 0:
		_, err = w.desk.Open(ctx, number, a)
	case 1:
		err = w.desk.Declare(ctx, number, a, DeclaredNone)
	case 2:
		if what < 128 { // now and then, or soon nobody is left
			return false, w.desk.Declare(ctx, number, a, "later")
		}
		err = w.desk.Declare(ctx, number, a, DeclaredRecused)
	case 3:
		return true, w.desk.Send(ctx, number, a, w.item(p, "letter"))
	case 4:
		note := w.item(p, "note")
		if what < 128 {
			note.Grants = []seal.Sealed{w.grant(p, p, "file:wct")}
		}
		return true, w.desk.Send(ctx, number, a, note)
	case 5:
		return true, w.desk.Send(ctx, number, a, Sending{Grants: []seal.Sealed{w.grant(p, other, "talk:wct")}})
	case 6:
		return true, w.desk.Send(ctx, number, a, Sending{Grants: []seal.Sealed{w.grant(p, other, "file:wct")}})
	case 7:
		_, err = w.desk.Export(ctx, number, a)
		return true, err
	case 8:
		if what >= 128 {
			w.office.Out[other.ID] = staff.Today
			return false, w.desk.Unopened(ctx, number, a, "none")
		}
		i := slices.IndexFunc(w.store.c.Holders, func(h Holder) bool { return h.Holder == p.Holder() })
		return false, w.desk.Unopened(ctx, number, a, w.store.c.Holders[max(i, 0)].Line)
	}
	return false, err
}

func (w *world) checkChange(t testing.TB, move, before int, p *staff.Person) {
	t.Helper()
	for _, change := range w.store.changes[before:] {
		if len(change.Acts) == 0 {
			t.Fatalf("move %d left no ledger line", move)
		}
		of := map[string]bool{}
		for _, act := range change.Acts {
			of[act.Of] = true
			if act.By != p.Holder() {
				t.Fatalf("move %d stands under another's name", move)
			}
		}
		for _, grant := range change.Grants {
			if !of[grant.Hash] {
				t.Fatalf("move %d: a grant without its line", move)
			}
			if grant.Line.Holder == w.eve.Holder() {
				t.Fatalf("move %d: a key for another office", move)
			}
		}
		for _, post := range change.Posts {
			if post.Line.Kind != "file" && !of[post.Hash] {
				t.Fatalf("move %d: an item without its line", move)
			}
		}
	}
}

func TestAnyOrder(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 1))
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	for range rounds {
		moves := make([]byte, 3*40)
		for i := range moves {
			moves[i] = byte(chance.IntN(256))
		}
		play(t, moves)
	}
}

func FuzzAnyOrder(f *testing.F) {
	f.Add([]byte{0, 0, 1, 0, 0, 3, 0, 2, 5, 2, 0, 0})
	f.Add([]byte{0, 0, 1, 0, 0, 4, 0, 1, 6, 0, 0, 137})
	f.Fuzz(func(t *testing.T, moves []byte) {
		if len(moves) <= 3*30 {
			play(t, moves)
		}
	})
}
