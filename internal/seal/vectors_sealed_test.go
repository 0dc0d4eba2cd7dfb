package seal

import (
	"bytes"
	"encoding/base64"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
)

type ageVectors struct {
	Identity string       `json:"identity"`
	Good     []goodAge    `json:"good"`
	Refused  []refusedAge `json:"refused"`
}

type goodAge struct {
	File  []byte `json:"file"`
	Plain []byte `json:"plain"`
	Note  string `json:"note"`
}

// refusedAge is refused on arrival if Head is true, else only when it is opened.
type refusedAge struct {
	File   []byte `json:"file"`
	Head   bool   `json:"head"`
	Reason string `json:"reason"`
	Note   string `json:"note"`
}

func makeAgeFiles(w *world) ageVectors {
	seed := w.seed()
	v := ageVectors{Identity: seed.Identity()}
	to := must(age.ParseHybridRecipient(must(seed.Recipient())))
	for note, plain := range map[string]string{"nothing": "", "a word": "fairlead", "more than a chunk": strings.Repeat("0123456789abcdef", 4097)} {
		v.Good = append(v.Good, goodAge{must(Seal(to.String(), []byte(plain))), []byte(plain), note})
	}
	slices.SortFunc(v.Good, func(a, b goodAge) int { return strings.Compare(a.Note, b.Note) })
	good := v.Good[0].File
	head := bytes.Index(good, []byte("\n---")) + 1
	end := head + bytes.IndexByte(good[head:], '\n') + 1
	add := func(file []byte, reason, note string) {
		v.Refused = append(v.Refused, refusedAge{file, true, reason, note})
	}
	in := func(old, new string) []byte {
		return bytes.Replace(bytes.Clone(good), []byte(old), []byte(new), 1)
	}
	add(nil, "age-head", "nothing")
	add(good[:20], "age-head", "the first line cut short")
	add(in("v1\n", "v2\n"), "age-head", "another version")
	add(in("v1\n", "v1\r\n"), "age-head", "a carriage return")
	add(good[:200], "age-stanza", "the stanza cut short")
	add(good[:head-5], "age-stanza", "the body cut short")
	add(good[:head], "age-head", "no end of the header")
	add(good[:end-3], "age-head", "the end of the header cut short")
	add(good[:end], "age-file", "no payload")
	add(good[:end+31], "age-file", "a payload shorter than its nonce and tag")
	add(ageFile("x", classic().Recipient()), "age-stanza", "sealed to the classic kind")
	add(ageFile("x", anyway{to}, classic().Recipient()), "age-stanza", "sealed to a second recipient of the classic kind")
	add(ageFile("x", classic().Recipient(), anyway{to}), "age-stanza", "the classic kind first")
	add(ageFile("x", to, must(age.ParseHybridRecipient(w.ada.recipient()))), "age-stanza", "sealed to a second post-quantum recipient")
	add(ageFile("x", anyway{twice{to}}), "age-stanza", "the same recipient twice")
	add(must(SealPassphrase("x", nil)), "age-stanza", "sealed under a passphrase")
	alter := func(reason, note string, f func(*age.Stanza)) {
		add(ageFile("x", changed{to, f}), reason, note)
	}
	alter("age-stanza", "a second argument", func(s *age.Stanza) { s.Args = append(s.Args, "x") })
	alter("age-stanza", "an argument one byte short", func(s *age.Stanza) { s.Args[0] = base64.RawStdEncoding.EncodeToString(make([]byte, 1119)) })
	alter("age-stanza", "a body one byte long", func(s *age.Stanza) { s.Body = append(s.Body, 0) })
	alter("age-stanza", "a body one byte short", func(s *age.Stanza) { s.Body = s.Body[1:] })
	alter("age-stanza", "another name", func(s *age.Stanza) { s.Type = "mlkem768p256tag" })
	armored := "-----BEGIN AGE ENCRYPTED FILE-----\n" + base64.StdEncoding.EncodeToString(good) + "\n-----END AGE ENCRYPTED FILE-----\n"
	add([]byte(armored), "age-head", "armor")
	v.Refused = append(v.Refused, openRefused(w, seed, good, head, end)...)
	return v
}

