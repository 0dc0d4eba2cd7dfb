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
	report, compartment, err := d.placeOf(letter)
	if err != nil {
		return 0, err
	}
	for try := 1; ; try++ {
		at, err := d.Store.Standing(ctx, report, compartment)
		if fault.Is(err, fault.NotFound) {
			return 0, noMailbox(err)
		}
		if err != nil {
			return 0, err
		}
		posted, err := d.post(ctx, at, letter)
		// A step by an office in between changes the revision: look again.
		if !fault.Is(err, fault.Conflict) || try == tries || !d.moved(ctx, at, compartment) {
			return posted, err
		}
	}
}

func (d *Door) moved(ctx context.Context, at Standing, compartment string) bool {
	now, err := d.Store.Standing(ctx, at.Report, compartment)
	return err == nil && now.Revision != at.Revision
}

// placeOf gives the report and the compartment that the first item names; the others must
// name them too, since a letter is for one office.
func (d *Door) placeOf(letter Posting) (report, compartment string, err error) {
	if len(letter.Items) == 0 {
		return "", "", unfit(nil)
	}
	if len(letter.Items) > 1+d.Limits.Files {
		return "", "", fault.New(fault.TooLarge, "too-many-files", nil).With("Files", d.Limits.Files)
	}
	line, err := seal.ParseAs[seal.Post](letter.Items[0].Signed)
	if err != nil {
		return "", "", unfit(err)
	}
	return line.Report, line.Compartment, nil
}

func (d *Door) post(ctx context.Context, at Standing, letter Posting) (int, error) {
	posts, err := CheckReporters(at, letter.Items, d.Limits, clock.Today(d.Now()))
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

// CheckReporters checks items of the person with the phrase: signed by their keys, for
// compartments and turns that they hold, either one receipt or one letter with files.
func CheckReporters(at Standing, items []seal.Sealed, limits Limits, today string) ([]Post, error) {
	posts := make([]Post, 0, len(items))
	ids, place := map[string]bool{}, ""
	for _, sealed := range items {
		if err := limits.CheckItem(sealed.File); err != nil {
			return nil, err
		}
		line, err := seal.CheckPost(sealed, at.Keys.Verify)
		if err != nil || ids[line.ID] || !clock.Near(line.At, today, daysBack, daysAhead) {
			return nil, unfit(err)
		}
		ids[line.ID] = true
		if place == "" {
			place = line.Compartment
		}
		if line.Compartment != place {
			return nil, unfit(nil)
		}
		if err := mayPost(at, line); err != nil {
			return nil, err
		}
		posts = append(posts, Post{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)})
	}
	letters, receipts := count(posts, "letter"), count(posts, "receipt")
	if letters+receipts != 1 || receipts == 1 && len(posts) > 1 {
		return nil, unfit(nil)
	}
	return posts, nil
}

// mayPost holds one line to what the reporter may: which kinds, where, under which turn.
func mayPost(at Standing, line seal.Post) error {
	turn, held := at.Turns[line.Compartment]
	switch {
	case line.By != "reporter" || line.Report != at.Report || !held:
		return unfit(nil)
	case at.Stage == Returned:
		return fault.New(fault.Closed, "comment-returned", nil)
	case line.Compartment == seal.Comments && line.Kind == "file":
		return unfit(nil) // a comment has no files
	case line.Turn != turn:
		return fault.New(fault.Conflict, "turn-changed", nil)
	}
	switch line.Kind {
	case "letter", "receipt":
		if len(line.Blobs) > 0 {
			return unfit(nil)
		}
		return nil
	case "file":
		return nil
	}
	return unfit(nil)
}

func count(posts []Post, kind string) int {
	n := 0
	for _, post := range posts {
		if post.Line.Kind == kind {
			n++
		}
	}
	return n
}

// acts are the ledger lines of a reporter's items: one for the letter or the receipt; a
// letter's files belong to it.
func acts(posts []Post) []ledger.Act {
	var acts []ledger.Act
	for _, post := range posts {
		switch post.Line.Kind {
		case "letter":
			acts = append(acts, ledger.Act{Act: ledger.Letter, By: "reporter", Of: post.Hash})
		case "receipt":
			acts = append(acts, ledger.Act{Act: ledger.Receipt, By: "reporter", Of: post.Hash})
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
