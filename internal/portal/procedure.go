package portal

import (
	"encoding/json"
	"slices"

	"fairlead/internal/clock"
)

// Procedure is how a unit works on what reached it: its stages in order, the steps that lead
// from one to the next, the clocks, and how it can end. The engine in casework reads it and
// knows no office by name.
type Procedure struct {
	ID string `json:"id"`
	// Mark is "investigation" or "disciplinary" where evidence may have to be shown to the
	// person accused (exception 1 of the six), else "".
	Mark string `json:"mark,omitempty"`
	// Stages are where a case can stand; the first is where it begins.
	Stages []string `json:"stages"`
	// Ends are the stages after which nothing follows.
	Ends []string `json:"ends,omitempty"`
	// Line is the usual way, as it is drawn for the reporter; the other stages stand beside it.
	Line []string `json:"line,omitempty"`
	// Categories are the codes by which an officer says what a case is about.
	Categories []string `json:"categories,omitempty"`
	// Blocked names, by step, the categories in which it is not offered (violence: no informal talks).
	Blocked  map[string][]string `json:"blocked,omitempty"`
	Steps    []ProcedureStep     `json:"steps,omitempty"`
	Outcomes []ProcedureOutcome  `json:"outcomes,omitempty"`
	Clocks   []ProcedureTime     `json:"clocks"`
	// Version is the hash of Body, the definition as the pack has it.
	Version string `json:"-"`
	Body    string `json:"-"`
}

// The kinds of a step. Plain moves the case; Refer offers it to another office with consented
// parts; PassOn does so for a misdirected report and ends the giver's part; Accept and Decline
// answer an offer; Answered is taken by no officer: it happens to the giver when the other
// office accepts or declines; Open begins an office's own talk with the reporter.
const (
	StepPlain    = ""
	StepRefer    = "refer"
	StepPassOn   = "pass-on"
	StepAccept   = "accept"
	StepDecline  = "decline"
	StepAccepted = "accepted"
	StepDeclined = "declined"
)

// What a step can need. An item is one that the officer's browser sends with the step.
const (
	NeedLetter     = "letter"     // a letter to the affected person
	NeedOutcome    = "outcome"    // an outcome letter to them, with one of the step's outcomes
	NeedNote       = "note"       // an item in the office's own file, on the step's sheet if it has one
	NeedAssessment = "assessment" // likewise, kept as the assessment
	NeedStatement  = "statement"  // a statement: what somebody said, for them to check
	NeedAssessed   = "assessed"   // an assessment was made, and signed off where that is asked
	NeedConsent    = "consent"    // a live yes of the affected person to this very step
	NeedHeard      = "heard"      // everyone concerned was told in writing, and answered or had the time to
	NeedTold       = "told"       // everyone concerned was told in writing what it is about
	NeedWilling    = "willing"    // each invited party's own yes to this step
	NeedCode       = "code"       // one of Codes
	NeedDay        = "day"        // a day, not before today
	NeedCategory   = "category"   // an officer said what the case is about
	NeedReviewer   = "reviewer"   // an external reviewer holds the file
	NeedActions    = "actions"    // no corrective action is open
)

// ProcedureStep is one thing an office can do. A step without From can be taken from every
// stage that is no end; one without To leaves the stage as it is. From an end only a step can
// be taken that names it and leads nowhere, and the other office's answer to what was passed on.
type ProcedureStep struct {
	ID    string   `json:"id"`
	Kind  string   `json:"kind,omitempty"`
	From  []string `json:"from,omitempty"`
	To    string   `json:"to,omitempty"`
	By    []string `json:"by,omitempty"` // roles in the office, or of the case: external, decider
	Needs []string `json:"needs,omitempty"`
	// Sheet is the office's own form on which the item of this step is written, or "".
	Sheet string `json:"sheet,omitempty"`
	// Codes are the reasons or findings of which one is recorded in plain with the step.
	Codes []string `json:"codes,omitempty"`
	// Outcomes are those a person can be told with this step.
	Outcomes []string `json:"outcomes,omitempty"`
	// Unit is the office that a Refer or PassOn step goes to; "" lets the officer choose.
	Unit string `json:"unit,omitempty"`
	// Second are the roles of those who must agree before the step counts; none: nobody.
	Second []string `json:"second,omitempty"`
	// Again says that it can be taken more than once from the same stage.
	Again bool `json:"again,omitempty"`
	// Quiet says that the reporter gets no notice: it is the office's own work.
	Quiet bool `json:"quiet,omitempty"`
	// Action says that each taking opens an action of its own, due on the day it names; Done
	// is the step that closes one.
	Action bool `json:"action,omitempty"`
	Done   bool `json:"done,omitempty"`
}

