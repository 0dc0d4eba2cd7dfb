package casework

import (
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
)

// The steps of the engine itself, the same in every procedure.
const (
	stepAssign       = "assign"
	stepCover        = "cover"
	stepAffected     = "affected"
	stepCategory     = "category"
	stepAsk          = "ask"
	stepInvite       = "invite"
	stepTell         = "tell"
	stepStatement    = "statement"
	stepPartyOutcome = "party-outcome"
	stepDelay        = "delay"
	stepExcept       = "except"
	stepRenew        = "renew"
	stepRespect      = "respect"
	stepRefuse       = "refuse"
	stepLink         = "link"
	stepNewMailbox   = "new-mailbox"
	stepTakenDown    = "taken-down"
)

// Roles that rules of this room name.
const (
	roleIntake   = "intake"
	roleHandler  = "handler"
	roleReviewer = "reviewer"
	roleHead     = "head"
	roleExternal = "external" // from outside, for one case
)

// delays are the reasons for which an office is late.
var delays = []string{"more-facts", "waiting-for-you", "waiting-for-office", "absence", "workload", "other"}

// own is a step of the engine itself.
type own struct {
	by     []string // roles
	second []string // roles of the second person, none if it counts at once
	// always says that it can be taken in an ended case too, and begun in one that waits
	// for an offer to be answered; late that it goes on after the person withdrew.
	always, late bool
	// ready says why it cannot be taken now by anybody.
	ready func(s sight) error
	// line holds its figures and what it brings to the rules; nothing is changed yet but the
	// grants and items that are taken in.
	line func(t *taking) error
	// again holds it to the case once more when a second person agreed.
	again func(t *taking) error
	// until is the day until which a person is not to learn of it.
	until func(t *taking) string
	do    func(t *taking)
}

// workers are those of an office who work on a case as a whole; who was called in for one
// case takes the steps of its procedure that name them.
var workers = []string{roleIntake, roleHandler, roleReviewer, roleHead}

// seconders are who can agree to a step of the engine itself.
var seconders = []string{roleHead, roleHandler, roleReviewer}

var owns map[string]own

// The table names functions that look into it.
func init() {
	owns = map[string]own{
		stepAssign:       {by: []string{roleHead, roleHandler, roleIntake}, always: true, late: true, line: (*taking).assign, do: func(t *taking) { t.c.Handler = personOf(t.m.Line.To) }},
		stepCover:        {by: workers, always: true, late: true, line: (*taking).cover},
		stepAffected:     {by: workers, second: seconders, line: (*taking).nameAffected, again: (*taking).newlyAffected, do: (*taking).namedAffected},
		stepCategory:     {by: workers, line: (*taking).categorise, do: func(t *taking) { t.c.Category = t.m.Line.Code }},
		stepAsk:          {by: workers, ready: sight.mayAsk, line: (*taking).ask, do: (*taking).asked},
		stepInvite:       {by: workers, line: (*taking).invite, do: (*taking).invited},
		stepTell:         {by: workers, ready: sight.someParty, line: (*taking).tellParty},
		stepStatement:    {by: workers, line: (*taking).stateFor},
		stepPartyOutcome: {by: workers, late: true, ready: sight.someParty, line: (*taking).partyOutcome},
		stepDelay:        {by: workers, late: true, ready: sight.someClock, line: (*taking).delay, do: (*taking).delayed},
		stepExcept:       {by: workers, second: seconders, late: true, line: (*taking).except, again: (*taking).exceptAgain, until: (*taking).reviewDay, do: (*taking).excepted},
		stepRenew:        {by: workers, second: seconders, always: true, late: true, ready: sight.someHidden, line: (*taking).renew, again: (*taking).renewable, until: (*taking).reviewDay, do: (*taking).renewed},
		stepRespect:      {by: []string{roleHead}, ready: sight.someRefusal, line: (*taking).respect, do: func(t *taking) { t.tell("respected", map[string]string{}) }},
		stepRefuse:       {by: seconders, always: true, late: true, ready: sight.someWaiting, line: (*taking).refuseStep, do: (*taking).refused},
		stepLink:         {by: workers, always: true, late: true, line: (*taking).link, do: (*taking).linked},
		stepNewMailbox:   {by: workers, second: seconders, always: true, late: true, line: (*taking).newMailbox, again: (*taking).sameKeys, do: (*taking).renewedMailbox},
		stepTakenDown:    {by: workers, ready: sight.untouched, line: (*taking).takenDown, do: func(t *taking) { t.tell(stepTakenDown, map[string]string{}) }},
	}
}

// may says why the actor cannot take it now.
func (w own) may(s sight) error {
	switch {
	case !s.has(w.by...):
		return refuse("step-not-yours")
	case s.c.Kind == mailbox.Enquiry && !w.always:
		return noStep()
	case s.c.Ended != "" && !w.always:
		return gone("case-ended")
	case s.c.Giver != nil && s.c.Giver.Decided == "" && !w.always:
		return refuse("offer-undecided")
	case s.c.Withdrawn != "" && s.c.Ended == "" && !w.late:
		return gone("case-withdrawn")
	case w.ready != nil:
		return w.ready(s)
	}
	return nil
}

