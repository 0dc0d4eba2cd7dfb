package portal

import "slices"

// drawnRow is one stage: its words, the steps that lead to it, and, of a stage beside the
// usual way, the stages to which it leads back. One that follows is reached from the stage
// drawn before it, and not from the usual way.
type drawnRow struct {
	stage   string
	side    bool
	follows bool
	steps   []string
	back    []string
	StageText
}

// rows are the stages as they are drawn: after each of the usual way those beside it.
func (d *drawing) rows() []drawnRow {
	way := d.procedure.Way()
	var rows []drawnRow
	for i, stage := range way {
		from := ""
		if i > 0 {
			from = way[i-1]
		}
		rows = append(rows, d.rowOf(stage, from, false))
		for _, beside := range d.beside(stage) {
			row, last := d.rowOf(beside, stage, true), rows[len(rows)-1]
			row.follows = last.side && d.procedure.follows(beside, last.stage)
			rows = append(rows, row)
		}
	}
	return rows
}

// beside are the stages drawn next to one of the usual way, in the procedure's order.
func (d *drawing) beside(stage string) []string {
	var list []string
	hosts := d.procedure.hosts()
	for _, other := range d.procedure.Stages {
		if hosts[other] == stage {
			list = append(list, other)
		}
	}
	return list
}

// hosts are, for each stage beside the usual way, the one of that way next to which it is
// drawn: the first from which a step leads to it; of an end the last, so that nobody reads
// it as the beginning. A stage to which only others beside the way lead stands with them.
func (p Procedure) hosts() map[string]string {
	way, hosts := p.Way(), map[string]string{}
	_, back := p.arrows()
	for _, stage := range p.Stages {
		from := slices.DeleteFunc(slices.Clone(way), func(s string) bool { return !slices.Contains(back[stage], s) })
		switch {
		case slices.Contains(way, stage) || len(from) == 0:
		case p.IsEnd(stage):
			hosts[stage] = from[len(from)-1]
		default:
			hosts[stage] = from[0]
		}
	}
	for range p.Stages { // as often as one could lead to the next
		for _, stage := range p.Stages {
			for _, from := range p.Stages {
				if hosts[stage] == "" && !slices.Contains(way, stage) && slices.Contains(back[stage], from) {
					hosts[stage] = hosts[from]
				}
			}
		}
	}
	return hosts
}

// follows says whether steps lead to a stage from another one and from none of the usual way.
func (p Procedure) follows(stage, from string) bool {
	_, back := p.arrows()
	usual := slices.ContainsFunc(p.Way(), func(s string) bool { return slices.Contains(back[stage], s) })
	return !usual && slices.Contains(back[stage], from)
}

func (d *drawing) rowOf(stage, from string, side bool) drawnRow {
	row := drawnRow{stage: stage, side: side, StageText: d.pack.StageText(d.language, d.procedure.ID, stage)}
	along := d.along(stage, from)
	for _, s := range d.procedure.Steps {
		if s.To == stage && (side || slices.ContainsFunc(d.procedure.StagesOf(s), func(s string) bool { return slices.Contains(along, s) })) {
			row.lead(d.pack.ProcedureText(d.language, d.procedure.ID).Steps[s.ID].Name, s)
		}
		if side && slices.Contains(d.procedure.StagesOf(s), stage) {
			d.leadBack(&row, s.To)
		}
	}
	return row
}

// along are the stages by which the usual way comes from one of its stages to the next: the one
// itself, or those beside it where no step leads straight on.
func (d *drawing) along(stage, from string) []string {
	_, back := d.procedure.arrows()
	if slices.Contains(back[stage], from) {
		return []string{from}
	}
	return d.beside(from)
}

// lead names a step that leads to a stage, once. To take what another office offers is not
// the usual way of a case.
func (r *drawnRow) lead(name string, s ProcedureStep) {
	if name != "" && s.Kind != StepAccept && !slices.Contains(r.steps, name) {
		r.steps = append(r.steps, name)
	}
}

// leadBack names a stage of the usual way to which one beside it leads. That it can end from
// there goes without saying.
func (d *drawing) leadBack(row *drawnRow, to string) {
	if slices.Contains(d.procedure.Way(), to) && !d.procedure.IsEnd(to) && !slices.Contains(row.back, to) {
		row.back = append(row.back, to)
	}
}
