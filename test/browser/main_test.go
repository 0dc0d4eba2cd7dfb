// Package browser makes the trips a person makes, in a real Chromium, against the
// program as it is built. Each test can be followed by reading it. Screenshots are kept
// in out/ beside it, to be looked at.
package browser

import (
	"os"
	"testing"

	"fairlead/test/program"
)

func TestMain(m *testing.M) {
	_ = os.RemoveAll("out")
	code := m.Run()
	program.Remove()
	os.Exit(code)
}
