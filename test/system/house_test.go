package system

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"html"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
	"fairlead/test/officer"
	"fairlead/test/program"
	"fairlead/test/reporter"

	_ "modernc.org/sqlite" // to look at the tables beside the server
)

var languages = []string{"en", "fr", "es"}

// loaded is the default pack, for the sentences that people must be told.
func loaded(t testing.TB) *portal.Pack {
	t.Helper()
	pack, err := portal.Load(packs.Default())
	must(t, err)
	return pack
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// house is a demonstration with what tests compare answers with.
type house struct {
	*program.Server
	pack  *portal.Pack
	staff map[string]officer.Login
}

func open(t testing.TB, more ...string) *house {
	t.Helper()
	return enter(t, program.Demonstration(t, more...))
}

func enter(t testing.TB, s *program.Server) *house {
	t.Helper()
	h := &house{s, loaded(t), officer.Printed(s.Printed())}
	for _, first := range []string{"Mira", "Jonas", "Teresa"} {
		if h.staff[first].Name == "" {
			t.Fatalf("%s is not among the officers:\n%s", first, s.Printed())
		}
	}
	return h
}

// page reads the report page in English.
func (h *house) page(t testing.TB) reporter.Page {
	t.Helper()
	page, err := reporter.Read(h.Base, "en", "harassment")
	must(t, err)
	return page
}

// made is a good report, sealed and not sent.
func made(t testing.TB, page reporter.Page, files ...reporter.File) *reporter.Report {
	t.Helper()
	r, err := reporter.Make(page, "en", "harassment", map[string]any{"wish": "heard", "what": "A matter."}, files...)
	must(t, err)
	return r
}

// signedIn is one of the demonstration's officers, by first name.
func (h *house) signedIn(t testing.TB, first string) *officer.Officer {
	t.Helper()
	o, _, err := officer.SignIn(h.Base, h.staff[first].Name, h.staff[first].Password)
	must(t, err)
	return o
}

// ask sends one request as it stands and gives the answer as it came.
func (h *house) ask(t testing.TB, method, path string, body io.Reader, header map[string]string) officer.Reply {
	t.Helper()
	request, err := http.NewRequest(method, h.Base+path, body)
	must(t, err)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	reply, err := reporter.Client.Do(request)
	must(t, err)
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	must(t, err)
	return officer.Reply{Status: reply.StatusCode, Header: reply.Header, Body: string(text)}
}

// post sends a value as a script of that language does.
func (h *house) post(t testing.TB, language, path string, value any) officer.Reply {
	t.Helper()
	body, ok := value.(string)
	if !ok {
		text, err := json.Marshal(value)
		must(t, err)
		body = string(text)
	}
	return h.ask(t, http.MethodPost, path, strings.NewReader(body), map[string]string{
		"Content-Type": "application/json", "Accept-Language": language,
	})
}

// sentence is what a person is told of a fault, in their language.
func (h *house) sentence(language, code string, args ...any) string {
	return h.pack.Words(language).Say("fault."+code, args...)
}

// refused expects a fault told to a script, in the language of the page.
func (h *house) refused(t testing.TB, got officer.Reply, language string, status int, code string, args ...any) {
	t.Helper()
	var told struct{ Error, Code string }
	if err := json.Unmarshal([]byte(got.Body), &told); err != nil {
		t.Errorf("%s: the answer is no JSON: %d %.200s", language, got.Status, got.Body)
		return
	}
	if got.Status != status || told.Code != code || told.Error != h.sentence(language, code, args...) {
		t.Errorf("%s: %d %s %q, want %d %s %q", language, got.Status, told.Code, told.Error, status, code, h.sentence(language, code, args...))
	}
}

// shows expects a page of that status which says all of these.
func shows(t testing.TB, got officer.Reply, status int, texts ...string) {
	t.Helper()
	if got.Status != status {
		t.Errorf("the page has status %d, want %d: %.300s", got.Status, status, visible(got.Body))
	}
	for _, text := range texts {
		if !strings.Contains(visible(got.Body), text) {
			t.Errorf("the page does not say %q", text)
		}
	}
}

// visible undoes the escaping of a page, so that sentences are found as they were written.
func visible(page string) string { return html.UnescapeString(page) }

// census counts what is stored: the rows of every table, and the blobs that were kept.
type census map[string]int

func (h *house) census(t testing.TB) census {
	t.Helper()
	counts := census{}
	db := h.database(t)
	defer db.Close()
	for _, table := range column(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`) {
		var n int
		must(t, db.QueryRow(`SELECT COUNT(*) FROM `+table).Scan(&n))
		counts[table] = n
	}
	counts["kept blobs"] = len(files(t, filepath.Join(h.Data, "blobs")))
	return counts
}

// unchanged expects that nothing was stored since.
func (h *house) unchanged(t testing.TB, before census) {
	t.Helper()
	if now := h.census(t); !maps.Equal(before, now) {
		t.Errorf("something was stored:\n%v\n%v", before, now)
	}
}

// database opens the server's tables for reading, beside it.
func (h *house) database(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(h.Data, "fairlead.db")+"?mode=ro&_pragma=busy_timeout(10000)")
	must(t, err)
	return db
}

func column(t testing.TB, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	must(t, err)
	defer rows.Close()
	var all []string
	for rows.Next() {
		var one string
		must(t, rows.Scan(&one))
		all = append(all, one)
	}
	must(t, rows.Err())
	return all
}

// files lists the files below a folder.
func files(t testing.TB, dir string) []string {
	t.Helper()
	var all []string
	must(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all = append(all, path)
		}
		if os.IsNotExist(err) { // moved while we looked
			return nil
		}
		return err
	}))
	return all
}

// unknown expects that a phrase opens no mailbox.
func (h *house) unknown(t testing.TB, r *reporter.Report) {
	t.Helper()
	got := h.post(t, "en", "/send/mailbox", map[string]string{"handle": r.Phrase.HandleText()})
	h.refused(t, got, "en", http.StatusNotFound, "no-mailbox")
}

func reading(data []byte) io.Reader { return bytes.NewReader(data) }
