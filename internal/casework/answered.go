package casework

import (
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
)

// answer is what an offer does in the case that gave it, in the making.
type answer struct {
	c   Case
	ch  Change
	p   portal.Procedure
	day string
}

// answering copies what an answer may change.
func answering(c Case, p portal.Procedure, day string) *answer {
	c.Lines = parsed(c.Lines)
	c.Offers, c.Clocks, c.Holders = slices.Clone(c.Offers), slices.Clone(c.Clocks), slices.Clone(c.Holders)
	return &answer{c: c, p: p, day: day}
}

func (a *answer) finish() Change {
	keepRunning(&a.c, a.day)
	r := a.c.read(a.p)
	a.c.Waits, a.c.Covered = r.waits(a.c.Ended != ""), a.c.nextCovered(&r)
	a.ch.Case = a.c
	return a.ch
}

// Answered is what an office's answer to an offer does in the case that gave it: the giver's
// own step of that kind, if its procedure has one where the case stands. No officer takes it.
// A report that was passed on is the other office's once it accepts, and comes back if it
// declines. Where the person is not to know of the offer yet, all that waits for the day.
func Answered(p portal.Procedure, kind string, m Moved, share string, o Office) Step {
	return func(c Case) (Change, error) {
		a := answering(c, p, o.Day)
		i := slices.IndexFunc(a.c.Offers, func(offer Offer) bool { return offer.Share == share })
		answered := DecidedAccept
		if kind == portal.StepDeclined {
			answered = DecidedDecline
		}
		// The receiver's case may have been saved already: the offer is one for both.
		if i < 0 || a.c.Offers[i].Decided != "" && a.c.Offers[i].Decided != answered {
			return Change{}, fault.New(fault.Conflict, "offer-decided", nil)
		}
		a.appear(func(offer Offer) bool { return offer.Share != share })
		offer := &a.c.Offers[i]
		offer.Decided, offer.DecidedOn, offer.Code = answered, o.Day, m.Line.Code
		a.ch.Acts = append(a.ch.Acts, ledger.Act{Act: decided(answered), By: m.Line.By, Of: m.Step.Hash})
		switch {
		case offer.Owed == "":
			a.step(*offer, o.Day, m.Step.Hash)
		case offer.Owed <= o.Day:
			a.appear(func(other Offer) bool { return other.Share == share })
		}
		return a.finish(), nil
	}
}

// Appear is what a day brings to a case: what was handed to somebody who stood in ends after
// their last day; and the person may know from now on of what was passed on
// without their yes, so that the case moves as it would have moved then, with its notices and
// clocks, and as the other office decided since.
func Appear(p portal.Procedure, day string) Step {
	return func(c Case) (Change, error) {
		a := answering(c, p, day)
		a.uncover()
		a.appear(func(Offer) bool { return true })
		return a.finish(), nil
	}
}

// Owes says whether a case has something to catch up with by a day.
func (c Case) Owes(day string) bool {
	return c.Covered != "" && c.Covered < day || slices.ContainsFunc(c.Offers, func(o Offer) bool { return o.owed(day) })
}

func (o Offer) owed(day string) bool { return o.Owed != "" && o.Owed <= day }

// appear catches up with each offer that fits and whose day has come.
func (a *answer) appear(fits func(Offer) bool) {
	for i := range a.c.Offers {
		offer := a.c.Offers[i]
		if !offer.owed(a.day) || !fits(offer) {
			continue
		}
		a.c.Offers[i].Owed = ""
		used := a.usedFor(offer.Share)
		if used == nil {
			continue
		}
		stands := a.referred(used, offer)
		switch {
		case offer.Decided == "":
		case stands:
			a.step(offer, offer.DecidedOn, used.From.Hash)
		default:
			a.hear(offer, offer.DecidedOn)
		}
	}
}

// usedFor is the step by which a share was passed on.
func (a *answer) usedFor(share string) *Taken {
	r := a.c.read(a.p)
	for _, asked := range r.Asked {
		if asked.share() == share && asked.Used != nil && asked.Used.State == StateDone {
			return asked.Used
		}
	}
	return nil
}