// openRefused are files whose header looks right, and that this identity does not open.
func openRefused(w *world, seed Seed, good []byte, head, end int) []refusedAge {
	long := must(Seal(must(seed.Recipient()), bytes.Repeat([]byte{'x'}, 70000)))
	flip := func(at int) []byte {
		c := bytes.Clone(good)
		c[at] ^= 1
		return c
	}
	mac := bytes.Clone(good)
	copy(mac[head+4:], "AAAA")
	return []refusedAge{
		{must(Seal(w.ada.recipient(), []byte("x"))), false, "age-open", "sealed to somebody else"},
		{mac, false, "age-open", "the header's MAC changed"},
		{flip(len(good) - 1), false, "age-file", "the last bit of the payload changed"},
		{flip(end + 3), false, "age-file", "the payload's nonce changed"},
		{append(bytes.Clone(good), 0), false, "age-file", "a byte after the end"},
		{long[:len(long)-1], false, "age-file", "the last byte missing"},
		{long[:end+16+65552], false, "age-file", "the last chunk missing"},
	}
}

func checkAgeFiles(t *testing.T) {
	v := readVectors[ageVectors](t, "agefiles.json")
	for _, g := range some(t, v.Good) {
		if plain, err := Open(v.Identity, g.File); err != nil || !bytes.Equal(plain, g.Plain) {
			t.Errorf("%s: %v", g.Note, err)
		}
	}
	for _, r := range some(t, v.Refused) {
		err := CheckFile(r.File)
		if !r.Head {
			if err != nil {
				t.Errorf("%s: the header is right, and yet %v", r.Note, err)
			}
			_, err = Open(v.Identity, r.File)
		}
		wantReason(t, r.Note, err, r.Reason)
	}
}

// sealedVectors is the shape of sealed.json, made here, and of browser.json, made by the
// browser's code: each side opens the other's.
type sealedVectors struct {
	Grants      []grantVector      `json:"grants"`
	Items       []itemVector       `json:"items"`
	Attachments []attachmentVector `json:"attachments"`
}

// grantVector: Compartment is the identity inside, if Reason is "".
type grantVector struct {
	Identity    string `json:"identity"`
	Verify      string `json:"verify"`
	Sealed      Sealed `json:"sealed"`
	Compartment string `json:"compartment"`
	Reason      string `json:"reason"`
	Note        string `json:"note"`
}

// itemVector: Text is the item's JSON, if Reason is "".
type itemVector struct {
	Identity string `json:"identity"`
	Verify   string `json:"verify"`
	Sealed   Sealed `json:"sealed"`
	Text     string `json:"text"`
	Reason   string `json:"reason"`
	Note     string `json:"note"`
}

// attachmentVector: Plain is the true bytes, if Reason is "".
type attachmentVector struct {
	Body   FileBody `json:"body"`
	Sum    string   `json:"sum"`
	File   []byte   `json:"file"`
	Plain  []byte   `json:"plain"`
	Reason string   `json:"reason"`
	Note   string   `json:"note"`
}

func makeSealed(w *world) sealedVectors {
	w.bundle("reporter")
	return sealedVectors{makeGrantVectors(w), makeItemVectors(w), makeAttachmentVectors(w)}
}

func makeGrantVectors(w *world) []grantVector {
	verify, ben := w.phrase.Verify(), w.ben.seed.Identity()
	good := w.sub.Grants[2]
	line := must(ParseAs[Grant](good.Signed))
	sealed := func(plain string, to string) Sealed {
		l := line
		file := must(Seal(to, []byte(plain)))
		l.Sealed = Hash(file)
		return Sealed{must(Sign(w.phrase.Signer(), l)), file}
	}
	id, to := w.talk.Identity(), w.ben.recipient()
	other := ageFile(id, classic().Recipient())
	classicLine := line
	classicLine.Sealed = Hash(other)
	return []grantVector{
		{w.phrase.Identity().Identity(), verify, w.sub.Grants[0], id, "", "to the reporter"},
		{ben, verify, good, id, "", "to an officer"},
		{ben, verify, Sealed{good.Signed, w.sub.Grants[1].File}, "", "sealed-hash", "the file of another grant"},
		{ben, verify, Sealed{must(Sign(w.phrase.Signer(), classicLine)), other}, "", "age-stanza", "sealed to the classic kind"},
		{ben, verify, sealed(id, w.ada.recipient()), "", "age-open", "sealed to somebody else"},
		{ben, verify, sealed(w.eva.seed.Identity(), to), "", "grant-recipient", "an identity that gives another recipient"},
		{ben, verify, sealed(id+"\n", to), "", "identity", "a line break after the identity"},
		{ben, verify, sealed(strings.ToLower(id), to), "", "identity", "the identity in lower case"},
		{ben, VerifyOf(w.ada.signer), good, "", "signature", "signed by another"},
	}
}

