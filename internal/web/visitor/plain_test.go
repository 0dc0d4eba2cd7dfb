package visitor

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

const text = "Canary: it began in the spring. « Ça » — 好"

var number = regexp.MustCompile(`data-slot="number">(\d{4}-\d{4})<`)

// TestPlainTrip goes the whole way without scripts: a report with a file, the mailbox,
// the file back byte for byte, a letter, and the door closed.
func TestPlainTrip(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/report/harassment", "/fr/report/harcelement", "/es/report/acoso"} {
		words, version := w.opened(path)
		file := strings.Repeat("\x00\xffbytes", 40_000)
		sent := w.form(path, nil, words, version, part{name: "f.wish", value: "formal"}, part{name: "f.what", value: text},
			part{name: "f.people", value: "A. Person\r\nB. Person"}, part{name: "urgent", value: "yes"},
			part{name: "files", file: "päper 1.pdf", value: file})
		says(t, sent, http.StatusOK, "Ann Intake", "Bo Second", strings.Fields(words.value)[11], "2026-11-29.ics")
		checkHTML(t, path+" sent", sent.Body.String())
		if number.FindString(sent.Body.String()) == "" {
			t.Fatalf("%s gives no number", path)
		}
		w.receipt(words.value, number.FindStringSubmatch(sent.Body.String())[1])
		w.mailboxTrip(strings.TrimSuffix(path, path[strings.Index(path, "/report"):]), words, file)
	}
	if len(w.store.arrivals) != 3 {
		t.Errorf("%d reports", len(w.store.arrivals))
	}
}

// receipt expects a receipt in the mailbox, signed for the reporter: it says what the page
// said, of the answers that arrived, and is the last that was written.
func (w *world) receipt(words, number string) {
	w.Helper()
	phrase := staff.Must(seal.ParsePhrase(words))
	box := staff.Must(w.wing.door.Box(context.Background(), phrase.HandleText()))
	me := seal.Reader{Holder: "reporter", Identity: phrase.Identity(), Verify: phrase.Verify()}
	opened := staff.Must(seal.OpenBundle(box.Bundle, me, seal.NewDirectory(w.wing.root(), box.Bundle.Directory)))
	last := opened.Items[len(opened.Items)-1]
	told, err := seal.Read[seal.Receipt](last.Item)
	if err != nil || last.Line.Kind != "receipt" || last.Verdict != seal.Genuine || last.Line.Via != "server" {
		w.Fatalf("the last item is %+v, %v", last, err)
	}
	if told != (seal.Receipt{Number: number, At: seal.Moment(w.now), Line: opened.Items[0].Hash}) {
		w.Errorf("the receipt says %+v", told)
	}
}

var item = regexp.MustCompile(`name="item" value="([^"]+)"`)

func (w *world) mailboxTrip(prefix string, words part, file string) {
	w.Helper()
	opened := w.form(prefix+"/mailbox/open", nil, words)
	cookie := strings.TrimSuffix(opened.Header().Get("Set-Cookie"), "; Path=/; Max-Age=900; HttpOnly; Secure; SameSite=Strict")
	if opened.Code != http.StatusSeeOther || !strings.HasPrefix(cookie, "__Host-mailbox=") || strings.Contains(cookie, ";") {
		w.Fatalf("opening answers %d with %q", opened.Code, opened.Header().Get("Set-Cookie"))
	}
	head := func() map[string]string { return map[string]string{"Cookie": cookie} }
	box := staff.Must(w.wing.door.Box(context.Background(), staff.Must(seal.ParsePhrase(words.value)).HandleText()))
	read := w.do(http.MethodGet, prefix+"/mailbox/read", nil, head())
	says(w, read, http.StatusOK, text, "päper 1.pdf", "Ann Intake (", "A. Person\nB. Person", box.Cases[0].Number+". ")
	checkHTML(w.TB.(*testing.T), prefix+"/mailbox/read", read.Body.String())
	form := head()
	form["Content-Type"] = "application/x-www-form-urlencoded"
	given := w.do(http.MethodPost, prefix+"/mailbox/file", strings.NewReader("item="+item.FindStringSubmatch(read.Body.String())[1]), form)
	if given.Body.String() != file || given.Header().Get("Content-Type") != "application/octet-stream" {
		w.Errorf("the file comes back as %d bytes of %s", given.Body.Len(), given.Header().Get("Content-Type"))
	}
	if given.Header().Get("Content-Disposition") != "attachment; filename*=UTF-8''p%C3%A4per%201.pdf" {
		w.Errorf("it is called %s", given.Header().Get("Content-Disposition"))
	}
	says(w, w.form(prefix+"/mailbox/letter", head(), part{name: "text", value: ""}), http.StatusBadRequest)
	if out := w.form(prefix+"/mailbox/letter", head(), part{name: "text", value: "Second letter"}, part{name: "files", file: "b.txt", value: "b"}); out.Code != http.StatusSeeOther {
		w.Errorf("the letter: %d %.200s", out.Code, out.Body)
	}
	says(w, w.do(http.MethodGet, prefix+"/mailbox/read?sent", nil, head()), http.StatusOK, "Second letter", "b.txt")
	w.form(prefix+"/mailbox/close", head())
	if out := w.do(http.MethodGet, prefix+"/mailbox/read", nil, head()); out.Header().Get("Location") != prefix+"/mailbox?closed" {
		w.Errorf("after closing: %d to %q", out.Code, out.Header().Get("Location"))
	}
}

