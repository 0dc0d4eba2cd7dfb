package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Head is the end of the ledger: the number and hash of its last line.
type Head struct {
	N    int64
	Hash string
	seq  int64
}

// Tx is the transaction of a batch, as one writer at a time uses it.
type Tx struct {
	ctx     context.Context
	w       *writer
	start   Head
	head    Head
	rows    []*rowsInto // new rows that wait for others of their kind
	pending *pgx.Batch  // PostgreSQL: what goes with the next round trip
	wrote   bool        // this writer has written something
	sent    bool        // something has reached the database since the savepoint
	saved   bool        // some writer has kept something
	err     error       // the first failure; everything after it is refused with it
}

// Head gives the end of the ledger as it stands in this transaction.
func (tx *Tx) Head() Head { return tx.head }

// SetHead moves the end of the ledger; the caller has written the line.
func (tx *Tx) SetHead(n int64, hash string) { tx.head.N, tx.head.Hash = n, hash }

// Next gives the next number of the one order in which everything arrives.
func (tx *Tx) Next() int64 {
	tx.head.seq++
	return tx.head.seq
}

// Do writes, and answers later: a failure is met by the next Query or Flush, or at the
// end. On PostgreSQL all that is done between two questions is one round trip.
func (tx *Tx) Do(query string, args ...any) {
	tx.putRows()
	tx.put(query, args...)
}

func (tx *Tx) put(query string, args ...any) {
	if tx.err != nil {
		return
	}
	tx.wrote = true
	if !tx.w.db.postgres {
		tx.sent = true
		tx.err = tx.now(query, args...)
		return
	}
	if tx.pending == nil {
		tx.pending = &pgx.Batch{}
	}
	tx.pending.Queue(query, args...)
}

// Flush makes sure that everything done so far has reached the database without a refusal.
func (tx *Tx) Flush() error {
	tx.putRows()
	if tx.err != nil || tx.pending == nil {
		return tx.err
	}
	batch := tx.pending
	tx.pending, tx.sent = nil, true
	tx.err = tx.w.conn.Raw(func(c any) error {
		conn, ok := c.(*stdlib.Conn)
		if !ok {
			return driver.ErrBadConn
		}
		return conn.Conn().SendBatch(tx.ctx, batch).Close()
	})
	return tx.err
}

// Query asks, after everything done so far.
func (tx *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	if err := tx.Flush(); err != nil {
		return nil, err
	}
	var rows *sql.Rows
	if tx.w.db.postgres {
		rows, tx.err = tx.w.conn.QueryContext(tx.ctx, query, args...)
		return rows, tx.err
	}
	var stmt *sql.Stmt
	if stmt, tx.err = tx.prepared(query); tx.err != nil {
		return nil, tx.err
	}
	rows, tx.err = stmt.QueryContext(tx.ctx, args...)
	return rows, tx.err
}

// Exec writes at once and gives how many rows it changed.
func (tx *Tx) Exec(query string, args ...any) (int64, error) {
	if err := tx.Flush(); err != nil {
		return 0, err
	}
	tx.wrote, tx.sent = true, true
	var result sql.Result
	if result, tx.err = tx.exec(query, args...); tx.err != nil {
		return 0, tx.err
	}
	return result.RowsAffected()
}

// now runs one statement at once.
func (tx *Tx) now(query string, args ...any) error {
	_, err := tx.exec(query, args...)
	return err
}

func (tx *Tx) exec(query string, args ...any) (sql.Result, error) {
	if tx.w.db.postgres {
		return tx.w.conn.ExecContext(tx.ctx, query, args...)
	}
	stmt, err := tx.prepared(query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(tx.ctx, args...)
}

func (tx *Tx) prepared(query string) (*sql.Stmt, error) {
	if stmt, ok := tx.w.stmts[query]; ok {
		return stmt, nil
	}
	stmt, err := tx.w.conn.PrepareContext(tx.ctx, query)
	if err == nil {
		tx.w.stmts[query] = stmt
	}
	return stmt, err
}
