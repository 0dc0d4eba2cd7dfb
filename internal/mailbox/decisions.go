package mailbox

import (
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// Asked is what an office asks of the owner, and how far that is. Genuine says that an officer
// of the directory signed it; nothing else can be answered.
type Asked struct {
	Line    seal.Request
	Hash    string
	Unit    string // whose request it is
	Genuine bool
	// Answer is the newest answer, "" while there is none; Agreed what it agrees to; Answered
	// its day.
	Answer   string
	Agreed   []seal.Part
	Answered string
	// Used says that a step rests on it; Ahead that its answer was given at sending, before it was
	// put.
	Used, Ahead bool
}

// Open says whether the request can still be answered on a day.
func (a Asked) Open(today string) bool {
	return a.Genuine && a.Answer == "" && !a.Used && !clock.Before(a.Line.Until, today)
}

// Given says whether a yes stands. Until it is used it can be taken back; the yes to talks at
// any time, which the case's own rules decide.
func (a Asked) Given() bool {
	return a.Genuine && (a.Answer == Yes || a.Answer == Partly)
}

// takes says whether an answer can be given now, and if not, why.
func (a Asked) takes(answer, today string) error {
	switch {
	case answer == Withdrawn && a.Given():
		return nil
	case answer != Yes && answer != Partly && answer != No || !a.Genuine:
		return fault.New(fault.Refused, "request-unknown", nil)
	case a.Answer != "":
		return fault.New(fault.Conflict, "request-answered", nil)
	case !a.Open(today):
		return fault.New(fault.Conflict, "request-over", nil)
	}
	return nil
}

// Excepted is something passed on without the owner's consent, on one of the six grounds.
type Excepted struct {
	Line seal.Request
	Hash string
	Unit string
	Day  string
}

func (r *Reading) fillDecisions(directory *seal.Directory) {
	for _, l := range r.Opened.Lines {
		request, ok := l.Line.(seal.Request)
		if !ok {
			continue
		}
		unit := r.unitOf(l.Hash, request, directory)
		part := r.part(seal.TalkOf(unit))
		switch {
		case request.Who == r.Who:
			part.Asked = append(part.Asked, r.readAsked(request, l, unit))
		case request.Who == "" && l.Reason == "":
			part.Excepted = append(part.Excepted, Excepted{request, l.Hash, unit, request.At})
		}
	}
	r.fillAhead()
	r.fillAgreed()
	r.fillTaken()
	for i := range r.Parts {
		p := &r.Parts[i]
		p.AnswerBy, p.Undo = r.answerBy(), r.undoOf(p.Case)
	}
}

// unitOf is the office that asks: as the step says that put the request, or else the signer's.
func (r *Reading) unitOf(hash string, request seal.Request, directory *seal.Directory) string {
	for _, l := range r.Opened.Lines {
		if step, ok := l.Line.(seal.Step); ok && l.Reason == "" && slices.Contains(step.Of, hash) {
			return step.Unit
		}
	}
	_, person := seal.Split(request.By)
	for _, line := range directory.At(person, request.At) {
		return line.Unit
	}
	return ""
}

func (r *Reading) readAsked(request seal.Request, put seal.CheckedLine, unit string) Asked {
	asked := Asked{Line: request, Hash: put.Hash, Unit: unit, Genuine: put.Reason == ""}
	for _, l := range r.Opened.Lines {
		switch line := l.Line.(type) {
		case seal.Consent:
			if l.Reason == "" && line.By == r.Who && line.Request == asked.Hash {
				asked.Answer, asked.Agreed, asked.Answered = line.Answer, line.Parts, line.At
			}
		case seal.Step:
			asked.Used = asked.Used || l.Reason == "" && uses(line, asked.Hash)
		}
	}
	if given, ok := r.answeredAhead(request); ok && asked.Used && asked.Answer == "" {
		asked.Answer, asked.Agreed, asked.Answered, asked.Ahead = Yes, request.Parts, given.At, true
	}
	return asked
}

// uses says whether a step rests on the consent to a request.
func uses(step seal.Step, request string) bool {
	return slices.Contains(step.Of, request) && !slices.Contains([]string{"ask", "except", "renew", "respect"}, step.Step)
}

func (r Reading) asked(hash string) (Asked, bool) {
	for _, p := range r.Parts {
		for _, asked := range p.Asked {
			if asked.Hash == hash {
				return asked, true
			}
		}
	}
	return Asked{}, false
}

// acts are the owner's own acts of one kind, oldest first.
func (r Reading) acts(act string) (all []seal.Act, hashes []string) {
	for _, l := range r.Opened.Lines {
		if line, ok := l.Line.(seal.Act); ok && l.Reason == "" && line.By == r.Who && line.Act == act {
			all, hashes = append(all, line), append(hashes, l.Hash)
		}
	}
	return all, hashes
}

func (r *Reading) fillAgreed() {
	agreed, _ := r.acts(Agree)
	for i := range r.Parts {
		for j := range r.Parts[i].Entries {
			e := &r.Parts[i].Entries[j]
			for _, act := range agreed {
				if act.Of == e.Hash {
					e.Agreed = act.At
				}
			}
		}
	}
}

// fillTaken marks what an officer wrote down for the owner.
func (r *Reading) fillTaken() {
	for _, l := range r.Opened.Lines {
		step, ok := l.Line.(seal.Step)
		if !ok || l.Reason != "" || step.Step != TakenDown {
			continue
		}
		for i := range r.Parts {
			for j := range r.Parts[i].Entries {
				if e := &r.Parts[i].Entries[j]; slices.Contains(step.Of, e.Hash) {
					e.Taken, e.TakenOn = step.Code, step.At
				}
			}
		}
	}
}

// answerBy is the last day that a party was told to answer by.
func (r *Reading) answerBy() string {
	day := ""
	for _, l := range r.Opened.Lines {
		if step, ok := l.Line.(seal.Step); ok && l.Reason == "" && step.Step == "tell" && step.To == r.Who {
			day = step.Day
		}
	}
	return day
}

// undoOf is the withdrawal towards one office that was not taken back. The ledger's lines
// tell which of several acts belongs to this office.
func (r *Reading) undoOf(c Case) string {
	if c.Withdrawn == "" {
		return ""
	}
	undone, _ := r.acts(Undo)
	withdrawn, hashes := r.acts(Withdraw)
	found := ""
	for i, act := range withdrawn {
		if act.At != c.Withdrawn || slices.ContainsFunc(undone, func(u seal.Act) bool { return u.Of == hashes[i] }) {
			continue
		}
		if found == "" || slices.ContainsFunc(c.Ledger, func(line Record) bool { return line.Of == hashes[i] }) {
			found = hashes[i]
		}
	}
	return found
}
