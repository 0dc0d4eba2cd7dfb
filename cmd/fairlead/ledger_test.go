package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLedgerNowhere: whoever mistypes the folder is told so, and nothing is made there.
func TestLedgerNowhere(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "mistyped")
	operator := shell{t: t, dir: t.TempDir()}
	stdout, stderr, ok := operator.run("", "ledger", "verify", "--data", folder)
	if ok || !strings.Contains(stderr, "nothing was checked") || !strings.Contains(stderr, folder) || stdout != "" {
		t.Errorf("it said %q and %q", stdout, stderr)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder was made")
	}
}
