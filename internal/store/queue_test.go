package store_test

import (
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/ledger"
	"fairlead/internal/people"
)

// queue is all that a person's lists show, page by page, and holds each row to what is given
// of its case alone.
func (w *world) queue(t *testing.T, person string) (all []casework.Row) {
	t.Helper()
	for _, show := range []string{"", casework.ShowEnded, casework.ShowComments} {
		all = append(all, w.list(t, person, show, 2)...)
	}
	for _, row := range all {
		alone, err := w.Cases.Row(ctx, row.Number, person)
		must(t, err)
		same(t, "a row alone", alone, row)
	}
	return all
}

// list is one list in pages of a size.
func (w *world) list(t *testing.T, person, show string, size int) (all []casework.Row) {
	t.Helper()
	page := casework.Page{Show: show, Size: size}
	for {
		rows, err := w.Cases.Queue(ctx, person, page)
		must(t, err)
		all = append(all, rows.Rows...)
		if page.After = rows.Next; page.After == "" {
			return all
		}
	}
}

func numbersOf(rows []casework.Row) []string {
	numbers := []string{}
	for _, row := range rows {
		numbers = append(numbers, row.Number)
	}
	return numbers
}

// dueOn is an arrival for one person whose only clock is due on a day, "" for none.
func (w *world) dueOn(t *testing.T, person, due string, urgent bool) string {
	t.Helper()
	a := arrival(person)
	c := &a.Cases[0]
	c.Urgent, c.Clocks = urgent, []clock.Limit{{Code: "their-own", Started: day, Due: "2026-11-23", Theirs: true}}
	if due != "" {
		c.Clocks = append(c.Clocks, clock.Limit{Code: "first-letter", Started: day, Due: due, Aim: true})
	}
	w.receive(t, a)
	return c.Number
}

func queuePages(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	none := w.dueOn(t, anna, "", false)
	late := w.dueOn(t, anna, "2026-12-20", false)
	soon := w.dueOn(t, anna, "2026-11-24", false)
	urgent := w.dueOn(t, anna, "2026-12-21", true)
	sooner := w.dueOn(t, anna, "2026-11-24", false)
	want := []string{urgent, soon, sooner, late, none}
	for _, size := range []int{1, 2, 5, 0} {
		same(t, "in order", numbersOf(w.list(t, anna, casework.ShowOpen, size)), want)
	}
	rows := w.list(t, anna, "", 0)
	same(t, "clocks", []any{rows[1].Clock, rows[4].Clock},
		[]any{clock.Limit{Code: "first-letter", Started: day, Due: "2026-11-24", Aim: true}, clock.Limit{}})
	// What arrived is laid on the desk as it would be arranged.
	for _, number := range want {
		w.change(t, number, anna, casework.Change{}, func(c *casework.Case) { c.Handler = anna })
	}
	same(t, "arranged", numbersOf(w.list(t, anna, "", 2)), want)
	for _, page := range []casework.Page{{Show: "all"}, {After: "a\x00"}, {Show: "a\x00"}, {After: casework.Never}} {
		got, err := w.Cases.Queue(ctx, anna, page)
		must(t, err)
		same(t, "nothing there", got, casework.Rows{})
	}
}

