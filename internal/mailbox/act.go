package mailbox

import (
	"context"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// What a person with a phrase can do beside writing and answering (the codes of seal.Act).
const (
	Withdraw = "withdraw"
	Undo     = "undo"
	Name     = "name"
	Meet     = "meet"
	Agree    = "agree"
	Lift     = "lift"
)

// The answers to a request.
const (
	Yes       = "yes"
	Partly    = "part"
	No        = "no"
	Withdrawn = "withdrawn"
)

// UndoDays is for how many days a withdrawal can be taken back.
const UndoDays = 7

// Deciding is what a person with a phrase decides towards one office: consents and acts, each
// a signed line, and the letter that goes with them, if there is one. Like Posting it carries
// no handle.
type Deciding struct {
	Unit    string        `json:"unit"`
	Lines   []seal.Signed `json:"lines"`
	Items   []seal.Sealed `json:"items"`
	Uploads []Upload      `json:"uploads"`
}

const (
	mostLines  = 16 // one for each office of what was agreed to at sending
	mostHandle = 64
	mostGrants = 64 // a claim: one for each turn of what its owner holds
)

// Act keeps the letter first, if there is one, and then does what the lines say: whoever gives
// a name or asks for a meeting loses no word of it, and sending all of it again is no second
// letter.
func (d *Door) Act(ctx context.Context, deciding Deciding) error {
	by, report, err := d.checkLines(deciding)
	if err != nil {
		return err
	}
	if len(deciding.Items) > 0 {
		letter := Posting{Items: deciding.Items, Uploads: deciding.Uploads}
		first, err := d.placeOf(letter)
		if err != nil {
			return err
		}
		if first.Report != report || first.By != by {
			return unfit(nil)
		}
		if _, err := d.Letter(ctx, letter); err != nil {
			return err
		}
	}
	err = d.Acts.Act(ctx, deciding.Unit, deciding.Lines)
	if fault.Is(err, fault.NotFound) {
		return unfit(err) // as for a signature that is not theirs: see Letter
	}
	return err
}

// checkLines holds the lines to what can be told without the case: how many, of which kinds,
// and that they are one person's about one report. Signatures are checked by who knows the
// keys.
func (d *Door) checkLines(deciding Deciding) (by, report string, err error) {
	if len(deciding.Lines) == 0 || len(deciding.Lines) > mostLines || !seal.ValidUnit(deciding.Unit) {
		return "", "", unfit(nil)
	}
	if len(deciding.Items) == 0 && len(deciding.Uploads) > 0 {
		return "", "", unfit(nil)
	}
	today := clock.Today(d.Now())
	for i, signed := range deciding.Lines {
		head, of, err := decided(signed)
		if err != nil || !clock.Near(head.At, today, daysBack, daysAhead) {
			return "", "", unfit(err)
		}
		if i > 0 && (head.By != by || of != report) {
			return "", "", unfit(nil)
		}
		by, report = head.By, of
	}
	return by, report, nil
}

// decided reads a line that a person with a phrase decides by.
func decided(signed seal.Signed) (head seal.Head, report string, err error) {
	line, err := seal.Parse(signed)
	if err != nil {
		return head, "", err
	}
	switch l := line.(type) {
	case seal.Consent:
		return l.Head, l.Report, nil
	case seal.Act:
		return l.Head, l.Report, nil
	}
	return head, "", unfit(nil)
}

// Claim gives a mailbox new words. What is malformed and what is unknown have one answer.
func (d *Door) Claim(ctx context.Context, claim Claiming) error {
	if len(claim.Handle) > mostHandle || len(claim.Next) > mostHandle || claim.Handle == claim.Next {
		return noMailbox(nil)
	}
	if len(claim.Grants) > mostGrants {
		return unfit(nil)
	}
	for _, handle := range []string{claim.Handle, claim.Next} {
		if _, err := HandleHash(handle); err != nil {
			return err
		}
	}
	for _, grant := range claim.Grants {
		if err := d.Limits.CheckItem(grant.File); err != nil {
			return err
		}
	}
	if _, err := seal.ParseAs[seal.Keys](claim.Keys); err != nil {
		return unfit(err)
	}
	err := d.Acts.Claim(ctx, claim)
	if fault.Is(err, fault.NotFound) {
		return noMailbox(err)
	}
	return err
}
