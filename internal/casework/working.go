package casework

import (
	"context"
	"errors"
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

var _ mailbox.Acts = (*Desk)(nil)

// Take takes a step: one of the procedure that the case began with, or of the engine itself.
// It is decided before an attachment is kept, and once more on the case as it stands when it
// is saved.
func (d *Desk) Take(ctx context.Context, number string, actor Actor, taking Taking) error {
	office, err := d.admit(ctx, actor)
	if err != nil {
		return err
	}
	moved, err := checkTaking(taking, actor, office, d.Limits)
	if err != nil {
		return err
	}
	if err := d.copies(ctx, number, actor, moved); err != nil {
		return err
	}
	if err := d.Blobs.Room(ctx); err != nil {
		return err
	}
	c, rules, err := d.rules(ctx, number, actor)
	if err != nil {
		return err
	}
	step := Take(actor, moved, office, rules)
	if _, err := step(c); err != nil {
		return err
	}
	if err := mailbox.Keep(ctx, d.Blobs, moved.Uploads); err != nil {
		return err
	}
	return d.change(ctx, number, actor, underSame(c, step))
}

// copies sees to it that a copy names only attachments that its writer is served.
func (d *Desk) copies(ctx context.Context, number string, actor Actor, m Moved) error {
	for _, post := range m.Posts {
		if post.Line.Kind != "copy" {
			continue
		}
		for _, blob := range post.Line.Blobs {
			if err := d.Store.Named(ctx, number, actor.Person, blob); err != nil {
				return fault.New(fault.NotFound, "no-file", err)
			}
		}
	}
	return nil
}

// Approve is the second person's signature over the same bytes.
func (d *Desk) Approve(ctx context.Context, number string, actor Actor, approval seal.Signed) error {
	office, err := d.admit(ctx, actor)
	if err != nil {
		return err
	}
	k, err := newChecker(actor, office, d.Limits)
	if err != nil {
		return err
	}
	line, err := seal.CheckAs[seal.Approval](approval, k.verify)
	if err != nil || !k.genuine(line.Head) {
		return unfit(err)
	}
	return d.work(ctx, number, actor, func(rules Rules) Step {
		return Approve(actor, lineOf(approval, line.Head, line), office, rules)
	})
}

// work takes a step that needs the rules of the case.
func (d *Desk) work(ctx context.Context, number string, actor Actor, step func(Rules) Step) error {
	c, rules, err := d.rules(ctx, number, actor)
	if err != nil {
		return err
	}
	return d.change(ctx, number, actor, underSame(c, step(rules)))
}

// rules gives a case with what its steps are held to.
func (d *Desk) rules(ctx context.Context, number string, actor Actor) (Case, Rules, error) {
	c, err := d.loaded(ctx, number, actor)
	if err != nil {
		return Case{}, Rules{}, err
	}
	rules := Rules{Receiver: d.receiver, Number: d.number}
	if rules.Procedure, err = d.procedure(ctx, c.ProcedureHash); err != nil {
		return Case{}, Rules{}, err
	}
	if d.Confirmation != nil {
		rules.Confirmed = d.Confirmation()
	}
	if c.Giver != nil {
		rules.Giver, err = d.procedure(ctx, c.Giver.ProcedureHash)
	}
	return c, rules, err
}

// underSame holds a step to the rules that were read for it: a case can be moved to another
// pack's in between.
func underSame(read Case, step Step) Step {
	return func(c Case) (Change, error) {
		if c.ProcedureHash != read.ProcedureHash {
			return Change{}, fault.New(fault.Conflict, "taken", nil)
		}
		return step(c)
	}
}

// procedure is what a case began with; none where no case has steps.
func (d *Desk) procedure(ctx context.Context, hash string) (portal.Procedure, error) {
	if d.Procedure == nil || hash == "" {
		return portal.Procedure{}, nil
	}
	return d.Procedure(ctx, hash)
}

func (d *Desk) receiver(unit string) (portal.Procedure, bool) {
	if d.ProcedureOf == nil {
		return portal.Procedure{}, false
	}
	return d.ProcedureOf(unit)
}

// number proposes a case number; without chance there is none, and the store gives up.
func (d *Desk) number() string {
	number, err := mailbox.NewNumber(d.Rand)
	if err != nil {
		return ""
	}
	return number
}

// mostActs bounds what a person with a phrase decides at once.
const mostActs = 16

// Act keeps what a person with a phrase decided in one office's case.
func (d *Desk) Act(ctx context.Context, unit string, lines []seal.Signed) error {
	report, who, err := signer(lines)
	if err != nil {
		return err
	}
	day := clock.Today(d.Now())
	hash := ""
	// The procedure is read before the case may be changed, and the case says which it is.
	peek := func(c Case) (Change, error) {
		hash = c.ProcedureHash
		return Change{}, errPeeked
	}
	if err := d.asPerson(ctx, report, unit, who, peek); !errors.Is(err, errPeeked) {
		return err
	}
	p, err := d.procedure(ctx, hash)
	if err != nil {
		return err
	}
	return d.asPerson(ctx, report, unit, who, func(c Case) (Change, error) {
		checked, err := verified(c, who, lines, day)
		if err != nil {
			return Change{}, err
		}
		return underSame(Case{ProcedureHash: hash}, Decide(who, checked, day, p))(c)
	})
}

// errPeeked ends a change that was begun only to look.
var errPeeked = errors.New("casework: only looked")

func (d *Desk) asPerson(ctx context.Context, report, unit, who string, step Step) error {
	err := d.Store.ChangeAs(ctx, report, unit, who, step)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.NotFound, "no-mailbox", err)
	}
	return err
}

