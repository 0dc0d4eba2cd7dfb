package casework_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/ledger"
	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/internal/store"
	"fairlead/internal/store/pgtest"
	"fairlead/test/staff"
)

// The walks of TestWalks, signed and sealed, through the desk and a database: what must hold
// is asked of its rows.

var ctx = context.Background()

func TestWalksSQLite(t *testing.T) {
	for _, id := range casework.WalkedProcedures(t) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			db := staff.Must(sql.Open("sqlite", "file:"+filepath.Join(dir, "fairlead.db")+"?_pragma=busy_timeout(10000)"))
			walk(t, id, db, store.Settings{DataDir: dir})
		})
	}
}

func TestWalksPostgreSQL(t *testing.T) {
	server := pgtest.Start(t)
	for _, id := range casework.WalkedProcedures(t) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			url := server.Database(t)
			walk(t, id, staff.Must(sql.Open("pgx", url)), store.Settings{DataDir: t.TempDir(), URL: url})
		})
	}
}

// ground is a database under a walk. Its rows are read on a connection of their own.
type ground struct {
	testing.TB
	kept *store.Store
	db   *sql.DB
	day  atomic.Value
	rows
}

func walk(t *testing.T, procedure string, db *sql.DB, settings store.Settings) {
	g := &ground{TB: t, db: db}
	g.pass(staff.Today)
	settings.Floor = 1
	settings.Now = func() time.Time {
		return staff.Must(time.Parse(time.DateOnly, g.day.Load().(string))).Add(9 * time.Hour)
	}
	g.kept = staff.Must(store.Open(ctx, settings))
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if err := g.kept.Close(); err != nil {
			t.Error(err)
		}
	})
	casework.WalkThrough(t, procedure, casework.Ground{
		Store: g.kept.Cases, Boxes: g.kept.Mailboxes, Reports: g.kept.Reports, Directory: g.kept.Serving, Blobs: g.kept.Blobs,
		Enrol: g.enrol, Suspend: g.suspend, Pass: g.pass, Numbers: g.numbers, Waiting: g.waiting, Check: g.check,
	})
	last, broken, err := ledger.Verify(g.kept.Ledger.Lines(ctx))
	if err != nil || broken != 0 || last.N < 100 {
		t.Errorf("the ledger of %d lines breaks at %d: %v", last.N, broken, err)
	}
}

func (g *ground) pass(day string) { g.day.Store(day) }

// enrol makes somebody of the office known, as an invitation, their browser and root do.
func (g *ground) enrol(p *staff.Person) error {
	if p.Signer != nil {
		person := people.Person{ID: p.ID, Name: p.Name, Unit: p.Unit, Roles: p.Roles}
		token, by := seal.Hash([]byte(p.ID)), ledger.Act{Act: ledger.Enrolled, By: p.Holder(), Of: p.ID}
		if err := g.kept.People.Invite(ctx, people.Invitation{TokenHash: token, Person: person, Until: "2026-12-06"}, by); err != nil {
			return err
		}
		way := people.Way{Kind: "password", Salt: make([]byte, 16), LoginHash: make([]byte, 32), Seed: make([]byte, 1600)}
		rand.Read(way.Salt)
		proposal := people.Proposal{Person: person, Recipient: p.Line.Recipient, Verify: p.Line.Verify}
		if err := g.kept.People.Enrol(ctx, token, proposal, way, by); err != nil {
			return err
		}
	}
	line := staff.Must(seal.ParseAs[seal.Officer](p.Signed))
	return g.kept.People.Certify(ctx, p.Signed, line, ledger.Act{Act: ledger.Certified, By: "operator", Of: p.ID})
}

func (g *ground) suspend(ctx context.Context, person, day string) error {
	return g.kept.People.Suspend(ctx, person, day, ledger.Act{Act: ledger.Suspended, By: "operator", Of: person})
}
