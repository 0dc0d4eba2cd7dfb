package web

import (
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"fairlead/internal/fault"
)

type readCloser = io.ReadCloser

// Body limits: what a route takes unless its guard says otherwise.
const (
	smallBody = 64 << 10
	patience  = 30 * time.Second // before a body must have begun to come
	slowest   = 2 << 10          // bytes a second: below that a body is cut off
)

// Open guards what anyone may read and a browser may keep: the page is asked for again
// each time, and answered in a few bytes if it did not change.
func Open(next Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-cache")
		return next(w, r)
	}
}

// Sealed guards pages that take or show what is sealed: never stored by a browser, and
// closed over plain HTTP from another machine, where anyone on the way could read along.
func Sealed(next Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v := visitOf(r)
		v.sealed = true
		if !v.server.Private(r) {
			return fault.New(fault.Closed, "plain-http", nil)
		}
		return next(w, r)
	}
}

// JSON guards an address that scripts speak to: closed as Sealed is, a body of at most
// limit bytes, and errors answered as {"error","code"}.
func JSON(limit int64) Guard {
	return func(next Handler) Handler {
		sealed := Sealed(next)
		return func(w http.ResponseWriter, r *http.Request) error {
			visitOf(r).json = true
			LimitBody(w, r, limit)
			return sealed(w, r)
		}
	}
}

// Stream guards a form whose body is read as it comes: closed as Sealed is, a body of at
// most limit bytes that may take its time as long as it moves.
func Stream(limit int64) Guard {
	return func(next Handler) Handler {
		sealed := Sealed(next)
		return func(w http.ResponseWriter, r *http.Request) error {
			LimitBody(w, r, limit)
			return sealed(w, r)
		}
	}
}

// LimitBody replaces the limit that the server set for this body.
func LimitBody(w http.ResponseWriter, r *http.Request, limit int64) {
	r.Body = http.MaxBytesReader(w, &paced{
		ReadCloser: visitOf(r).body, control: http.NewResponseController(w), now: time.Now, start: time.Now(),
	}, limit)
}

// paced cuts off a body that comes slower than slowest or stands still for as long as
// patience, so that an idle sender cannot hold a connection for ever while a slow but
// living one can finish, and be answered however long it took.
type paced struct {
	io.ReadCloser
	control deadliner
	now     func() time.Time
	start   time.Time
	read    int64
}

// deadliner is what a body needs of http.ResponseController.
type deadliner interface {
	SetReadDeadline(time.Time) error
	SetWriteDeadline(time.Time) error
}

// Read asks for the next bytes in time. A recorder in a test has no deadlines to set, so
// their errors are nobody's: the limit is the server's alone.
func (p *paced) Read(b []byte) (int, error) {
	by := p.start.Add(patience + time.Duration(p.read/slowest)*time.Second)
	if still := p.now().Add(patience); still.Before(by) {
		by = still
	}
	_ = p.control.SetReadDeadline(by)
	_ = p.control.SetWriteDeadline(by.Add(writeLimit))
	n, err := p.ReadCloser.Read(b)
	p.read += int64(n)
	if err == io.EOF {
		// All is here: a deadline that passes while the answer is made would cancel it.
		_ = p.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

// Private says whether nobody on the way can read along: HTTPS under the site's own
// host, or this machine speaking to itself.
func (s *Server) Private(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	forwarded := r.Header.Get("X-Forwarded-Proto")
	if strings.HasPrefix(s.settings.URL, "https://") && strings.EqualFold(r.Host, s.host) {
		// A proxy on this machine may keep silent about TLS; one elsewhere must say it, or
		// whoever reaches this port past the proxy would be believed.
		return forwarded == "https" || forwarded == "" && loopback(r.RemoteAddr)
	}
	return forwarded == "" && r.Header.Get("X-Forwarded-For") == "" && loopback(r.RemoteAddr) && loopback(r.Host)
}

func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Always guards what must work wherever it is asked for, and is never kept.
func Always(next Handler) Handler { return next }
