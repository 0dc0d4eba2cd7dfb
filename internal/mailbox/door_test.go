package mailbox_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

var ctx = context.Background()

// kept is one mailbox in memory.
type kept struct {
	hash   string
	box    mailbox.Box
	at     mailbox.Standing
	posts  []mailbox.Post
	acts   []ledger.Act
	moving int // how many times the case changes while somebody writes
}

func (k *kept) Box(_ context.Context, hash string) (mailbox.Box, error) {
	if hash != k.hash {
		return mailbox.Box{}, fault.New(fault.NotFound, "not-found", nil)
	}
	return k.box, nil
}

func (k *kept) Standing(_ context.Context, report, _, _ string) (mailbox.Standing, error) {
	if report != k.at.Report {
		return mailbox.Standing{}, fault.New(fault.NotFound, "not-found", nil)
	}
	return k.at, nil
}

func (k *kept) Write(_ context.Context, at mailbox.Standing, posts []mailbox.Post, _ []mailbox.Upload, acts []ledger.Act) error {
	if k.moving > 0 {
		k.moving--
		k.at.Revision++
	}
	if at.Revision != k.at.Revision {
		return fault.New(fault.Conflict, "taken", nil)
	}
	for _, p := range posts {
		k.box.Bundle.Items = append(k.box.Bundle.Items, p.Sealed)
		k.at.Receipt = k.at.Receipt || p.Line.Kind == "receipt"
	}
	k.posts, k.acts = append(k.posts, posts...), append(k.acts, acts...)
	return nil
}

func (k *kept) Named(_ context.Context, hash, blob string) error {
	for _, item := range k.box.Bundle.Items {
		if hash == k.hash && strings.Contains(item.Line, blob) {
			return nil
		}
	}
	return fault.New(fault.NotFound, "not-found", nil)
}

// world is one report of one person, received by one officer.
type world struct {
	*testing.T
	office *staff.Office
	ann    *staff.Person
	phrase seal.Phrase
	store  *kept
	blobs  *staff.Blobs
	parts  *mailbox.Parts
	door   *mailbox.Door
	talk   seal.Seed
}

func newWorld(t *testing.T) *world {
	w := &world{T: t, office: staff.New(t), blobs: staff.NewBlobs()}
	w.ann = w.office.Hire("Ann", "wct", "intake")
	w.phrase = staff.Must(seal.NewPhrase(rand.Reader, "es"))
	w.parts = mailbox.NewParts(w.blobs, mailbox.DefaultLimits(), rand.Reader)
	w.report()
	w.door = mailbox.New(mailbox.Config{
		Store: w.store, Blobs: w.blobs, Now: func() time.Time { return staff.Now }, Rand: rand.Reader, Limits: mailbox.DefaultLimits(),
	})
	return w
}

func (w *world) report() {
	file := w.attach("seen.txt", "what was seen")
	made := staff.Must(seal.NewSubmission(rand.Reader, seal.Outline{
		Phrase: w.phrase, Unit: "wct", Form: "harassment", Version: seal.Hash(nil), Site: "http://127.0.0.1", Language: "es",
		Addressees: []seal.Addressee{{Holder: w.ann.Holder(), Recipient: w.ann.Recipient()}}, Exclusions: []string{},
		Fields: map[string]any{"happened": "this"}, Files: []seal.FilePart{file.Part()}, At: staff.Now,
	}))
	if err := w.blobs.Keep(ctx, file.Upload); err != nil {
		w.Fatal(err)
	}
	keys := staff.Must(seal.ParseAs[seal.Keys](made.Keys))
	own := staff.Must(seal.ParseAs[seal.Grant](made.Grants[0].Signed))
	w.talk = staff.Must(seal.OpenGrant(w.phrase.Identity().Identity(), made.Grants[0], own))
	var grants []seal.Signed
	for _, g := range made.Grants {
		grants = append(grants, g.Signed)
	}
	w.store = &kept{
		hash: staff.Must(mailbox.HandleHash(w.phrase.HandleText())),
		box: mailbox.Box{Cases: []mailbox.Case{{Number: "4829-1736", Unit: "wct"}}, Bundle: seal.Bundle{
			Report: made.Report, Keys: []seal.Signed{made.Keys}, Grants: grants, Own: made.Grants[:1],
			Items: made.Items, Directory: w.office.Given,
		}},
		at: mailbox.Standing{Number: "4829-1736", Report: made.Report, Unit: "wct", Keys: keys, Turns: map[string]int64{"talk:wct": 1}, Revision: 1},
	}
}

