package store_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"
)

// TestBoxWithoutWriting reads a mailbox while nothing can be written: that somebody has
// read is worth a mark, and never their letters.
func TestBoxWithoutWriting(t *testing.T) {
	w := open(t, "")
	a := arrival(newID())
	w.receive(t, a)
	must(t, w.Close())
	w.settings.Locked, w.settings.Patience = 50*time.Millisecond, 300*time.Millisecond
	again := reopen(t, w.settings)
	other, err := sql.Open("sqlite", filepath.Join(w.settings.DataDir, "fairlead.db"))
	must(t, err)
	defer other.Close()
	other.SetMaxOpenConns(1)
	_, err = other.Exec(`BEGIN IMMEDIATE`)
	must(t, err)
	box, err := again.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "items", len(box.Bundle.Items), len(a.Cases[0].Posts))
	_, err = other.Exec(`ROLLBACK`)
	must(t, err)
}
