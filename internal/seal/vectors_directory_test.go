package seal

import (
	"crypto/ed25519"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

type directoryVectors struct {
	Cases []directoryVector `json:"cases"`
}

// directoryVector: Refused pairs hashes of lines with reasons; Current and At ask for
// somebody on a day and name the lines expected by their n, newest first.
type directoryVector struct {
	Note    string         `json:"note"`
	Root    string         `json:"root"`
	Lines   []Signed       `json:"lines"`
	Refused []refusedEntry `json:"refused"`
	Asked   []askedEntry   `json:"asked"`
}

type refusedEntry struct {
	Hash   string `json:"hash"`
	Reason string `json:"reason"`
}

type askedEntry struct {
	Person  string  `json:"person"`
	Day     string  `json:"day"`
	Current int64   `json:"current"` // 0: nobody
	At      []int64 `json:"at"`
}

type directoryMaker struct {
	w   *world
	out []directoryVector
}

func makeDirectories(w *world) directoryVectors {
	m := &directoryMaker{w: w}
	head, member := w.ada, w.ben
	certify := func(by *staff, s *staff, alter func(*Officer)) Signed {
		l := w.officerLine(s)
		key := w.root
		if by != nil {
			l.By, key = by.holder(), by.signer
		}
		alter(&l)
		return must(Sign(key, l))
	}
	from := func(n int64, day string) func(*Officer) {
		return func(l *Officer) { l.N, l.From, l.At = n, day, day }
	}
	same := func(*Officer) {}
	root := certify(nil, head, same)
	m.add("a head by root, an officer by the head", root, certify(head, member, same))
	m.add("in any order", certify(head, member, same), root)
	m.add("a recovery by the head", root, certify(head, w.recovery, same))
	m.add("no chain to the root", certify(head, member, same))
	m.add("a line that says root and is signed by another", signAs(w.signer(), w.officerLine(head)))
	m.add("an officer who is no head certifies", root, certify(head, member, same), certify(member, w.eva, same))
	m.add("a head of another unit certifies", root, certify(nil, w.cyd, same), certify(w.cyd, member, same))
	m.add("a head of another unit ends an officer", root, certify(nil, w.cyd, same), certify(head, member, same),
		certify(w.cyd, member, func(l *Officer) { from(2, "2026-12-01")(l); l.Unit, l.Roles = "ethics", nil }))
	m.add("the root moves an officer to another unit", root, certify(nil, w.cyd, same), certify(head, member, same),
		certify(nil, member, func(l *Officer) { from(2, "2026-12-01")(l); l.Unit = "ethics" }))
	m.add("a head's line had run out", certify(nil, head, func(l *Officer) { l.Until = "2026-11-30" }),
		certify(head, member, from(1, "2026-12-01")))
	m.add("a head whose line has since run out", certify(nil, head, func(l *Officer) { l.Until = "2026-11-30" }),
		certify(head, member, from(1, "2026-11-30")))
	m.add("a head who has since ended", root, certify(head, member, same),
		certify(nil, head, func(l *Officer) { from(2, "2026-11-20")(l); l.Roles = nil }))
	m.add("a head who had ended", root, certify(head, member, from(1, "2026-11-21")),
		certify(nil, head, func(l *Officer) { from(2, "2026-11-20")(l); l.Roles = nil }))
	m.add("a head who has become a handler", root, certify(head, member, from(1, "2026-11-21")),
		certify(nil, head, func(l *Officer) { from(2, "2026-11-20")(l); l.Roles = []string{"handler"} }))
	m.add("new keys from a day on: the old ones count that morning", root, certify(head, member, same),
		certify(head, member, func(l *Officer) {
			from(2, "2026-11-20")(l)
			l.Recipient, l.Verify = w.eva.recipient(), VerifyOf(w.eva.signer)
		}))
	m.add("a line from a day to come", root, certify(head, member, same), certify(head, member, from(2, "2027-01-01")))
	m.add("an end and a new beginning", root, certify(head, member, same),
		certify(head, member, func(l *Officer) { from(2, "2026-11-20")(l); l.Roles = nil }),
		certify(head, member, from(3, "2026-11-25")))
	m.add("the same n twice: the root's counts", root, certify(head, member, same), certify(nil, member, same))
	m.add("the same line twice", root, root)
	m.add("a lower n of a later day changes nothing before it", root, certify(head, member, from(5, "2026-11-01")),
		certify(head, member, from(3, "2026-11-10")))
	m.add("a chain of heads on one day", root,
		certify(member, w.eva, same), certify(head, member, func(l *Officer) { l.Roles = []string{"head"} }))
	m.add("a circle of heads without a root",
		certify(head, member, func(l *Officer) { l.Roles = []string{"head"} }), certify(member, head, same))
	m.add("a line longer than 400 days", longLine(w))
	return directoryVectors{m.out}
}

func signAs(key ed25519.PrivateKey, l Officer) Signed { return must(Sign(key, l)) }

// longLine is root's line with a term of 401 days, which Sign would refuse.
func longLine(w *world) Signed {
	l := w.officerLine(w.ada)
	l.Until = "2027-12-07"
	text := must(encodeLine(headed(l, "officer")))
	return signRaw(w.root, "officer", text)
}

func (m *directoryMaker) add(note string, lines ...Signed) {
	v := directoryVector{Note: note, Root: VerifyOf(m.w.root), Lines: lines}
	for _, s := range []*staff{m.w.ada, m.w.ben, m.w.eva, m.w.recovery} {
		for _, day := range []string{"2026-10-31", "2026-11-01", "2026-11-20", "2026-11-22", "2026-12-01", "2027-11-01"} {
			v.Asked = append(v.Asked, askedEntry{Person: s.person, Day: day})
		}
	}
	v = answered(v)
	v.Asked = slices.DeleteFunc(v.Asked, func(a askedEntry) bool { return a.Current == 0 && len(a.At) == 0 && a.Day != "2026-11-22" })
	m.out = append(m.out, v)
}

// answered fills in what this package makes of the lines.
func answered(v directoryVector) directoryVector {
	d := NewDirectory(v.Root, v.Lines)
	v.Refused = []refusedEntry{}
	for _, r := range d.Refused() {
		v.Refused = append(v.Refused, refusedEntry{r.Line, r.Reason})
	}
	slices.SortFunc(v.Refused, func(a, b refusedEntry) int { return strings.Compare(a.Hash, b.Hash) })
	v.Asked = slices.Clone(v.Asked)
	for i, a := range v.Asked {
		l, _ := d.Current(a.Person, a.Day)
		a.Current, a.At = l.N, []int64{}
		for _, l := range d.At(a.Person, a.Day) {
			a.At = append(a.At, l.N)
		}
		v.Asked[i] = a
	}
	return v
}

func checkDirectories(t *testing.T) {
	for _, want := range some(t, readVectors[directoryVectors](t, "directory.json").Cases) {
		some(t, want.Asked)
		for range len(want.Lines) {
			a, b := must(json.Marshal(answered(want))), must(json.Marshal(want))
			want.Lines = append(want.Lines[1:], want.Lines[0]) // the order does not matter
			got := answered(want)
			if string(a) != string(b) || !slices.Equal(got.Refused, want.Refused) {
				t.Errorf("%s:\nwant %s\ngot  %s", want.Note, b[len(b)-200:], a[len(a)-200:])
			}
		}
	}
}

type exportVectors struct {
	Manifests []json.RawMessage `json:"manifests"`
	Refused   []refusedManifest `json:"refused"`
}

type refusedManifest struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
	Note   string `json:"note"`
}