func makeItemVectors(w *world) []itemVector {
	verify, id := w.phrase.Verify(), w.talk.Identity()
	text := func(s Sealed) string {
		return string(must(OpenItem(id, s, must(ParseAs[Post](s.Signed)))).Text)
	}
	var all []itemVector
	for _, s := range w.sub.Items {
		all = append(all, itemVector{id, verify, s, text(s), "", "from a submission"})
	}
	receipt := must(SealItem(w.phrase.Signer(), w.rand, Post{
		Head: Head{By: "reporter", Via: "server"}, Report: w.sub.Report, Compartment: "talk:wct", Turn: 1, Kind: "receipt",
	}, must(w.talk.Recipient()), Receipt{"4829-1736", "2026-11-22T06:01:04Z", "Europe/Copenhagen", LineHash(w.sub.Items[0].Signed)}, w.day))
	bare := must(SealItem(w.phrase.Signer(), w.rand, Post{
		Head: Head{By: "reporter"}, Report: w.sub.Report, Compartment: "talk:wct", Turn: 1, Kind: "receipt",
	}, must(w.talk.Recipient()), Receipt{"4829-1736", "2026-11-22T06:01:04Z", "", LineHash(w.sub.Items[0].Signed)}, w.day))
	odd := w.letter(w.phrase.Signer(), "reporter", "Ça & <b>là</b>\u2028😀 \" \\ \x00", "", w.day)
	all = append(all,
		itemVector{id, verify, receipt, text(receipt), "", "a receipt, by the server for somebody without scripts"},
		itemVector{id, verify, bare, text(bare), "", "a receipt of a form that asks for no zone"},
		itemVector{id, verify, odd, text(odd), "", "text that needs care"})
	all = append(all, makeBadItems(w, verify, id)...)
	return append(append(all, makeCopies(w)...), makeNotes(w)...)
}

// makeCopies passes the first item on in share:, as far as the body of a copy tells; who may do
// so is for the bundles.
func makeCopies(w *world) []itemVector {
	share, seed := "share:"+w.id(), w.seed()
	inner := w.sub.Items[0]
	text := must(OpenItem(w.talk.Identity(), inner, must(ParseAs[Post](inner.Signed)))).Text
	copied := func(body Copy, reason, note string) itemVector {
		raw := must(encodeLine(body))
		plain := must(encodeLine(plainItem{1, w.id(), Moment(w.day), []byte(raw)}))
		file := must(Seal(must(seed.Recipient()), padText([]byte(plain))))
		signed := must(Sign(w.ada.signer, Post{
			Head: Head{ID: w.id(), By: w.ada.holder(), At: Day(w.day)}, Report: w.sub.Report, Compartment: share, Turn: 1,
			Kind: "copy", Text: Hash([]byte(plain)), Sealed: Hash(file), Blobs: []string{w.attached.Sealed},
		}))
		v := itemVector{seed.Identity(), VerifyOf(w.ada.signer), Sealed{signed, file}, plain, reason, note}
		if reason != "" {
			v.Text = ""
		}
		return v
	}
	body := Copy{"talk:wct", inner.Line, inner.Sig, string(text)}
	from, changed, none := body, body, body
	from.From = "talk:ethics"
	changed.Text = strings.Replace(body.Text, "passé", "passe", 1)
	none.Post = w.sub.Keys.Line
	return []itemVector{
		copied(body, "", "an item passed on"),
		copied(from, "value", "passed on from another place than its line says"),
		copied(changed, "value", "passed on with another text than its line says"),
		copied(none, "value", "passed on, and no post line"),
	}
}

