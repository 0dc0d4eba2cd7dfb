package casework

import (
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
)

const reporter = mailbox.Reporter

// TestConduct is the reference story: the office listens, consent to refer is given for one
// part, the investigators decline with reasons, talks fail, the other person is heard, measures
// are recommended, and both are told how it ended. The wrong turn: measures before the other
// person was told.
func TestConduct(t *testing.T) {
	s := tell(t, "conduct")
	s.not(handler, "begin-assessment", "category-first")
	s.affects(handler)
	s.take(handler, "listen")
	s.not(handler, "begin-assessment", "consent-not-asked")
	s.agreed(handler, "begin-assessment", "unit:"+officeOf, reporter)
	s.take(handler, "begin-assessment")
	s.not(handler, "offer-iaig", "step-not-now")
	s.take(handler, "assess")
	if key(s.agree(handler)) != "second-person" {
		t.Fatal("somebody agreed to their own assessment")
	}
	s.stage("assessing")
	if err := s.agree(reviewer); err != nil {
		t.Fatal(err)
	}
	request := s.ask(handler, "offer-iaig", "unit:iaig", reporter)
	s.not(handler, "offer-iaig", "consent-waits")
	if err := s.answers(request, "part", 0); err != nil {
		t.Fatal(err)
	}
	s.not(handler, "offer-iaig", "copy-too-many", func(m *Moved) { m.Posts = append(m.Posts, m.Posts[len(m.Posts)-1]) })
	s.take(handler, "offer-iaig")
	s.stage("offered")
	if due := s.running("answer").Due; due != clock.Add(s.o.Day, 14) {
		t.Errorf("an answer is due on %s", due)
	}
	there := s.at("iaig")
	there.not(0, "begin-intake", "offer-undecided")
	there.take(0, "decline", code("less-serious"))
	there.stage("declined")
	s.stage("returned")
	if s.running("answer").Met == "" || s.c().Offers[0].Decided != DecidedDecline {
		t.Errorf("the answer is not in the case: %v", s.c().Offers)
	}
	if _, shares := live(*there.c(), s.units["iaig"][0].Holder(), there.c().Giver.Share); shares {
		t.Error("who declined is still served the parts")
	}
	other := s.reach(handler, PartyInvited)
	s.agreed(handler, "propose-talks", "unit:"+officeOf, reporter)
	s.take(handler, "propose-talks")
	s.agreed(handler, "talks", "unit:"+officeOf, reporter)
	s.not(handler, "talks", "not-willing")
	willing := s.agreed(handler, "talks", "unit:"+officeOf, other)
	s.take(handler, "talks")
	if err := s.answers(willing, "withdrawn"); err != nil {
		t.Fatal("somebody cannot leave the talks", err)
	}
	s.take(handler, "talks-ended", code("left"))
	concerned := s.reach(handler, PartyConcerned)
	s.not(handler, "recommend-measures", "nobody-told")
	s.toldAbout(handler, concerned)
	s.not(handler, "recommend-measures", "not-heard")
	s.hears(concerned)
	s.both(handler, head, "recommend-measures")
	s.not(handler, "close-measures", "party-outcome-first")
	s.outcomeFor(handler, concerned)
	s.not(handler, "close-measures", "outcome-unfit", code("measures"))
	s.both(handler, reviewer, "close-measures", code("measures-declined"))
	s.stage("closed")
	s.not(handler, "listen", "case-ended")
}

