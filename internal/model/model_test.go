package model

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

const planted = "plantedword"

// endpoint is a scripted endpoint: a server of the test that speaks the protocol and answers
// as it is told. No language model is behind it.
type endpoint struct {
	*httptest.Server
	mu    sync.Mutex
	asked []map[string]any
	heads []http.Header
}

// times is how often it was asked.
func (e *endpoint) times() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.asked)
}

func scriptedEndpoint(t *testing.T, answer http.HandlerFunc) *endpoint {
	t.Helper()
	e := &endpoint{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body map[string]any
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.URL.Path != "/v1/chat/completions" || r.Method != http.MethodPost {
			t.Errorf("%s %s: %v", r.Method, r.URL.Path, err)
		}
		e.mu.Lock()
		e.asked, e.heads = append(e.asked, body), append(e.heads, r.Header)
		e.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(e.Close)
	return e
}

func (e *endpoint) model(t *testing.T, s Settings) *Model {
	t.Helper()
	s.URL = e.URL + "/v1/"
	if s.Name == "" {
		s.Name = "small"
	}
	m, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// saying answers with one message, as the protocol has it.
func saying(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{
			"id": "1", "object": "chat.completion", "model": "small",
			"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": text}}},
		})
	}
}

func TestComplete(t *testing.T) {
	e := scriptedEndpoint(t, saying("Words [1]."))
	said, err := e.model(t, Settings{Key: "secret"}).Complete(t.Context(), "rules", "text")
	if err != nil || said != "Words [1]." {
		t.Fatalf("%q, %v", said, err)
	}
	body, head := e.asked[0], e.heads[0]
	if heat, ok := body["temperature"].(float64); !ok || heat > 1e-5 || body["max_tokens"] != float64(mostTokens) || body["model"] != "small" || body["stream"] != false {
		t.Errorf("asked with %v", body)
	}
	if got := fmt.Sprint(body["messages"]); got != "[map[content:rules role:system] map[content:text role:user]]" {
		t.Errorf("handed over: %s", got)
	}
	for name := range body {
		if !strings.Contains("temperature max_tokens model stream messages n", name) {
			t.Errorf("it also sends %q", name)
		}
	}
	if head.Get("Authorization") != "Bearer secret" || head.Get("Cookie") != "" {
		t.Errorf("headers %v", head)
	}
	if _, err := e.model(t, Settings{Name: "gpt-5-mini"}).Complete(t.Context(), "rules", "text"); err != nil || e.asked[1]["max_completion_tokens"] != float64(mostTokens) {
		t.Errorf("a model that thinks first: %v, asked with %v", err, e.asked[1:])
	}
	if _, sent := e.heads[1]["Authorization"]; sent {
		t.Error("a key where there is none")
	}
}

// TestCompleteFails: whatever comes back, there is an error without a word of it, at most
// one request, and an end.
func TestCompleteFails(t *testing.T) {
	other := scriptedEndpoint(t, saying("from elsewhere"))
	raw := func(status int, kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		err    error
	}{
		"slow": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, errSlow},
		"slow after its head": {func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, errSlow},
		"huge":          {saying(strings.Repeat("word ", mostBytes)), errLarge},
		"without end":   {func(w http.ResponseWriter, _ *http.Request) { forever(w) }, errLarge},
		"500":           {raw(500, "application/json", `{"error": {"message": "`+planted+`"}}`), status(500)},
		"401":           {raw(401, "application/json", `{"error": {"message": "`+planted+`"}}`), status(401)},
		"429, not JSON": {raw(429, "text/html", planted), status(429)},
		"204":           {raw(204, "", ""), status(204)},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/v1/chat/completions", http.StatusTemporaryRedirect)
		}, errRedirected},
		"elsewhere here": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/v1/chat/completions", http.StatusFound)
		}, errRedirected},
		"streaming only":  {raw(200, "text/event-stream", `data: {"choices": [{"delta": {"content": "`+planted+`"}}]}`+"\n\ndata: [DONE]\n"), errUnread},
		"broken":          {raw(200, "application/json", `{"choices": [{"message": {"content": "`+planted), errUnread},
		"a page":          {raw(200, "text/html", "<html>"+planted), errUnread},
		"nothing":         {raw(200, "application/json", ""), errUnread},
		"another shape":   {raw(200, "application/json", `["`+planted+`"]`), errUnread},
		"no choice":       {raw(200, "application/json", `{"choices": []}`), errSilent},
		"an empty one":    {saying(""), errSilent},
		"a refusal":       {raw(200, "application/json", `{"choices": [{"message": {"content": "x", "refusal": "`+planted+`"}}]}`), errSilent},
		"filtered":        {raw(200, "application/json", `{"choices": [{"finish_reason": "content_filter", "message": {"content": "x"}}]}`), errSilent},
		"a closed socket": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, errAway},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := scriptedEndpoint(t, c.answer)
			said, err := e.model(t, Settings{Wait: 2 * time.Second}).Complete(t.Context(), "rules", planted)
			if !errors.Is(err, c.err) || said != "" {
				t.Errorf("%q, %v; want %v", said, err, c.err)
			}
			if err != nil && (strings.Contains(err.Error(), planted) || strings.Contains(err.Error(), "127.0.0.1")) {
				t.Errorf("the error holds too much: %v", err)
			}
			if e.times() != 1 || other.times() > 0 {
				t.Errorf("asked %d times, and %d elsewhere", e.times(), other.times())
			}
		})
	}
}

