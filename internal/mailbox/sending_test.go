package mailbox_test

import (
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// agreed tells that the sender agreed, as they sent it, that an office may be given the report.
func (w *world) agreed(unit, until string) {
	answers := staff.Must(seal.ParseAs[seal.Post](w.store.box.Bundle.Items[0].Signed))
	w.tell(staff.Must(seal.Sign(w.phrase.Signer(), seal.Consent{
		Head: seal.Head{ID: staff.NewID(), By: "reporter", At: staff.Today}, Report: w.store.at.Report, Answer: mailbox.Yes,
		Step: seal.PassOn, To: "unit:" + unit, Purpose: seal.Misdirected, Parts: []seal.Part{{ID: answers.ID, Kind: answers.Kind}}, Until: until,
	})))
}

// passes has the office pass it on by that, or ask all the same.
func (w *world) passes(step, unit string) string {
	parts := w.reading().Parts[0].Ahead[0].Line.Parts
	signed := staff.Must(seal.Sign(w.ann.Signer, seal.Request{
		Head: seal.Head{ID: staff.NewID(), By: w.ann.Holder(), At: staff.Today}, Report: w.store.at.Report, Who: "reporter",
		Step: seal.PassOn, To: "unit:" + unit, Purpose: seal.Misdirected, Parts: parts, Until: "2026-12-22",
	}))
	w.tell(signed)
	w.step(step, seal.LineHash(signed))
	return seal.LineHash(signed)
}

// TestAhead: what was agreed to at sending stands until it is used, taken back, over, or until its
// giver is asked all the same and answers.
func TestAhead(t *testing.T) {
	w := newWorld(t)
	last := clock.Add(staff.Today, seal.SendingDays)
	for unit, until := range map[string]string{"hsse": last, "iaig": last, "legal": last, "pppt": "2026-11-21", "ethics": last} {
		w.agreed(unit, until)
	}
	used := w.passes(seal.PassOn, "hsse")
	asked := w.passes("ask", "legal")
	reading := w.reading()
	for _, each := range reading.Parts[0].Asked {
		if each.Hash == used && (each.Answer != mailbox.Yes || !each.Ahead || len(each.Agreed) != 1 || each.Open(staff.Today)) {
			t.Errorf("it was answered before it was put: %+v", each)
		}
		if each.Hash == asked && (each.Answer != "" || each.Ahead || !each.Open(staff.Today)) {
			t.Errorf("who is asked all the same can answer: %+v", each)
		}
	}
	w.tell(staff.Must(w.door.ConsentPlain(w.phrase, reading, asked, mailbox.No, nil)))
	stands := map[string]bool{}
	for _, ahead := range w.reading().Parts[0].Ahead {
		stands[ahead.Unit] = ahead.Stands(staff.Today)
	}
	want := map[string]bool{"hsse": false, "iaig": true, "legal": false, "pppt": false, "ethics": true}
	for unit, stand := range want {
		if got, ok := stands[unit]; !ok || got != stand {
			t.Errorf("%s stands %t (%t), want %t", unit, got, ok, stand)
		}
	}
	w.takesBack(2)
}

// takesBack takes back what stands, once.
func (w *world) takesBack(n int) {
	w.Helper()
	lines, err := w.door.TakeBackPlain(w.phrase, w.reading(), "wct")
	if err != nil || len(lines) != n {
		w.Fatalf("%d lines, %v", len(lines), err)
	}
	for _, signed := range lines {
		line := staff.Must(seal.CheckAs[seal.Consent](signed, w.phrase.Verify()))
		if line.Answer != mailbox.Withdrawn || line.Request != "" || line.Via != "server" || len(line.Parts) > 0 {
			w.Errorf("signed %+v", line)
		}
	}
	acts := &decided{}
	w.door.Acts = acts
	if err := w.door.Act(ctx, mailbox.Deciding{Unit: "wct", Lines: lines}); err != nil || len(acts.lines) != n {
		w.Errorf("kept %d: %v", len(acts.lines), err)
	}
	w.tell(lines...)
	for _, unit := range []string{"wct", "pppt"} {
		if _, err := w.door.TakeBackPlain(w.phrase, w.reading(), unit); err == nil || fault.Of(err).Key != "nothing-agreed" {
			w.Errorf("%s: nothing is left to take back: %v", unit, err)
		}
	}
}

// TestAheadSeen: it is the reporter's to see, and no other person's.
func TestAheadSeen(t *testing.T) {
	w := newWorld(t)
	w.agreed("hsse", "2026-12-22")
	if got := mailbox.Seen(w.store.box).Bundle.Lines; len(got) != 1 {
		t.Errorf("the reporter sees %d lines", len(got))
	}
	box := w.store.box
	box.Who = "party:" + staff.NewID()
	if got := mailbox.Seen(box).Bundle.Lines; len(got) != 0 {
		t.Errorf("a party sees %d lines", len(got))
	}
}
