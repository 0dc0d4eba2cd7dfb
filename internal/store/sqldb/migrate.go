package sqldb

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"testing/fstest"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

var (
	blobType = regexp.MustCompile(`\bBLOB\b`)
	only     = regexp.MustCompile(`(?m)^-- PostgreSQL: `)
)

// migrate brings the tables up to date. The caller holds the lock.
func (db *DB) migrate(ctx context.Context) error {
	dialect := goose.DialectSQLite3
	if db.postgres {
		dialect = goose.DialectPostgres
	}
	files, err := inDialect(db.postgres)
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

// inDialect gives the migrations as a database spells them: PostgreSQL has another word
// for BLOB, and lines of its own, which are comments to SQLite.
func inDialect(postgres bool) (fs.FS, error) {
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
		if postgres {
			text = only.ReplaceAll(blobType.ReplaceAll(text, []byte("BYTEA")), nil)
		}
		out[path.Base(name)] = &fstest.MapFile{Data: text, Mode: 0o400}
	}
	return out, nil
}
