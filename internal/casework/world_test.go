package casework

import (
	"context"
	"crypto/rand"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

var ctx = context.Background()

const number = "4829-1736"

// keptCase is one case in memory, kept by the contract of Store.
type keptCase struct {
	c       Case
	bundle  seal.Bundle
	notices []mailbox.Notice
	read    map[string]int
	changes []Change
	office  *staff.Office
	handles map[string]string // hash of a handle -> who
}

func (k *keptCase) exists(number, person string) bool {
	holds := slices.ContainsFunc(k.c.Holders, func(h Holder) bool { return h.Holder == "officer:"+person && h.Ended == "" })
	return number == k.c.Number && holds && k.office.Out[person] == "" && k.c.Declared[person] != DeclaredRecused
}

func (k *keptCase) Queue(context.Context, string, Page) (Rows, error) { return Rows{}, nil }

func (k *keptCase) Row(context.Context, string, string) (Row, error) { return Row{}, nil }

func (k *keptCase) Load(context.Context, string, string, string) (Load, error) { return Load{}, nil }

func (k *keptCase) Case(_ context.Context, number, person string) (Case, error) {
	if !k.exists(number, person) {
		return Case{}, fault.New(fault.NotFound, "not-found", nil)
	}
	return k.c, nil
}

func (k *keptCase) Owing(_ context.Context, today string) (owing []Owing, err error) {
	if k.c.Owes(today) {
		owing = append(owing, Owing{k.c.Number, k.c.ProcedureHash})
	}
	return owing, nil
}

func (k *keptCase) ChangeOwed(_ context.Context, _ string, step Step) error { return k.apply(step) }

func (k *keptCase) ChangeAs(_ context.Context, report, unit, who string, step Step) error {
	_, party := sight{c: k.c}.party(who)
	if report != k.c.Report || unit != k.c.Unit || who != mailbox.Reporter && !party {
		return fault.New(fault.NotFound, "not-found", nil)
	}
	return k.apply(step)
}

func (k *keptCase) ClaimAs(_ context.Context, handle string, step func(who string) Step) error {
	who, ok := k.handles[handle]
	if !ok {
		return fault.New(fault.NotFound, "not-found", nil)
	}
	return k.apply(step(who))
}

func (k *keptCase) View(_ context.Context, number, person string, read bool) (View, error) {
	if !k.exists(number, person) {
		return View{}, fault.New(fault.NotFound, "not-found", nil)
	}
	if read {
		k.read[person]++
	}
	return View{Case: k.c, Bundle: k.bundle, Notices: k.notices}, nil
}

func (k *keptCase) Change(_ context.Context, number, person string, step Step) error {
	if !k.exists(number, person) {
		return fault.New(fault.NotFound, "not-found", nil)
	}
	return k.apply(step)
}

// apply takes a step on the case and keeps what it gives.
func (k *keptCase) apply(step Step) error {
	before := deep(k.c)
	change, err := step(k.c)
	if err != nil {
		return err
	}
	if !same(before, k.c) {
		panic("a step changed the case that it was given")
	}
	k.c = change.Case
	if claim := change.Claimed; claim != nil && claim.Old != "" {
		delete(k.handles, claim.Old)
		k.handles[claim.New] = claim.Who
	}
	k.notices = append(k.notices, change.Notices...)
	k.changes = append(k.changes, change)
	for _, p := range change.Posts {
		k.bundle.Items = append(k.bundle.Items, p.Sealed)
	}
	return nil
}

func (k *keptCase) Named(_ context.Context, number, person, blob string) error {
	for _, item := range k.bundle.Items {
		if k.exists(number, person) && strings.Contains(item.Line, blob) {
			return nil
		}
	}
	return fault.New(fault.NotFound, "not-found", nil)
}

func deep(c Case) Case {
	c.Holders, c.Clocks, c.Declared = slices.Clone(c.Holders), slices.Clone(c.Clocks), maps.Clone(c.Declared)
	return c
}

func same(a, b Case) bool {
	return slices.Equal(a.Holders, b.Holders) && slices.Equal(a.Clocks, b.Clocks) && maps.Equal(a.Declared, b.Declared) && a.Stage == b.Stage
}

// world is a case of wct with a report, held by Ann and Bo; Hans is a colleague without
// a key, Eve is of another office.
type world struct {
	testing.TB
	office             *staff.Office
	ann, bo, hans, eve *staff.Person
	phrase             seal.Phrase
	talk               seal.Seed
	file               seal.Seed
	store              *keptCase
	blobs              *staff.Blobs
	parts              *mailbox.Parts
	desk               *Desk
}

func newWorld(t testing.TB) *world {
	w := &world{TB: t, office: staff.New(t), blobs: staff.NewBlobs()}
	w.ann = w.office.Hire("Ann", "wct", "intake", "head")
	w.bo = w.office.Hire("Bo", "wct", "intake")
	w.hans = w.office.Hire("Hans", "wct", "handler")
	w.eve = w.office.Hire("Eve", "ethics", "intake")
	w.phrase = staff.Must(seal.NewPhrase(rand.Reader, "en"))
	w.file = staff.Must(seal.NewSeed(rand.Reader))
	w.parts = mailbox.NewParts(w.blobs, mailbox.DefaultLimits(), rand.Reader)
	w.report()
	w.desk = New(Config{
		Store: w.store, Blobs: w.blobs, Directory: w.office, Root: w.office.RootKey,
		Now: func() time.Time { return staff.Now }, Limits: mailbox.DefaultLimits(),
	})
	return w
}

func (w *world) report(exclusions ...string) {
	outline := seal.Outline{
		Phrase: w.phrase, Unit: "wct", Form: "harassment", Version: seal.Hash(nil), Site: "http://127.0.0.1", Language: "en",
		Exclusions: append([]string{}, exclusions...), Fields: map[string]any{"happened": "this"}, At: staff.Now,
	}
	for _, p := range []*staff.Person{w.ann, w.bo} {
		outline.Addressees = append(outline.Addressees, seal.Addressee{Holder: p.Holder(), Recipient: p.Recipient()})
	}
	made := staff.Must(seal.NewSubmission(rand.Reader, outline))
	w.store = &keptCase{
		read: map[string]int{}, office: w.office, handles: map[string]string{},
		c: Case{
			Number: number, Report: made.Report, Unit: "wct", Stage: StageReceived, Exclusions: exclusions,
			Clocks: []clock.Limit{
				{Code: clock.FirstLetter, Started: staff.Today, Due: "2026-11-29"},
				{Code: clock.Feedback, Started: staff.Today, Due: "2027-02-22"},
			},
		},
		bundle: seal.Bundle{Report: made.Report, Keys: []seal.Signed{made.Keys}, Items: made.Items, Own: made.Grants[1:2]},
	}
	for i, grant := range made.Grants {
		line := staff.Must(seal.ParseAs[seal.Grant](grant.Signed))
		if i == 0 {
			w.talk = staff.Must(seal.OpenGrant(w.phrase.Identity().Identity(), grant, line))
		}
		w.store.c.Holders = append(w.store.c.Holders, Holder{
			Holder: line.Holder, Compartment: line.Compartment, Turn: 1, Basis: "intake", Since: staff.Today,
			Line: seal.LineHash(grant.Signed), Recipient: line.Recipient,
		})
	}
}

func actor(p *staff.Person) Actor { return Actor{Person: p.ID, Unit: p.Unit, Roles: p.Roles} }

// grant hands a compartment to somebody, signed by an officer.
func (w *world) grant(by, to *staff.Person, compartment string) seal.Sealed {
	seed := w.talk
	if strings.HasPrefix(compartment, "file:") {
		seed = w.file
	}
	line := seal.Grant{
		Head: seal.Head{By: by.Holder(), At: staff.Today}, Report: w.store.c.Report, Compartment: compartment, Turn: 1,
		Holder: to.Holder(), Basis: "assignment",
	}
	return staff.Must(seal.NewGrant(by.Signer, rand.Reader, line, seed, to.Recipient()))
}

// item is a letter or a note of an officer.
func (w *world) item(by *staff.Person, kind string, files ...mailbox.Attached) Sending {
	var s Sending
	seed, place := w.talk, "talk:wct"
	var body any = seal.Letter{Text: "Dear you", Items: []string{}}
	if kind == "note" {
		seed, place, body = w.file, "file:wct", seal.Note{Text: "for us"}
	}
	add := func(kind string, blobs []string, body any) {
		line := seal.Post{
			Head: seal.Head{By: by.Holder()}, Report: w.store.c.Report, Compartment: place, Turn: 1, Kind: kind, Blobs: blobs,
		}
		s.Items = append(s.Items, staff.Must(seal.SealItem(by.Signer, rand.Reader, line, staff.Must(seed.Recipient()), body, staff.Now)))
	}
	add(kind, []string{}, body)
	for _, f := range files {
		add("file", []string{f.Upload.Sum}, f.Part().Body)
		s.Uploads = append(s.Uploads, f.Upload)
	}
	return s
}

func (w *world) attach() mailbox.Attached {
	return staff.Must(w.parts.Attach(ctx, "x.txt", "text/plain", strings.NewReader("content")))
}

// ready declares for the officers, so that they may work.
func (w *world) ready(all ...*staff.Person) {
	w.Helper()
	for _, p := range all {
		if err := w.desk.Declare(ctx, number, actor(p), DeclaredNone); err != nil {
			w.Fatal(err)
		}
	}
}

func (w *world) last() Change { return w.store.changes[len(w.store.changes)-1] }

func key(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Key
}

func readAll(t testing.TB, r io.Reader) string {
	t.Helper()
	return string(staff.Must(io.ReadAll(r)))
}
