package visitor

import (
	"slices"
	"strings"

	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// askedView is a request to the reader: who asks, for which step, to whom, what for, which
// parts, until when, and what happens on yes and on no.
type askedView struct {
	ID      string // of its fields on the page
	Hash    string
	Who     string
	Day     string
	Step    string
	To      string
	Purpose string
	Parts   []askedPart
	Until   string
	Yes, No string
	Talks   bool // these talks do not stop a time limit
	Open    bool
	Answer  string // in words, "" while there is none
	Back    bool   // it can be taken back
	Doubt   bool
}

// askedPart is one part of a request, as its owner knows it; Agreed is theirs alone to say.
type askedPart struct {
	ID     string
	Name   string
	Agreed bool
}

// exceptedView is something passed on without asking.
type exceptedView struct {
	Office string
	Day    string
	Ground string
	Parts  []askedPart
}

// asked splits the requests into those that wait for an answer and the others.
func (p readPage) asked(part mailbox.Part, suffix string, directory *seal.Directory, reading mailbox.Reading) (open, over []askedView) {
	for i, asked := range part.Asked {
		view := p.request(asked, part.Case, directory, reading)
		view.ID = suffix + "-" + string(rune('a'+i%26)) + strings.Repeat("x", i/26)
		if view.Open {
			open = append(open, view)
		} else {
			over = append(over, view)
		}
	}
	return open, over
}

func (p readPage) request(asked mailbox.Asked, c mailbox.Case, directory *seal.Directory, reading mailbox.Reading) askedView {
	line, procedure := asked.Line, p.procedureOf(c)
	view := askedView{
		Hash: asked.Hash, Who: p.who(line.By, line.At, directory), Day: p.Day(line.At), To: p.receiver(line.To, directory),
		Purpose: p.wordOr("purpose."+line.Purpose, "purpose.other"), Until: p.Day(line.Until),
		Open: asked.Open(p.Today()) && !over(c), Doubt: !asked.Genuine,
	}
	view.Step, view.Yes, view.No = p.stepTexts(procedure, line.Step)
	step, _ := p.pack.Procedures[procedure].Step(line.Step)
	view.Talks = slices.Contains(step.Needs, portal.NeedWilling)
	view.Back = asked.Given() && (!asked.Used || view.Talks)
	view.Answer = p.answer(asked)
	if view.Answer == "" && !view.Open {
		view.Answer = p.Say("request.answer.closed")
	}
	for _, each := range line.Parts {
		agreed := slices.ContainsFunc(asked.Agreed, func(a seal.Part) bool { return a.ID == each.ID })
		view.Parts = append(view.Parts, askedPart{each.ID, p.partName(each, reading), agreed})
	}
	return view
}

// over says whether a case takes no answers any more.
func over(c mailbox.Case) bool { return c.Ended != "" || c.Withdrawn != "" }

// stepTexts are the name of a step and what happens on yes and on no: the procedure's, or
// those of the two things that every office can ask for.
func (p readPage) stepTexts(procedure, step string) (name, yes, no string) {
	text := p.pack.ProcedureText(p.Language, procedure).Steps[step]
	if text.Name != "" {
		return text.Name, text.Yes, text.No
	}
	if !p.Has("request.step." + step) {
		return p.Say("request.step.other"), "", ""
	}
	return p.Say("request.step." + step), p.Say("request.yes." + step), p.Say("request.no." + step)
}

// receiver words to whom something goes.
func (p readPage) receiver(to string, directory *seal.Directory) string {
	kind, id := seal.Split(to)
	switch kind {
	case "unit":
		return p.Office(id)
	case "officer":
		return p.who(to, "", directory)
	}
	return p.Say("request.to.party")
}

// answer words what was answered and on which day; of an open request it is "".
func (p readPage) answer(asked mailbox.Asked) string {
	switch {
	case asked.Answer != "" && asked.Used && asked.Given():
		return p.Say("request.answer.used", "Day", p.Day(asked.Answered))
	case asked.Answer != "":
		return p.Say("request.answer."+asked.Answer, "Day", p.Day(asked.Answered))
	case asked.Open(p.Today()):
		return ""
	}
	return p.Say("request.answer.over", "Day", p.Day(asked.Line.Until))
}

// partName names a part as its owner knows it: your report, your letter of a day, a file.
func (p readPage) partName(part seal.Part, reading mailbox.Reading) string {
	for _, each := range reading.Parts {
		for _, e := range each.Entries {
			if e.ID == part.ID {
				return p.entryName(e, reading.Who, each.Case.Kind)
			}
			for _, file := range e.Files {
				if file.Item == part.ID {
					return p.Say("request.part.named", "Name", file.Name)
				}
			}
		}
	}
	return p.wordOr("request.part."+part.Kind, "request.part.other")
}

func (p readPage) entryName(e mailbox.Entry, who, kind string) string {
	day, _, _ := strings.Cut(e.At, "T")
	if e.By != who {
		return p.wordOr("request.part."+e.Kind, "request.part.other") + " (" + p.dayOrNone(day) + ")"
	}
	if e.Kind == "answers" {
		return p.Of("mailbox.by-you.answers", kind)
	}
	return p.Say("request.part.yours", "Day", p.dayOrNone(day))
}

func (p readPage) excepted(e mailbox.Excepted, reading mailbox.Reading, directory *seal.Directory) exceptedView {
	view := exceptedView{Office: p.receiver(e.Line.To, directory), Day: p.Day(e.Day), Ground: p.wordOr("mailbox.ground."+e.Line.Code, "mailbox.ground.other")}
	for _, part := range e.Line.Parts {
		view.Parts = append(view.Parts, askedPart{ID: part.ID, Name: p.partName(part, reading)})
	}
	return view
}
