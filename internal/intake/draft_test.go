package intake

import (
	"bytes"
	"context"
	"crypto/rand"
	"strings"
	"testing"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// drawer is a store of drafts in memory.
type drawer map[string]Draft

func (d drawer) KeepDraft(_ context.Context, draft Draft, _ DraftBounds) error {
	d[draft.Handle] = draft
	return nil
}

func (d drawer) Draft(_ context.Context, handle, today string) (Draft, error) {
	draft, ok := d[handle]
	if !ok || draft.Until < today {
		return Draft{}, fault.New(fault.NotFound, "not-found", nil)
	}
	return draft, nil
}

func (d drawer) DropDraft(_ context.Context, handle string) error {
	delete(d, handle)
	return nil
}

func (w *world) draft() []byte {
	w.Helper()
	return staff.Must(seal.SealDraft(w.phrase, seal.Draft{
		Form: "harassment", Version: form.Version, Language: "fr",
		Answers: []seal.DraftAnswer{{ID: "happened", Values: []string{"It began"}}},
	}))
}

func TestKeepDraft(t *testing.T) {
	w, kept := newWorld(t), drawer{}
	w.desk.Drafts = kept
	until, err := w.desk.KeepDraft(ctx, w.phrase.DraftHandleText(), w.draft())
	if err != nil || until != "2026-12-22" {
		t.Fatalf("kept until %s: %v", until, err)
	}
	hash := staff.Must(seal.HandleHash(w.phrase.DraftHandleText()))
	if len(kept) != 1 || kept[hash].Until != until {
		t.Errorf("it lies elsewhere: %v", kept)
	}
	got, err := w.desk.Draft(ctx, w.phrase.DraftHandleText())
	if err != nil || got.Until != until || len(staff.Must(seal.OpenDraft(w.phrase, got.Sealed)).Answers) != 1 {
		t.Errorf("it comes back as %+v, %v", got, err)
	}
	if err := w.desk.DropDraft(ctx, w.phrase.DraftHandleText()); err != nil || len(kept) > 0 {
		t.Errorf("it is still there: %v", err)
	}
}

func TestKeepDraftRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		handle func(*world) string
		sealed func(*world) []byte
		key    string
	}{
		"no handle":    {func(*world) string { return "" }, (*world).draft, "sending-unfit"},
		"short handle": {func(*world) string { return "AAAA" }, (*world).draft, "sending-unfit"},
		"too large": {nil, func(w *world) []byte {
			return append(w.draft(), bytes.Repeat([]byte("x"), largestDraft)...)
		}, "text-too-large"},
		"not sealed": {nil, func(*world) []byte { return []byte("what I typed") }, "sending-unfit"},
		"under a password": {nil, func(*world) []byte {
			return staff.Must(seal.SealPassphrase("twelve words", []byte("text")))
		}, "sending-unfit"},
		"full disk": {nil, func(w *world) []byte { w.blobs.Filled = true; return w.draft() }, "full"},
	} {
		w, kept := newWorld(t), drawer{}
		w.desk.Drafts = kept
		handle := w.phrase.DraftHandleText()
		if c.handle != nil {
			handle = c.handle(w)
		}
		if _, err := w.desk.KeepDraft(ctx, handle, c.sealed(w)); fault.Of(err).Key != c.key {
			t.Errorf("%s: %v", name, err)
		}
		if len(kept) > 0 {
			t.Errorf("%s: it was kept", name)
		}
	}
}

// TestDraftTellsNothing: whoever asks for what is not there learns nothing from the answer.
func TestDraftTellsNothing(t *testing.T) {
	w := newWorld(t)
	expired := staff.Must(seal.NewPhrase(rand.Reader, "en"))
	hash := staff.Must(seal.HandleHash(expired.DraftHandleText()))
	w.desk.Drafts = drawer{hash: {Handle: hash, Until: "2026-11-21"}}
	for _, handle := range []string{
		"", "AAAA", "../" + strings.Repeat("A", 40), expired.DraftHandleText(), w.phrase.DraftHandleText(), w.phrase.HandleText(),
	} {
		if _, err := w.desk.Draft(ctx, handle); err == nil || err.Error() != NoDraft().Error() {
			t.Errorf("%q: %v", handle, err)
		}
		if err := w.desk.DropDraft(ctx, handle); err != nil {
			t.Errorf("deleting %q: %v", handle, err)
		}
	}
}

// TestReceiveEndsDraft hands the draft's handle on with the report, and takes none that is
// no handle.
func TestReceiveEndsDraft(t *testing.T) {
	w := newWorld(t)
	s := w.sending()
	if s.Draft != w.phrase.DraftHandleText() {
		t.Errorf("without scripts the draft is %q", s.Draft)
	}
	s.Draft = "no handle"
	if _, err := w.desk.Receive(ctx, s); fault.Of(err).Key != "sending-unfit" {
		t.Errorf("no handle: %v", err)
	}
	s.Draft = w.phrase.DraftHandleText()
	staff.Must(w.desk.Receive(ctx, s))
	hash := staff.Must(seal.HandleHash(s.Handle))
	if got := w.store.arrivals[hash].DraftHash; got != staff.Must(seal.HandleHash(s.Draft)) {
		t.Errorf("the store is told to delete %q", got)
	}
}

// TestRepeatEndsDraft: whoever did not see the answer, kept the form once more and sent it
// again leaves nothing behind.
func TestRepeatEndsDraft(t *testing.T) {
	w, kept := newWorld(t), drawer{}
	w.desk.Drafts = kept
	s := w.sending()
	staff.Must(w.desk.Receive(ctx, s))
	staff.Must(w.desk.KeepDraft(ctx, w.phrase.DraftHandleText(), w.draft()))
	if again := staff.Must(w.desk.Receive(ctx, s)); !again.Same || len(kept) != 0 {
		t.Errorf("the same again leaves %d unfinished forms: %+v", len(kept), again)
	}
}
