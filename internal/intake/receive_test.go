package intake

import (
	"bytes"
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// kept is a store in memory.
type kept struct {
	arrivals map[string]Arrival
	versions map[string]string
	taken    map[string]bool
	saved    []string // what happened, in order
	broken   error
}

func (k *kept) Receive(_ context.Context, a Arrival, renumber func() string) (Receipt, error) {
	if k.broken != nil {
		return Receipt{}, k.broken
	}
	for i := range a.Cases {
		for k.taken[a.Cases[i].Number] {
			a.Cases[i].Number = renumber()
		}
	}
	k.arrivals[a.HandleHash] = a
	k.saved = append(k.saved, "report")
	receipt := receiptOf(a)
	receipt.Same = true
	return receipt, nil
}

func receiptOf(a Arrival) Receipt {
	receipt := Receipt{Number: a.Cases[0].Number, Received: a.Day, Unit: a.Cases[0].Unit}
	for _, c := range a.Cases[1:] {
		receipt.Also = append(receipt.Also, Also{c.Number, c.Unit})
	}
	return receipt
}

func (k *kept) Received(_ context.Context, handle string) (Receipt, string, error) {
	a, ok := k.arrivals[handle]
	if !ok {
		return Receipt{}, "", fault.New(fault.NotFound, "not-found", nil)
	}
	return receiptOf(a), a.Fingerprint, nil
}

func (k *kept) KeepVersion(_ context.Context, hash, kind, _, _, _ string) error {
	k.versions[hash] = kind
	return nil
}

// world is a desk with two offices: wct with two intake officers, a handler and a
// recovery key, ethics as the fallback with a head.
type world struct {
	testing.TB
	office        *staff.Office
	ann, bo, hans *staff.Person
	head          *staff.Person
	store         *kept
	blobs         *staff.Blobs
	parts         *mailbox.Parts
	desk          *Desk
	phrase        seal.Phrase
}

var ctx = context.Background()

func newWorld(t testing.TB) *world {
	w := &world{TB: t, office: staff.New(t), blobs: staff.NewBlobs()}
	w.ann = w.office.Hire("Ann", "wct", "intake", "head")
	w.bo = w.office.Hire("Bo", "wct", "intake")
	w.hans = w.office.Hire("Hans", "wct", "handler")
	w.head = w.office.Hire("Eve", "ethics", "head")
	w.office.SetRecovery("wct", w.hans)
	w.store = &kept{arrivals: map[string]Arrival{}, versions: map[string]string{}, taken: map[string]bool{}}
	limits := mailbox.DefaultLimits()
	w.parts = mailbox.NewParts(w.blobs, limits, rand.Reader)
	w.desk = New(Config{
		Pack: func() *portal.Pack { return pack }, Store: w.store, Blobs: w.blobs, Drafts: drawer{}, Directory: w.office,
		Now: func() time.Time { return staff.Now }, Rand: rand.Reader, Limits: limits,
		Root: w.office.RootKey, Site: func() string { return "https://integrity.example.org" },
	})
	w.phrase = staff.Must(seal.NewPhrase(rand.Reader, "fr"))
	return w
}

var pack = &portal.Pack{
	Languages: []string{"en", "fr", "es"}, Fallback: "ethics",
	Organisation: portal.Organisation{Emergency: map[string]string{"en": "Call 112.", "fr": "Appelez le 112.", "es": "Llame al 112."}},
	Units: map[string]portal.Unit{
		"wct": {ID: "wct", Form: "harassment"}, "ethics": {ID: "ethics"},
	},
	Forms: map[string]portal.Form{"harassment": form},
	Procedures: map[string]portal.Procedure{"wct": {
		ID: "wct", Stages: []string{"received", "open", "answered"}, Version: strings.Repeat("B", 42) + "A",
		Clocks: []portal.ProcedureTime{
			{Code: "first-letter", Aim: true, Starts: "acknowledged", Days: 7, Met: "letter"},
			{Code: "feedback", Starts: "acknowledged", Months: 3, Met: "outcome"},
			{Code: "later", Starts: "letter", Days: 1, Met: "outcome"},
		},
	}},
}

// sending is a good submission with one file, by this phrase.
func (w *world) sending(exclusions ...string) Sending {
	w.Helper()
	file, err := w.parts.Attach(ctx, "résumé.pdf", "application/pdf", strings.NewReader("what was seen"))
	if err != nil {
		w.Fatal(err)
	}
	s, err := w.desk.SealPlain(ctx, Plain{
		Phrase: w.phrase, Form: form, Language: "fr", Fields: map[string]any{"wish": "talk", "happened": "x"},
		Files: []mailbox.Attached{file}, Exclusions: exclusions, Urgent: true,
	})
	if err != nil {
		w.Fatal(err)
	}
	return s
}

func TestReceive(t *testing.T) {
	w := newWorld(t)
	s := w.sending()
	receipt, err := w.desk.Receive(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	if !mailbox.ValidNumber(receipt.Number) || receipt.Received != staff.Today || !receipt.Same || !receipt.At.Equal(staff.Now) || receipt.Unit != "wct" {
		t.Errorf("receipt %+v", receipt)
	}
	hash, _ := seal.HandleHash(s.Handle)
	if language := w.store.arrivals[hash].Language; language != "fr" {
		t.Errorf("language %s", language)
	}
	a := w.store.arrivals[hash].Cases[0]
	if a.Stage != "received" || !a.Urgent || a.Procedure != "wct" || len(a.Posts) != 2 || len(a.Grants) != 4 {
		t.Errorf("arrival %+v", a)
	}
	want := []clock.Limit{
		{Code: "first-letter", Started: "2026-11-22", Due: "2026-11-29", Aim: true},
		{Code: "feedback", Started: "2026-11-22", Due: "2027-02-22"},
	}
	if !slices.Equal(a.Clocks, want) {
		t.Errorf("clocks %+v", a.Clocks)
	}
	if len(a.Notices) != 1 || a.Notices[0].Code != "acknowledged" || a.Notices[0].Figures["feedback"] != "2027-02-22" {
		t.Errorf("notices %v", a.Notices)
	}
	if len(a.Acts) != 5 || a.Acts[0].Act != ledger.Received || a.Acts[0].Of != seal.LineHash(s.Items[0].Signed) || a.Acts[4].Act != ledger.Granted {
		t.Errorf("acts %v", a.Acts)
	}
	if len(w.blobs.Kept) != 1 || w.store.versions[form.Version] != "form" || len(w.store.versions) != 2 {
		t.Error("the attachment, the form and the procedure are kept")
	}
}

func TestReceiveTwice(t *testing.T) {
	w := newWorld(t)
	s := w.sending()
	first, err := w.desk.Receive(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	// Everything may have changed since: the answer is the first's.
	w.office.Out[w.ann.ID], w.blobs.Filled = staff.Today, true
	again, err := w.desk.Receive(ctx, s)
	if err != nil || again.Number != first.Number || !again.Same || !again.At.IsZero() {
		t.Fatalf("the same again: %+v, %v", again, err)
	}
	w.blobs.Filled = false
	other := w.sending()
	got, err := w.desk.Receive(ctx, other)
	if err != nil || got.Number != first.Number || got.Same {
		t.Fatalf("other bytes under the same words: %+v, %v", got, err)
	}
	s.Repeat = seal.Hash([]byte("request"))
	if got, err := w.desk.Receive(ctx, s); err != nil || got.Same {
		t.Fatalf("another way of sending: %+v, %v", got, err)
	}
	if known, err := w.desk.Known(ctx, s.Handle); !known || err != nil {
		t.Error("a handle with a report is known")
	}
}

func TestReceiveNumbersAgain(t *testing.T) {
	w := newWorld(t)
	w.desk.Rand = &script{then: rand.Reader}
	s := w.sending()
	w.desk.Rand = &script{first: bytes.Repeat([]byte{0}, 4), then: rand.Reader}
	n, _ := mailbox.NewNumber(bytes.NewReader(make([]byte, 8)))
	w.store.taken[n] = true
	receipt, err := w.desk.Receive(ctx, s)
	if err != nil || receipt.Number == n || !mailbox.ValidNumber(receipt.Number) {
		t.Fatalf("%+v %v", receipt, err)
	}
}

// script is chance that begins as it is told.
type script struct {
	first []byte
	then  interface{ Read([]byte) (int, error) }
}

func (s *script) Read(p []byte) (int, error) {
	if len(s.first) == 0 {
		return s.then.Read(p)
	}
	n := copy(p, s.first)
	s.first = s.first[n:]
	return n, nil
}

// regrant signs a grant anew after a change.
func (w *world) regrant(s *Sending, i int, change func(*seal.Grant)) {
	line := staff.Must(seal.ParseAs[seal.Grant](s.Grants[i].Signed))
	change(&line)
	s.Grants[i].Signed = staff.Must(seal.Sign(w.phrase.Signer(), line))
}

func (w *world) repost(s *Sending, i int, change func(*seal.Post)) {
	line := staff.Must(seal.ParseAs[seal.Post](s.Items[i].Signed))
	change(&line)
	s.Items[i].Signed = staff.Must(seal.Sign(w.phrase.Signer(), line))
}

func (w *world) rekey(s *Sending, change func(*seal.Keys)) {
	line := staff.Must(seal.ParseAs[seal.Keys](s.Keys))
	change(&line)
	s.Keys = staff.Must(seal.Sign(w.phrase.Signer(), line))
}

// grantTo makes a good grant of this submission's compartment to somebody.
func (w *world) grantTo(s Sending, p *staff.Person) seal.Sealed {
	own := s.Grants[0]
	line := staff.Must(seal.ParseAs[seal.Grant](own.Signed))
	talk := staff.Must(seal.OpenGrant(w.phrase.Identity().Identity(), own, line))
	line.Holder = p.Holder()
	return staff.Must(seal.NewGrant(w.phrase.Signer(), rand.Reader, line, talk, p.Recipient()))
}

func TestReceiveRefuses(t *testing.T) {
	other := staff.Must(seal.NewPhrase(rand.Reader, "en"))
	for _, c := range []struct {
		note, key string
		change    func(w *world, s *Sending)
	}{
		{"handle", "sending-unfit", func(_ *world, s *Sending) { s.Handle = "x" }},
		{"repeat", "sending-unfit", func(_ *world, s *Sending) { s.Repeat = "x" }},
		{"form", "no-form", func(_ *world, s *Sending) { s.Form = "other" }},
		{"version", "form-changed", func(_ *world, s *Sending) { s.Version = strings.Repeat("C", 43) }},
		{"language", "language-unknown", func(_ *world, s *Sending) { s.Language = "de" }},
		{"keys of nobody", "sending-unfit", func(_ *world, s *Sending) { s.Keys = seal.Signed{} }},
		{"keys signed by another", "sending-unfit", func(_ *world, s *Sending) {
			line := staff.Must(seal.ParseAs[seal.Keys](s.Keys))
			s.Keys = staff.Must(seal.Sign(other.Signer(), line))
		}},
		{"keys that follow others", "sending-unfit", func(w *world, s *Sending) {
			w.rekey(s, func(l *seal.Keys) { l.Prev = seal.Hash(nil) })
		}},
		{"keys of another day", "sending-unfit", func(w *world, s *Sending) {
			w.rekey(s, func(l *seal.Keys) { l.At = "2026-12-22" })
		}},
		{"another report", "sending-unfit", func(w *world, s *Sending) {
			w.rekey(s, func(l *seal.Keys) { l.Report = staff.NewID() })
		}},
		{"grant of another report", "sending-unfit", func(w *world, s *Sending) {
			w.regrant(s, 1, func(l *seal.Grant) { l.Report = staff.NewID() })
		}},
		{"grant by another", "sending-unfit", func(_ *world, s *Sending) {
			line := staff.Must(seal.ParseAs[seal.Grant](s.Grants[1].Signed))
			s.Grants[1].Signed = staff.Must(seal.Sign(other.Signer(), line))
		}},
		{"another turn", "sending-unfit", func(w *world, s *Sending) {
			w.regrant(s, 1, func(l *seal.Grant) { l.Turn = 2 })
		}},
		{"another identity", "sending-unfit", func(w *world, s *Sending) {
			w.regrant(s, 1, func(l *seal.Grant) { l.Recipient = staff.Enrolled("", "wct").Recipient() })
		}},
		{"keys hash of another", "sending-unfit", func(w *world, s *Sending) {
			w.regrant(s, 1, func(l *seal.Grant) { l.Keys = seal.Hash(nil) })
		}},
		{"another file in a grant", "sending-unfit", func(_ *world, s *Sending) { s.Grants[1].File = s.Grants[2].File }},
		{"grant twice", "sending-unfit", func(_ *world, s *Sending) { s.Grants = append(s.Grants, s.Grants[1]) }},
		{"holder twice", "sending-unfit", func(w *world, s *Sending) {
			s.Grants = append(s.Grants, w.grantTo(*s, w.ann))
		}},
		{"no grant to the reporter", "sending-unfit", func(_ *world, s *Sending) { s.Grants = s.Grants[1:] }},
		{"no grant to an officer", "sending-unfit", func(_ *world, s *Sending) {
			s.Grants = []seal.Sealed{s.Grants[0], s.Grants[3]}
		}},
		{"no grant to the recovery", "recipients-changed", func(_ *world, s *Sending) { s.Grants = s.Grants[:3] }},
		{"grant to a handler", "recipients-changed", func(w *world, s *Sending) {
			s.Grants = append(s.Grants, w.grantTo(*s, w.hans))
		}},
		{"grant to another office", "recipients-changed", func(w *world, s *Sending) {
			s.Grants = append(s.Grants, w.grantTo(*s, w.head))
		}},
		{"grant to nobody known", "recipients-changed", func(w *world, s *Sending) {
			s.Grants = append(s.Grants, w.grantTo(*s, staff.Enrolled("Mal", "wct", "intake")))
		}},
		{"a key that is not the officer's", "recipients-changed", func(w *world, s *Sending) {
			w.regrant(s, 1, func(l *seal.Grant) { l.Key = seal.Hash(nil) })
		}},
		{"before the officer's day", "recipients-changed", func(w *world, s *Sending) {
			w.regrant(s, 1, func(l *seal.Grant) { l.At = "2026-10-30" })
		}},
		{"another compartment", "recipients-changed", func(w *world, s *Sending) {
			for i := range s.Grants {
				w.regrant(s, i, func(l *seal.Grant) {
					if l.Compartment = "talk:ethics"; l.Holder == "recovery:wct" {
						l.Holder = "recovery:ethics"
					}
				})
			}
			for i := range s.Items {
				w.repost(s, i, func(l *seal.Post) { l.Compartment = "talk:ethics" })
			}
		}},
		{"an officer who left", "recipients-changed", func(w *world, _ *Sending) { w.office.Out[w.bo.ID] = staff.Today }},
		{"items elsewhere", "sending-unfit", func(w *world, s *Sending) {
			w.repost(s, 1, func(l *seal.Post) { l.Compartment = "talk:ethics" })
		}},
		{"no answers", "sending-unfit", func(_ *world, s *Sending) { s.Items = s.Items[1:] }},
		{"answers twice", "sending-unfit", func(w *world, s *Sending) {
			w.repost(s, 1, func(l *seal.Post) { l.Kind, l.Blobs = "answers", nil })
		}},
		{"a letter at once", "sending-unfit", func(w *world, s *Sending) {
			w.repost(s, 1, func(l *seal.Post) { l.Kind = "letter" })
		}},
		{"answers with a blob", "sending-unfit", func(w *world, s *Sending) {
			w.repost(s, 0, func(l *seal.Post) { l.Blobs = []string{seal.Hash(nil)} })
		}},
		{"an id twice", "sending-unfit", func(w *world, s *Sending) {
			id := staff.Must(seal.ParseAs[seal.Post](s.Items[0].Signed)).ID
			w.repost(s, 1, func(l *seal.Post) { l.ID = id })
		}},
		{"an item altered", "sending-unfit", func(_ *world, s *Sending) { s.Items[0].File = slices.Clone(s.Items[1].File) }},
		{"an item too large", "text-too-large", func(_ *world, s *Sending) { s.Items[0].File = make([]byte, 256<<10+1) }},
		{"an item cut short", "sending-unfit", func(_ *world, s *Sending) { s.Items[0].File = s.Items[0].File[:100] }},
		{"too many items", "too-many-files", func(_ *world, s *Sending) {
			s.Items = append(s.Items, make([]seal.Sealed, 11)...)
		}},
		{"no upload", "upload-missing", func(_ *world, s *Sending) { s.Uploads = nil }},
		{"an upload too many", "upload-unknown", func(_ *world, s *Sending) {
			s.Uploads = append(s.Uploads, mailbox.Upload{Upload: staff.NewID(), Sum: seal.Hash(nil), Size: 1})
		}},
		{"an upload of no name", "upload-unknown", func(_ *world, s *Sending) { s.Uploads[0].Upload = "../x" }},
		{"an upload too large", "file-too-large", func(_ *world, s *Sending) { s.Uploads[0].Size = 27 << 20 }},
		{"an upload that is not there", "upload-altered", func(_ *world, s *Sending) { s.Uploads[0].Upload = staff.NewID() }},
		{"an upload of nothing", "file-empty", func(_ *world, s *Sending) { s.Uploads[0].Size = 0 }},
		{"no room", "full", func(w *world, _ *Sending) { w.blobs.Filled = true }},
		{"no root", "no-root", func(w *world, _ *Sending) { w.desk.Root = func() string { return "" } }},
		{"nobody in", "no-officers", func(w *world, _ *Sending) { w.office.Given = nil }},
		{"the store away", "busy", func(w *world, _ *Sending) { w.store.broken = fault.New(fault.Busy, "busy", nil) }},
	} {
		t.Run(c.note, func(t *testing.T) {
			w := newWorld(t)
			s := w.sending()
			c.change(w, &s)
			_, err := w.desk.Receive(ctx, s)
			if err == nil || fault.Of(err).Key != c.key {
				t.Fatalf("want %s, got %v", c.key, err)
			}
			if len(w.store.saved) > 0 {
				t.Fatal("something was stored")
			}
		})
	}
}

func TestExclusions(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		exclusions []string
		unit       string
		people     int
		recovery   bool
		key        string
	}{
		{nil, "wct", 2, true, ""},
		{[]string{w.ann.Holder()}, "wct", 1, true, ""},
		{[]string{w.hans.Holder()}, "wct", 2, false, ""},
		{[]string{w.ann.Holder(), w.bo.Holder()}, "ethics", 1, false, ""},
		{[]string{"unit:wct"}, "ethics", 1, false, ""},
		{[]string{"unit:wct", "unit:ethics"}, "", 0, false, "nobody-left"},
		{[]string{"unit:wct", w.head.Holder()}, "", 0, false, "nobody-left"},
	} {
		got, err := w.desk.Recipients(ctx, "wct", c.exclusions)
		if c.key != "" {
			if err == nil || fault.Of(err).Key != c.key {
				t.Errorf("%v: %v", c.exclusions, err)
			}
			continue
		}
		if err != nil || got.Unit != c.unit || len(got.People) != c.people || got.Recovery != nil != c.recovery || got.Fallback != (c.unit != "wct") {
			t.Errorf("%v: %+v %v", c.exclusions, got, err)
		}
	}
	s := w.sending(w.ann.Holder())
	if _, err := w.desk.Receive(ctx, s); err != nil {
		t.Fatal(err)
	}
	s = w.sending(w.ann.Holder())
	s.Grants = append(s.Grants, w.grantTo(s, w.ann))
	s.Handle = staff.Must(seal.NewPhrase(rand.Reader, "en")).HandleText()
	if _, err := w.desk.Receive(ctx, s); err == nil || fault.Of(err).Key != "recipients-changed" {
		t.Fatalf("a grant to the excluded: %v", err)
	}
}

func TestFallbackReceives(t *testing.T) {
	w := newWorld(t)
	receipt, err := w.desk.Receive(ctx, w.sending("unit:wct"))
	if err != nil || receipt.Unit != "ethics" {
		t.Fatalf("%+v %v", receipt, err)
	}
	for _, arrival := range w.store.arrivals {
		if a := arrival.Cases[0]; a.Unit != "ethics" || a.Procedure != "wct" || a.Stage != "received" {
			t.Errorf("the form says how the fallback works on it, too: %+v", a)
		}
	}
}

func TestOpen(t *testing.T) {
	w := newWorld(t)
	if err := w.desk.Open(ctx, "harassment", "en"); err != nil {
		t.Fatal(err)
	}
	for key, change := range map[string]func(){
		"full":        func() { w.blobs.Filled = true },
		"no-officers": func() { w.office.Given = nil },
		"no-root":     func() { w.desk.Root = func() string { return "" } },
	} {
		w = newWorld(t)
		change()
		if err := w.desk.Open(ctx, "harassment", "en"); err == nil || fault.Of(err).Key != key {
			t.Errorf("%s: %v", key, err)
		}
	}
	if err := w.desk.Open(ctx, "none", "en"); !fault.Is(err, fault.NotFound) {
		t.Error("a form that is not there")
	}
}

// BenchmarkReceive is the rules' share of one report: every check, no store.
func BenchmarkReceive(b *testing.B) {
	w := newWorld(b)
	s, err := w.desk.SealPlain(ctx, Plain{
		Phrase: w.phrase, Form: form, Language: "fr", Fields: map[string]any{"happened": strings.Repeat("x", 8<<10)},
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		clear(w.store.arrivals)
		if _, err := w.desk.Receive(ctx, s); err != nil {
			b.Fatal(err)
		}
	}
}
