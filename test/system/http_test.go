package system

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"fairlead/internal/web/office"
	"fairlead/internal/web/visitor"
)

// unsafeRoute is a route of either wing that changes something. What stands under the
// language's own address answers in that language, here the first.
type unsafeRoute struct {
	method, path string
	spoken       bool
}

func unsafeRoutes(h *house) []unsafeRoute {
	var all []unsafeRoute
	for _, route := range append(new(visitor.Wing).Routes(), new(office.Office).Routes()...) {
		if method, path, _ := strings.Cut(route.Pattern, " "); method != http.MethodGet {
			fill := strings.NewReplacer("~", "", "{form}", h.pack.FormText("en", "harassment").Slug, "{id}", "AAAAAAAAAAAAAAAAAAAAAA", "{offset}", "0", "{number}", "1234-5678")
			all = append(all, unsafeRoute{method, fill.Replace(path), strings.HasPrefix(path, "~")})
		}
	}
	return all
}

// crossSite posts to every unsafe route as a page of another site would.
func crossSite(t *testing.T, h *house) {
	routes := unsafeRoutes(h)
	if len(routes) < 20 {
		t.Fatalf("there are only %d routes that change something", len(routes))
	}
	before := h.census(t)
	for _, route := range routes {
		method, path := route.method, route.path
		for _, foreign := range []map[string]string{
			{"Sec-Fetch-Site": "cross-site"},
			{"Sec-Fetch-Site": "same-site"},
			{"Origin": "https://elsewhere.example"},
			{"Origin": "null"},
		} {
			for _, language := range languages {
				foreign["Accept-Language"], foreign["Content-Type"] = language, "application/json"
				got := h.ask(t, method, path, strings.NewReader("{}"), foreign)
				if route.spoken {
					h.refused(t, got, "en", http.StatusForbidden, "cross-site")
				} else {
					h.refused(t, got, language, http.StatusForbidden, "cross-site")
				}
			}
		}
		own := h.ask(t, method, path, strings.NewReader("{}"), map[string]string{"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"})
		if strings.Contains(own.Body, `"cross-site"`) {
			t.Errorf("%s %s refuses its own pages", method, path)
		}
	}
	for _, language := range languages {
		f := h.form(t, language)
		got := h.ask(t, http.MethodPost, f.path, strings.NewReader(""), map[string]string{"Sec-Fetch-Site": "cross-site"})
		shows(t, got, http.StatusForbidden, h.sentence(language, "cross-site"))
	}
	h.unchanged(t, before)
}

// large sends heads that are too large, and one that never ends is cut by the same limit.
func large(t *testing.T, h *house) {
	for name, head := range map[string]string{
		"one header":   "X-Long: " + strings.Repeat("x", 32<<10) + "\r\n",
		"many headers": strings.Repeat("X-Many: xxxxxxxxxxxxxxxx\r\n", 2000),
		"a cookie":     "Cookie: __Host-mailbox=" + strings.Repeat("A", 32<<10) + "\r\n",
	} {
		conn := dial(t, h)
		_, _ = fmt.Fprintf(conn, "GET /mailbox/read HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n", head) // it may be cut while it is sent
		if got := readReply(t, conn, http.MethodGet); got.Status != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("%s: %d", name, got.Status)
		}
	}
	got := raw(t, h, http.MethodGet, "/"+strings.Repeat("a", 32<<10))
	if got.Status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a long address: %d", got.Status)
	}
}

func dial(t testing.TB, h *house) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.Base, "http://"))
	must(t, err)
	t.Cleanup(func() { conn.Close() })
	return conn
}

// plainHTTP asks as somebody would who reached the program from elsewhere without TLS.
func plainHTTP(t *testing.T, h *house) {
	for _, header := range []map[string]string{{"X-Forwarded-For": "192.0.2.7"}, {"X-Forwarded-Proto": "http"}} {
		for _, language := range languages {
			f := h.form(t, language)
			shows(t, h.ask(t, http.MethodGet, f.path, nil, header), http.StatusForbidden, h.sentence(language, "plain-http"))
			shows(t, h.ask(t, http.MethodGet, prefix(language)+"/mailbox", nil, header), http.StatusForbidden, h.sentence(language, "plain-http"))
			for _, id := range []string{"helper", "search"} {
				shows(t, h.ask(t, http.MethodGet, h.pack.Address(language, id), nil, header), http.StatusForbidden, h.sentence(language, "plain-http"))
			}
		}
		shows(t, h.ask(t, http.MethodGet, "/", nil, header), http.StatusOK)
	}
}

// TestSlowBodies trickles bodies: one that all but stands still is cut, and one that is
// slow and alive is read to its end and answered, however long that takes.
func TestSlowBodies(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, path := range []string{"/send/report", "/report/" + h.pack.FormText("en", "harassment").Slug, "/office/signin", "/send/upload/AAAAAAAAAAAAAAAAAAAAAA/0"} {
		t.Run(strings.ReplaceAll(path[1:], "/", "-"), func(t *testing.T) {
			t.Parallel()
			cut(t, h, path)
		})
	}
	t.Run("alive", func(t *testing.T) {
		t.Parallel()
		alive(t, h)
	})
}

// cut writes a byte a second until the server ends the connection.
func cut(t *testing.T, h *house, path string) {
	conn := dial(t, h)
	method := http.MethodPost
	if strings.Contains(path, "upload") {
		method = http.MethodPut
	}
	_, err := fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n",
		method, path, strings.TrimPrefix(h.Base, "http://"))
	must(t, err)
	ended := make(chan error, 1)
	go func() {
		must(t, conn.SetReadDeadline(time.Now().Add(2*time.Minute)))
		_, err := io.Copy(io.Discard, conn)
		ended <- err
	}()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			if late, ok := err.(net.Error); ok && late.Timeout() {
				t.Error("the connection is still held after two minutes")
			}
			return
		case <-tick.C:
			_, _ = conn.Write([]byte(" ")) // refused once it is cut
		}
	}
}

// alive sends a report without scripts over a line of a few KiB a second, for longer than
// an answer may take to be fetched.
func alive(t *testing.T, h *house) {
	f := h.form(t, "en")
	f.file("slow.bin", make([]byte, 300<<10))
	var body strings.Builder
	kind, err := f.write(&body, true)
	must(t, err)
	from, to := io.Pipe()
	go func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for rest := body.String(); rest != ""; <-tick.C {
			n := min(len(rest), 4600)
			if _, err := io.WriteString(to, rest[:n]); err != nil {
				return
			}
			rest = rest[n:]
		}
		to.Close()
	}()
	request, err := http.NewRequest(http.MethodPost, h.Base+f.path, from)
	must(t, err)
	request.Header.Set("Content-Type", kind)
	reply, err := new(http.Client).Do(request)
	must(t, err)
	defer reply.Body.Close()
	page, err := io.ReadAll(reply.Body)
	must(t, err)
	if reply.StatusCode != http.StatusOK || !strings.Contains(visible(string(page)), h.pack.Words("en").Say("sent.title")) {
		t.Errorf("a slow report is answered %d", reply.StatusCode)
	}
}
