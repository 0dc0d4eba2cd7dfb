// Package store keeps the nouns: it implements, over one database and one folder of
// blobs, the contracts that the rooms below declare. One file holds one noun. It knows
// what a row is and no rule about rights or steps.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/store/blob"
	"fairlead/internal/store/sqldb"
)

// Settings say where things are kept. All but DataDir may be zero.
type Settings struct {
	DataDir  string           // blobs, and the SQLite database if there is no URL
	URL      string           // postgres://…, or "" for SQLite
	Now      func() time.Time // the clock; time.Now
	Floor    int64            // free bytes below which nothing new is taken; 256 MiB
	Locked   time.Duration    // how long SQLite waits for a lock at a time; 10 s
	Patience time.Duration    // how long a request waits for the database; 15 s
}

// Store is everything that is kept, one struct a contract.
type Store struct {
	Reports   *Reports
	Drafts    *Drafts
	Mailboxes *Mailboxes
	Cases     *Cases
	People    *People
	Serving   Serving
	Ledger    *Ledger
	Sessions  *Sessions
	Helped    *Helped
	Leases    *Leases
	Outbox    *Outbox
	Blobs     *blob.Folder

	base *base
}

// base is what all of them share.
type base struct {
	db  *sqldb.DB
	now func() time.Time
}

func (b *base) today() string { return clock.Today(b.now()) }

// databaseFile is SQLite's, in the data folder.
const databaseFile = "fairlead.db"

// Made says whether somebody made this store before. Behind a URL the database says so itself.
func (s Settings) Made() bool {
	_, err := os.Stat(filepath.Join(s.DataDir, databaseFile))
	return s.URL != "" || err == nil
}

// Open opens or makes the store, and brings its tables up to date.
func Open(ctx context.Context, s Settings) (*Store, error) {
	if s.Now == nil {
		s.Now = time.Now
	}
	if err := os.MkdirAll(s.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	blobs, err := blob.Open(blob.Settings{Dir: s.DataDir, Floor: s.Floor, Now: s.Now})
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	db, err := sqldb.Open(ctx, sqldb.Settings{
		Path: filepath.Join(s.DataDir, databaseFile), URL: s.URL,
		Locked: s.Locked, Patience: s.Patience, Now: s.Now,
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store: %w", err), blobs.Close())
	}
	b := &base{db: db, now: s.Now}
	staff := &People{b}
	return &Store{
		Reports: &Reports{base: b}, Drafts: &Drafts{b}, Mailboxes: &Mailboxes{b}, Cases: &Cases{b}, People: staff, Serving: Serving{staff},
		Ledger: &Ledger{b}, Sessions: &Sessions{b}, Helped: &Helped{b}, Leases: &Leases{b}, Outbox: &Outbox{b}, Blobs: blobs, base: b,
	}, nil
}

// Close lets what is being written finish.
func (s *Store) Close() error { return errors.Join(s.base.db.Close(), s.Blobs.Close()) }

// Sweep removes what nobody needs any more: uploads that were broken off, blobs that no
// item names, unfinished forms whose last day has passed, and sessions that ended. It is meant to be called every hour.
func (s *Store) Sweep(ctx context.Context) error {
	return errors.Join(
		s.Blobs.Sweep(ctx, s.base.named),
		s.Drafts.sweep(ctx),
		s.Sessions.sweep(ctx),
		s.Outbox.sweep(ctx),
	)
}

// gone is the one answer for what is not there and for what is not there for this person.
func gone() error { return fault.New(fault.NotFound, "not-found", nil) }

// orGone turns "no row" into it, and a question that no row can answer.
func orGone(err error) error {
	if errors.Is(err, sql.ErrNoRows) || sqldb.Unwritable(err) {
		return gone()
	}
	return err
}

// taken is the answer when something else was saved under the same id first.
func taken(cause error) error { return fault.New(fault.Conflict, "taken", cause) }

// orTaken turns a second row under the same key into it.
func orTaken(err error) error {
	if sqldb.Unique(err) {
		return taken(err)
	}
	return err
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
