package intake

import (
	"context"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// How long an unfinished form is kept, how large it may be, and how many may come on one
// day. Nobody is asked who they are, so a stranger could fill any bound: this one is full
// for a day and not for a month, and far below what would close the forms.
const (
	draftDays    = 30
	largestDraft = 256 << 10
	draftsADay   = 4096
	draftBytes   = 64 << 20
)

// Draft is an unfinished form as it is kept: under the SHA-256 of its handle, until and
// with a day. Keeping one is no act: nothing has been said to anyone, so the ledger has
// no line of it, which would tell that somebody hesitated.
type Draft struct {
	Handle string
	Until  string
	Sealed []byte
}

// DraftBounds is how many drafts, and how many bytes of them, may be kept on one day.
type DraftBounds struct{ Number, Bytes int64 }

// DraftStore keeps unfinished forms.
type DraftStore interface {
	// KeepDraft saves a draft in place of the one under its handle, if there is one. If the
	// others with the same last day leave no room within the bounds it is fault.Full; one
	// that is there already counts as no new one.
	KeepDraft(ctx context.Context, d Draft, most DraftBounds) error
	// Draft gives a draft whose last day has not passed. fault.NotFound if there is none.
	Draft(ctx context.Context, handleHash, today string) (Draft, error)
	// DropDraft deletes a draft; none is no error.
	DropDraft(ctx context.Context, handleHash string) error
}

// KeepDraft keeps a sealed draft under a handle, in place of what lay there, and gives the
// last day on which it can be fetched.
func (d *Desk) KeepDraft(ctx context.Context, handle string, sealed []byte) (until string, err error) {
	hash, err := seal.HandleHash(handle)
	if err != nil {
		return "", unfit(err)
	}
	if len(sealed) > largestDraft {
		return "", fault.New(fault.TooLarge, "text-too-large", nil)
	}
	if err := seal.CheckFile(sealed); err != nil {
		return "", unfit(err)
	}
	if err := d.Blobs.Room(ctx); err != nil {
		return "", err
	}
	draft := Draft{Handle: hash, Until: clock.Add(d.today(), draftDays), Sealed: sealed}
	return draft.Until, d.Drafts.KeepDraft(ctx, draft, DraftBounds{draftsADay, draftBytes})
}

// Draft gives what is kept under a handle. A malformed handle, an unknown one, one that
// was sent or deleted and one whose day has passed have the same answer.
func (d *Desk) Draft(ctx context.Context, handle string) (Draft, error) {
	hash, err := seal.HandleHash(handle)
	if err != nil {
		return Draft{}, NoDraft()
	}
	draft, err := d.Drafts.Draft(ctx, hash, d.today())
	if fault.Is(err, fault.NotFound) {
		return Draft{}, NoDraft()
	}
	return draft, err
}

// DropDraft deletes what is kept under a handle. The answer never tells whether there was
// anything.
func (d *Desk) DropDraft(ctx context.Context, handle string) error {
	hash, err := seal.HandleHash(handle)
	if err != nil {
		return nil
	}
	return d.Drafts.DropDraft(ctx, hash)
}

// NoDraft is the one answer for words and handles under which nothing is kept.
func NoDraft() error { return fault.New(fault.NotFound, "no-draft", nil) }

// sentDraft is the hash of the draft that a sending ends, or "".
func (s Sending) sentDraft() (string, error) {
	if s.Draft == "" {
		return "", nil
	}
	hash, err := seal.HandleHash(s.Draft)
	if err != nil {
		return "", unfit(err)
	}
	return hash, nil
}
