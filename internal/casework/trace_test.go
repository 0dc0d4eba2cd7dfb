package casework

import (
	"slices"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// TestPostponedTwice: what is postponed a second time leaves no trace on the day of the first:
// neither the entry itself nor that it was postponed.
func TestPostponedTwice(t *testing.T) {
	s := assessed(t)
	known := len(s.c().Lines)
	if err := s.excepts(handler, "danger", clock.Add(s.o.Day, 10)); err != nil {
		t.Fatal(err)
	}
	if err := s.agree(head); err != nil {
		t.Fatal(err)
	}
	s.take(handler, "offer-iaig")
	later := ""
	for range 3 {
		s.days(5)
		later = clock.Add(s.o.Day, 20)
		s.both(handler, reviewer, stepRenew, day(later))
	}
	for _, line := range s.c().Lines[known:] {
		if line.Shown != later {
			t.Errorf("a %s is shown on %s, and all of it on %s", line.Head.Is, line.Shown, later)
		}
	}
}

// TestExclusionsStay: nobody can keep somebody out, or let them in, by new words.
func TestExclusionsStay(t *testing.T) {
	s := assessed(t)
	more := func(m *Moved) { m.Party.Line.Exclusions = append(slices.Clone(m.Party.Line.Exclusions), "unit:iaig") }
	s.not(handler, stepNewMailbox, "sending-unfit", more)
	s = tell(t, "conduct")
	s.take(handler, stepTakenDown, code(tookPhone))
	m := s.claimOf(s.c(), s.c().Reporter.Keys)
	m.line.Exclusions = append(slices.Clone(m.line.Exclusions), "unit:iaig")
	if err := s.change(s.number, claimStep(m, reporter, s.o)); key(err) != "sending-unfit" {
		t.Errorf("a claim that keeps out another office: %v", err)
	}
}

// TestShareDates: what is passed on is dated as readers hold it: not before the yes, and not
// after the day until which it may be.
func TestShareDates(t *testing.T) {
	for what, dates := range map[string]struct{ consent, grant int }{
		"before the yes":         {0, -1},
		"a yes dated ahead":      {1, 0},
		"after it may be passed": {0, 1},
	} {
		t.Log(what)
		s := assessed(t)
		s.days(2)
		request := s.ask(handler, "offer-iaig", "unit:iaig", reporter)
		asked := s.sight(head).r.asked[request]
		consent := s.consent(asked, "yes")
		consent.Parts, consent.At = asked.Line.Parts, clock.Add(s.o.Day, dates.consent)
		if err := s.decides(reporter, consent); err != nil {
			t.Fatal(err)
		}
		if dates.grant > 0 {
			s.o.Day = asked.Line.Until
		}
		s.not(handler, "offer-iaig", "sending-unfit", func(m *Moved) {
			for i := range m.Grants {
				m.Grants[i].Line.At = clock.Add(s.o.Day, dates.grant)
			}
		})
		s.take(handler, "offer-iaig", func(m *Moved) {
			for i := range m.Grants {
				m.Grants[i].Line.At = clock.Add(s.o.Day, dates.consent)
			}
		})
	}
}

// TestActsEnd: nobody can fill a case with acts until it can no longer be read.
func TestActsEnd(t *testing.T) {
	s := tell(t, "conduct")
	for range mostActed {
		if err := s.acts(reporter, actMeet, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.acts(reporter, actMeet, ""); key(err) != "mailbox-full" {
		t.Errorf("one more: %v", err)
	}
}

// TestOneGround: what is passed on rests on one request, and on no other that is named beside it.
func TestOneGround(t *testing.T) {
	s := assessed(t)
	refused := s.ask(handler, "offer-iaig", "unit:iaig", reporter)
	if err := s.answers(refused, "no"); err != nil {
		t.Fatal(err)
	}
	s.agreed(handler, "offer-iaig", "unit:iaig", reporter)
	s.not(handler, "offer-iaig", "sending-unfit", func(m *Moved) { m.Line.Of = append([]string{refused}, m.Line.Of...) })
	s.take(handler, "offer-iaig")
}

// TestNewMailboxElsewhere: only an office that writes to somebody can give them new words. One
// that was only offered something, or declined it, cannot take their place.
func TestNewMailboxElsewhere(t *testing.T) {
	s := assessed(t)
	s.agreed(handler, "offer-iaig", "unit:iaig", reporter)
	s.take(handler, "offer-iaig")
	other := s.at("iaig")
	other.not(0, stepNewMailbox, "party-unknown")
	other.take(0, "decline")
	if err := other.send(0, stepNewMailbox, nil); key(err) != "party-unknown" && key(err) != "no-case" {
		t.Errorf("after it declined: %v", err)
	}
	s = assessed(t)
	s.agreed(handler, "offer-iaig", "unit:iaig", reporter)
	s.take(handler, "offer-iaig")
	s.at("iaig").take(0, "accept")
	s.at("iaig").both(0, 1, stepNewMailbox)
	s.both(handler, reviewer, stepNewMailbox) // who passed something on can still help them
}

// TestExceptionAlone: an exception stands for itself. It moves the day of no other, and makes
// none of what was refused.
func TestExceptionAlone(t *testing.T) {
	s := assessed(t)
	review := clock.Add(s.o.Day, 40)
	if err := s.excepts(handler, "danger", review); err != nil {
		t.Fatal(err)
	}
	if err := s.agree(head); err != nil {
		t.Fatal(err)
	}
	first := s.sight(head).r.Asked[len(s.sight(head).r.Asked)-1]
	err := s.excepts(handler, "danger", clock.Add(s.o.Day, 80), func(m *Moved) { m.Line.Of = append(m.Line.Of, first.From.Hash) })
	if key(err) != "sending-unfit" {
		t.Errorf("an exception that names another: %v", err)
	}
	if now := s.sight(head).r.asked[first.From.Hash]; now.Review != review || now.Except.State != StateDone {
		t.Errorf("the other: until %s, %s", now.Review, now.Except.State)
	}
}

// TestSomebodyElse: who is no longer asked is told so.
func TestSomebodyElse(t *testing.T) {
	s := tell(t, "conduct")
	s.affects(handler)
	who := s.reach(handler, PartyAffected)
	m := s.moved(s.sight(handler), stepAffected)
	m.Line.To = who
	m.Step.What = m.Line
	change, err := Take(s.actor(handler), m, s.o, s.rules(s.c()))(*s.c())
	if err != nil || len(change.Notices) != 1 || change.Notices[0].Code != mailbox.SomebodyElse {
		t.Errorf("%+v, %v", change.Notices, err)
	}
}

// TestOpenAfterHidden: an office that declined what was passed on in silence, and is then given it
// with a yes, can be heard by the person at once.
func TestOpenAfterHidden(t *testing.T) {
	s := assessed(t)
	if err := s.excepts(handler, "danger", clock.Add(s.o.Day, 40)); err != nil {
		t.Fatal(err)
	}
	if err := s.agree(head); err != nil {
		t.Fatal(err)
	}
	s.take(handler, "offer-iaig")
	s.at("iaig").take(0, "decline")
	s.agreed(handler, "offer-iaig", "unit:iaig", reporter)
	change, err := Take(s.actor(handler), s.moved(s.sight(handler), "offer-iaig"), s.o, s.rules(s.c()))(*s.c())
	if err != nil {
		t.Fatal(err)
	}
	if shown, set := change.Later["talk:iaig"]; !set || shown != "" {
		t.Errorf("their letters are shown on %q, %v", shown, change.Later)
	}
	s.keep(s.number, change)
	var renewal string
	for _, taken := range s.sight(head).r.Steps {
		if taken.Line.Step == stepExcept {
			renewal = taken.From.Hash
		}
	}
	s.take(handler, stepRenew, day(clock.Add(s.o.Day, 80)), func(m *Moved) { m.Line.Of = []string{renewal} })
	by := s.actor(reviewer).holder()
	line := s.line("approval", by, seal.Approval{Head: s.town.head("approval", by), Of: lastStep(*s.c())})
	if change, err = Approve(s.actor(reviewer), line, s.o, s.rules(s.c()))(*s.c()); err != nil {
		t.Fatal(err)
	}
	if shown, set := change.Later["talk:iaig"]; set {
		t.Errorf("put off once more: their letters are shown on %q", shown)
	}
}

// TestGivenByOfficer: of a report that an officer wrote down, nothing was agreed to at sending by
// the person whose report it is.
func TestGivenByOfficer(t *testing.T) {
	for _, written := range []bool{false, true} {
		s := tell(t, "conduct")
		c := *s.c()
		c.Lines = append(slices.Clone(c.Lines), s.gives(&c, "legal", seal.Part{ID: s.id(), Kind: "answers"}))
		s.cases[s.number] = &c
		if written {
			s.take(handler, stepTakenDown, code(tookPhone))
		}
		s.take(handler, stepAffected, to(""))
		given := 0
		for _, option := range s.sight(handler).options() {
			given += len(option.Given)
		}
		err := s.send(handler, seal.PassOn, []with{onward(s, "legal")})
		if (key(err) == "consent-not-asked") != written || written != (given == 0) {
			t.Errorf("written down %v: given %d, %v", written, given, err)
		}
	}
}
