package visitor

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/guide"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
	"fairlead/packs"
	"fairlead/test/staff"
)

// memory is a store for one test: reports as they arrived, and letters.
type memory struct {
	office   *staff.Office
	arrivals map[string]intake.Arrival
	letters  map[string][]mailbox.Post
	drafts   map[string]intake.Draft
	down     error
	// given changes what a mailbox is served, as an office's steps would.
	given func(*mailbox.Box)
	// parties are boxes of people beside the reporter, by the hash of their handle.
	parties map[string]mailbox.Box
}

func (m *memory) Receive(_ context.Context, a intake.Arrival, _ func() string) (intake.Receipt, error) {
	if m.down != nil {
		return intake.Receipt{}, m.down
	}
	m.arrivals[a.HandleHash] = a
	delete(m.drafts, a.DraftHash)
	receipt := receiptOf(a)
	receipt.Same = true
	return receipt, nil
}

func receiptOf(a intake.Arrival) intake.Receipt {
	receipt := intake.Receipt{Number: a.Cases[0].Number, Received: a.Day, Unit: a.Cases[0].Unit}
	for _, c := range a.Cases[1:] {
		receipt.Also = append(receipt.Also, intake.Also{Number: c.Number, Unit: c.Unit})
	}
	return receipt
}

func (m *memory) Received(_ context.Context, handle string) (intake.Receipt, string, error) {
	a, ok := m.arrivals[handle]
	if !ok {
		return intake.Receipt{}, "", fault.New(fault.NotFound, "not-found", nil)
	}
	return receiptOf(a), a.Fingerprint, nil
}

func (m *memory) KeepVersion(context.Context, string, string, string, string, string) error {
	return nil
}

func (m *memory) Box(_ context.Context, handle string) (mailbox.Box, error) {
	if box, ok := m.parties[handle]; ok {
		return box, nil
	}
	a, ok := m.arrivals[handle]
	if !ok {
		return mailbox.Box{}, fault.New(fault.NotFound, "not-found", nil)
	}
	box := mailbox.Box{Bundle: seal.Bundle{Report: a.Report, Keys: []seal.Signed{a.Keys}, Directory: m.office.Given}}
	b := &box.Bundle
	for _, c := range a.Cases {
		for _, grant := range c.Grants {
			b.Grants = append(b.Grants, grant.Sealed.Signed)
			if grant.Line.Holder == "reporter" {
				b.Own = append(b.Own, grant.Sealed)
			}
		}
		for _, post := range c.Posts {
			b.Items = append(b.Items, post.Sealed)
		}
		box.Cases = append(box.Cases, mailbox.Case{
			Number: c.Number, Kind: c.Kind, Form: c.Form, Unit: c.Unit, Stage: c.Stage, Language: a.Language, Received: a.Day,
			Clocks: c.Clocks, Notices: c.Notices, Procedure: c.Procedure,
		})
	}
	for _, post := range m.letters[a.Report] {
		b.Items = append(b.Items, post.Sealed)
	}
	if m.given != nil {
		m.given(&box)
	}
	return box, nil
}

func (m *memory) Standing(_ context.Context, report, compartment, who string) (mailbox.Standing, error) {
	for _, box := range m.parties {
		if box.Who == who && box.Bundle.Report == report {
			keys := staff.Must(seal.ParseAs[seal.Keys](box.Bundle.Keys[0]))
			return mailbox.Standing{Report: report, Unit: "wct", Keys: keys, Turns: map[string]int64{compartment: 1}}, nil
		}
	}
	for _, a := range m.arrivals {
		for _, c := range a.Cases {
			if a.Report == report && compartment == "talk:"+c.Unit {
				return mailbox.Standing{
					Number: c.Number, Report: report, Unit: c.Unit, Keys: a.KeysLine, Turns: map[string]int64{compartment: 1},
				}, nil
			}
		}
	}
	return mailbox.Standing{}, fault.New(fault.NotFound, "not-found", nil)
}

func (m *memory) Write(_ context.Context, at mailbox.Standing, posts []mailbox.Post, _ []mailbox.Upload, _ []ledger.Act) error {
	m.letters[at.Report] = append(m.letters[at.Report], posts...)
	return nil
}

func (m *memory) Named(context.Context, string, string) error { return nil }

// world is the visitor's wing over a store in memory and the default pack.
type world struct {
	testing.TB
	pack   *portal.Pack
	server *web.Server
	store  *memory
	blobs  *staff.Blobs
	wing   *Wing
	log    *bytes.Buffer
	now    time.Time
	votes  votes
	// offices are those that have somebody.
	offices []string
	ann     *staff.Person // of wct
	acts    *acts
}

// acts notes what people with a phrase decided.
type acts struct {
	unit   string
	lines  []seal.Signed
	claims []mailbox.Claiming
	err    error
}

func (a *acts) Act(_ context.Context, unit string, lines []seal.Signed) error {
	if a.err != nil {
		return a.err
	}
	a.unit, a.lines = unit, append(a.lines, lines...)
	return nil
}

func (a *acts) Claim(_ context.Context, claim mailbox.Claiming) error {
	a.claims = append(a.claims, claim)
	return a.err
}