// referred is what passing on would have done at once, had it been open: where the case still
// stands where that was possible, it moves. What starts or meets a clock did so on its own day;
// a letter that came with it counts from the day on which it can be read. It says whether the
// case stands where it would stand then.
func (a *answer) referred(used *Taken, offer Offer) bool {
	step, ok := a.p.Step(used.Line.Step)
	if !ok {
		return false
	}
	stands := step.To == ""
	if a.mayMove(step) {
		stands = true
		a.move(step.To, used)
	}
	runClocks(&a.c, a.p, a.c.Lines[used.At].Day, used.Line.Code, "step:"+step.ID)
	if needs(step, portal.NeedLetter) || needs(step, portal.NeedOutcome) {
		runClocks(&a.c, a.p, a.day, used.Line.Code, eventLetter)
	}
	if needs(step, portal.NeedOutcome) {
		runClocks(&a.c, a.p, a.day, used.Line.Code, eventOutcome)
	}
	if a.c.Ended != "" {
		dropClocks(&a.c, a.p)
	}
	a.tell(step, used.Line.Code, offer.Unit, used.From.Hash)
	return stands
}

// mayMove says whether a case still stands where a step leads on, and whoever was told of it
// would not be left without an outcome.
func (a *answer) mayMove(step portal.ProcedureStep) bool {
	s := sight{c: a.c, r: a.c.read(a.p), p: a.p}
	return step.To != "" && a.c.Ended == "" && (len(step.From) == 0 || slices.Contains(step.From, a.c.Stage)) &&
		s.nobodyLeftOut(step) == nil
}

// kind is that of the giver's own step for a decision.
func (o Offer) kind() string {
	if o.Decided == DecidedDecline {
		return portal.StepDeclined
	}
	return portal.StepAccepted
}

// step takes the giver's own step for a decision of a day where the case stands. Elsewhere,
// only its clocks hear of it. line is what its notice is about.
func (a *answer) step(offer Offer, since, line string) {
	kind := offer.kind()
	handed := kind == portal.StepAccepted && a.handedOver(offer.Share)
	for _, step := range a.p.Steps {
		if step.Kind != kind || len(step.From) > 0 && !slices.Contains(step.From, a.c.Stage) {
			continue
		}
		if step.To != "" {
			a.move(step.To, nil)
		}
		runClocks(&a.c, a.p, since, offer.Code, "step:"+step.ID)
		a.tell(step, offer.Code, offer.Unit, line)
		if handed {
			a.handOver()
		}
		return
	}
	a.hear(offer, since)
}

// hear lets the clocks know of a decision, unless they run for another offer.
func (a *answer) hear(offer Offer, since string) {
	if slices.ContainsFunc(a.c.Offers, func(other Offer) bool {
		return other.Share != offer.Share && other.Decided == "" && other.Owed == ""
	}) {
		return
	}
	for _, step := range a.p.Steps {
		if step.Kind == offer.kind() {
			runClocks(&a.c, a.p, since, offer.Code, "step:"+step.ID)
		}
	}
}

// handedOver says whether the case ended by passing the report on for good.
func (a *answer) handedOver(share string) bool {
	used := a.usedFor(share)
	if used == nil {
		return false
	}
	step, ok := a.p.Step(used.Line.Step)
	return ok && step.Kind == portal.StepPassOn && a.c.Ended != "" && a.c.Stage == step.To
}

// handOver ends what the giver's officers hold of the talk.
func (a *answer) handOver() {
	a.ch.EndGrants = append(a.ch.EndGrants, endHolders(&a.c, a.day, func(h Holder) bool {
		return h.Compartment == "talk:"+a.c.Unit && h.Holder != mailbox.Reporter && !mailbox.IsParty(h.Holder)
	})...)
}

func (a *answer) tell(step portal.ProcedureStep, code, unit, line string) {
	if step.Quiet || a.c.Kind == mailbox.Enquiry {
		return
	}
	a.ch.Notices = append(a.ch.Notices, mailbox.Notice{Code: "step", Day: a.day, Figures: map[string]string{
		"procedure": a.p.ID, "step": step.ID, "code": code, "day": "",
		"to": "unit:" + unit, "unit": a.c.Unit, "line": line,
	}})
}

// move leads the giver's case on: to an end, by the step that passed it on, or out of one if
// the report comes back.
func (a *answer) move(stage string, by *Taken) {
	a.c.Stage = stage
	switch end := a.p.IsEnd(stage); {
	case end && a.c.Ended == "":
		a.c.Ended = a.day
		dropClocks(&a.c, a.p)
		if by != nil {
			a.ch.Acts = append(a.ch.Acts, ledger.Act{Act: ledger.Ended, By: by.Line.By, Of: by.From.Hash})
		}
	case !end:
		a.c.Ended = ""
	}
}

// owe puts off the day on which a case catches up with an offer.
func (t *taking) owe(share, day string) {
	t.c.Offers = slices.Clone(t.c.Offers)
	for i := range t.c.Offers {
		if t.c.Offers[i].Share == share && t.c.Offers[i].Owed != "" {
			t.c.Offers[i].Owed = day
		}
	}
}
