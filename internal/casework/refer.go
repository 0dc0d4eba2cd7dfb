package casework

import (
	"slices"

	"fairlead/internal/ledger"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// What an office answered to an offer.
const (
	DecidedAccept  = "accept"
	DecidedDecline = "decline"
)

// checkShare holds what is passed on to the consent or the exception: to the office it names,
// no more than what was agreed, and everybody who must have the key has it.
func (t *taking) checkShare(step portal.ProcedureStep) error {
	asked := t.named(step)
	unit := unitOf(asked.Line.To)
	if err := t.mayReceive(step, unit); err != nil {
		return err
	}
	for _, line := range t.o.receivers(t.c, unit) {
		if _, has := live(t.c, "officer:"+line.Person, asked.share()); !has {
			return gone("receiver-left-out")
		}
	}
	copies := 0
	for _, post := range t.m.Posts {
		if post.Line.Kind == "copy" {
			copies++
		}
	}
	switch {
	case copies == 0:
		return refuse("copy-missing")
	case copies > len(asked.parts()):
		return refuse("copy-too-many")
	}
	return nil
}

// mayReceive refuses what a unit cannot be passed now.
func (t *taking) mayReceive(step portal.ProcedureStep, unit string) error {
	if key := t.receiving(step, unit); key != "" {
		return refuse(key)
	}
	if p, ok := t.rules.Receiver(unit); !ok || len(p.Stages) == 0 {
		return refuse("receiver-nobody")
	}
	return nil
}

// receiving says why a unit cannot be passed something now, "" if it can.
func (s sight) receiving(step portal.ProcedureStep, unit string) string {
	switch {
	case unit == "" || unit == s.c.Unit || step.Unit != "" && step.Unit != unit:
		return "receiver-wrong"
	case slices.Contains(s.c.Exclusions, "unit:"+unit):
		return "receiver-excluded"
	case len(s.o.receivers(s.c, unit)) == 0:
		return "receiver-nobody"
	}
	for _, offer := range s.c.Offers {
		if offer.Unit == unit && offer.Decided != DecidedDecline {
			return "offered-already"
		}
	}
	return ""
}

// offer makes the other office's case. What was received first stays: the day, the form, the
// language.
func (t *taking) offer(step portal.ProcedureStep) {
	asked := t.resting()
	unit := unitOf(asked.Line.To)
	p, _ := t.rules.Receiver(unit)
	made := t.offeredCase(asked, unit, p)
	t.c.Offers = append(slices.Clone(t.c.Offers), Offer{
		Number: made.Number, Unit: unit, Share: asked.share(), Since: t.o.Day, ProcedureHash: p.Version, Owed: asked.hidden(t.o.Day),
	})
	t.ch.Offered = &NewCase{
		Case: made, Renumber: t.rules.Number, Lines: t.grounds(asked), Definition: p.Body,
		Acts: []ledger.Act{t.actor.did(ledger.Begun, t.m.Step.Hash)},
	}
	t.did(ledger.Offered, t.m.Step.Hash)
	switch hidden := asked.hidden(t.o.Day); {
	case hidden != "":
		t.ch.Later[asked.share()], t.ch.Later["talk:"+unit] = hidden, hidden
		t.ch.Later[t.m.Step.Hash] = hidden
	case t.passedBefore(asked, func(before *Asked) bool { return before.hidden(t.o.Day) != "" }):
		t.ch.Later["talk:"+unit] = "" // it declined what the person is not to know of, and not this
	}
}

// passedBefore says whether something was passed on to the same office by another request that
// fits.
func (t *taking) passedBefore(asked *Asked, fits func(*Asked) bool) bool {
	return slices.ContainsFunc(t.r.Asked, func(other *Asked) bool {
		return other.From.Hash != asked.From.Hash && other.Line.To == asked.Line.To &&
			other.Used != nil && other.Used.State == StateDone && fits(other)
	})
}

// resting is the request that the step line names.
func (t *taking) resting() *Asked {
	for _, of := range t.m.Line.Of {
		if asked, ok := t.r.asked[of]; ok && asked.Line.Step == t.m.Line.Step {
			return asked
		}
	}
	return nil
}

// isGround says whether a line belongs to what a share rests on.
func (t *taking) isGround(asked *Asked, line Line) bool {
	switch what := line.what().(type) {
	case seal.Consent:
		return what.Request == asked.From.Hash || asked.Given != nil && what.Request == "" && what.To == asked.Line.To
	case seal.Approval:
		return asked.Except != nil && what.Of == asked.Except.From.Hash
	case seal.Step:
		return asked.Except != nil && line.Hash == asked.Except.From.Hash
	}
	return false
}

func (t *taking) offeredCase(asked *Asked, unit string, p portal.Procedure) Case {
	made := Case{
		Number: t.rules.Number(), Report: t.c.Report, Kind: t.c.Kind, Unit: unit, Form: t.c.Form, FormHash: t.c.FormHash,
		Procedure: p.ID, ProcedureHash: p.Version, Stage: p.Stages[0], Language: t.c.Language, Received: t.c.Received,
		Urgent: t.c.Urgent, Whose: t.c.Whose, Exclusions: t.c.Exclusions, Reporter: t.c.Reporter,
		Giver: &Offer{
			Number: t.c.Number, Unit: t.c.Unit, Share: asked.share(), Since: t.o.Day, ProcedureHash: t.c.ProcedureHash,
			Owed: asked.hidden(t.o.Day),
		},
	}
	if party, ok := t.party(t.c.Whose); ok {
		made.Parties = []Party{party}
	}
	for _, holder := range t.c.Holders {
		if holder.Compartment == asked.share() {
			made.Holders = append(made.Holders, holder)
		}
	}
	offeredClocks(&made, p, t.o.Day)
	return made
}

// offeredClocks start what runs for the receiving office: the clocks of the report from the
// day it was first received, those that begin again and again, and the decision, from today.
func offeredClocks(c *Case, p portal.Procedure, day string) {
	for _, each := range p.Clocks {
		switch {
		case each.Starts == eventOffered, each.Starts == eventReceived && each.Again:
			start(c, each, day)
		case each.Starts == eventReceived:
			start(c, each, c.Received)
		}
	}
	keepRunning(c, day)
}

// grounds are the lines by which the receiver checks the share's basis.
func (t *taking) grounds(asked *Asked) []string {
	lines := []string{asked.From.Hash}
	for _, line := range t.c.Lines {
		if t.isGround(asked, line) {
			lines = append(lines, line.Hash)
		}
	}
	return lines
}

// answerOffer tells the giver's case that the offer was accepted or declined. Who declines is
// served the parts no longer; number, day and reasons stay.
func (t *taking) answerOffer(step portal.ProcedureStep) {
	giver := *t.c.Giver
	kind := portal.StepAccepted
	giver.Decided, giver.DecidedOn, giver.Code = DecidedAccept, t.o.Day, t.m.Line.Code
	if step.Kind == portal.StepDecline {
		kind, giver.Decided = portal.StepDeclined, DecidedDecline
		t.endHolders(func(h Holder) bool {
			line, ok := t.o.Directory.Current(personOf(h.Holder), t.o.Day)
			return ok && h.Compartment == giver.Share && line.Unit == t.c.Unit
		})
	}
	t.c.Giver = &giver
	t.did(decided(giver.Decided), t.m.Step.Hash)
	t.ch.Beside = append(t.ch.Beside, Beside{
		Number: giver.Number, Step: Answered(t.rules.Giver, kind, t.m, giver.Share, t.o),
	})
}

func decided(answer string) string {
	if answer == DecidedDecline {
		return ledger.Turned
	}
	return ledger.Accepted
}

// endHolders ends what somebody holds.
func (t *taking) endHolders(who func(Holder) bool) {
	ended := endHolders(&t.c, t.o.Day, who)
	t.ch.EndGrants = append(t.ch.EndGrants, ended...)
}

func endHolders(c *Case, day string, who func(Holder) bool) []string {
	var ended []string
	for i := range c.Holders {
		if h := &c.Holders[i]; h.Ended == "" && who(*h) {
			h.Ended = day
			ended = append(ended, h.Line)
		}
	}
	return ended
}
