package seal

import (
	"bytes"
	"crypto/ed25519"
	"io"
	"math/rand/v2"
	"testing"
	"time"
)

// world is a small organisation with one report: two units, their officers and one
// person with a phrase. Everything but the age files is the same in every run.
type world struct {
	t    testing.TB
	rand io.Reader
	root ed25519.PrivateKey
	// wct: a head, two intake officers, one of them kept out, a handler and a recovery;
	// ethics: a head and an intake officer; pppt: a head.
	ada, ben, eva, fay *staff
	cyd, dan, gus      *staff
	recovery           *staff
	phrase             Phrase
	day                time.Time
	directory          []Signed
	sub                Submission
	talk, file         Seed
	blob               []byte
	attached           Attachment
}

type staff struct {
	person, name, unit string
	roles              []string
	seed               Seed
	signer             ed25519.PrivateKey
	line               Officer
	signed             Signed
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, rand: rand.NewChaCha8([32]byte{'f', 'a', 'i', 'r'})}
	w.day = time.Date(2026, 11, 22, 6, 1, 2, 0, time.UTC)
	w.root = w.signer()
	w.ada = w.officer("Ada Example", "wct", "head", "intake")
	w.ben = w.officer("Ben Exemple", "wct", "intake", "handler")
	w.eva = w.officer("Eva Ejemplo", "wct", "intake")
	w.cyd = w.officer("Cyd Sample", "ethics", "head")
	w.recovery = &staff{person: "recovery:wct", unit: "wct", roles: []string{"recovery"}, seed: w.seed()}
	w.certify(w.root, "root", w.ada)
	w.certify(w.root, "root", w.cyd)
	w.certify(w.ada.signer, w.ada.holder(), w.ben)
	w.certify(w.ada.signer, w.ada.holder(), w.eva)
	w.certify(w.ada.signer, w.ada.holder(), w.recovery)
	w.phrase = must(NewPhrase(w.rand, "fr"))
	w.colleagues()
	return w
}

// colleagues came later: by a chance of their own, so that what was made before stays.
func (w *world) colleagues() {
	before := w.rand
	w.rand = rand.NewChaCha8([32]byte{'l', 'e', 'a', 'd'})
	defer func() { w.rand = before }()
	w.fay = w.officer("Fay Esempio", "wct", "handler")
	w.dan = w.officer("Dan Beispiel", "ethics", "intake")
	w.gus = w.officer("Gus Example", "pppt", "head")
	w.certify(w.ada.signer, w.ada.holder(), w.fay)
	w.certify(w.cyd.signer, w.cyd.holder(), w.dan)
	w.certify(w.root, "root", w.gus)
}

func (w *world) seed() Seed { return must(NewSeed(w.rand)) }

func (w *world) id() string { return must(NewID(w.rand)) }

func (w *world) signer() ed25519.PrivateKey {
	seed := w.seed()
	return ed25519.NewKeyFromSeed(seed[:])
}

func (w *world) officer(name, unit string, roles ...string) *staff {
	return &staff{person: w.id(), name: name, unit: unit, roles: roles, seed: w.seed(), signer: w.signer()}
}

func (s *staff) holder() string {
	if s.signer == nil {
		return s.person
	}
	return "officer:" + s.person
}

func (s *staff) recipient() string { return must(s.seed.Recipient()) }

// officerLine is a line for a person from 2026-11-01 on, n 1, as the root would write it.
func (w *world) officerLine(s *staff) Officer {
	l := Officer{
		Head: Head{ID: w.id(), By: "root", At: "2026-11-01"}, Person: s.person, Name: s.name, Unit: s.unit,
		Roles: s.roles, N: 1, Recipient: s.recipient(), From: "2026-11-01", Until: "2027-10-31",
	}
	if s.signer == nil {
		l.Custodians = []string{w.ada.person, w.ben.person}
	} else {
		l.Verify = VerifyOf(s.signer)
	}
	return l
}

func (w *world) certify(key ed25519.PrivateKey, by string, s *staff) {
	line := w.officerLine(s)
	line.By = by
	s.line, s.signed = line, must(Sign(key, line))
	w.directory = append(w.directory, s.signed)
}

func (w *world) dir() *Directory { return NewDirectory(VerifyOf(w.root), w.directory) }

// report makes the submission: answers and one file, to Ada, Ben and the recovery.
func (w *world) report() {
	var file bytes.Buffer
	w.attached = must(SealAttachment(&file, w.rand, bytes.NewReader([]byte("a photograph, or so it says"))))
	w.blob = file.Bytes()
	w.sub = must(NewSubmission(w.rand, w.outline()))
	own := w.sub.Grants[0]
	w.talk = must(OpenGrant(w.phrase.Identity().Identity(), own, must(ParseAs[Grant](own.Signed))))
}

func (w *world) outline() Outline {
	return Outline{
		Phrase: w.phrase, Unit: "wct", Form: "harassment", Version: Hash([]byte("the form's text")),
		Site: "https://fairlead.example", Language: "fr", At: w.day,
		Addressees: []Addressee{
			{w.ada.holder(), w.ada.recipient()},
			{w.ben.holder(), w.ben.recipient()},
			{w.recovery.holder(), w.recovery.recipient()},
		},
		Exclusions: []string{"officer:" + w.eva.person},
		Fields:     map[string]any{"what": "Il s’est passé ceci…", "where": []string{"office", "travel"}},
		Files:      []FilePart{{Body: w.attached.Body("photo.png", "image/png"), Blob: w.attached.Sealed}},
	}
}

// letter is an item in talk:wct by somebody, after prev.
func (w *world) letter(signer ed25519.PrivateKey, by, text, prev string, at time.Time) Sealed {
	return must(SealItem(signer, w.rand, Post{
		Head: Head{By: by}, Report: w.sub.Report, Compartment: "talk:wct", Turn: 1, Kind: "letter", Prev: prev,
	}, must(w.talk.Recipient()), Letter{Text: text, Items: []string{}}, at))
}

// bundle is what a holder is served: the submission, and an answer by Ben.
func (w *world) bundle(holder string) Bundle {
	if w.sub.Report == "" {
		w.report()
	}
	b := Bundle{
		Report: w.sub.Report, Keys: []Signed{w.sub.Keys}, Directory: w.directory,
		Items: append([]Sealed{}, w.sub.Items...), Ended: []Ended{}, Own: []Sealed{},
	}
	for _, g := range w.sub.Grants {
		b.Grants = append(b.Grants, g.Signed)
		if must(ParseAs[Grant](g.Signed)).Holder == holder {
			b.Own = append(b.Own, g)
		}
	}
	prev := LineHash(b.Items[len(b.Items)-1].Signed)
	b.Items = append(b.Items, w.letter(w.ben.signer, w.ben.holder(), "Merci. Nous avons lu.", prev, w.day.Add(26*time.Hour)))
	return b
}

func (w *world) reader(s *staff) Reader { return Reader{Holder: s.holder(), Identity: s.seed} }

func (w *world) reporter() Reader {
	return Reader{Holder: "reporter", Identity: w.phrase.Identity(), Verify: w.phrase.Verify()}
}

// signRaw signs any text as a line of that kind, however wrong it is.
func signRaw(key ed25519.PrivateKey, is, text string) Signed {
	return Signed{Line: text, Sig: EncodeStd(ed25519.Sign(key, signedBytes(is, text)))}
}
