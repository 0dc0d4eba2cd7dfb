package system

import (
	"database/sql"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"fairlead/internal/ledger"
	"fairlead/test/program"
)

// TestLedgerNamesBroken changes lines of the ledger in a stopped server's database, as
// whoever has the file could, and expects the first one that does not fit to be named.
func TestLedgerNamesBroken(t *testing.T) {
	t.Parallel()
	h := open(t)
	page := h.page(t)
	for range 3 {
		r := made(t, page)
		must(t, r.Send(h.Base))
	}
	h.Stop(syscall.SIGTERM)
	wholeLedger(t, h.Server)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(h.Data, "fairlead.db"))
	must(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	// The last twelve lines are the three reports'; before them stand the officers'.
	end, err := strconv.Atoi(column(t, db, `SELECT CAST(MAX(n) AS TEXT) FROM ledger`)[0])
	must(t, err)
	at := strings.NewReplacer("{received}", strconv.Itoa(end-7), "{after}", strconv.Itoa(end-6), "{end}", strconv.Itoa(end), "{next}", strconv.Itoa(end+1))
	last := column(t, db, at.Replace(`SELECT text FROM ledger WHERE n = {end}`))[0]
	forged, _ := ledger.Chain(ledger.Tail{N: int64(end), Hash: ledger.Hash(last)}, ledger.Act{Act: ledger.Export, By: "nobody"}, "2026-01-02")
	for _, b := range []struct {
		name  string
		spoil string
		says  string
	}{
		{"altered", `UPDATE ledger SET text = replace(text, '"act":"received"', '"act":"exported"') WHERE n = {received}`, "line {after}"},
		{"one letter", `UPDATE ledger SET text = text || ' ' WHERE n = 9`, "line 9"},
		{"first", `UPDATE ledger SET text = replace(text, '"by":"operator"', '"by":"nobody"') WHERE n = 1`, "line 2:"},
		{"dropped", `DELETE FROM ledger WHERE n = 12`, "line 12"},
		{"dropped and moved up", `DELETE FROM ledger WHERE n = 12; UPDATE ledger SET n = n - 1 WHERE n > 12`, "line 12"},
		{"dropped at the end", `DELETE FROM ledger WHERE n = (SELECT MAX(n) FROM ledger)`, "it is missing"},
		{"swapped", `UPDATE ledger SET n = -1 WHERE n = 11; UPDATE ledger SET n = 11 WHERE n = 12; UPDATE ledger SET n = 12 WHERE n = -1`, "line 11"},
		{"last", `UPDATE ledger SET text = replace(text, '"by":"reporter"', '"by":"nobody"') WHERE n = {end}`, "line {end}: it is not the line"},
		{"added", `INSERT INTO ledger SELECT {next}, text FROM ledger WHERE n = 5`, "line {next}"},
		{"added well", `INSERT INTO ledger VALUES ({next}, '` + forged + `')`, "line {next}: it was never counted"},
		{"emptied", `DELETE FROM ledger`, "line 1:"},
	} {
		// A line that was altered well is vouched for by no line after it: the next one
		// is the first that does not follow.
		t.Run(b.name, func(t *testing.T) {
			keep(t, db)
			_, err := db.Exec(at.Replace(b.spoil))
			must(t, err)
			out, err := exec.Command(program.Path(t), "ledger", "verify", "--data", h.Data).CombinedOutput()
			if err == nil || !strings.Contains(string(out), at.Replace(b.says)) || strings.Contains(string(out), `"act"`) {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	wholeLedger(t, h.Server)
}

// keep puts the ledger's lines back when the test ends.
func keep(t *testing.T, db *sql.DB) {
	t.Helper()
	_, err := db.Exec(`DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT n, text FROM ledger`)
	must(t, err)
	t.Cleanup(func() {
		_, err := db.Exec(`DELETE FROM ledger; INSERT INTO ledger SELECT n, text FROM kept; DROP TABLE kept`)
		must(t, err)
	})
}
