package casework

import (
	"slices"

	"fairlead/internal/ledger"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// seconds are the roles of those who must agree to a step, none if it counts at once.
func seconds(p portal.Procedure, id string) []string {
	if step, ok := p.Step(id); ok {
		return step.Second
	}
	return owns[id].second
}

// Approve is the step of agreeing, as the second person, to a step that waits. The case is
// looked at anew: it takes effect only if it could still be taken today.
func Approve(actor Actor, line Line, o Office, rules Rules) Step {
	return func(c Case) (Change, error) {
		if err := enterDeclared(c, actor, o); err != nil {
			return Change{}, err
		}
		approval, ok := line.what().(seal.Approval)
		if !ok {
			return Change{}, unfit(nil)
		}
		if slices.ContainsFunc(c.Lines, func(l Line) bool { return l.Hash == line.Hash }) {
			return Change{Case: c}, nil
		}
		t := newTaking(c, actor, Moved{}, o, rules)
		taken, err := t.mayApprove(approval.Of, false)
		if err != nil {
			return Change{}, err
		}
		t.m, t.signer = Moved{Step: taken.From, Line: taken.Line}, taken.Line.By
		if err := t.approve(taken, line); err != nil {
			return Change{}, err
		}
		return t.finish(), nil
	}
}

// mayApprove says whether the actor may be the second person for a step: it waits, it is not
// their own, they have one of the roles, and who took it could take it today. Such a step can
// still be refused if they could not.
func (s sight) mayApprove(of string, refusing bool) (*Taken, error) {
	taken, ok := s.r.byHash[of]
	switch {
	case !ok:
		return nil, refuse("step-unknown")
	case taken.State != StateWaiting:
		return nil, gone("not-waiting")
	case taken.Line.By == s.actor.holder():
		return nil, refuse("second-person")
	case !s.has(taken.Second...):
		return nil, refuse("step-not-yours")
	case !s.mayStill(taken.Line) && !refusing:
		return nil, refuse("signer-left")
	}
	return taken, nil
}

// mayStill says whether who signed a step works on the case today, in a role for that step: not
// suspended, not recused, not gone.
func (s sight) mayStill(line seal.Step) bool {
	by := owns[line.Step].by
	if step, ok := s.p.Step(line.Step); ok {
		by = step.By
	}
	signer, ok := s.o.mayHold(s.c, personOf(line.By))
	return ok && slices.ContainsFunc(by, func(role string) bool { return slices.Contains(signer.Roles, role) })
}

func (t *taking) approve(taken *Taken, line Line) error {
	step, office := t.p.Step(taken.Line.Step)
	own := owns[taken.Line.Step]
	if err := t.stillFits(step, office, own); err != nil {
		return err
	}
	line.Day, line.Shown = t.o.Day, t.quiet
	t.c.Lines, t.ch.Lines = append(t.c.Lines, line), []Line{line}
	t.ch.With, t.ch.Later[taken.From.Hash] = "", t.quiet
	for i := range t.c.Lines {
		if t.c.Lines[i].Hash == taken.From.Hash {
			t.c.Lines[i].Shown = t.quiet
		}
	}
	t.r = t.c.read(t.p)
	t.did(ledger.Approved, line.Hash)
	if office {
		t.officeEffect(step)
	} else if own.do != nil {
		own.do(t)
	}
	return nil
}

// stillFits holds a step that waited to the case as it stands now.
func (t *taking) stillFits(step portal.ProcedureStep, office bool, own own) error {
	if !office {
		if err := own.still(t); err != nil {
			return err
		}
		t.quiet = own.hidden(t)
		return nil
	}
	if err := t.fits(step); err != nil {
		return err
	}
	if needs(step, portal.NeedOutcome) && !needs(step, portal.NeedCode) && !t.outcomeFits(step, t.m.Line.Code) {
		return refuse("outcome-unfit")
	}
	if !needs(step, portal.NeedConsent) && !passes(step) {
		return nil
	}
	asked := t.named(step)
	if asked == nil {
		return refuse("consent-not-named")
	}
	t.quiet = asked.hidden(t.o.Day)
	if passes(step) {
		return t.mayReceive(step, unitOf(asked.Line.To))
	}
	return nil
}
