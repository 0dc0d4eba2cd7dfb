package store

import (
	"context"

	"fairlead/internal/store/sqldb"
)

// readSoFar gives the seq of the newest item a reader was shown; none is 0.
func readSoFar(q sqldb.Querier, number, reader string) (int64, error) {
	seqs, err := sqldb.All(q, sqldb.Self[int64],
		`SELECT seq FROM reads WHERE number = $1 AND reader = $2`, number, reader)
	if err != nil || len(seqs) == 0 {
		return 0, err
	}
	return seqs[0], nil
}

// markRead notes how far a reader has read; most openings show nothing new and write nothing.
func (b *base) markRead(ctx context.Context, number, reader string, before, newest int64) error {
	if newest <= before {
		return nil
	}
	return b.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`INSERT INTO reads (number, reader, seq) VALUES ($1, $2, $3) ON CONFLICT (number, reader)
			DO UPDATE SET seq = excluded.seq WHERE reads.seq < excluded.seq`, number, reader, newest)
		return nil
	})
}
