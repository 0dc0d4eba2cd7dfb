package casework

import (
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/portal"
	"fairlead/test/staff"
)

// TestClocks: what starts, meets and renews a clock, on made-up rules.
func TestClocks(t *testing.T) {
	p := portal.Procedure{
		Stages: []string{"open", "closed"}, Ends: []string{"closed"},
		Steps: []portal.ProcedureStep{{ID: "close", To: "closed"}},
		Clocks: []portal.ProcedureTime{
			{Code: "news", Starts: eventReceived, Days: 30, Met: "letter", Again: true, Aim: true},
			{Code: "review", Starts: "step:complete", When: "all", Days: 30, Met: "step:reviewed, outcome"},
			{Code: "reply", Starts: "step:complete", Days: 30, Met: "outcome", FromFirst: true},
			{Code: "appeal", Starts: "step:close", Days: 90, Theirs: true},
			{Code: "held", Starts: "step:close", Days: 90, Met: "step:held"},
		},
	}
	c := Case{Received: staff.Today}
	find := func(code string) clock.Limit {
		for _, l := range c.Clocks {
			if l.Code == code {
				return l
			}
		}
		return clock.Limit{}
	}
	runClocks(&c, p, staff.Today, "", eventReceived)
	if l := find("news"); l.Due != "2026-12-22" || !l.Aim {
		t.Fatalf("news %+v", l)
	}
	runClocks(&c, p, "2026-12-01", "", eventLetter)
	if l := find("news"); l.Started != "2026-12-01" || l.Due != "2026-12-31" || l.Met != "" || len(c.Clocks) != 1 {
		t.Errorf("a letter begins the next period: %+v", l)
	}
	runClocks(&c, p, "2026-12-01", "some", "step:complete")
	if find("review").Code != "" {
		t.Error("a clock started with another code")
	}
	if l := find("reply"); l.Started != staff.Today || l.Due != "2026-12-22" {
		t.Errorf("counted from the first day: %+v", l)
	}
	runClocks(&c, p, "2026-12-02", "all", "step:complete")
	runClocks(&c, p, "2026-12-09", "all", "step:complete")
	if l := find("review"); l.Started != "2026-12-02" {
		t.Errorf("what runs does not start again: %+v", l)
	}
	runClocks(&c, p, "2026-12-10", "", "step:reviewed")
	if l := find("review"); l.Met != "2026-12-10" {
		t.Errorf("one of two ways to meet it: %+v", l)
	}
	c.Ended = "2026-12-20"
	runClocks(&c, p, "2026-12-20", "", "step:close", eventLetter, eventOutcome)
	dropClocks(&c, p)
	if l := find("news"); l.Running() {
		t.Errorf("news runs on after the end: %+v", l)
	}
	if !find("appeal").Running() || !find("held").Running() || find("reply").Met != "2026-12-20" {
		t.Errorf("after the end: %+v", c.Clocks)
	}
	keepRunning(&c, "2026-12-20")
	if find(clock.Update).Code != "" {
		t.Error("an ended case got a clock")
	}
}

// TestKeepRunning: an open case without a clock of ours gets the next news.
func TestKeepRunning(t *testing.T) {
	c := Case{Clocks: []clock.Limit{{Code: "theirs", Due: "2027-01-01", Theirs: true}, {Code: "done", Due: "2026-11-01", Met: "2026-11-01"}}}
	keepRunning(&c, staff.Today)
	if l := c.Clocks[len(c.Clocks)-1]; l.Code != clock.Update || l.Due != "2026-12-22" || !l.Aim {
		t.Errorf("%+v", l)
	}
}

// TestDelay: a delay is a reason and a new day, for what would be late by then.
func TestDelay(t *testing.T) {
	s := tell(t, "conduct")
	s.not(handler, stepDelay, "code-missing", code("because"))
	s.not(handler, stepDelay, "day-missing", code("workload"), day(s.o.Day))
	s.not(handler, stepDelay, "nothing-runs", code("workload"), day(clock.Add(s.o.Day, 1)))
	until := clock.Add(s.o.Day, 20)
	s.days(9)
	if s.running(clock.FirstLetter).State(s.o.Day) != clock.StateOver {
		t.Fatal("nine days without a letter")
	}
	s.take(handler, stepDelay, code("absence"), day(until))
	if first := s.running(clock.FirstLetter); first.Told != until || first.Reason != "absence" || first.State(s.o.Day) != clock.StateNear {
		t.Errorf("%+v", first)
	}
	if news := s.running(clock.Feedback); news.Told != "" {
		t.Errorf("what is not late was told as late: %+v", news)
	}
}
