package store_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/store/pgtest"
)

// BenchmarkQueue compares the first page of somebody's queue who holds a hundred thousand
// cases with that of somebody who holds a thousand (a minute to fill each database):
//
//	go test -run '^$' -bench Queue -benchtime 200x ./internal/store/
func BenchmarkQueue(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { queues(b, open(b, "")) })
	server := pgtest.Start(b)
	b.Run("PostgreSQL", func(b *testing.B) { queues(b, open(b, server.Database(b))) })
}

func queues(b *testing.B, w *world) {
	for _, n := range []int{1000, 100_000} {
		person := w.officer(b, fmt.Sprint("Holder of ", n), "wct")
		w.fill(b, person, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				start := time.Now()
				rows, err := w.Cases.Queue(ctx, person, casework.Page{})
				took = append(took, time.Since(start))
				must(b, err)
				if len(rows.Rows) != 50 || rows.Next == "" {
					b.Fatal("not a page")
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "median_us")
			b.ReportMetric(float64(took[len(took)/20].Microseconds()), "quick_us") // of the quickest twentieth
		})
	}
}

// fill hands a person so many cases whose clocks are due on many days.
func (w *world) fill(b *testing.B, person string, n int) {
	var all sync.WaitGroup
	for part := range writersAtOnce {
		all.Go(func() {
			for i := part; i < n; i += writersAtOnce {
				a := arrival(person)
				c := &a.Cases[0]
				c.Posts = []mailbox.Post{newPost(a.Report, "talk:wct", 1, "answers", "reporter", 64)}
				c.Urgent, c.Clocks[1].Due = i%50 == 0, clock.Add(day, i%400)
				a.Fingerprint = c.Posts[0].Hash
				if _, err := w.Reports.Receive(ctx, a, newNumber); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}
