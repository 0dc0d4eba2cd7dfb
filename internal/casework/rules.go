package casework

import (
	"slices"
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Rules are what a step is held to: the procedure that the case began with, that of the case
// which gave it, and what other offices work by.
type Rules struct {
	Procedure portal.Procedure
	Giver     portal.Procedure
	Receiver  func(unit string) (portal.Procedure, bool)
	Number    func() string
	// Confirmed are the exceptions that rest on the legal office's written confirmation, too.
	Confirmed []string
}

// undoDays is how long a person can take back that they withdrew.
const undoDays = 7

// outcomeWithdrawn is the one end of a case that was withdrawn. That it was referred, or is
// investigated, is true only of a case that another office was offered, or accepted.
const (
	outcomeWithdrawn    = "withdrawn"
	outcomeReferred     = "referred"
	outcomeInvestigated = "investigated"
)

// sight is a case as an officer sees it on a day: what every rule is asked about. The page
// and the step ask the same, so that the page can say why not.
type sight struct {
	c     Case
	r     Record
	p     portal.Procedure
	o     Office
	actor Actor
	// signer is who signs the step that is asked about: the actor, unless they approve another's.
	signer string
}

func see(c Case, actor Actor, o Office, p portal.Procedure) sight {
	return sight{c: c, r: c.read(p), p: p, o: o, actor: actor, signer: actor.holder()}
}

// refuse is the fault of a step that cannot be taken as things stand.
func refuse(key string) error { return fault.New(fault.Refused, key, nil) }

// gone is the fault of a step that somebody or something was faster than.
func gone(key string) error { return fault.New(fault.Conflict, key, nil) }

// has says whether the actor has one of these roles, by the directory.
func (s sight) has(roles ...string) bool {
	line, ok := s.o.officer(s.actor.Person)
	return ok && slices.ContainsFunc(roles, func(role string) bool { return slices.Contains(line.Roles, role) })
}

// affected is whom consent is asked of, and who gets the letters; the reporter until
// somebody else is named.
func (s sight) affected() string {
	if s.c.Whose == "" {
		return mailbox.Reporter
	}
	return s.c.Whose
}

// party finds somebody beside the reporter.
func (s sight) party(who string) (Party, bool) {
	i := slices.IndexFunc(s.c.Parties, func(p Party) bool { return p.Who == who })
	if i < 0 {
		return Party{}, false
	}
	return s.c.Parties[i], true
}

// mayTake says why a step of the procedure cannot be taken now by this officer, as far as it
// can be said before its items are there.
func (s sight) mayTake(step portal.ProcedureStep) error {
	if step.Kind == portal.StepAccepted || step.Kind == portal.StepDeclined {
		return refuse("step-unknown")
	}
	if !s.has(step.By...) {
		return refuse("step-not-yours")
	}
	for _, taken := range s.r.Steps {
		if taken.Line.Step == step.ID && taken.State == StateWaiting {
			return gone("step-waits")
		}
	}
	return s.fits(step)
}

// fits holds a step to the case: it is asked again when a second person has agreed.
func (s sight) fits(step portal.ProcedureStep) error {
	for _, rule := range []func(portal.ProcedureStep) error{
		s.rightOffer, s.rightTime, s.notTakenBack, s.rightStage, s.notAgain, s.rightPeople, s.needs, s.nobodyLeftOut,
	} {
		if err := rule(step); err != nil {
			return err
		}
	}
	return nil
}

// rightOffer: what another office offers is accepted or declined first, and nothing else is.
func (s sight) rightOffer(step portal.ProcedureStep) error {
	answers := step.Kind == portal.StepAccept || step.Kind == portal.StepDecline
	switch {
	case s.c.Giver == nil && answers:
		return refuse("no-offer")
	case s.c.Giver != nil && s.c.Giver.Decided == "" && !answers:
		return refuse("offer-undecided")
	case s.c.Giver != nil && s.c.Giver.Decided != "" && answers:
		return gone("offer-decided")
	}
	return nil
}

// rightTime: an ended case takes only what its procedure provides for after the end, and what
// a clock waits for only while it runs.
func (s sight) rightTime(step portal.ProcedureStep) error {
	if s.c.Ended == "" {
		return nil
	}
	if !slices.Contains(step.From, s.c.Stage) {
		return gone("case-ended")
	}
	waited, runs := false, false
	for _, t := range s.p.Clocks {
		if meets(t, []string{"step:" + step.ID}) {
			waited, runs = true, runs || running(s.c, t.Code)
		}
	}
	if waited && !runs {
		return refuse("step-not-now")
	}
	return nil
}

// notTakenBack: what the person withdrew stops, except for its end once they can no longer
// take that back, and for what an approved exception covers.
func (s sight) notTakenBack(step portal.ProcedureStep) error {
	only := len(step.Outcomes) > 0 && !slices.ContainsFunc(step.Outcomes, func(o string) bool { return o != outcomeWithdrawn })
	switch {
	case s.c.Withdrawn == "" && only:
		return refuse("not-withdrawn")
	case s.c.Withdrawn == "" || s.c.Ended != "":
		return nil
	case slices.Contains(step.Outcomes, outcomeWithdrawn):
		if s.o.Day <= clock.Add(s.c.Withdrawn, undoDays) {
			return refuse("undo-days")
		}
		return nil
	case step.Kind == portal.StepAccept || step.Kind == portal.StepDecline:
		return nil // an office that was asked answers
	case passes(step):
		if asked, _ := s.request(step); asked != nil && asked.Line.Code != "" {
			return nil
		}
	}
	return gone("case-withdrawn")
}

func (s sight) rightStage(step portal.ProcedureStep) error {
	if len(step.From) > 0 && !slices.Contains(step.From, s.c.Stage) {
		return gone("step-not-now")
	}
	if slices.Contains(s.p.Blocked[step.ID], s.c.Category) {
		return refuse("step-blocked")
	}
	return nil
}

// notAgain: a step that is not for taking again waits until the case has moved.
func (s sight) notAgain(step portal.ProcedureStep) error {
	if step.Again {
		return nil
	}
	last := s.r.done(func(t *Taken) bool { return t.Line.Step == step.ID })
	if last == nil || s.movedSince(last) {
		return nil
	}
	return gone("step-taken")
}

func (s sight) movedSince(last *Taken) bool {
	if slices.ContainsFunc(s.c.Offers, func(o Offer) bool { return o.Decided != "" && o.DecidedOn >= last.From.Day }) {
		return true
	}
	return s.r.done(func(t *Taken) bool {
		step, ok := s.p.Step(t.Line.Step)
		return ok && step.To != "" && t.At >= last.At
	}) != nil
}

// needs holds a step to what has to be there before.
func (s sight) needs(step portal.ProcedureStep) error {
	if step.Done && len(s.r.openActions(s.p)) == 0 {
		return refuse("no-action")
	}
	for _, need := range step.Needs {
		if key := s.missing(step, need); key != "" {
			return refuse(key)
		}
	}
	if passes(step) && !slices.Contains(step.Needs, portal.NeedConsent) {
		return s.consented(step)
	}
	return nil
}

// missing is the key that says what is missing for a need, "" if nothing is, or if it comes
// with the step itself.
func (s sight) missing(step portal.ProcedureStep, need string) string {
	switch need {
	case portal.NeedAssessed:
		return when(s.assessed() == nil, "not-assessed")
	case portal.NeedConsent:
		_, key := s.request(step)
		return when(len(s.givenFor(step)) == 0, key)
	case portal.NeedHeard:
		return s.unheard()
	case portal.NeedTold:
		return when(!s.toldAll(), "nobody-told")
	case portal.NeedWilling:
		return s.unwilling(step)
	case portal.NeedCategory:
		return when(s.c.Category == "", "category-first")
	case portal.NeedReviewer:
		return when(!s.reviewed(), "no-reviewer")
	case portal.NeedActions:
		return when(len(s.r.openActions(s.p)) > 0, "actions-open")
	}
	return ""
}

func when(missing bool, key string) string {
	if missing {
		return key
	}
	return ""
}

func (s sight) assessed() *Taken {
	return s.r.done(func(t *Taken) bool {
		step, ok := s.p.Step(t.Line.Step)
		return ok && slices.Contains(step.Needs, portal.NeedAssessment)
	})
}

// request finds the consent or the exception on which a step can rest.
func (s sight) request(step portal.ProcedureStep) (*Asked, string) {
	fits := func(a *Asked) bool {
		return a.Line.Step == step.ID && (a.Line.Code != "" && passes(step) || a.Line.Who == s.c.Whose && s.c.Whose != "")
	}
	asked, key := s.r.living(s.o.Day, func(a *Asked) bool { return fits(a) && s.mayUse(step, a) })
	switch another, _ := s.r.living(s.o.Day, fits); {
	case asked == nil && another != nil:
		return nil, "consent-of-another"
	case asked == nil && s.c.Whose == "":
		return nil, "affected-unknown"
	}
	return asked, key
}

// mayUse: what is passed on is handed over by whoever asked. Every reader holds its keys to
// that one's request.
func (s sight) mayUse(step portal.ProcedureStep, a *Asked) bool {
	return !passes(step) || a.Line.By == s.signer
}

func (s sight) consented(step portal.ProcedureStep) error {
	if _, key := s.request(step); key != "" {
		return refuse(key)
	}
	return nil
}

// passes says whether a step passes something on to another office.
func passes(step portal.ProcedureStep) bool {
	return step.Kind == portal.StepRefer || step.Kind == portal.StepPassOn
}

// outcomeFits says whether an outcome is true of this case: that of a case withdrawn, of one
// that another office was offered or accepted, and of one that it declined, whose reasons are
// in the letter.
func (s sight) outcomeFits(step portal.ProcedureStep, outcome string) bool {
	const declined = "-declined"
	was := slices.ContainsFunc(s.c.Offers, func(o Offer) bool { return o.Decided == DecidedDecline })
	switch {
	case !slices.Contains(step.Outcomes, outcome):
		return false
	case !passes(step) && (outcome == outcomeWithdrawn) != (s.c.Withdrawn != "" && s.c.Ended == ""):
		return false
	case strings.HasSuffix(outcome, declined):
		return was
	case outcome == outcomeReferred:
		return slices.ContainsFunc(s.c.Offers, func(o Offer) bool { return o.Decided != DecidedDecline })
	case outcome == outcomeInvestigated:
		return slices.ContainsFunc(s.c.Offers, func(o Offer) bool { return o.Decided == DecidedAccept })
	}
	return !was || !slices.Contains(step.Outcomes, outcome+declined)
}

// unitOf is the unit that a step or a request is addressed to, "" if it is to none.
func unitOf(to string) string {
	if kind, unit := seal.Split(to); kind == "unit" {
		return unit
	}
	return ""
}
