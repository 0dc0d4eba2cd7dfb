package store_test

import (
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// agreedAhead: what was agreed to at sending is kept with the report, line by line, and is served
// to the office and to who said it; a second office that is told a part has none of it.
func agreedAhead(t *testing.T, w *world) {
	anna, ben := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "ethics")
	a := arrival(anna)
	a.Cases = append(a.Cases, newCase(a.Report, "ethics", ben))
	first := &a.Cases[0]
	var given []seal.Signed
	for _, unit := range []string{"hsse", "iaig"} {
		line := seal.Consent{
			Head: head("consent", "reporter"), Report: a.Report, Answer: "yes", Step: seal.PassOn, To: "unit:" + unit, Purpose: seal.Misdirected,
			Parts: []seal.Part{{ID: first.Posts[0].Line.ID, Kind: "answers"}}, Until: "2027-02-20",
		}
		s := signed(line)
		given = append(given, s)
		first.Consents = append(first.Consents, intake.Consent{Signed: s, Line: line, Hash: seal.LineHash(s)})
		first.Acts = append(first.Acts, ledger.Act{Act: ledger.Consented, By: "reporter", Of: seal.LineHash(s)})
	}
	w.receive(t, a)
	box, err := w.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "lines of the mailbox", box.Bundle.Lines, given)
	same(t, "lines shown", mailbox.Seen(box).Bundle.Lines, given)
	view, err := w.Cases.View(ctx, first.Number, anna, false)
	must(t, err)
	same(t, "lines of the office", view.Bundle.Lines, given)
	hashes := func(lines []casework.Line) (all []string) {
		for _, l := range lines {
			all = append(all, l.Hash)
		}
		return all
	}
	same(t, "lines of the case", hashes(view.Case.Lines), []string{seal.LineHash(given[0]), seal.LineHash(given[1])})
	other, err := w.Cases.View(ctx, a.Cases[1].Number, ben, false)
	must(t, err)
	same(t, "lines of the second office", len(other.Bundle.Lines)+len(other.Case.Lines), 0)
}

// nothingAhead: a consent under an id that is taken keeps the whole report away.
func nothingAhead(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	before := arrival(anna)
	w.receive(t, before)
	a := arrival(anna)
	line := seal.Consent{Head: head("consent", "reporter"), Report: a.Report, Answer: "yes", To: "unit:hsse", Parts: []seal.Part{}}
	line.ID = before.KeysLine.ID
	s := signed(line)
	a.Cases[0].Consents = []intake.Consent{{Signed: s, Line: line, Hash: seal.LineHash(s)}}
	if _, err := w.Reports.Receive(ctx, a, func() string { return newNumber() }); err == nil {
		t.Fatal("it was stored")
	}
	if _, err := w.Mailboxes.Box(ctx, a.HandleHash); err == nil {
		t.Fatal("a part of it was stored")
	}
}
