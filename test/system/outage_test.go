package system

import (
	"database/sql"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fairlead/internal/store/pgtest"
	"fairlead/test/officer"
	"fairlead/test/reporter"
)

// away is how long a database is away here: as long as a restart takes.
const away = 10 * time.Second

// TestPostgresAway stops PostgreSQL for a while in which reports and letters arrive.
func TestPostgresAway(t *testing.T) {
	t.Parallel()
	server := pgtest.Start(t)
	more := []string{"--database", server.Database(t)}
	h := open(t, more...)
	h.arrivals(t, "PostgreSQL stopped", func() {
		must(t, server.Stop())
		shows(t, h.ask(t, http.MethodGet, "/", nil, nil), http.StatusOK) // the portal's texts need no database
	}, func() { must(t, server.Again()) })
	wholeLedger(t, h.Server, more...)
	h.longAway(t, server)
	wholeLedger(t, h.Server, more...)
}

// TestSQLiteLocked holds the database's write lock from another process meanwhile: this one.
func TestSQLiteLocked(t *testing.T) {
	t.Parallel()
	h := open(t)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(h.Data, "fairlead.db")+"?_pragma=busy_timeout(10000)")
	must(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	h.arrivals(t, "SQLite locked", func() {
		_, err := db.Exec("BEGIN IMMEDIATE")
		must(t, err)
		h.form(t, "en") // reading goes on
	}, func() {
		_, err := db.Exec("ROLLBACK")
		must(t, err)
	})
	wholeLedger(t, h.Server)
}

// arrivals sends reports and a letter while something takes the database away. Whoever is
// told that it is busy sends the same again. In the end everything is there, once.
func (h *house) arrivals(t *testing.T, what string, begin, end func()) {
	t.Helper()
	page := h.page(t)
	before := h.form(t, "fr")
	shows(t, before.send(t), http.StatusOK)
	box, plain := before.open(t), h.form(t, "es")
	plain.file("one.txt", []byte("one"))

	flow := &flow{page: page, base: h.Base}
	flow.start(4)
	flow.first.Wait()
	begin()
	letter, form := make(chan officer.Reply, 1), make(chan officer.Reply, 1)
	go func() { letter <- box.letter(t, "A letter meanwhile.") }()
	go func() { form <- plain.send(t) }()
	time.Sleep(away)
	end()
	flow.over.Store(true)
	h.letterTaken(t, box, <-letter)
	h.formTaken(t, plain, <-form)
	flow.senders.Wait()
	for _, r := range flow.reports {
		if err := r.Check(h.Base, page.Root); err != nil || !r.Receipt.Same {
			t.Errorf("%+v: %v", r.Receipt, err)
		}
	}
	if flow.failed != nil {
		t.Error(flow.failed)
	}
	t.Logf("%s: %d reports were taken, and %d times somebody was told that it is busy", what, len(flow.reports), flow.busy)
}

// flow is several reporters, each of whom sends one report after the other.
type flow struct {
	page           reporter.Page
	base           string
	first, senders sync.WaitGroup
	over           atomic.Bool

	lock    sync.Mutex
	reports []*reporter.Report
	busy    int
	failed  error
}

func (f *flow) start(reporters int) {
	f.first.Add(reporters)
	for range reporters {
		f.senders.Go(func() {
			begun := sync.OnceFunc(f.first.Done)
			defer begun()
			for last := false; !last; begun() {
				last = f.over.Load() // one more after the end
				r, err := reporter.Make(f.page, "en", "harassment", map[string]any{"wish": "heard", "what": "A matter."},
					reporter.File{Name: "one.txt", Data: []byte("one")})
				if err == nil {
					err = f.send(r)
				}
				f.note(func() { f.reports, f.failed = append(f.reports, r), errors.Join(f.failed, err) })
				last = last || err != nil
			}
		})
	}
}

func (f *flow) note(change func()) {
	f.lock.Lock()
	defer f.lock.Unlock()
	change()
}