// TestInvestigation: what another office offers is accepted, the person concerned is told and
// heard, and it ends with not enough evidence, in letters to both. The wrong turn: a finding
// before their time to answer is over.
func TestInvestigation(t *testing.T) {
	s := tell(t, "conduct")
	s.affects(handler)
	s.take(handler, "listen")
	s.agreed(handler, "begin-assessment", "unit:"+officeOf, reporter)
	s.take(handler, "begin-assessment")
	s.both(handler, reviewer, "assess")
	s.agreed(handler, "offer-iaig", "unit:iaig", reporter)
	s.take(handler, "offer-iaig")
	at := s.at("iaig")
	at.not(0, "accept", "person-left-out", func(m *Moved) {
		for i, g := range m.Grants {
			if g.Line.Holder == reporter {
				m.Grants = append(m.Grants[:i:i], m.Grants[i+1:]...)
				return
			}
		}
	})
	at.take(0, "accept")
	at.not(0, "accept", "offer-decided")
	s.stage("with-iaig")
	if at.c().Received != s.c().Received || at.running("decision").Met == "" {
		t.Error("the day received or the decision is lost")
	}
	at.take(0, stepCategory, code("fraud"))
	at.take(0, stepAssign, to(at.actor(1).holder()), keyFor(at, 1))
	at.both(0, 1, "intake-assessment")
	at.take(1, "open-investigation")
	if key(at.agree(1)) != "second-person" {
		t.Fatal("nobody opens an investigation alone")
	}
	at.take(0, stepRefuse, waiting(at))
	at.stage("intake-done")
	at.both(1, 0, "open-investigation")
	concerned := at.reach(1, PartyConcerned)
	at.not(1, "comments", "nobody-told")
	at.toldAbout(1, concerned)
	at.take(1, "interview-concerned", addressed(at.town, at.sight(1), concerned, "statement"))
	at.take(1, "comments")
	at.not(1, "finding", "not-heard", code("not-enough"))
	said := at.sight(1).r.Steps[len(at.sight(1).r.Steps)-2].Line.Of[0]
	if err := at.acts(reporter, actAgree, said); key(err) != "agree-unknown" {
		t.Fatalf("somebody agreed to what another person said: %v", err)
	}
	if err := at.acts(concerned, actAgree, said); err != nil {
		t.Fatal(err)
	}
	at.take(0, "finding", code("not-enough"))
	if key(at.agree(0)) != "second-person" {
		t.Fatal("nobody finds alone")
	}
	at.not(0, "finding", "step-waits", code("enough"))
	if err := at.agree(1); err != nil {
		t.Fatal(err)
	}
	at.both(1, 0, "report")
	at.not(1, "conclude", "party-outcome-first", code("investigated-not-enough"))
	at.outcomeFor(1, concerned)
	at.both(1, 0, "conclude", code("investigated-not-enough"))
	at.stage("closed")
}

// TestRetaliation: information complete, thirty days, referred and determined. The wrong turn:
// an assessment without saying what it is about, and a referral without consent.
func TestRetaliation(t *testing.T) {
	s := tell(t, "retaliation")
	s.take(handler, "ask-information")
	s.take(handler, "information-complete")
	if due := s.running("preliminary-review").Due; due != clock.Add(s.o.Day, 30) {
		t.Errorf("the review is due on %s", due)
	}
	s.not(handler, "review", "category-first")
	s.affects(handler)
	s.days(21)
	if state := s.running("preliminary-review").State(s.o.Day); state != clock.StateNear {
		t.Errorf("after 21 of 30 days it is %q", state)
	}
	s.both(handler, reviewer, "review")
	s.not(handler, "refer-iaig", "consent-not-asked")
	protect := s.agreed(handler, "interim-protection", "unit:"+officeOf, reporter)
	s.take(handler, "interim-protection", day(clock.Add(s.o.Day, 10)))
	if err := s.answers(protect, "withdrawn"); key(err) != "consent-used" {
		t.Fatalf("a consent that was used was taken back: %v", err)
	}
	s.agreed(handler, "refer-iaig", "unit:iaig", reporter)
	s.take(handler, "refer-iaig")
	s.askInvalid(handler, "refer-iaig", "unit:iaig", reporter, "offered-already")
	s.at("iaig").take(0, "accept")
	s.stage("with-iaig")
	if due := s.running("investigation").Due; due != clock.Add(s.o.Day, 120) {
		t.Errorf("the investigation is due on %s", due)
	}
	s.take(handler, "findings-in")
	concerned := s.reach(handler, PartyConcerned)
	s.toldAbout(handler, concerned)
	s.not(handler, "determine", "not-heard")
	s.days(15)
	s.both(handler, head, "determine")
	s.outcomeFor(handler, concerned)
	s.take(handler, "check-in")
	s.both(handler, reviewer, "close-established")
	s.stage("closed")
}

