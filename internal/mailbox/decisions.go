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
	// Used says that a step rests on it.
	Used bool
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

// said is a line of the owner's mailbox after its check.
type said struct {
	hash    string
	line    any
	genuine bool
}

// saidIn checks each line: the owner's own by their key, an officer's by the directory.
func saidIn(opened seal.Opened, box Box, phrase seal.Phrase, directory *seal.Directory) []said {
	var all []said
	for _, s := range box.Bundle.Lines {
		line, err := seal.Parse(s)
		if err != nil {
			continue
		}
		all = append(all, said{seal.LineHash(s), line, isGenuine(s, line, opened.Report, phrase, directory)})
	}
	return all
}

// isGenuine says whether a line is by whom it names, on this report where it names one.
func isGenuine(s seal.Signed, line any, report string, phrase seal.Phrase, directory *seal.Directory) bool {
	switch l := line.(type) {
	case seal.Consent:
		return l.Report == report && seal.Check(s, phrase.Verify()) == nil
	case seal.Act:
		return l.Report == report && seal.Check(s, phrase.Verify()) == nil
	case seal.Request:
		return l.Report == report && byOfficer(s, l.Head, directory)
	case seal.Step:
		return l.Report == report && byOfficer(s, l.Head, directory)
	case seal.Approval:
		return byOfficer(s, l.Head, directory)
	}
	return false
}

func byOfficer(s seal.Signed, head seal.Head, directory *seal.Directory) bool {
	_, person := seal.Split(head.By)
	return slices.ContainsFunc(directory.At(person, head.At), func(l seal.Officer) bool { return seal.Check(s, l.Verify) == nil })
}

func (r *Reading) fillDecisions(directory *seal.Directory) {
	for _, l := range r.lines {
		request, ok := l.line.(seal.Request)
		if !ok {
			continue
		}
		unit := r.unitOf(l.hash, request, directory)
		part := r.part(seal.TalkOf(unit))
		switch {
		case request.Who == r.Who:
			part.Asked = append(part.Asked, r.readAsked(request, l, unit))
		case request.Who == "" && l.genuine:
			part.Excepted = append(part.Excepted, Excepted{request, l.hash, unit, request.At})
		}
	}
	r.fillAgreed()
	for i := range r.Parts {
		p := &r.Parts[i]
		p.AnswerBy, p.Undo = r.answerBy(), r.undoOf(p.Case)
	}
}

// unitOf is the office that asks: as the step says that put the request, or else the signer's.
func (r *Reading) unitOf(hash string, request seal.Request, directory *seal.Directory) string {
	for _, l := range r.lines {
		if step, ok := l.line.(seal.Step); ok && l.genuine && slices.Contains(step.Of, hash) {
			return step.Unit
		}
	}
	_, person := seal.Split(request.By)
	for _, line := range directory.At(person, request.At) {
		return line.Unit
	}
	return ""
}

func (r *Reading) readAsked(request seal.Request, l said, unit string) Asked {
	asked := Asked{Line: request, Hash: l.hash, Unit: unit, Genuine: l.genuine}
	for _, l := range r.lines {
		switch line := l.line.(type) {
		case seal.Consent:
			if l.genuine && line.By == r.Who && line.Request == asked.Hash {
				asked.Answer, asked.Agreed, asked.Answered = line.Answer, line.Parts, line.At
			}
		case seal.Step:
			asked.Used = asked.Used || l.genuine && uses(line, asked.Hash)
		}
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
func (r *Reading) acts(act string) (all []seal.Act, hashes []string) {
	for _, l := range r.lines {
		if line, ok := l.line.(seal.Act); ok && l.genuine && line.By == r.Who && line.Act == act {
			all, hashes = append(all, line), append(hashes, l.hash)
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

// answerBy is the last day that a party was told to answer by.
func (r *Reading) answerBy() string {
	day := ""
	for _, l := range r.lines {
		if step, ok := l.line.(seal.Step); ok && l.genuine && step.Step == "tell" && step.To == r.Who {
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
