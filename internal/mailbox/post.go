package mailbox

import (
	"context"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
)

// Posting is what a person with a phrase sends to their mailbox: a letter with its files,
// or the receipt that their browser signs after sending. It carries no handle: the
// signatures say whose it is.
type Posting struct {
	Items   []seal.Sealed `json:"items"`
	Uploads []Upload      `json:"uploads"`
}

const (
	daysBack  = 31 // the mailbox page can lie open for long
	daysAhead = 1
	tries     = 3
)

// Letter checks what was sent and keeps it, attachments first. It gives how many items
// are kept because of it; a receipt is kept once.
func (d *Door) Letter(ctx context.Context, letter Posting) (int, error) {
	first, err := d.placeOf(letter)
	if err != nil {
		return 0, err
	}
	for try := 1; ; try++ {
		at, err := d.Store.Standing(ctx, first.Report, first.Compartment, first.By)
		if fault.Is(err, fault.NotFound) {
			// The same as for a place that is not theirs: nobody learns which offices know of it.
			return 0, unfit(err)
		}
		if err != nil {
			return 0, err
		}
		posted, err := d.post(ctx, at, letter)
		// A step by an office in between changes the revision: look again.
		if !fault.Is(err, fault.Conflict) || try == tries || !d.moved(ctx, at, first) {
			return posted, err
		}
	}
}

func (d *Door) moved(ctx context.Context, at Standing, first seal.Post) bool {
	now, err := d.Store.Standing(ctx, first.Report, first.Compartment, first.By)
	return err == nil && now.Revision != at.Revision
}

// placeOf reads the line of the first item, which says whose it is, of which report and where;
// the others must say the same, since a letter is for one office.
func (d *Door) placeOf(letter Posting) (seal.Post, error) {
	if len(letter.Items) == 0 {
		return seal.Post{}, unfit(nil)
	}
	if len(letter.Items) > 1+d.Limits.Files {
		return seal.Post{}, fault.New(fault.TooLarge, "too-many-files", nil).With("Files", d.Limits.Files)
	}
	line, err := seal.ParseAs[seal.Post](letter.Items[0].Signed)
	if err != nil || line.By != Reporter && !IsParty(line.By) {
		return seal.Post{}, unfit(err)
	}
	return line, nil
}

func (d *Door) post(ctx context.Context, at Standing, letter Posting) (int, error) {
	posts, err := CheckPerson(at, letter.Items, d.Limits, clock.Today(d.Now()))
	if err != nil {
		return 0, err
	}
	if err := CheckUploads(posts, letter.Uploads, d.Limits); err != nil {
		return 0, err
	}
	if at.Receipt && posts[0].Line.Kind == "receipt" {
		return 0, nil
	}
	if err := d.Blobs.Room(ctx); err != nil {
		return 0, err
	}
	if err := Keep(ctx, d.Blobs, letter.Uploads); err != nil {
		return 0, err
	}
	return len(posts), d.Store.Write(ctx, at, posts, letter.Uploads, acts(posts))
}

// acts are the ledger lines of a person's items: one for the letter, the statement or the
// receipt; files belong to what names them.
func acts(posts []Post) []ledger.Act {
	var acts []ledger.Act
	for _, post := range posts {
		switch post.Line.Kind {
		case "letter", "statement":
			acts = append(acts, ledger.Act{Act: ledger.Letter, By: post.Line.By, Of: post.Hash})
		case "receipt":
			acts = append(acts, ledger.Act{Act: ledger.Receipt, By: post.Line.By, Of: post.Hash})
		}
	}
	return acts
}

// unfit is the fault of what no page of ours sends: altered, damaged or made by hand.
func unfit(err error) error {
	f := fault.New(fault.Refused, "sending-unfit", err)
	if reason := seal.Reason(err); reason != "" {
		return f.With("Reason", reason)
	}
	return f
}
