package web

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/portal"
	"fairlead/packs"
)

var now = func() time.Time { return time.Date(2026, 11, 22, 6, 1, 2, 0, time.UTC) }

func newServer(t testing.TB, address string, routes ...Route) (*Server, *bytes.Buffer) {
	t.Helper()
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	s, err := New(Settings{Pack: func() *portal.Pack { return pack }, URL: address, Now: now, Log: NewLog(&text, now)})
	if err != nil {
		t.Fatal(err)
	}
	s.Mount(routes...)
	return s, &text
}

func serve(s *Server, r *http.Request) *httptest.ResponseRecorder {
	out := httptest.NewRecorder()
	s.ServeHTTP(out, r)
	return out
}

// TestStatic serves each file under the hash of its bytes, for good, packed where the
// browser can unpack it; one worker alone may compile WebAssembly.
func TestStatic(t *testing.T) {
	s, _ := newServer(t, "")
	for name, address := range s.static.addresses {
		r := httptest.NewRequest(http.MethodGet, address, nil)
		r.Header.Set("Accept-Encoding", "gzip, br")
		out := serve(s, r)
		if out.Code != http.StatusOK || out.Header().Get("Content-Encoding") != "br" || !strings.Contains(out.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", name, out.Code, out.Header())
		}
		unsafe := strings.Contains(out.Header().Get("Content-Security-Policy"), "wasm-unsafe-eval")
		if unsafe != (name == argonWorker) {
			t.Errorf("%s may compile: %v", name, unsafe)
		}
	}
	for _, path := range []string{"/static/site.css", "/static/..%2fserver.go", "/static/site.000000000000.css", "/static/"} {
		if out := serve(s, httptest.NewRequest(http.MethodGet, path, nil)); out.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, out.Code)
		}
	}
	if len(s.static.files["site"+strings.TrimPrefix(s.Static("site.css"), "/static/site")].brotli) > 20<<10 {
		t.Error("the style is over 20 KiB")
	}
}

// TestPrivate opens what is sealed over HTTPS under the site's host, and on this machine.
func TestPrivate(t *testing.T) {
	s, _ := newServer(t, "https://integrity.example.org")
	for name, c := range map[string]struct {
		host, from, forwarded string
		want                  bool
	}{
		"behind the proxy":          {"integrity.example.org", "10.0.0.2:1", "https", true},
		"silent proxy here":         {"integrity.example.org", "127.0.0.1:1", "", true},
		"past the proxy":            {"integrity.example.org", "10.0.0.2:1", "", false},
		"plain HTTP at the proxy":   {"integrity.example.org", "10.0.0.2:1", "http", false},
		"straight to the port":      {"10.0.0.1:8080", "10.0.0.9:1", "", false},
		"this machine":              {"localhost:8080", "127.0.0.1:1", "", true},
		"a proxy on this machine":   {"localhost:8080", "127.0.0.1:1", "http", false},
		"another name for loopback": {"evil.example", "127.0.0.1:1", "", false},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host, r.RemoteAddr = c.host, c.from
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-Proto", c.forwarded)
		}
		if got := s.Private(r); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestAnswer turns every kind of failure into one answer that tells nothing inner.
func TestAnswer(t *testing.T) {
	fails := map[string]error{
		"inner": errors.New("canary cause"), "busy": fault.New(fault.Busy, "busy", nil),
		"unknown-key": fault.New(fault.Refused, "no-such-key", errors.New("canary cause")),
	}
	handler := func(_ http.ResponseWriter, r *http.Request) error {
		if r.PathValue("what") == "panic" {
			panic("canary panic")
		}
		return fails[r.PathValue("what")]
	}
	s, text := newServer(t, "", Route{"GET /page/{what}", Open, handler}, Route{"GET /json/{what}", JSON(10), handler})
	for what, status := range map[string]int{"inner": 500, "busy": 503, "unknown-key": 400, "panic": 500} {
		for _, kind := range []string{"page", "json"} {
			r := httptest.NewRequest(http.MethodGet, "/"+kind+"/"+what, nil)
			r.Host, r.RemoteAddr = "127.0.0.1", "127.0.0.1:1"
			r.Header.Set("Accept-Language", "fr")
			out := serve(s, r)
			if out.Code != status || strings.Contains(out.Body.String(), "canary") || out.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s as %s: %d %.100s", what, kind, out.Code, out.Body)
			}
			if kind == "page" && !strings.Contains(out.Body.String(), `<html lang="fr">`) {
				t.Errorf("%s is not answered in French", what)
			}
		}
	}
	if strings.Contains(text.String(), "canary panic") || !strings.Contains(text.String(), "key=internal") {
		t.Errorf("the log is\n%s", text)
	}
}

