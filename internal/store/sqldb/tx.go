package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Head is the end of the ledger: the number and hash of its last line.
type Head struct {
	N    int64
	Hash string
	seq  int64
}

// Tx is one writer's part of a transaction.
type Tx struct {
	ctx     context.Context
	w       *writer
	start   Head
	head    Head
	pending *pgx.Batch // PostgreSQL: what goes with the next round trip
	sent    bool       // something of this writer's has reached the database
	saved   bool       // some writer has kept something
	err     error      // the first failure of Do; everything after it is refused with it
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
	if tx.err != nil {
		return
	}
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
	tx.sent = true
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

// Row is the values of one new row.
type Row []any

// rowsMax is how many rows go into one statement, so that there are few statements to
// keep prepared.
const rowsMax = 8

// Insert adds rows; into is "table (columns)", then what comes after the values, or "".
func (tx *Tx) Insert(into, then string, rows ...Row) {
	for len(rows) > 0 {
		part := rows[:min(rowsMax, len(rows))]
		rows = rows[len(part):]
		args := make([]any, 0, len(part)*len(part[0]))
		for _, row := range part {
			args = append(args, row...)
		}
		tx.Do(insertText(into, then, len(part), len(part[0])), args...)
	}
}

func insertText(into, then string, rows, columns int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + into + " VALUES ")
	for i := range rows * columns {
		switch {
		case i == 0:
			b.WriteByte('(')
		case i%columns == 0:
			b.WriteString("), (")
		default:
			b.WriteByte(',')
		}
		b.WriteString("$" + strconv.Itoa(i+1))
	}
	b.WriteString(") " + then)
	return b.String()
}

// run gives one writer a savepoint of its own. broken says that the transaction cannot
// go on, and err why.
func (tx *Tx) run(do func(*Tx) error) (err error, broken bool) {
	before := tx.head
	tx.sent, tx.err = false, nil
	tx.Do(`SAVEPOINT one`)
	err = guarded(do, tx)
	if err == nil {
		tx.Do(`RELEASE SAVEPOINT one`)
		err = tx.Flush()
	}
	if err == nil {
		tx.saved = true
		return nil, false
	}
	if cause := errors.Join(err, tx.err); lost(cause) || full(cause) {
		return cause, true
	}
	tx.head = before
	if undone := tx.undo(); undone != nil {
		return undone, true
	}
	return err, false
}

// undo takes back what one writer did.
func (tx *Tx) undo() error {
	tx.pending, tx.err = nil, nil
	if !tx.sent {
		return nil
	}
	// Not through Do: nothing can be prepared in a PostgreSQL transaction that failed.
	if err := tx.now(`ROLLBACK TO SAVEPOINT one`); err != nil {
		return err
	}
	return tx.now(`RELEASE SAVEPOINT one`)
}