func (w *world) attach(name, text string) mailbox.Attached {
	w.Helper()
	file, err := w.parts.Attach(ctx, name, "text/plain", strings.NewReader(text))
	if err != nil {
		w.Fatal(err)
	}
	return file
}

func (w *world) reading() mailbox.Reading {
	w.Helper()
	box, err := w.door.Box(ctx, w.phrase.HandleText())
	if err != nil {
		w.Fatal(err)
	}
	reading, err := w.door.OpenPlain(w.phrase, box, w.office.RootKey())
	if err != nil {
		w.Fatal(err)
	}
	return reading
}

// posting is a good letter with one file.
func (w *world) posting() mailbox.Posting {
	w.Helper()
	p, err := w.door.WritePlain(w.phrase, w.reading(), "wct", " More.\r\nAnd more. ", []mailbox.Attached{w.attach("two.txt", "second")})
	if err != nil {
		w.Fatal(err)
	}
	return p
}

func key(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Key
}

func TestPlainTrip(t *testing.T) {
	w := newWorld(t)
	posting := w.posting()
	n, err := w.door.Letter(ctx, posting)
	if n != 2 || err != nil {
		t.Fatal(n, err)
	}
	if len(w.store.acts) != 1 || w.store.acts[0].Act != ledger.Letter || w.store.acts[0].Of != w.store.posts[0].Hash {
		t.Errorf("acts %v", w.store.acts)
	}
	r := w.reading()
	entries := r.Parts[0].Entries
	if len(entries) != 2 || entries[0].Fields["happened"] != "this" || entries[1].Text != "More.\nAnd more." {
		t.Fatalf("entries %+v", entries)
	}
	for i, want := range []string{"what was seen", "second"} {
		file := entries[i].Files[0]
		got, body, err := w.door.FilePlain(ctx, r, file.Item)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(body)
		if err != nil || string(data) != want || got.Size != int64(len(want)) || body.Close() != nil {
			t.Errorf("file %d: %q %v", i, data, err)
		}
	}
	if _, _, err := w.door.FilePlain(ctx, r, entries[0].ID); key(err) != "no-file" {
		t.Error("answers are no file")
	}
	// The server withholds the letter: its file is not dropped with it.
	box := w.store.box
	box.Bundle.Items = slices.DeleteFunc(slices.Clone(box.Bundle.Items), func(s seal.Sealed) bool {
		return s.Line == posting.Items[0].Line
	})
	rest := staff.Must(w.door.OpenPlain(w.phrase, box, w.office.RootKey())).Parts[0].Entries
	if last := rest[len(rest)-1]; len(rest) != 2 || last.Kind != "file" || last.Verdict != seal.Missing || len(last.Files) != 1 {
		t.Errorf("without its letter: %+v", rest)
	}
}

func TestBox(t *testing.T) {
	w := newWorld(t)
	other := staff.Must(seal.NewPhrase(rand.Reader, "en")).HandleText()
	var answers []string
	for _, handle := range []string{"", "x", other + "A", other, "../../etc/passwd"} {
		_, err := w.door.Box(ctx, handle)
		f := fault.Of(err)
		answers = append(answers, f.Key)
		if f.Kind != fault.NotFound || f.Key != "no-mailbox" {
			t.Errorf("handle %q: %v (%v)", handle, err, answers)
		}
	}
	blob := w.reading().Opened.Items[1].Line.Blobs[0]
	if _, size, err := w.door.Blob(ctx, w.phrase.HandleText(), blob); err != nil || size == 0 {
		t.Error(err)
	}
	for _, c := range [][2]string{{other, blob}, {w.phrase.HandleText(), seal.Hash(nil)}, {w.phrase.HandleText(), "../x"}} {
		if _, _, err := w.door.Blob(ctx, c[0], c[1]); key(err) != "no-file" {
			t.Errorf("blob of another: %v", err)
		}
	}
}