func queueMoves(t *testing.T, w *world) {
	anna, ben := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "wct")
	first, second := w.dueOn(t, anna, "2026-11-24", false), w.dueOn(t, anna, "2026-11-25", false)
	view := w.view(t, first, anna)
	hand := casework.NewGrant(newGrant(view.Case.Report, "talk:wct", 1, officerOf(ben), officerOf(anna), "assignment"))
	w.change(t, first, anna, casework.Change{Grants: []casework.NewGrant{hand}})
	same(t, "handed over", w.numbers(t, ben), []string{first})
	w.change(t, first, anna, casework.Change{}, func(c *casework.Case) {
		c.Clocks[1].Met, c.Handler, c.Waits = day, ben, " handler="+officerOf(anna)+" head=* "
	})
	same(t, "its clock was met", w.numbers(t, anna), []string{second, first})
	same(t, "mine", [][]string{numbersOf(w.list(t, ben, "mine", 0)), numbersOf(w.list(t, anna, "mine", 0))}, [][]string{{first}, {}})
	same(t, "waits", [][]string{numbersOf(w.list(t, ben, "waits", 0)), numbersOf(w.list(t, anna, "waits", 0))}, [][]string{{first}, {}})
	row, err := w.Cases.Row(ctx, first, ben)
	must(t, err)
	same(t, "row", []any{row.Handler, row.Waits}, []any{ben, true})
	row, err = w.Cases.Row(ctx, first, anna)
	must(t, err)
	same(t, "her own step", row.Waits, false)
	waits := func() []any {
		row, err := w.Cases.Row(ctx, first, ben)
		must(t, err)
		return []any{numbersOf(w.list(t, ben, "waits", 0)), row.Waits}
	}
	w.change(t, first, anna, casework.Change{}, func(c *casework.Case) { c.Waits = " head=" + officerOf(anna) + " reviewer=* " })
	same(t, "for other roles than his", waits(), []any{[]string{}, false})
	line := officerLine(people.Person{ID: ben, Name: "Ben", Unit: "wct"}, 2)
	line.Roles = []string{"head"}
	must(t, w.People.Certify(ctx, signed(line), line, ledger.Act{Act: ledger.Certified, By: "operator", Of: ben}))
	same(t, "once he has the role", waits(), []any{[]string{first}, true})
	w.change(t, first, ben, casework.Change{}, func(c *casework.Case) { c.Ended, c.Waits = day, "" })
	w.pass(24 * time.Hour)
	w.change(t, second, anna, casework.Change{}, func(c *casework.Case) { c.Ended = "2026-11-23" })
	same(t, "ended, the newest first", [][]string{numbersOf(w.list(t, anna, casework.ShowEnded, 1)), numbersOf(w.list(t, anna, "", 1))},
		[][]string{{second, first}, {}})
	w.change(t, first, anna, casework.Change{EndGrants: []string{hand.Hash}})
	same(t, "taken back", w.numbers(t, ben), []string(nil))
	must(t, w.People.Suspend(ctx, anna, day, ledger.Act{Act: ledger.Suspended, By: "operator", Of: anna}))
	same(t, "suspended", w.numbers(t, anna), []string(nil))
}

func officeFigures(t *testing.T, w *world) {
	head, gone := w.officer(t, "Head", "wct"), w.officer(t, "Gone", "wct")
	over, calm, none := w.dueOn(t, head, "2026-11-24", false), w.dueOn(t, head, "2026-12-20", false), w.dueOn(t, head, "", false)
	excluded := excluding(arrival(head), officerOf(gone))
	w.receive(t, excluded)
	w.receive(t, comment(head))
	ended := w.dueOn(t, head, "", false)
	w.change(t, ended, head, casework.Change{}, func(c *casework.Case) { c.Ended = day })
	w.change(t, calm, head, casework.Change{}, func(c *casework.Case) { c.Handler, c.Stage = gone, "open" })
	load, err := w.Cases.Load(ctx, "wct", gone, "2026-11-25")
	must(t, err)
	same(t, "figures", load, casework.Load{
		Open:     3,
		Stages:   []casework.Count{{Of: "wct", Name: "open", Cases: 1}, {Of: "wct", Name: "received", Cases: 2}},
		Handlers: []casework.Count{{Name: "", Cases: 2}, {Name: gone, Cases: 1}},
		Clocks:   []casework.Count{{Name: clock.StateOver, Cases: 1}, {Name: clock.StateCalm, Cases: 1}, {Name: clock.StateNone, Cases: 1}},
	})
	load, err = w.Cases.Load(ctx, "wct", head, "2026-11-25")
	must(t, err)
	same(t, "without an exclusion", load.Open, 4)
	w.change(t, over, head, casework.Change{}, func(c *casework.Case) { c.Clocks[1].Told = "2026-12-01" })
	w.change(t, none, head, casework.Change{Declared: "recused"})
	load, err = w.Cases.Load(ctx, "wct", head, "2026-11-25")
	must(t, err)
	same(t, "a delay was told", load.Clocks, []casework.Count{{Name: clock.StateNear, Cases: 1}, {Name: clock.StateCalm, Cases: 2}})
	load, err = w.Cases.Load(ctx, "ethics", head, day)
	must(t, err)
	same(t, "another office", load.Open, 0)
}
