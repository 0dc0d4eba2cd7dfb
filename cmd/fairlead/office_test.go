package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fairlead/internal/seal"
	"fairlead/internal/web"
	"fairlead/internal/web/office"
	"fairlead/test/reporter"

	"golang.org/x/crypto/argon2"
)

// The office's routes are walked here, where all rooms are joined: as a stranger, as an
// officer whose key is put away, and as officers of one office and of another.

// house is a demonstration that runs inside this test.
type house struct {
	t     *testing.T
	base  string
	data  string
	root  ed25519.PrivateKey
	staff map[string]demoOfficer // by the beginning of their name
	days  atomic.Int64           // how far the program's clock is set forward
	zone  atomic.Pointer[time.Location]
	*Program
	logged logged
}

// now is the program's clock.
func (h *house) now() time.Time {
	now := time.Now().AddDate(0, 0, int(h.days.Load()))
	if zone := h.zone.Load(); zone != nil {
		return now.In(zone)
	}
	return now
}

// template is the folder of a demonstration whose people are made: that takes long, and is done
// once.
type template struct {
	sync.Mutex
	files map[string][]byte
}

var staffed template

// into writes the folder's files into another.
func (s *template) into(t *testing.T, folder string) {
	t.Helper()
	s.Lock()
	defer s.Unlock()
	if s.files == nil {
		s.make(t)
	}
	for name, data := range s.files {
		path := filepath.Join(folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, data, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *template) make(t *testing.T) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "demo")
	terminal := &Terminal{Out: io.Discard, Err: io.Discard, Now: time.Now, Random: rand.Reader}
	if err := (&DemoStaffCommand{Place: Place{Data: folder}}).Run(t.Context(), terminal); err != nil {
		t.Fatal(err)
	}
	s.files = map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		s.files[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func openHouse(t *testing.T, set ...func(*Settings)) *house {
	t.Helper()
	h := &house{t: t, data: filepath.Join(t.TempDir(), "demo"), staff: map[string]demoOfficer{}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.base = "http://" + listener.Addr().String()
	settings := Settings{Place: Place{Data: h.data, URL: h.base}}
	for _, set := range set {
		set(&settings)
	}
	staffed.into(t, h.data)
	secrets, err := openDemo(h.data, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if h.root, err = secrets.root(); err != nil {
		t.Fatal(err)
	}
	for _, officer := range secrets.Officers {
		first, _, _ := strings.Cut(officer.Name, " ")
		h.staff[first] = officer
	}
	program, err := OpenProgram(t.Context(), Options{
		Settings: settings, Demo: true, Listener: listener, Log: web.NewLog(&h.logged, time.Now), Now: h.now,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Program = program
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- program.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := program.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// report sends a report to the Workplace Conduct Team and gives its case number.
func (h *house) report() string {
	h.t.Helper()
	page, err := reporter.Read(h.base, "en", "harassment")
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := reporter.Make(page, "en", "harassment", map[string]any{"wish": "heard", "what": "A word.", "identity": "anonymous"})
	if err != nil {
		h.t.Fatal(err)
	}
	if err := r.Send(h.base); err != nil {
		h.t.Fatal(err)
	}
	return r.Receipt.Number
}

// caller is a browser without scripts: it keeps cookies and follows nothing.
type caller struct {
	*house
	http *http.Client
}

func (h *house) stranger() *caller {
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return &caller{h, &http.Client{Jar: jar, Timeout: 60 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

// reply is an answer with its body read.
type reply struct {
	status int
	body   string
	header http.Header
}

func (c *caller) call(method, path, body string) reply {
	c.t.Helper()
	request, err := http.NewRequest(method, c.base+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/json")
	}
	answer, err := c.http.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return reply{answer.StatusCode, string(text), answer.Header}
}

// post sends a value and gives the answer.
func (c *caller) post(path string, value any) reply {
	c.t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.call(http.MethodPost, path, string(text))
}

// attempt signs in as the page's script does, and gives the answer to the last step.
func (c *caller) attempt(name, password string) reply {
	c.t.Helper()
	var told struct{ Salt []byte }
	if err := json.Unmarshal([]byte(c.post("/office/salt", map[string]string{"name": name}).body), &told); err != nil {
		c.t.Fatal(err)
	}
	if len(told.Salt) != 16 {
		c.t.Fatalf("the salt has %d bytes", len(told.Salt))
	}
	login := seal.Derive(argon2.IDKey([]byte(password), told.Salt, 3, 64<<10, 1, 32), "staff/login")
	return c.post("/office/signin", map[string]string{"name": name, "login": seal.EncodeURL(login[:])})
}

func (h *house) signedIn(first string) *caller {
	h.t.Helper()
	c := h.stranger()
	officer := h.staff[first]
	if got := c.attempt(officer.Name, officer.Password); got.status != http.StatusOK {
		h.t.Fatalf("%s cannot sign in: %d %s", first, got.status, got.body)
	}
	return c
}

// open lists the routes that a stranger may reach, with what they answer an empty body.
var open = map[string]int{
	"GET /office":               http.StatusSeeOther,
	"GET /office/{$}":           http.StatusOK,
	"POST /office/salt":         http.StatusOK,
	"POST /office/signin":       http.StatusUnauthorized,
	"POST /office/signout":      http.StatusSeeOther,
	"GET /office/enrol":         http.StatusOK,
	"POST /office/enrol/answer": http.StatusNotFound,
	"POST /office/enrol":        http.StatusNotFound,
}

// pageForms are posted by forms of pages: they are answered with pages, too.
var pageForms = []string{"POST /office/lock", "POST /office/signout", "POST /office/settings"}

// isPage says whether an address is visited and not posted to by scripts.
func isPage(pattern string) bool {
	return strings.HasPrefix(pattern, "GET ") || slices.Contains(pageForms, pattern)
}

// walk calls every route of the wing for one case, but for those to be left out.
func (c *caller) walk(number string, see func(pattern string, got reply), but ...string) {
	c.t.Helper()
	routes := new(office.Office).Routes()
	if len(routes) < 15 {
		c.t.Fatalf("there are only %d routes", len(routes))
	}
	for _, route := range routes {
		if slices.Contains(but, route.Pattern) {
			continue
		}
		method, path, _ := strings.Cut(route.Pattern, " ")
		path = strings.NewReplacer("{number}", number, "{$}", "").Replace(path)
		see(route.Pattern, c.call(method, path, "{}"))
	}
}

func TestOfficeTurnsStrangersAway(t *testing.T) {
	h := openHouse(t)
	c := h.stranger()
	c.walk(h.report(), func(pattern string, got reply) {
		if want, ok := open[pattern]; ok {
			if got.status != want {
				t.Errorf("%s: %d, want %d: %s", pattern, got.status, want, got.body)
			}
			return
		}
		wantClosed(t, pattern, got, "signed-out")
	})
}

// wantClosed expects a page to lead to the sign-in page and an address for scripts to say
// that the door is locked.
func wantClosed(t *testing.T, pattern string, got reply, code string) {
	t.Helper()
	if isPage(pattern) {
		if got.status != http.StatusSeeOther || got.header.Get("Location") != "/office/" {
			t.Errorf("%s: %d to %q, want the sign-in page", pattern, got.status, got.header.Get("Location"))
		}
		return
	}
	if got.status != http.StatusLocked || !strings.Contains(got.body, `"code":"`+code+`"`) {
		t.Errorf("%s: %d %s, want 423 %s", pattern, got.status, got.body, code)
	}
}

func TestOfficeLocked(t *testing.T) {
	h := openHouse(t)
	number := h.report()
	c := h.signedIn("Mira")
	got := c.call(http.MethodPost, "/office/lock", "")
	if got.status != http.StatusSeeOther || !strings.Contains(strings.Join(got.header.Values("Set-Cookie"), "\n"), "leaving=1; Path=/; Max-Age=1; HttpOnly") {
		t.Errorf("locking: %d %q", got.status, got.header.Values("Set-Cookie"))
	}
	if page := c.call(http.MethodGet, "/office/", ""); !strings.Contains(page.body, "Mira Okafor") || strings.Contains(page.body, number) {
		t.Error("the locked page does not name the officer, or shows a case")
	}
	c.walk(number, func(pattern string, got reply) {
		if _, ok := open[pattern]; !ok && pattern != "POST /office/lock" {
			wantClosed(t, pattern, got, "session-locked")
		}
	}, "POST /office/signout")
}

// caseRoutes are those of a case, each with a body that its handler can read.
var caseRoutes = map[string]string{
	"/data": `{}`, "/declare": `{"answer":"none"}`, "/export": `{}`,
	"/send":     `{"grants":[],"items":[],"uploads":[]}`,
	"/blob":     `{"blob":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}`,
	"/unopened": `{"grant":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}`,
}

// A case without a key answers to the byte as a number that was never given, but for the
// number itself where a page repeats its own address.
func TestOfficeCaseWithoutKeyIsNoCase(t *testing.T) {
	h := openHouse(t)
	number := h.report()
	c := h.signedIn("Teresa")
	unknown := "0000-0000"
	for _, path := range []string{"", "/data", "/declare", "/send", "/blob", "/unopened", "/export"} {
		method := http.MethodPost
		if path == "" {
			method = http.MethodGet
		}
		real := c.call(method, "/office/case/"+number+path, caseRoutes[path])
		none := c.call(method, "/office/case/"+unknown+path, caseRoutes[path])
		if path != "/send" && real.status != http.StatusNotFound {
			t.Errorf("%s: %d %s", path, real.status, real.body)
		}
		if real.status != none.status || strings.ReplaceAll(real.body, number, unknown) != none.body {
			t.Errorf("%s differs:\n%d %s\n%d %s", path, real.status, real.body, none.status, none.body)
		}
	}
	if queue := c.call(http.MethodGet, "/office/", ""); strings.Contains(queue.body, number) || !strings.Contains(queue.body, "Nothing is waiting for you") {
		t.Error("the queue of another office is not empty")
	}
}

func TestOfficeHeadsAlone(t *testing.T) {
	h := openHouse(t)
	number := h.report()
	head, handler := h.signedIn("Mira"), h.signedIn("Jonas")
	for _, path := range []string{"/office/people", "/office/people/certify", "/office/people/suspend"} {
		method := http.MethodPost
		if path == "/office/people" {
			method = http.MethodGet
		}
		got := handler.call(method, path, `{}`)
		if got.status != http.StatusNotFound || !strings.Contains(got.body, "There is no page at this address.") {
			t.Errorf("%s answers a handler %d %s", path, got.status, got.body)
		}
	}
	if got := head.call(http.MethodGet, "/office/people", ""); got.status != http.StatusOK || !strings.Contains(got.body, "Jonas Lindqvist") {
		t.Errorf("the head's page: %d", got.status)
	}
	if got := handler.post("/office/case/"+number+"/data", struct{}{}); got.status != http.StatusOK || !strings.Contains(got.body, `"declared":""`) {
		t.Errorf("the handler's case: %d %s", got.status, got.body)
	}
	if got := head.post("/office/people/suspend", map[string]string{"person": h.staff["Teresa"].Person}); got.status == http.StatusOK {
		t.Error("a head suspended somebody of another office")
	}
}

// A suspended officer's session ends at the next request, whatever it asks for.
func TestOfficeSuspendedAtOnce(t *testing.T) {
	h := openHouse(t)
	number := h.report()
	head, handler := h.signedIn("Mira"), h.signedIn("Jonas")
	if got := handler.call(http.MethodGet, "/office/case/"+number, ""); got.status != http.StatusOK {
		t.Fatalf("before: %d", got.status)
	}
	if got := head.post("/office/people/suspend", map[string]string{"person": h.staff["Jonas"].Person}); got.status != http.StatusOK {
		t.Fatalf("suspending: %d %s", got.status, got.body)
	}
	wantClosed(t, "POST data", handler.post("/office/case/"+number+"/data", struct{}{}), "signed-out")
	wantClosed(t, "GET case", handler.call(http.MethodGet, "/office/case/"+number, ""), "")
	jonas := h.staff["Jonas"]
	if got := h.stranger().attempt(jonas.Name, jonas.Password); got.status != http.StatusUnauthorized {
		t.Errorf("the suspended officer signs in: %d %s", got.status, got.body)
	}
}

// A wrong password, a name nobody has and a wrong way of writing a key are one answer.
func TestOfficeSignInFailuresAreOne(t *testing.T) {
	h := openHouse(t)
	c := h.stranger()
	wrong := c.attempt("Mira Okafor", "a wrong password")
	unknown := c.attempt("Nobody Atall", "a wrong password")
	odd := c.post("/office/signin", map[string]string{"name": "Mira Okafor", "login": "%"})
	for _, got := range []reply{unknown, odd} {
		if got.status != http.StatusUnauthorized || got.body != wrong.body || !slices.Equal(got.header.Values("Set-Cookie"), wrong.header.Values("Set-Cookie")) {
			t.Errorf("%d %s, want %d %s", got.status, got.body, wrong.status, wrong.body)
		}
	}
	first, again := c.post("/office/salt", map[string]string{"name": "Nobody Atall"}), c.post("/office/salt", map[string]string{"name": " nobody  ATALL "})
	other := c.post("/office/salt", map[string]string{"name": "Nobody Else"})
	if first.body != again.body || first.body == other.body {
		t.Error("the made-up salt of a name is not its own")
	}
}

// The session's token is new after every sign-in, its cookie closed to scripts, and the
// old token opens nothing.
func TestOfficeSessionIsRenewed(t *testing.T) {
	h := openHouse(t)
	c, mira := h.stranger(), h.staff["Mira"]
	token := func(r reply) string {
		line := strings.Join(r.header.Values("Set-Cookie"), "\n")
		if !strings.HasPrefix(line, "__Host-office=") || !strings.Contains(line, "HttpOnly; Secure; SameSite=Strict") {
			t.Fatalf("the cookie is %q", line)
		}
		value, _, _ := strings.Cut(strings.TrimPrefix(line, "__Host-office="), ";")
		return value
	}
	with := func(value string) int {
		request, err := http.NewRequest(http.MethodPost, h.base+"/office/session-key", bytes.NewReader([]byte(`{}`)))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Cookie", "__Host-office="+value)
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		return answer.StatusCode
	}
	first := token(c.attempt(mira.Name, mira.Password))
	if got := with(first); got != http.StatusOK {
		t.Fatalf("a fresh session: %d", got)
	}
	request, err := http.NewRequest(http.MethodPost, h.base+"/office/signin", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Cookie", "__Host-office="+first)
	c.http.Jar.SetCookies(request.URL, []*http.Cookie{{Name: "__Host-office", Value: first}})
	second := token(c.attempt(mira.Name, mira.Password))
	if first == second || with(first) != http.StatusLocked || with(second) != http.StatusOK {
		t.Errorf("after signing in again the old token answers %d and the new %d", with(first), with(second))
	}
	if got := with("made-up-by-somebody-else"); got != http.StatusLocked {
		t.Errorf("a made-up token: %d", got)
	}
}
