// Package system holds the tests that need the whole running program and no browser:
// sudden ends, outages, bad input, and what the disk and the memory hold afterwards.
package system

import (
	"flag"
	"net"
	"net/http"
	"os"
	"os/exec"
	"testing"

	"fairlead/internal/store/pgtest"
	"fairlead/test/program"
	"fairlead/test/reporter"
)

func TestMain(m *testing.M) {
	flag.Parse()
	// The tests that run beside others wait far more than they work.
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	reporter.Client.Transport = marked{&http.Transport{
		MaxIdleConnsPerHost: 128,
		DialContext:         (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(fromAddress)}}).DialContext,
	}}
	code := m.Run()
	program.Remove()
	os.Exit(code)
}

// Whoever asks here asks from an address and with a browser that are easy to find again.
const (
	fromAddress = "127.77.66.55"
	fromBrowser = "Conspicuous/7.65 (a browser nobody else has)"
)

// marked sends every request with that browser's name.
type marked struct{ http.RoundTripper }

func (m marked) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", fromBrowser)
	return m.RoundTripper.RoundTrip(r)
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
