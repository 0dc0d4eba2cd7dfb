package casework

import (
	"crypto/rand"
	"slices"
	"testing"

	"fairlead/internal/ledger"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

func TestOpen(t *testing.T) {
	w := newWorld(t)
	w.store.bundle.Items = append(w.store.bundle.Items, w.item(w.bo, "letter", w.attach()).Items...)
	view, err := w.desk.Open(ctx, number, actor(w.ann))
	if err != nil || len(view.Bundle.Items) != 1 || w.store.read[w.ann.ID] != 0 || w.store.c.Stage != StageReceived {
		t.Fatalf("before a declaration: %d items, stage %s, %v", len(view.Bundle.Items), w.store.c.Stage, err)
	}
	w.ready(w.ann)
	view, err = w.desk.Open(ctx, number, actor(w.ann))
	if err != nil || len(view.Bundle.Items) != 3 || w.store.read[w.ann.ID] != 1 || w.store.c.Stage != StageOpen {
		t.Fatalf("after it: %d items, stage %s, %v", len(view.Bundle.Items), w.store.c.Stage, err)
	}
	var acts []string
	for _, c := range w.store.changes {
		for _, a := range c.Acts {
			acts = append(acts, a.Act+" "+a.By)
		}
	}
	want := []string{"opened " + w.ann.Holder(), "declared " + w.ann.Holder(), "opened " + w.ann.Holder()}
	if !slices.Equal(acts, want) {
		t.Errorf("acts %v", acts)
	}
}

// TestNoCase: whoever holds no key gets the same answer everywhere as for no number.
func TestNoCase(t *testing.T) {
	w := newWorld(t)
	w.ready(w.ann)
	blob := seal.Hash(nil)
	all := func(number string, a Actor, sender *staff.Person) []error {
		_, open := w.desk.Open(ctx, number, a)
		_, export := w.desk.Export(ctx, number, a)
		_, _, file := w.desk.Blob(ctx, number, a, blob)
		return []error{
			open, export, file, w.desk.Declare(ctx, number, a, DeclaredNone),
			w.desk.Send(ctx, number, a, w.item(sender, "letter")), w.desk.Unopened(ctx, number, a, blob),
		}
	}
	for i, err := range slices.Concat(
		all(number, actor(w.hans), w.hans), all(number, actor(w.eve), w.eve), all("0000-0000", actor(w.ann), w.ann),
	) {
		if key(err) != "no-case" {
			t.Errorf("%d: %v", i, err)
		}
	}
	w.office.Out[w.ann.ID] = staff.Today
	for i, err := range all(number, actor(w.ann), w.ann) {
		if key(err) != "no-case" {
			t.Errorf("suspended, %d: %v", i, err)
		}
	}
	// The steps hold by themselves, whatever a store lets through.
	for note, change := range map[string]func(c *Case){
		"excluded":         func(c *Case) { c.Exclusions = []string{w.bo.Holder()} },
		"office excluded":  func(c *Case) { c.Exclusions = []string{"unit:wct"} },
		"recused":          func(c *Case) { c.Declared = map[string]string{w.bo.ID: DeclaredRecused} },
		"key ended":        func(c *Case) { c.Holders[2].Ended = staff.Today },
		"never had a key":  func(c *Case) { c.Holders = c.Holders[:2] },
		"no directory day": func(c *Case) {},
	} {
		c := deep(w.store.c)
		change(&c)
		o := staff.Must(w.desk.office(ctx))
		if note == "no directory day" {
			o.Day = "2028-01-01"
		}
		for _, step := range []Step{Read(actor(w.bo), o), Export(actor(w.bo), o), Declare(actor(w.bo), DeclaredNone, o), Unopened(actor(w.bo), c.Holders[len(c.Holders)-1].Line, o), Send(actor(w.bo), Delivery{}, o, portal.Procedure{})} {
			if _, err := step(c); key(err) != "no-case" {
				t.Errorf("%s: %v", note, err)
			}
		}
	}
}

func TestDeclare(t *testing.T) {
	w := newWorld(t)
	if err := w.desk.Declare(ctx, number, actor(w.ann), "perhaps"); key(err) != "declaration-unknown" {
		t.Error(err)
	}
	w.ready(w.ann, w.bo)
	if err := w.desk.Declare(ctx, number, actor(w.ann), DeclaredNone); key(err) != "declared-already" {
		t.Error(err)
	}
	if err := w.desk.Declare(ctx, number, actor(w.ann), DeclaredRecused); err != nil {
		t.Fatal(err)
	}
	change := w.last()
	if len(change.EndGrants) != 1 || change.EndGrants[0] != w.store.c.Holders[1].Line || len(change.Notices) != 0 || change.Acts[0].Act != ledger.Recused {
		t.Errorf("recused: %+v", change)
	}
	if _, err := w.desk.Open(ctx, number, actor(w.ann)); key(err) != "no-case" {
		t.Errorf("the recused come back: %v", err)
	}
	if err := w.desk.Declare(ctx, number, actor(w.bo), DeclaredRecused); err != nil {
		t.Fatal("the last one may withdraw", err)
	}
	if n := w.last().Notices; len(n) != 1 || n[0].Code != "nobody-left" {
		t.Errorf("the reporter is told that nobody is left: %v", n)
	}
}

func TestDeclareFirst(t *testing.T) {
	w := newWorld(t)
	if err := w.desk.Send(ctx, number, actor(w.ann), w.item(w.ann, "letter")); key(err) != "declare-first" {
		t.Error(err)
	}
	if _, err := w.desk.Export(ctx, number, actor(w.ann)); key(err) != "declare-first" {
		t.Error(err)
	}
	if _, _, err := w.desk.Blob(ctx, number, actor(w.ann), seal.Hash(nil)); key(err) != "declare-first" {
		t.Error(err)
	}
}

func TestLetter(t *testing.T) {
	w := newWorld(t)
	w.ready(w.ann)
	s := w.item(w.ann, "letter", w.attach())
	if err := w.desk.Send(ctx, number, actor(w.ann), s); err != nil {
		t.Fatal(err)
	}
	change := w.last()
	if change.Case.Stage != StageAnswered || change.Case.Clocks[0].Met != staff.Today || change.Case.Clocks[1].Met != "" {
		t.Errorf("stage %s, clocks %v", change.Case.Stage, change.Case.Clocks)
	}
	if len(change.Notices) != 0 || len(change.Acts) != 1 || change.Acts[0].Act != ledger.Letter || change.Acts[0].Of != change.Posts[0].Hash {
		t.Errorf("acts %v, notices %v", change.Acts, change.Notices)
	}
	blob, _, err := w.desk.Blob(ctx, number, actor(w.ann), s.Uploads[0].Sum)
	if err != nil || len(readAll(t, blob)) != int(s.Uploads[0].Size) {
		t.Error(err)
	}
	for _, other := range []string{seal.Hash(nil), "../x"} {
		if _, _, err := w.desk.Blob(ctx, number, actor(w.ann), other); key(err) != "no-file" {
			t.Error(err)
		}
	}
}

func TestNoteBeginsTheFile(t *testing.T) {
	w := newWorld(t)
	w.ready(w.ann)
	note := w.item(w.ann, "note")
	if err := w.desk.Send(ctx, number, actor(w.ann), note); key(err) != "not-yours" {
		t.Errorf("a note without a key to the file: %v", err)
	}
	note.Grants = []seal.Sealed{w.grant(w.ann, w.bo, "file:wct"), w.grant(w.ann, w.ann, "file:wct")}
	if err := w.desk.Send(ctx, number, actor(w.ann), note); err != nil {
		t.Fatal(err)
	}
	change := w.last()
	if len(change.Grants) != 2 || len(change.Acts) != 3 || change.Acts[2].Act != ledger.Note || change.Case.Stage != StageReceived || change.Case.Clocks[0].Met != "" {
		t.Errorf("%+v", change)
	}
	// The answer was lost: the browser sends the same again.
	if err := w.desk.Send(ctx, number, actor(w.ann), note); err != nil || len(w.last().Grants) != 0 {
		t.Errorf("the same again: %v", err)
	}
	w.ready(w.bo)
	if err := w.desk.Send(ctx, number, actor(w.bo), w.item(w.bo, "note")); err != nil {
		t.Error(err)
	}
	// Another tab had begun a file of its own.
	w.file = staff.Must(seal.NewSeed(rand.Reader))
	late := w.item(w.ann, "note")
	late.Grants = []seal.Sealed{w.grant(w.ann, w.hans, "file:wct")}
	if err := w.desk.Send(ctx, number, actor(w.ann), late); key(err) != "turn-changed" {
		t.Errorf("a second identity for the same file: %v", err)
	}
}

func TestRecoveryIsGranted(t *testing.T) {
	w := newWorld(t)
	recovery := w.office.SetRecovery("wct", w.hans)
	w.ready(w.ann)
	note := w.item(w.ann, "note")
	note.Grants = []seal.Sealed{w.grant(w.ann, w.ann, "file:wct")}
	if err := w.desk.Send(ctx, number, actor(w.ann), note); key(err) != "recovery-missing" {
		t.Errorf("a file begun without its recovery: %v", err)
	}
	note.Grants = append(note.Grants, w.grant(w.ann, recovery, "file:wct"))
	w.store.c.Exclusions = []string{w.hans.Holder()}
	if err := w.desk.Send(ctx, number, actor(w.ann), note); key(err) != "not-to-them" {
		t.Errorf("a recovery whose custodian is excluded: %v", err)
	}
	w.store.c.Exclusions = nil
	if err := w.desk.Send(ctx, number, actor(w.ann), note); err != nil {
		t.Error(err)
	}
}

func TestGrantColleague(t *testing.T) {
	w := newWorld(t)
	w.ready(w.ann)
	got := staff.Must(w.desk.Colleagues(ctx, w.store.c))
	if len(got) != 3 {
		t.Errorf("colleagues %v", got)
	}
	if err := w.desk.Send(ctx, number, actor(w.ann), Sending{Grants: []seal.Sealed{w.grant(w.ann, w.hans, "talk:wct")}}); err != nil {
		t.Fatal(err)
	}
	if w.last().Acts[0].Act != ledger.Granted || w.last().Case.Stage != StageReceived {
		t.Errorf("%+v", w.last())
	}
	if err := w.desk.Send(ctx, number, actor(w.ann), Sending{Grants: []seal.Sealed{w.grant(w.ann, w.hans, "talk:wct")}}); key(err) != "granted-already" {
		t.Errorf("granted twice: %v", err)
	}
	w.ready(w.hans)
	if _, err := w.desk.Open(ctx, number, actor(w.hans)); err != nil {
		t.Error("a colleague who was granted does not get in", err)
	}
	w.store.c.Exclusions = []string{w.hans.Holder()}
	w.office.Out[w.bo.ID] = staff.Today
	if got := staff.Must(w.desk.Colleagues(ctx, w.store.c)); len(got) != 1 || got[0].Person != w.ann.ID {
		t.Errorf("colleagues %v", got)
	}
}

func TestSendRefuses(t *testing.T) {
	regrant := func(w *world, s *Sending, change func(*seal.Grant)) {
		line := staff.Must(seal.ParseAs[seal.Grant](s.Grants[0].Signed))
		change(&line)
		s.Grants[0].Signed = staff.Must(seal.Sign(w.ann.Signer, line))
	}
	repost := func(w *world, s *Sending, i int, change func(*seal.Post)) {
		line := staff.Must(seal.ParseAs[seal.Post](s.Items[i].Signed))
		change(&line)
		s.Items[i].Signed = staff.Must(seal.Sign(w.ann.Signer, line))
	}
	for _, c := range []struct {
		note, key string
		change    func(w *world, s *Sending)
	}{
		{"nothing", "sending-unfit", func(_ *world, s *Sending) { *s = Sending{} }},
		{"files alone", "sending-unfit", func(_ *world, s *Sending) { s.Items = s.Items[1:] }},
		{"in another's name", "sending-unfit", func(w *world, s *Sending) {
			repost(w, s, 0, func(l *seal.Post) { l.By = w.bo.Holder() })
		}},
		{"in the reporter's name", "sending-unfit", func(w *world, s *Sending) {
			repost(w, s, 0, func(l *seal.Post) { l.By = "reporter" })
		}},
		{"signed by another", "sending-unfit", func(w *world, s *Sending) { s.Items[0] = w.item(w.bo, "letter").Items[0] }},
		{"another report", "sending-unfit", func(w *world, s *Sending) {
			repost(w, s, 0, func(l *seal.Post) { l.Report = staff.NewID() })
		}},
		{"another office's talk", "sending-unfit", func(w *world, s *Sending) {
			repost(w, s, 0, func(l *seal.Post) { l.Compartment = "talk:ethics" })
		}},
		{"an outcome", "sending-unfit", func(w *world, s *Sending) {
			repost(w, s, 0, func(l *seal.Post) { l.Kind = "outcome" })
		}},
		{"an old turn", "turn-changed", func(w *world, s *Sending) {
			repost(w, s, 0, func(l *seal.Post) { l.Turn = 2 })
		}},
		{"a day far off", "sending-unfit", func(w *world, s *Sending) {
			repost(w, s, 0, func(l *seal.Post) { l.At = "2026-11-12" })
		}},
		{"an id twice", "sending-unfit", func(_ *world, s *Sending) { s.Items[1] = s.Items[0] }},
		{"a letter with a blob", "sending-unfit", func(w *world, s *Sending) {
			repost(w, s, 0, func(l *seal.Post) { l.Blobs = []string{seal.Hash(nil)} })
		}},
		{"altered", "sending-unfit", func(_ *world, s *Sending) { s.Items[0].File = s.Items[1].File }},
		{"too large", "text-too-large", func(_ *world, s *Sending) { s.Items[0].File = make([]byte, 256<<10+1) }},
		{"too many", "too-many-files", func(_ *world, s *Sending) { s.Items = append(s.Items, make([]seal.Sealed, 11)...) }},
		{"no upload", "upload-missing", func(_ *world, s *Sending) { s.Uploads = nil }},
		{"an upload not there", "upload-altered", func(_ *world, s *Sending) { s.Uploads[0].Upload = staff.NewID() }},
		{"no room", "full", func(w *world, _ *Sending) { w.blobs.Filled = true }},
		{"a grant on basis intake", "sending-unfit", func(w *world, s *Sending) {
			s.Grants[0].Line = staff.Must(seal.ParseAs[seal.Grant](s.Grants[0].Signed)).Basis
		}},
		{"a grant of another report", "sending-unfit", func(w *world, s *Sending) {
			regrant(w, s, func(l *seal.Grant) { l.Report = staff.NewID() })
		}},
		{"a grant of another office's", "sending-unfit", func(w *world, s *Sending) {
			regrant(w, s, func(l *seal.Grant) { l.Compartment = "file:ethics" })
		}},
		{"a grant of another turn", "turn-changed", func(w *world, s *Sending) {
			regrant(w, s, func(l *seal.Grant) { l.Turn = 2 })
		}},
		{"a grant of another identity", "turn-changed", func(w *world, s *Sending) {
			regrant(w, s, func(l *seal.Grant) { l.Recipient = w.eve.Recipient() })
		}},
		{"a grant to another key", "key-changed", func(w *world, s *Sending) {
			regrant(w, s, func(l *seal.Grant) { l.Key = seal.Hash(nil) })
		}},
		{"a grant to another office", "not-to-them", func(w *world, s *Sending) { s.Grants[0] = w.grant(w.ann, w.eve, "talk:wct") }},
		{"a grant to nobody known", "not-to-them", func(w *world, s *Sending) {
			s.Grants[0] = w.grant(w.ann, staff.Enrolled("Mal", "wct", "intake"), "talk:wct")
		}},
		{"a grant to the reporter", "not-to-them", func(w *world, s *Sending) {
			regrant(w, s, func(l *seal.Grant) { l.Holder = "reporter" })
		}},
		{"a grant to the suspended", "not-to-them", func(w *world, _ *Sending) { w.office.Out[w.hans.ID] = staff.Today }},
		{"a grant to the excluded", "not-to-them", func(w *world, _ *Sending) { w.store.c.Exclusions = []string{w.hans.Holder()} }},
		{"a grant to the recused", "not-to-them", func(w *world, _ *Sending) { w.store.c.Declared[w.hans.ID] = DeclaredRecused }},
		{"a file begun by another's grant", "sending-unfit", func(w *world, s *Sending) { s.Grants[0] = w.grant(w.ann, w.hans, "file:wct") }},
		{"a grant altered", "sending-unfit", func(_ *world, s *Sending) { s.Grants[0].File = s.Items[0].File }},
		{"a grant with much in it", "sending-unfit", func(_ *world, s *Sending) { s.Grants[0].File = make([]byte, 9<<10) }},
		{"a grant and an item of one id", "sending-unfit", func(w *world, s *Sending) {
			id := staff.Must(seal.ParseAs[seal.Post](s.Items[0].Signed)).ID
			regrant(w, s, func(l *seal.Grant) { l.ID = id })
		}},
	} {
		t.Run(c.note, func(t *testing.T) {
			w := newWorld(t)
			w.ready(w.ann)
			s := w.item(w.ann, "letter", w.attach())
			s.Grants = []seal.Sealed{w.grant(w.ann, w.hans, "talk:wct")}
			c.change(w, &s)
			before := len(w.store.changes)
			if err := w.desk.Send(ctx, number, actor(w.ann), s); key(err) != c.key {
				t.Fatalf("want %s, got %v", c.key, err)
			}
			if len(w.store.changes) != before {
				t.Fatal("something was stored")
			}
		})
	}
}

func TestUnopened(t *testing.T) {
	w := newWorld(t)
	own := w.store.c.Holders[1].Line
	if err := w.desk.Unopened(ctx, number, actor(w.ann), w.store.c.Holders[2].Line); key(err) != "no-grant" {
		t.Errorf("another's grant: %v", err)
	}
	for range 3 {
		if err := w.desk.Unopened(ctx, number, actor(w.ann), own); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.store.notices) != 1 || w.store.notices[0].Figures["grant"] != own || w.last().Acts[0] != (ledger.Act{Act: ledger.Unopened, By: w.ann.Holder(), Of: own}) {
		t.Errorf("told once: %v", w.store.notices)
	}
}
