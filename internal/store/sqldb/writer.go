package sqldb

import (
	"context"
	"crypto/rand"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"
)

// writer holds the one connection that writes, and what it knows about it.
type writer struct {
	db    *DB
	conn  *sql.Conn
	stmts map[string]*sql.Stmt // prepared on conn; SQLite only, pgx keeps its own
	// unsure names the batch whose commit got no answer: it may have been done.
	unsure string
}

// token is 128 random bits as text.
func token() string { return rand.Text() }

// attempt runs a batch in one transaction: first all of it together, and if one of many
// is refused, again with each one apart. An error means that nothing is known to be saved;
// when there is none, each writing's own result stands in its err.
func (w *writer) attempt(batch []*writing) error {
	ctx, cancel := w.db.attemptContext()
	defer cancel()
	err := w.transact(ctx, batch, together)
	if errors.Is(err, errRefused) {
		err = w.transact(ctx, batch, apart)
	}
	return err
}

// transact runs a batch in one transaction in one of the two ways.
func (w *writer) transact(ctx context.Context, batch []*writing, run func(*Tx, []*writing) error) error {
	tx, err := w.begin(ctx)
	if err != nil {
		w.drop()
		return err
	}
	if w.unsure != "" {
		if done, err := w.wasDone(tx); err != nil || done {
			w.drop()
			return err
		}
	}
	if err := run(tx, batch); err != nil {
		w.rollback(ctx, err)
		return err
	}
	return w.commit(ctx, tx)
}

// attemptContext bounds one attempt against a server that does not answer. SQLite bounds
// itself by its busy timeout, and a context would cost a goroutine a statement.
func (db *DB) attemptContext() (context.Context, context.CancelFunc) {
	if db.postgres {
		return context.WithTimeout(context.Background(), db.patience)
	}
	return context.Background(), func() {}
}

// begin opens the transaction and takes the row of table head. On PostgreSQL its lock is
// what makes several programs write one after the other; on SQLite BEGIN IMMEDIATE is.
func (w *writer) begin(ctx context.Context) (*Tx, error) {
	if w.conn == nil {
		conn, err := w.db.write.Conn(ctx)
		if err != nil {
			return nil, err
		}
		w.conn, w.stmts = conn, map[string]*sql.Stmt{}
	}
	tx := &Tx{ctx: ctx, w: w}
	start, head := `BEGIN IMMEDIATE`, `SELECT n, hash, seq FROM head WHERE id = 1`
	if w.db.postgres {
		start, head = `BEGIN`, head+` FOR UPDATE`
	}
	if err := tx.now(start); err != nil {
		return nil, err
	}
	var err error
	tx.head, err = One(tx, func(h *Head) []any { return []any{&h.N, &h.Hash, &h.seq} }, head)
	if err != nil {
		return nil, fmt.Errorf("the head of the ledger: %w", err)
	}
	tx.start = tx.head
	return tx, nil
}

// wasDone says whether the batch that got no answer was committed. The lock on head is
// held, so a server that was still at it has finished.
func (w *writer) wasDone(tx *Tx) (bool, error) {
	last, err := All(tx, Self[string], `SELECT batch FROM writers WHERE writer = $1`, w.db.writer)
	if err != nil {
		return false, err
	}
	done := len(last) == 1 && last[0] == w.unsure
	w.unsure = ""
	return done, nil
}

// commit makes the batch durable. On PostgreSQL it leaves the batch's name in our row of
// table writers, so that an answer that got lost can be asked for again.
func (w *writer) commit(ctx context.Context, tx *Tx) error {
	if !tx.saved { // nobody saved anything
		w.rollback(ctx, nil)
		return nil
	}
	tx.Do(`UPDATE head SET n = $1, hash = $2, seq = $3 WHERE id = 1`, tx.head.N, tx.head.Hash, tx.head.seq)
	name := ""
	if w.db.postgres {
		name = token()
		tx.Do(`INSERT INTO writers (writer, batch, day) VALUES ($1, $2, $3)
			ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch, day = excluded.day`,
			w.db.writer, name, w.db.now().UTC().Format(time.DateOnly))
	}
	if err := tx.Flush(); err != nil {
		w.rollback(ctx, err)
		return err
	}
	if err := tx.now(`COMMIT`); err != nil {
		w.unsure = name
		w.rollback(ctx, err)
		return err
	}
	return nil
}

// rollback leaves the connection clean, or leaves the connection.
func (w *writer) rollback(ctx context.Context, cause error) {
	if cause != nil && w.db.postgres && lost(cause) {
		w.drop()
		return
	}
	if _, err := w.conn.ExecContext(ctx, `ROLLBACK`); err != nil {
		w.drop()
	}
}

// drop throws the connection away; the next attempt opens another.
func (w *writer) drop() {
	if w.conn == nil {
		return
	}
	for _, stmt := range w.stmts {
		stmt.Close()
	}
	w.conn.Raw(func(any) error { return driver.ErrBadConn }) // closes it, rather than keeping it for others
	w.conn.Close()
	w.conn, w.stmts = nil, nil
}