func makeBadItems(w *world, verify, id string) []itemVector {
	good := must(encodeLine(plainItem{1, w.id(), "2026-11-22T06:01:02Z", []byte(`{"text":"a letter","items":[]}`)}))
	var all []itemVector
	plain := func(plain []byte, text, reason, note string) {
		line := Post{
			Head: Head{ID: w.id(), By: "reporter", At: "2026-11-22"}, Report: w.sub.Report, Compartment: "talk:wct",
			Turn: 1, Kind: "letter", Text: Hash([]byte(text)),
		}
		file := must(Seal(must(w.talk.Recipient()), plain))
		line.Sealed = Hash(file)
		all = append(all, itemVector{id, verify, Sealed{must(Sign(w.phrase.Signer(), line)), file}, "", reason, note})
	}
	bad := func(old, new, reason, note string) {
		if !strings.Contains(good, old) {
			panic(old)
		}
		text := strings.Replace(good, old, new, 1)
		plain(padText([]byte(text)), text, reason, note)
	}
	plain([]byte(good), good, "padding", "no newline")
	plain([]byte(good+"\n"), good, "padding", "no spaces")
	plain(append(padText([]byte(good)), ' '), good, "padding", "one space too many")
	plain(bytes.Replace(padText([]byte(good)), []byte("  "), []byte(" x"), 1), good, "padding", "a letter among the spaces")
	plain(bytes.Replace(padText([]byte(good)), []byte("  "), []byte(" \n"), 1), good, "padding", "a line break among the spaces")
	plain(padText([]byte(good)), good+" ", "text-hash", "another text than the line says")
	bad(`{"v":1`, "\ufeff"+`{"v":1`, "bom", "a byte-order mark")
	bad("a letter", "\xff", "utf-8", "invalid UTF-8")
	bad("a letter", `\ud800`, "surrogate", "half a surrogate pair")
	bad(`"v":1`, `"v":2`, "value", "another version")
	bad(`"v":1`, `"v":1.0`, "number", "a number with a point")
	bad(`"v":1,`, ``, "name-missing", "no version")
	bad(`"nonce":"`, `"nonce":"x`, "value", "a nonce that is too long")
	bad(`T06:01:02Z`, `T06:01:02.5Z`, "value", "a time below the second")
	bad(`T06:01:02Z`, `T06:01:02+01:00`, "value", "a time that is not UTC")
	bad(`T06:01:02Z`, `T24:01:02Z`, "value", "a time that is none")
	bad(`"v":1`, `"v":1,"more":""`, "name-unknown", "one name too many")
	bad(`"text":`, `"Text":`, "name-unknown", "a body's name in another case")
	bad(`"text":`, `"text":"","text":`, "name-repeated", "a body's name twice")
	bad(`"items":[]`, `"items":["x"]`, "value", "a file that is no id")
	bad(`{"text":"a letter","items":[]}`, `"a letter"`, "type", "a body that is no object")
	bad(`"items":[]`, `"items":`+strings.Repeat("[", 7)+strings.Repeat("]", 7), "depth", "nine deep")
	for _, zone := range []string{" ", "../etc/localtime", "Europe Copenhagen", strings.Repeat("x", 65)} {
		all = append(all, badZone(w, verify, id, zone))
	}
	swapped := w.sub.Items[0]
	swapped.File = w.sub.Items[1].File
	return append(all, itemVector{id, verify, swapped, "", "sealed-hash", "the file of another item"})
}

// badZone is a receipt whose zone can be the name of none.
func badZone(w *world, verify, id, zone string) itemVector {
	body := must(encodeLine(Receipt{"4829-1736", "2026-11-22T06:01:04Z", zone, LineHash(w.sub.Items[0].Signed)}))
	text := must(encodeLine(plainItem{1, w.id(), "2026-11-22T06:01:04Z", []byte(body)}))
	file := must(Seal(must(w.talk.Recipient()), padText([]byte(text))))
	line := Post{
		Head: Head{ID: w.id(), By: "reporter", At: "2026-11-22"}, Report: w.sub.Report, Compartment: "talk:wct",
		Turn: 1, Kind: "receipt", Text: Hash([]byte(text)), Sealed: Hash(file),
	}
	return itemVector{id, verify, Sealed{must(Sign(w.phrase.Signer(), line)), file}, "", "value", "a receipt in a zone that is no name"}
}

