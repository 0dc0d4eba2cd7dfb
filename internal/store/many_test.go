package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/store"
)

// raw opens the world's database beside the store.
func (w *world) raw(t testing.TB) *sql.DB {
	t.Helper()
	driver, source := "sqlite", "file:"+filepath.Join(w.settings.DataDir, "fairlead.db")+"?_pragma=busy_timeout(5000)&_pragma=synchronous(OFF)"
	if w.settings.URL != "" {
		driver, source = "pgx", w.settings.URL
	}
	db, err := sql.Open(driver, source)
	must(t, err)
	return db
}

// again closes the store and opens it anew.
func (w *world) again(t testing.TB) {
	t.Helper()
	must(t, w.Close())
	st, err := store.Open(context.Background(), w.settings)
	must(t, err)
	t.Cleanup(func() { st.Close() })
	w.Store = st
}

// holding is somebody who holds every so many of the copies, and is kept out of every so
// many of those (0: of none).
type holding struct {
	person     string
	each, kept int
}

// multiplied is, table by table, what a received case is in the database. {n} is the copy's
// number from 1 on, {id} what makes its ids its own, {number} its number. The text of lines
// is left out: no list reads it.
const multiplied = `
reports (report, number, day) SELECT r.report || {id}, {number}, r.day FROM n, reports r WHERE r.report = {report}
cases (number, report, kind, unit, form, form_hash, procedure, procedure_hash, stage, language, received, urgent, revision) SELECT {number}, c.report || {id}, c.kind, c.unit, c.form, c.form_hash, c.procedure, c.procedure_hash, c.stage, c.language, c.received, CASE WHEN {n} % 50 = 0 THEN 1 ELSE 0 END, c.revision FROM n, cases c WHERE c.report = {report}
lines (seq, id, hash, kind, report, signer, line, sig) SELECT l.seq + {n} * {step}, l.id || {id}, l.hash || {id}, l.kind, l.report || {id}, l.signer, '', '' FROM n, lines l WHERE l.report = {report} {held l.seq}
compartments (report, compartment, turn, number, recipient) SELECT k.report || {id}, k.compartment, k.turn, {number}, k.recipient FROM n, compartments k WHERE k.report = {report}
grants (line, report, compartment, turn, holder, basis, since, ended, number) SELECT g.line + {n} * {step}, g.report || {id}, g.compartment, g.turn, g.holder, g.basis, g.since, g.ended, {number} FROM n, grants g WHERE g.report = {report} {held g.line}
items (line, report, compartment, turn, kind, author, sealed) SELECT i.line + {n} * {step}, i.report || {id}, i.compartment, i.turn, i.kind, i.author, i.sealed FROM n, items i WHERE i.report = {report}
clocks (number, place, code, started, due, met, near) SELECT {number}, t.place, t.code, t.started, {due}, t.met, {due} FROM n, clocks t JOIN cases c ON c.number = t.number WHERE c.report = {report}
notices (number, seq, code, day, figures) SELECT {number}, t.seq + {n} * {step}, t.code, t.day, t.figures FROM n, notices t JOIN cases c ON c.number = t.number WHERE c.report = {report}
ledger (n, text) SELECT l.n + {n}, replace(replace(l.text, '"n":' || l.n, '"n":' || (l.n + {n})), c.number, {number}) FROM n, cases c JOIN recorded r ON r.number = c.number JOIN ledger l ON l.n = r.n WHERE c.report = {report}
recorded (number, n) SELECT {number}, r.n + {n} FROM n, recorded r JOIN cases c ON c.number = r.number WHERE c.report = {report}
desk (number, holder, list, place) SELECT {number}, g.holder, 'open', CASE WHEN {n} % 50 = 0 THEN '0 ' ELSE '1 ' END || {due} || ' ' || c.received || ' ' || {number} FROM n, grants g JOIN cases c ON c.number = g.number WHERE g.report = {report} AND g.holder LIKE 'officer:%' {held g.line}
`

// many hands people that many open cases, written beside the store: one that is received as
// any other, and copies of all its rows.
func (w *world) many(t testing.TB, copies int, people ...holding) {
	t.Helper()
	var persons []string
	for _, p := range people {
		persons = append(persons, p.person)
	}
	a := arrival(persons...)
	a.Cases[0].Posts[0] = newPost(a.Report, "talk:wct", 1, "answers", "reporter", 64)
	a.Fingerprint = a.Cases[0].Posts[0].Hash
	if _, err := w.Reports.Receive(ctx, a, newNumber); err != nil {
		t.Fatal(err)
	}
	db := w.raw(t)
	defer db.Close()
	tx, err := db.Begin()
	must(t, err)
	defer tx.Rollback()
	var first, last, step int64
	must(t, tx.QueryRow(`SELECT MIN(seq), MAX(seq) FROM lines WHERE report = $1`, a.Report).Scan(&first, &last))
	step = last - first + 2 // a notice has a seq as well
	held := ""
	for _, p := range people {
		if p.each > 1 {
			held += fmt.Sprintf(` AND ({n} %% %d = 0 OR {line} NOT IN (SELECT line FROM grants WHERE report = {report} AND holder = 'officer:%s'))`, p.each, p.person)
		}
	}
	begun := manyBegun
	manyBegun += copies
	figures := fmt.Sprintf("CAST(n.j + %d AS TEXT)", 110_000_000+begun)
	for _, statement := range strings.Split(strings.TrimSpace(multiplied), "\n") {
		for _, column := range []string{"l.seq", "g.line"} {
			statement = strings.ReplaceAll(statement, "{held "+column+"}", strings.ReplaceAll(held, "{line}", column))
		}
		table, from, _ := strings.Cut(statement, " SELECT ")
		_, err := tx.Exec(fmt.Sprintf(`WITH RECURSIVE n(j) AS (SELECT 1 UNION ALL SELECT j + 1 FROM n WHERE j < %d) INSERT INTO %s SELECT `, copies, table) +
			strings.NewReplacer(
				"{number}", "substr("+figures+", 2, 4) || '-' || substr("+figures+", 6, 4)", "{id}", figures,
				"{due}", "'2027-' || substr(CAST(101 + n.j % 12 AS TEXT), 2, 2) || '-' || substr(CAST(101 + n.j % 28 AS TEXT), 2, 2)",
				"{report}", "'"+a.Report+"'", "{step}", fmt.Sprint(step), "{n}", "n.j",
			).Replace(from))
		if err != nil {
			t.Fatalf("%s: %v", table, err)
		}
	}
	for _, p := range people {
		if p.kept > 0 {
			_, err := tx.Exec(`INSERT INTO exclusions (report, who) SELECT c.report, d.holder FROM desk d JOIN cases c ON c.number = d.number
				WHERE d.holder = 'officer:` + p.person + `' AND CAST(substr(c.number, 6, 4) AS INTEGER) ` + fmt.Sprintf("/ %d %% %d = 0 ON CONFLICT DO NOTHING", p.each, p.kept))
			must(t, err)
		}
	}
	_, err = tx.Exec(`UPDATE head SET n = n + $1, seq = seq + $2`, copies, int64(copies)*step)
	must(t, err)
	must(t, tx.Commit())
}

// manyBegun keeps the numbers of copies apart.
var manyBegun int
