package seal

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestPaddedProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		n := r.Int64N(1 << (1 + r.IntN(45)))
		p := Padded(n)
		if p < n || p < 1024 || p > max(1024, n)*9/8 {
			t.Fatalf("%d gives %d", n, p)
		}
		if Padded(p) != p {
			t.Fatalf("%d is padded again", p)
		}
		if n > 0 && Padded(n-1) > p {
			t.Fatalf("%d: not monotone", n)
		}
	}
}

func TestWordLists(t *testing.T) {
	for _, l := range lists() {
		if len(l.words) != 2048 {
			t.Fatalf("%s has %d words", l.language, len(l.words))
		}
		seen, starts := map[string]bool{}, map[string]string{}
		for i, w := range l.folded {
			if seen[w] {
				t.Errorf("%s: %s twice", l.language, l.words[i])
			}
			seen[w] = true
			start := string([]rune(w)[:min(4, len([]rune(w)))])
			if other := starts[start]; other != "" {
				t.Errorf("%s: %s and %s begin alike", l.language, w, other)
			}
			starts[start] = w
		}
	}
	if WordList("de") != "" || WordList("../en") != "" {
		t.Error("a list that is none")
	}
}

// The words of 128 zero bits and ones are published with BIP-39.
func TestPhraseIsBIP39(t *testing.T) {
	for hex, want := range map[string]string{
		"00000000000000000000000000000000": "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
		"7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f": "legal winner thank year wave sausage worth useful legal winner thank yellow",
		"80808080808080808080808080808080": "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
		"ffffffffffffffffffffffffffffffff": "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
	} {
		p := must(PhraseOf([16]byte(unhex(hex)), "en"))
		if got := strings.Join(p.Words(), " "); got != want {
			t.Errorf("%s: %s", hex, got)
		}
	}
}

func TestPhraseRoundTrips(t *testing.T) {
	random := rand.NewChaCha8([32]byte{1})
	for _, language := range Languages() {
		for range 300 {
			p := must(NewPhrase(random, language))
			for _, text := range append(typings(p.Words()), strings.Join(p.Words(), " ")) {
				if got, err := ParsePhrase(text); err != nil || got != p {
					t.Fatalf("%q: %v", text, err)
				}
			}
		}
	}
}

func TestRandomnessThatFails(t *testing.T) {
	dry := strings.NewReader("short")
	_, a := NewID(dry)
	_, b := NewSeed(dry)
	_, c := NewPhrase(dry, "en")
	if a == nil || b == nil || c == nil {
		t.Error("made of too little chance")
	}
	if _, err := NewPhrase(rand.NewChaCha8([32]byte{}), "xx"); Reason(err) != "language" {
		t.Error(err)
	}
}

