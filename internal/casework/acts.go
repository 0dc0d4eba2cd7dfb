package casework

import (
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// The acts of a person with a phrase.
const (
	actWithdraw = "withdraw"
	actUndo     = "undo"
	actLift     = "lift"
	actName     = "name"
	actMeet     = "meet"
	actAgree    = "agree"
)

// mostActed bounds what a person decides in one case: all of it is read at every step.
const mostActed = 200

// act is what a person decides, in the making.
type act struct {
	c    Case
	r    Record
	p    portal.Procedure
	day  string
	who  string
	ch   Change
	line Line
}

// Decide is the step of what a person with a phrase decides: answers to requests and acts,
// all or nothing. Their signatures were checked.
func Decide(who string, lines []Line, day string, p portal.Procedure) Step {
	return func(c Case) (Change, error) {
		c.Lines, c.Clocks = parsed(c.Lines), slices.Clone(c.Clocks)
		c.Exclusions = slices.Clone(c.Exclusions)
		a := &act{c: c, p: p, day: day, who: who}
		for _, line := range lines {
			if slices.ContainsFunc(a.c.Lines, func(l Line) bool { return l.Hash == line.Hash }) {
				continue // the answer to the first time was lost on its way
			}
			a.line, a.r = line, a.c.read(p)
			if err := a.decide(); err != nil {
				return Change{}, err
			}
			line.Day = day
			a.c.Lines, a.ch.Lines = append(a.c.Lines, line), append(a.ch.Lines, line)
		}
		keepRunning(&a.c, day)
		a.ch.Case = a.c
		return a.ch, nil
	}
}

func (a *act) did(what string) {
	a.ch.Acts = append(a.ch.Acts, ledger.Act{Act: what, By: a.who, Of: a.line.Hash})
}

func (a *act) tell(code string) {
	a.ch.Notices = append(a.ch.Notices, mailbox.Notice{Code: code, Day: a.day, Figures: map[string]string{"line": a.line.Hash}})
}

func (a *act) decide() error {
	switch line := a.line.what().(type) {
	case seal.Consent:
		if line.Report == a.c.Report && line.By == a.who {
			return a.answer(line)
		}
	case seal.Act:
		if line.Report != a.c.Report || line.By != a.who {
			break
		}
		if a.acted() >= mostActed {
			return mailbox.Spent()
		}
		return a.act(line)
	}
	return unfit(nil)
}

func (a *act) acted() (n int) {
	for _, acted := range a.r.Acts {
		if acted.Line.By == a.who {
			n++
		}
	}
	return n
}

// answer takes a person's yes, part, no, or their taking it back.
func (a *act) answer(line seal.Consent) error {
	if line.Request == "" {
		return a.takeBack(line)
	}
	asked, ok := a.r.asked[line.Request]
	switch {
	case !ok || asked.Line.Code != "":
		return refuse("request-unknown")
	case asked.Line.Who != a.who:
		return refuse("consent-not-yours")
	case line.Step != asked.Line.Step || line.To != asked.Line.To || line.Purpose != asked.Line.Purpose || line.Until != asked.Line.Until:
		return refuse("consent-altered")
	case a.day > asked.Line.Until && line.Answer != "withdrawn":
		return gone("consent-expired")
	case a.c.Ended != "":
		return gone("case-ended")
	}
	if err := a.inOrder(line, asked); err != nil {
		return err
	}
	if !within(line, asked.Line.Parts) {
		return refuse("consent-parts")
	}
	a.did(ledger.Consented)
	return nil
}

// inOrder: one answer to each request, which can be taken back until it was used; consent to
// talks can be taken back at any time.
func (a *act) inOrder(line seal.Consent, asked *Asked) error {
	step, _ := a.p.Step(asked.Line.Step)
	switch {
	case line.Answer != "withdrawn" && asked.Answer != "":
		return gone("answered-already")
	case line.Answer != "withdrawn" && asked.Used != nil:
		return gone("consent-used")
	case line.Answer != "withdrawn":
		return nil
	case asked.Answer != "yes" && asked.Answer != "part":
		return refuse("nothing-agreed")
	case asked.Used != nil && !needs(step, portal.NeedWilling):
		return gone("consent-used")
	}
	return nil
}

// within says whether an answer agrees to what was asked and to no more: a yes to all of it, a
// part to some.
func within(line seal.Consent, parts []seal.Part) bool {
	for _, part := range line.Parts {
		if !slices.Contains(parts, part) {
			return false
		}
	}
	switch line.Answer {
	case "yes":
		return len(line.Parts) == len(parts)
	case "part":
		return len(line.Parts) > 0 && len(line.Parts) < len(parts)
	}
	return true
}

func (a *act) act(line seal.Act) error {
	switch line.Act {
	case actWithdraw:
		return a.withdraw()
	case actUndo:
		return a.undo(line)
	case actLift:
		return a.lift(line)
	case actAgree:
		return a.agree(line)
	case actName:
		a.did(ledger.Named)
		return nil
	case actMeet:
		a.did(ledger.Met)
		return nil
	}
	return unfit(nil)
}

// owner says whether the case is this person's to withdraw: the affected person's, or the
// reporter's while nobody else is named.
func (a *act) owner() bool {
	return a.c.Whose == a.who || a.c.Whose == "" && a.who == mailbox.Reporter
}

func (a *act) withdraw() error {
	switch {
	case !a.owner():
		return refuse("not-yours-to-withdraw")
	case a.c.Ended != "":
		return gone("case-ended")
	case a.c.Withdrawn != "":
		return gone("withdrawn-already")
	}
	a.c.Withdrawn = a.day
	a.did(ledger.Withdrew)
	a.tell("withdrawn")
	return nil
}

// undo takes back the newest withdrawal, within its days.
func (a *act) undo(line seal.Act) error {
	newest := ""
	for _, acted := range a.r.Acts {
		if acted.Line.Act == actWithdraw {
			newest = acted.From.Hash
		}
	}
	switch {
	case !a.owner():
		return refuse("not-yours-to-withdraw")
	case a.c.Withdrawn == "" || newest != line.Of:
		return gone("not-withdrawn")
	case a.c.Ended != "":
		return gone("case-ended")
	case a.day > clock.Add(a.c.Withdrawn, undoDays):
		return gone("undo-late")
	}
	a.c.Withdrawn = ""
	a.did(ledger.Undid)
	a.tell("undone")
	return nil
}

// lift lets in somebody whom the reporter had kept out.
func (a *act) lift(line seal.Act) error {
	if a.who != mailbox.Reporter {
		return refuse("not-yours-to-lift")
	}
	i := slices.Index(a.c.Exclusions, line.Of)
	if i < 0 {
		return gone("not-excluded")
	}
	a.c.Exclusions = slices.Delete(a.c.Exclusions, i, i+1)
	a.did(ledger.Lifted)
	return nil
}

// agree: the person who talked says that it is written down as it was said: a note of a talk,
// or the whole report.
func (a *act) agree(line seal.Act) error {
	written := a.r.done(func(t *Taken) bool {
		step, ok := a.p.Step(t.Line.Step)
		ours := t.Line.Step == stepStatement || t.Line.Step == stepTakenDown || ok && needs(step, portal.NeedStatement)
		return ours && whoOf(t.Line.To) == a.who && slices.Contains(t.Line.Of, line.Of)
	})
	if written == nil {
		return refuse("agree-unknown")
	}
	if a.r.agreed(a.who, line.Of, -1) {
		return gone("agreed-already")
	}
	a.did(ledger.Agreed)
	return nil
}
