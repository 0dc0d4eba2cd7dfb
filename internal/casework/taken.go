package casework

import (
	"slices"

	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// The ways in which somebody told an officer what the officer wrote down.
const (
	tookPhone    = "phone"
	tookInPerson = "in-person"
	tookPost     = "post"
)

var tookBy = []string{tookPhone, tookInPerson, tookPost}

// untouched says whether nothing was done in a case yet: who wrote a report down says so
// before anything rests on it.
func (s sight) untouched() error {
	switch {
	case s.c.Giver != nil || s.c.Answers == "":
		return refuse("nothing-taken-down")
	case s.writtenDown():
		return gone("taken-down-already")
	case slices.ContainsFunc(s.r.Steps, func(t *Taken) bool { return !slices.Contains(beforehand, t.Line.Step) }):
		return gone("taken-down-late")
	}
	return nil
}

// beforehand are the steps that say nothing of what was written, but only who works on it: they
// can come before somebody says who wrote it.
var beforehand = []string{stepAssign, stepCover}

func (s sight) writtenDown() bool {
	return s.r.done(func(t *Taken) bool { return t.Line.Step == stepTakenDown }) != nil
}

// takenDown: an officer says that they wrote the answers down for somebody, and how they heard
// them. The person is told, checks them, and gets words of their own.
func (t *taking) takenDown() error {
	if err := t.plain(true, false, false, 1); err != nil {
		return err
	}
	if !slices.Contains(tookBy, t.m.Line.Code) {
		return refuse("code-missing")
	}
	if t.m.Line.Of[0] != t.c.Answers {
		return unfit(nil)
	}
	return t.nothing()
}

// claimReport is the first opening of a mailbox whose words an officer made, to write a report
// down or in place of words that were lost: its owner's own words take their place, once.
func claimReport(m claiming, o Office) Step {
	return func(c Case) (Change, error) {
		line := m.line
		if line.Who != mailbox.Reporter || line.By != mailbox.Reporter || line.Report != c.Report || !slices.Equal(line.Exclusions, c.Reporter.Exclusions) {
			return Change{}, unfit(nil)
		}
		c.Lines = parsed(c.Lines)
		lost, down := personOf(c.Reporter.By) != "", see(c, Actor{}, o, portal.Procedure{}).writtenDown()
		if !lost && !down {
			return Change{}, refuse("nothing-taken-down")
		}
		if line.Prev != c.Reporter.Keys || !lost && !firstKeys(c) {
			return Change{}, gone("claimed-already")
		}
		c.Holders = slices.Clone(c.Holders)
		change, err := takeOver(&c, m, c.Reporter, o)
		if err != nil {
			return Change{}, err
		}
		c.Reporter = m.becomes()
		change.Claimed = &Claim{Who: mailbox.Reporter, Old: m.old, New: m.next, Keys: m.keys, Line: line, Hash: m.hash}
		change.Acts = append(change.Acts, ledger.Act{Act: ledger.Claimed, By: mailbox.Reporter, Of: m.hash})
		change.Case = c
		return change, nil
	}
}

// firstKeys says whether the reporter still holds what was sent under the words with which it
// was sent: whatever is handed over later is handed over on assignment.
func firstKeys(c Case) bool {
	return slices.ContainsFunc(c.Holders, func(h Holder) bool {
		return h.Holder == mailbox.Reporter && h.Ended == "" && h.Basis == "intake" && h.Compartment == seal.TalkOf(c.Unit)
	})
}