// TestRepeat sends the same twice, and twice with other bytes.
func TestRepeat(t *testing.T) {
	w := newWorld(t)
	words, version := w.opened("/report/harassment")
	send := func(what, file string) *httptest.ResponseRecorder {
		return w.form("/report/harassment", nil, words, version, part{name: "f.wish", value: "heard"},
			part{name: "f.what", value: what}, part{name: "files", file: "a.txt", value: file})
	}
	first := number.FindStringSubmatch(send("one", "file").Body.String())[1]
	says(t, send("one", "file"), http.StatusOK, first, "had already arrived", "nothing was stored twice")
	says(t, send("two", "file"), http.StatusOK, first, "differs from what arrived first")
	says(t, send("one", "other"), http.StatusOK, first, "differs from what arrived first")
	if len(w.store.arrivals) != 1 || len(w.blobs.Uploads) != 1 {
		t.Errorf("%d reports and %d uploads", len(w.store.arrivals), len(w.blobs.Uploads))
	}
}

// TestAgain sends what cannot be taken: the page says why, in the reader's language, all
// that was typed is still there under the same words, and nothing is stored.
func TestAgain(t *testing.T) {
	file := part{name: "files", file: "a.txt", value: "a"}
	for name, c := range map[string]struct {
		change func(*world, []part) []part
		status int
		fault  string
	}{
		"missing":       {func(_ *world, p []part) []part { return append(p[:2:2], p[3]) }, 400, "field-missing"},
		"unknown field": {func(_ *world, p []part) []part { return append(p, part{name: "f.other", value: "x"}) }, 400, "field-unknown"},
		"unknown part":  {func(_ *world, p []part) []part { return append(p, part{name: "other", value: "x"}) }, 400, "field-unknown"},
		"wrong option":  {func(_ *world, p []part) []part { p[2].value = "x"; return p }, 400, "field-option"},
		"two answers":   {func(_ *world, p []part) []part { return append(p, part{name: "f.wish", value: "heard"}) }, 400, "field-one-answer"},
		"too long": {func(_ *world, p []part) []part {
			return append(p, part{name: "f.effect", value: strings.Repeat("é", 8001)})
		}, 400, "field-too-long"},
		"expired form":   {func(_ *world, p []part) []part { p[1].value = strings.Repeat("A", 43); return append(p, file) }, 409, "form-changed"},
		"no words":       {func(_ *world, p []part) []part { return append(p[1:], file) }, 400, "words-broken"},
		"empty file":     {func(_ *world, p []part) []part { return append(p, part{name: "files", file: "a.txt"}) }, 400, "file-empty"},
		"too many files": {func(_ *world, p []part) []part { return append(p, file, file, file, file) }, 413, "too-many-files"},
		"nobody left": {func(_ *world, p []part) []part {
			return append(p, part{name: "exclude", value: "unit:wct"}, part{name: "exclude", value: "unit:ethics"})
		}, 403, "nobody-left"},
		"wrong exclusion": {func(_ *world, p []part) []part { return append(p, part{name: "exclude", value: "everybody"}) }, 400, "field-option"},
		"store away": {func(w *world, p []part) []part {
			w.store.down = fault.New(fault.Busy, "busy", nil)
			return append(p, file)
		}, 503, "busy"},
		"disk full": {func(w *world, p []part) []part { w.blobs.Filled = true; return p }, 507, "full"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			words, version := w.opened("/fr/report/harcelement")
			parts := c.change(w, []part{words, version, {name: "f.wish", value: "formal"}, {name: "f.what", value: text}})
			out := w.form("/fr/report/harcelement", nil, parts...)
			says(t, out, c.status, w.fault("fr", c.fault), text, w.pack.Words("fr").Say("report.nothing-sent"))
			if name != "no words" {
				says(t, out, c.status, `name="words" value="`+words.value+`"`)
			}
			checkHTML(t, name, out.Body.String())
			if len(w.store.arrivals) > 0 || len(w.blobs.Kept) > 0 && name != "store away" {
				t.Error("something was stored")
			}
		})
	}
}

// fault is the sentence of a fault, with the figures that these tests bring about.
func (w *world) fault(language, key string) string {
	return w.pack.Words(language).Say("fault."+key, "Max", 8000, "Files", 3, "Megabytes", 25)
}

