package casework

import (
	"slices"
	"testing"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// sendsTurn lets somebody send a new turn of a compartment, changed, with items after it.
func (s *tale) sendsTurn(i int, place string, change func([]NewGrant) []NewGrant, posts ...mailbox.Post) error {
	grants := s.turns(s.c(), s.actor(i), place)
	if change != nil {
		grants = change(grants)
	}
	return s.change(s.number, Send(s.actor(i), Delivery{Grants: grants, Posts: posts}, s.o, s.packs[s.c().ProcedureHash]))
}

// leaves lets somebody withdraw from the case.
func (s *tale) leaves(i int) {
	s.Helper()
	if err := s.change(s.number, Declare(s.actor(i), DeclaredRecused, s.o)); err != nil {
		s.Fatal(err)
	}
}

// each changes every grant of a turn.
func each(change func(*seal.Grant)) func([]NewGrant) []NewGrant {
	return func(grants []NewGrant) []NewGrant {
		for i := range grants {
			change(&grants[i].Line)
		}
		return grants
	}
}

// without leaves one holder out.
func without(holder string) func([]NewGrant) []NewGrant {
	return func(grants []NewGrant) []NewGrant {
		return slices.DeleteFunc(grants, func(g NewGrant) bool { return g.Line.Holder == holder })
	}
}

// TestTurn: once somebody who held a key has left, the compartment gets a new identity, once, for
// all who hold it still; what is written from then on is for them alone.
func TestTurn(t *testing.T) {
	s := tell(t, "conduct")
	talk := seal.TalkOf(officeOf)
	if err := s.sendsTurn(handler, talk, nil); key(err) != "turn-changed" {
		t.Fatalf("nobody left: %v", err)
	}
	gone := s.actor(reviewer).holder()
	s.leaves(reviewer)
	old := s.post(s.c(), s.actor(handler), "letter", talk)
	first := s.turns(s.c(), s.actor(handler), talk)
	again := s.turns(s.c(), s.actor(head), talk)
	if err := s.sendsTurn(handler, talk, func([]NewGrant) []NewGrant { return first }); err != nil {
		t.Fatal(err)
	}
	for _, h := range s.c().Holders {
		if _, has := holds(*s.c(), h.Holder, talk, 2); has != (h.Holder != gone) {
			t.Errorf("%s holds the new turn: %v", h.Holder, has)
		}
	}
	if newest(*s.c(), talk) != 2 || len(first) != 5 {
		t.Errorf("turn %d, %d grants", newest(*s.c(), talk), len(first))
	}
	send := func(i int, d Delivery) error {
		return s.change(s.number, Send(s.actor(i), d, s.o, s.packs[s.c().ProcedureHash]))
	}
	if err := send(handler, Delivery{Grants: first}); err != nil {
		t.Errorf("sent again, unchanged: %v", err)
	}
	each(func(g *seal.Grant) { g.Recipient = "of another browser" })(again)
	if err := send(head, Delivery{Grants: again}); key(err) != "turn-changed" {
		t.Errorf("of two browsers the second: %v", err)
	}
	if err := send(handler, Delivery{Posts: []mailbox.Post{old}}); key(err) != "turn-changed" {
		t.Errorf("an item under the turn before: %v", err)
	}
	if err := send(handler, Delivery{Posts: []mailbox.Post{s.post(s.c(), s.actor(handler), "letter", talk)}}); err != nil {
		t.Errorf("an item under the new turn: %v", err)
	}
	if err := s.sendsTurn(handler, talk, nil); key(err) != "turn-changed" {
		t.Errorf("nobody left since: %v", err)
	}
}

// TestTurnRefused: a new turn goes to exactly those who hold the compartment, as one identity that
// nothing else has, and never with a step.
func TestTurnRefused(t *testing.T) {
	talk := seal.TalkOf(officeOf)
	for _, refused := range []struct {
		what, want string
		by         int
		place      string
		change     func(*tale) func([]NewGrant) []NewGrant
	}{
		{"without the person", "person-left-out", handler, talk, func(*tale) func([]NewGrant) []NewGrant { return without(reporter) }},
		{"without a colleague", "person-left-out", handler, talk, func(s *tale) func([]NewGrant) []NewGrant { return without(s.actor(head).holder()) }},
		{"without oneself", "person-left-out", handler, talk, func(s *tale) func([]NewGrant) []NewGrant { return without(s.actor(handler).holder()) }},
		{"without recovery", "recovery-missing", handler, talk, func(*tale) func([]NewGrant) []NewGrant { return without("recovery:" + officeOf) }},
		{"to whoever left", "not-to-them", handler, talk, func(s *tale) func([]NewGrant) []NewGrant {
			return func(grants []NewGrant) []NewGrant {
				return append(grants, s.grantOf(s.c(), s.actor(handler), s.actor(reviewer).holder(), room{talk, 2}, "assignment", s.units[officeOf][reviewer].Line.Recipient))
			}
		}},
		{"to a colleague who did not hold it", "not-to-them", handler, talk, func(s *tale) func([]NewGrant) []NewGrant {
			return func(grants []NewGrant) []NewGrant {
				return append(grants, s.grantOf(s.c(), s.actor(handler), s.actor(external).holder(), room{talk, 2}, "assignment", s.units[officeOf][external].Line.Recipient))
			}
		}},
		{"to somebody twice", "granted-already", handler, talk, func(*tale) func([]NewGrant) []NewGrant {
			return func(grants []NewGrant) []NewGrant {
				twice := grants[0]
				twice.Hash = seal.Hash(nil)
				return append(grants, twice)
			}
		}},
		{"two identities", "sending-unfit", handler, talk, func(*tale) func([]NewGrant) []NewGrant {
			return func(grants []NewGrant) []NewGrant { grants[1].Line.Recipient = "another"; return grants }
		}},
		{"the identity before", "sending-unfit", handler, talk, func(*tale) func([]NewGrant) []NewGrant {
			return each(func(g *seal.Grant) { g.Recipient = "of " + talk })
		}},
		{"another compartment's identity", "sending-unfit", handler, talk, func(s *tale) func([]NewGrant) []NewGrant {
			s.take(handler, stepAffected, to(""))
			s.holds(s.c(), s.actor(handler).holder(), "file:"+officeOf, "assignment")
			return each(func(g *seal.Grant) { g.Recipient = "of file:" + officeOf })
		}},
		{"a turn left out", "turn-changed", handler, talk, func(*tale) func([]NewGrant) []NewGrant { return each(func(g *seal.Grant) { g.Turn = 3 }) }},
		{"on intake", "sending-unfit", handler, talk, func(*tale) func([]NewGrant) []NewGrant {
			return each(func(g *seal.Grant) { g.Basis = "intake" })
		}},
		{"for another's keys", "key-changed", handler, talk, func(*tale) func([]NewGrant) []NewGrant {
			return each(func(g *seal.Grant) {
				if g.Holder == reporter {
					g.Key = seal.HashRecipient(keyRing[9])
				}
			})
		}},
		{"by somebody without the key", "not-yours", external, talk, func(s *tale) func([]NewGrant) []NewGrant {
			s.holds(s.c(), s.actor(external).holder(), "file:"+officeOf, "assignment")
			return nil
		}},
	} {
		s := tell(t, "conduct")
		s.leaves(reviewer)
		if err := s.sendsTurn(refused.by, refused.place, refused.change(s)); key(err) != refused.want {
			t.Errorf("%s: want %q, got %v", refused.what, refused.want, err)
		}
	}
	s := tell(t, "conduct")
	s.leaves(reviewer)
	s.not(handler, stepAssign, "turn-changed", to(s.actor(head).holder()), func(m *Moved) { m.Grants = s.turns(s.c(), s.actor(handler), talk) })
}

// TestTurnOfSuspended: whoever may hold no more is no holder who could be left out, and gets no
// new turn.
func TestTurnOfSuspended(t *testing.T) {
	s := tell(t, "conduct")
	talk := seal.TalkOf(officeOf)
	s.leaves(reviewer)
	out := s.actor(head).holder()
	s.o.Suspended[personOf(out)] = s.o.Day
	if err := s.sendsTurn(handler, talk, func(grants []NewGrant) []NewGrant {
		return append(grants, s.grantOf(s.c(), s.actor(handler), out, room{talk, 2}, "assignment", s.units[officeOf][head].Line.Recipient))
	}); key(err) != "not-to-them" {
		t.Errorf("to somebody suspended: %v", err)
	}
	if err := s.sendsTurn(handler, talk, nil); err != nil {
		t.Fatal(err)
	}
	if _, has := live(*s.c(), out, talk); has {
		t.Error("somebody suspended holds the new turn")
	}
}

// TestEveryTurn: whoever is handed a compartment is handed each of its turns; words that are new
// take over each.
func TestEveryTurn(t *testing.T) {
	s := tell(t, "conduct")
	talk := seal.TalkOf(officeOf)
	s.leaves(reviewer)
	if err := s.sendsTurn(handler, talk, nil); err != nil {
		t.Fatal(err)
	}
	s.take(handler, stepAssign, to(s.actor(external).holder()), func(m *Moved) {
		m.Grants = nil
		for turn := range int64(2) {
			m.Grants = append(m.Grants, s.grantOf(s.c(), s.actor(handler), s.actor(external).holder(), room{talk, turn + 1}, "assignment", s.units[officeOf][external].Line.Recipient))
		}
	})
	for turn := range int64(2) {
		if _, has := holds(*s.c(), s.actor(external).holder(), talk, turn+1); !has {
			t.Errorf("a colleague was not handed turn %d", turn+1)
		}
	}
	s.not(handler, stepNewMailbox, "person-left-out", to(""), func(m *Moved) { m.Grants = m.Grants[:1] })
	s.both(handler, head, stepNewMailbox, to(""))
	renewed := seal.HashRecipient(s.c().Reporter.Recipient)
	for turn := range int64(2) {
		if had, has := holds(*s.c(), reporter, talk, turn+1); !has || had.Key != renewed {
			t.Errorf("under new words turn %d is for %q", turn+1, had.Key)
		}
	}
	m := s.claimOf(s.c(), s.c().Reporter.Keys)
	whole := m.grants
	m.grants = whole[:1]
	if err := s.change(s.number, claimStep(m, reporter, s.o)); key(err) != "person-left-out" || len(whole) != 2 {
		t.Errorf("with a turn left behind, of %d: %v", len(whole), err)
	}
	m.grants = whole
	if err := s.change(s.number, claimStep(m, reporter, s.o)); err != nil {
		t.Fatal(err)
	}
	// The words before are an ended key, too: the next turn is for those that count.
	if err := s.sendsTurn(handler, talk, nil); err != nil {
		t.Fatal(err)
	}
	if had, has := live(*s.c(), reporter, talk); !has || had.Turn != 3 || had.Key != seal.HashRecipient(s.c().Reporter.Recipient) {
		t.Errorf("the third turn: %+v", had)
	}
}

// TestTurnWhileWordsWait: new words that wait for a second person take over what was handed to
// them; a turn made meanwhile is for the words that counted, and is handed over anew.
func TestTurnWhileWordsWait(t *testing.T) {
	s := tell(t, "conduct")
	talk := seal.TalkOf(officeOf)
	s.take(handler, stepNewMailbox, to(""))
	s.leaves(reviewer)
	if err := s.sendsTurn(handler, talk, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.agree(head); err != nil {
		t.Fatal(err)
	}
	lost := s.sight(handler).lost()
	if len(lost) != 1 || lost[0].Compartment != talk || lost[0].Turn != 2 || lost[0].Who != reporter {
		t.Fatalf("to hand over anew: %+v", lost)
	}
	grant := s.grantOf(s.c(), s.actor(handler), reporter, room{talk, 2}, "assignment", lost[0].Recipient)
	if err := s.change(s.number, Send(s.actor(handler), Delivery{Grants: []NewGrant{grant}}, s.o, s.packs[s.c().ProcedureHash])); err != nil {
		t.Fatal(err)
	}
	if lost := s.sight(handler).lost(); len(lost) > 0 {
		t.Errorf("still lost: %+v", lost)
	}
	for turn := range int64(2) {
		if had, has := holds(*s.c(), reporter, talk, turn+1); !has || had.Key != seal.HashRecipient(s.c().Reporter.Recipient) {
			t.Errorf("turn %d is held by %q", turn+1, had.Key)
		}
	}
}
