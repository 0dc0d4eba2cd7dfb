package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/store/pgtest"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, s Settings) *DB {
	t.Helper()
	db, err := Open(ctx, s)
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db
}

func TestPragmas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c%d.db") // a path is not an address
	db := open(t, Settings{Path: path})
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000",
		"secure_delete": "1", "temp_store": "2", "query_only": "0",
	} {
		var got string
		must(t, db.write.QueryRow("PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("writing: %s is %s, want %s", pragma, got, want)
		}
	}
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "10000", "query_only": "1",
	} {
		var got string
		must(t, db.read.QueryRow("PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("reading: %s is %s, want %s", pragma, got, want)
		}
	}
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the database's rights are %o", info.Mode().Perm())
	}
}

func TestReadsCannotWrite(t *testing.T) {
	each(t, func(t *testing.T, s Settings) {
		db := open(t, s)
		if _, err := db.read.Exec(`DELETE FROM head`); err == nil {
			t.Fatal("the reading handle writes")
		}
	})
}

// each runs a test on an empty database of both kinds.
func each(t *testing.T, run func(*testing.T, Settings)) {
	t.Run("SQLite", func(t *testing.T) { run(t, Settings{Path: filepath.Join(t.TempDir(), "test.db")}) })
	t.Run("PostgreSQL", func(t *testing.T) { run(t, Settings{URL: pgtest.Start(t).URL()}) })
}

func TestManyOpenAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s Settings) {
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				db, err := Open(ctx, s)
				if err != nil {
					t.Error(err)
					return
				}
				if err := errors.Join(note(db, "x"), db.Close()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := count(t, open(t, s)); n != 6 {
			t.Fatalf("%d rows", n)
		}
	})
}

// note writes one row that says nothing.
func note(db *DB, hash string) error {
	return db.Write(ctx, func(tx *Tx) error {
		n := tx.Next()
		tx.Insert(`versions (hash, kind, id, body, day)`, ``, Row{fmt.Sprint(hash, n), "", "", "", ""})
		return nil
	})
}

func count(t *testing.T, db *DB) (n int) {
	t.Helper()
	must(t, db.Read(ctx, func(q Querier) (err error) {
		n, err = One(q, Self[int], `SELECT COUNT(*) FROM versions`)
		return err
	}))
	return n
}

func TestAddressIsNotPrinted(t *testing.T) {
	for _, url := range []string{"mysql://u:secret@h/d", "postgres://u:secret@h:port/d"} {
		_, err := Open(ctx, Settings{URL: url})
		if err == nil || len(err.Error()) > 60 {
			t.Errorf("got %v", err)
		}
	}
}

// TestSQLiteLocked: somebody else holds the lock; a writer waits, then is told.
func TestSQLiteLocked(t *testing.T) {
	s := Settings{Path: filepath.Join(t.TempDir(), "test.db"), Locked: 50 * time.Millisecond, Patience: 10 * time.Second}
	patient := open(t, s)
	s.Patience = 300 * time.Millisecond
	hasty := open(t, s)
	lock, err := sql.Open("sqlite", sqliteName(s.Path, time.Second, true))
	must(t, err)
	defer lock.Close()
	tx, err := lock.Begin()
	must(t, err)
	time.AfterFunc(time.Second, func() { tx.Rollback() })
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if err := note(patient, "p"); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			if err := note(hasty, "h"); !fault.Is(err, fault.Busy) {
				t.Errorf("got %v", err)
			}
		})
	}
	wg.Wait()
	if n := count(t, patient); n != 10 {
		t.Fatalf("%d rows", n)
	}
}

