package store_test

import (
	"database/sql"
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/store/pgtest"
)

// TestQueueReads holds a page of the queue to the rows it needs, on PostgreSQL, which chooses
// anew how to answer as a database grows: with a plan that was made when there was little and
// nothing was counted, and with one that was made after ANALYZE.
func TestQueueReads(t *testing.T) {
	const openings, most = 10, 50 * 30 // rows read for a page of 50; each row is put together from fifteen to twenty
	w := open(t, pgtest.Start(t).Database(t))
	db := w.raw(t)
	defer db.Close()
	_, err := db.Exec(`DO $$ DECLARE name TEXT; BEGIN
		FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
			EXECUTE format('ALTER TABLE %I SET (autovacuum_enabled = false)', name);
		END LOOP; END $$`)
	must(t, err)
	all, few, kept := w.officer(t, "All", "wct"), w.officer(t, "Few", "wct"), w.officer(t, "Kept out", "wct")
	ask := func() {
		for range openings {
			for _, person := range []string{all, few, kept} {
				rows, err := w.Cases.Queue(ctx, person, casework.Page{})
				must(t, err)
				if len(rows.Rows) == 0 || len(rows.Rows) > 50 {
					t.Fatalf("%d rows", len(rows.Rows))
				}
			}
		}
	}
	held := func(when string) {
		before := rowsRead(t, db)
		ask()
		w.again(t) // a connection that ends has told what it read
		if read := (rowsRead(t, db) - before) / openings / 3; read < 50 || read > most {
			t.Errorf("%s: a page of the queue reads %d rows, want at most %d", when, read, most)
		}
	}
	people := []holding{{all, 1, 0}, {few, 100, 0}, {kept, 10, 2}}
	w.many(t, 300, people...)
	ask()
	w.many(t, 10_000, people...)
	held("just filled")
	_, err = db.Exec(`ANALYZE`)
	must(t, err)
	ask()
	held("counted")
	tail, err := w.Ledger.Tail(ctx)
	must(t, err)
	for _, n := range []int{300, 3000} { // of somebody who holds many, walked from the newest in one go and in some
		lines, err := w.Ledger.Seen(ctx, all, "wct", false, n)
		must(t, err)
		same(t, "lines of the ledger", []int64{int64(len(lines)), lines[0].N, lines[n-1].N}, []int64{int64(n), tail.N, tail.N - int64(n) + 1})
	}
}

// rowsRead is how many rows of all tables were read, once everybody has told.
func rowsRead(t *testing.T, db *sql.DB) (read int64) {
	t.Helper()
	for last, same := int64(-1), 0; same < 3; last = read {
		must(t, db.QueryRow(`SELECT (SELECT SUM(seq_tup_read) FROM pg_stat_user_tables) + (SELECT SUM(idx_tup_read) FROM pg_stat_user_indexes)`).Scan(&read))
		if same++; read != last {
			same = 0
		}
		time.Sleep(100 * time.Millisecond)
	}
	return read
}
