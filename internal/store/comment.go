package store

import (
	"context"

	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/store/sqldb"
)

var _ intake.CommentStore = (*Reports)(nil)

// Unread counts the comments that no editor has opened.
func (r *Reports) Unread(ctx context.Context) (n int64, err error) {
	err = r.db.Read(ctx, func(q sqldb.Querier) error {
		n, err = sqldb.One(q, sqldb.Self[int64],
			`SELECT COUNT(*) FROM cases WHERE kind = 'feedback' AND stage = $1`, mailbox.Unread)
		return err
	})
	return n, err
}