// TestPostgreSQLAway: the server is stopped while writers and readers are at it, and comes
// back: everybody waited, and each acknowledged row is there once.
func TestPostgreSQLAway(t *testing.T) {
	server := pgtest.Start(t)
	db := open(t, Settings{URL: server.URL(), Patience: 30 * time.Second})
	hasty := open(t, Settings{URL: server.URL(), Patience: 300 * time.Millisecond})
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 40 {
				if err := note(db, "x"); err != nil {
					t.Error(err)
				}
				if err := db.Read(ctx, func(q Querier) error {
					_, err := One(q, Self[int], `SELECT 1`)
					return err
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 2 {
		time.Sleep(50 * time.Millisecond)
		must(t, server.Stop())
		if err := note(hasty, "h"); !fault.Is(err, fault.Busy) {
			t.Errorf("a hasty writer got %v", err)
		}
		if err := hasty.Read(ctx, func(q Querier) error { return nil }); !fault.Is(err, fault.Busy) {
			t.Errorf("a hasty reader got %v", err)
		}
		must(t, server.Again())
	}
	wg.Wait()
	if n := count(t, db); n != 16*40 {
		t.Fatalf("%d rows of %d", n, 16*40)
	}
}

// TestLostAnswer: the commit was done and its answer got lost. The batch is not run again.
func TestLostAnswer(t *testing.T) {
	db := open(t, Settings{URL: pgtest.Start(t).URL()})
	w := &writer{db: db}
	defer w.drop()
	runs := 0
	batch := []*writing{{ctx: ctx, answer: make(chan error, 1), do: func(tx *Tx) error {
		runs++
		tx.Insert(`versions (hash, kind, id, body, day)`, ``, Row{fmt.Sprint("x", runs), "", "", "", ""})
		return nil
	}}}
	must(t, w.attempt(batch))
	must(t, db.write.QueryRow(`SELECT batch FROM writers`).Scan(&w.unsure))
	must(t, w.attempt(batch))
	if n := count(t, db); n != 1 || runs != 1 {
		t.Fatalf("%d rows, %d runs", n, runs)
	}
	w.unsure = "another" // an answer that got lost before the commit was done
	must(t, w.attempt(batch))
	if n := count(t, db); n != 2 || runs != 2 {
		t.Fatalf("%d rows, %d runs", n, runs)
	}
}

func TestPanicHarmsNobody(t *testing.T) {
	each(t, func(t *testing.T, s Settings) {
		db := open(t, s)
		var wg sync.WaitGroup
		for i := range 30 {
			wg.Go(func() {
				err := db.Write(ctx, func(tx *Tx) error {
					tx.Insert(`versions (hash, kind, id, body, day)`, ``, Row{fmt.Sprint(i), "", "", "", ""})
					if i%3 == 0 {
						panic("what nobody may log")
					}
					return nil
				})
				if (err != nil) != (i%3 == 0) {
					t.Errorf("writer %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		if n := count(t, db); n != 20 {
			t.Fatalf("%d rows", n)
		}
	})
}

func TestLeavingWhileWaiting(t *testing.T) {
	db := open(t, Settings{Path: filepath.Join(t.TempDir(), "test.db")})
	hold, held := make(chan bool), make(chan bool)
	go db.Write(ctx, func(*Tx) error { held <- true; <-hold; return nil })
	<-held
	leaving, cancel := context.WithCancel(ctx)
	time.AfterFunc(20*time.Millisecond, cancel)
	err := db.Write(leaving, func(*Tx) error { t.Error("was run"); return nil })
	if !fault.Is(err, fault.Busy) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	close(hold)
	must(t, note(db, "x"))
}

func TestManyRowsKeepTheirPlaces(t *testing.T) {
	each(t, func(t *testing.T, s Settings) {
		db := open(t, s)
		must(t, db.Write(ctx, func(tx *Tx) error {
			for i := range 77 { // 32 + 32 + 8 + 4 + 1
				tx.Insert(`versions (hash, kind, id, body, day)`, ``, Row{fmt.Sprintf("%03d", i), "a", "b", fmt.Sprint(i), "d"})
			}
			return nil
		}))
		must(t, db.Read(ctx, func(q Querier) error {
			bodies, err := All(q, Self[string], `SELECT body FROM versions ORDER BY hash`)
			for i, body := range bodies {
				if body != fmt.Sprint(i) {
					t.Errorf("row %d holds %s", i, body)
				}
			}
			if len(bodies) != 77 {
				t.Errorf("%d rows", len(bodies))
			}
			return err
		}))
	})
}
