package store_test

import (
	"slices"
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/store/pgtest"
)

// BenchmarkQueue compares the first page of somebody's queue who holds a hundred thousand
// cases with that of somebody who holds a thousand, right after the rows were written and
// once the database has counted them:
//
//	go test -run '^$' -bench Queue -benchtime 200x ./internal/store/
func BenchmarkQueue(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { queues(b, open(b, "")) })
	server := pgtest.Start(b)
	b.Run("PostgreSQL", func(b *testing.B) { queues(b, open(b, server.Database(b))) })
}

func queues(b *testing.B, w *world) {
	little, all := w.officer(b, "Little", "wct"), w.officer(b, "All", "wct")
	few, kept := w.officer(b, "Few", "wct"), w.officer(b, "Kept out", "wct")
	w.many(b, 999, holding{person: little})
	w.openQueues(b, []string{little}) // plans that are made for little stay
	w.many(b, 99_999, holding{all, 1, 0}, holding{few, 100, 0}, holding{kept, 10, 2})
	people := []string{little, all, few, kept}
	b.Run("just filled", func(b *testing.B) { w.openQueues(b, people) })
	db := w.raw(b)
	defer db.Close()
	_, err := db.Exec(`ANALYZE`)
	must(b, err)
	b.Run("counted", func(b *testing.B) { w.openQueues(b, people) })
	b.Run("other lists", func(b *testing.B) { w.openLists(b, all, few) })
}

// openLists reports the quickest of a few openings of what else grows with an office: its
// figures, the newest lines of the ledger for a head who holds all and for somebody who holds few.
func (w *world) openLists(b *testing.B, all, few string) {
	for name, list := range map[string]func() error{
		"overview":   func() error { _, err := w.Cases.Load(ctx, "wct", all, day); return err },
		"ledger_all": func() error { _, err := w.Ledger.Seen(ctx, all, "wct", true, 300); return err },
		"ledger_few": func() error { _, err := w.Ledger.Seen(ctx, few, "wct", false, 300); return err },
	} {
		quickest := time.Hour
		for range 5 {
			start := time.Now()
			must(b, list())
			quickest = min(quickest, time.Since(start))
		}
		b.ReportMetric(float64(quickest.Microseconds())/1000, name+"_ms")
	}
}

// holds says what each of the people that a queue is opened for holds.
var holds = []string{"1000", "100000", "1000_of_100000", "10000_kept_out_of_half"}

// openQueues opens the first pages one after the other, so that what else the machine does
// meets them alike, and reports medians, and what the quickest twentieth stayed below.
func (w *world) openQueues(b *testing.B, people []string) {
	took := make([][]time.Duration, len(people))
	for range max(b.N, 20) {
		for i, person := range people {
			start := time.Now()
			rows, err := w.Cases.Queue(ctx, person, casework.Page{})
			took[i] = append(took[i], time.Since(start))
			must(b, err)
			if len(rows.Rows) == 0 || rows.Next == "" {
				b.Fatal("not a page")
			}
		}
	}
	for i := range people {
		slices.Sort(took[i])
		b.ReportMetric(float64(took[i][len(took[i])/2].Microseconds()), holds[i]+"_median_us")
		b.ReportMetric(float64(took[i][len(took[i])/20].Microseconds()), holds[i]+"_quick_us")
	}
}
