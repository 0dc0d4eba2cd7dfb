package casework

import (
	"slices"
	"strings"

	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// partyRoles are the roles in which somebody is invited.
var partyRoles = []string{PartyAffected, PartyConcerned, PartyWitness, PartyInvited}

func (s sight) someParty() error {
	if len(s.c.Parties) == 0 {
		return refuse("nobody-invited")
	}
	return nil
}

// invite begins a mailbox for somebody beside the reporter. Whom it happened to can always be
// reached; anybody else only after the affected person's yes to that contact, or on an
// approved exception.
func (t *taking) invite() error {
	line := t.m.Line
	if err := t.plain(true, true, false, -1); err != nil {
		return err
	}
	if err := t.only(0, true); err != nil {
		return err
	}
	keys := t.m.Party.Line
	if !mailbox.IsParty(line.To) || keys.Who != line.To || keys.By != line.To || keys.Prev != "" || keys.Report != t.c.Report ||
		len(keys.Exclusions) > 0 || !slices.Contains(partyRoles, line.Code) || !slices.Contains(line.Of, t.m.Party.Hash) {
		return unfit(nil)
	}
	if _, known := t.party(line.To); known {
		return gone("party-already")
	}
	if err := t.mayReach(line); err != nil {
		return err
	}
	h := sendsOnly(t.actor, t.c, t.o)
	h.begins = append(h.begins, line.To)
	h.people, h.places = map[string]string{line.To: keys.Recipient}, []string{line.To}
	if err := t.bring(h); err != nil {
		return err
	}
	if newest(t.c, line.To) == 0 || !t.wrote("letter", line.To) {
		return refuse("letter-missing")
	}
	return nil
}

// mayReach: without the affected person's yes nobody else learns that there is a case.
func (t *taking) mayReach(line seal.Step) error {
	if line.Code == PartyAffected {
		return nil
	}
	if line.Code == PartyInvited && !t.talksPossible() {
		return refuse("step-blocked")
	}
	_, key := t.r.living(t.o.Day, func(a *Asked) bool {
		return a.Line.Step == askContact && a.Line.To == line.To && slices.Contains(line.Of, a.From.Hash) &&
			(a.Line.Code != "" || a.Line.Who == t.c.Whose && t.c.Whose != "")
	})
	if key == "consent-not-asked" {
		return refuse("contact-not-asked")
	}
	if key != "" {
		return refuse(key)
	}
	return nil
}

// talksPossible says whether there is a step that invited people take part in, which is not
// blocked for what the case is about.
func (s sight) talksPossible() bool {
	return slices.ContainsFunc(s.p.Steps, func(step portal.ProcedureStep) bool {
		return needs(step, portal.NeedWilling) && !slices.Contains(s.p.Blocked[step.ID], s.c.Category)
	})
}

func (t *taking) invited() {
	keys := t.m.Party.Line
	party := Party{
		Who: t.m.Line.To, Role: t.m.Line.Code, Since: t.o.Day,
		Keys: t.m.Party.Hash, Verify: keys.Verify, Recipient: keys.Recipient,
	}
	made := *t.m.Party
	made.Party = party
	t.c.Parties = append(t.c.Parties, party)
	t.ch.Invited = []NewParty{made}
	t.did(ledger.Party, t.m.Party.Hash)
}

// tellParty: somebody is told in writing what it concerns, and until when they can answer.
func (t *taking) tellParty() error {
	if err := t.plain(false, true, true, 1); err != nil {
		return err
	}
	if t.m.Line.Day <= t.o.Day {
		return refuse("day-missing")
	}
	if !mailbox.IsParty(t.m.Line.To) {
		return refuse("party-unknown")
	}
	return t.bringTo(t.m.Line.To, "letter", "letter-missing")
}

// partyOutcome: that person's own outcome letter.
func (t *taking) partyOutcome() error {
	if err := t.plain(true, true, false, 1); err != nil {
		return err
	}
	if !mailbox.IsParty(t.m.Line.To) {
		return refuse("party-unknown")
	}
	if !slices.Contains(t.partyOutcomes(), t.m.Line.Code) {
		return refuse("outcome-unfit")
	}
	return t.bringTo(t.m.Line.To, "outcome", "outcome-missing")
}

// partyOutcomes are the outcomes that somebody beside the affected person can be told.
func (s sight) partyOutcomes() []string {
	all := []string{}
	for _, outcome := range s.p.Outcomes {
		if strings.HasPrefix(outcome.ID, portal.ForParty) {
			all = append(all, outcome.ID)
		}
	}
	return all
}

// claiming is a claim whose handles were read: which mailbox, and what it becomes.
type claiming struct {
	old, next string // hashes of handles
	keys      seal.Signed
	line      seal.Keys
	hash      string
	grants    []NewGrant
}

// claimStep is the first opening with words that an officer made: the person's browser made
// new ones, and the old key signed the new.
func claimStep(m claiming, who string, o Office) Step {
	if who == mailbox.Reporter {
		return claimReport(m, o)
	}
	return func(c Case) (Change, error) {
		i := slices.IndexFunc(c.Parties, func(p Party) bool { return p.Who == who })
		if i < 0 || len(m.line.Exclusions) > 0 || m.line.Who != who || m.line.By != who || m.line.Report != c.Report {
			return Change{}, unfit(nil)
		}
		c.Parties, c.Holders = slices.Clone(c.Parties), slices.Clone(c.Holders)
		party := &c.Parties[i]
		given := party.Opened == "" || personOf(party.By) != ""
		if !given || m.line.Prev != party.Keys {
			return Change{}, gone("claimed-already")
		}
		change, err := takeOver(&c, m, party.keys(), o)
		if err != nil {
			return Change{}, err
		}
		if party.Opened == "" {
			party.Opened = o.Day
		}
		party.adopt(m.becomes())
		change.Claimed = &Claim{Who: who, Old: m.old, New: m.next, Keys: m.keys, Line: m.line, Hash: m.hash}
		change.Acts = append(change.Acts, ledger.Act{Act: ledger.Claimed, By: who, Of: m.hash})
		change.Case = c
		return change, nil
	}
}

// becomes are the keys as they count after a claim.
func (m claiming) becomes() PersonKeys {
	return PersonKeys{
		Keys: m.hash, Verify: m.line.Verify, Recipient: m.line.Recipient, By: m.line.By, Exclusions: m.line.Exclusions,
	}
}

func (p Party) keys() PersonKeys {
	return PersonKeys{Keys: p.Keys, Verify: p.Verify, Recipient: p.Recipient, By: p.By}
}

func (p *Party) adopt(keys PersonKeys) {
	p.Keys, p.Verify, p.Recipient, p.By = keys.Keys, keys.Verify, keys.Recipient, keys.By
}

// takeOver hands a person what they hold under their new keys: all that they can open with
// those they had. The rest an officer hands them anew.
func takeOver(c *Case, m claiming, old PersonKeys, o Office) (Change, error) {
	var change Change
	who := m.line.Who
	under := map[room]Holder{}
	for _, h := range c.Holders {
		if h.Holder == who && h.Ended == "" && !h.stale(old.Recipient) {
			under[h.room()] = h
		}
	}
	for _, grant := range m.grants {
		line := grant.Line
		at := room{line.Compartment, line.Turn}
		had, ok := under[at]
		if !ok || line.Report != c.Report || line.By != who || line.Holder != who || line.Basis != "assignment" ||
			line.Recipient != had.Recipient || line.Key != seal.HashRecipient(m.line.Recipient) {
			return Change{}, unfit(nil)
		}
		delete(under, at)
		change.EndGrants = append(change.EndGrants, endHolders(c, o.Day, func(h Holder) bool { return h.Line == had.Line })...)
		c.Holders = append(c.Holders, Holder{
			Holder: who, Compartment: line.Compartment, Turn: line.Turn, Basis: line.Basis,
			Since: o.Day, Line: grant.Hash, Recipient: line.Recipient, Key: line.Key, Case: had.Case,
		})
		change.Grants = append(change.Grants, grant)
		change.Acts = append(change.Acts, ledger.Act{Act: ledger.Granted, By: who, Case: had.Case, Of: grant.Hash})
	}
	for left := range under {
		// What was passed on can be read where it came from.
		if kind, _ := seal.Split(left.compartment); kind != "share" {
			return Change{}, gone("person-left-out")
		}
	}
	return change, nil
}
