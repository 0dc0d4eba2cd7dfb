package casework

import (
	"slices"
	"testing"

	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// TestTakenDown: an officer says first of all that they wrote a report down; the person agrees
// to it, and gets words of their own, once.
func TestTakenDown(t *testing.T) {
	s := tell(t, "conduct")
	s.not(handler, stepTakenDown, "code-missing", code("letter"))
	s.not(handler, stepTakenDown, "sending-unfit", func(m *Moved) { m.Line.Of = []string{s.hash()} })
	s.not(handler, stepTakenDown, "sending-unfit", to("party:somebody"))
	s.not(external, stepTakenDown, "no-case")
	if err := s.claims(s.c().Reporter.Keys); key(err) != "nothing-taken-down" {
		t.Errorf("words that nobody but their owner knew: %v", err)
	}
	if err := s.acts(mailbox.Reporter, actAgree, s.c().Answers); key(err) != "agree-unknown" {
		t.Errorf("agreed to what they wrote themselves: %v", err)
	}
	s.take(handler, stepTakenDown, code(tookPhone))
	s.not(handler, stepTakenDown, "taken-down-already")
	if err := s.acts(mailbox.Reporter, actAgree, s.c().Answers); err != nil {
		t.Error(err)
	}
	if err := s.acts(mailbox.Reporter, actAgree, s.c().Answers); key(err) != "agreed-already" {
		t.Errorf("agreed twice: %v", err)
	}
	first := s.c().Reporter.Keys
	if err := s.claims(s.hash()); key(err) != "claimed-already" {
		t.Errorf("keys that replace others: %v", err)
	}
	if err := s.claims(first); err != nil {
		t.Fatal(err)
	}
	if err := s.claims(s.c().Reporter.Keys); key(err) != "claimed-already" {
		t.Errorf("words made twice: %v", err)
	}
	live, ok := live(*s.c(), mailbox.Reporter, seal.TalkOf(officeOf))
	if !ok || live.Basis != "assignment" || s.c().Reporter.Keys == first {
		t.Errorf("after it: %+v, %+v", live, s.c().Reporter)
	}
}

// TestTakenDownLate: once anything rests on a report, nobody says any more that it was not the
// person who wrote it.
func TestTakenDownLate(t *testing.T) {
	s := tell(t, "conduct")
	s.take(handler, stepAssign, to(s.actor(handler).holder()), func(m *Moved) { m.Grants = nil }) // says nothing of what was written
	if err := s.sight(handler).untouched(); err != nil {
		t.Errorf("after it was said who answers for it: %v", err)
	}
	s.take(handler, stepAffected)
	s.not(handler, stepTakenDown, "taken-down-late", code(tookInPerson))
}

// TestClaimElsewhere: who holds something in another office's case too takes all of it over,
// and each ledger line stands where its grant lies.
func TestClaimElsewhere(t *testing.T) {
	s := tell(t, "conduct")
	s.take(handler, stepTakenDown, code(tookPost))
	c := *s.c()
	c.Holders = append(slices.Clone(c.Holders), Holder{
		Holder: mailbox.Reporter, Compartment: "talk:ethics", Turn: 1, Basis: "intake", Line: s.hash(), Recipient: "of talk:ethics", Case: "9999-0000",
	})
	m := s.claimOf(&c, c.Reporter.Keys)
	change, err := claimStep(m, mailbox.Reporter, s.o)(c)
	if err != nil {
		t.Fatal(err)
	}
	where := map[string]string{}
	for _, act := range change.Acts {
		where[act.Of] = act.Act + " " + act.Case
	}
	for _, grant := range m.grants {
		want := ledger.Granted + " "
		if grant.Line.Compartment == "talk:ethics" {
			want += "9999-0000"
		}
		if where[grant.Hash] != want {
			t.Errorf("%s: %q", grant.Line.Compartment, where[grant.Hash])
		}
	}
	m.grants = m.grants[:1]
	if _, err := claimStep(m, mailbox.Reporter, s.o)(c); key(err) != "person-left-out" {
		t.Errorf("with a talk left behind: %v", err)
	}
	c.Reporter.Exclusions = []string{"unit:legal"}
	if _, err := claimStep(m, mailbox.Reporter, s.o)(c); key(err) != "sending-unfit" {
		t.Errorf("without those who are kept out: %v", err)
	}
}

// claims makes the reporter's own words in place of those that an officer made.
func (s *tale) claims(prev string) error {
	return s.change(s.number, claimStep(s.claimOf(s.c(), prev), mailbox.Reporter, s.o))
}

func (s *town) claimOf(c *Case, prev string) claiming {
	m := claiming{old: "old", next: "next", hash: s.hash(), line: seal.Keys{
		Head: s.head("keys", mailbox.Reporter), Report: c.Report, Who: mailbox.Reporter, Recipient: keyRing[1], Verify: "w",
		Prev: prev, Exclusions: c.Reporter.Exclusions,
	}}
	for _, h := range c.Holders {
		if h.Holder == mailbox.Reporter && h.Ended == "" && !h.stale(c.Reporter.Recipient) {
			m.grants = append(m.grants, NewGrant{Hash: s.hash(), Line: seal.Grant{
				Head: s.head("grant", mailbox.Reporter), Report: c.Report, Compartment: h.Compartment, Turn: h.Turn, Recipient: h.Recipient,
				Holder: mailbox.Reporter, Key: seal.HashRecipient(m.line.Recipient), Basis: "assignment",
			}})
		}
	}
	return m
}
