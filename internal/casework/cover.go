package casework

import (
	"maps"
	"slices"

	"fairlead/internal/seal"
)

// cover: somebody stands in until a day, by the head, or by who answers for it. The line names
// the keys that they are handed for that time, which end with it.
func (t *taking) cover() error {
	if err := t.plain(false, true, true, len(t.m.Grants)); err != nil {
		return err
	}
	if err := t.only(0, false); err != nil || len(t.m.Posts) > 0 {
		return unfit(err)
	}
	for _, grant := range t.m.Grants {
		if grant.Line.Holder != t.m.Line.To || !slices.Contains(t.m.Line.Of, grant.Hash) {
			return unfit(nil)
		}
	}
	if !t.has(roleHead) && t.c.Handler != t.actor.Person {
		return refuse("step-not-yours")
	}
	if _, ok := t.o.mayHold(t.c, personOf(t.m.Line.To)); !ok || t.m.Line.To == t.actor.holder() && !t.has(roleHead) {
		return refuse("not-to-them")
	}
	if t.m.Line.Day < t.o.Day {
		return refuse("day-missing")
	}
	return t.bring(sendsOnly(t.actor, t.c, t.o))
}

// covering is until which day somebody stands in, and from which place in Case.Holders on they
// hold what ends with it: what they were handed for it, and all that they were handed since.
type covering struct {
	until string
	from  int
}

// covers are those who hold something only because they stand in. Who answers for the case since
// then keeps it, and so does whoever is the last of the office to hold it.
func (c Case) covers(r *Record) map[string]covering {
	all := map[string]covering{}
	for _, taken := range r.Steps {
		to := taken.Line.To
		switch taken.Line.Step {
		case stepCover:
			at, stands := all[to]
			if !stands {
				at.from = c.handedFor(taken.Line.Of)
			}
			if at.until = taken.Line.Day; at.from >= 0 {
				all[to] = at
			}
		case stepAssign:
			delete(all, to)
		}
	}
	maps.DeleteFunc(all, func(who string, _ covering) bool { return !c.heldBeside(who) })
	return all
}

// handedFor is the place of the first grant that is named and still served, -1 if there is none.
func (c Case) handedFor(grants []string) int {
	return slices.IndexFunc(c.Holders, func(h Holder) bool { return h.Ended == "" && slices.Contains(grants, h.Line) })
}

// heldBeside says whether another officer holds what the office works on the case with.
func (c Case) heldBeside(who string) bool {
	return slices.ContainsFunc(c.Holders, func(h Holder) bool {
		whole := h.Compartment == seal.TalkOf(c.Unit) || c.Giver != nil && h.Compartment == c.Giver.Share
		return whole && h.Ended == "" && h.Holder != who && personOf(h.Holder) != ""
	})
}

// nextCovered is the first last day of those who stand in, "" if nobody does.
func (c Case) nextCovered(r *Record) string {
	next := ""
	for _, each := range c.covers(r) {
		if next == "" || each.until < next {
			next = each.until
		}
	}
	return next
}

// uncover ends what was handed to those whose last day is over.
func (a *answer) uncover() {
	r := a.c.read(a.p)
	for _, who := range slices.Sorted(maps.Keys(a.c.covers(&r))) {
		at, stands := a.c.covers(&r)[who] // the others may have gone before them
		if !stands || at.until >= a.day {
			continue
		}
		since := map[string]bool{}
		for _, h := range a.c.Holders[at.from:] {
			since[h.Line] = true
		}
		a.ch.EndGrants = append(a.ch.EndGrants, endHolders(&a.c, a.day, func(h Holder) bool {
			return h.Holder == who && since[h.Line]
		})...)
	}
}
