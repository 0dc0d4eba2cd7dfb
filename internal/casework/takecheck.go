package casework

import (
	"slices"

	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// checkLine holds the plain figures of a step to what it needs.
func (t *taking) checkLine(step portal.ProcedureStep) error {
	line := t.m.Line
	if len(t.m.Lines) > 0 {
		if err := t.foresee(step); err != nil {
			return err
		}
	}
	if t.m.Party != nil {
		return unfit(nil)
	}
	switch codes := codesOf(step); {
	case len(codes) == 0 && line.Code != "":
		return unfit(nil)
	case len(codes) > 0 && !slices.Contains(codes, line.Code):
		return refuse("code-missing")
	}
	if slices.Contains(step.Needs, portal.NeedOutcome) && !needs(step, portal.NeedCode) && !t.outcomeFits(step, line.Code) {
		return refuse("outcome-unfit")
	}
	switch day := needs(step, portal.NeedDay) || step.Action; {
	case day && line.Day < t.o.Day:
		return refuse("day-missing")
	case !day && line.Day != "":
		return unfit(nil)
	}
	if step.Done {
		return t.checkDone()
	}
	return t.checkRequest(step)
}

// codesOf are the codes of which a step names one: reasons or findings, or else outcomes.
func codesOf(step portal.ProcedureStep) []string {
	switch {
	case needs(step, portal.NeedCode):
		return step.Codes
	case needs(step, portal.NeedOutcome):
		return step.Outcomes
	}
	return nil
}

func needs(step portal.ProcedureStep, need string) bool { return slices.Contains(step.Needs, need) }

// checkDone: who closes an action names the one.
func (t *taking) checkDone() error {
	for _, action := range t.r.openActions(t.p) {
		if slices.Contains(t.m.Line.Of, action.From.Hash) {
			return nil
		}
	}
	return refuse("no-action")
}

// checkRequest: a step that rests on a consent or an exception names it, and goes where it
// says.
func (t *taking) checkRequest(step portal.ProcedureStep) error {
	if !needs(step, portal.NeedConsent) && !passes(step) {
		return nil
	}
	asked := t.named(step)
	if asked == nil {
		return refuse("consent-not-named")
	}
	if passes(step) && t.m.Line.To != asked.Line.To {
		return refuse("consent-other")
	}
	if passes(step) && t.requests() != 1 {
		return unfit(nil)
	}
	t.quiet = asked.hidden(t.o.Day)
	return nil
}

// requests is how many requests the step line names that were put before: what is passed on
// rests on one, an exception on none.
func (t *taking) requests() (n int) {
	for _, of := range t.m.Line.Of {
		if _, ok := t.r.asked[of]; ok {
			n++
		}
	}
	return n
}

// named is the living request that the step line names.
func (t *taking) named(step portal.ProcedureStep) *Asked {
	asked, _ := t.r.living(t.o.Day, func(a *Asked) bool {
		return a.Line.Step == step.ID && slices.Contains(t.m.Line.Of, a.From.Hash) &&
			(a.Line.Code != "" && passes(step) || a.Line.Who == t.c.Whose) && t.mayUse(step, a)
	})
	return asked
}

// checkItems: what a step needs written has come with it, in the right place, and stands in
// its line.
func (t *taking) checkItems(step portal.ProcedureStep) error {
	letters := t.lettersTo(t.affected())
	if step.Kind == portal.StepDecline {
		letters = []string{t.c.Giver.Share}
	}
	file := []string{"file:" + t.c.Unit}
	for _, need := range []struct {
		need, kind, key string
		places          []string
	}{
		{portal.NeedLetter, "letter", "letter-missing", letters},
		{portal.NeedOutcome, "outcome", "outcome-missing", letters},
		{portal.NeedNote, "note", "note-missing", file},
		{portal.NeedAssessment, "assessment", "assessment-missing", file},
		{portal.NeedStatement, "statement", "statement-missing", t.talks()},
	} {
		if needs(step, need.need) && !t.wrote(need.kind, need.places...) {
			return refuse(need.key)
		}
	}
	return nil
}

// lettersTo are the compartments in which somebody is written to.
func (t *taking) lettersTo(who string) []string {
	if who == mailbox.Reporter {
		return []string{seal.TalkOf(t.c.Unit)}
	}
	// An affected person who did not report has the talk of an office that accepted.
	if _, ok := live(t.c, who, seal.TalkOf(t.c.Unit)); ok {
		return []string{who, seal.TalkOf(t.c.Unit)}
	}
	return []string{who}
}

// talks are the compartments that this office shares with people.
func (t *taking) talks() []string {
	all := []string{seal.TalkOf(t.c.Unit)}
	for _, party := range t.c.Parties {
		all = append(all, party.Who)
	}
	return all
}

// wrote says whether an item of a kind came in one of these places and stands in the line.
func (t *taking) wrote(kind string, places ...string) bool {
	return slices.ContainsFunc(t.m.Posts, func(p mailbox.Post) bool {
		return p.Line.Kind == kind && slices.Contains(places, p.Line.Compartment) && slices.Contains(t.m.Line.Of, p.Hash)
	})
}