// send repeats what was answered with "busy", as the page does.
func (f *flow) send(r *reporter.Report) error {
	for {
		err := r.Send(f.base)
		refusal, refused := errors.AsType[*reporter.Refusal](err)
		if !refused || refusal.Status != http.StatusServiceUnavailable || refusal.Code != "busy" {
			return err
		}
		f.note(func() { f.busy++ })
	}
}

// formTaken expects a form without scripts to have waited, or to say that it is busy and
// to keep what was typed; then it is sent again.
func (h *house) formTaken(t *testing.T, f *form, got officer.Reply) {
	t.Helper()
	if got.Status != http.StatusOK {
		shows(t, got, http.StatusServiceUnavailable, h.sentence(f.language, "busy"), "What happened, in words of their own.")
		got = f.send(t)
	}
	shows(t, got, http.StatusOK, h.pack.Words(f.language).Say("sent.title"))
	shows(t, f.open(t).read(t), http.StatusOK, "What happened, in words of their own.", "one.txt")
}

func (h *house) letterTaken(t *testing.T, box *guest, got officer.Reply) {
	t.Helper()
	if got.Status != http.StatusOK {
		shows(t, got, http.StatusServiceUnavailable, h.sentence(box.language, "busy"), "A letter meanwhile.")
		got = box.letter(t, "A letter meanwhile.")
	}
	shows(t, got, http.StatusOK, h.pack.Words(box.language).Say("mailbox.sent"))
	if n := strings.Count(box.read(t).Body, "A letter meanwhile."); n != 1 {
		t.Errorf("the letter is there %d times", n)
	}
}

// longAway stops the database for longer than anybody waits. Each is told that it is busy,
// in their language, and what was typed stays in the page, with whom they keep out.
func (h *house) longAway(t *testing.T, server *pgtest.Server) {
	t.Helper()
	page := h.page(t)
	excluded := "officer:" + page.Intake[0].Person
	plain, filed, r := h.form(t, "en"), h.form(t, "fr"), made(t, page)
	plain.add("exclude", excluded)
	filed.file("one.txt", []byte("one"))
	before := h.form(t, "es")
	shows(t, before.send(t), http.StatusOK)
	box := before.open(t)
	must(t, server.Stop())

	var all sync.WaitGroup
	all.Go(func() {
		got := plain.send(t)
		shows(t, got, http.StatusServiceUnavailable, h.sentence("en", "busy"), "What happened, in words of their own.")
		if !strings.Contains(got.Body, `name="exclude" value="`+excluded+`"`) {
			t.Error("who is kept out is forgotten")
		}
	})
	all.Go(func() {
		shows(t, filed.send(t), http.StatusServiceUnavailable, h.sentence("fr", "busy"), "What happened, in words of their own.",
			h.pack.Words("fr").Say("report.files-again"))
	})
	all.Go(func() {
		shows(t, box.letter(t, "A long letter."), http.StatusServiceUnavailable, h.sentence("es", "busy"), "A long letter.")
	})
	all.Go(func() {
		h.refused(t, h.post(t, "fr", "/send/report", r.Sending), "fr", http.StatusServiceUnavailable, "busy")
	})
	all.Go(func() {
		got := h.ask(t, http.MethodGet, "/es/mailbox", nil, nil)
		shows(t, got, http.StatusOK) // it asks for words, which needs no database
		got = h.ask(t, http.MethodGet, plain.path, nil, nil)
		shows(t, got, http.StatusServiceUnavailable, h.sentence("en", "busy"))
		if got.Header.Get("Retry-After") == "" {
			t.Error("nobody says when to come again")
		}
	})
	all.Wait()
	must(t, server.Again())
	plain.notThere(t)
	h.unknown(t, r)
	must(t, r.Send(h.Base))
	must(t, r.Check(h.Base, page.Root))
	shows(t, plain.send(t), http.StatusOK)
	shows(t, filed.send(t), http.StatusOK)
	shows(t, box.letter(t, "A long letter."), http.StatusOK)
	if n := strings.Count(box.read(t).Body, "A long letter."); n != 1 {
		t.Errorf("the letter is there %d times", n)
	}
}
