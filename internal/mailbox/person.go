package mailbox

import (
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// Reporter is who sent the report, as lines name them. Everybody else with a phrase is a
// party, "party:<id>".
const Reporter = "reporter"

// IsParty says whether a holder or a compartment is that of a party.
func IsParty(who string) bool { return strings.HasPrefix(who, "party:") }

// CheckPerson checks items of a person with a phrase: signed by their keys, for compartments
// and turns that they hold; either one receipt, or one letter or statement with its files.
func CheckPerson(at Standing, items []seal.Sealed, limits Limits, today string) ([]Post, error) {
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
	texts, receipts := count(posts, "letter")+count(posts, "statement"), count(posts, "receipt")
	if texts+receipts != 1 || receipts == 1 && len(posts) > 1 {
		return nil, unfit(nil)
	}
	return posts, nil
}

// mayPost holds one line to what the person may: which kinds, where, under which turn. Only a
// party gives a statement; only the reporter has a receipt. Which kinds and places go together
// at all, the line's own shape says.
func mayPost(at Standing, line seal.Post) error {
	turn, held := at.Turns[line.Compartment]
	switch {
	case line.By != at.Keys.Who || line.Report != at.Report || !held:
		return unfit(nil)
	case line.Compartment == seal.Comments && at.Stage == Returned:
		return fault.New(fault.Closed, "comment-returned", nil)
	case line.Compartment == seal.Comments && line.Kind == "file":
		return unfit(nil) // a comment has no files
	case line.Turn != turn:
		return fault.New(fault.Conflict, "turn-changed", nil)
	}
	switch line.Kind {
	case "file":
		return nil
	case "letter":
		return blobless(line)
	case "receipt":
		if IsParty(line.By) {
			return unfit(nil)
		}
		return blobless(line)
	case "statement":
		if !IsParty(line.By) {
			return unfit(nil)
		}
		return blobless(line)
	}
	return unfit(nil)
}

func blobless(line seal.Post) error {
	if len(line.Blobs) > 0 {
		return unfit(nil)
	}
	return nil
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