// TestErrorPage leads a visitor out of the page or home, and an officer to the office: the
// way out would sign them out. Of what was altered nothing is promised.
func TestErrorPage(t *testing.T) {
	handler := func(_ http.ResponseWriter, r *http.Request) error {
		if r.PathValue("what") == "altered" {
			return fault.New(fault.Altered, "mailbox-not-genuine", nil)
		}
		return fault.New(fault.NotFound, "no-case", nil)
	}
	s, _ := newServer(t, "", Route{"GET /office/{what}", Sealed, handler}, Route{"GET /visitor/{what}", Sealed, handler})
	for path, c := range map[string]struct {
		status        int
		leave, office bool
		says          string
	}{
		"/office/gone":     {http.StatusNotFound, false, true, "mistyped"},
		"/visitor/gone":    {http.StatusNotFound, true, false, "mistyped"},
		"/visitor/altered": {http.StatusConflict, true, false, "This is not what was sealed"},
	} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host, r.RemoteAddr = "127.0.0.1", "127.0.0.1:1"
		r.Header.Set("Accept-Language", "en")
		out := serve(s, r)
		page := out.Body.String()
		if out.Code != c.status || !strings.Contains(page, c.says) {
			t.Errorf("%s: %d %s", path, out.Code, page)
		}
		if strings.Contains(page, `href="/leave"`) != c.leave || strings.Contains(page, `class="button" href="/office/"`) != c.office {
			t.Errorf("%s leads elsewhere: %s", path, page)
		}
		if c.status == http.StatusConflict && strings.Contains(page, "Nothing was changed") {
			t.Errorf("%s promises something of what was altered", path)
		}
	}
}

// TestLanguageLinks keeps the links of an unknown address on this site, whatever it is.
func TestLanguageLinks(t *testing.T) {
	s, _ := newServer(t, "", Route{"GET ~/{slug...}", Open, func(http.ResponseWriter, *http.Request) error {
		return fault.New(fault.NotFound, "page-not-found", nil)
	}}, Route{"GET /p/{id...}", Open, func(http.ResponseWriter, *http.Request) error {
		return fault.New(fault.NotFound, "page-not-found", nil)
	}})
	for _, path := range []string{"/%2Fevil.example/x", "/fr/%2Fevil.example", "/p/%2Fevil.example", "/%5Cevil.example", "/a%3Fb%23c"} {
		page := serve(s, httptest.NewRequest(http.MethodGet, path, nil)).Body.String()
		if strings.Contains(page, `href="//`) || !strings.Contains(page, strings.TrimPrefix(path, "/fr")) {
			t.Errorf("%s: %s", path, page)
		}
	}
}

// TestBody cuts off bodies that are too large, and JSON that is not one value of its shape.
func TestBody(t *testing.T) {
	s, _ := newServer(t, "", Route{"POST /json", JSON(100), func(w http.ResponseWriter, r *http.Request) error {
		var v struct {
			Name string `json:"name"`
		}
		if err := ReadJSON(r, &v); err != nil {
			return err
		}
		return WriteJSON(w, http.StatusOK, v)
	}})
	for body, status := range map[string]int{
		`{"name":"a"}`: 200, `{"name":"a"}{}`: 400, `{"other":1}`: 400, `{`: 400, ``: 400, `{"name":1}`: 400,
		`{"name":"` + strings.Repeat("a", 200) + `"}`: 413,
	} {
		r := httptest.NewRequest(http.MethodPost, "/json", strings.NewReader(body))
		r.Host, r.RemoteAddr = "127.0.0.1", "127.0.0.1:1"
		if out := serve(s, r); out.Code != status {
			t.Errorf("%.30q: %d %s", body, out.Code, out.Body)
		}
	}
}

