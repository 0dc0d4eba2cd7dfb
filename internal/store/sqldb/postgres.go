package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// postgresReaders is how many connections read PostgreSQL at once.
const postgresReaders = 8

// migrating names our advisory lock: "fairlead" as figures.
const migrating = 0x66616972_6c656164

func (db *DB) connectPostgres(ctx context.Context, s Settings) error {
	db.postgres = true
	config, err := pgx.ParseConfig(s.URL)
	if err != nil {
		return errors.New("the database's address cannot be read") // the cause would print it
	}
	config.ConnectTimeout = 5 * time.Second
	db.write = stdlib.OpenDB(*withParams(config, map[string]string{
		"synchronous_commit": "on", // a server may have it off; an acknowledged report is durable
		// Other programs wait for the row this one holds: one that hangs must let go.
		"idle_in_transaction_session_timeout": "30000",
	}))
	db.write.SetMaxOpenConns(3) // the writer, and two while migrating
	db.read = stdlib.OpenDB(*withParams(config, map[string]string{"default_transaction_read_only": "on"}))
	db.read.SetMaxOpenConns(postgresReaders)
	db.read.SetMaxIdleConns(postgresReaders)
	return db.migrateLocked(ctx)
}

// withParams gives a copy with settings that the server applies to each connection.
func withParams(config *pgx.ConnConfig, params map[string]string) *pgx.ConnConfig {
	c := config.Copy()
	for name, value := range params {
		c.RuntimeParams[name] = value
	}
	return c
}

// migrateLocked migrates while one connection holds an advisory lock. The server takes
// the lock back when that connection ends, however it ends.
func (db *DB) migrateLocked(ctx context.Context) (err error) {
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, int64(migrating)); err != nil {
		return err
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, int64(migrating))
	if err := db.migrate(ctx); err != nil {
		return err
	}
	return db.forgetWriters(ctx, conn)
}

// forgetWriters removes the rows of programs that ended; one that still runs writes its
// own again with its next transaction.
func (db *DB) forgetWriters(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `DELETE FROM writers WHERE day < $1`,
		db.now().UTC().AddDate(0, 0, -2).Format(time.DateOnly))
	return err
}
