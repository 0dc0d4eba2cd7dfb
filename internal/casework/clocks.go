package casework

import (
	"slices"
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/portal"
)

// What starts and meets clocks, besides "step:<id>".
const (
	eventReceived = "acknowledged"
	eventOffered  = "offered" // another office offered the case
	eventLetter   = "letter"
	eventOutcome  = "outcome"
)

// runClocks meets and starts the clocks of a case by what happened on a day. code is that of
// the step, for clocks that start only with one. A case has one limit of each code: a new
// period takes the place of the old.
func runClocks(c *Case, p portal.Procedure, day, code string, events ...string) {
	for _, t := range p.Clocks {
		if meets(t, events) && meetOne(c, t, day) && t.Again && c.Ended == "" {
			start(c, t, day)
		}
	}
	for _, t := range p.Clocks {
		if slices.Contains(events, t.Starts) && (t.When == "" || t.When == code) && !running(*c, t.Code) {
			start(c, t, day)
		}
	}
}

func meets(t portal.ProcedureTime, events []string) bool {
	return slices.ContainsFunc(strings.Split(t.Met, ","), func(met string) bool {
		return slices.Contains(events, strings.TrimSpace(met))
	})
}

// meetOne meets the limit of a clock if it runs, and says whether it did.
func meetOne(c *Case, t portal.ProcedureTime, day string) bool {
	i := slices.IndexFunc(c.Clocks, func(l clock.Limit) bool { return l.Code == t.Code && l.Running() })
	if i >= 0 {
		c.Clocks[i].Met = day
	}
	return i >= 0
}

func running(c Case, code string) bool {
	return slices.ContainsFunc(c.Clocks, func(l clock.Limit) bool { return l.Code == code && l.Running() })
}

// start begins a clock's period on a day, in the place of its last. Some begin with a step and
// are counted from the day on which the report was first received.
func start(c *Case, t portal.ProcedureTime, day string) {
	if t.FromFirst {
		day = c.Received
	}
	limit := clock.Limit{Code: t.Code, Started: day, Due: t.Period().After(day), Theirs: t.Theirs, Aim: t.Aim}
	i := slices.IndexFunc(c.Clocks, func(l clock.Limit) bool { return l.Code == t.Code })
	if i < 0 {
		c.Clocks = append(c.Clocks, limit)
		return
	}
	c.Clocks[i] = limit
}

// dropClocks ends what is ours in a case that ended: only what the end itself started runs
// on, and the time limits that are the person's own.
func dropClocks(c *Case, p portal.Procedure) {
	c.Clocks = slices.DeleteFunc(c.Clocks, func(l clock.Limit) bool {
		if !l.Running() || l.Theirs {
			return false
		}
		return !slices.ContainsFunc(p.Clocks, func(t portal.ProcedureTime) bool {
			return t.Code == l.Code && slices.Contains(afterEnd(p), t.Starts)
		})
	})
}

// afterEnd are the events that lead to an end: a clock that one of them starts is meant to
// run in the ended case.
func afterEnd(p portal.Procedure) []string {
	var events []string
	for _, s := range p.Steps {
		if p.IsEnd(s.To) {
			events = append(events, "step:"+s.ID)
		}
	}
	return events
}

// action is the clock of one corrective action.
func action(today, due string) clock.Limit {
	return clock.Limit{Code: clock.Action, Started: today, Due: due}
}

// meetAction meets one action's clock; two that are due on one day are alike.
func meetAction(clocks []clock.Limit, due, day string) {
	i := slices.IndexFunc(clocks, func(l clock.Limit) bool {
		return l.Code == clock.Action && l.Due == due && l.Running()
	})
	if i >= 0 {
		clocks[i].Met = day
	}
}

// daysOfNews is after how long a person hears from the office where no other clock runs.
const daysOfNews = 30

// keepRunning sees to it that an open case always has a clock of ours: at the least the next
// news to the person.
func keepRunning(c *Case, day string) {
	if c.Ended != "" || slices.ContainsFunc(c.Clocks, func(l clock.Limit) bool { return l.Running() && !l.Theirs }) {
		return
	}
	start(c, portal.ProcedureTime{Code: clock.Update, Days: daysOfNews, Aim: true}, day)
}
