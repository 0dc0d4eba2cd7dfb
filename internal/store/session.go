package store

import (
	"context"
	"time"

	"github.com/alexedwards/scs/v2"

	"fairlead/internal/store/sqldb"
)

// Sessions is the sessions' store: scs hands it the hash of a token (HashTokenInStore),
// so that whoever reads the table cannot take a session over.
type Sessions struct{ *base }

var _ scs.CtxStore = (*Sessions)(nil)

// FindCtx gives the data of a session that has not ended.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err := sqldb.All(q, sqldb.Self[[]byte],
			`SELECT data FROM sessions WHERE token = $1 AND expiry > $2`, token, s.now().UnixMilli())
		if found = err == nil && len(rows) > 0; found {
			data = rows[0]
		}
		return err
	})
	return data, found, err
}

// CommitCtx saves a session.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`INSERT INTO sessions (token, data, expiry) VALUES ($1, $2, $3)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry`,
			token, data, expiry.UnixMilli())
		return nil
	})
}

// DeleteCtx ends a session; none is no error.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`DELETE FROM sessions WHERE token = $1`, token)
		return nil
	})
}

func (s *Sessions) sweep(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`DELETE FROM sessions WHERE expiry <= $1`, s.now().UnixMilli())
		return nil
	})
}

// Find, Commit and Delete are asked for by scs.Store, which scs itself does not call when
// it can hand over a context.

// Find is FindCtx without a context.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
