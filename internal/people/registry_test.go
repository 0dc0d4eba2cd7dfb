package people

import (
	"bytes"
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

var ctx = context.Background()

// kept is directory, enrolments and access in memory.
type kept struct {
	*staff.Office
	invitations map[string]Invitation
	proposals   []Proposal
	persons     map[string]Person
	ways        map[string]Way
	acts        []ledger.Act
}

func gone() error { return fault.New(fault.NotFound, "not-found", nil) }

func (k *kept) Certify(_ context.Context, line seal.Signed, o seal.Officer, act ledger.Act) error {
	k.Given = append(k.Given, line)
	p := k.persons[o.Person]
	p.Certified, p.Roles = true, o.Roles
	k.persons[o.Person] = p
	k.proposals = slices.DeleteFunc(k.proposals, func(p Proposal) bool { return p.Person.ID == o.Person })
	k.acts = append(k.acts, act)
	return nil
}

func (k *kept) Suspend(_ context.Context, person, day string, act ledger.Act) error {
	k.Out[person] = day
	k.acts = append(k.acts, act)
	return nil
}

func (k *kept) Invite(_ context.Context, inv Invitation, act ledger.Act) error {
	k.invitations[inv.TokenHash] = inv
	k.acts = append(k.acts, act)
	return nil
}

func (k *kept) Invitation(_ context.Context, hash, today string) (Invitation, error) {
	inv, ok := k.invitations[hash]
	if !ok || inv.Until < today {
		return Invitation{}, gone()
	}
	return inv, nil
}

func (k *kept) Enrol(_ context.Context, hash string, p Proposal, way Way, act ledger.Act) error {
	if _, ok := k.invitations[hash]; !ok {
		return gone()
	}
	delete(k.invitations, hash)
	k.proposals = append(k.proposals, p)
	k.persons[p.Person.ID], k.ways[p.Person.ID] = p.Person, way
	k.acts = append(k.acts, act)
	return nil
}

func (k *kept) Proposals(_ context.Context, unit string) ([]Proposal, error) {
	return slices.DeleteFunc(slices.Clone(k.proposals), func(p Proposal) bool { return unit != "" && p.Person.Unit != unit }), nil
}

func (k *kept) ByName(_ context.Context, folded string) (Person, Way, error) {
	for id, p := range k.persons {
		if Fold(p.Name) == folded {
			p.Suspended = k.Out[id]
			return p, k.ways[id], nil
		}
	}
	return Person{}, Way{}, gone()
}

func (k *kept) Person(_ context.Context, id string) (Person, error) {
	p, ok := k.persons[id]
	if !ok {
		return Person{}, gone()
	}
	p.Suspended = k.Out[id]
	return p, nil
}

func (k *kept) Note(_ context.Context, act ledger.Act) error {
	k.acts = append(k.acts, act)
	return nil
}

// world is a registry of an organisation with a head of wct and a head of ethics.
type world struct {
	*testing.T
	store    *kept
	head     *staff.Person
	other    *staff.Person
	now      time.Time
	registry *Registry
}

func newWorld(t *testing.T) *world {
	w := &world{T: t, now: staff.Now}
	w.store = &kept{
		Office: staff.New(t), invitations: map[string]Invitation{}, persons: map[string]Person{}, ways: map[string]Way{},
	}
	w.head = w.hire("Ann Head", "wct", "head")
	w.other = w.hire("Eve Head", "ethics", "head")
	w.registry = New(Config{
		Directory: w.store, Enrolments: w.store, Access: w.store, Secret: bytes.Repeat([]byte{7}, 32),
		Root: w.store.RootKey, Now: func() time.Time { return w.now }, Rand: rand.Reader,
	})
	return w
}

func (w *world) hire(name, unit string, roles ...string) *staff.Person {
	p := w.store.Hire(name, unit, roles...)
	w.store.persons[p.ID] = Person{ID: p.ID, Name: name, Unit: unit, Roles: roles, Certified: true}
	return p
}

var login = bytes.Repeat([]byte{9}, 32)

// enrolled invites somebody and lets their browser answer.
func (w *world) enrolled(name string, roles ...string) *staff.Person {
	w.Helper()
	token, person, err := w.registry.Invite(ctx, "operator", Person{Name: name, Unit: "wct", Roles: roles})
	if err != nil {
		w.Fatal(err)
	}
	p := staff.Enrolled(person.Name, "wct", roles...)
	p.ID = person.ID
	e := w.enrolling(token, p)
	words, err := w.registry.Enrol(ctx, e)
	if err != nil || !slices.Equal(words, seal.SixWords(e.Recipient, e.Verify)) {
		w.Fatal(words, err)
	}
	return p
}

func (w *world) enrolling(token string, p *staff.Person) Enrolling {
	way := staff.Must(seal.NewSeed(rand.Reader))
	return Enrolling{
		Token: token, Salt: seal.EncodeStd(make([]byte, 16)), Login: seal.EncodeURL(login),
		Recipient: p.Recipient(), Verify: seal.VerifyOf(p.Signer),
		Seed: staff.Must(seal.Seal(staff.Must(way.Recipient()), p.Seed[:])),
	}
}

// line is what a head would sign for somebody.
func (w *world) line(by *staff.Person, p *staff.Person, change func(*seal.Officer)) seal.Signed {
	line := p.NewLine(by.Holder(), 1)
	if change != nil {
		change(&line)
	}
	return staff.Must(seal.Sign(by.Signer, line))
}

func key(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Key
}

func TestBecomingAnOfficer(t *testing.T) {
	w := newWorld(t)
	zoe := w.enrolled("Zoë  Brandt", "intake")
	if _, err := w.registry.SignIn(ctx, "zoë brandt", seal.EncodeURL(login)); key(err) != "not-certified-yet" {
		t.Errorf("signed in before certified: %v", err)
	}
	if _, err := w.registry.Person(ctx, zoe.ID); !fault.Is(err, fault.Locked) {
		t.Errorf("acts before certified: %v", err)
	}
	signed := w.line(w.head, zoe, nil)
	if _, err := w.registry.Certify(ctx, w.head.Holder(), signed); err != nil {
		t.Fatal(err)
	}
	in, err := w.registry.SignIn(ctx, "ZOE\u0308 BRANDT ", seal.EncodeURL(login))
	if err != nil || in.Person.ID != zoe.ID || len(in.Seed) == 0 || in.Unlock != w.registry.unlock(zoe.ID, make([]byte, 16)) {
		t.Errorf("%+v %v", in, err)
	}
	got, err := w.registry.Person(ctx, zoe.ID)
	if err != nil || got.Name != "Zoë Brandt" || !slices.Equal(got.Roles, []string{"intake"}) {
		t.Errorf("%+v %v", got, err)
	}
	var acts []string
	for _, act := range w.store.acts {
		acts = append(acts, act.Act+" "+act.By)
	}
	want := []string{"invited operator", "enrolled " + zoe.Holder(), "certified " + w.head.Holder(), "signed-in " + zoe.Holder()}
	if !slices.Equal(acts, want) || w.store.acts[2].Of != seal.LineHash(signed) {
		t.Errorf("acts %v", acts)
	}
	w.now = w.now.AddDate(2, 0, 0)
	if _, err := w.registry.Person(ctx, zoe.ID); key(err) != "signed-out" {
		t.Errorf("acts after the line has run out: %v", err)
	}
}

func TestInvite(t *testing.T) {
	w := newWorld(t)
	good := Person{Name: "Bo", Unit: "wct", Roles: []string{"intake", "handler"}}
	for want, change := range map[string]func(*Person){
		"name-unfit":     func(p *Person) { p.Name = " \n " },
		"unit-unknown":   func(p *Person) { p.Unit = "../x" },
		"role-unknown":   func(p *Person) { p.Roles = []string{"intake", "king"} },
		"person-unknown": func(p *Person) { p.ID = "x" },
	} {
		p := good
		change(&p)
		if _, _, err := w.registry.Invite(ctx, "operator", p); key(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	for _, roles := range [][]string{nil, {"intake", "intake"}, {"recovery"}} {
		if _, _, err := w.registry.Invite(ctx, "operator", Person{Name: "Bo", Unit: "wct", Roles: roles}); key(err) != "role-unknown" {
			t.Errorf("roles %v: %v", roles, err)
		}
	}
	token, person, err := w.registry.Invite(ctx, "operator", good)
	if err != nil {
		t.Fatal(err)
	}
	for hash := range w.store.invitations {
		if strings.Contains(hash, token) || w.store.invitations[hash].Until != "2026-12-06" {
			t.Error("the token is stored, or for another time than 14 days")
		}
	}
	if got, err := w.registry.Invitation(ctx, token); err != nil || got.ID != person.ID {
		t.Error(err)
	}
	if p, unlock, err := w.registry.EnrolAnswer(ctx, token, seal.EncodeStd(make([]byte, 16))); err != nil || p.ID != person.ID || len(unlock) != 43 {
		t.Error(p, unlock, err)
	}
	if _, _, err := w.registry.EnrolAnswer(ctx, token, "short"); key(err) != "keys-unfit" {
		t.Error(err)
	}
	for _, other := range []string{"", "x", seal.EncodeURL(make([]byte, 32))} {
		if _, err := w.registry.Invitation(ctx, other); key(err) != "no-invitation" {
			t.Errorf("token %q: %v", other, err)
		}
	}
	w.now = w.now.AddDate(0, 0, 15)
	if _, err := w.registry.Invitation(ctx, token); key(err) != "no-invitation" {
		t.Errorf("after 15 days: %v", err)
	}
}

func TestEnrolRefuses(t *testing.T) {
	w := newWorld(t)
	token, _, err := w.registry.Invite(ctx, "operator", Person{Name: "Bo", Unit: "wct", Roles: []string{"intake"}})
	if err != nil {
		t.Fatal(err)
	}
	p := staff.Enrolled("Bo", "wct", "intake")
	for note, change := range map[string]func(*Enrolling){
		"salt":             func(e *Enrolling) { e.Salt = seal.EncodeStd(make([]byte, 15)) },
		"login":            func(e *Enrolling) { e.Login = "x" },
		"recipient":        func(e *Enrolling) { e.Recipient = "age1x" },
		"verify":           func(e *Enrolling) { e.Verify = seal.EncodeURL(make([]byte, 32)) },
		"seed no age file": func(e *Enrolling) { e.Seed = p.Seed[:] },
		"seed too large":   func(e *Enrolling) { e.Seed = make([]byte, 9<<10) },
	} {
		e := w.enrolling(token, p)
		change(&e)
		if _, err := w.registry.Enrol(ctx, e); key(err) != "keys-unfit" {
			t.Errorf("%s: %v", note, err)
		}
	}
	e := w.enrolling(token, p)
	if _, err := w.registry.Enrol(ctx, e); err != nil {
		t.Fatal(err)
	}
	if _, err := w.registry.Enrol(ctx, e); key(err) != "no-invitation" {
		t.Errorf("a token twice: %v", err)
	}
}

func TestCertifyRefuses(t *testing.T) {
	w := newWorld(t)
	bo := w.enrolled("Bo", "intake")
	lonely := w.enrolled("Lone", "head")
	by := w.head.Holder()
	for _, c := range []struct {
		note, by, key string
		line          seal.Signed
	}{
		{"no line", by, "line-not-accepted", seal.Signed{Line: "{}"}},
		{"another name", by, "not-as-proposed", w.line(w.head, bo, func(l *seal.Officer) { l.Name = "Boo" })},
		{"more roles", by, "not-as-proposed", w.line(w.head, bo, func(l *seal.Officer) { l.Roles = []string{"intake", "head"} })},
		{"other keys", by, "not-as-proposed", w.line(w.head, bo, func(l *seal.Officer) { l.Recipient = w.other.Recipient() })},
		{"other signing key", by, "not-as-proposed", w.line(w.head, bo, func(l *seal.Officer) { l.Verify = w.other.Line.Verify })},
		{"nobody proposed", by, "no-proposal", w.line(w.head, staff.Enrolled("Mal", "wct", "intake"), nil)},
		{"head of another office", w.other.Holder(), "not-the-head", w.line(w.other, bo, nil)},
		{"somebody else's line", by, "line-not-accepted", w.line(w.other, bo, nil)},
		{"the operator with a head's", "operator", "line-not-accepted", w.line(w.head, bo, nil)},
		{"oneself", lonely.Holder(), "not-yourself", w.line(lonely, lonely, nil)},
		{"a forged signature", by, "line-not-accepted", func() seal.Signed {
			s := w.line(w.head, bo, nil)
			s.Sig = w.line(w.head, bo, nil).Sig
			return s
		}()},
		{"not in force yet", by, "line-not-accepted", w.line(w.head, bo, func(l *seal.Officer) { l.From = "2026-12-01" })},
		{"before the head was", by, "line-not-accepted", w.line(w.head, bo, func(l *seal.Officer) { l.From = "2026-10-01" })},
		{"written tomorrow", by, "line-not-accepted", w.line(w.head, bo, func(l *seal.Officer) { l.At = "2026-11-23" })},
	} {
		if _, err := w.registry.Certify(ctx, c.by, c.line); key(err) != c.key {
			t.Errorf("%s: want %s, got %v", c.note, c.key, err)
		}
	}
	if len(w.store.proposals) != 2 {
		t.Fatal("something was certified")
	}
	w.store.Out[w.head.ID] = staff.Today
	if _, err := w.registry.Certify(ctx, by, w.line(w.head, bo, nil)); key(err) != "signed-out" {
		t.Errorf("a suspended head: %v", err)
	}
	line := bo.NewLine("root", 1)
	if _, err := w.registry.Certify(ctx, "operator", staff.Must(seal.Sign(w.store.Root, line))); err != nil {
		t.Errorf("the root's line: %v", err)
	}
}

func TestSuspend(t *testing.T) {
	w := newWorld(t)
	ian := w.hire("Ian", "wct", "intake")
	for _, c := range []struct{ by, person, key string }{
		{w.head.Holder(), w.head.ID, "not-yourself"},
		{w.other.Holder(), ian.ID, "not-the-head"},
		{ian.Holder(), w.head.ID, "not-the-head"},
		{"operator", "nobody", "person-unknown"},
		{w.head.Holder(), ian.ID, ""},
		{"operator", w.head.ID, ""},
	} {
		if err := w.registry.Suspend(ctx, c.by, c.person); key(err) != c.key {
			t.Errorf("%s suspends %s: want %q, got %v", c.by, c.person, c.key, err)
		}
	}
	if _, err := w.registry.Person(ctx, ian.ID); key(err) != "signed-out" {
		t.Errorf("suspended and still here: %v", err)
	}
	if len(w.store.acts) != 2 || w.store.acts[0] != (ledger.Act{Act: ledger.Suspended, By: w.head.Holder(), Of: ian.ID}) {
		t.Errorf("acts %v", w.store.acts)
	}
}

func TestUnit(t *testing.T) {
	w := newWorld(t)
	ian := w.hire("Ian", "wct", "intake")
	w.store.SetRecovery("wct", ian)
	w.enrolled("Bo", "intake")
	w.store.Out[ian.ID] = staff.Today
	officers, proposals, err := w.registry.Unit(ctx, w.head.ID)
	if err != nil || len(officers) != 2 || len(proposals) != 1 {
		t.Fatal(officers, proposals, err)
	}
	for _, o := range officers {
		if (o.Suspended != "") != (o.ID == ian.ID) {
			t.Errorf("%+v", o)
		}
	}
	if _, _, err := w.registry.Unit(ctx, ian.ID); !fault.Is(err, fault.Locked) {
		t.Error(err)
	}
	delete(w.store.Out, ian.ID)
	if _, _, err := w.registry.Unit(ctx, ian.ID); key(err) != "not-the-head" {
		t.Error(err)
	}
}

// TestInviteAgain invites whoever lost their password as the same person, and nobody else
// under a name that is taken.
func TestInviteAgain(t *testing.T) {
	w := newWorld(t)
	w.store.persons["AAAAAAAAAAAAAAAAAAAAAA"] = Person{ID: "AAAAAAAAAAAAAAAAAAAAAA", Name: "Cleo Marsh", Unit: "wct", Roles: []string{"intake"}, Certified: true}
	again := func(name, unit string) (Person, error) {
		_, person, err := w.registry.Invite(ctx, "operator", Person{Name: name, Unit: unit, Roles: []string{"intake"}})
		return person, err
	}
	if person, err := again("cleo  marsh", "wct"); err != nil || person.ID != "AAAAAAAAAAAAAAAAAAAAAA" {
		t.Errorf("the same person: %v, %v", person.ID, err)
	}
	if _, err := again("Cleo Marsh", "ethics"); key(err) != "taken" {
		t.Errorf("a namesake in another unit: %v", err)
	}
	w.store.Out["AAAAAAAAAAAAAAAAAAAAAA"] = "2026-11-01"
	if _, err := again("Cleo Marsh", "wct"); key(err) != "taken" {
		t.Errorf("somebody suspended: %v", err)
	}
	if person, err := again("Dora Marsh", "wct"); err != nil || person.ID == "" {
		t.Errorf("somebody new: %v", err)
	}
}