func TestOpenPlainRefuses(t *testing.T) {
	w := newWorld(t)
	box := w.store.box
	if _, err := w.door.OpenPlain(staff.Must(seal.NewPhrase(rand.Reader, "en")), box, w.office.RootKey()); key(err) != "mailbox-not-genuine" || !fault.Is(err, fault.Altered) {
		t.Errorf("another's words: %v", err)
	}
	box.Bundle.Items[0].File[len(box.Bundle.Items[0].File)-1] ^= 1
	r, err := w.door.OpenPlain(w.phrase, box, w.office.RootKey())
	if err != nil || r.Parts[0].Entries[0].Verdict != seal.NotGenuine || r.Parts[0].Entries[0].Fields != nil {
		t.Errorf("an altered item is shown: %+v %v", r.Parts, err)
	}
}

func TestWritePlainRefuses(t *testing.T) {
	w := newWorld(t)
	for want, text := range map[string]string{"letter-empty": " \n ", "letter-too-long": strings.Repeat("é", 20_001)} {
		if _, err := w.door.WritePlain(w.phrase, w.reading(), "wct", text, nil); key(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	files := make([]mailbox.Attached, 11)
	if _, err := w.door.WritePlain(w.phrase, w.reading(), "wct", "x", files); key(err) != "too-many-files" {
		t.Error(err)
	}
}

func TestLetterRefuses(t *testing.T) {
	repost := func(w *world, p *mailbox.Posting, i int, change func(*seal.Post)) {
		line := staff.Must(seal.ParseAs[seal.Post](p.Items[i].Signed))
		change(&line)
		p.Items[i].Signed = staff.Must(seal.Sign(w.phrase.Signer(), line))
	}
	for _, c := range []struct {
		note, key string
		change    func(w *world, p *mailbox.Posting)
	}{
		{"nothing", "sending-unfit", func(_ *world, p *mailbox.Posting) { p.Items = nil }},
		{"no line", "sending-unfit", func(_ *world, p *mailbox.Posting) { p.Items[0].Line = "{}" }},
		{"another report", "sending-unfit", func(w *world, p *mailbox.Posting) {
			repost(w, p, 0, func(l *seal.Post) { l.Report = staff.NewID() })
		}},
		{"two reports", "sending-unfit", func(w *world, p *mailbox.Posting) {
			repost(w, p, 1, func(l *seal.Post) { l.Report = staff.NewID() })
		}},
		{"signed by another", "sending-unfit", func(w *world, p *mailbox.Posting) {
			line := staff.Must(seal.ParseAs[seal.Post](p.Items[0].Signed))
			p.Items[0].Signed = staff.Must(seal.Sign(w.ann.Signer, line))
		}},
		{"in an officer's name", "sending-unfit", func(w *world, p *mailbox.Posting) {
			repost(w, p, 0, func(l *seal.Post) { l.By, l.Via = w.ann.Holder(), "" })
		}},
		{"an old turn", "turn-changed", func(w *world, _ *mailbox.Posting) { w.store.at.Turns["talk:wct"] = 2 }},
		{"a compartment not held", "sending-unfit", func(w *world, _ *mailbox.Posting) { delete(w.store.at.Turns, "talk:wct") }},
		{"answers again", "sending-unfit", func(w *world, p *mailbox.Posting) {
			repost(w, p, 0, func(l *seal.Post) { l.Kind = "answers" })
		}},
		{"files alone", "sending-unfit", func(_ *world, p *mailbox.Posting) { p.Items = p.Items[1:] }},
		{"two letters", "sending-unfit", func(w *world, p *mailbox.Posting) {
			repost(w, p, 1, func(l *seal.Post) { l.Kind, l.Blobs = "letter", nil })
		}},
		{"an id twice", "sending-unfit", func(_ *world, p *mailbox.Posting) { p.Items[1] = p.Items[0] }},
		{"a letter with a blob", "sending-unfit", func(w *world, p *mailbox.Posting) {
			repost(w, p, 0, func(l *seal.Post) { l.Blobs = []string{seal.Hash(nil)} })
		}},
		{"a receipt with files", "sending-unfit", func(w *world, p *mailbox.Posting) {
			repost(w, p, 0, func(l *seal.Post) { l.Kind = "receipt" })
		}},
		{"a day far off", "sending-unfit", func(w *world, p *mailbox.Posting) {
			repost(w, p, 0, func(l *seal.Post) { l.At = "2027-11-22" })
		}},
		{"altered", "sending-unfit", func(_ *world, p *mailbox.Posting) { p.Items[0].File = bytes.Clone(p.Items[1].File) }},
		{"too large", "text-too-large", func(_ *world, p *mailbox.Posting) { p.Items[0].File = make([]byte, 256<<10+1) }},
		{"too many", "too-many-files", func(_ *world, p *mailbox.Posting) {
			p.Items = append(p.Items, make([]seal.Sealed, 10)...)
		}},
		{"no upload", "upload-missing", func(_ *world, p *mailbox.Posting) { p.Uploads = nil }},
		{"an upload twice", "upload-unknown", func(_ *world, p *mailbox.Posting) { p.Uploads = append(p.Uploads, p.Uploads[0]) }},
		{"no room", "full", func(w *world, _ *mailbox.Posting) { w.blobs.Filled = true }},
	} {
		t.Run(c.note, func(t *testing.T) {
			w := newWorld(t)
			p := w.posting()
			c.change(w, &p)
			if _, err := w.door.Letter(ctx, p); key(err) != c.key {
				t.Fatalf("want %s, got %v", c.key, err)
			}
			if len(w.store.posts) > 0 {
				t.Fatal("something was stored")
			}
		})
	}
}

func TestLetterWhileTheCaseMoves(t *testing.T) {
	w := newWorld(t)
	p := w.posting()
	w.store.moving = 2
	if n, err := w.door.Letter(ctx, p); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	w.store.moving = 100
	if _, err := w.door.Letter(ctx, w.posting()); !fault.Is(err, fault.Conflict) {
		t.Fatal(err)
	}
}

func TestReceiptOnce(t *testing.T) {
	w := newWorld(t)
	receipt := func() mailbox.Posting {
		line := seal.Post{
			Head: seal.Head{By: "reporter"}, Report: w.store.at.Report, Compartment: "talk:wct", Turn: 1, Kind: "receipt", Blobs: []string{},
		}
		body := seal.Receipt{Number: "4829-1736", At: seal.Moment(staff.Now), Line: seal.LineHash(w.store.box.Bundle.Items[0].Signed)}
		item, err := seal.SealItem(w.phrase.Signer(), rand.Reader, line, staff.Must(w.talk.Recipient()), body, staff.Now)
		if err != nil {
			t.Fatal(err)
		}
		return mailbox.Posting{Items: []seal.Sealed{item}}
	}
	if n, err := w.door.Letter(ctx, receipt()); n != 1 || err != nil || w.store.acts[0].Act != ledger.Receipt {
		t.Fatal(n, err)
	}
	if n, err := w.door.Letter(ctx, receipt()); n != 0 || err != nil || len(w.store.posts) != 1 {
		t.Fatal("a second receipt is kept", n, err)
	}
}

// TestLetterOfReturnedCase: a case that came back to its office is no comment that was handed
// back to its sender.
func TestLetterOfReturnedCase(t *testing.T) {
	w := newWorld(t)
	w.store.at.Stage = mailbox.Returned
	if n, err := w.door.Letter(ctx, w.posting()); n != 2 || err != nil {
		t.Fatal(n, err)
	}
}
