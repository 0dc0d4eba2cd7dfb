// Package bench measures what docs/benchmarks.md records: `make bench`.
package bench

import (
	"context"
	"crypto/rand"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/store"
	"fairlead/internal/store/pgtest"
	"fairlead/packs"
	"fairlead/test/program"
	"fairlead/test/reporter"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

const (
	writers = 64
	reports = 1024
	rounds  = 5
)

// BenchmarkReceive compares reports received (sealed beforehand, 8 KiB of answers, a grant
// each for two officers and the reporter, checked, durable, with their ledger lines, from
// 64 writers, without HTTP) with bare single-row inserts of the same bytes, one durable
// commit each, on the same database in the same run. It reports the medians of five rounds
// and their ratio.
func BenchmarkReceive(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { receive(b, "") })
	b.Run("postgres", func(b *testing.B) { receive(b, pgtest.Start(b).Database(b)) })
}

func receive(b *testing.B, database string) {
	data := b.TempDir()
	staff := exec.Command(program.Path(b), "demo-staff", "--data", data, "--database", database)
	if out, err := staff.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	opened, err := store.Open(context.Background(), store.Settings{DataDir: data, URL: database})
	if err != nil {
		b.Fatal(err)
	}
	defer opened.Close()
	desk, page := deskOn(b, data, opened)
	bare := bareTable(b, data, database)
	defer bare.Close()
	for b.Loop() {
		var received, inserted []float64
		for range rounds {
			sendings, bytes := sealedReports(b, page)
			received = append(received, rate(b, func(i int) error {
				_, err := desk.Receive(context.Background(), sendings[i])
				return err
			}))
			inserted = append(inserted, rate(b, func(i int) error {
				_, err := bare.Exec(`INSERT INTO bare (id, body) VALUES ($1, $2)`, sendings[i].Handle, bytes[i])
				return err
			}))
		}
		b.ReportMetric(median(received), "reports/s")
		b.ReportMetric(median(inserted), "bare-inserts/s")
		b.ReportMetric(median(received)/median(inserted), "ratio")
	}
}

func deskOn(b *testing.B, data string, opened *store.Store) (*intake.Desk, reporter.Page) {
	b.Helper()
	pack, err := portal.Load(packs.Default())
	if err != nil {
		b.Fatal(err)
	}
	if pack.Organisation, err = portal.LoadOrganisation(filepath.Join(data, "organisation.json")); err != nil {
		b.Fatal(err)
	}
	lines, err := opened.People.Lines(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	desk := intake.New(intake.Config{
		Pack: func() *portal.Pack { return pack }, Store: opened.Reports, Blobs: opened.Blobs, Directory: opened.People,
		Now: time.Now, Rand: rand.Reader, Limits: mailbox.DefaultLimits(),
		Root: func() string { return pack.Organisation.Root }, Site: func() string { return "http://127.0.0.1:8080" },
	})
	to, err := desk.Recipients(context.Background(), "wct", nil)
	if err != nil {
		b.Fatal(err)
	}
	page := reporter.Page{
		Version: pack.Forms["harassment"].Version, Unit: "wct", Site: "http://127.0.0.1:8080",
		Root: pack.Organisation.Root, Directory: lines,
	}
	for _, officer := range to.People {
		page.Intake = append(page.Intake, reporter.Person{Person: officer.Person})
	}
	return desk, page
}

func sealedReports(b *testing.B, page reporter.Page) (sendings []intake.Sending, bytes [][]byte) {
	b.Helper()
	for range reports {
		r, err := reporter.Make(page, "en", "harassment", map[string]any{"wish": "formal", "what": strings.Repeat("What happened. ", 8<<10/15)})
		if err != nil {
			b.Fatal(err)
		}
		sendings, bytes = append(sendings, r.Sending), append(bytes, stored(r.Sending))
	}
	return sendings, bytes
}

// stored gives the bytes that the store keeps of a report, and no more.
func stored(s intake.Sending) []byte {
	all := []byte(s.Keys.Line + s.Keys.Sig)
	for _, sealed := range slices.Concat(s.Grants, s.Items) {
		all = append(append(all, sealed.Line...), sealed.Sig...)
		all = append(all, sealed.File...)
	}
	return all
}

// bareTable is a table of its own: in a second SQLite file with the same durability, or in
// the same PostgreSQL.
func bareTable(b *testing.B, data, database string) *sql.DB {
	b.Helper()
	driver, address, blob := "pgx", database, "BYTEA"
	if database == "" {
		driver, blob = "sqlite", "BLOB"
		address = "file:" + filepath.Join(data, "bare.db") + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)&_txlock=immediate"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		b.Fatal(err)
	}
	if database == "" {
		db.SetMaxOpenConns(1)
	} else {
		db.SetMaxOpenConns(writers)
	}
	if _, err := db.Exec(`CREATE TABLE bare (id TEXT PRIMARY KEY, body ` + blob + ` NOT NULL)`); err != nil {
		b.Fatal(err)
	}
	return db
}

// rate runs a write for each report from all writers and gives how many passed a second.
func rate(b *testing.B, write func(i int) error) float64 {
	b.Helper()
	var next atomic.Int32
	var group sync.WaitGroup
	began := time.Now()
	for range writers {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < reports; i = int(next.Add(1)) - 1 {
				if err := write(i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	return reports / time.Since(began).Seconds()
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

func TestMain(m *testing.M) {
	code := m.Run()
	program.Remove()
	os.Exit(code)
}
