package casework

import (
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

func (s sight) mayAsk() error {
	if s.c.Whose == "" {
		return refuse("affected-unknown")
	}
	return nil
}

// request is the one request line that goes with a step, which the actor signed.
func (t *taking) requestLine() (seal.Request, error) {
	if len(t.m.Lines) != 1 || t.m.Party != nil {
		return seal.Request{}, unfit(nil)
	}
	line, ok := t.m.Lines[0].what().(seal.Request)
	if !ok || line.Report != t.c.Report || line.By != t.actor.holder() || !slices.Contains(t.m.Line.Of, t.m.Lines[0].Hash) {
		return seal.Request{}, unfit(nil)
	}
	return line, nil
}

// ask: one step, one recipient, one purpose, which parts, until when. A letter can go with it
// that says in words what its codes cannot: who it is that the office would like to reach.
func (t *taking) ask() error {
	if err := t.plain(false, false, false, -1); err != nil {
		return err
	}
	line, err := t.requestLine()
	if err != nil {
		return err
	}
	if line.Code != "" || line.Review != "" || line.Requirement != "" || !slices.Contains(purposes, line.Purpose) {
		return unfit(nil)
	}
	if err := t.mayBeAsked(line); err != nil {
		return err
	}
	if key := t.askable(line); key != "" {
		return refuse(key)
	}
	if t.asksAgain(line) {
		return gone("asked-already")
	}
	if err := t.bring(sendsOnly(t.actor, t.c, t.o)); err != nil {
		return err
	}
	if len(t.m.Line.Of) == 1 && t.r.declined(line) {
		return refuse("say-what-changed")
	}
	if len(t.m.Line.Of) > 1 && (len(t.m.Line.Of) > 2 || !t.wrote("letter", t.lettersTo(line.Who)...)) {
		return unfit(nil)
	}
	return nil
}

// mayBeAsked: the affected person; for talks, each who was invited to them as well.
func (t *taking) mayBeAsked(line seal.Request) error {
	step, _ := t.p.Step(line.Step)
	party, ok := t.party(line.Who)
	if line.Who == t.c.Whose || ok && party.Role == PartyInvited && needs(step, portal.NeedWilling) {
		return nil
	}
	return refuse("not-asked-of-them")
}

// askable says why something cannot be asked for, "" if it can.
func (t *taking) askable(line seal.Request) string {
	if line.Until < t.o.Day || line.Until > clock.Add(t.o.Day, mostDays) {
		return "ask-until"
	}
	kind, _ := seal.Split(line.To)
	switch line.Step {
	case askContact:
		return when(kind != "party", "ask-unfit")
	case askObtain:
		return when(kind != "unit", "ask-unfit")
	}
	step, ok := t.p.Step(line.Step)
	switch {
	case !ok || !passes(step) && !needs(step, portal.NeedConsent) && !needs(step, portal.NeedWilling):
		return "ask-unfit"
	case slices.Contains(t.p.Blocked[step.ID], t.c.Category):
		return "step-blocked"
	case !passes(step):
		return ""
	case len(line.Parts) == 0:
		return "parts-missing"
	}
	return t.receiving(step, unitOf(line.To))
}

// asksAgain says whether the same is asked already, and the answer is open or yes. What is to
// be passed on is handed over by whoever asked: a yes to somebody else is no use to the actor,
// nor is the question of somebody who can see the case no more.
func (t *taking) asksAgain(line seal.Request) bool {
	step, _ := t.p.Step(line.Step)
	return slices.ContainsFunc(t.r.Asked, func(a *Asked) bool {
		if a.Line.Code != "" || a.Line.Step != line.Step || a.Line.To != line.To || a.Line.Who != line.Who {
			return false
		}
		if passes(step) && a.Line.By != line.By && (a.Answer != "" || !t.holdsTalk(a.Line.By)) {
			return false
		}
		dead := a.dead(t.o.Day)
		return dead == "" || dead == "consent-waits" && t.o.Day <= a.Line.Until
	})
}

// declined says whether somebody's last answer to the same question was not a yes to all of it:
// it is asked again only with a letter that says what has changed. To reach a person is always
// the same question, since each is asked about under a name of their own.
func (r *Record) declined(line seal.Request) bool {
	for _, a := range slices.Backward(r.Asked) {
		same := a.Line.To == line.To || line.Step == askContact
		if same && a.Line.Code == "" && a.Line.Step == line.Step && a.Line.Who == line.Who && a.Answer != "" {
			return a.Answer != "yes"
		}
	}
	return false
}

// holdsTalk says whether an officer can still work on the case.
func (t *taking) holdsTalk(holder string) bool {
	_, may := t.o.mayHold(t.c, personOf(holder))
	_, holds := live(t.c, holder, seal.TalkOf(t.c.Unit))
	return may && holds
}

// asked tells the affected person; whoever else was asked sees the request itself.
func (t *taking) asked() {
	line, ok := t.m.Lines[0].what().(seal.Request)
	if ok && line.Who == t.c.Whose {
		t.tell("asked", map[string]string{"step": line.Step, "unit": unitOf(line.To), "day": line.Until})
	}
}

func (s sight) someRefusal() error {
	if slices.ContainsFunc(s.r.Asked, refusedBy) {
		return nil
	}
	return refuse("nothing-refused")
}

// refusedBy says whether a person said no, or took their yes back.
func refusedBy(a *Asked) bool {
	return a.Line.Code == "" && (a.Answer == "no" || a.Answer == "withdrawn") && a.Used == nil
}

// respect: the head says that a refusal stands.
func (t *taking) respect() error {
	if err := t.plain(false, false, false, 1); err != nil {
		return err
	}
	asked, ok := t.r.asked[t.m.Line.Of[0]]
	if !ok || !refusedBy(asked) {
		return refuse("nothing-refused")
	}
	again := t.r.done(func(taken *Taken) bool {
		return taken.Line.Step == stepRespect && slices.Equal(taken.Line.Of, t.m.Line.Of)
	})
	if again != nil {
		return gone("step-taken")
	}
	if err := t.only(0, false); err != nil {
		return err
	}
	return t.bring(sendsOnly(t.actor, t.c, t.o))
}
