// Package system holds the tests that need the whole running program and no browser:
// sudden ends, outages, bad input, and what the disk and the memory hold afterwards.
package system

import (
	"flag"
	"os"
	"os/exec"
	"testing"

	"fairlead/internal/store/pgtest"
	"fairlead/test/program"
)

func TestMain(m *testing.M) {
	flag.Parse()
	// The tests that run beside others wait far more than they work.
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	code := m.Run()
	program.Remove()
	os.Exit(code)
}

// databases runs a test on both databases; more is what the program needs for it.
func databases(t *testing.T, test func(t *testing.T, more ...string)) {
	t.Run("sqlite", func(t *testing.T) { test(t) })
	t.Run("postgres", func(t *testing.T) {
		server := pgtest.Start(t)
		test(t, "--database", server.Database(t))
	})
}

// wholeLedger runs `fairlead ledger verify` beside the server.
func wholeLedger(t *testing.T, s *program.Server, more ...string) {
	t.Helper()
	args := append([]string{"ledger", "verify", "--data", s.Data}, more...)
	if out, err := exec.Command(program.Path(t), args...).CombinedOutput(); err != nil {
		t.Errorf("ledger verify: %v\n%s", err, out)
	}
}