// TestLarge refuses headers over their limit and closes on a sender that never ends them.
func TestLarge(t *testing.T) {
	s, _ := newServer(t, "")
	server := s.HTTP()
	server.ReadHeaderTimeout = 200 * time.Millisecond
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener)
	defer server.Close()
	for name, head := range map[string]string{"oversized": "GET / HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("a", 40<<10) + "\r\n\r\n", "never ending": "GET / HTTP/1.1\r\nHost: a\r\n"} {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		io.WriteString(conn, head)
		answer, err := io.ReadAll(conn)
		if err != nil && !strings.Contains(err.Error(), "reset") || strings.Contains(string(answer), "200 OK") {
			t.Errorf("%s: %v %.60s", name, err, answer)
		}
		conn.Close()
	}
}

// TestLogHandler prints no request, whatever is handed to it.
func TestLogHandler(t *testing.T) {
	var text bytes.Buffer
	log := NewLog(&text, now).With("route", "GET /a")
	log.Info("done", "request", httptest.NewRequest(http.MethodGet, "/canary", nil), "header", http.Header{"A": {"canary"}},
		"url", &url.URL{Path: "/canary"}, "any", struct{ A string }{"canary"}, "n", 3, "err", errors.New("a\nb"))
	if text.String() != "2026-11-22 info done route=\"GET /a\" request=- header=- url=- any=- n=3 err=\"a b\"\n" {
		t.Errorf("the line is %q", text.String())
	}
	text.Reset()
	slog.New(log.Handler()).Debug("hidden")
	if text.Len() > 0 {
		t.Error("it prints what it should not")
	}
}

// deadlines notes what a body's reader asked of its connection.
type deadlines struct{ read, write []time.Time }

func (d *deadlines) SetReadDeadline(at time.Time) error {
	d.read = append(d.read, at)
	return nil
}

func (d *deadlines) SetWriteDeadline(at time.Time) error {
	d.write = append(d.write, at)
	return nil
}

// TestPaced gives a body time for what it brought, but never long to stand still, and
// time to be answered when all of it is here.
func TestPaced(t *testing.T) {
	for name, pace := range map[string]struct {
		step int // bytes a read, one every 20 seconds
		want []int
	}{
		"living": {50 << 10, []int{30, 50, 70}},
		"slow":   {10 << 10, []int{30, 35, 40}},
		"still":  {1, []int{30, 30, 30}},
	} {
		var asked deadlines
		at := now()
		body := &paced{
			ReadCloser: io.NopCloser(strings.NewReader(strings.Repeat("a", 200<<10))), control: &asked,
			now: func() time.Time { return at }, start: at,
		}
		for i, seconds := range pace.want {
			if _, err := body.Read(make([]byte, pace.step)); err != nil {
				t.Fatal(err)
			}
			by := now().Add(time.Duration(seconds) * time.Second)
			if !asked.read[i].Equal(by) || !asked.write[i].Equal(by.Add(writeLimit)) {
				t.Errorf("%s: read %d must come by %v and be answered by %v, want %v", name, i, asked.read[i], asked.write[i], by)
			}
			at = at.Add(20 * time.Second)
		}
		if _, err := io.Copy(io.Discard, body); err != nil || !asked.read[len(asked.read)-1].IsZero() {
			t.Errorf("%s: after the end the connection still has a deadline to read, %v", name, err)
		}
	}
}

// TestKeptPanic: a page whose rendering fails inside is an error each time it is asked for,
// and never kept as an empty one.
func TestKeptPanic(t *testing.T) {
	var kept Kept
	s, _ := newServer(t, "")
	s.Mount(Route{"GET /broken", Open, func(w http.ResponseWriter, r *http.Request) error {
		return kept.Serve(w, r, s.Pack(), "broken", func() ([]byte, error) { panic("within a template") })
	}})
	for range 2 {
		if out := serve(s, httptest.NewRequest(http.MethodGet, "/broken", nil)); out.Code != http.StatusInternalServerError {
			t.Errorf("a page that cannot be rendered answers %d", out.Code)
		}
	}
}
