// Package story walks whole cases in a real Chromium, seen from every side: the person who
// reports, the offices, and whoever the case is about. Each test can be followed by reading
// it. Screenshots are kept in out/ beside it, to be looked at.
package story

import (
	"flag"
	"os"
	"testing"

	"fairlead/test/program"
)

// Two stories at a time: each has a server and several browsers of its own, and waits as
// often as it works.
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