func (w own) check(t *taking) error { return w.line(t) }

func (w own) still(t *taking) error {
	if t.c.Ended != "" && !w.always {
		return gone("case-ended")
	}
	return w.again(t)
}

func (w own) hidden(t *taking) string {
	if w.until == nil {
		return ""
	}
	return w.until(t)
}

// plain holds a step line to the figures that it has: the others must be empty.
func (t *taking) plain(code, to, day bool, of int) error {
	line := t.m.Line
	if !code && line.Code != "" || !to && line.To != "" || !day && line.Day != "" || of >= 0 && len(line.Of) != of {
		return unfit(nil)
	}
	return nil
}

// only holds a step to bring nothing with it but what it is for.
func (t *taking) only(lines int, party bool) error {
	if len(t.m.Lines) != lines || (t.m.Party != nil) != party {
		return unfit(nil)
	}
	return nil
}

// nothing is plain and only for a step that brings nothing at all.
func (t *taking) nothing() error {
	if len(t.m.Posts) > 0 || len(t.m.Grants) > 0 {
		return unfit(nil)
	}
	return t.only(0, false)
}

func whoOf(to string) string {
	if to == "" {
		return mailbox.Reporter
	}
	return to
}

func (t *taking) nameAffected() error {
	if err := t.plain(false, true, false, 0); err != nil {
		return err
	}
	if err := t.nothing(); err != nil {
		return err
	}
	return t.newlyAffected()
}

func (t *taking) newlyAffected() error {
	who := whoOf(t.m.Line.To)
	if party, ok := t.party(who); who != mailbox.Reporter && (!ok || party.Role != PartyAffected) {
		return refuse("party-unknown")
	}
	if t.c.Whose == who {
		return gone("affected-already")
	}
	return nil
}

// namedAffected: whoever wrote is told that somebody else is asked from now on. Nobody loses the
// say in what happens without knowing it.
func (t *taking) namedAffected() {
	if t.c.Whose = whoOf(t.m.Line.To); mailbox.IsParty(t.c.Whose) {
		t.ch.Notices = append(t.ch.Notices, mailbox.Notice{Code: mailbox.SomebodyElse, Day: t.o.Day, Figures: map[string]string{}})
	}
}

func (t *taking) categorise() error {
	if err := t.plain(true, false, false, 0); err != nil {
		return err
	}
	if !slices.Contains(t.p.Categories, t.m.Line.Code) {
		return refuse("category-unknown")
	}
	if t.c.Category == t.m.Line.Code {
		return gone("category-already")
	}
	return t.nothing()
}

// stateFor: a note of a talk, for whoever talked to check and agree to.
func (t *taking) stateFor() error {
	if err := t.plain(false, true, false, 1); err != nil {
		return err
	}
	return t.bringTo(t.m.Line.To, "statement", "statement-missing")
}

// bringTo takes in one item for somebody that the step line names.
func (t *taking) bringTo(to, kind, key string) error {
	who := whoOf(to)
	if _, ok := t.party(who); !ok && who != mailbox.Reporter {
		return refuse("party-unknown")
	}
	if err := t.only(0, false); err != nil {
		return err
	}
	h := sendsOnly(t.actor, t.c, t.o)
	h.kinds = []string{"letter", "file", "note", kind}
	if err := t.bring(h); err != nil {
		return err
	}
	if !t.wrote(kind, t.lettersTo(who)...) {
		return refuse(key)
	}
	return nil
}

func (s sight) someClock() error {
	if slices.ContainsFunc(s.c.Clocks, ours) {
		return nil
	}
	return refuse("nothing-runs")
}

func ours(l clock.Limit) bool { return l.Running() && !l.Theirs }

// delay: a coded reason and a new day; more can be said in a letter.
func (t *taking) delay() error {
	if err := t.plain(true, false, true, -1); err != nil {
		return err
	}
	if !slices.Contains(delays, t.m.Line.Code) {
		return refuse("code-missing")
	}
	if t.m.Line.Day <= t.o.Day {
		return refuse("day-missing")
	}
	if !slices.ContainsFunc(t.c.Clocks, func(l clock.Limit) bool { return ours(l) && l.Due < t.m.Line.Day }) {
		return refuse("nothing-runs")
	}
	if err := t.only(0, false); err != nil {
		return err
	}
	return t.bring(sendsOnly(t.actor, t.c, t.o))
}

// delayed marks what will be late, and tells the person.
func (t *taking) delayed() {
	line := t.m.Line
	for i, limit := range t.c.Clocks {
		if ours(limit) && limit.Due < line.Day {
			t.c.Clocks[i].Told, t.c.Clocks[i].Reason = line.Day, line.Code
		}
	}
	t.run(line.Code, "step:"+stepDelay)
	t.tell("delayed", map[string]string{"reason": line.Code, "day": line.Day})
}
