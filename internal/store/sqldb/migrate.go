package sqldb

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"testing/fstest"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

var blobType = regexp.MustCompile(`\bBLOB\b`)

// migrate brings the tables up to date. The caller holds the lock.
func (db *DB) migrate(ctx context.Context) error {
	dialect, blob := goose.DialectSQLite3, "BLOB"
	if db.postgres {
		dialect, blob = goose.DialectPostgres, "BYTEA"
	}
	files, err := inDialect(blob)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db.write, files)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	return nil
}

// inDialect gives the migrations with the one word replaced that the databases spell
// differently.
func inDialect(blob string) (fs.FS, error) {
	out := fstest.MapFS{}
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		base := name[len("migrations/"):]
		out[base] = &fstest.MapFile{Data: blobType.ReplaceAll(text, []byte(blob)), Mode: 0o400}
	}
	return out, nil
}
