package casework

import (
	"cmp"
	"slices"
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Delivery is a sending of an officer whose lines and files are all genuine.
type Delivery struct {
	Grants  []NewGrant
	Posts   []mailbox.Post
	Uploads []mailbox.Upload
}

// Send is the step of keeping what an officer sends: grants first, since items may lie in
// a compartment that they begin. A letter to the affected person meets the clocks that wait
// for one; only in a procedure without steps does it move the stage.
func Send(actor Actor, d Delivery, o Office, p portal.Procedure) Step {
	return func(c Case) (Change, error) {
		if err := enterDeclared(c, actor, o); err != nil {
			return Change{}, err
		}
		h := sendsOnly(actor, c, o)
		h.again, h.turns = true, true
		lost := c.stale()
		c.Holders, c.Clocks = slices.Clone(c.Holders), slices.Clone(c.Clocks)
		grants, err := h.take(&c, d.Grants)
		if err != nil {
			return Change{}, err
		}
		for _, post := range d.Posts {
			if err := h.takePost(c, post); err != nil {
				return Change{}, err
			}
		}
		change := Change{Grants: grants, Posts: d.Posts, Uploads: d.Uploads}
		change.EndGrants = endHolders(&c, o.Day, func(h Holder) bool {
			return slices.ContainsFunc(lost, func(l Holder) bool { return l.Line == h.Line }) && handedAnew(grants, h)
		})
		for _, grant := range grants {
			change.Acts = append(change.Acts, actor.did(ledger.Granted, grant.Hash))
		}
		change.Acts = append(change.Acts, postActs(actor, d.Posts)...)
		if writesTo(c, d.Posts) {
			written(&c, p, o.Day)
		}
		change.Case = c
		return change, nil
	}
}

// handedAnew says whether a grant hands a holder what they held.
func handedAnew(grants []NewGrant, h Holder) bool {
	return slices.ContainsFunc(grants, func(g NewGrant) bool {
		return g.Line.Holder == h.Holder && g.Line.Compartment == h.Compartment && g.Line.Turn == h.Turn
	})
}

// writesTo says whether a letter goes to the affected person.
func writesTo(c Case, posts []mailbox.Post) bool {
	return slices.ContainsFunc(posts, func(p mailbox.Post) bool {
		place := p.Line.Compartment
		return p.Line.Kind == "letter" && (place == c.Whose || place == seal.TalkOf(c.Unit) && !mailbox.IsParty(c.Whose))
	})
}

// written is what a letter does to the case.
func written(c *Case, p portal.Procedure, day string) {
	if len(p.Steps) == 0 {
		c.Stage = answered(*c)
		meet(c.Clocks, clock.FirstLetter, day)
	}
	runClocks(c, p, day, "", eventLetter)
	keepRunning(c, day)
}

// answered is the stage after a letter of the office.
func answered(c Case) string {
	if c.Kind == mailbox.Enquiry || c.Kind == mailbox.Feedback {
		return StageReplied
	}
	return StageAnswered
}

// ownFirst puts the grants to oneself first: a compartment is begun by one's own.
func ownFirst(grants []NewGrant, actor Actor) []NewGrant {
	ordered := slices.Clone(grants)
	slices.SortStableFunc(ordered, func(a, b NewGrant) int {
		return cmp.Compare(rank(a, actor), rank(b, actor))
	})
	return ordered
}

func rank(g NewGrant, actor Actor) int {
	if g.Line.Holder == actor.holder() {
		return 0
	}
	return 1
}

// kept says whether exactly this grant is in the case already.
func kept(c Case, g NewGrant) bool {
	return slices.ContainsFunc(c.Holders, func(h Holder) bool { return h.Line == g.Hash })
}

// postActs gives one ledger line for each letter and note; files belong to their letter.
func postActs(actor Actor, posts []mailbox.Post) []ledger.Act {
	var acts []ledger.Act
	for _, post := range posts {
		switch post.Line.Kind {
		case "letter":
			acts = append(acts, actor.did(ledger.Letter, post.Hash))
		case "note", "assessment", "statement":
			acts = append(acts, actor.did(ledger.Note, post.Hash))
		case "outcome":
			acts = append(acts, actor.did(ledger.Outcome, post.Hash))
		case "copy":
			acts = append(acts, actor.did(ledger.PassedOn, post.Hash))
		}
	}
	return acts
}

func hasKind(posts []mailbox.Post, kind string) bool {
	return slices.ContainsFunc(posts, func(p mailbox.Post) bool { return p.Line.Kind == kind })
}

// meet marks a clock as met, once.
func meet(clocks []clock.Limit, code, day string) {
	for i := range clocks {
		if clocks[i].Code == code && clocks[i].Met == "" {
			clocks[i].Met = day
		}
	}
}

// unfit is the fault of what no page of ours sends: altered, damaged or made by hand. A
// fault inside keeps its own sentence.
func unfit(err error) error {
	if err != nil && fault.Of(err).Kind != fault.Internal {
		return err
	}
	f := fault.New(fault.Refused, "sending-unfit", err)
	if reason := seal.Reason(err); reason != "" {
		return f.With("Reason", reason)
	}
	return f
}

// personOf is the person behind a holder, "" if it is none.
func personOf(holder string) string {
	person, ok := strings.CutPrefix(holder, "officer:")
	if !ok {
		return ""
	}
	return person
}
