package store

import (
	"context"

	"fairlead/internal/mailbox"
	"fairlead/internal/store/sqldb"
)

// saveUploads notes blobs that were kept. The same sum is the same bytes.
func saveUploads(tx *sqldb.Tx, uploads []mailbox.Upload, day string) {
	rows := make([]sqldb.Row, len(uploads))
	for i, u := range uploads {
		rows[i] = sqldb.Row{u.Sum, u.Size, day}
	}
	tx.Insert(`blobs (sum, size, day)`, `ON CONFLICT (sum) DO NOTHING`, rows...)
}

// named says whether any table names a blob.
func (b *base) named(ctx context.Context, sum string) (named bool, err error) {
	err = b.db.Read(ctx, func(q sqldb.Querier) error {
		found, err := sqldb.All(q, sqldb.Self[string], `SELECT sum FROM blobs WHERE sum = $1`, sum)
		named = len(found) > 0
		return err
	})
	return named, err
}
