package portal

import (
	"slices"
	"strings"
)

// engineSteps are steps that casework has in every procedure, and what a consent can be for
// beside a step: none of a procedure's own may be called so.
var engineSteps = []string{
	"assign", "cover", "affected", "category", "ask", "invite", "tell", "statement", "party-outcome", "taken-down",
	"delay", "except", "renew", "respect", "refuse", "link", "new-mailbox", "contact", "obtain",
}

// stepKinds are the kinds of a step, and whether an officer takes one of the kind.
var stepKinds = map[string]bool{
	StepPlain: true, StepRefer: true, StepPassOn: true, StepAccept: true, StepDecline: true,
	StepAccepted: false, StepDeclined: false,
}

// needs are all that a step can need.
var needs = []string{
	NeedLetter, NeedOutcome, NeedNote, NeedAssessment, NeedStatement, NeedAssessed, NeedConsent,
	NeedHeard, NeedTold, NeedWilling, NeedCode, NeedDay, NeedCategory, NeedReviewer, NeedActions,
}

// stepRoles are those who can take a step; the last two for one case only.
var stepRoles = []string{"intake", "handler", "reviewer", "head", "external", "decider"}

// procedure reads how an office works, and holds each of its parts to the others.
func (r *reader) procedure(id string) {
	name := "procedures/" + id + ".json"
	var p Procedure
	if !r.json(name, &p) {
		return
	}
	if p.ID != id {
		r.add(name, 0, "the id is %q and the file is %q", p.ID, id)
	}
	if !slices.Contains([]string{"", "investigation", "disciplinary"}, p.Mark) {
		r.add(name, 0, "the mark %q is neither investigation nor disciplinary", p.Mark)
	}
	r.stages(name, p)
	for _, c := range p.Clocks {
		r.clock(name, p, c)
	}
	r.outcomes(name, p)
	for _, s := range p.Steps {
		r.step(name, p, s)
	}
	r.actions(name, p)
	r.blocked(name, p)
	r.ways(name, p)
	r.pack.Procedures[id] = p
}

// stages holds the lists of stages to one another, and every list of codes to its shape.
func (r *reader) stages(name string, p Procedure) {
	if len(p.Stages) == 0 {
		r.add(name, 0, "has no stage")
	}
	r.ids(name, "stage", p.Stages)
	r.ids(name, "end", p.Ends)
	r.ids(name, "line: stage", p.Line)
	r.ids(name, "category", p.Categories)
	var steps, clocks []string
	for _, s := range p.Steps {
		steps = append(steps, s.ID)
	}
	for _, c := range p.Clocks {
		clocks = append(clocks, c.Code)
	}
	r.ids(name, "step", steps)
	r.ids(name, "clock", clocks)
	r.among(name, "ends", p.Ends, "stage", p.Stages)
	r.among(name, "line", p.Line, "stage", p.Stages)
	if len(p.Line) > 0 && p.Line[0] != p.Stages[0] {
		r.add(name, 0, "line: begins with %q, and a case begins with %q", p.Line[0], p.Stages[0])
	}
}

// among: everything that a list names is there.
func (r *reader) among(file, where string, list []string, what string, known []string) {
	for _, id := range list {
		if !slices.Contains(known, id) {
			r.add(file, 0, "%s: there is no %s %q", where, what, id)
		}
	}
}

// ForParty begins the id of an outcome that somebody beside the reporter is told, which no
// step of a procedure names: the engine has one for it.
const ForParty = "party-"

// outcomes: each is told by a letter that is made of something, and by some step.
func (r *reader) outcomes(name string, p Procedure) {
	var ids, told []string
	for _, s := range p.Steps {
		told = append(told, s.Outcomes...)
	}
	for _, o := range p.Outcomes {
		ids = append(ids, o.ID)
		if strings.HasPrefix(o.ID, ForParty) == slices.Contains(told, o.ID) {
			r.add(name, 0, "outcome %q: told by a step, unless it begins with %q", o.ID, ForParty)
		}
		if len(o.Letter) == 0 {
			r.add(name, 0, "outcome %q: its letter has no block", o.ID)
		}
		r.ids(name, "outcome \""+o.ID+"\": block", o.Letter)
	}
	r.ids(name, "outcome", ids)
}

// outcomeIDs of a procedure, in order.
func (p Procedure) outcomeIDs() []string {
	var ids []string
	for _, o := range p.Outcomes {
		ids = append(ids, o.ID)
	}
	return ids
}

// stepIDs of a procedure, in order.
func (p Procedure) stepIDs() []string {
	var ids []string
	for _, s := range p.Steps {
		ids = append(ids, s.ID)
	}
	return ids
}

// clock holds one clock to a length, a source, a start and an end that can come.
func (r *reader) clock(name string, p Procedure, c ProcedureTime) {
	if (c.Days > 0) == (c.Months > 0) || c.Days < 0 || c.Months < 0 {
		r.add(name, 0, "clock %q needs either days or months", c.Code)
	}
	if strings.TrimSpace(c.Source) == "" {
		r.add(name, 0, "clock %q names no source: a rule, or that it is an aim", c.Code)
	}
	step, starts := p.event(c.Starts, "acknowledged", "offered", "letter", "outcome")
	if !starts {
		r.add(name, 0, "clock %q: start %q is unknown", c.Code, c.Starts)
	}
	if c.When != "" && !slices.Contains(step.Codes, c.When) && !slices.Contains(step.Outcomes, c.When) {
		r.add(name, 0, "clock %q: its start has neither code nor outcome %q", c.Code, c.When)
	}
	if c.Met == "" && !c.Theirs {
		r.add(name, 0, "clock %q is met by nothing; only a person's own time limit may be", c.Code)
	}
	for _, met := range strings.Split(c.Met, ",") {
		if _, ok := p.event(met, "letter", "outcome"); !ok && c.Met != "" {
			r.add(name, 0, "clock %q: %q is no step that meets it", c.Code, met)
		}
	}
	if c.Again && c.Met == "" {
		r.add(name, 0, "clock %q cannot start again: nothing meets it", c.Code)
	}
}

// event says whether a clock can start or be met by something: one of known, or a step.
func (p Procedure) event(name string, known ...string) (step ProcedureStep, ok bool) {
	if id, isStep := strings.CutPrefix(name, "step:"); isStep {
		return p.Step(id)
	}
	return ProcedureStep{}, slices.Contains(known, name)
}

// actions: what opens an action has something that closes it, and the other way round.
func (r *reader) actions(name string, p Procedure) {
	var opens, closes, waits bool
	for _, s := range p.Steps {
		opens, closes = opens || s.Action, closes || s.Done
		waits = waits || slices.Contains(s.Needs, NeedActions)
	}
	if opens != closes {
		r.add(name, 0, "a step with action and a step with done go together")
	}
	if waits && !opens {
		r.add(name, 0, "a step needs %q, and none opens an action", NeedActions)
	}
}

func (r *reader) blocked(name string, p Procedure) {
	for step, categories := range p.Blocked {
		if _, ok := p.Step(step); !ok {
			r.add(name, 0, "blocked: there is no step %q", step)
		}
		r.among(name, "blocked", categories, "category", p.Categories)
	}
}