// TestSafety: still dangerous, made safe, corrected by a date, verified, closed. The wrong turn:
// verified while an action is open.
func TestSafety(t *testing.T) {
	s := tell(t, "safety")
	s.affects(handler)
	s.take(handler, "still-dangerous")
	if due := s.running("immediate").Due; due != clock.Add(s.o.Day, 1) {
		t.Errorf("something is done by %s", due)
	}
	s.not(handler, "no-danger-now", "code-missing", code("perhaps"))
	s.take(handler, "no-danger-now", code("made-safe"))
	s.not(handler, "corrective-action", "day-missing", day("2020-01-01"))
	due := clock.Add(s.o.Day, 20)
	s.take(handler, "corrective-action", day(due))
	if running := s.running(clock.Action); running.Due != due {
		t.Errorf("the action is due on %s", running.Due)
	}
	s.not(handler, "verify", "actions-open")
	s.not(handler, "action-done", "no-action", func(m *Moved) { m.Line.Of = m.Line.Of[:1] })
	s.take(handler, "action-done")
	if running := s.running(clock.Action); running.Met != s.o.Day {
		t.Error("the action's clock runs on")
	}
	s.not(handler, "action-done", "no-action")
	s.both(handler, reviewer, "verify")
	s.take(handler, "close-acted")
	s.stage("closed")
}

// TestRebuttal: conditions, an external reviewer who holds only this file, the way through the
// director to the deputy, the result. The wrong turn: a reviewer who was given no key.
func TestRebuttal(t *testing.T) {
	s := tell(t, "rebuttal")
	s.affects(handler)
	s.take(handler, "conditions-met")
	s.not(handler, "name-reviewer", "no-reviewer")
	place := "file:" + officeOf
	s.holds(s.c(), s.units[officeOf][external].Holder(), place, "assignment")
	s.take(handler, "name-reviewer")
	s.not(handler, "review", "step-not-yours")
	s.not(external, "to-director", "step-not-yours")
	s.not(external, stepCategory, "step-not-yours")
	s.take(external, "review")
	s.take(handler, "to-director")
	s.holds(s.c(), s.units[officeOf][decider].Holder(), place, "assignment")
	s.not(handler, "to-deputy", "step-not-yours")
	s.take(decider, "to-deputy")
	s.take(decider, "decide")
	s.not(handler, "tell-result", "code-missing", code("no-such"))
	s.both(handler, reviewer, "tell-result")
	s.stage("closed")
}

// TestEvaluation: receivable, thirty days from the day it was received, upheld with reasons,
// and the person's own next limit. The wrong turn: settled without their yes.
func TestEvaluation(t *testing.T) {
	s := tell(t, "evaluation")
	s.affects(handler)
	s.days(5)
	s.take(handler, "receivable", code("headquarters"))
	if reply := s.running("reply-headquarters"); reply.Started != s.c().Received || reply.Due != clock.Add(s.c().Received, 30) {
		t.Errorf("the reply is due %v", reply)
	}
	if theirs := s.running("tribunal-silence-headquarters"); !theirs.Theirs {
		t.Error("the person's limit is taken for ours")
	}
	s.agreed(handler, "offer-settlement", "unit:"+officeOf, reporter)
	s.take(handler, "offer-settlement")
	s.not(handler, "close-settled", "consent-not-asked")
	no := s.ask(handler, "close-settled", "unit:"+officeOf, reporter)
	if err := s.answers(no, "no"); err != nil {
		t.Fatal(err)
	}
	s.not(handler, "close-settled", "consent-refused")
	s.take(handler, "no-settlement", code("no-agreement"))
	s.both(handler, reviewer, "evaluate")
	s.both(handler, reviewer, "reply", code("upheld"))
	s.stage("closed")
	if next := s.running("tribunal"); !next.Theirs || next.Due != clock.Add(s.o.Day, 90) || !next.Running() {
		t.Errorf("what comes next: %v", next)
	}
	if reply := s.running("reply-headquarters"); reply.Met != s.o.Day {
		t.Error("the reply is not met")
	}
}

func waiting(s *tale) with {
	return func(m *Moved) {
		for _, taken := range s.sight(0).r.Steps {
			if taken.State == StateWaiting {
				m.Line.Of = []string{taken.From.Hash}
			}
		}
	}
}

// keyFor hands the talk to a colleague with the step, if they do not have it.
func keyFor(s *tale, i int) with {
	return func(m *Moved) {
		m.Grants = nil
		c, holder := s.c(), s.units[s.c().Unit][i].Holder()
		if _, has := live(*c, holder, "talk:"+c.Unit); !has {
			m.Grants = append(m.Grants, s.toOfficer(c, s.actor(0), holder, "talk:"+c.Unit, "assignment"))
		}
	}
}
