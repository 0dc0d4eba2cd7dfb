package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"fairlead/internal/intake"
	"fairlead/internal/store/pgtest"
)

// writersAtOnce is how many reporters send at the same moment.
const writersAtOnce = 64

// BenchmarkReceive compares reports received, 8 KiB and three grants each, with bare
// inserts of one row of the same bytes, each with a durable commit of its own:
//
//	go test -run '^$' -bench Receive ./internal/store/
func BenchmarkReceive(b *testing.B) {
	b.Run("SQLite/bare", func(b *testing.B) {
		db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+
			"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
		must(b, err)
		db.SetMaxOpenConns(1)
		bare(b, db, "BLOB")
	})
	b.Run("SQLite/received", func(b *testing.B) { received(b, open(b, "")) })
	server := pgtest.Start(b)
	b.Run("PostgreSQL/bare", func(b *testing.B) {
		db, err := sql.Open("pgx", server.Database(b))
		must(b, err)
		db.SetMaxOpenConns(writersAtOnce)
		db.SetMaxIdleConns(writersAtOnce)
		bare(b, db, "BYTEA")
	})
	b.Run("PostgreSQL/received", func(b *testing.B) { received(b, open(b, server.Database(b))) })
}

// bytesOf is how many bytes an arrival hands to the database.
func bytesOf(a intake.Arrival) int {
	n := len(a.Keys.Line) + len(a.Keys.Sig)
	for _, g := range a.Cases[0].Grants {
		n += len(g.Sealed.Line) + len(g.Sealed.Sig) + len(g.Sealed.File)
	}
	for _, p := range a.Cases[0].Posts {
		n += len(p.Sealed.Line) + len(p.Sealed.Sig) + len(p.Sealed.File)
	}
	return n
}

func bare(b *testing.B, db *sql.DB, blob string) {
	defer db.Close()
	_, err := db.Exec(fmt.Sprintf(`CREATE TABLE bare (id TEXT PRIMARY KEY, body %s)`, blob))
	must(b, err)
	insert, err := db.Prepare(`INSERT INTO bare (id, body) VALUES ($1, $2)`)
	must(b, err)
	body := random(bytesOf(arrival("a", "b")))
	atOnce(b, func(int) error {
		_, err := insert.Exec(newID(), body)
		return err
	})
}

func received(b *testing.B, w *world) {
	arrivals := make([]intake.Arrival, b.N)
	for i := range arrivals {
		arrivals[i] = arrival("a", "b")
	}
	atOnce(b, func(i int) error {
		_, err := w.Reports.Receive(ctx, arrivals[i], newNumber)
		return err
	})
}

// atOnce shares b.N calls among the writers.
func atOnce(b *testing.B, do func(i int) error) {
	var next atomic.Int64
	var wg sync.WaitGroup
	b.ResetTimer()
	for range writersAtOnce {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(b.N); i = next.Add(1) - 1 {
				if err := do(int(i)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "per_s")
}
