package store

import (
	"context"
	"errors"
	"io"

	"fairlead/internal/ledger"
	"fairlead/internal/store/sqldb"
)

// Ledger reads the chained log; it is written by every change, in the change's transaction.
type Ledger struct{ *base }

// record chains acts to the ledger. number fills in the case where the act has none.
func (b *base) record(tx *sqldb.Tx, number string, acts ...ledger.Act) {
	rows := make([]sqldb.Row, len(acts))
	var about []sqldb.Row
	for i, act := range acts {
		if act.Case == "" {
			act.Case = number
		}
		last := tx.Head()
		text, hash := ledger.Chain(ledger.Tail{N: last.N, Hash: last.Hash}, act, b.today())
		tx.SetHead(last.N+1, hash)
		rows[i] = sqldb.Row{last.N + 1, text}
		if act.Case != "" {
			about = append(about, sqldb.Row{act.Case, last.N + 1})
		}
	}
	tx.Insert(`ledger (n, text)`, ``, rows...)
	tx.Insert(`recorded (number, n)`, ``, about...)
}

// Tail gives how far the ledger reaches.
func (l *Ledger) Tail(ctx context.Context) (tail ledger.Tail, err error) {
	err = l.db.Read(ctx, func(q sqldb.Querier) error {
		tail, err = sqldb.One(q, func(t *ledger.Tail) []any { return []any{&t.N, &t.Hash} },
			`SELECT n, hash FROM head WHERE id = 1`)
		return err
	})
	return tail, err
}

// page is how many lines are read at once.
const page = 1000

// Lines gives the texts of all lines one after the other, then io.EOF: what ledger.Verify
// reads. A line whose number is missing is simply not there; Verify sees it.
func (l *Ledger) Lines(ctx context.Context) func() (string, error) {
	var waiting []ledgerRow
	var after int64
	return func() (string, error) {
		if len(waiting) == 0 {
			next, err := l.after(ctx, after)
			if err != nil {
				return "", err
			}
			if len(next) == 0 {
				return "", io.EOF
			}
			waiting, after = next, next[len(next)-1].n
		}
		text := waiting[0].text
		waiting = waiting[1:]
		return text, nil
	}
}

// Each calls yield with every line in order until it gives an error.
func (l *Ledger) Each(ctx context.Context, yield func(text string) error) error {
	next := l.Lines(ctx)
	for {
		text, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = yield(text)
		}
		if err != nil {
			return err
		}
	}
}

type ledgerRow struct {
	n    int64
	text string
}

func (l *Ledger) after(ctx context.Context, n int64) (rows []ledgerRow, err error) {
	err = l.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err = sqldb.All(q, func(r *ledgerRow) []any { return []any{&r.n, &r.text} },
			`SELECT n, text FROM ledger WHERE n > $1 ORDER BY n LIMIT $2`, n, page)
		return err
	})
	return rows, err
}
