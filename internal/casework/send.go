package casework

import (
	"cmp"
	"slices"
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Delivery is a sending of an officer whose lines and files are all genuine.
type Delivery struct {
	Grants  []NewGrant
	Posts   []mailbox.Post
	Uploads []mailbox.Upload
}

// Send is the step of keeping what an officer sends: grants first, since items may lie in
// a compartment that they begin. A letter meets the clock of the first letter.
func Send(actor Actor, d Delivery, o Office) Step {
	return func(c Case) (Change, error) {
		if err := enterDeclared(c, actor, o); err != nil {
			return Change{}, err
		}
		change := Change{Posts: d.Posts, Uploads: d.Uploads}
		c.Holders, c.Clocks = slices.Clone(c.Holders), slices.Clone(c.Clocks)
		for _, grant := range ownFirst(d.Grants, actor) {
			if kept(c, grant) {
				continue // the answer to the first time was lost on its way
			}
			holder, err := takeGrant(c, actor, grant, o)
			if err != nil {
				return Change{}, err
			}
			c.Holders = append(c.Holders, holder)
			change.Grants = append(change.Grants, grant)
			change.Acts = append(change.Acts, actor.did(ledger.Granted, grant.Hash))
		}
		if err := begunWhole(c, actor, d.Grants, o); err != nil {
			return Change{}, err
		}
		for _, post := range d.Posts {
			if err := takePost(c, actor, post); err != nil {
				return Change{}, err
			}
		}
		change.Acts = append(change.Acts, postActs(actor, d.Posts)...)
		if hasKind(d.Posts, "letter") {
			c.Stage = answered(c)
			meet(c.Clocks, clock.FirstLetter, o.Day)
		}
		change.Case = c
		return change, nil
	}
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

// takeGrant holds a grant to the table of sealing.md section 5, basis assignment: its
// signer holds the compartment, or begins the unit's own file with a key to its talk.
func takeGrant(c Case, actor Actor, g NewGrant, o Office) (Holder, error) {
	line := g.Line
	if c.Kind == mailbox.Feedback { // an editor can hand it back, and not on
		return Holder{}, fault.New(fault.Refused, "comment-stays", nil)
	}
	kind, unit := seal.Split(line.Compartment)
	if line.Basis != "assignment" || line.Report != c.Report || unit != c.Unit || kind != "talk" && kind != "file" {
		return Holder{}, unfit(nil)
	}
	if kind == "file" && c.Kind == mailbox.Enquiry {
		return Holder{}, fault.New(fault.Refused, "enquiry-no-file", nil)
	}
	if err := maySign(c, actor, line, kind); err != nil {
		return Holder{}, err
	}
	key, ok := o.key(c, line.Holder, line.At)
	if !ok {
		return Holder{}, fault.New(fault.Refused, "not-to-them", nil)
	}
	if key != line.Key {
		return Holder{}, fault.New(fault.Conflict, "key-changed", nil)
	}
	if _, has := live(c, line.Holder, line.Compartment); has {
		return Holder{}, fault.New(fault.Conflict, "granted-already", nil)
	}
	return Holder{
		Holder: line.Holder, Compartment: line.Compartment, Turn: line.Turn, Basis: line.Basis,
		Since: o.Day, Line: g.Hash, Recipient: line.Recipient,
	}, nil
}

// maySign says whether the actor may hand over this compartment. Later grants must be for
// the identity and turn that the actor holds; the first of the unit's own file is by an
// officer who holds its talk, and hands it to themselves first.
func maySign(c Case, actor Actor, line seal.Grant, kind string) error {
	if newest(c, line.Compartment) == 0 {
		_, talks := live(c, actor.holder(), "talk:"+c.Unit)
		if kind != "file" || !talks || line.Turn != 1 || line.Holder != actor.holder() {
			return unfit(nil)
		}
		return nil
	}
	own, ok := live(c, actor.holder(), line.Compartment)
	if !ok {
		return fault.New(fault.Refused, "not-yours", nil)
	}
	if line.Turn != own.Turn {
		return fault.New(fault.Conflict, "turn-changed", nil)
	}
	// Another tab of this officer may have begun the compartment with another identity.
	if line.Recipient != own.Recipient {
		return fault.New(fault.Conflict, "turn-changed", nil)
	}
	return nil
}

// kept says whether exactly this grant is in the case already.
func kept(c Case, g NewGrant) bool {
	return slices.ContainsFunc(c.Holders, func(h Holder) bool { return h.Line == g.Hash })
}

// begunWhole sees to it that a compartment is begun with its recovery grant, where the
// unit's recovery key is set.
func begunWhole(c Case, actor Actor, grants []NewGrant, o Office) error {
	file := "file:" + c.Unit
	begun := slices.ContainsFunc(grants, func(g NewGrant) bool {
		return g.Line.Compartment == file && g.Line.Holder == actor.holder()
	})
	if !begun {
		return nil
	}
	if _, set := mailbox.RecoveryOf(o.Directory, c.Unit, o.Day, c.Exclusions); !set {
		return nil
	}
	if _, has := live(c, "recovery:"+c.Unit, file); !has {
		return fault.New(fault.Conflict, "recovery-missing", nil)
	}
	return nil
}

// takePost holds an item to what its author may write, where.
func takePost(c Case, actor Actor, post mailbox.Post) error {
	line := post.Line
	if line.Report != c.Report {
		return unfit(nil)
	}
	switch line.Kind {
	case "letter", "file":
		if line.Compartment != seal.TalkOf(c.Unit) || line.Kind == "file" && c.Kind == mailbox.Feedback {
			return unfit(nil)
		}
	case "note":
		if line.Compartment != "file:"+c.Unit {
			return unfit(nil)
		}
	default:
		return unfit(nil)
	}
	own, ok := live(c, actor.holder(), line.Compartment)
	if !ok {
		return fault.New(fault.Refused, "not-yours", nil)
	}
	if line.Turn != own.Turn {
		return fault.New(fault.Conflict, "turn-changed", nil)
	}
	return nil
}

// postActs gives one ledger line for each letter and note; files belong to their letter.
func postActs(actor Actor, posts []mailbox.Post) []ledger.Act {
	var acts []ledger.Act
	for _, post := range posts {
		switch post.Line.Kind {
		case "letter":
			acts = append(acts, actor.did(ledger.Letter, post.Hash))
		case "note":
			acts = append(acts, actor.did(ledger.Note, post.Hash))
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
