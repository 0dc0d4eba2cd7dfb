package casework

import (
	"slices"
	"testing"

	"fairlead/internal/seal"
)

// TestSignerGone: what somebody signed who was suspended since, or whose role ended, does not
// take effect by the second person's signature; it can be refused.
func TestSignerGone(t *testing.T) {
	for note, gone := range map[string]func(*tale){
		"suspended": func(s *tale) { s.o.Suspended[s.actor(handler).Person] = s.o.Day },
		"recused":   func(s *tale) { staffMust(s, s.change(s.number, Declare(s.actor(handler), DeclaredRecused, s.o))) },
		"ended": func(s *tale) {
			s.days(1)
			s.o.Directory = s.without(s.actor(handler).Person)
		},
	} {
		s := assessed(t)
		staffMust(s, s.excepts(handler, "danger", ""))
		gone(s)
		if err := s.agree(head); key(err) != "signer-left" {
			t.Errorf("%s: %v", note, err)
		}
		s.take(head, stepRefuse)
	}
}

// without is the directory without somebody.
func (w *town) without(person string) *seal.Directory {
	lines := []seal.Signed{w.recovery.Signed}
	for _, each := range w.persons {
		if each.ID != person {
			lines = append(lines, each.Signed)
		}
	}
	return seal.NewDirectory(w.root, lines)
}

// TestSayTaken: nobody loses the say by one officer alone who was asked for it or used it.
func TestSayTaken(t *testing.T) {
	for note, speaks := range map[string]func(*tale){
		"asked":           func(s *tale) { s.ask(handler, "offer-iaig", "unit:iaig", reporter) },
		"acted":           func(s *tale) { staffMust(s, s.acts(reporter, actMeet, "")) },
		"said at sending": func(s *tale) { s.says("legal") },
	} {
		s := tell(t, "conduct")
		s.affects(handler)
		speaks(s)
		who := s.reach(handler, PartyAffected)
		if option := optionOf(s, stepAffected); len(option.Second) == 0 {
			t.Errorf("%s: the page does not say that a second person agrees", note)
		}
		s.take(handler, stepAffected, to(who))
		if s.c().Whose != reporter || s.c().Lines[len(s.c().Lines)-1].Shown != Never {
			t.Errorf("%s: by one officer alone: %s", note, s.c().Whose)
		}
		if err := s.agree(handler); key(err) != "second-person" {
			t.Errorf("%s: their own second person: %v", note, err)
		}
		staffMust(s, s.agree(head))
		if s.c().Whose != who {
			t.Errorf("%s: two agreed, and it is %s", note, s.c().Whose)
		}
	}
	// Whoever was not asked yet and did nothing has lost nothing.
	s := tell(t, "conduct")
	s.affects(handler)
	who := s.reach(handler, PartyAffected)
	if option := optionOf(s, stepAffected); len(option.Second) != 0 {
		t.Error("nobody said anything yet")
	}
	s.take(handler, stepAffected, to(who))
	if s.c().Whose != who {
		t.Error("one officer suffices as long as nobody was asked")
	}
	// Nor does the affected person lose it to whoever reported.
	s.ask(handler, "offer-iaig", "unit:iaig", who)
	s.take(handler, stepAffected, to(""))
	if s.c().Whose != who {
		t.Error("one officer took it from the affected person")
	}
	staffMust(s, s.agree(head))
	s.take(handler, stepAffected, to(who)) // nor was whoever reported asked anything
	// Two at once: the second says nothing new.
	s.take(handler, stepAffected, to(""))
	s.take(head, stepAffected, to(""))
	staffMust(s, s.agree(reviewer))
	if err := s.agree(reviewer); key(err) != "affected-already" {
		t.Errorf("the same twice: %v", err)
	}
}

// says is what the reporter said at sending about an office.
func (s *tale) says(unit string) {
	c := *s.c()
	c.Lines = append(slices.Clone(c.Lines), s.gives(&c, unit, seal.Part{ID: s.id(), Kind: "answers"}))
	s.cases[s.number] = &c
}

// TestAskedAgain: after a no, a part or a yes that was taken back, the same is asked again only
// with a letter that says what has changed.
func TestAskedAgain(t *testing.T) {
	for _, answer := range []string{"no", "part", "withdrawn"} {
		s := assessed(t)
		first := s.ask(handler, "offer-iaig", "unit:iaig", reporter)
		switch answer {
		case "part":
			staffMust(s, s.answers(first, "part", 0))
			s.days(31)
		case "withdrawn":
			staffMust(s, s.answers(first, "yes", 0, 1))
			staffMust(s, s.answers(first, "withdrawn"))
		default:
			staffMust(s, s.answers(first, "no"))
		}
		s.askInvalid(handler, "offer-iaig", "unit:iaig", reporter, "say-what-changed")
		s.askInvalid(head, "offer-iaig", "unit:iaig", reporter, "say-what-changed")
		s.ask(handler, "offer-iaig", "unit:iaig", reporter) // with a letter
		s.days(32)                                          // no answer is no new one
		s.askInvalid(handler, "offer-iaig", "unit:iaig", reporter, "say-what-changed")
		s.ask(handler, "offer-iaig", "unit:iaig", reporter) // with a letter
	}
	s := assessed(t)
	staffMust(s, s.answers(s.ask(handler, askContact, "party:"+s.id(), reporter), "no"))
	s.askInvalid(handler, askContact, "party:"+s.id(), reporter, "say-what-changed")
	s.ask(handler, "offer-iaig", "unit:iaig", reporter) // another question
	s.ask(handler, askContact, "party:"+s.id(), reporter)
}

// TestRefusedUnseen: of a step that a second person refused, nothing stands in the records of
// people with a phrase: not the refusal either.
func TestRefusedUnseen(t *testing.T) {
	s := assessed(t)
	known := len(s.c().Lines)
	staffMust(s, s.excepts(handler, "danger", ""))
	s.not(head, stepRefuse, "sending-unfit", func(m *Moved) { s.wrote(s.sight(head), m, "letter", seal.TalkOf(officeOf)); m.Line.Of = m.Line.Of[:1] })
	s.take(head, stepRefuse)
	for _, line := range s.c().Lines[known:] {
		if line.Shown != Never {
			t.Errorf("a %s is shown on %q", line.Head.Is, line.Shown)
		}
	}
}

// TestFileAlone: nobody is handed a file without what it takes to check who began it.
func TestFileAlone(t *testing.T) {
	s := assessed(t)
	hand := func(places ...string) error {
		var grants []NewGrant
		for _, place := range places {
			grants = append(grants, s.toOfficer(s.c(), s.actor(handler), s.actor(external).holder(), place, "assignment"))
		}
		return s.change(s.number, Send(s.actor(handler), Delivery{Grants: grants}, s.o, s.p))
	}
	if err := hand("file:" + officeOf); key(err) != "not-to-them" {
		t.Errorf("a file alone: %v", err)
	}
	staffMust(s, hand("file:"+officeOf, seal.TalkOf(officeOf)))
}