// A refusal never repeats what it refuses.
func TestRefusalsSayNothing(t *testing.T) {
	secret := "canary-4711"
	for _, err := range []error{
		CheckRecipient(secret), CheckVerify(secret), CheckFile([]byte(secret)),
		Check(Signed{Line: `{"` + secret + `":1}`}, ""), Check(Signed{Line: `{"is":"` + secret + `"}`}, ""),
		second(ParseIdentity(secret)), second(ParsePhrase(secret)), second(HandleHash(secret)), second(Open(secret, nil)),
		second(ParseManifest([]byte(`{"` + secret + `":"` + secret + `"}`))), second(SealTo(secret, io.Discard)),
	} {
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestSignRefusesWhatParseRefuses(t *testing.T) {
	w := newWorld(t)
	if _, err := Sign(w.root, Approval{Head: Head{ID: "x"}}); Reason(err) != "value" {
		t.Error(err)
	}
	if _, err := Sign(w.root, struct{ Head }{}); Reason(err) != "kind" {
		t.Error(err)
	}
	good := w.goodLines().approval
	if _, err := ParseAs[Act](must(Sign(w.root, good))); Reason(err) != "kind" {
		t.Error(err)
	}
}

func TestSealItemHoldsBodiesToTheirKind(t *testing.T) {
	w := newWorld(t)
	w.report()
	line := Post{Head: Head{By: "reporter"}, Report: w.sub.Report, Compartment: "talk:wct", Turn: 1, Kind: "letter"}
	for note, body := range map[string]any{
		"a note's body": Note{Text: "x"}, "null for a list": Letter{"x", nil}, "no body": nil,
	} {
		_, err := SealItem(w.phrase.Signer(), w.rand, line, must(w.talk.Recipient()), body, w.day)
		if note == "null for a list" {
			if err != nil {
				t.Error(note, err)
			}
		} else if err == nil {
			t.Error(note)
		}
	}
}

func TestSizesTellLittle(t *testing.T) {
	w := newWorld(t)
	w.report()
	short := w.letter(w.phrase.Signer(), "reporter", "oui", "", w.day)
	long := w.letter(w.phrase.Signer(), "reporter", strings.Repeat("non ", 200), "", w.day)
	if len(short.File) != len(long.File) {
		t.Errorf("%d and %d bytes", len(short.File), len(long.File))
	}
}

func TestAttachmentStreams(t *testing.T) {
	const size = 9 << 20
	w := newWorld(t)
	var file bytes.Buffer
	a := must(SealAttachment(&file, w.rand, io.LimitReader(rand.NewChaCha8([32]byte{2}), size)))
	if a.Size != size || a.SealedSize != int64(file.Len()) || a.Sealed != Hash(file.Bytes()) {
		t.Fatal("told otherwise than it is")
	}
	sealed := bytes.Clone(file.Bytes())
	r := must(OpenAttachment(a.Body("x", "y"), &file))
	var out bytes.Buffer
	if _, err := io.Copy(&out, r); err != nil || Hash(out.Bytes()) != a.SHA256 {
		t.Fatal(err)
	}
	other := a.Body("x", "y")
	other.SHA256 = Hash(nil)
	n, err := io.Copy(io.Discard, must(OpenAttachment(other, bytes.NewReader(sealed))))
	if n >= size || Reason(err) != "attachment" {
		t.Errorf("%d of %d bytes are given of another file: %v", n, size, err)
	}
}

func TestPassphraseFile(t *testing.T) {
	if testing.Short() {
		t.Skip("scrypt is slow on purpose")
	}
	file := must(SealPassphrase("twelve words", []byte("keys")))
	if plain, err := OpenPassphrase("twelve words", file); err != nil || string(plain) != "keys" {
		t.Error(err)
	}
	if _, err := OpenPassphrase("other words", file); Reason(err) != "age-open" {
		t.Error(err)
	}
	if Reason(CheckFile(file)) != "age-stanza" {
		t.Error("a passphrase file passes as sealed to somebody")
	}
}

func TestByUnit(t *testing.T) {
	w := newWorld(t)
	d := w.dir()
	got := func(unit, role string) (names string) {
		for _, l := range d.ByUnit(unit, role, Day(w.day)) {
			names += l.Name[:min(3, len(l.Name))] + " "
		}
		return names
	}
	if n := len(d.ByUnit("wct", "intake", Day(w.day))); n != 3 {
		t.Errorf("%d intake officers", n)
	}
	if got("ethics", "") != "Dan Cyd " || got("wct", "head") != "Ada " || got("wct", "editor") != "" {
		t.Error(got("ethics", ""), got("wct", "head"), got("wct", "editor"))
	}
	if d.Next(w.ada.person) != 2 || d.Next(w.id()) != 1 || len(d.Refused()) != 0 {
		t.Error("next, or refused")
	}
}

// An export opens with the age tool as it is, by the commands of its manifest.
func TestExportOpensWithAge(t *testing.T) {
	age, err := exec.Command("go", "tool", "-n", "age").Output()
	if err != nil {
		t.Skip("no age tool: ", err)
	}
	w := newWorld(t)
	w.report()
	dir := t.TempDir()
	write := func(name string, data []byte) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// The passphrase needs a terminal; the identities file inside is what it gives.
	write(ExportKeys, IdentitiesFile([]Seed{w.eva.seed, w.talk, w.attached.Seed}))
	for _, s := range w.sub.Items {
		line := must(ParseAs[Post](s.Signed))
		m := ExportItem(line)
		write(m.File, s.File)
		text := openedBy(t, dir, string(bytes.TrimSpace(age)), m.Command)
		if !bytes.HasPrefix(text, []byte(`{"v":1`)) || !json.Valid(text) {
			t.Error(m.Kind)
		}
		if m.Kind == "file" {
			write(m.Blob, w.blob)
			if got := openedBy(t, dir, string(bytes.TrimSpace(age)), m.BlobCommand); !bytes.HasPrefix(got, []byte("a photograph")) {
				t.Error("blob")
			}
		}
	}
}

func openedBy(t *testing.T, dir, age, command string) []byte {
	t.Helper()
	args := strings.Fields(command)[1:]
	cmd := exec.Command(age, args...)
	cmd.Dir = dir
	var told bytes.Buffer
	cmd.Stderr = &told
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v %s", command, err, told.String())
	}
	return out
}

func TestRollChecksAgainOnlyWhenLinesChange(t *testing.T) {
	w := newWorld(t)
	var r Roll
	root := VerifyOf(w.root)
	first := r.Read(root, w.directory)
	if r.Read(root, append([]Signed{}, w.directory...)) != first {
		t.Error("checked again")
	}
	if r.Read(root, w.directory[:3]) == first {
		t.Error("not checked again")
	}
	if r.Read(VerifyOf(w.ada.signer), w.directory[:3]).persons[w.ada.person] != nil {
		t.Error("another root believed")
	}
}

// A server may put anything into a bundle; nothing it does makes a reader fall.
func TestAnyBundleIsSurvived(t *testing.T) {
	w := newWorld(t)
	r := rand.New(rand.NewPCG(3, 4))
	d := w.dir()
	for range 60 {
		b := w.bundle("reporter")
		for range 1 + r.IntN(4) {
			switch r.IntN(6) {
			case 0:
				b.Items[r.IntN(len(b.Items))].Line = ""
			case 1:
				b.Items[r.IntN(len(b.Items))].File = nil
			case 2:
				b.Grants[r.IntN(len(b.Grants))].Sig = "x"
			case 3:
				b.Own[0].File = b.Own[0].File[:r.IntN(len(b.Own[0].File))]
			case 4:
				r.Shuffle(len(b.Items), func(i, j int) { b.Items[i], b.Items[j] = b.Items[j], b.Items[i] })
			case 5:
				b.Items = append(b.Items, b.Items[r.IntN(len(b.Items))])
			}
			if len(b.Own[0].File) == 0 {
				break
			}
		}
		if o, err := OpenBundle(b, w.reporter(), d); err == nil && len(o.Items) != len(b.Items) {
			t.Fatal("an item was dropped in silence")
		}
	}
}

func TestMomentAndDay(t *testing.T) {
	east := time.Date(2026, 11, 22, 1, 30, 0, 5, time.FixedZone("", 3*3600))
	if Moment(east) != "2026-11-21T22:30:00Z" || Day(east) != "2026-11-21" {
		t.Error(Moment(east), Day(east))
	}
}
