// Package browser makes the trips a person makes, in a real Chromium, against the
// program as it is built. Each test can be followed by reading it. Screenshots are kept
// in out/ beside it, to be looked at.
package browser

import (
	"flag"
	"os"
	"testing"

	"fairlead/test/program"
)

// Two trips at a time: each has a server and a browser of its own, and waits as often as it
// works.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "2"); err != nil {
		panic(err)
	}
	_ = os.RemoveAll("out")
	code := m.Run()
	program.Remove()
	os.Exit(code)
}
