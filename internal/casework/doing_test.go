package casework

import (
	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/test/staff"
)

// What people of a town do: to a case in memory by the pure functions, or through the desk to
// one in a database.

func (w *town) take(c *Case, a Actor, m Moved) error {
	if w.real != nil {
		return w.real.take(w, c, a, m)
	}
	return w.change(c.Number, Take(a, m, w.o, w.rules(c)))
}

func (w *town) approve(c *Case, a Actor, line Line) error {
	if w.real != nil {
		return w.real.did(w, w.real.desk.Approve(ctx, c.Number, a, line.Signed))
	}
	return w.change(c.Number, Approve(a, line, w.o, w.rules(c)))
}

func (w *town) decide(c *Case, who string, line Line, p portal.Procedure) error {
	if w.real != nil {
		return w.real.decide(w, c, line)
	}
	return w.change(c.Number, Decide(who, []Line{line}, w.o.Day, p))
}

func (w *town) open(c *Case, a Actor) {
	if w.real != nil {
		w.real.open(w, c, a)
		return
	}
	_ = w.change(c.Number, Read(a, w.o))
}

func (w *town) send(c *Case, a Actor, post mailbox.Post) {
	if w.real != nil {
		w.real.send(w, c, a, post)
		return
	}
	_ = w.change(c.Number, Send(a, Delivery{Posts: []mailbox.Post{post}}, w.o, w.rules(c).Procedure))
}

func (w *town) declare(c *Case, a Actor, answer string) {
	if w.real != nil {
		_ = w.real.did(w, w.real.desk.Declare(ctx, c.Number, a, answer))
		return
	}
	_ = w.change(c.Number, Declare(a, answer, w.o))
}

// suspend stops serving somebody; that a town's office serves them again is left to the walks
// in memory.
func (w *town) suspend(a Actor, out bool) {
	switch {
	case !out:
		if w.real == nil {
			delete(w.o.Suspended, a.Person)
		}
	case w.real != nil && w.r.IntN(3) > 0: // a town has few officers
	default:
		w.o.Suspended[a.Person] = w.o.Day
		if w.real != nil {
			staff.Must(0, w.real.Suspend(ctx, a.Person, w.o.Day))
			w.real.reload(w)
		}
	}
}

func (w *town) pass(days int) {
	w.o.Day = clock.Add(w.o.Day, days)
	if w.real != nil {
		w.real.Pass(w.o.Day)
	}
	if w.r.IntN(4) > 0 { // now and then the sweep is late
		w.catchUp()
	}
}
