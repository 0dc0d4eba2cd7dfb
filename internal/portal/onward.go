package portal

import (
	"cmp"
	"maps"
	"slices"
)

// OnwardUnits are the offices that could take what comes by a form, if it came to the wrong
// one: all that have a procedure with a step to accept it, but for those that are told anyway.
func (p *Pack) OnwardUnits(form Form, told ...string) []string {
	if form.Onward == nil {
		return nil
	}
	var units []string
	for _, unit := range slices.SortedFunc(maps.Values(p.Units), func(a, b Unit) int { return cmp.Compare(a.Order, b.Order) }) {
		if _, ok := ProcedureOf(p, unit.ID, true); ok && !slices.Contains(told, unit.ID) {
			units = append(units, unit.ID)
		}
	}
	return units
}

// onward holds the question of passing on to the form's own, and to a procedure that can.
func (r *reader) onward(f Form) {
	name := "forms/" + f.ID + ".json"
	if f.Onward == nil {
		return
	}
	if f.Kind != "report" {
		r.add(name, 0, "onward: a form of kind %q is passed on to nobody", f.Kind)
	}
	if len(f.Onward) == 0 {
		r.add(name, 0, "onward: names no answer, so nobody would have agreed to it")
	}
	for _, id := range slices.Sorted(maps.Keys(f.Onward)) {
		field, _ := f.Field(id)
		r.when(name, Field{ID: "onward", When: f.Onward}, field, id)
	}
	if step, ok := r.pack.Procedures[f.Procedure].Step(StepPassOn); !ok || step.Kind != StepPassOn {
		r.add(name, 0, "onward: the procedure %q has no step %q of that kind", f.Procedure, StepPassOn)
	}
}
