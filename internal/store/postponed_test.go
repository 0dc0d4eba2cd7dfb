package store_test

import (
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/notify"
	"fairlead/internal/people"
)

// postponed: what was passed on by an exception that is to be known later leaves nothing with
// the person until its day: no case, no line of the ledger, no key to take over.
func postponed(t *testing.T, w *world) {
	p := newPassed(t, w)
	const review = "2026-12-22"
	step := p.change.With
	p.change.Lines[0].Shown = review
	p.change.Later = map[string]string{p.share: review, "talk:ethics": review, step: review}
	before := w.box(t, p.HandleHash)
	p.send(t, w)
	by := officerOf(p.eve)
	accept := newStep(p.Report, "ethics", by, "accept", "")
	w.change(t, p.receiver, p.eve, casework.Change{
		Lines: []casework.Line{accept}, With: accept.Hash,
		Grants: []casework.NewGrant{
			casework.NewGrant(newGrant(p.Report, "talk:ethics", 1, by, by, "assignment")),
			casework.NewGrant(newGrant(p.Report, "talk:ethics", 1, "reporter", by, "assignment")),
		},
		Acts: []ledger.Act{{Act: ledger.Accepted, By: by, Of: accept.Hash}},
		Beside: []casework.Beside{{Number: p.giver, Step: func(c casework.Case) (casework.Change, error) {
			return casework.Change{Case: c, Acts: []ledger.Act{{Act: ledger.Accepted, By: by, Of: accept.Hash}}}, nil
		}}},
	})
	same(t, "the mailbox, while it waits for its day", w.box(t, p.HandleHash), before)
	var held []string
	must(t, w.Cases.ClaimAs(ctx, p.HandleHash, func(who string) casework.Step {
		return func(c casework.Case) (casework.Change, error) {
			for _, h := range c.Holders {
				if h.Holder == who && h.Case != "" {
					held = append(held, h.Compartment)
				}
			}
			return casework.Change{Case: c}, nil
		}
	}))
	same(t, "what new words take over in other cases", held, []string(nil))
	w.pass(31 * 24 * time.Hour)
	box := w.box(t, p.HandleHash)
	same(t, "on its day", []int{len(box.Cases), len(box.Cases[0].Offers)}, []int{2, 1})
	accepted := func(c mailbox.Case) (n int) {
		for _, record := range c.Ledger {
			if record.Act == ledger.Accepted {
				n++
			}
		}
		return n
	}
	same(t, "and its lines in the ledger", []int{accepted(box.Cases[0]), accepted(box.Cases[1])}, []int{1, 1})
}

// clockBack: a clock that was ahead and is set right again keeps no task and no mail waiting.
func clockBack(t *testing.T, w *world) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	ahead := now.AddDate(1, 0, 0)
	take := func(task string, at time.Time) bool {
		t.Helper()
		given, err := w.Leases.Take(ctx, task, "a", at, at.Add(5*time.Minute), at.Add(-time.Hour))
		must(t, err)
		return given
	}
	same(t, "while it is ahead", []bool{take("done", ahead), take("left", ahead)}, []bool{true, true})
	must(t, w.Leases.Done(ctx, "done", "a", ahead))
	same(t, "set right again", []bool{take("done", now), take("left", now)}, []bool{true, true})
	anna := w.officer(t, "Anna", "wct")
	must(t, w.People.Set(ctx, anna, people.Settings{Mail: "anna@office.test", Language: "en"}))
	must(t, w.Outbox.Put(ctx, day, []notify.Waiting{{Person: anna, Kinds: []string{notify.Fresh}}}))
	claimed := func(at time.Time) int {
		t.Helper()
		entries, err := w.Outbox.Claim(ctx, at, at.Add(10*time.Minute), 10)
		must(t, err)
		return len(entries)
	}
	same(t, "mail that was claimed while it was ahead", []int{claimed(ahead), claimed(now), claimed(now)}, []int{1, 1, 0})
}

// mailboxFull: what one person can write has an end, and a repeat of what is kept has none.
func mailboxFull(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	a := arrival(anna)
	w.receive(t, a)
	write := func(posts ...mailbox.Post) error {
		at, err := w.Mailboxes.Standing(ctx, a.Report, "talk:wct", "reporter")
		must(t, err)
		return w.Mailboxes.Write(ctx, at, posts, nil, nil)
	}
	var last mailbox.Post
	for range 3 {
		last = newPost(a.Report, "talk:wct", 1, "letter", "reporter", mailbox.MostBytes/4)
		must(t, write(last))
	}
	is(t, write(newPost(a.Report, "talk:wct", 1, "letter", "reporter", mailbox.MostBytes/4)), fault.TooLarge)
	must(t, write(last))
	must(t, write(newPost(a.Report, "talk:wct", 1, "letter", "reporter", 1024)))
}
