package seal

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

// bundleVectors holds each line and each sealed thing once; the bundles of its cases name
// them by their place in Signed and Sealed.
type bundleVectors struct {
	Root   string         `json:"root"`
	Signed []Signed       `json:"signed"`
	Sealed []Sealed       `json:"sealed"`
	Cases  []bundleVector `json:"cases"`
}

// packed is a Bundle by places.
type packed struct {
	Report    string  `json:"report"`
	Keys      []int   `json:"keys"`
	Grants    []int   `json:"grants"`
	Own       []int   `json:"own"`
	Items     []int   `json:"items"`
	Directory []int   `json:"directory"`
	Ended     []Ended `json:"ended"`
	Lines     []int   `json:"lines"`
	Origins   []int   `json:"origins"`
}

func (v *bundleVectors) pack(b Bundle) packed {
	return packed{
		Report: b.Report, Ended: b.Ended,
		Keys: v.placesOf(b.Keys), Grants: v.placesOf(b.Grants), Directory: v.placesOf(b.Directory),
		Own: v.placesOfSealed(b.Own), Items: v.placesOfSealed(b.Items),
		Lines: v.placesOf(b.Lines), Origins: v.placesOf(b.Origins),
	}
}

func (v *bundleVectors) placesOf(all []Signed) []int {
	places := []int{}
	for _, s := range all {
		i := slices.Index(v.Signed, s)
		if i < 0 {
			i, v.Signed = len(v.Signed), append(v.Signed, s)
		}
		places = append(places, i)
	}
	return places
}

func (v *bundleVectors) placesOfSealed(all []Sealed) []int {
	places := []int{}
	for _, s := range all {
		i := slices.IndexFunc(v.Sealed, func(o Sealed) bool { return o.Signed == s.Signed && bytes.Equal(o.File, s.File) })
		if i < 0 {
			i, v.Sealed = len(v.Sealed), append(v.Sealed, s)
		}
		places = append(places, i)
	}
	return places
}

func (v *bundleVectors) unpack(p packed) Bundle {
	signed := func(places []int) (all []Signed) {
		for _, i := range places {
			all = append(all, v.Signed[i])
		}
		return all
	}
	sealed := func(places []int) (all []Sealed) {
		for _, i := range places {
			all = append(all, v.Sealed[i])
		}
		return all
	}
	return Bundle{
		Report: p.Report, Ended: p.Ended, Keys: signed(p.Keys), Grants: signed(p.Grants),
		Directory: signed(p.Directory), Own: sealed(p.Own), Items: sealed(p.Items),
		Lines: signed(p.Lines), Origins: signed(p.Origins),
	}
}

// bundleVector: Error is the reason for which nothing is shown, or "". Items, Holdings and
// Lines stand in the order of the bundle, own grants that are not among Grants last.
type bundleVector struct {
	Note     string           `json:"note"`
	Holder   string           `json:"holder"`
	Identity string           `json:"identity"`
	Verify   string           `json:"verify"`
	Bundle   packed           `json:"bundle"`
	Error    string           `json:"error"`
	Items    []verdictVector  `json:"items"`
	Holdings []holdingVector  `json:"holdings"`
	Unopened []string         `json:"unopened"`
	Lines    []checkedVector  `json:"lines"`
	People   []personVector   `json:"people"` // whose keys are believed, and the newest line
	Place    map[string]int64 `json:"place"`  // compartment -> turn in which this holder can write
}

type verdictVector struct {
	Hash    string `json:"hash"`
	Kind    string `json:"kind"`
	Verdict string `json:"verdict"`
	Reason  string `json:"reason"`
	// Of a genuine copy: where it lay, and the hash of the line that it passes on.
	From   string `json:"from"`
	Copied string `json:"copied"`
}

type checkedVector struct {
	Hash   string `json:"hash"`
	Is     string `json:"is"`
	Reason string `json:"reason"`
}

type personVector struct {
	Who  string `json:"who"`
	Hash string `json:"hash"`
}

type holdingVector struct {
	Hash   string `json:"hash"`
	Holder string `json:"holder"`
	Ended  string `json:"ended"`
	Reason string `json:"reason"`
}

// bundleMaker alters what a server serves, and notes what a reader makes of it.
type bundleMaker struct {
	w   *world
	out bundleVectors
}

