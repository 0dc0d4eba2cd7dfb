package casework

import (
	"maps"
	"slices"

	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// The states of a step that was taken.
const (
	StateDone    = "done"
	StateWaiting = "waiting" // for a second person
	StateRefused = "refused" // by the second person
)

// Record is what the lines of a case say. It is read from them alone, so that nothing has
// happened in a case that nobody signed.
type Record struct {
	Steps []*Taken
	Asked []*Asked
	Acts  []Acted
	Given []*Given
	// Told is, by party, the newest step by which they were told what it concerns.
	Told map[string]*Taken
	// Outcomes is, by party, the newest step by which they were told the outcome.
	Outcomes map[string]*Taken
	byHash   map[string]*Taken
	asked    map[string]*Asked
	// said are people with a phrase who were asked something, or who decided something.
	said map[string]bool
}

// Taken is one step line. At is the place in the case's lines at which it took effect, and
// Approved who agreed to it; Second are the roles of those who must, none if it counts at once.
type Taken struct {
	Line     seal.Step
	From     Line
	State    string
	Second   []string
	At       int
	Approved string
	Closes   *Taken // the action that it closed
	ClosedBy *Taken // of an action
}

// Asked is one request: of a person, or an exception. Agreed and Answered are of its newest
// answer, Said the day that a yes to it bears. Used is the step that rested on it; Review the day on which an approved exception
// appears to the person, "" at once; Given what was said at sending, where nobody was asked.
type Asked struct {
	Line     seal.Request
	From     Line
	Answer   string
	Agreed   []seal.Part
	Answered string
	Said     string
	Used     *Taken
	Except   *Taken
	Review   string
	Given    *Given
}

// Acted is one act of a person with a phrase.
type Acted struct {
	Line seal.Act
	From Line
	At   int
}

// what gives the line itself.
func (l Line) what() any {
	if l.What != nil {
		return l.What
	}
	line, err := seal.Parse(l.Signed)
	if err != nil {
		return nil
	}
	return line
}

// parsed are the lines with what they say, so that it is read once.
func parsed(lines []Line) []Line {
	lines = slices.Clone(lines)
	for i := range lines {
		lines[i].What = lines[i].what()
	}
	return lines
}

// Read reads what the lines of a case say under its procedure.
func (c Case) read(p portal.Procedure) Record {
	r := Record{
		Told: map[string]*Taken{}, Outcomes: map[string]*Taken{},
		byHash: map[string]*Taken{}, asked: map[string]*Asked{}, said: map[string]bool{},
	}
	requests := map[string]*Asked{}
	for at, from := range c.Lines {
		switch line := from.what().(type) {
		case seal.Request:
			requests[from.Hash] = &Asked{Line: line, From: from}
			r.said[line.Who] = line.Who != ""
		case seal.Consent:
			r.said[line.By] = true
			if line.Request == "" {
				r.gave(line, from)
			} else {
				r.answer(line, from)
			}
		case seal.Approval:
			r.approve(p, line, at)
		case seal.Act:
			r.Acts = append(r.Acts, Acted{line, from, at})
			r.said[line.By] = true
		case seal.Step:
			if line.Unit == c.Unit { // an offered case holds lines of its giver's
				r.step(p, requests, line, from, at)
			}
		}
	}
	return r
}

func (r *Record) answer(line seal.Consent, from Line) {
	if asked, ok := r.asked[line.Request]; ok {
		asked.Answer, asked.Answered = line.Answer, from.Day
		if line.Answer != "withdrawn" {
			asked.Agreed, asked.Said = line.Parts, line.At
		}
		r.lastWord(asked, line.Answer)
	}
}

func (r *Record) approve(p portal.Procedure, line seal.Approval, at int) {
	taken, ok := r.byHash[line.Of]
	if ok && taken.State == StateWaiting && taken.Line.By != line.By {
		taken.Approved = line.By
		r.effect(p, taken, at)
	}
}

// step adds a step line: it waits where the rules ask for a second person.
func (r *Record) step(p portal.Procedure, requests map[string]*Asked, line seal.Step, from Line, at int) {
	taken := &Taken{Line: line, From: from, State: StateWaiting, Second: r.seconds(p, line), At: at}
	r.Steps, r.byHash[from.Hash] = append(r.Steps, taken), taken
	if line.Step == stepAsk || line.Step == stepExcept {
		for _, of := range line.Of {
			if asked, ok := requests[of]; ok && r.asked[of] == nil {
				r.Asked, r.asked[of] = append(r.Asked, asked), asked
				if line.Step == stepExcept {
					asked.Except = taken
				}
			}
		}
	}
	r.rests(p, requests, taken)
	if len(taken.Second) == 0 {
		r.effect(p, taken, at)
	}
}

// seconds are the roles of those who must agree to a step as things stand, none if it counts at
// once. Nobody loses the say by one officer alone who was asked for it or used it.
func (r *Record) seconds(p portal.Procedure, line seal.Step) []string {
	if line.Step == stepAffected && !r.others(whoOf(line.To)) {
		return nil
	}
	return seconds(p, line.Step)
}

// others says whether anybody else with a phrase was asked something or decided something.
func (r *Record) others(than string) bool {
	for who, said := range r.said {
		if said && who != than {
			return true
		}
	}
	return false
}

// effect says what a step has done, from the moment at which it counts.
func (r *Record) effect(p portal.Procedure, taken *Taken, at int) {
	taken.State, taken.At = StateDone, at
	line := taken.Line
	switch line.Step {
	case stepAsk, stepRespect:
		return // they name a request without using it
	case stepExcept:
		for _, of := range line.Of {
			if asked, ok := r.asked[of]; ok {
				asked.Review = line.Day
			}
		}
		return
	case stepRenew:
		if asked := r.exception(line.Of); asked != nil {
			asked.Review = line.Day
		}
		return
	case stepRefuse:
		for _, of := range line.Of {
			if waiting, ok := r.byHash[of]; ok && waiting.State == StateWaiting {
				waiting.State = StateRefused
				if step, ok := p.Step(waiting.Line.Step); ok && passes(step) {
					r.use(waiting) // its share was begun: what is asked for once more is another
				}
			}
		}
		return
	case stepTell:
		r.Told[line.To] = taken
	case stepPartyOutcome:
		r.Outcomes[line.To] = taken
	}
	r.use(taken)
	if s, ok := p.Step(line.Step); ok && s.Done {
		r.closeAction(p, taken)
	}
}

func (r *Record) use(taken *Taken) {
	for _, of := range taken.Line.Of {
		if asked, ok := r.asked[of]; ok && asked.Used == nil {
			asked.Used = taken
		}
	}
}

// closeAction marks the action that a step names as closed.
func (r *Record) closeAction(p portal.Procedure, taken *Taken) {
	for _, of := range taken.Line.Of {
		action, ok := r.byHash[of]
		if ok && isAction(p, action) && action.ClosedBy == nil {
			action.ClosedBy, taken.Closes = taken, action
			return
		}
	}
}

// exception is the exception that began with one of these steps.
func (r *Record) exception(steps []string) *Asked {
	for _, asked := range r.Asked {
		if asked.Except != nil && slices.Contains(steps, asked.Except.From.Hash) {
			return asked
		}
	}
	return nil
}

func isAction(p portal.Procedure, taken *Taken) bool {
	s, ok := p.Step(taken.Line.Step)
	return ok && s.Action && taken.State == StateDone
}

// openActions are the actions that nobody has closed.
func (r *Record) openActions(p portal.Procedure) []*Taken {
	var open []*Taken
	for _, taken := range r.Steps {
		if isAction(p, taken) && taken.ClosedBy == nil {
			open = append(open, taken)
		}
	}
	return open
}

// done is the newest step of this code that counts, nil if there is none.
func (r *Record) done(fits func(*Taken) bool) *Taken {
	var newest *Taken
	for _, taken := range r.Steps {
		if taken.State == StateDone && fits(taken) && (newest == nil || taken.At >= newest.At) {
			newest = taken
		}
	}
	return newest
}

// waits says for whom steps wait, as Case.Waits has it. In an ended case, what could no longer
// count waits for nobody.
func (r *Record) waits(ended bool) string {
	signers := map[string]string{} // by role
	for _, taken := range r.Steps {
		if taken.State != StateWaiting || ended && !owns[taken.Line.Step].always {
			continue
		}
		for _, role := range taken.Second {
			switch signers[role] {
			case "", taken.Line.By:
				signers[role] = taken.Line.By
			default:
				signers[role] = Several
			}
		}
	}
	text := ""
	for _, role := range slices.Sorted(maps.Keys(signers)) {
		text += " " + role + "=" + signers[role]
	}
	if text != "" {
		text += " "
	}
	return text
}

// agreed says whether a person agreed to a statement, or to one after a place in the lines.
func (r *Record) agreed(who, of string, after int) bool {
	return slices.ContainsFunc(r.Acts, func(a Acted) bool {
		return a.Line.Act == actAgree && a.Line.By == who && (of == "" || a.Line.Of == of) && a.At > after
	})
}
