package store

import (
	"context"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/store/sqldb"
)

// Drafts is intake.DraftStore: unfinished forms.
type Drafts struct{ *base }

var _ intake.DraftStore = (*Drafts)(nil)

// KeepDraft saves a draft in place of the one under its handle, unless those of its day
// are too many.
func (d *Drafts) KeepDraft(ctx context.Context, draft intake.Draft, most intake.DraftBounds) error {
	return d.db.Write(ctx, func(tx *sqldb.Tx) error {
		if err := roomFor(tx, draft, most); err != nil {
			return err
		}
		tx.Do(`INSERT INTO drafts (handle, until, size, sealed) VALUES ($1, $2, $3, $4)
			ON CONFLICT (handle) DO UPDATE SET until = excluded.until, size = excluded.size, sealed = excluded.sealed`,
			draft.Handle, draft.Until, len(draft.Sealed), draft.Sealed)
		return nil
	})
}

// roomFor counts the other drafts that go on the same day, which are those of one day.
func roomFor(q sqldb.Querier, draft intake.Draft, most intake.DraftBounds) error {
	type tally struct{ others, bytes, known int64 }
	day, err := sqldb.One(q, func(t *tally) []any { return []any{&t.others, &t.bytes, &t.known} },
		`SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT), (SELECT COUNT(*) FROM drafts WHERE handle = $2)
		FROM drafts WHERE until = $1 AND handle <> $2`, draft.Until, draft.Handle)
	if err != nil {
		return err
	}
	isNew := day.known == 0
	if isNew && day.others >= most.Number || day.bytes+int64(len(draft.Sealed)) > most.Bytes {
		return fault.New(fault.Full, "drafts-full", nil)
	}
	return nil
}

// Draft gives what lies under a handle, if its last day has not passed.
func (d *Drafts) Draft(ctx context.Context, handleHash, today string) (draft intake.Draft, err error) {
	err = d.db.Read(ctx, func(q sqldb.Querier) (err error) {
		draft, err = sqldb.One(q, func(d *intake.Draft) []any { return []any{&d.Handle, &d.Until, &d.Sealed} },
			`SELECT handle, until, sealed FROM drafts WHERE handle = $1 AND until >= $2`, handleHash, today)
		return orGone(err)
	})
	return draft, err
}

// DropDraft deletes what lies under a handle; nothing is no error.
func (d *Drafts) DropDraft(ctx context.Context, handleHash string) error {
	return d.db.Write(ctx, func(tx *sqldb.Tx) error {
		dropDraft(tx, handleHash)
		return nil
	})
}

func dropDraft(tx *sqldb.Tx, handleHash string) {
	tx.Do(`DELETE FROM drafts WHERE handle = $1`, handleHash)
}

// sweep deletes the drafts whose last day has passed.
func (d *Drafts) sweep(ctx context.Context) error {
	return d.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`DELETE FROM drafts WHERE until < $1`, d.today())
		return nil
	})
}
