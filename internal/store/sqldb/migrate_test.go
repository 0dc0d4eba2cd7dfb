package sqldb

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"fairlead/internal/store/pgtest"
)

// before is what a database held before cases had lines: a report and a comment, and
// one of their grants ended.
const before = `
INSERT INTO reports (report, number, day) VALUES ('r', '1111-1111', '2026-11-01');
INSERT INTO cases (number, report, unit, form, form_hash, procedure, procedure_hash, stage, language, received, urgent, revision, kind)
	VALUES ('1111-1111', 'r', 'wct', 'f', 'h', 'p', 'h', 'open', 'fr', '2026-11-01', 1, 1, 'report'),
	('2222-2222', 'r', '', 'f', 'h', '', '', 'unread', 'fr', '2026-11-02', 0, 1, 'feedback');
INSERT INTO lines (seq, id, hash, kind, report, signer, line, sig)
	SELECT n, 'l' || n, 'h' || n, 'grant', 'r', 'reporter', '{}', '' FROM (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) s;
INSERT INTO compartments (report, compartment, turn, number, recipient)
	VALUES ('r', 'talk:wct', 1, '1111-1111', 'x'), ('r', 'feedback', 1, '2222-2222', 'x');
INSERT INTO grants (line, report, compartment, turn, holder, basis, since, ended)
	VALUES (1, 'r', 'talk:wct', 1, 'reporter', 'intake', '2026-11-01', ''), (2, 'r', 'talk:wct', 1, 'officer:a', 'intake', '2026-11-01', ''),
	(3, 'r', 'talk:wct', 1, 'officer:b', 'intake', '2026-11-01', '2026-11-02'), (4, 'r', 'feedback', 1, 'officer:b', 'intake', '2026-11-02', '');
INSERT INTO clocks (number, place, code, started, due, met) VALUES ('1111-1111', 0, 'first-letter', '2026-11-01', '2026-11-08', '2026-11-02'),
	('1111-1111', 1, 'feedback', '2026-11-01', '2027-02-01', '');
INSERT INTO ledger (n, text) VALUES (1, '{"v":1,"n":1,"prev":"","at":"2026-11-01","act":"invited","by":"operator","case":"","of":"aaaaaaaaaaaaaaaaaaaaaa"}'),
	(2, '{"v":1,"n":2,"prev":"p","at":"2026-11-01","act":"received","by":"reporter","case":"1111-1111","of":"` + hash43 + `"}'),
	(3, '{"v":1,"n":3,"prev":"p","at":"2026-11-01","act":"opened","by":"officer:a","case":"1111-1111","of":""}'),
	(4, '{"v":1,"n":4,"prev":"p","at":"2026-11-01","act":"granted","by":"officer:a","case":"2222-2222","of":"aaaaaaaaaaaaaaaaaaaaaa"}')`

const hash43 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

// TestOldRows brings rows of an older version up to date: who is let into which case, what
// lies on whose desk, which lines of the ledger are about a case.
func TestOldRows(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		db, err := sql.Open("sqlite", sqliteName(filepath.Join(t.TempDir(), "old.db"), 0, true))
		must(t, err)
		oldRows(t, db, false)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		db, err := sql.Open("pgx", pgtest.Start(t).Database(t))
		must(t, err)
		oldRows(t, db, true)
	})
}

func oldRows(t *testing.T, db *sql.DB, postgres bool) {
	t.Cleanup(func() { must(t, db.Close()) })
	files, err := inDialect(postgres)
	must(t, err)
	dialect := goose.DialectSQLite3
	if postgres {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, db, files)
	must(t, err)
	_, err = provider.UpTo(ctx, 5)
	must(t, err)
	_, err = db.Exec(before)
	must(t, err)
	_, err = provider.Up(ctx)
	must(t, err)
	for query, want := range map[string]string{
		`SELECT holder || ' ' || number FROM grants ORDER BY line`: "reporter 1111-1111, officer:a 1111-1111, officer:b 1111-1111, officer:b 2222-2222",
		`SELECT holder || ' ' || number || ' ' || list || ' ' || place FROM desk ORDER BY number`: "officer:a 1111-1111 open 0 2027-02-01 2026-11-01 1111-1111, " +
			"officer:b 2222-2222 comments 2026-11-02 2222-2222",
		`SELECT number || ' ' || n FROM recorded ORDER BY n`: "1111-1111 2, 1111-1111 3, 2222-2222 4",
		`SELECT near FROM clocks ORDER BY place`:             "2026-11-08, 2027-02-01",
	} {
		rows, err := db.Query(query)
		must(t, err)
		var got []string
		for rows.Next() {
			var one string
			must(t, rows.Scan(&one))
			got = append(got, one)
		}
		must(t, rows.Err())
		if all := strings.Join(got, ", "); all != want {
			t.Errorf("%s:\n%s, want\n%s", query, all, want)
		}
	}
}