// TestClosed holds the form shut before the first question where nothing could be sent, and
// says how the office is reached without it.
func TestClosed(t *testing.T) {
	w := newWorld(t)
	w.blobs.Filled = true
	says(t, w.get("/report/harassment"), http.StatusInsufficientStorage, w.fault("en", "full"))
	w = newWorld(t)
	w.store.office.Given = nil
	says(t, w.get("/es/report/acoso"), http.StatusForbidden, w.fault("es", "no-officers"), w.pack.Address("es", "unit/wct")+"#reach")
}

// TestWords gives one answer to whatever opens nothing, and never says which it was.
func TestWords(t *testing.T) {
	w := newWorld(t)
	words, _ := w.opened("/report/harassment")
	var first string
	for _, value := range []string{words.value, "abandon " + words.value, "zzz", "", strings.Repeat("a ", 5000)} {
		out := w.form("/mailbox/open", nil, part{name: "words", value: value})
		says(t, out, http.StatusNotFound, w.fault("en", "no-mailbox"))
		if first == "" {
			first = out.Body.String()
		}
		if out.Body.String() != first || out.Header().Get("Set-Cookie") != "" {
			t.Errorf("another answer for %.20q", value)
		}
	}
}

// TestSavedFile opens the mailbox with the file that the browser saved.
func TestSavedFile(t *testing.T) {
	w := newWorld(t)
	words, version := w.opened("/report/harassment")
	w.form("/report/harassment", nil, words, version, part{name: "f.wish", value: "heard"}, part{name: "f.what", value: text})
	saved := "https://integrity.example.org/mailbox\r\n\r\n" + words.value + "\r\n"
	out := w.form("/mailbox/open", nil, part{name: "words"}, part{name: "saved", file: "words.txt", value: saved})
	if out.Code != http.StatusSeeOther {
		t.Errorf("the saved file: %d", out.Code)
	}
}

// TestIdle closes a mailbox after 15 minutes, and gives back what was typed into it.
func TestIdle(t *testing.T) {
	w := newWorld(t)
	words, version := w.opened("/report/harassment")
	w.form("/report/harassment", nil, words, version, part{name: "f.wish", value: "heard"}, part{name: "f.what", value: text})
	cookie, _, _ := strings.Cut(w.form("/mailbox/open", nil, words).Header().Get("Set-Cookie"), ";")
	head := map[string]string{"Cookie": cookie}
	w.now = w.now.Add(14 * time.Minute)
	says(t, w.do(http.MethodGet, "/mailbox/read", nil, head), http.StatusOK, text)
	w.now = w.now.Add(15 * time.Minute)
	says(t, w.form("/mailbox/letter", head, part{name: "text", value: "A letter typed slowly"}), http.StatusLocked, "A letter typed slowly", "15 minutes")
	if len(w.wing.sessions.open) != 0 {
		t.Error("an idle session is kept")
	}
}

// TestSessionsYield lets one phrase have a few sessions: more of them end its own oldest,
// never another person's.
func TestSessionsYield(t *testing.T) {
	w := newWorld(t)
	s := w.wing.sessions
	begin := func() (string, seal.Phrase) {
		phrase := staff.Must(seal.NewPhrase(rand.Reader, "en"))
		return staff.Must(s.Begin(phrase)), phrase
	}
	quiet, _ := begin()
	first, busy := begin()
	for range mostOwn {
		w.now = w.now.Add(time.Second)
		staff.Must(s.Begin(busy))
	}
	if _, err := s.Phrase(quiet); err != nil {
		t.Errorf("another person's session ended: %v", err)
	}
	if _, err := s.Phrase(first); !fault.Is(err, fault.Locked) || len(s.open) != 1+mostOwn {
		t.Errorf("%d sessions, %v", len(s.open), err)
	}
}

// TestLetterReadToItsEnd refuses a letter with too many files only once all of it was
// read: a browser that is still sending would show no page, and lose what was typed.
func TestLetterReadToItsEnd(t *testing.T) {
	w := newWorld(t)
	words, version := w.opened("/report/harassment")
	w.form("/report/harassment", nil, words, version, part{name: "f.wish", value: "heard"}, part{name: "f.what", value: text})
	cookie, _, _ := strings.Cut(w.form("/mailbox/open", nil, words).Header().Get("Set-Cookie"), ";")
	parts := []part{{name: "text", value: "Typed with care"}}
	for range 5 {
		parts = append(parts, part{name: "files", file: "a.bin", value: strings.Repeat("x", 600<<10)})
	}
	body, kind := multipartOf(t, parts...)
	out := w.do(http.MethodPost, "/mailbox/letter", body, map[string]string{"Cookie": cookie, "Content-Type": kind})
	says(t, out, http.StatusRequestEntityTooLarge, "Typed with care")
	if body.Len() > 0 {
		t.Errorf("%d bytes were left unread", body.Len())
	}
}
