// Package sqldb is the database below the store: one SQL text with $1 placeholders for
// SQLite and PostgreSQL, transactions in which many writers share one durable commit,
// reads that wait for a database that is away, and the migrations. It knows no noun.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"fairlead/internal/fault"
)

// Settings say which database to open. Everything but one of Path and URL may be zero.
type Settings struct {
	Path     string           // the SQLite file, used when URL is ""
	URL      string           // postgres://…
	Locked   time.Duration    // how long SQLite waits for a lock before it says so; 10 s
	Patience time.Duration    // how long a request waits for the database; 15 s
	Now      func() time.Time // for the day beside the writer's row
}

// DB is an open database: one connection that writes, for everybody, and a few that read.
type DB struct {
	write, read *sql.DB
	postgres    bool
	patience    time.Duration
	now         func() time.Time
	writer      string // names this running program in the table writers

	queue  chan *writing
	mu     sync.RWMutex // held for reading while something is put into the queue
	closed bool
	done   chan struct{}
}

// Open opens the database, brings its tables up to date under a lock, and checks that it
// does what the store relies on.
func Open(ctx context.Context, s Settings) (*DB, error) {
	if s.Locked == 0 {
		s.Locked = 10 * time.Second
	}
	if s.Patience == 0 {
		s.Patience = 15 * time.Second
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	db := &DB{
		patience: s.Patience, now: s.Now, writer: token(),
		queue: make(chan *writing, 4*batchMax), done: make(chan struct{}),
	}
	if err := db.connect(ctx, s); err != nil {
		return nil, errors.Join(err, db.shut())
	}
	if err := errors.Join(selfTest(ctx, db.write), selfTest(ctx, db.read)); err != nil {
		return nil, errors.Join(err, db.shut())
	}
	go db.serve()
	return db, nil
}

func (db *DB) connect(ctx context.Context, s Settings) error {
	switch {
	case s.URL == "":
		return db.connectSQLite(ctx, s)
	case strings.HasPrefix(s.URL, "postgres://"), strings.HasPrefix(s.URL, "postgresql://"):
		return db.connectPostgres(ctx, s)
	}
	return errors.New("the database's address must begin with postgres://") // never print it: it holds a password
}

// Close lets what waits finish, and closes the database. Nothing may be written after it.
func (db *DB) Close() error {
	db.mu.Lock()
	again := db.closed
	db.closed = true
	db.mu.Unlock()
	if again {
		return nil
	}
	close(db.queue)
	<-db.done
	return db.shut()
}

func (db *DB) shut() error {
	var errs []error
	if db.read != nil {
		errs = append(errs, db.read.Close())
	}
	if db.write != nil {
		if !db.postgres {
			// A reader that closes last leaves the log behind, and old pages in it.
			_, err := db.write.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
			errs = append(errs, err)
		}
		errs = append(errs, db.write.Close())
	}
	return errors.Join(errs...)
}

// selfTest holds a driver to binding placeholders by number: one that binds them in the
// order in which they stand would store one column's text in another, silently.
func selfTest(ctx context.Context, handle *sql.DB) error {
	var second, first string
	row := handle.QueryRowContext(ctx, `SELECT CAST($2 AS TEXT), CAST($1 AS TEXT)`, "first", "second")
	if err := row.Scan(&second, &first); err != nil {
		return fmt.Errorf("self-test of the database: %w", err)
	}
	if first != "first" || second != "second" {
		return errors.New("self-test of the database: placeholders are not bound by number")
	}
	return nil
}

// busy is what somebody is told who waited as long as we let them.
func busy(cause error) error { return fault.New(fault.Busy, "busy", cause) }
