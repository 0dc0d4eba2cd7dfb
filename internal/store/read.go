package store

import (
	"context"

	"fairlead/internal/store/sqldb"
)

// mark is how far somebody has read a case (the seq of the newest item they were shown), and
// on which day they were last served it.
type mark struct {
	seq int64
	day string
}

// markOf gives both for an officer; none is zero.
func markOf(q sqldb.Querier, number, person string) (m mark, err error) {
	if m.seq, err = readSoFar(q, number, person); err != nil {
		return m, err
	}
	days, err := sqldb.All(q, sqldb.Self[string],
		`SELECT day FROM opened WHERE number = $1 AND person = $2`, number, person)
	if err == nil && len(days) > 0 {
		m.day = days[0]
	}
	return m, err
}

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
		putRead(tx, number, reader, newest)
		return nil
	})
}

func putRead(tx *sqldb.Tx, number, reader string, newest int64) {
	tx.Do(`INSERT INTO reads (number, reader, seq) VALUES ($1, $2, $3) ON CONFLICT (number, reader)
		DO UPDATE SET seq = excluded.seq WHERE reads.seq < excluded.seq`, number, reader, newest)
}

// markOpened notes for an officer how far they have read, and the day, of which whoever
// reported is told.
func (b *base) markOpened(ctx context.Context, number, person string, before, now mark) error {
	if now.seq <= before.seq && now.day <= before.day {
		return nil
	}
	return b.db.Write(ctx, func(tx *sqldb.Tx) error {
		putRead(tx, number, person, now.seq)
		tx.Do(`INSERT INTO opened (number, person, day) VALUES ($1, $2, $3) ON CONFLICT (number, person)
			DO UPDATE SET day = excluded.day WHERE opened.day < excluded.day`, number, person, now.day)
		return nil
	})
}
