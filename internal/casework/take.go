package casework

import (
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Moved is a Taking whose lines and files are all genuine: signed by the actor, near in time,
// with what they name.
type Moved struct {
	Delivery
	Step  Line
	Line  seal.Step
	Lines []Line // the requests that go with it
	Party *NewParty
}

// taking is a step in the making: the case as it will be, and the change so far.
type taking struct {
	sight
	m     Moved
	rules Rules
	ch    Change
	// quiet is the day until which a person with a phrase is not to learn of it, "" if it is
	// open to them at once.
	quiet string
}

// Take is the step of taking a step of the procedure or of the engine itself: everything is
// decided before anything is changed. Where a second person has to agree, it is kept and
// waits.
func Take(actor Actor, m Moved, o Office, rules Rules) Step {
	return func(c Case) (Change, error) {
		if err := enterDeclared(c, actor, o); err != nil {
			return Change{}, err
		}
		if c.Kind == mailbox.Feedback || m.Line.Report != c.Report || m.Line.Unit != c.Unit {
			return Change{}, unfit(nil)
		}
		if slices.ContainsFunc(c.Lines, func(l Line) bool { return l.Hash == m.Step.Hash }) {
			return Change{Case: c}, nil // the answer to the first time was lost on its way
		}
		t := newTaking(c, actor, m, o, rules)
		if err := t.take(); err != nil {
			return Change{}, err
		}
		return t.finish(), nil
	}
}

// newTaking copies what a step may change.
func newTaking(c Case, actor Actor, m Moved, o Office, rules Rules) *taking {
	c.Lines = parsed(c.Lines)
	c.Holders, c.Clocks = slices.Clone(c.Holders), slices.Clone(c.Clocks)
	c.Parties, c.Exclusions = slices.Clone(c.Parties), slices.Clone(c.Exclusions)
	return &taking{
		sight: see(c, actor, o, rules.Procedure), m: m, rules: rules,
		ch: Change{With: m.Step.Hash, Uploads: m.Uploads, Later: map[string]string{}},
	}
}

func (t *taking) take() error {
	if step, ok := t.p.Step(t.m.Line.Step); ok {
		return t.takeOffice(step)
	}
	return t.takeOwn()
}

// takeOffice takes a step of the office's procedure.
func (t *taking) takeOffice(step portal.ProcedureStep) error {
	if err := t.mayTake(step); err != nil {
		return err
	}
	if err := t.checkLine(step); err != nil {
		return err
	}
	if err := t.bring(t.hands(step)); err != nil {
		return err
	}
	if err := t.checkItems(step); err != nil {
		return err
	}
	if passes(step) {
		if err := t.checkShare(step); err != nil {
			return err
		}
	}
	t.keepLines(len(step.Second) > 0)
	if len(step.Second) == 0 {
		t.officeEffect(step)
	}
	return nil
}

// takeOwn takes a step of the engine itself.
func (t *taking) takeOwn() error {
	own, ok := owns[t.m.Line.Step]
	if !ok {
		return refuse("step-unknown")
	}
	if err := own.may(t.sight); err != nil {
		return err
	}
	if err := own.check(t); err != nil {
		return err
	}
	waits := len(t.r.seconds(t.p, t.m.Line)) > 0
	t.keepLines(waits)
	if !waits && own.do != nil {
		own.do(t)
	}
	return nil
}

// bring takes the grants and items of a step into the case.
func (t *taking) bring(h hands) error {
	var err error
	if t.ch.Grants, err = h.take(&t.c, t.m.Grants); err != nil {
		return err
	}
	for _, post := range t.m.Posts {
		if err := h.takePost(t.c, post); err != nil {
			return err
		}
	}
	t.ch.Posts = t.m.Posts
	return nil
}

// keepLines keeps the step line with the requests that go with it. What waits for a second
// person, or rests on an exception that is not to be known yet, is not served to people with
// a phrase; all that came with the line goes with it.
func (t *taking) keepLines(waits bool) {
	shown := t.quiet
	if waits {
		shown = Never
	}
	for _, line := range append(slices.Clone(t.m.Lines), t.m.Step) {
		line.Day, line.Shown = t.o.Day, shown
		t.c.Lines, t.ch.Lines = append(t.c.Lines, line), append(t.ch.Lines, line)
	}
	t.did(ledger.Taken, t.m.Step.Hash)
	for _, grant := range t.ch.Grants {
		t.did(ledger.Granted, grant.Hash)
	}
	t.ch.Acts = append(t.ch.Acts, postActs(t.actor, t.ch.Posts)...)
}

func (t *taking) did(act, of string) { t.ch.Acts = append(t.ch.Acts, t.actor.did(act, of)) }

// finish sees to what holds after every step, and gives the change.
func (t *taking) finish() Change {
	r := t.c.read(t.p)
	t.c.Waits, t.c.Covered = r.waits(t.c.Ended != ""), t.c.nextCovered(&r)
	keepRunning(&t.c, t.o.Day)
	t.ch.Case = t.c
	return t.ch
}

// tell adds a notice about the line that the step is.
func (t *taking) tell(code string, figures map[string]string) {
	figures["line"] = t.m.Step.Hash
	t.ch.Notices = append(t.ch.Notices, mailbox.Notice{Code: code, Day: t.day(), Figures: figures})
}

// day is when a person with a phrase learns of the step.
func (t *taking) day() string {
	if t.quiet != "" {
		return t.quiet
	}
	return t.o.Day
}

// officeEffect is what a step of the procedure does once it counts.
func (t *taking) officeEffect(step portal.ProcedureStep) {
	t.ch.Later = t.later()
	switch step.Kind {
	case portal.StepRefer, portal.StepPassOn:
		t.offer(step)
	case portal.StepAccept, portal.StepDecline:
		t.answerOffer(step)
	}
	if t.quiet != "" {
		return // a stage, a clock or a notice would tell
	}
	if step.To != "" {
		t.move(step.To)
	}
	if step.Action {
		t.c.Clocks = append(t.c.Clocks, action(t.o.Day, t.m.Line.Day))
	}
	if step.Done {
		t.closeAction()
	}
	t.events(step)
	if !step.Quiet && t.c.Kind != mailbox.Enquiry {
		t.tell("step", map[string]string{
			"procedure": t.p.ID, "step": step.ID, "code": t.m.Line.Code, "day": t.m.Line.Day,
			"to": openly(t.m.Line.To), "unit": t.c.Unit,
		})
	}
}

// openly leaves out of a notice which person a step is about.
func openly(to string) string {
	if unitOf(to) == "" {
		return ""
	}
	return to
}

// move leads the case to a stage, which may be its end.
func (t *taking) move(stage string) {
	t.c.Stage = stage
	switch end := t.p.IsEnd(stage); {
	case end && t.c.Ended == "":
		t.c.Ended = t.o.Day
		t.did(ledger.Ended, t.m.Step.Hash)
	case !end:
		t.c.Ended = ""
	}
}

func (t *taking) closeAction() {
	for _, of := range t.m.Line.Of {
		if i := slices.IndexFunc(t.r.Steps, func(a *Taken) bool { return a.From.Hash == of && isAction(t.p, a) }); i >= 0 {
			meetAction(t.c.Clocks, t.r.Steps[i].Line.Day, t.o.Day)
			return
		}
	}
}

// events tells the clocks what happened.
func (t *taking) events(step portal.ProcedureStep) {
	events := []string{"step:" + step.ID}
	talk := func(kind string) bool { return t.m.Posts != nil && t.wrote(kind, t.lettersTo(t.affected())...) }
	if needs(step, portal.NeedLetter) || talk("letter") {
		events = append(events, eventLetter)
	}
	if needs(step, portal.NeedOutcome) {
		events = append(events, eventOutcome, eventLetter)
	}
	t.run(t.m.Line.Code, events...)
}

func (t *taking) run(code string, events ...string) {
	runClocks(&t.c, t.p, t.o.Day, code, events...)
	if t.c.Ended != "" {
		dropClocks(&t.c, t.p)
	}
}

// later says what becomes known when, besides the line itself.
func (t *taking) later() map[string]string {
	if t.ch.Later == nil {
		return map[string]string{}
	}
	return t.ch.Later
}

// noStep is the fault of a step that this kind of case does not have.
func noStep() error { return fault.New(fault.Refused, "enquiry-no-step", nil) }
