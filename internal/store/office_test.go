package store_test

import (
	"slices"
	"testing"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/ledger"
	"fairlead/internal/notify"
	"fairlead/internal/people"
	"fairlead/internal/seal"
)

// leased: of two nodes one gets a task; it is due again only after its time; a lease that ran
// out is anybody's.
func leased(t *testing.T, w *world) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	take := func(who string, at time.Time) bool {
		t.Helper()
		given, err := w.Leases.Take(ctx, "sweep", who, at, at.Add(5*time.Minute), at.Add(-time.Hour))
		must(t, err)
		return given
	}
	same(t, "the first", take("a", now), true)
	same(t, "the second", take("b", now), false)
	same(t, "the second, when the lease has run out", take("b", now.Add(6*time.Minute)), true)
	must(t, w.Leases.Done(ctx, "sweep", "a", now.Add(7*time.Minute))) // too late: it is not a's any more
	same(t, "while b is at it", take("a", now.Add(8*time.Minute)), false)
	must(t, w.Leases.Done(ctx, "sweep", "b", now.Add(9*time.Minute)))
	same(t, "within the hour", take("a", now.Add(50*time.Minute)), false)
	same(t, "after the hour", take("a", now.Add(70*time.Minute)), true)
	must(t, w.Leases.Drop(ctx, "sweep", "a"))
	same(t, "left undone", take("b", now.Add(71*time.Minute)), true)
}

// reminded: who holds something unread, late or urgent is told; who holds nothing is not; a
// head is told that something of the unit is late, unless the reporter excluded them.
func reminded(t *testing.T, w *world) {
	anna, ben, eve := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "wct"), w.officer(t, "Eve", "ethics")
	head := w.officer(t, "Hedda", "wct")
	line := officerLine(people.Person{ID: head, Name: "Hedda", Unit: "wct"}, 2)
	line.Roles = []string{"head"}
	must(t, w.People.Certify(ctx, signed(line), line, ledger.Act{Act: ledger.Certified, By: "operator", Of: head}))
	a := arrival(anna)
	a.Cases[0].Clocks = []clock.Limit{{Code: "first-letter", Started: day, Due: "2026-11-29"}}
	w.receive(t, a)
	b := arrival(ben)
	b.KeysLine.Exclusions = []string{"officer:" + head}
	b.Cases[0].Urgent = false
	b.Cases[0].Clocks = a.Cases[0].Clocks
	w.receive(t, b)
	waiting := func(today string) map[string][]string {
		t.Helper()
		list, err := w.Outbox.Waiting(ctx, today)
		must(t, err)
		kinds := map[string][]string{}
		for _, one := range list {
			slices.Sort(one.Kinds)
			kinds[one.Person] = one.Kinds
		}
		return kinds
	}
	same(t, "on the day", waiting(day), map[string][]string{anna: {notify.Fresh, notify.Urgent}, ben: {notify.Fresh}})
	_, err := w.Cases.View(ctx, a.Cases[0].Number, anna, true)
	must(t, err)
	same(t, "after the first reading", waiting(day)[anna], []string(nil))
	same(t, "near the day", waiting("2026-11-28")[ben], []string{notify.Near})
	late := waiting("2026-11-30")
	same(t, "late, a holder", late[ben], []string{notify.Overdue})
	same(t, "late, the head: of one case", late[head], []string{notify.Overdue})
	same(t, "another office", late[eve], []string(nil))
	must(t, w.People.Suspend(ctx, anna, day, ledger.Act{Act: ledger.Suspended, By: "operator", Of: anna}))
	same(t, "suspended", waiting("2026-11-30")[anna], []string(nil))
}