func makeBundles(w *world) bundleVectors {
	m := &bundleMaker{w: w, out: bundleVectors{Root: VerifyOf(w.root)}}
	for note, me := range map[string]Reader{"the reporter": w.reporter(), "an officer": w.reader(w.ben), "the recovery": w.reader(w.recovery)} {
		m.add("as it should be: "+note, me, func(*Bundle) {})
	}
	slices.SortFunc(m.out.Cases, func(a, b bundleVector) int { return strings.Compare(a.Note, b.Note) })
	m.keys()
	m.items()
	m.grants()
	m.later()
	m.second()
	m.shares()
	m.exceptions()
	m.copies()
	m.newWords()
	m.parties()
	return m.out
}

func (m *bundleMaker) add(note string, me Reader, alter func(*Bundle)) {
	m.addBundle(note, me, m.w.bundle(me.Holder), alter)
}

func (m *bundleMaker) addBundle(note string, me Reader, b Bundle, alter func(*Bundle)) {
	alter(&b)
	v := bundleVector{Note: note, Holder: me.Holder, Identity: me.Identity.Identity(), Verify: me.Verify, Bundle: m.out.pack(b)}
	m.out.Cases = append(m.out.Cases, judge(v, b, m.out.Root))
}

// judge fills in what this package makes of a bundle. The made vectors are read by eye
// once; afterwards the test holds both sides to them.
func judge(v bundleVector, b Bundle, root string) bundleVector {
	id := must(ParseIdentity(v.Identity))
	dir := NewDirectory(root, b.Directory)
	o, err := OpenBundle(b, Reader{v.Holder, id, v.Verify}, dir)
	v.Error, v.Items, v.Holdings, v.Unopened, v.Place = "", []verdictVector{}, []holdingVector{}, []string{}, map[string]int64{}
	v.Lines, v.People = []checkedVector{}, []personVector{}
	if err != nil {
		v.Error = Reason(err)
		return v
	}
	for _, s := range o.Items {
		shown := verdictVector{Hash: s.Hash, Kind: s.Line.Kind, Verdict: s.Verdict, Reason: s.Reason}
		if s.Copied != nil {
			shown.From, shown.Copied = s.Copied.From, Hash([]byte(must(Read[Copy](s.Item)).Post))
		}
		v.Items = append(v.Items, shown)
	}
	for _, h := range o.Holdings {
		v.Holdings = append(v.Holdings, holdingVector{h.Hash, h.Line.Holder, h.Ended, h.Reason})
		if p, ok := o.Place(h.Line.Compartment); ok {
			v.Place[h.Line.Compartment] = p.Turn
		}
	}
	for _, l := range o.Lines {
		v.Lines = append(v.Lines, checkedVector{l.Hash, l.Is, l.Reason})
	}
	for _, p := range o.People {
		v.People = append(v.People, personVector{p.Who, p.Hash})
	}
	v.Unopened = append(v.Unopened, o.Unopened...)
	return v
}

// forger is somebody with their own keys who can write to the database.
func (m *bundleMaker) forger() (Phrase, Keys, Signed) {
	p := must(NewPhrase(m.w.rand, "en"))
	line := must(ParseAs[Keys](m.w.sub.Keys))
	line.Verify, line.ID = p.Verify(), m.w.id()
	return p, line, must(Sign(p.Signer(), line))
}