func makeExports(w *world) exportVectors {
	w.bundle("reporter")
	m := Manifest{V: 1, Report: w.sub.Report, Number: "4829-1736", Day: Day(w.day), Lines: []string{
		"grants/" + w.id() + ".line.json", "keys/" + w.id() + ".line.json", "directory/" + w.id() + ".line.json",
	}}
	for _, s := range w.sub.Items {
		m.Items = append(m.Items, ExportItem(must(ParseAs[Post](s.Signed))))
	}
	m.Lines = append(m.Lines, "lines/"+w.id()+".line.json", "origins/"+w.id()+".line.json")
	copied := Post{Head: Head{ID: w.id()}, Kind: "copy", Compartment: "share:" + w.id(), Turn: 1}
	m.Items = append(m.Items, ExportItem(copied))
	copied.ID, copied.Blobs = w.id(), []string{w.attached.Sealed}
	m.Items = append(m.Items, ExportItem(copied))
	good := must(encodeLine(m))
	bad := func(old, new, reason, note string) refusedManifest {
		if !strings.Contains(good, old) {
			panic(old)
		}
		return refusedManifest{strings.Replace(good, old, new, 1), reason, note}
	}
	return exportVectors{[]json.RawMessage{json.RawMessage(good)}, []refusedManifest{
		bad("age --decrypt", "rm -r . ; age --decrypt", "value", "a command that does more"),
		bad("items/", "../items/", "value", "a file outside the folder"),
		bad("grants/", "/etc/", "value", "a line outside the folder"),
		bad(`"kind":"answers"`, `"kind":"file"`, "value", "a file without its attachment"),
		bad(`"kind":"copy"`, `"kind":"letter","blob":"x"`, "name-repeated", "a name twice"),
		bad("lines/", "secrets/", "value", "a line in a folder of no name"),
		bad("4829-1736", "1", "value", "no case number"),
		bad(`"v":1`, `"v":2`, "value", "another version"),
		bad(`"kind":"answers"`, `"kind":"rumour"`, "value", "an unknown kind"),
		bad(`"v":1`, `"v":1,"name":"x"`, "name-unknown", "one name too many"),
		bad(`"lines"`, `"Lines"`, "name-unknown", "a name in another case"),
	}}
}

func checkExports(t *testing.T) {
	v := readVectors[exportVectors](t, "export.json")
	for _, text := range some(t, v.Manifests) {
		if _, err := ParseManifest(text); err != nil {
			t.Error(err)
		}
	}
	for _, r := range some(t, v.Refused) {
		_, err := ParseManifest([]byte(r.Text))
		wantReason(t, r.Note, err, r.Reason)
	}
}
