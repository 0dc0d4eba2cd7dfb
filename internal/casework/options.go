package casework

import (
	"context"
	"maps"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
)

// Board gives what the page of a case draws beside its bundle.
func (d *Desk) Board(ctx context.Context, number string, actor Actor) (Board, error) {
	office, err := d.admit(ctx, actor)
	if err != nil {
		return Board{}, err
	}
	c, rules, err := d.rules(ctx, number, actor)
	if err != nil {
		return Board{}, err
	}
	if err := enterDeclared(c, actor, office); err != nil {
		return Board{}, err
	}
	c.Lines = parsed(c.Lines)
	board := see(c, actor, office, rules.Procedure).board()
	board.Confirmation = orNone(rules.Confirmed)
	return board, nil
}

// board is what an officer sees of a case as it stands.
func (s sight) board() Board {
	return Board{
		Options: s.options(), Taken: s.taken(), Asked: s.askedFor(), Parties: s.parties(), Actions: s.actions(),
		Offers: orNone(s.c.Offers), Giver: s.c.Giver, Handler: s.c.Handler, Category: s.c.Category, Whose: s.c.Whose,
		Ended: s.c.Ended, Withdrawn: s.c.Withdrawn, Links: orNone(s.c.Links),
		Lost: s.lost(),
	}
}

// lost are what the officer can hand to people anew.
func (s sight) lost() []LostHold {
	all := []LostHold{}
	t := taking{sight: s}
	for _, h := range s.c.stale() {
		if _, own := holds(s.c, s.actor.holder(), h.Compartment, h.Turn); own {
			all = append(all, LostHold{Who: h.Holder, Compartment: h.Compartment, Turn: h.Turn, Keys: t.keysOf(h.Holder), Recipient: t.recipientOf(h.Holder)})
		}
	}
	return all
}

// orNone is a list that is never null in JSON.
func orNone[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

// options are the steps, each with the reason why it cannot be taken now.
func (s sight) options() []Option {
	all := []Option{}
	for _, step := range s.p.Steps {
		if step.Kind == portal.StepAccepted || step.Kind == portal.StepDeclined {
			continue
		}
		option := Option{
			Step: step.ID, Kind: step.Kind, To: step.To, Needs: orNone(step.Needs), Refused: keyOf(s.mayTake(step)),
			Codes: orNone(step.Codes), Outcomes: s.outcomes(step), Sheet: step.Sheet, Second: orNone(step.Second),
			Unit: step.Unit, Action: step.Action, Done: step.Done, Given: s.given(step),
		}
		if needs(step, portal.NeedConsent) || passes(step) {
			if asked, _ := s.request(step); asked != nil {
				option.Request = asked.From.Hash
			}
		}
		all = append(all, option)
	}
	for _, id := range slices.Sorted(maps.Keys(owns)) {
		own := owns[id]
		all = append(all, Option{
			Step: id, Kind: kindOwn, Needs: []string{}, Refused: keyOf(own.may(s)), Codes: s.ownCodes(id),
			Outcomes: []string{}, Second: orNone(s.ownSeconds(id)), Given: []GivenFor{},
		})
	}
	return all
}

// ownSeconds are who must agree to a step of the engine itself as the page would take it: where
// it depends on whom it names, to any of those that it can name.
func (s sight) ownSeconds(id string) []string {
	if id != stepAffected {
		return owns[id].second
	}
	for _, who := range append(s.partiesAs(PartyAffected), mailbox.Reporter) {
		if who != s.c.Whose && s.r.others(who) {
			return owns[id].second
		}
	}
	return nil
}

func (s sight) partiesAs(role string) (all []string) {
	for _, party := range s.c.Parties {
		if party.Role == role {
			all = append(all, party.Who)
		}
	}
	return all
}

func (s sight) given(step portal.ProcedureStep) []GivenFor {
	all := []GivenFor{}
	for _, g := range s.givenFor(step) {
		all = append(all, GivenFor{To: g.Line.To, Until: g.Line.Until, Parts: orNone(g.Line.Parts), Hash: g.From.Hash})
	}
	return all
}

// kindOwn is the kind of an option that is a step of the engine itself.
const kindOwn = "own"

func keyOf(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Key
}

// outcomes are those of a step that are true of this case.
func (s sight) outcomes(step portal.ProcedureStep) []string {
	fit := []string{}
	for _, outcome := range step.Outcomes {
		if s.outcomeFits(step, outcome) {
			fit = append(fit, outcome)
		}
	}
	return fit
}

// ownCodes are the codes of which a step of the engine itself names one.
func (s sight) ownCodes(id string) []string {
	switch id {
	case stepCategory:
		return orNone(s.p.Categories)
	case stepDelay:
		return delays
	case stepInvite:
		return partyRoles
	case stepExcept:
		return slices.DeleteFunc(slices.Clone(exceptions), func(code string) bool {
			return code == codeDueProcess && s.p.Mark == ""
		})
	case stepPartyOutcome:
		return s.partyOutcomes()
	case stepTakenDown:
		return tookBy
	}
	return []string{}
}

func (s sight) taken() []TakenStep {
	all := []TakenStep{}
	for _, t := range s.r.Steps {
		_, err := s.mayApprove(t.From.Hash, false)
		all = append(all, TakenStep{
			Step: t.Line.Step, By: t.Line.By, Day: t.From.Day, Code: t.Line.Code, To: t.Line.To, Due: t.Line.Day,
			Hash: t.From.Hash, Of: orNone(t.Line.Of), State: t.State, Approved: t.Approved, May: err == nil,
		})
	}
	return all
}

func (s sight) askedFor() []AskedFor {
	all := []AskedFor{}
	for _, a := range s.r.Asked {
		all = append(all, AskedFor{
			ID: a.Line.ID, Hash: a.From.Hash, Step: a.Line.Step, To: a.Line.To, Purpose: a.Line.Purpose, Who: a.Line.Who,
			Code: a.Line.Code, Parts: orNone(a.Line.Parts), Until: a.Line.Until, Day: a.From.Day, By: a.Line.By,
			Answer: a.Answer, Agreed: orNone(a.Agreed), Answered: a.Answered, Used: a.Used != nil,
			Alive: a.dead(s.o.Day) == "", Approved: a.Except != nil && a.Except.State == StateDone, Review: a.Review,
		})
	}
	return all
}

func (s sight) parties() []PartyState {
	all := []PartyState{}
	for _, p := range s.c.Parties {
		state := PartyState{Who: p.Who, Role: p.Role, Since: p.Since, Opened: p.Opened, Heard: s.heard(p)}
		if told := s.r.Told[p.Who]; told != nil {
			state.Told, state.AnswerBy = told.From.Day, told.Line.Day
		}
		if outcome := s.r.Outcomes[p.Who]; outcome != nil {
			state.Outcome = outcome.Line.Code
		}
		all = append(all, state)
	}
	return all
}

func (s sight) actions() []ActionState {
	all := []ActionState{}
	for _, t := range s.r.Steps {
		if !isAction(s.p, t) {
			continue
		}
		state := ActionState{Hash: t.From.Hash, Step: t.Line.Step, To: t.Line.To, Due: t.Line.Day}
		if t.ClosedBy != nil {
			state.Done = t.ClosedBy.From.Day
		}
		all = append(all, state)
	}
	return all
}
