package visitor

import (
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
)

// noticeView is what the system tells, in a sentence.
type noticeView struct {
	Day  string
	Text string
}

// clockView is one time limit; Aim says that it is this portal's own, "" where that is said of all.
type clockView struct {
	Name string
	Text string
	Aim  string
	Late string // why it is late, and until when, if that was told
}

// procedureOf is the procedure that a case's steps belong to. A party who is not affected is
// not told of it, and still needs its words for what they are asked.
func (p readPage) procedureOf(c mailbox.Case) string {
	if c.Procedure != "" {
		return c.Procedure
	}
	procedure, _ := portal.ProcedureOf(p.pack, c.Unit, false)
	return procedure.ID
}

// notice words what the system tells: a step in the procedure's own sentence, all else in the
// words of the interface.
func (p readPage) notice(n mailbox.Notice) noticeView {
	view := noticeView{Day: p.Day(n.Day)}
	if n.Code != "step" {
		view.Text = p.Say("notice."+n.Code, p.figures(n)...)
		return view
	}
	figures := n.Figures
	text := p.pack.ProcedureText(p.Language, figures["procedure"])
	unit := figures["unit"]
	if to, ok := strings.CutPrefix(figures["to"], "unit:"); ok {
		unit = to
	}
	view.Text = fill(text.Steps[figures["step"]].Notice, "Code", text.Codes[figures["step"]+"."+figures["code"]],
		"Day", p.dayOrNone(figures["day"]), "Unit", p.officeOr(unit))
	return view
}

// figures are those of a notice in words.
func (p readPage) figures(n mailbox.Notice) []any {
	return []any{
		"Day", p.dayOrNone(n.Figures["day"]), "Unit", p.officeOr(n.Figures["unit"]),
		"Reason", p.wordOr("mailbox.delay."+n.Figures["reason"], "mailbox.delay.other"),
		"Ground", p.wordOr("mailbox.ground."+n.Figures["code"], "mailbox.ground.other"),
	}
}

// officeOr names an office, "" for none.
func (p readPage) officeOr(unit string) string {
	if unit == "" {
		return ""
	}
	return p.Say("unit." + unit)
}

// wordOr says a word, or another where there is no such word.
func (p readPage) wordOr(key, other string) string {
	if p.Has(key) {
		return p.Say(key)
	}
	return p.Say(other)
}

func (p readPage) dayOrNone(day string) string {
	if day == "" {
		return ""
	}
	return p.Day(day)
}

// fill puts figures into the fields {{.Name}} of a pack's sentence; args are names and values
// in turn.
func fill(text string, args ...string) string {
	for i := 0; i+1 < len(args); i += 2 {
		text = strings.ReplaceAll(text, "{{."+args[i]+"}}", args[i+1])
	}
	return text
}

func (p readPage) clock(procedure string, limit clock.Limit, today string) clockView {
	view := clockView{Name: p.pack.ClockName(p.Language, procedure, limit.Code)}
	left := limit.Left(today)
	switch {
	case limit.Met != "":
		view.Text = p.Say("clock.met", "Day", p.Day(limit.Met))
	case left < 0:
		view.Text = p.Count("clock.over", -left)
	case left == 0:
		view.Text = p.Say("clock.today")
	default:
		view.Text = p.Say("clock.due", "Day", p.Day(limit.Due)) + " · " + p.Count("clock.left", left)
	}
	if limit.Told != "" && limit.Met == "" {
		view.Late = p.Say("mailbox.clock.late", "Day", p.Day(limit.Told), "Reason", p.wordOr("mailbox.delay."+limit.Reason, "mailbox.delay.other"))
	}
	return view
}

// clocks words the limits of the office and the person's own. That a limit which still runs is
// this portal's own and no rule is said of each, or once of them all.
func (p readPage) clocks(c mailbox.Case) (ours, theirs []clockView, aims string) {
	running, rules := 0, false
	for _, limit := range c.Clocks {
		if !limit.Theirs && limit.Met == "" {
			running++
			rules = rules || !limit.Aim
		}
	}
	together := running > 1 && !rules
	if together {
		aims = p.Say("mailbox.clock.aims")
	}
	for _, limit := range c.Clocks {
		view := p.clock(c.Procedure, limit, p.Today())
		if limit.Theirs {
			theirs = append(theirs, view)
			continue
		}
		if limit.Aim && limit.Met == "" && !together {
			view.Aim = p.Say("mailbox.clock.aim")
		}
		ours = append(ours, view)
	}
	return ours, theirs, aims
}

// offer words what was passed on, and what became of it.
func (p readPage) offer(o mailbox.Offer) string {
	key := "mailbox.offer"
	switch o.Decided {
	case "accept":
		key = "mailbox.offer.accept"
	case "decline":
		key = "mailbox.offer.decline"
	}
	return p.Say(key, "Office", p.Office(o.Unit), "Day", p.dayOrNone(o.Since), "Decided", p.dayOrNone(o.DecidedOn))
}
