package store_test

import (
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
)

// newTurn: a compartment's new turn is kept beside the one before. Whoever holds both is served
// the items of both, whoever left of neither; of two browsers that make it at once the second
// keeps nothing.
func newTurn(t *testing.T, w *world) {
	anna, ben := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "wct")
	a := arrival(anna, ben)
	w.receive(t, a)
	number, by := a.Cases[0].Number, officerOf(anna)
	var left []string
	for _, g := range a.Cases[0].Grants {
		if g.Line.Holder == officerOf(ben) {
			left = append(left, g.Hash)
		}
	}
	turn := func(holders ...string) (grants []casework.NewGrant) {
		for _, holder := range holders {
			grants = append(grants, casework.NewGrant(newGrant(a.Report, "talk:wct", 2, holder, by, "assignment")))
		}
		return grants
	}
	letter := newPost(a.Report, "talk:wct", 2, "letter", by, 1024)
	w.change(t, number, anna, casework.Change{EndGrants: left})
	w.change(t, number, anna, casework.Change{Grants: turn(by, "reporter"), Posts: []mailbox.Post{letter}})
	other := turn(by, "reporter")
	for i := range other {
		other[i].Line.Recipient = otherRecipient()
	}
	is(t, w.tryChange(number, anna, casework.Change{Grants: other}), fault.Conflict)

	view := w.view(t, number, anna)
	same(t, "an officer", []int{len(view.Bundle.Own), len(view.Bundle.Items), len(view.Case.Holders)}, []int{2, len(a.Cases[0].Posts) + 1, len(a.Cases[0].Grants) + 2})
	box, err := w.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "the person", []int{len(box.Bundle.Own), len(box.Bundle.Items)}, []int{2, len(a.Cases[0].Posts) + 1})
	at, err := w.Mailboxes.Standing(ctx, a.Report, "talk:wct", mailbox.Reporter)
	must(t, err)
	same(t, "where the person writes", at.Turns, map[string]int64{"talk:wct": 2})
	_, err = w.Cases.View(ctx, number, ben, false)
	is(t, err, fault.NotFound)
}