func (m *bundleMaker) keys() {
	w, ben := m.w, m.w.reader(m.w.ben)
	forger, line, swapped := m.forger()
	m.add("no keys line", ben, func(b *Bundle) { b.Keys = nil })
	m.add("the keys line swapped for the reporter", w.reporter(), func(b *Bundle) { b.Keys = []Signed{swapped} })
	m.add("the keys line swapped for an officer", ben, func(b *Bundle) { b.Keys = []Signed{swapped} })
	m.add("a second keys line beside the first", ben, func(b *Bundle) { b.Keys = append(b.Keys, swapped) })
	recipient := line
	recipient.Recipient, recipient.Verify = w.cyd.recipient(), w.phrase.Verify()
	m.add("the reporter's recipient swapped in the keys line", ben, func(b *Bundle) { b.Keys = []Signed{{must(encodeLine(headed(recipient, "keys"))), w.sub.Keys.Sig}} })
	m.add("the keys line of another report", ben, func(b *Bundle) {
		l := must(ParseAs[Keys](w.sub.Keys))
		l.Report = w.id()
		b.Keys = []Signed{must(Sign(w.phrase.Signer(), l))}
	})
	m.add("everything signed anew by a forger who lacks the compartment's identity", ben, func(b *Bundle) { m.forge(b, forger, swapped, "") })
	m.add("the answers without a proof that their writer held the compartment's identity", ben, func(b *Bundle) {
		m.answers(b, func(a *Answers) { a.Bond = Hash([]byte("x")) })
	})
	m.add("the answers name other keys", ben, func(b *Bundle) { m.answers(b, func(a *Answers) { a.Keys = Hash([]byte("x")) }) })
	m.add("the answers name other exclusions", ben, func(b *Bundle) { m.answers(b, func(a *Answers) { a.Exclusions = nil }) })
	m.add("the answers name other holders", ben, func(b *Bundle) { m.answers(b, func(a *Answers) { a.Holders = a.Holders[:2] }) })
	m.add("the answers withheld", ben, func(b *Bundle) { b.Items = b.Items[1:] })
	m.add("the answers withheld from the reporter", w.reporter(), func(b *Bundle) { b.Items = b.Items[1:] })
	m.add("the answers' file swapped for another item's", ben, func(b *Bundle) { b.Items[0].File = b.Items[2].File })
	m.add("another report's name on the bundle", ben, func(b *Bundle) { b.Report = w.id() })
}

// answers signs and seals the first item again with another body, as the reporter.
func (m *bundleMaker) answers(b *Bundle, alter func(*Answers)) {
	w := m.w
	line := must(ParseAs[Post](b.Items[0].Signed))
	body := must(Read[Answers](must(OpenItem(w.talk.Identity(), b.Items[0], line))))
	alter(&body)
	if body.Exclusions == nil {
		body.Exclusions = []string{}
	}
	b.Items[0] = must(SealItem(w.phrase.Signer(), w.rand, line, must(w.talk.Recipient()), body, w.day))
}

// forge replaces keys, grants and answers consistently; only the bond cannot be made.
func (m *bundleMaker) forge(b *Bundle, forger Phrase, keys Signed, bond string) {
	w := m.w
	b.Keys = []Signed{keys}
	again := func(s Signed) Signed {
		return must(Sign(forger.Signer(), must(ParseAs[Grant](s))))
	}
	for i := range b.Grants {
		b.Grants[i] = again(b.Grants[i])
	}
	for i := range b.Own {
		b.Own[i].Signed = again(b.Own[i].Signed)
	}
	line := must(ParseAs[Post](b.Items[0].Signed))
	body := must(Read[Answers](must(OpenItem(w.talk.Identity(), b.Items[0], line))))
	if bond == "" {
		bond = Bond(Seed{}, LineHash(keys))
	}
	body.Keys, body.Bond, body.Fields = LineHash(keys), bond, map[string]any{"what": "Rien ne s’est passé."}
	b.Items[0] = must(SealItem(forger.Signer(), w.rand, line, must(w.talk.Recipient()), body, w.day))
	line = must(ParseAs[Post](b.Items[1].Signed))
	b.Items[1].Signed = must(Sign(forger.Signer(), line))
}