// ProcedureOutcome is one true end of an assessment or a case. Letter names the reviewed
// blocks of the letter, in order.
type ProcedureOutcome struct {
	ID     string   `json:"id"`
	Letter []string `json:"letter"`
	// Decides says that it is the outcome of the preliminary assessment, of the four.
	Decides bool `json:"decides,omitempty"`
}

// ProcedureTime is one clock: it starts with a step, is due after days or months, and is
// met by a step. Starts is "acknowledged", "offered" (another office offered it), "letter",
// "outcome" or "step:<id>"; Met is any of the last three, or several, parted by commas.
type ProcedureTime struct {
	Code   string `json:"code"`
	Starts string `json:"starts"`
	When   string `json:"when,omitempty"` // only if the starting step was taken with this code or outcome
	// FromFirst counts from the day on which the report was first received, although only the
	// starting step says that this clock runs.
	FromFirst bool `json:"fromFirst,omitempty"`

	Days   int    `json:"days,omitempty"`
	Months int    `json:"months,omitempty"`
	Met    string `json:"met,omitempty"`
	// Again starts it anew whenever it is met, until the case ends.
	Again bool `json:"again,omitempty"`
	// Aim says that it is this portal's own aim and no rule of the organisation.
	Aim bool `json:"aim,omitempty"`
	// Theirs says that it is the person's own time limit, never enforced by us.
	Theirs bool `json:"theirs,omitempty"`
	// Source names the rule, as requirements or the organisation give it.
	Source string `json:"source"`
}

// Period is how long the clock runs.
func (t ProcedureTime) Period() clock.Period { return clock.Period{Days: t.Days, Months: t.Months} }

// Step finds a step by its code.
func (p Procedure) Step(id string) (ProcedureStep, bool) {
	for _, s := range p.Steps {
		if s.ID == id {
			return s, true
		}
	}
	return ProcedureStep{}, false
}

// Outcome finds an outcome by its code.
func (p Procedure) Outcome(id string) (ProcedureOutcome, bool) {
	for _, o := range p.Outcomes {
		if o.ID == id {
			return o, true
		}
	}
	return ProcedureOutcome{}, false
}

// Sheet is a form of an office's own: the assessment, the plan, a finding. What is written on
// it is sealed like everything else.
//
// Version is the hash of its definition and of its texts in every language (Body is the hashed
// text): an item written on it names it.
type Sheet struct {
	ID      string  `json:"id"`
	Fields  []Field `json:"fields"`
	Version string  `json:"-"`
	Body    string  `json:"-"`
}

// ReadProcedure reads a kept version of a procedure: the Body of one of this or of an older
// pack, which may have nothing but its id, its stages and its clocks.
func ReadProcedure(body string) (Procedure, error) {
	var p Procedure
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		return Procedure{}, err
	}
	p.Version, p.Body = hash(body), body
	return p, nil
}

// ProcedureOf gives the procedure of a unit's main form. For what another office offers only
// one will do that has a step to accept it.
func ProcedureOf(p *Pack, unit string, offered bool) (Procedure, bool) {
	procedure, ok := p.Procedures[p.Forms[p.Units[unit].Form].Procedure]
	accepts := slices.ContainsFunc(procedure.Steps, func(s ProcedureStep) bool { return s.Kind == StepAccept })
	return procedure, ok && (accepts || !offered)
}

// Way is the usual way through the stages; of a procedure that names none, all of them.
func (p Procedure) Way() []string {
	if len(p.Line) > 0 {
		return p.Line
	}
	return p.Stages
}

// StagesOf are the stages from which a step can be taken.
func (p Procedure) StagesOf(s ProcedureStep) []string {
	if len(s.From) > 0 {
		return s.From
	}
	return slices.DeleteFunc(slices.Clone(p.Stages), p.IsEnd)
}

// IsEnd says whether nothing follows after a stage.
func (p Procedure) IsEnd(stage string) bool { return slices.Contains(p.Ends, stage) }
