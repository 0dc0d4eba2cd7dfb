package store

import (
	"context"
	"time"

	"fairlead/internal/jobs"
	"fairlead/internal/store/sqldb"
)

// Leases is jobs.Leases: which node does what.
type Leases struct{ *base }

var _ jobs.Leases = (*Leases)(nil)

// Take gives the lease on a task that is due and nobody's. What was done, or held, by a clock
// that was far ahead counts for nothing.
func (l *Leases) Take(ctx context.Context, task, holder string, now, until, doneBefore time.Time) (given bool, err error) {
	err = l.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`INSERT INTO leases (task, holder, until, done) VALUES ($1, '', 0, 0) ON CONFLICT (task) DO NOTHING`, task)
		latest := until.Add(until.Sub(now)) // another node's clock can be a little ahead
		n, err := tx.Exec(`UPDATE leases SET holder = $2, until = $3 WHERE task = $1
			AND (until <= $4 OR until > $6) AND (done <= $5 OR done > $6)`,
			task, holder, until.UnixMilli(), now.UnixMilli(), doneBefore.UnixMilli(), latest.UnixMilli())
		given = n > 0
		return err
	})
	return given && err == nil, err
}

// Done gives the lease back.
func (l *Leases) Done(ctx context.Context, task, holder string, at time.Time) error {
	return l.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`UPDATE leases SET until = 0, done = $3 WHERE task = $1 AND holder = $2`, task, holder, at.UnixMilli())
		return nil
	})
}

// Drop gives the lease back undone.
func (l *Leases) Drop(ctx context.Context, task, holder string) error {
	return l.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`UPDATE leases SET until = 0 WHERE task = $1 AND holder = $2`, task, holder)
		return nil
	})
}