// signer is whose lines they are, in which report: one person's, who has a phrase.
func signer(lines []seal.Signed) (report, who string, err error) {
	if len(lines) == 0 || len(lines) > mostActs {
		return "", "", unfit(nil)
	}
	line, err := seal.Parse(lines[0])
	if err != nil {
		return "", "", unfit(err)
	}
	switch line := line.(type) {
	case seal.Consent:
		report, who = line.Report, line.By
	case seal.Act:
		report, who = line.Report, line.By
	default:
		return "", "", unfit(nil)
	}
	return report, who, nil
}

// Claim gives a mailbox new words, made in its owner's browser.
func (d *Desk) Claim(ctx context.Context, claim mailbox.Claiming) error {
	office, err := d.office(ctx)
	if err != nil {
		return err
	}
	m, err := readClaim(claim)
	if err != nil {
		return err
	}
	err = d.Store.ClaimAs(ctx, m.old, func(who string) Step {
		return func(c Case) (Change, error) {
			if err := m.signed(c, who, office.Day); err != nil {
				return Change{}, err
			}
			return claimStep(m, who, office)(c)
		}
	})
	if fault.Is(err, fault.NotFound) && d.claimed(ctx, m) {
		return nil // the answer to the first time was lost on its way
	}
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.NotFound, "no-mailbox", err)
	}
	return err
}

// claimed says whether exactly this claim was kept before: the mailbox lies under its new words,
// and its keys are those that count.
func (d *Desk) claimed(ctx context.Context, m claiming) bool {
	same := false
	_ = d.Store.ClaimAs(ctx, m.next, func(who string) Step {
		return func(c Case) (Change, error) {
			current := c.Reporter.Keys
			if party, ok := (sight{c: c}).party(who); ok {
				current = party.Keys
			}
			same = current == m.hash
			return Change{}, errPeeked
		}
	})
	return same
}

// readClaim reads a claim; whose signatures they are is checked with the case.
func readClaim(claim mailbox.Claiming) (claiming, error) {
	var m claiming
	var err error
	if m.old, err = mailbox.HandleHash(claim.Handle); err != nil {
		return m, err
	}
	if m.next, err = seal.HandleHash(claim.Next); err != nil || m.next == m.old || len(claim.Grants) > mostGrants {
		return m, unfit(err)
	}
	if m.line, err = seal.ParseAs[seal.Keys](claim.Keys); err != nil {
		return m, unfit(err)
	}
	m.keys, m.hash = claim.Keys, seal.LineHash(claim.Keys)
	for _, sealed := range claim.Grants {
		line, err := seal.CheckGrant(sealed, m.line.Verify)
		if err != nil || len(sealed.File) > largestGrant {
			return m, unfit(err)
		}
		m.grants = append(m.grants, NewGrant{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)})
	}
	return m, nil
}

// signed says whether the keys that are replaced signed the new ones.
func (m claiming) signed(c Case, who, day string) error {
	verify := c.Reporter.Verify
	if who != mailbox.Reporter {
		i := slices.IndexFunc(c.Parties, func(p Party) bool { return p.Who == who })
		if i < 0 {
			return unfit(nil)
		}
		verify = c.Parties[i].Verify
	}
	if _, err := seal.CheckKeys(m.keys, verify); err != nil || !clock.Near(m.line.At, day, personDaysBack, daysAhead) {
		return unfit(err)
	}
	return nil
}