func (m *bundleMaker) items() {
	w, ben, me := m.w, m.w.reader(m.w.ben), m.w.reporter()
	m.add("an item twice", me, func(b *Bundle) { b.Items = append(b.Items, b.Items[0]) })
	m.add("an item withheld that a later one had seen", me, func(b *Bundle) { b.Items = slices.Delete(b.Items, 1, 2) })
	m.add("the newest item withheld, which nobody can tell", me, func(b *Bundle) { b.Items = b.Items[:2] })
	m.add("two items after the same one", me, func(b *Bundle) {
		prev := LineHash(b.Items[1].Signed)
		b.Items = append(b.Items, w.letter(w.phrase.Signer(), "reporter", "Encore un mot.", prev, w.day.Add(27*time.Hour)))
	})
	m.add("items in another order", me, func(b *Bundle) { slices.Reverse(b.Items) })
	m.add("an item's file swapped for another item's", me, func(b *Bundle) { b.Items[2].File = b.Items[1].File })
	m.add("an item swapped for one that the server signed", me, func(b *Bundle) {
		key := w.signer()
		b.Items[2] = w.letter(key, w.ben.holder(), "Retirez votre plainte.", "", w.day)
	})
	m.add("an item by a certified officer without a grant", me, func(b *Bundle) {
		b.Items = append(b.Items, w.letter(w.eva.signer, w.eva.holder(), "Je lis tout.", LineHash(b.Items[2].Signed), w.day))
	})
	m.add("an item by an officer of another office", me, func(b *Bundle) {
		b.Items = append(b.Items, w.letter(w.cyd.signer, w.cyd.holder(), "Je lis tout.", LineHash(b.Items[2].Signed), w.day))
	})
	m.add("an item by an officer before the day of their line", me, func(b *Bundle) {
		b.Items[2] = w.letter(w.ben.signer, w.ben.holder(), "Trop tôt.", "", w.day.AddDate(0, -1, 0))
	})
	m.add("an item by an officer after the day on which their grant ended", me, func(b *Bundle) {
		b.Ended = []Ended{{LineHash(b.Grants[2]), Day(w.day)}}
	})
	m.add("an item by an officer on the day on which their grant ended", me, func(b *Bundle) {
		b.Ended = []Ended{{LineHash(b.Grants[2]), dayAfter(w.day, 1)}}
	})
	m.add("an item moved here from another report", me, func(b *Bundle) {
		l := must(ParseAs[Post](b.Items[2].Signed))
		l.Report = w.id()
		b.Items[2].Signed = must(Sign(w.ben.signer, l))
	})
	m.add("an item of a turn that this holder lacks", ben, func(b *Bundle) {
		l := must(ParseAs[Post](b.Items[2].Signed))
		l.Turn = 2
		b.Items[2].Signed = must(Sign(w.ben.signer, l))
	})
	m.add("an item sealed to another compartment's recipient", me, func(b *Bundle) {
		l := must(ParseAs[Post](b.Items[2].Signed))
		b.Items[2] = must(SealItem(w.ben.signer, w.rand, l, w.eva.recipient(), Letter{"Merci.", []string{}}, w.day))
	})
	m.add("a letter whose file is not here", me, func(b *Bundle) {
		l := must(ParseAs[Post](b.Items[2].Signed))
		b.Items[2] = must(SealItem(w.ben.signer, w.rand, l, must(w.talk.Recipient()), Letter{"Voir le fichier.", []string{w.id()}}, w.day))
	})
	m.add("a false item that takes the id of a true one", me, func(b *Bundle) {
		l := must(ParseAs[Post](b.Items[2].Signed))
		b.Items = slices.Insert(b.Items, 2, Sealed{must(Sign(w.signer(), l)), b.Items[2].File})
	})
	m.add("an item that is no line", me, func(b *Bundle) { b.Items[2].Line = "{}" })
}

