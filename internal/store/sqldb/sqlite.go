package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

	_ "modernc.org/sqlite" // the one driver of three that binds $2, $1 by number
)

// readers is how many connections read SQLite at once; each keeps a cache of its own.
const readers = 4

func (db *DB) connectSQLite(ctx context.Context, s Settings) (err error) {
	path, err := filepath.Abs(s.Path)
	if err != nil {
		return err
	}
	unlock, err := lockFile(ctx, path+".lock")
	if err != nil {
		return err
	}
	defer unlock()
	// Made here so that nobody else may read it; SQLite gives its other files the same rights.
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if db.write, err = sql.Open("sqlite", sqliteName(path, s.Locked, true)); err != nil {
		return err
	}
	db.write.SetMaxOpenConns(1)
	if db.read, err = sql.Open("sqlite", sqliteName(path, s.Locked, false)); err != nil {
		return err
	}
	db.read.SetMaxOpenConns(readers)
	db.read.SetMaxIdleConns(readers)
	return db.migrate(ctx)
}

// sqliteName is the connection string. Pragmas stand in it because a pragma that is sent
// as a statement holds for one connection of the handle only.
func sqliteName(path string, locked time.Duration, writes bool) string {
	q := url.Values{"_dqs": {"0"}}
	q.Add("_pragma", fmt.Sprintf("busy_timeout(%d)", locked.Milliseconds()))
	q.Add("_pragma", "foreign_keys(1)")
	q.Add("_pragma", "temp_store(memory)") // or a temporary file could hold what was taken back
	if writes {
		q.Set("_txlock", "immediate")
		q.Add("_pragma", "journal_mode(WAL)")
		q.Add("_pragma", "synchronous(FULL)")
		q.Add("_pragma", "secure_delete(1)") // a deleted seed or session is overwritten
		q.Add("_pragma", "cache_size(-8000)")
		// Copying the log back takes a quarter of the writer's time at the usual 1000 pages.
		q.Add("_pragma", "wal_autocheckpoint(4000)")
	} else {
		q.Set("mode", "ro")
		// The pages of one list of a large database: with the usual 2 MB they push each other out.
		q.Add("_pragma", "cache_size(-8000)")
		q.Add("_pragma", "query_only(1)")
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// lockFile holds a lock beside the database while it is opened and migrated, so that two
// programs that start at once do it one after the other. Others must still be able to
// give up: it asks again instead of waiting in the kernel.
func lockFile(ctx context.Context, name string) (unlock func(), err error) {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return func() { file.Close() }, nil // closing gives the lock back
		}
		if err != syscall.EWOULDBLOCK && err != syscall.EINTR {
			file.Close()
			return nil, err
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			file.Close()
			return nil, err
		}
	}
}

// pause waits, or gives up with the context.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
