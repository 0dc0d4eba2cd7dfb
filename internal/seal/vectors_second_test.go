package seal

import "slices"

// second is a report that another office is told of: a talk: of its own, with its own
// identity, answers and holders. Each office is served its own alone.

// secondTalk is one made by hand, so that parts of it can be wrong.
type secondTalk struct {
	seed      Seed
	unit      string
	holders   []*staff
	bond      Seed
	grants    []Sealed
	answers   Sealed
	withholds bool // leaves the holders out of its answers' list
}

func (w *world) ethics() Talk {
	return Talk{
		Unit: "ethics", Form: "prevention", Version: Hash([]byte("the second form's text")),
		Addressees: []Addressee{{w.cyd.holder(), w.cyd.recipient()}},
		Fields:     map[string]any{"office": "wct", "fear": "On me l’a fait comprendre."},
	}
}

// make fills in the grants and the answers of a second talk.
func (w *world) make(t secondTalk) secondTalk {
	recipient := must(t.seed.Recipient())
	var listed []HolderKey
	grant := func(holder, to string) {
		t.grants = append(t.grants, must(NewGrant(w.phrase.Signer(), w.rand, Grant{
			Head: Head{By: "reporter", At: Day(w.day)}, Report: w.sub.Report, Compartment: "talk:" + t.unit, Turn: 1,
			Holder: holder, Basis: "intake",
		}, t.seed, to)))
		listed = append(listed, HolderKey{holder, HashRecipient(to)})
	}
	grant("reporter", must(w.phrase.Identity().Recipient()))
	for _, s := range t.holders {
		grant(s.holder(), s.recipient())
	}
	if t.withholds {
		listed = listed[:1]
	}
	talk, keys := w.ethics(), LineHash(w.sub.Keys)
	t.answers = must(SealItem(w.phrase.Signer(), w.rand, Post{
		Head: Head{By: "reporter"}, Report: w.sub.Report, Compartment: "talk:" + t.unit, Turn: 1, Kind: "answers",
	}, recipient, Answers{
		Keys: keys, Bond: Bond(t.bond, keys), Form: talk.Form, Version: talk.Version, Site: "https://fairlead.example",
		Language: "fr", Items: []string{}, Holders: listed, Exclusions: []string{"officer:" + w.eva.person}, Fields: talk.Fields,
	}, w.day))
	return t
}

// both is what a holder is served of a report and its second talk.
func (w *world) both(holder string, t secondTalk) Bundle {
	b := w.bundle(holder)
	one, two := false, false
	for _, g := range t.grants {
		if must(ParseAs[Grant](g.Signed)).Holder == holder {
			two = true
		}
	}
	one = len(b.Own) > 0
	if !one {
		b.Grants, b.Items = nil, nil
	}
	if !two {
		return b
	}
	for _, g := range t.grants {
		b.Grants = append(b.Grants, g.Signed)
		if must(ParseAs[Grant](g.Signed)).Holder == holder {
			b.Own = append(b.Own, g)
		}
	}
	b.Items = append(b.Items, t.answers)
	return b
}

func (m *bundleMaker) second() {
	w := m.w
	seed := w.seed()
	good := secondTalk{seed: seed, bond: seed, unit: "ethics", holders: []*staff{w.cyd}}
	add := func(note string, me Reader, t secondTalk, alter func(*Bundle, secondTalk)) {
		t = w.make(t)
		m.addBundle(note, me, w.both(me.Holder, t), func(b *Bundle) { alter(b, t) })
	}
	asIs := func(*Bundle, secondTalk) {}
	me, cyd, ben := w.reporter(), w.reader(w.cyd), w.reader(w.ben)
	add("a second talk: the reporter reads both", me, good, asIs)
	add("a second talk: its officer reads it alone", cyd, good, asIs)
	add("a second talk: an officer of the first sees nothing of it", ben, good, asIs)
	shared := good
	shared.seed, shared.bond = w.talk, w.talk
	add("a second talk with the identity of the first", me, shared, asIs)
	other := good
	other.bond = w.talk
	add("a second talk with answers that were bound to the first: the reporter", me, other, asIs)
	add("a second talk with answers that were bound to the first: its officer", cyd, other, asIs)
	add("a second talk with the first one's answers, signed for the second", cyd, good, func(b *Bundle, _ secondTalk) {
		line := must(ParseAs[Post](w.sub.Items[0].Signed))
		line.Compartment = "talk:ethics"
		b.Items[len(b.Items)-1] = Sealed{must(Sign(w.phrase.Signer(), line)), w.sub.Items[0].File}
	})
	add("a second talk whose answers lie in the first", me, good, func(b *Bundle, t secondTalk) {
		line := must(ParseAs[Post](t.answers.Signed))
		line.Compartment = "talk:wct"
		b.Items[len(b.Items)-1] = Sealed{must(Sign(w.phrase.Signer(), line)), t.answers.File}
	})
	wrong := good
	wrong.holders = []*staff{w.cyd, w.ben}
	add("a second talk that an officer of the first was handed", me, wrong, asIs)
	add("a second talk that an officer of the first was handed: for that officer", ben, wrong, asIs)
	recovery := good
	recovery.holders = []*staff{w.cyd, w.recovery}
	add("a second talk that the first one's recovery was handed", me, recovery, asIs)
	unlisted := good
	unlisted.withholds = true
	add("a second talk whose holder only the first one's answers could name", me, unlisted, asIs)
	elsewhere := good
	elsewhere.unit = "pppt"
	add("a second talk of a unit to which its officer does not belong", cyd, elsewhere, asIs)
	add("a second talk whose item goes on from one of the first", me, good, func(b *Bundle, t secondTalk) {
		b.Items = append(b.Items, must(SealItem(w.phrase.Signer(), w.rand, Post{
			Head: Head{By: "reporter"}, Report: w.sub.Report, Compartment: "talk:ethics", Turn: 1, Kind: "letter",
			Prev: LineHash(w.sub.Items[0].Signed),
		}, must(t.seed.Recipient()), Letter{"Encore un mot.", []string{}}, w.day)))
	})
	add("a file: that has the identity of its talk:", ben, good, func(b *Bundle, _ secondTalk) {
		g := w.assign(w.ben, w.ben, "file:wct", 1, w.talk, "")
		b.Grants, b.Own = append(b.Grants, g.Signed), append(b.Own, g)
	})
	m.strangersWord()
}

// strangersWord: an officer of another office tells a colleague the keys, in a grant that
// they could not make.
func (m *bundleMaker) strangersWord() {
	w, file := m.w, m.w.seed()
	m.add("a colleague with file: alone, who is told the keys by an officer of another office", w.reader(w.fay), func(b *Bundle) {
		g := w.assign(w.cyd, w.fay, "file:wct", 1, file, LineHash(w.sub.Keys))
		b.Grants, b.Own = append(slices.Clone(b.Grants), g.Signed), []Sealed{g}
		b.Items = []Sealed{}
	})
}
