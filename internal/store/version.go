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
		keepVersion(tx, hash, kind, id, body, day)
		return nil
	})
	if err == nil {
		r.versions.Store(hash, true)
	}
	return err
}

func keepVersion(tx *sqldb.Tx, hash, kind, id, body, day string) {
	tx.Insert(`versions (hash, kind, id, body, day)`, `ON CONFLICT (hash) DO NOTHING`, sqldb.Row{hash, kind, id, body, day})
}

// Version gives the text that was kept under a hash. fault.NotFound if there is none.
func (r *Reports) Version(ctx context.Context, hash string) (body string, err error) {
	err = r.db.Read(ctx, func(q sqldb.Querier) error {
		body, err = sqldb.One(q, sqldb.Self[string], `SELECT body FROM versions WHERE hash = $1`, hash)
		return orGone(err)
	})
	return body, err
}
