package casework

import (
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/seal"
)

// standsIn lets somebody stand in for some days, with a key that is named or not.
func (s *tale) standsIn(i, who, days int, hand bool) {
	s.Helper()
	s.take(i, stepCover, s.stead(i, who, days, hand))
}

func (s *tale) stead(i, who, days int, hand bool) with {
	return func(m *Moved) {
		holder := s.actor(who).holder()
		m.Line.To, m.Line.Day, m.Line.Of, m.Grants = holder, clock.Add(s.o.Day, days), nil, nil
		if hand {
			grant := s.toOfficer(s.c(), s.actor(i), holder, seal.TalkOf(officeOf), "assignment")
			m.Grants, m.Line.Of = []NewGrant{grant}, []string{grant.Hash}
		}
	}
}

func (s *tale) talks(who int) bool {
	_, talks := live(*s.c(), s.actor(who).holder(), seal.TalkOf(officeOf))
	return talks
}

// TestCoverEnds: what somebody is handed to stand in, and all that they are handed since, ends
// after their last day; not before, and not if they answer for the case by then.
func TestCoverEnds(t *testing.T) {
	s := tell(t, "conduct")
	s.affects(handler)
	s.not(head, stepCover, "sending-unfit", s.stead(head, external, 5, true), func(m *Moved) { m.Line.Of = nil })
	s.standsIn(head, external, 5, true)
	s.take(handler, stepDelay, func(m *Moved) { m.Grants = s.handed(s.c(), s.actor(handler), "file:"+officeOf, nil)[:2] })
	file := s.toOfficer(s.c(), s.actor(handler), s.actor(external).holder(), "file:"+officeOf, "assignment")
	staffMust(s, s.change(s.number, Send(s.actor(handler), Delivery{Grants: []NewGrant{file}}, s.o, s.p)))
	s.days(5)
	s.catchUp()
	if !s.talks(external) || s.c().Covered != s.o.Day {
		t.Fatalf("on their last day they hold %v, until %q", s.talks(external), s.c().Covered)
	}
	s.days(1)
	if !s.c().Owes(s.o.Day) {
		t.Fatal("nothing says that the day is over")
	}
	s.catchUp()
	for _, h := range s.c().Holders {
		if h.Holder == s.actor(external).holder() && h.Ended != s.o.Day {
			t.Errorf("they hold %s still", h.Compartment)
		}
	}
	if s.c().Covered != "" || !s.talks(handler) || !s.talks(head) {
		t.Error("somebody else lost a key, or the day stands")
	}
	// What is handed to them later is not for that time.
	again := s.toOfficer(s.c(), s.actor(handler), s.actor(external).holder(), seal.TalkOf(officeOf), "assignment")
	staffMust(s, s.change(s.number, Send(s.actor(handler), Delivery{Grants: []NewGrant{again}}, s.o, s.p)))
	s.take(handler, stepCategory, code(s.p.Categories[1]))
	s.days(1)
	s.catchUp()
	if !s.talks(external) {
		t.Error("a later key ended with a cover that was over")
	}
}

// TestCoverStays: longer, for good, or because nobody else is left.
func TestCoverStays(t *testing.T) {
	for note, c := range map[string]struct {
		change func(*tale)
		stays  bool
	}{
		"longer": {func(s *tale) { s.standsIn(head, external, 30, false) }, true},
		"for good": {func(s *tale) {
			s.take(head, stepAssign, to(s.actor(external).holder()), func(m *Moved) { m.Grants = nil })
		}, true},
		"the last": {func(s *tale) {
			for _, i := range []int{head, handler, reviewer, decider} {
				staffMust(s, s.change(s.number, Declare(s.actor(i), DeclaredRecused, s.o)))
			}
		}, true},
		"held before": {func(s *tale) { s.standsIn(head, reviewer, 5, false) }, false},
	} {
		s := tell(t, "conduct")
		s.standsIn(head, external, 5, true)
		c.change(s)
		s.days(6)
		s.catchUp()
		if s.talks(external) != c.stays || note == "held before" && !s.talks(reviewer) {
			t.Errorf("%s: they hold %v", note, s.talks(external))
		}
	}
}
