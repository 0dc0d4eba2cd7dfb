package casework

import (
	"maps"
	"slices"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// catchUp is what the program does every hour.
func (w *town) catchUp() {
	if w.real != nil {
		staff.Must(0, w.real.desk.CatchUp(ctx))
		return
	}
	for _, number := range slices.Sorted(maps.Keys(w.cases)) {
		c := w.cases[number]
		if !c.Owes(w.o.Day) {
			continue
		}
		if err := w.change(number, Appear(w.packs[c.ProcedureHash], w.o.Day)); err != nil {
			w.Fatal(err)
		}
		if w.cases[number].Owes(w.o.Day) {
			w.Fatal("a case that caught up still owes")
		}
		w.seen["caught up"]++
	}
}

// appears lets a case catch up and gives what the person is told with it.
func (s *tale) appears() []string {
	s.Helper()
	change, err := Appear(s.packs[s.c().ProcedureHash], s.o.Day)(*s.c())
	if err != nil {
		s.Fatal(err)
	}
	var told []string
	for _, n := range change.Notices {
		if n.Day != s.o.Day || n.Figures["line"] == "" {
			s.Errorf("a notice %v on %s", n, s.o.Day)
		}
		told = append(told, n.Figures["step"])
	}
	s.keep(s.number, change)
	return told
}

// postponed refers an assessed case on an exception that is to be known only in some days.
func postponed(t *testing.T, step string, days int) *tale {
	t.Helper()
	s := assessed(t)
	to := "unit:iaig"
	if step == "pass-on" {
		s = tell(t, "conduct")
		s.affects(handler)
		to = "unit:legal"
	}
	err := s.excepts(handler, "danger", clock.Add(s.o.Day, days), func(m *Moved) {
		request := m.Lines[0].What.(seal.Request)
		request.Step, request.To, m.Line.To = step, to, to
		m.Lines[0].What = request
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.agree(head); err != nil {
		t.Fatal(err)
	}
	s.take(handler, step)
	return s
}

// TestCatchesUp: on the day on which the person may know of a referral, the giver's case moves
// as it would have moved, with its notices and clocks, and goes on to its end.
func TestCatchesUp(t *testing.T) {
	for _, c := range []struct {
		answer, stage, told, next string
		late                      bool
	}{
		{"accept", "with-iaig", "iaig-accepted", "close-investigated", false},
		{"decline", "returned", "iaig-declined", "close-no-action", false},
		{"accept", "with-iaig", "iaig-accepted", "close-investigated", true},
		{"decline", "returned", "iaig-declined", "close-no-action", true},
	} {
		s := postponed(t, "offer-iaig", 40)
		offered := s.o.Day
		s.days(3)
		if !c.late {
			s.at("iaig").take(0, c.answer)
		}
		decided := s.o.Day
		s.stage("assessed")
		if told := s.appears(); len(told) > 0 {
			t.Fatalf("before the day they are told of %v", told)
		}
		s.not(handler, c.next, map[string]string{"close-investigated": "step-not-now", "close-no-action": ""}[c.next])
		s = postponed(t, "offer-iaig", 40)
		s.days(3)
		if !c.late {
			s.at("iaig").take(0, c.answer)
		}
		s.days(37)
		want := []string{"offer-iaig", c.told}
		if c.late {
			s.stage("assessed")
			decided = s.o.Day
			s.at("iaig").take(0, c.answer) // before the sweep came
		} else if told := s.appears(); !slices.Equal(told, want) {
			t.Errorf("they are told of %v", told)
		}
		s.stage(c.stage)
		if told := s.appears(); len(told) > 0 {
			t.Errorf("twice: %v", told)
		}
		if answer := s.running("answer"); answer.Started != offered || answer.Met != decided {
			t.Errorf("the clock of the answer: %+v", answer)
		}
		if len(s.c().Offers) != 1 || s.c().Offers[0].Owed != "" || c.answer == "decline" && s.c().Offers[0].Code == "" {
			t.Errorf("the offer: %+v", s.c().Offers)
		}
		s.take(handler, c.next)
	}
}

// TestCatchesUpUndecided: nothing was answered by the day: the office waits openly from then on.
func TestCatchesUpUndecided(t *testing.T) {
	s := postponed(t, "offer-iaig", 40)
	s.days(20)
	later := clock.Add(s.o.Day, 60)
	s.both(handler, reviewer, stepRenew, day(later))
	s.days(20)
	if told := s.appears(); len(told) > 0 {
		t.Fatalf("on the day that was put off they are told of %v", told)
	}
	s.stage("assessed")
	s.days(40)
	if told := s.appears(); !slices.Equal(told, []string{"offer-iaig"}) {
		t.Errorf("they are told of %v", told)
	}
	s.stage("offered")
	if answer := s.running("answer"); answer.State(s.o.Day) != clock.StateOver {
		t.Errorf("an answer that is long due: %+v", answer)
	}
	s.at("iaig").take(0, "accept")
	s.stage("with-iaig")
}

// TestCatchesUpElsewhere: the office went on meanwhile; only its clocks and the person hear.
func TestCatchesUpElsewhere(t *testing.T) {
	s := postponed(t, "offer-iaig", 40)
	s.both(handler, head, "recommend-general")
	s.at("iaig").take(0, "accept")
	s.days(40)
	if told := s.appears(); !slices.Equal(told, []string{"offer-iaig"}) {
		t.Errorf("they are told of %v", told)
	}
	s.stage("measures")
	if s.running("answer").Met == "" {
		t.Error("the clock of the answer runs on")
	}
}

// TestCatchesUpBesideOpen: the same office declined in silence and was then offered it openly:
// on the day the case still waits for its answer to that.
func TestCatchesUpBesideOpen(t *testing.T) {
	s := postponed(t, "offer-iaig", 40)
	s.at("iaig").take(0, "decline")
	s.agreed(handler, "offer-iaig", "unit:iaig", reporter)
	s.take(handler, "offer-iaig")
	s.stage("offered")
	s.days(40)
	s.appears()
	s.stage("offered")
	if s.running("answer").Met != "" {
		t.Error("the clock of the answer that is waited for was met")
	}
	s.at("iaig").take(0, "accept")
	s.stage("with-iaig")
}

// TestCatchesUpPassedOn: a report that was passed on stays with the giver's officers until the
// person may know of it, whatever the other office answered.
func TestCatchesUpPassedOn(t *testing.T) {
	for _, answer := range []string{"accept", "decline"} {
		s := postponed(t, "pass-on", 30)
		s.at("legal").take(0, answer)
		talks := func() bool {
			_, talks := live(*s.c(), s.actor(handler).holder(), seal.TalkOf(officeOf))
			return talks
		}
		s.stage("open")
		if !talks() || s.c().Ended != "" {
			t.Fatalf("%s: they gave it up before the day", answer)
		}
		s.days(30)
		s.appears()
		if back := answer == "decline"; talks() != back || (s.c().Ended == "") != back {
			t.Errorf("%s: the giver holds %v, ended %q, stands at %s", answer, talks(), s.c().Ended, s.c().Stage)
		}
	}
	// Somebody was told of the case meanwhile: it does not end without a word to them.
	s := postponed(t, "pass-on", 30)
	who := s.reach(handler, PartyConcerned)
	s.toldAbout(handler, who)
	s.at("legal").take(0, "accept")
	s.days(30)
	s.appears()
	if s.stage("open"); s.c().Ended != "" {
		t.Error("it ended, and somebody who was told of it heard nothing")
	}
	s.outcomeFor(handler, who)
	s.take(handler, "name-door")
}
