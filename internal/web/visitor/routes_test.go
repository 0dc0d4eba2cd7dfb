package visitor

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var places = strings.NewReplacer("{slug...}", "nothing-here", "{id...}", "about", "{form}", "harassment",
	"{day}", "2026-11-29", "{id}", "AAAAAAAAAAAAAAAAAAAAAA", "{offset}", "0", "{name}", "site.css")

// typedInto are the addresses at which something sealed is typed, kept or shown.
var typedInto = regexp.MustCompile(`/(report|ask|comment|unfinished|send|mailbox)(/|$)`)

// TestStranger walks every route as somebody who has nothing: no words, no cookie, no
// secure connection. Nothing fails inside, nothing sealed answers, nothing is remembered.
func TestStranger(t *testing.T) {
	w := newWorld(t)
	if len(w.server.Routes()) < 30 {
		t.Fatalf("only %d routes", len(w.server.Routes()))
	}
	for _, route := range w.server.Routes() {
		method, path, found := strings.Cut(route.Pattern, " ")
		if !found {
			method, path = http.MethodGet, route.Pattern
		}
		path = places.Replace(path)
		for _, at := range []string{"127.0.0.1:50000", "203.0.113.9:50000"} {
			r := httptest.NewRequest(method, "http://127.0.0.1:8080"+path, strings.NewReader("{}"))
			r.RemoteAddr = at
			out := httptest.NewRecorder()
			w.server.ServeHTTP(out, r)
			checkAnswer(t, route.Pattern+" from "+at, out)
			// Whatever takes anything from a visitor, and every page on which something is typed.
			sealed := method != http.MethodGet || typedInto.MatchString(path)
			if sealed && at != "127.0.0.1:50000" && out.Code != http.StatusForbidden {
				t.Errorf("%s over plain HTTP: status %d", route.Pattern, out.Code)
			}
			if sealed && out.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s may be stored: %q", route.Pattern, out.Header().Get("Cache-Control"))
			}
		}
	}
}

// TestPlainHTTP: where others can read along, a page on which people type or choose is closed
// before anything leaves it; what there is to read stays open.
func TestPlainHTTP(t *testing.T) {
	w := newWorld(t)
	closed := 0
	for _, page := range w.pack.Pages {
		if strings.HasPrefix(page.ID, "form/") {
			continue
		}
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080"+w.pack.Address(page.Language, page.ID), nil)
		r.RemoteAddr = "203.0.113.9:50000"
		out := httptest.NewRecorder()
		w.server.ServeHTTP(out, r)
		want := http.StatusOK
		if slices.Contains([]string{"finder", "limits", "search", "helper"}, page.Layout) {
			want = http.StatusForbidden
			closed++
		}
		if body := out.Body.String(); out.Code != want || want == http.StatusForbidden && (strings.Contains(body, "<textarea") || strings.Contains(body, `method="post"`)) {
			t.Errorf("%s of %s: status %d", page.ID, page.Language, out.Code)
		}
	}
	if closed != 4*len(w.pack.Languages) {
		t.Errorf("%d pages are closed", closed)
	}
}

func checkAnswer(t *testing.T, what string, out *httptest.ResponseRecorder) {
	t.Helper()
	if out.Code >= 500 {
		t.Errorf("%s: status %d: %.200s", what, out.Code, out.Body)
	}
	h := out.Header()
	if cookies := h.Values("Set-Cookie"); len(cookies) > 0 && !strings.HasPrefix(cookies[0], "__Host-leaving") && !strings.HasPrefix(cookies[0], "__Host-mailbox=;") {
		t.Errorf("%s sets a cookie: %v", what, cookies)
	}
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if h.Get(name) != want {
			t.Errorf("%s: %s is %q", what, name, h.Get(name))
		}
	}
	policy := h.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") {
		t.Errorf("%s: policy %q", what, policy)
	}
}

func TestCrossSite(t *testing.T) {
	w := newWorld(t)
	for _, head := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}} {
		says(t, w.form("/report/harassment", head), http.StatusForbidden, "came from another website")
		head["Content-Type"] = "application/json"
		says(t, w.do(http.MethodPost, "/send/report", strings.NewReader("{}"), head), http.StatusForbidden, `"code":"cross-site"`)
	}
	if len(w.store.arrivals) > 0 {
		t.Error("a cross-site post was stored")
	}
}

// TestLog holds the log to routes: what is asked for never stands in it.
func TestLog(t *testing.T) {
	w := newWorld(t)
	w.do(http.MethodGet, "/canary-path?canary-query", nil, map[string]string{"User-Agent": "canary-browser", "Referer": "https://canary.example/"})
	w.do(http.MethodPost, "/send/mailbox", strings.NewReader(`{"handle":"canary-handle"}`), map[string]string{"Content-Type": "application/json"})
	w.get("/p/canary-page")
	w.form("/mailbox/open", nil, part{name: "words", value: "canary words"})
	text := w.log.String()
	if strings.Contains(text, "canary") || strings.Contains(text, "127.0.0.1") || strings.Contains(text, ":") && regexp.MustCompile(`\d\d:\d\d`).MatchString(text) {
		t.Errorf("the log tells too much:\n%s", text)
	}
	if strings.Count(text, "\n") != 4 || !strings.Contains(text, `2026-11-22 info request route="POST /send/mailbox" status=404 key=no-mailbox`) {
		t.Errorf("the log is\n%s", text)
	}
}

func TestLeave(t *testing.T) {
	out := newWorld(t).get("/leave")
	if out.Code != http.StatusSeeOther || out.Header().Get("Location") != "https://www.wikipedia.org/" {
		t.Errorf("leave answers %d to %q", out.Code, out.Header().Get("Location"))
	}
	if out.Header().Get("Clear-Site-Data") != `"cache", "cookies", "storage"` || !strings.Contains(out.Header().Get("Set-Cookie"), "__Host-leaving=1; Path=/; Max-Age=1; HttpOnly; Secure; SameSite=Strict") {
		t.Errorf("leave sends %v", out.Header())
	}
	for _, from := range []string{"cross-site", "same-site"} {
		out := newWorld(t).do(http.MethodGet, "/leave", nil, map[string]string{"Sec-Fetch-Site": from})
		if out.Code != http.StatusSeeOther || out.Header().Get("Clear-Site-Data") != "" || out.Header().Get("Set-Cookie") != "" {
			t.Errorf("a page elsewhere clears what is ours: %d %v", out.Code, out.Header())
		}
	}
}