func forever(w io.Writer) {
	for {
		if _, err := io.WriteString(w, strings.Repeat(" ", 4096)); err != nil {
			return
		}
	}
}

func TestCompleteAway(t *testing.T) {
	e := scriptedEndpoint(t, saying("x"))
	m := e.model(t, Settings{})
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Complete(gone, "rules", planted); !errors.Is(err, errSlow) || e.times() > 0 {
		t.Errorf("whoever asked has gone: %v", err)
	}
	e.Close()
	if _, err := m.Complete(t.Context(), "rules", planted); !errors.Is(err, errAway) {
		t.Errorf("nobody there: %v", err)
	}
}

// TestNoProxy: what the environment says of proxies sends no question elsewhere.
func TestNoProxy(t *testing.T) {
	proxy := scriptedEndpoint(t, saying("from a proxy"))
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	m, err := New(Settings{URL: "http://model.invalid/v1", Name: "small", Wait: 3 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if said, err := m.Complete(t.Context(), "rules", planted); err == nil || said != "" || proxy.times() > 0 {
		t.Errorf("%q, %v", said, err)
	}
}

func TestNew(t *testing.T) {
	for _, c := range []struct {
		url   string
		plain bool
		ok    bool
	}{
		{"http://127.0.0.1:11434/v1", false, true},
		{"http://localhost:11434/v1/", false, true},
		{"http://[::1]:8000/v1", false, true},
		{"http://10.1.2.3/v1", false, true},
		{"http://192.168.1.9:8000", false, true},
		{"http://[fd00::1]/v1", false, true},
		{"http://ollama:11434/v1", false, true}, // where it leads is looked at when it is called
		{"https://models.example.org/v1", false, true},
		{"https://203.0.113.7/v1", false, true},
		{"http://203.0.113.7/v1", false, false},
		{"http://203.0.113.7/v1", true, true},
		{"http://169.254.169.254/v1", false, false},
		{"http://[::ffff:169.254.169.254]/v1", false, false},
		{"http://[fd00:ec2::254]/v1", false, false},
		{"http://[fd00:0ec2:0:0::254]:80/v1", false, false},
		{"http://[fd20:ce::254]/v1", false, false},
		{"http://[fd00:ec2::253]/v1", false, true},
		{"http://0.0.0.0:11434/v1", false, false},
		{"http://[2001:db8::1]/v1", false, false},
		{"", false, false},
		{"127.0.0.1:11434", false, false},
		{"http://", false, false},
		{"http://:11434/v1", false, false},
		{"ftp://127.0.0.1/v1", false, false},
		{"file:///etc/passwd", false, false},
		{"https://user:secret@models.example.org/v1", false, false},
		{"https://models.example.org/v1?key=secret", false, false},
		{"https://models.example.org/v1#x", false, false},
		{"http://bad host/v1", false, false},
	} {
		_, err := New(Settings{URL: c.url, Name: "small", Plain: c.plain})
		if (err == nil) != c.ok {
			t.Errorf("%q, plain %v: %v", c.url, c.plain, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the error holds a secret: %v", err)
		}
	}
	if _, err := New(Settings{URL: "http://127.0.0.1/v1"}); err == nil {
		t.Error("a model without a name")
	}
}

// TestFar: over plain HTTP a name that leads beyond private networks is not called.
func TestFar(t *testing.T) {
	dial := newClient(true).Transport.(*http.Transport).DialContext
	for _, address := range []string{"203.0.113.7:80", "169.254.169.254:80", "[::ffff:169.254.169.254]:80", "[fd00:ec2::254]:80", "[fd20:ce::254]:80", "[2001:db8::1]:80", "[::ffff:203.0.113.7]:80"} {
		if _, err := dial(t.Context(), "tcp", address); !errors.Is(err, errFar) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if err := wordless(t.Context(), fmt.Errorf("dial: %w", errFar)); !errors.Is(err, errFar) {
		t.Error(err)
	}
}