func (m *bundleMaker) grants() {
	w, ben, me := m.w, m.w.reader(m.w.ben), m.w.reporter()
	sign := func(b *Bundle, i int, key Phrase, alter func(*Grant)) {
		l := must(ParseAs[Grant](b.Grants[i]))
		alter(&l)
		b.Grants[i] = must(Sign(key.Signer(), l))
	}
	m.add("a directory line withheld", me, func(b *Bundle) { b.Directory = slices.Delete(slices.Clone(b.Directory), 2, 3) })
	m.add("an officer's directory line swapped by a server that made itself head", me, func(b *Bundle) {
		key := w.signer()
		l := w.ben.line
		l.Verify, l.By = VerifyOf(key), "root"
		b.Directory = slices.Clone(b.Directory)
		b.Directory[2] = must(Sign(key, l))
	})
	m.add("an officer's recipient swapped in the directory", me, func(b *Bundle) {
		l := w.ben.line
		l.Recipient = w.cyd.recipient()
		b.Directory = slices.Clone(b.Directory)
		b.Directory[2] = must(Sign(w.cyd.signer, l))
	})
	m.add("the recipient of a grant's holder swapped", me, func(b *Bundle) {
		sign(b, 2, w.phrase, func(l *Grant) { l.Key = HashRecipient(w.cyd.recipient()) })
	})
	m.add("the recipient of the compartment swapped in one grant", me, func(b *Bundle) {
		sign(b, 2, w.phrase, func(l *Grant) { l.Recipient = w.cyd.recipient() })
	})
	m.add("a grant of intake that the reporter did not sign", me, func(b *Bundle) {
		sign(b, 1, must(NewPhrase(w.rand, "es")), func(*Grant) {})
	})
	m.add("a grant of intake that the answers do not name", me, func(b *Bundle) {
		g := must(NewGrant(w.phrase.Signer(), w.rand, Grant{
			Head: Head{By: "reporter", At: Day(w.day)}, Report: w.sub.Report, Compartment: "talk:wct", Turn: 1,
			Holder: w.eva.holder(), Basis: "intake",
		}, w.talk, w.eva.recipient()))
		b.Grants = append(b.Grants, g.Signed)
	})
	m.add("the reader's own grant leads to a compartment of the server's", ben, func(b *Bundle) {
		g := must(NewGrant(w.signer(), w.rand, must(ParseAs[Grant](b.Own[0].Signed)), w.eva.seed, w.ben.recipient()))
		b.Own = []Sealed{g}
	})
	m.add("the reader's own grant cannot be opened", ben, func(b *Bundle) {
		l := must(ParseAs[Grant](b.Own[0].Signed))
		file := must(Seal(w.ben.recipient(), []byte("no identity")))
		l.Sealed = Hash(file)
		b.Own = append(b.Own, Sealed{must(Sign(w.phrase.Signer(), l)), file})
	})
	m.add("the reader's own grant has another file than its line says", ben, func(b *Bundle) {
		b.Own = append(b.Own, w.assign(w.ada, w.ben, "talk:wct", 1, w.talk, ""))
		b.Own[1].File = b.Own[0].File
	})
	m.add("a grant for another report", me, func(b *Bundle) {
		sign(b, 1, w.phrase, func(l *Grant) { l.Report = w.id() })
	})
}

// assign is a grant on the basis assignment.
func (w *world) assign(from, to *staff, compartment string, turn int64, seed Seed, keys string) Sealed {
	return must(NewGrant(from.signer, w.rand, Grant{
		Head: Head{By: from.holder(), At: dayAfter(w.day, 1)}, Report: w.sub.Report, Compartment: compartment, Turn: turn,
		Holder: to.holder(), Keys: keys, Basis: "assignment",
	}, seed, to.recipient()))
}

// note is an item in file:wct.
func (w *world) note(by *staff, seed Seed, prev string) Sealed {
	return must(SealItem(by.signer, w.rand, Post{
		Head: Head{By: by.holder()}, Report: w.sub.Report, Compartment: "file:wct", Turn: 1, Kind: "note", Prev: prev,
	}, must(seed.Recipient()), Note{Text: "Appeler lundi."}, w.day.AddDate(0, 0, 1)))
}