// nudged: one nudge a person, kind and day; sent once, put off when it fails, and only where
// there is an address.
func nudged(t *testing.T, w *world) {
	anna, ben := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "wct")
	must(t, w.People.Set(ctx, anna, people.Settings{Mail: "anna@office.test", Language: "fr", Languages: []string{"es", "fr"}}))
	kept, err := w.People.Settings(ctx, anna)
	must(t, err)
	same(t, "settings", kept, people.Settings{Mail: "anna@office.test", Language: "fr", Languages: []string{"es", "fr"}})
	must(t, w.People.Set(ctx, ben, people.Settings{}))
	spoken, err := w.People.Spoken(ctx)
	must(t, err)
	same(t, "languages", spoken, map[string][]string{anna: {"es", "fr"}})
	for range 2 {
		must(t, w.Outbox.Put(ctx, day, []notify.Waiting{{Person: anna, Kinds: []string{notify.Fresh}}, {Person: ben, Kinds: []string{notify.Fresh}}}))
	}
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	claim := func(at time.Time) []notify.Entry {
		t.Helper()
		entries, err := w.Outbox.Claim(ctx, at, at.Add(10*time.Minute), 10)
		must(t, err)
		return entries
	}
	first := claim(now)
	if len(first) != 1 || first[0].Address != "anna@office.test" || first[0].Language != "fr" || first[0].Name != "Anna" {
		t.Fatalf("to send: %+v", first)
	}
	same(t, "claimed twice", len(claim(now)), 0)
	must(t, w.Outbox.Again(ctx, first[0].ID, now.Add(time.Hour), false))
	same(t, "put off", len(claim(now.Add(30*time.Minute))), 0)
	again := claim(now.Add(2 * time.Hour))
	if len(again) != 1 || again[0].Tries != 1 {
		t.Fatalf("after it failed: %+v", again)
	}
	must(t, w.Outbox.Sent(ctx, again[0].ID))
	same(t, "sent", len(claim(now.Add(24*time.Hour))), 0)
	hidden, err := w.Outbox.Recent(ctx, "wct", ben, 10)
	must(t, err)
	if len(hidden) != 1 || hidden[0].Name != "Ben" {
		t.Errorf("what a case is behind that some may not know: %v", hidden)
	}
	must(t, w.Outbox.Put(ctx, day, []notify.Waiting{{Person: anna, Kinds: []string{notify.Fresh}, Openly: []string{notify.Fresh}}}))
	recent, err := w.Outbox.Recent(ctx, "wct", ben, 10)
	must(t, err)
	states := map[string]string{}
	for _, e := range recent {
		states[e.Name] = e.State
	}
	same(t, "the page", states, map[string]string{"Anna": notify.Sent, "Ben": notify.NoAddress})
}

// undertook: the newest undertaking counts, and the same one twice is one line.
func undertook(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	version, err := w.People.Undertaken(ctx, anna)
	must(t, err)
	same(t, "before", version, "")
	for _, v := range []string{newHash(), newHash()} {
		line := seal.Undertaking{Head: head("undertaking", "officer:"+anna), Version: v}
		s := signed(line)
		for range 2 {
			must(t, w.People.Undertake(ctx, s, line, ledger.Act{Act: ledger.Undertook, By: "officer:" + anna, Of: seal.LineHash(s)}))
		}
		version, err = w.People.Undertaken(ctx, anna)
		must(t, err)
		same(t, "version", version, v)
	}
}

// ledgerSeen: an officer sees the lines of cases they hold; a head those about the unit's
// people as well; nobody those of a case that does not exist for them.
func ledgerSeen(t *testing.T, w *world) {
	anna, eve := w.officer(t, "Anna", "wct"), w.officer(t, "Eve", "ethics")
	a := arrival(anna)
	w.receive(t, a)
	acts := func(person, unit string, head bool) (all []string) {
		t.Helper()
		lines, err := w.Ledger.Seen(ctx, person, unit, head, 100)
		must(t, err)
		for i, line := range lines {
			if i > 0 && lines[i-1].N <= line.N {
				t.Error("the lines are not the newest first")
			}
			all = append(all, line.Act)
		}
		return all
	}
	if !slices.Contains(acts(anna, "wct", false), ledger.Received) {
		t.Error("a holder does not see that the report came")
	}
	same(t, "of another office", acts(eve, "ethics", false), []string(nil))
	if got := acts(eve, "ethics", true); slices.Contains(got, ledger.Received) || !slices.Contains(got, ledger.Enrolled) {
		t.Errorf("a head of another office sees %v", got)
	}
}
