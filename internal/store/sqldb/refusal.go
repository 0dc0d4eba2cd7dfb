package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"fairlead/internal/fault"
)

// Unique says whether the database refused a second row under the same key.
func Unique(err error) bool {
	if code, ok := sqliteCode(err); ok {
		return code == 2067 || code == 1555
	}
	return postgresCode(err) == "23505"
}

// Unknown says whether the database refused a row that names another one that is not there.
func Unknown(err error) bool {
	if code, ok := sqliteCode(err); ok {
		return code == 787
	}
	return postgresCode(err) == "23503"
}

// Unwritable says whether what was asked for can stand in no row: PostgreSQL takes no text
// with a zero byte or broken characters.
func Unwritable(err error) bool { return postgresCode(err) == "22021" }

// lost says whether the same work may succeed a moment later: the connection broke, the
// server is away or starting, or somebody else holds a lock.
func lost(err error) bool {
	if code, ok := sqliteCode(err); ok {
		switch code & 0xff { // the primary code
		case 5, 6, 9: // busy, locked, interrupted
			return true
		}
		return false
	}
	if code := postgresCode(err); code != "" {
		return lostCode(code)
	}
	if isAny(err, driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, context.DeadlineExceeded) {
		return true
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return err != nil && strings.Contains(err.Error(), "conn closed") // pgx has no name for it
}

// lostCode knows the SQLSTATE codes that pass: the connection (08), deadlock and
// serialization, no free connection, shutting down or starting up, a lock not given.
func lostCode(code string) bool {
	switch code {
	case "40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03", "25P03":
		return true
	}
	return strings.HasPrefix(code, "08")
}

// full says whether the disk below the database is full.
func full(err error) bool {
	if code, ok := sqliteCode(err); ok {
		return code&0xff == 13
	}
	return postgresCode(err) == "53100"
}

// told turns what the database says into a fault where there is one for it.
func told(err error) error {
	switch {
	case err == nil:
		return nil
	case full(err):
		return fault.New(fault.Full, "full", err)
	case lost(err):
		return busy(err)
	}
	return err
}

func sqliteCode(err error) (int, bool) {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code(), true
	}
	return 0, false
}

func postgresCode(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

func isAny(err error, targets ...error) bool {
	for _, target := range targets {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}
