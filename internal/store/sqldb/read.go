package sqldb

import (
	"context"
	"database/sql"
	"time"
)

// Querier asks the database. Both kinds of transaction do it.
type Querier interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

// All gives one value for each row; places says where the columns of a row belong.
func All[T any](q Querier, places func(*T) []any, query string, args ...any) (all []T, err error) {
	rows, err := q.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one T
		if err := rows.Scan(places(&one)...); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// One gives the first row, or sql.ErrNoRows.
func One[T any](q Querier, places func(*T) []any, query string, args ...any) (T, error) {
	all, err := All(q, places, query, args...)
	if err == nil && len(all) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		var none T
		return none, err
	}
	return all[0], nil
}

// Self places a row of one column.
func Self[T any](v *T) []any { return []any{v} }

// Read calls ask in a transaction that sees one state of the database and cannot write.
// While the database is away it waits and asks again, so ask must be repeatable.
func (db *DB) Read(ctx context.Context, ask func(Querier) error) error {
	until := db.deadline()
	for {
		err := db.readOnce(ctx, ask)
		if err == nil || !lost(err) || ctx.Err() != nil {
			return told(err)
		}
		if time.Now().After(until) {
			return busy(err)
		}
		if pause(ctx, between) != nil {
			return busy(err)
		}
	}
}

func (db *DB) readOnce(ctx context.Context, ask func(Querier) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if db.postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	tx, err := db.read.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return ask(reading{ctx, tx})
}

// reading is a read transaction with the context it was begun in.
type reading struct {
	ctx context.Context
	tx  *sql.Tx
}

func (r reading) Query(query string, args ...any) (*sql.Rows, error) {
	return r.tx.QueryContext(r.ctx, query, args...)
}

// between is how long to wait before the database is asked again.
const between = 100 * time.Millisecond

func (db *DB) deadline() time.Time { return time.Now().Add(db.patience) }
