package visitor

import (
	"html/template"
	"slices"

	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
)

// stageView is where a case stands: in words, what follows, and the way as a list and drawn.
type stageView struct {
	portal.StageText
	Way     []stationView
	Ahead   bool // something may follow
	Drawing template.HTML
}

// stationView is one stage on the way. Is is "passed", "here" or "ahead".
type stationView struct {
	Name string
	Is   string
}

// stage is nil where the reader is not told where it stands.
func (p readPage) stage(c mailbox.Case) *stageView {
	if c.Stage == "" {
		return nil
	}
	view := &stageView{StageText: p.pack.StageText(p.Language, c.Procedure, c.Stage)}
	if c.Withdrawn != "" {
		view.Next = ""
	}
	if procedure := p.pack.Procedures[c.Procedure]; c.Kind == mailbox.Report && slices.Contains(procedure.Stages, c.Stage) {
		passed := p.passed(c, procedure)
		view.Way = p.way(procedure, c.Stage, passed, c.Withdrawn != "")
		view.Ahead = view.Way[len(view.Way)-1].Is == "ahead"
		view.Drawing = p.pack.DrawProcedure(p.Language, c.Procedure, c.Stage, passed)
	}
	return view
}

// passed are the stages where the case stood before, each where it was reached last: the first
// one, and those that the notices tell. Opening a report is no step: a case in which a step was
// taken had been read.
func (p readPage) passed(c mailbox.Case, procedure portal.Procedure) []string {
	var told []string
	for _, notice := range c.Notices {
		if step, ok := procedure.Step(notice.Figures["step"]); ok && notice.Code == "step" && step.To != "" {
			told = append(told, step.To)
		}
	}
	order := []string{}
	if c.Stage != procedure.Stages[0] {
		order = append(order, procedure.Stages[0])
		if len(told) > 0 {
			order = append(order, "open")
		}
	}
	order = append(order, told...)
	passed := []string{}
	for i, stage := range order {
		known := slices.Contains(procedure.Stages, stage) && stage != c.Stage
		if known && !slices.Contains(order[i+1:], stage) {
			passed = append(passed, stage)
		}
	}
	return passed
}

// way is the stages that were passed, where the case stands, and what of the usual way may
// follow. Nothing follows an end, or a withdrawal.
func (p readPage) way(procedure portal.Procedure, here string, passed []string, withdrawn bool) []stationView {
	var way []stationView
	add := func(is string, stages ...string) {
		for _, stage := range stages {
			way = append(way, stationView{p.pack.StageText(p.Language, procedure.ID, stage).Name, is})
		}
	}
	add("passed", passed...)
	add("here", here)
	if procedure.IsEnd(here) || withdrawn {
		return way
	}
	usual := slices.DeleteFunc(slices.Clone(procedure.Stages), func(stage string) bool { return !slices.Contains(procedure.Way(), stage) })
	last := slices.Index(usual, here)
	for _, stage := range passed {
		last = max(last, slices.Index(usual, stage))
	}
	add("ahead", usual[last+1:]...)
	return way
}