func newWorld(t testing.TB) *world {
	t.Helper()
	pack := *defaultPack() // a test that changes it changes its own
	w := &world{TB: t, pack: &pack, blobs: staff.NewBlobs(), log: &bytes.Buffer{}, now: staff.Now, offices: []string{"wct", "ethics"}, acts: &acts{}}
	office := staff.New(t)
	w.ann = office.Hire("Ann Intake", "wct", "intake", "head")
	office.Hire("Bo Second", "wct", "intake")
	office.Hire("Eve Fallback", "ethics", "intake", "head")
	w.store = &memory{office: office, arrivals: map[string]intake.Arrival{}, letters: map[string][]mailbox.Post{}, drafts: map[string]intake.Draft{}}
	now := func() time.Time { return w.now }
	var err error
	w.server, err = web.New(web.Settings{
		Pack: func() *portal.Pack { return w.pack }, URL: "http://127.0.0.1:8080", Demo: true, Now: now,
		Log: web.NewLog(w.log, now),
	})
	if err != nil {
		t.Fatal(err)
	}
	w.wing = w.newWing(office, now)
	w.server.Mount(w.wing.Routes()...)
	return w
}

func (w *world) newWing(office *staff.Office, now func() time.Time) *Wing {
	limits := mailbox.DefaultLimits()
	limits.Files = 3
	return New(Settings{
		Server: w.server,
		Desk: intake.New(intake.Config{
			Pack: w.server.Pack, Store: w.store, Drafts: w.store, Blobs: w.blobs, Directory: office, Now: now, Rand: rand.Reader,
			Limits: limits, Root: office.RootKey, Site: w.server.URL,
		}),
		Door:   mailbox.New(mailbox.Config{Store: w.store, Blobs: w.blobs, Acts: w.acts, Now: now, Rand: rand.Reader, Limits: limits}),
		Parts:  mailbox.NewParts(w.blobs, limits, rand.Reader),
		Limits: limits, Root: office.RootKey, Rand: rand.Reader, Now: now,
		Guide:  func(*portal.Pack) *guide.Guide { return taught() },
		Helped: &w.votes,
	})
}

// defaultPack is read once for all tests.
var defaultPack = sync.OnceValue(func() *portal.Pack {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		panic(err) // the default pack is tested in its own room
	}
	return pack
})

// taught is the guide to the default pack, learned once for all tests.
var taught = sync.OnceValue(func() *guide.Guide { return guide.New(defaultPack()) })

// do sends a request from this machine, as a browser on it would.
func (w *world) do(method, path string, body io.Reader, head map[string]string) *httptest.ResponseRecorder {
	w.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+path, body)
	r.RemoteAddr = "127.0.0.1:50000"
	for name, value := range head {
		r.Header.Set(name, value)
	}
	recorder := httptest.NewRecorder()
	w.server.ServeHTTP(recorder, r)
	return recorder
}

func (w *world) get(path string) *httptest.ResponseRecorder {
	w.Helper()
	return w.do(http.MethodGet, path, nil, nil)
}

// part is one field of a form, or a file if it has a file name.
type part struct{ name, file, value string }

func (w *world) form(path string, head map[string]string, parts ...part) *httptest.ResponseRecorder {
	w.Helper()
	body, kind := multipartOf(w, parts...)
	if head == nil {
		head = map[string]string{}
	}
	head["Content-Type"] = kind
	return w.do(http.MethodPost, path, body, head)
}

func multipartOf(t testing.TB, parts ...part) (*bytes.Buffer, string) {
	t.Helper()
	var body bytes.Buffer
	writer := multipart.NewWriter(&body)
	for _, p := range parts {
		header := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + p.name + `"`}}
		if p.file != "" {
			header.Set("Content-Disposition", `form-data; name="`+p.name+`"; filename="`+p.file+`"`)
			header.Set("Content-Type", "application/octet-stream")
		}
		to, err := writer.CreatePart(header)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(to, p.value)
	}
	writer.Close()
	return &body, writer.FormDataContentType()
}

var hidden = regexp.MustCompile(`name="(words|version)" value="([^"]*)"`)

// opened is what an empty form carries.
func (w *world) opened(path string) (words, version part) {
	w.Helper()
	found := hidden.FindAllStringSubmatch(w.get(path).Body.String(), -1)
	if len(found) != 2 {
		w.Fatalf("%s carries %d hidden fields", path, len(found))
	}
	return part{name: "words", value: unescape(found[0][2])}, part{name: "version", value: found[1][2]}
}

func unescape(s string) string { return strings.NewReplacer("&#39;", "'", "&amp;", "&").Replace(s) }

// says fails unless the page holds every text.
func says(t testing.TB, page *httptest.ResponseRecorder, status int, texts ...string) {
	t.Helper()
	if page.Code != status {
		t.Errorf("status %d, want %d: %.300s", page.Code, status, page.Body)
	}
	for _, text := range texts {
		if !strings.Contains(unescape(page.Body.String()), text) {
			t.Errorf("the page lacks %q", text)
		}
	}
}
