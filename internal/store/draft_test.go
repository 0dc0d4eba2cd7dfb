package store_test

import (
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
)

// lastDay is that of a draft kept on the day on which these tests begin.
const lastDay = "2026-12-22"

var roomy = intake.DraftBounds{Number: 100, Bytes: 1 << 20}

func newDraft(size int) intake.Draft {
	return intake.Draft{Handle: newHash(), Until: lastDay, Sealed: random(size)}
}

func (w *world) keep(t *testing.T, d intake.Draft) {
	t.Helper()
	must(t, w.Drafts.KeepDraft(ctx, d, roomy))
}

// noDraft expects that nothing can be fetched under a handle today.
func (w *world) noDraft(t *testing.T, handle string) {
	t.Helper()
	_, err := w.Drafts.Draft(ctx, handle, w.settings.Now().UTC().Format(time.DateOnly))
	is(t, err, fault.NotFound)
}

func draftKept(t *testing.T, w *world) {
	d := newDraft(3000)
	w.noDraft(t, d.Handle)
	w.keep(t, d)
	got, err := w.Drafts.Draft(ctx, d.Handle, lastDay)
	must(t, err)
	same(t, "draft", got, d)
	later := intake.Draft{Handle: d.Handle, Until: "2026-12-23", Sealed: random(5000)}
	w.keep(t, later)
	got, err = w.Drafts.Draft(ctx, d.Handle, "2026-12-23")
	must(t, err)
	same(t, "the draft that replaced it", got, later)
	same(t, "ledger", w.acts(t), []string(nil))
	must(t, w.Drafts.DropDraft(ctx, d.Handle))
	w.noDraft(t, d.Handle)
	must(t, w.Drafts.DropDraft(ctx, d.Handle))
}

func draftExpires(t *testing.T, w *world) {
	d := newDraft(3000)
	w.keep(t, d)
	w.pass(30 * 24 * time.Hour)
	must(t, w.Sweep(ctx))
	_, err := w.Drafts.Draft(ctx, d.Handle, lastDay)
	must(t, err)
	w.pass(24 * time.Hour)
	w.noDraft(t, d.Handle) // before it is swept
	must(t, w.Sweep(ctx))
	_, err = w.Drafts.Draft(ctx, d.Handle, lastDay)
	is(t, err, fault.NotFound)
}

func draftSent(t *testing.T, w *world) {
	d, other := newDraft(3000), newDraft(3000)
	w.keep(t, d)
	w.keep(t, other)
	a := arrival(newID())
	a.DraftHash = d.Handle
	failing := a
	failing.Cases = append([]intake.Case(nil), a.Cases...)
	failing.Cases[0].Posts = append(failing.Cases[0].Posts[:1:1], newPost(a.Report, "talk:wct", 1, "file", "reporter", 100, newHash()))
	if _, err := w.Reports.Receive(ctx, failing, newNumber); err == nil {
		t.Fatal("a report without its blob was kept")
	}
	_, err := w.Drafts.Draft(ctx, d.Handle, day)
	must(t, err) // nothing was sent, so nothing is deleted
	w.receive(t, a)
	w.noDraft(t, d.Handle)
	_, err = w.Drafts.Draft(ctx, other.Handle, day)
	must(t, err)
}

// draftBounds fills a day: nothing new is kept then, what is there can be replaced and
// deleted, and the next day has room.
func draftBounds(t *testing.T, w *world) {
	few := intake.DraftBounds{Number: 2, Bytes: 10_000}
	first, second, third := newDraft(3000), newDraft(3000), newDraft(1000)
	must(t, w.Drafts.KeepDraft(ctx, first, few))
	must(t, w.Drafts.KeepDraft(ctx, second, few))
	is(t, w.Drafts.KeepDraft(ctx, third, few), fault.Full)
	w.noDraft(t, third.Handle)
	first.Sealed = random(6000)
	must(t, w.Drafts.KeepDraft(ctx, first, few))
	first.Sealed = random(7001)
	is(t, w.Drafts.KeepDraft(ctx, first, few), fault.Full)
	third.Until = "2026-12-23"
	must(t, w.Drafts.KeepDraft(ctx, third, few))
	must(t, w.Drafts.DropDraft(ctx, second.Handle))
	must(t, w.Drafts.KeepDraft(ctx, newDraft(100), few))
}
