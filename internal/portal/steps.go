package portal

import (
	"fmt"
	"slices"
)

// step holds one step to what it names, and to what the engine needs to take it.
func (r *reader) step(name string, p Procedure, s ProcedureStep) {
	where := fmt.Sprintf("step %q", s.ID)
	if slices.Contains(engineSteps, s.ID) {
		r.add(name, 0, "%s: the engine has a step of that name", where)
	}
	taken, known := stepKinds[s.Kind]
	if !known {
		r.add(name, 0, "%s: kind %q is unknown", where, s.Kind)
	}
	if known && taken != (len(s.By) > 0) {
		r.add(name, 0, "%s: by names who takes it, unless it is of kind accepted or declined", where)
	}
	r.among(name, where+": by", s.By, "role", stepRoles)
	r.among(name, where+": second", s.Second, "role", stepRoles)
	r.among(name, where+": from", s.From, "stage", p.Stages)
	if s.To != "" {
		r.among(name, where+": to", []string{s.To}, "stage", p.Stages)
	}
	r.stepNeeds(name, where, s)
	r.among(name, where+": outcomes", s.Outcomes, "outcome", p.outcomeIDs())
	r.stepEnd(name, where, p, s)
	r.stepUnit(name, where, s)
	r.answered(name, where, p, s)
	r.stepSheet(name, where, s)
}

// stepNeeds: what a step needs is known, and what goes with a need is there.
func (r *reader) stepNeeds(name, where string, s ProcedureStep) {
	r.ids(name, where+": need", s.Needs)
	r.among(name, where+": needs", s.Needs, "need", needs)
	r.ids(name, where+": code", s.Codes)
	if s.needs(NeedCode) != (len(s.Codes) > 0) {
		r.add(name, 0, "%s: codes belong to the need %q, and it has some", where, NeedCode)
	}
	if s.needs(NeedOutcome) != (len(s.Outcomes) > 0) {
		r.add(name, 0, "%s: outcomes belong to the need %q, and it has some", where, NeedOutcome)
	}
	if s.Action && !s.needs(NeedDay) {
		r.add(name, 0, "%s: an action needs the day on which it is due", where)
	}
	if s.Kind == StepDecline && !s.needs(NeedCode) {
		r.add(name, 0, "%s: who declines gives a reason, by a code", where)
	}
}

func (s ProcedureStep) needs(what string) bool { return slices.Contains(s.Needs, what) }

// stepEnd: no case ends without a letter that tells how; a report that is declined brings its
// own. After an end only a look back follows, which leads nowhere, and the other office's
// answer to what was passed on.
func (r *reader) stepEnd(name, where string, p Procedure, s ProcedureStep) {
	for _, stage := range s.From {
		if p.IsEnd(stage) && s.To != "" && stepKinds[s.Kind] {
			r.add(name, 0, "%s: nothing follows after %q, which is an end", where, stage)
		}
	}
	if p.IsEnd(s.To) && !s.needs(NeedOutcome) && s.Kind != StepPassOn && s.Kind != StepDecline {
		r.add(name, 0, "%s: ends the case at %q and needs no %q", where, s.To, NeedOutcome)
	}
}

// stepUnit: only what goes to another office names one.
func (r *reader) stepUnit(name, where string, s ProcedureStep) {
	if s.Unit == "" {
		return
	}
	if s.Kind != StepRefer && s.Kind != StepPassOn {
		r.add(name, 0, "%s: a unit belongs to a step of kind refer or pass-on", where)
	}
	if _, ok := r.pack.Units[s.Unit]; !ok {
		r.add(name, 0, "%s: the unit %q is unknown", where, s.Unit)
	}
}

// answered: what is offered to another office is accepted or declined, wherever the case
// stands then.
func (r *reader) answered(name, where string, p Procedure, s ProcedureStep) {
	if s.Kind != StepRefer && s.Kind != StepPassOn {
		return
	}
	stages := []string{s.To}
	if s.To == "" {
		stages = p.StagesOf(s)
	}
	for _, stage := range stages {
		for _, kind := range []string{StepAccepted, StepDeclined} {
			if !slices.ContainsFunc(p.Steps, func(a ProcedureStep) bool { return a.Kind == kind && slices.Contains(a.From, stage) }) {
				r.add(name, 0, "%s: at %q no step of kind %q says what follows", where, stage, kind)
			}
		}
	}
}

// stepSheet: a sheet is there, and the step has an item that is written on it.
func (r *reader) stepSheet(name, where string, s ProcedureStep) {
	if s.Sheet == "" {
		return
	}
	if _, ok := r.pack.Sheets[s.Sheet]; !ok {
		r.add(name, 0, "%s: the sheet %q is unknown", where, s.Sheet)
	}
	if !s.needs(NeedNote) && !s.needs(NeedAssessment) && !s.needs(NeedStatement) {
		r.add(name, 0, "%s: a sheet is for a note, an assessment or a statement, and it needs none", where)
	}
}

// ways: each stage is reached from the first, an end from each, and the line is one that can
// be walked. A procedure without steps, as of an older pack, has no ways to look at.
func (r *reader) ways(name string, p Procedure) {
	if len(p.Steps) == 0 || len(p.Stages) == 0 {
		return
	}
	if len(p.Ends) == 0 {
		r.add(name, 0, "has steps and no end")
	}
	if p.IsEnd(p.Stages[0]) {
		r.add(name, 0, "a case begins with %q, which is an end", p.Stages[0])
	}
	forward, back := p.arrows()
	reached, ending := walked(forward, p.Stages[:1]), walked(back, p.Ends)
	for _, stage := range p.Stages {
		if !reached[stage] {
			r.add(name, 0, "stage %q: no steps lead there from %q", stage, p.Stages[0])
		}
		if !ending[stage] {
			r.add(name, 0, "stage %q: no steps lead from there to an end", stage)
		}
	}
	for i := 1; i < len(p.Line); i++ {
		if !walked(forward, p.Line[i-1:i])[p.Line[i]] {
			r.add(name, 0, "line: no steps lead from %q to %q", p.Line[i-1], p.Line[i])
		}
	}
}

// StageOpen is where the first reading puts a case, in a procedure that has the stage.
const StageOpen = "open"

// arrows are the stages that each stage leads to, and those that lead to each. To read a case
// is no step of a procedure, and leads from its first stage to StageOpen.
func (p Procedure) arrows() (forward, back map[string][]string) {
	forward, back = map[string][]string{}, map[string][]string{}
	if first := p.Stages[0]; first != StageOpen && slices.Contains(p.Stages, StageOpen) {
		forward[first], back[StageOpen] = []string{StageOpen}, []string{first}
	}
	for _, s := range p.Steps {
		for _, from := range p.StagesOf(s) {
			if s.To != "" && s.To != from {
				forward[from] = append(forward[from], s.To)
				back[s.To] = append(back[s.To], from)
			}
		}
	}
	return forward, back
}

// walked are the stages that can be reached from some, with themselves.
func walked(arrows map[string][]string, from []string) map[string]bool {
	seen, next := map[string]bool{}, slices.Clone(from)
	for len(next) > 0 {
		stage := next[0]
		next = next[1:]
		if !seen[stage] {
			seen[stage] = true
			next = append(next, arrows[stage]...)
		}
	}
	return seen
}
