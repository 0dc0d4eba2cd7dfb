package store_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/internal/store"
)

// The store believes what it is handed: rules and signatures are checked before it. So
// the lines made here have the true shape and size, and signatures of random bytes.

var numbers atomic.Int64

func newNumber() string {
	n := numbers.Add(1)
	return fmt.Sprintf("%04d-%04d", n/10000, n%10000)
}

func newID() string {
	id, err := seal.NewID(rand.Reader)
	if err != nil {
		panic(err)
	}
	return id
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}

func newHash() string { return seal.Hash(random(32)) }

var recipient = sync.OnceValue(func() string {
	var s seal.Seed
	rand.Read(s[:])
	r, err := s.Recipient()
	if err != nil {
		panic(err)
	}
	return r
})

// otherRecipient is a second one, for a compartment that is not the same.
var otherRecipient = sync.OnceValue(func() string {
	s := seal.Seed{1, 2, 3}
	r, err := s.Recipient()
	if err != nil {
		panic(err)
	}
	return r
})

const day = "2026-11-22"

func head(is, by string) seal.Head { return seal.Head{V: 1, Is: is, ID: newID(), By: by, At: day} }

func signed(line any) seal.Signed {
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	return seal.Signed{Line: string(text), Sig: base64.StdEncoding.EncodeToString(random(64))}
}

func keysLine(report string, exclusions ...string) seal.Keys {
	if exclusions == nil {
		exclusions = []string{}
	}
	// The base point of the curve: any valid key will do here.
	verify := seal.EncodeURL([]byte{
		0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
		0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
	})
	return seal.Keys{
		Head: head("keys", "reporter"), Report: report, Who: "reporter",
		Recipient: recipient(), Verify: verify, Exclusions: exclusions,
	}
}

func newGrant(report, compartment string, turn int64, holder, by, basis string) intake.Grant {
	file := random(1800)
	line := seal.Grant{
		Head: head("grant", by), Report: report, Compartment: compartment, Turn: turn, Recipient: recipient(),
		Holder: holder, Key: newHash(), Basis: basis, Sealed: seal.Hash(file),
	}
	s := signed(line)
	return intake.Grant{Sealed: seal.Sealed{Signed: s, File: file}, Line: line, Hash: seal.LineHash(s)}
}

func newPost(report, compartment string, turn int64, kind, by string, size int, blobs ...string) mailbox.Post {
	if blobs == nil {
		blobs = []string{}
	}
	file := random(size)
	line := seal.Post{
		Head: head("post", by), Report: report, Compartment: compartment, Turn: turn, Kind: kind,
		Text: newHash(), Sealed: seal.Hash(file), Blobs: blobs,
	}
	s := signed(line)
	return mailbox.Post{Sealed: seal.Sealed{Signed: s, File: file}, Line: line, Hash: seal.LineHash(s)}
}

// arrival is a report of 8 KiB to unit wct, granted to the reporter and these persons.
func arrival(persons ...string) intake.Arrival {
	report := newID()
	a := intake.Arrival{
		HandleHash: newHash(), Report: report, Language: "fr", Day: day, KeysLine: keysLine(report),
		Cases: []intake.Case{newCase(report, "wct", persons...)},
	}
	a.Keys = signed(a.KeysLine)
	a.Cases[0].Urgent = true
	a.Fingerprint = a.Cases[0].Posts[0].Hash
	return a
}

// newCase is what one office receives, granted to the reporter and these persons.
func newCase(report, unit string, persons ...string) intake.Case {
	talk := "talk:" + unit
	c := intake.Case{
		Number: newNumber(), Kind: "report", Form: "harassment", FormHash: "form", Procedure: unit, ProcedureHash: "procedure",
		Unit: unit, Stage: "received",
		Grants: []intake.Grant{newGrant(report, talk, 1, "reporter", "reporter", "intake")},
		Posts:  []mailbox.Post{newPost(report, talk, 1, "answers", "reporter", 8<<10)},
		Clocks: []clock.Limit{
			{Code: "feedback", Started: day, Due: "2027-02-22"},
			{Code: "first-letter", Started: day, Due: "2026-11-29"},
		},
		Notices: []mailbox.Notice{{Code: "received", Day: day, Figures: map[string]string{"days": "7"}}},
	}
	for _, p := range persons {
		c.Grants = append(c.Grants, newGrant(report, talk, 1, "officer:"+p, "reporter", "intake"))
	}
	c.Acts = []ledger.Act{{Act: ledger.Received, By: "reporter", Of: c.Posts[0].Hash}}
	return c
}

// excluding adds exclusions to an arrival.
func excluding(a intake.Arrival, who ...string) intake.Arrival {
	a.KeysLine.Exclusions = who
	a.Keys = signed(a.KeysLine)
	return a
}

// world is a store under test with a clock that tests move.
type world struct {
	*store.Store
	settings store.Settings
	now      *atomic.Int64
}

func (w *world) pass(d time.Duration) { w.now.Add(int64(d)) }

func open(t testing.TB, url string) *world {
	t.Helper()
	start := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	now := &atomic.Int64{}
	now.Store(start.UnixNano())
	w := &world{now: now, settings: store.Settings{
		DataDir: t.TempDir(), URL: url, Floor: 1,
		Now: func() time.Time { return time.Unix(0, now.Load()) },
	}}
	w.Store = reopen(t, w.settings)
	return w
}

func reopen(t testing.TB, s store.Settings) *store.Store {
	t.Helper()
	st, err := store.Open(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return st
}

// officer enrols and certifies a person of a unit and gives the id.
func (w *world) officer(t testing.TB, name, unit string) string {
	t.Helper()
	ctx := context.Background()
	p := people.Person{ID: newID(), Name: name, Unit: unit, Roles: []string{"intake"}}
	token := newHash()
	must(t, w.People.Invite(ctx, people.Invitation{TokenHash: token, Person: p, Until: "2026-12-06"}, ledger.Act{Act: ledger.Invited, By: "operator", Of: p.ID}))
	must(t, w.People.Enrol(ctx, token, people.Proposal{Person: p, Recipient: recipient(), Verify: newHash()},
		people.Way{Kind: "password", Salt: random(16), LoginHash: random(32), Seed: random(1600)},
		ledger.Act{Act: ledger.Enrolled, By: "officer:" + p.ID, Of: p.ID}))
	line := officerLine(p, 1)
	must(t, w.People.Certify(ctx, signed(line), line, ledger.Act{Act: ledger.Certified, By: "operator", Of: p.ID}))
	return p.ID
}

func officerLine(p people.Person, n int64) seal.Officer {
	return seal.Officer{
		Head: head("officer", "root"), Person: p.ID, Name: p.Name, Unit: p.Unit, Roles: []string{"intake", "handler"},
		N: n, Recipient: recipient(), Verify: newHash(), From: day, Until: "2027-11-22", Custodians: []string{},
	}
}

func (w *world) receive(t testing.TB, a intake.Arrival) intake.Receipt {
	t.Helper()
	receipt, err := w.Reports.Receive(context.Background(), a, newNumber)
	must(t, err)
	return receipt
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
