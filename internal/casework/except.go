package casework

import (
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// codeDueProcess is the exception for evidence that somebody accused must be able to see.
const codeDueProcess = "due-process"

// except: one of the six grounds, in writing, for these parts and this office; a second
// officer must agree.
func (t *taking) except() error {
	line := t.m.Line
	if err := t.plain(true, true, true, -1); err != nil {
		return err
	}
	request, err := t.requestLine()
	if err != nil {
		return err
	}
	if request.Code != line.Code || request.To != line.To || request.Review != line.Day || request.Who != "" || t.requests() > 0 {
		return unfit(nil)
	}
	if key := t.exceptable(request); key != "" {
		return refuse(key)
	}
	h := sendsOnly(t.actor, t.c, t.o)
	if err := t.bring(h); err != nil {
		return err
	}
	return t.reasoned(request)
}

// exceptable says why an exception cannot be made, "" if it can.
func (t *taking) exceptable(request seal.Request) string {
	step, ok := t.p.Step(request.Step)
	switch {
	case !slices.Contains(exceptions, request.Code):
		return "exception-unknown"
	case request.Code == codeDueProcess && t.p.Mark == "":
		return "exception-not-here"
	case slices.Contains(required, request.Code) && request.Requirement == "":
		return "requirement-missing"
	case request.Until < t.o.Day || request.Until > clock.Add(t.o.Day, mostDays):
		return "ask-until"
	case request.Review != "" && (request.Review <= t.o.Day || request.Review > clock.Add(t.o.Day, mostDays)):
		return "review-day"
	case request.Step == askContact || request.Step == askObtain:
		return ""
	case !ok || !passes(step):
		return "ask-unfit"
	case len(request.Parts) == 0:
		return "parts-missing"
	}
	return t.receiving(step, unitOf(request.To))
}

// reasoned: the reasons are written in the office's file, and the requirement, where there
// is one, lies there too; where the pack asks for it, so does the legal office's confirmation,
// which the step line names right after the requirement.
func (t *taking) reasoned(request seal.Request) error {
	notes, required, confirmed := 0, request.Requirement == "", !slices.Contains(t.rules.Confirmed, request.Code)
	confirmation := t.confirmation(request)
	for _, post := range t.m.Posts {
		if !t.inFile(post) || !slices.Contains(t.m.Line.Of, post.Hash) {
			continue
		}
		switch {
		case post.Hash == request.Requirement:
			required = true
		case !confirmed && post.Hash == confirmation && slices.Contains([]string{"note", "file"}, post.Line.Kind):
			confirmed = true
		case post.Line.Kind == "note":
			notes++
		}
	}
	switch {
	case !required:
		return refuse("requirement-missing")
	case !confirmed:
		return refuse("confirmation-missing")
	case notes == 0:
		return refuse("note-missing")
	}
	return nil
}

// confirmation is what the step line names right after the requirement, "" if nothing.
func (t *taking) confirmation(request seal.Request) string {
	of := t.m.Line.Of
	i := slices.Index(of, request.Requirement)
	if i < 0 || i+1 == len(of) {
		return ""
	}
	return of[i+1]
}

func (t *taking) inFile(post mailbox.Post) bool {
	return post.Line.Compartment == "file:"+t.c.Unit
}

// exceptAgain: when the second person agrees, the ground must still be one.
func (t *taking) exceptAgain() error {
	for _, asked := range t.r.Asked {
		if asked.Except != nil && asked.Except.From.Hash == t.m.Step.Hash && t.o.Day > asked.Line.Until {
			return refuse("consent-expired")
		}
	}
	return nil
}

// reviewDay is the day on which the person learns of it, "" if that is now.
func (t *taking) reviewDay() string {
	if t.m.Line.Day > t.o.Day {
		return t.m.Line.Day
	}
	return ""
}

// excepted tells the person, before anything is passed on, or on the review day.
func (t *taking) excepted() {
	t.tell("excepted", map[string]string{"code": t.m.Line.Code, "unit": unitOf(t.m.Line.To)})
}

func (s sight) someHidden() error {
	if slices.ContainsFunc(s.r.Asked, func(a *Asked) bool { return a.hidden(s.o.Day) != "" && a.Except.State == StateDone }) {
		return nil
	}
	return refuse("nothing-postponed")
}

// renew: an entry that is not to be seen yet can wait longer, if a second officer agrees.
func (t *taking) renew() error {
	if err := t.plain(false, false, true, 1); err != nil {
		return err
	}
	if err := t.renewable(); err != nil {
		return err
	}
	if t.m.Line.Day > clock.Add(t.o.Day, mostDays) {
		return refuse("review-day")
	}
	if err := t.only(0, false); err != nil {
		return err
	}
	return t.bring(sendsOnly(t.actor, t.c, t.o))
}

func (t *taking) renewable() error {
	asked := t.r.exception(t.m.Line.Of)
	if asked == nil || asked.hidden(t.o.Day) == "" || asked.Except.State != StateDone {
		return refuse("nothing-postponed")
	}
	if t.m.Line.Day <= t.o.Day {
		return refuse("review-day")
	}
	return nil
}

// renewed moves the day of all that rests on the exception.
func (t *taking) renewed() {
	asked, day := t.r.exception(t.m.Line.Of), t.m.Line.Day
	later := map[string]bool{asked.Except.From.Hash: true, asked.From.Hash: true}
	for _, taken := range t.r.Steps { // that it was postponed before tells of it, too
		if taken.Line.Step == stepRenew && taken.State == StateDone && slices.Contains(taken.Line.Of, asked.Except.From.Hash) {
			later[taken.From.Hash] = true
		}
	}
	if asked.Used != nil {
		later[asked.Used.From.Hash] = true
		t.ch.Later[asked.share()] = day
		t.owe(asked.share(), day)
		open := t.passedBefore(asked, func(other *Asked) bool { return other.hidden(t.o.Day) == "" && other.Used.At > asked.Used.At })
		if unit := unitOf(asked.Line.To); unit != "" && !open {
			t.ch.Later[seal.TalkOf(unit)] = day
		}
	}
	for i, line := range t.c.Lines {
		approval, ok := line.what().(seal.Approval)
		if later[line.Hash] || ok && later[approval.Of] {
			t.c.Lines[i].Shown, t.ch.Later[line.Hash] = day, day
		}
	}
}
