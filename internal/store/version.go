package store

import (
	"context"

	"fairlead/internal/store/sqldb"
)

// KeepVersion keeps the exact text of a form or procedure that a case began with. It is
// asked before each arrival, so a hash that was kept once is remembered.
func (r *Reports) KeepVersion(ctx context.Context, hash, kind, id, body, day string) error {
	if _, kept := r.versions.Load(hash); kept {
		return nil
	}
	err := r.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`INSERT INTO versions (hash, kind, id, body, day) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (hash) DO NOTHING`, hash, kind, id, body, day)
		return nil
	})
	if err == nil {
		r.versions.Store(hash, true)
	}
	return err
}
