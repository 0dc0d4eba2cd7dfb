package casework

import (
	"slices"

	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Given is what a person said as they sent their report: that one other office may be given
// just that, if it is the right one. An officer puts the request to it when they pass it on.
type Given struct {
	Line seal.Consent
	From Line
	// Over says that they took it back, or answered when they were asked all the same.
	Over  bool
	steps []*Taken // that rest on it
}

// used says whether a step rests on it, or will if a second person agrees.
func (g *Given) used(waiting bool) bool {
	return slices.ContainsFunc(g.steps, func(t *Taken) bool {
		return t.State == StateDone || waiting && t.State == StateWaiting
	})
}

// alive says whether a step can rest on it today.
func (g *Given) alive(today string) bool { return !g.Over && !g.used(true) && today <= g.Line.Until }

// given finds what somebody gave for an office.
func (r *Record) given(who, to string) *Given {
	i := slices.IndexFunc(r.Given, func(g *Given) bool { return g.Line.By == who && g.Line.To == to })
	if i < 0 {
		return nil
	}
	return r.Given[i]
}

// gave notes what was said at sending, and what takes it back.
func (r *Record) gave(line seal.Consent, from Line) {
	g := r.given(line.By, line.To)
	switch {
	case line.Answer == "yes" && g == nil:
		r.Given = append(r.Given, &Given{Line: line, From: from})
	case line.Answer == "withdrawn" && g != nil:
		g.Over = true
	}
}

// lastWord: who was asked about the same office all the same and answered has said the last
// word, whatever it is; so has who says no to that step for any purpose.
func (r *Record) lastWord(asked *Asked, answer string) {
	g := r.given(asked.Line.Who, asked.Line.To)
	if g == nil || asked.Given != nil && answer == "yes" {
		return
	}
	refused := g.Line.Step == asked.Line.Step && (answer == "no" || answer == "withdrawn")
	if refused || asked.Line.Purpose == seal.Misdirected {
		g.Over = true
	}
}

// rests adds the request of a step that passes on what was given at sending: it is answered
// already.
func (r *Record) rests(p portal.Procedure, requests map[string]*Asked, taken *Taken) {
	if step, ok := p.Step(taken.Line.Step); !ok || step.Kind != portal.StepPassOn {
		return
	}
	for _, of := range taken.Line.Of {
		asked, ok := requests[of]
		if !ok || r.asked[of] != nil {
			continue
		}
		if g := r.given(asked.Line.Who, asked.Line.To); g != nil {
			g.steps = append(g.steps, taken)
			r.answered(asked, g)
		}
	}
}

func (r *Record) answered(asked *Asked, g *Given) {
	asked.Answer, asked.Agreed, asked.Answered, asked.Said, asked.Given = "yes", asked.Line.Parts, g.From.Day, g.Line.At, g
	r.Asked, r.asked[asked.From.Hash] = append(r.Asked, asked), asked
}

// givenFor is what a step that passes a report on can rest on without asking. What an officer
// wrote down was signed by words that the officer made: nothing in it was given by the person.
func (s sight) givenFor(step portal.ProcedureStep) []*Given {
	var living []*Given
	if step.Kind != portal.StepPassOn || s.c.Whose != mailbox.Reporter || s.writtenDown() {
		return nil
	}
	for _, g := range s.r.Given {
		if g.Line.By == s.c.Whose && g.Line.Step == step.ID && g.alive(s.o.Day) && s.receiving(step, unitOf(g.Line.To)) == "" {
			living = append(living, g)
		}
	}
	return living
}

// foresee takes in the request that comes with passing on what was given at sending: for the
// same office, for no more and no longer.
func (t *taking) foresee(step portal.ProcedureStep) error {
	if step.Kind != portal.StepPassOn {
		return unfit(nil)
	}
	line, err := t.requestLine()
	if err != nil {
		return err
	}
	if line.Who != t.c.Whose || line.Code != "" || line.Requirement != "" || line.Review != "" || line.Step != step.ID ||
		line.To != t.m.Line.To || line.Purpose != seal.Misdirected || len(line.Parts) == 0 {
		return unfit(nil)
	}
	i := slices.IndexFunc(t.givenFor(step), func(g *Given) bool { return g.Line.To == line.To })
	if i < 0 {
		return refuse("consent-not-asked")
	}
	g := t.givenFor(step)[i]
	if line.Until < t.o.Day || line.Until > g.Line.Until {
		return refuse("ask-until")
	}
	if slices.ContainsFunc(line.Parts, func(part seal.Part) bool { return !slices.Contains(g.Line.Parts, part) }) {
		return refuse("consent-parts")
	}
	t.r.answered(&Asked{Line: line, From: t.m.Lines[0]}, g)
	return nil
}

// takeBack ends what was given at sending, until it is used.
func (a *act) takeBack(line seal.Consent) error {
	g := a.r.given(a.who, line.To)
	switch {
	case line.Answer != "withdrawn":
		return refuse("request-unknown")
	case g == nil || g.Over:
		return refuse("nothing-agreed")
	case line.Step != g.Line.Step || line.Purpose != g.Line.Purpose || line.Until != g.Line.Until:
		return refuse("consent-altered")
	case g.used(false):
		return gone("consent-used")
	}
	a.did(ledger.Consented)
	return nil
}