func makeAttachmentVectors(w *world) []attachmentVector {
	var all []attachmentVector
	for note, plain := range map[string][]byte{
		"nothing": {}, "a line": []byte("a photograph, or so it says"),
		"a Padmé size": bytes.Repeat([]byte{7}, 1024), "over a chunk": bytes.Repeat([]byte("0123456789abcdef"), 4100),
	} {
		var file bytes.Buffer
		a := must(SealAttachment(&file, w.rand, bytes.NewReader(plain)))
		all = append(all, attachmentVector{a.Body("a name.bin", "application/octet-stream"), a.Sealed, file.Bytes(), plain, "", note})
	}
	slices.SortFunc(all, func(a, b attachmentVector) int { return strings.Compare(a.Note, b.Note) })
	one := all[1] // a line
	bad := func(note string, alter func(*attachmentVector)) {
		v := one
		v.Plain, v.Reason, v.Note = nil, "attachment", note
		alter(&v)
		v.Sum = Hash(v.File)
		all = append(all, v)
	}
	bad("a size that is too small", func(v *attachmentVector) { v.Body.Size-- })
	bad("a size that is too large", func(v *attachmentVector) { v.Body.Size++ })
	bad("a size beyond the file", func(v *attachmentVector) { v.Body.Size = 1025 })
	bad("another hash", func(v *attachmentVector) { v.Body.SHA256 = Hash(nil) })
	to := must(must(ParseIdentity(one.Body.Identity)).Recipient())
	padded := append(bytes.Clone(all[1].Plain), make([]byte, 1024-len(all[1].Plain))...)
	bad("a byte of padding that is not zero", func(v *attachmentVector) {
		dirty := bytes.Clone(padded)
		dirty[1023] = 1
		v.File = must(Seal(to, dirty))
	})
	bad("a byte of padding too many", func(v *attachmentVector) { v.File = must(Seal(to, append(bytes.Clone(padded), 0))) })
	bad("no padding", func(v *attachmentVector) { v.File = must(Seal(to, padded[:v.Body.Size])) })
	bad("the file cut short", func(v *attachmentVector) { v.File = v.File[:len(v.File)-1] })
	return all
}

func checkSealedVectors(t *testing.T, name string) {
	if _, err := os.Stat(vectorFolder + "/" + name); err != nil && name == "browser.json" {
		t.Fatal("no vectors made by the browser's code: see test/vectors/README.md")
	}
	v := readVectors[sealedVectors](t, name)
	for _, g := range some(t, v.Grants) {
		line, err := CheckGrant(g.Sealed, g.Verify)
		var seed Seed
		if err == nil {
			seed, err = OpenGrant(g.Identity, g.Sealed, line)
		}
		if g.Reason != "" {
			wantReason(t, g.Note, err, g.Reason)
		} else if err != nil || seed.Identity() != g.Compartment {
			t.Errorf("%s: %v", g.Note, err)
		}
	}
	for _, i := range some(t, v.Items) {
		line, err := CheckPost(i.Sealed, i.Verify)
		var item Item
		if err == nil {
			item, err = OpenItem(i.Identity, i.Sealed, line)
		}
		if i.Reason != "" {
			wantReason(t, i.Note, err, i.Reason)
		} else if err != nil || string(item.Text) != i.Text || !strings.HasPrefix(item.At, line.At) {
			t.Errorf("%s: %v", i.Note, err)
		}
	}
	for _, a := range some(t, v.Attachments) {
		if Hash(a.File) != a.Sum {
			t.Errorf("%s: sum", a.Note)
		}
		checkAttachmentVector(t, a)
	}
}

func checkAttachmentVector(t *testing.T, a attachmentVector) {
	t.Helper()
	r, err := OpenAttachment(a.Body, bytes.NewReader(a.File))
	var plain []byte
	if err == nil {
		plain, err = io.ReadAll(r)
	}
	if a.Reason != "" {
		wantReason(t, a.Note, err, a.Reason)
	} else if err != nil || !bytes.Equal(plain, a.Plain) {
		t.Errorf("%s: %v", a.Note, err)
	}
}

func dayAfter(t time.Time, days int) string { return Day(t.AddDate(0, 0, days)) }