// later is what follows intake: notes, colleagues, a new turn.
func (m *bundleMaker) later() {
	w, ben := m.w, m.w.reader(m.w.ben)
	file := w.seed()
	own := w.assign(w.ben, w.ben, "file:wct", 1, file, "")
	ada := w.assign(w.ben, w.ada, "file:wct", 1, file, "")
	note := w.note(w.ben, file, "")
	m.add("a note in a new file: of the office", ben, func(b *Bundle) {
		b.Grants = append(b.Grants, ada.Signed, own.Signed) // the line it rests on comes after
		b.Own = append(b.Own, own)
		b.Items = append(b.Items, note, w.note(w.ada, file, LineHash(note.Signed)))
	})
	rival := w.assign(w.ada, w.ada, "file:wct", 1, w.seed(), "")
	m.add("a second beginning of file:", ben, func(b *Bundle) {
		b.Grants = append(b.Grants, own.Signed, rival.Signed)
		b.Own = append(b.Own, own)
	})
	m.add("a file: that an officer of another office began", ben, func(b *Bundle) {
		g := w.assign(w.cyd, w.ben, "file:wct", 1, file, "")
		b.Grants = append(b.Grants, g.Signed)
		b.Own = append(b.Own, g)
	})
	m.add("a talk: that an officer began", ben, func(b *Bundle) {
		b.Grants = append(b.Grants, w.assign(w.ben, w.ben, "talk:ethics", 1, file, "").Signed)
	})
	fay := w.reader(w.fay)
	keys := LineHash(w.sub.Keys)
	hand := w.assign(w.ben, w.fay, "talk:wct", 1, w.talk, "")
	m.add("a colleague, granted by a holder", fay, func(b *Bundle) {
		b.Grants, b.Own = append(b.Grants, hand.Signed), []Sealed{hand}
	})
	m.add("a colleague whom the reporter kept out, granted by a holder", w.reader(w.eva), func(b *Bundle) {
		g := w.assign(w.ben, w.eva, "talk:wct", 1, w.talk, keys)
		b.Grants, b.Own = append(b.Grants, g.Signed), []Sealed{g}
	})
	m.add("a colleague, granted by somebody who holds nothing", fay, func(b *Bundle) {
		g := w.assign(w.cyd, w.fay, "talk:wct", 1, w.talk, "")
		b.Grants, b.Own = append(b.Grants, g.Signed), []Sealed{g}
	})
	only := w.assign(w.ben, w.fay, "file:wct", 1, file, keys)
	m.add("a colleague with file: alone, who is told the keys by an officer", fay, func(b *Bundle) {
		b.Grants, b.Own = append(b.Grants, own.Signed, only.Signed), []Sealed{only}
		b.Items = append(b.Items, note)
	})
	m.add("a colleague with file: alone, who is told no keys", fay, func(b *Bundle) {
		g := w.assign(w.ben, w.fay, "file:wct", 1, file, "")
		b.Grants, b.Own, b.Items = append(b.Grants, own.Signed, g.Signed), []Sealed{g}, []Sealed{note}
	})
	m.turns()
}

func (m *bundleMaker) turns() {
	w, ben, me := m.w, m.w.reader(m.w.ben), m.w.reporter()
	next := w.seed()
	mine := w.assign(w.ada, w.ben, "talk:wct", 2, next, "")
	yours := must(NewGrant(w.ada.signer, w.rand, Grant{
		Head: Head{By: w.ada.holder(), At: dayAfter(w.day, 1)}, Report: w.sub.Report, Compartment: "talk:wct", Turn: 2,
		Holder: "reporter", Basis: "assignment",
	}, next, must(w.phrase.Identity().Recipient())))
	m.add("a new turn that the reader holds", me, func(b *Bundle) {
		b.Grants, b.Own = append(b.Grants, mine.Signed, yours.Signed), append(b.Own, yours)
	})
	m.add("a new turn that the reader lacks: nothing can be written", me, func(b *Bundle) {
		b.Grants = append(b.Grants, mine.Signed)
	})
	m.add("a new turn that its server named", ben, func(b *Bundle) {
		l := must(ParseAs[Grant](mine.Signed))
		b.Grants = append(b.Grants, must(Sign(w.signer(), l)))
	})
	m.add("a grant by consent without its request", ben, func(b *Bundle) {
		l := must(ParseAs[Grant](mine.Signed))
		l.Basis, l.Turn = "consent:"+l.ID, 1
		l.Compartment = "share:" + l.ID
		b.Grants = append(b.Grants, must(Sign(w.ada.signer, l)))
	})
}

func checkBundles(t *testing.T) {
	v := readVectors[bundleVectors](t, "bundles.json")
	for _, want := range some(t, v.Cases) {
		got := judge(want, v.unpack(want.Bundle), v.Root)
		if got.Error != want.Error || !slices.Equal(got.Items, want.Items) || !slices.Equal(got.Holdings, want.Holdings) ||
			!slices.Equal(got.Lines, want.Lines) || !slices.Equal(got.People, want.People) ||
			!slices.Equal(got.Unopened, want.Unopened) || len(got.Place) != len(want.Place) {
			t.Errorf("%s:\nwant %+v %+v %+v %v\ngot  %+v %+v %+v %v", want.Note,
				want.Error, want.Items, want.Holdings, want.Place, got.Error, got.Items, got.Holdings, got.Place)
		}
		for c, turn := range want.Place {
			if got.Place[c] != turn {
				t.Errorf("%s: %s turn %d, want %d", want.Note, c, got.Place[c], turn)
			}
		}
	}
}
