package seal

import (
	"crypto/ed25519"
	"slices"
)

// keysOf is a keys line of somebody with a phrase; prev is the line before it, or none.
func (w *world) keysOf(who, by string, p Phrase, prev Signed, key ed25519.PrivateKey) Signed {
	line := Keys{
		Head: w.head(by), Report: w.sub.Report, Who: who, Recipient: must(p.Identity().Recipient()), Verify: p.Verify(),
	}
	if prev.Line != "" {
		line.Prev = LineHash(prev)
	}
	return must(Sign(key, line))
}

func readerOf(who string, p Phrase) Reader { return Reader{who, p.Identity(), p.Verify()} }

// renewed is a reporter who got new words: the keys line, what was handed to them anew, and
// a letter under the new key.
type renewed struct {
	words  Phrase
	keys   Signed
	grant  Sealed
	letter Sealed
}

func (w *world) renew(keys Signed, words Phrase) renewed {
	prev := LineHash(w.sub.Items[1].Signed)
	return renewed{
		words, keys,
		must(NewGrant(w.ben.signer, w.rand, Grant{
			Head: w.head(w.ben.holder()), Report: w.sub.Report, Compartment: "talk:wct", Turn: 1,
			Holder: "reporter", Keys: LineHash(keys), Basis: "assignment",
		}, w.talk, must(words.Identity().Recipient()))),
		w.letter(words.Signer(), "reporter", "Me revoilà.", prev, w.later(1)),
	}
}

// add shows it to an officer, to the reporter with new words, and with the old ones.
func (m *bundleMaker) addRenewed(note string, r renewed, lines ...Signed) {
	w := m.w
	serve := func(b *Bundle) {
		b.Keys = append(b.Keys, r.keys)
		b.Grants, b.Items, b.Lines = append(b.Grants, r.grant.Signed), append(b.Items, r.letter), lines
		if b.Own[0].Signed == w.sub.Grants[0].Signed {
			b.Own = append(b.Own, r.grant)
		}
	}
	m.add(note+": an officer", w.reader(w.ada), serve)
	m.add(note+": the reporter with the new words", readerOf("reporter", r.words), serve)
	m.add(note+": the reporter with the old words", w.reporter(), serve)
}

// newWords: the reporter's keys are replaced, as they may be and as they may not.
func (m *bundleMaker) newWords() {
	w := m.w
	words := must(NewPhrase(w.rand, "fr"))
	own := w.keysOf("reporter", "reporter", words, w.sub.Keys, w.phrase.Signer())
	m.addRenewed("keys replaced with the old key", w.renew(own, words))
	alone := w.keysOf("reporter", "reporter", words, w.sub.Keys, words.Signer())
	m.addRenewed("keys replaced without the old key", w.renew(alone, words))
	by := w.keysOf("reporter", w.ada.holder(), words, w.sub.Keys, w.ada.signer)
	step := w.says(w.ada, Step{
		Head: w.head(w.ada.holder()), Report: w.sub.Report, Unit: "wct", Step: "new-mailbox", Of: []string{LineHash(by)},
	})
	r := w.renew(by, words)
	m.addRenewed("keys replaced by an officer with another's approval of the step", r, step, w.approve(w.ben, LineHash(step)))
	m.addRenewed("keys replaced by an officer with another's approval of the line", r, w.approve(w.ben, LineHash(by)))
	m.addRenewed("keys replaced by an officer without approval", r, step)
	m.addRenewed("keys replaced by an officer who approved it", r, step, w.approve(w.ada, LineHash(step)))
	nobody := w.keysOf("reporter", w.ada.holder(), words, w.sub.Keys, w.signer())
	m.addRenewed("keys replaced by nobody known", w.renew(nobody, words), w.approve(w.ben, LineHash(nobody)))
	m.claimed(by, r, step, w.approve(w.ben, LineHash(step)))
	fork := must(NewPhrase(w.rand, "es"))
	m.add("keys replaced twice over", w.reader(w.ada), func(b *Bundle) {
		b.Keys = append(b.Keys, own, w.keysOf("reporter", "reporter", fork, w.sub.Keys, w.phrase.Signer()))
	})
	m.add("keys that follow none that are here", w.reader(w.ada), func(b *Bundle) {
		b.Keys = append(b.Keys, w.keysOf("reporter", "reporter", fork, own, words.Signer()))
	})
}

// claimed: who got new words from an officer makes their own, and hands themselves what they
// held.
func (m *bundleMaker) claimed(by Signed, r renewed, lines ...Signed) {
	w := m.w
	words := must(NewPhrase(w.rand, "es"))
	keys := w.keysOf("reporter", "reporter", words, by, r.words.Signer())
	self := must(NewGrant(words.Signer(), w.rand, Grant{
		Head: w.head("reporter"), Report: w.sub.Report, Compartment: "talk:wct", Turn: 1, Holder: "reporter", Basis: "assignment",
	}, w.talk, must(words.Identity().Recipient())))
	serve := func(b *Bundle) {
		b.Keys = append(b.Keys, by, keys)
		b.Grants, b.Items, b.Lines = append(b.Grants, r.grant.Signed, self.Signed), append(b.Items, r.letter), lines
		if b.Own[0].Signed == w.sub.Grants[0].Signed {
			b.Own = append(b.Own, r.grant, self)
		}
	}
	m.add("keys replaced by an officer, then by the reporter: an officer", w.reader(w.ben), serve)
	m.add("keys replaced by an officer, then by the reporter: the reporter", readerOf("reporter", words), serve)
	only := w.assign(w.ben, w.fay, "talk:wct", 1, w.talk, LineHash(keys))
	m.add("keys replaced, and a colleague who is told the newest by an officer and lacks the answers", w.reader(w.fay), func(b *Bundle) {
		later := b.Items[1:]
		b.Keys, b.Lines = append(b.Keys, by, keys), lines
		b.Grants, b.Own, b.Items = append(b.Grants, only.Signed), []Sealed{only}, later
	})
}

// invited is somebody beside the reporter with a mailbox of their own.
type invited struct {
	who           string
	paper, words  Phrase
	first, second Signed // keys: on paper, then their own
	seed          Seed
	grants        []Sealed // Ben's, the party's on paper, the party's own
	items         []Sealed
}

func (w *world) invite() invited {
	p := invited{who: "party:" + w.id(), paper: must(NewPhrase(w.rand, "en")), words: must(NewPhrase(w.rand, "en")), seed: w.seed()}
	p.first = w.keysOf(p.who, p.who, p.paper, Signed{}, p.paper.Signer())
	p.second = w.keysOf(p.who, p.who, p.words, p.first, p.paper.Signer())
	grant := func(key ed25519.PrivateKey, by string, to passed, keys string) {
		p.grants = append(p.grants, must(NewGrant(key, w.rand, Grant{
			Head: w.head(by), Report: w.sub.Report, Compartment: p.who, Turn: 1, Holder: to.holder, Keys: keys, Basis: "assignment",
		}, p.seed, to.recipient)))
	}
	named := LineHash(p.first)
	grant(w.ben.signer, w.ben.holder(), w.ben.passed(), named)
	grant(w.ben.signer, w.ben.holder(), passed{p.who, must(p.paper.Identity().Recipient())}, named)
	grant(p.words.Signer(), p.who, passed{p.who, must(p.words.Identity().Recipient())}, "")
	p.write(w, w.ben.signer, w.ben.holder(), "letter", Letter{"We would like to hear you.", []string{}})
	p.write(w, p.words.Signer(), p.who, "letter", Letter{"I will come.", []string{}})
	p.write(w, p.words.Signer(), p.who, "statement", Note{Text: "It was raining."})
	return p
}

func (p *invited) write(w *world, key ed25519.PrivateKey, by, kind string, body any) {
	prev := ""
	if len(p.items) > 0 {
		prev = LineHash(p.items[len(p.items)-1].Signed)
	}
	p.items = append(p.items, must(SealItem(key, w.rand, Post{
		Head: Head{By: by}, Report: w.sub.Report, Compartment: p.who, Turn: 1, Kind: kind, Prev: prev,
	}, must(p.seed.Recipient()), body, w.later(1))))
}

// party is what the person is served: no reporter, no office's talk.
func (w *world) party(p invited) Bundle {
	b := Bundle{
		Report: w.sub.Report, Keys: []Signed{p.first, p.second}, Directory: w.directory, Items: slices.Clone(p.items),
		Own: slices.Clone(p.grants[1:]), Ended: []Ended{}, Lines: []Signed{}, Origins: []Signed{},
	}
	for _, g := range p.grants {
		b.Grants = append(b.Grants, g.Signed)
	}
	return b
}

// withParty is what Ben is served of it beside the report.
func (w *world) withParty(p invited) Bundle {
	b := w.bundle(w.ben.holder())
	b.Keys = append(b.Keys, p.first, p.second)
	for _, g := range p.grants {
		b.Grants = append(b.Grants, g.Signed)
	}
	b.Own, b.Items = append(b.Own, p.grants[0]), append(b.Items, p.items...)
	return b
}

func (m *bundleMaker) parties() {
	w := m.w
	p := w.invite()
	add := func(note string, alter func(*Bundle)) {
		m.addBundle("a party: "+note+": the party", readerOf(p.who, p.words), w.party(p), alter)
		m.addBundle("a party: "+note+": the officer", w.reader(w.ben), w.withParty(p), alter)
	}
	keys := func(b *Bundle, first, second Signed) {
		b.Keys = append(slices.Clone(b.Keys[:len(b.Keys)-2]), first, second)
	}
	forger := must(NewPhrase(w.rand, "fr"))
	add("as it should be", func(*Bundle) {})
	m.addBundle("a party: as it should be, with the words on paper", readerOf(p.who, p.paper), w.party(p), func(*Bundle) {})
	add("the keys swapped", func(b *Bundle) {
		keys(b, w.keysOf(p.who, p.who, forger, Signed{}, forger.Signer()), p.second)
	})
	add("the second keys swapped", func(b *Bundle) {
		keys(b, p.first, w.keysOf(p.who, p.who, forger, p.first, forger.Signer()))
	})
	add("another first keys line beside it", func(b *Bundle) {
		b.Keys = append(b.Keys, w.keysOf(p.who, p.who, forger, Signed{}, forger.Signer()))
	})
	add("the keys of another party", func(b *Bundle) {
		other := "party:" + w.id()
		keys(b, w.keysOf(other, other, forger, Signed{}, forger.Signer()), p.second)
	})
	add("no keys", func(b *Bundle) { b.Keys = b.Keys[:len(b.Keys)-2] })
	add("grants that name no keys", func(b *Bundle) {
		b.Grants, b.Own = slices.Clone(b.Grants), slices.Clone(b.Own)
		for i, g := range p.grants[:2] {
			l := must(ParseAs[Grant](g.Signed))
			l.Keys = ""
			again := w.says(w.ben, l)
			b.Grants[slices.Index(b.Grants, g.Signed)] = again
			if at := slices.IndexFunc(b.Own, func(s Sealed) bool { return s.Signed == p.grants[i].Signed }); at >= 0 {
				b.Own[at].Signed = again
			}
		}
	})
	add("a letter that the server signed", func(b *Bundle) {
		i := len(b.Items) - 2
		b.Items[i].Signed = must(Sign(w.signer(), must(ParseAs[Post](b.Items[i].Signed))))
	})
	m.strangersParty(p)
	m.affected(p)
}

// strangersParty: a party: that an officer began who holds no talk: of the report.
func (m *bundleMaker) strangersParty(p invited) {
	w := m.w
	line := must(ParseAs[Grant](p.grants[0].Signed))
	line.By, line.Holder = w.cyd.holder(), w.cyd.holder()
	g := must(NewGrant(w.cyd.signer, w.rand, line, w.seed(), w.cyd.recipient()))
	m.addBundle("a party that an officer of another office began", w.reader(w.ben), w.bundle(w.ben.holder()), func(b *Bundle) {
		b.Keys, b.Grants = append(b.Keys, p.first), append(b.Grants, g.Signed)
	})
}

// affected: the person to whom it happened did not report it, and is asked instead.
func (m *bundleMaker) affected(p invited) {
	w := m.w
	s := w.ask(partsOf(w.sub.Items[0]))
	s.request.Who = p.who
	s.holders[3] = passed{p.who, must(p.words.Identity().Recipient())}
	s.keys, s.origins = LineHash(p.first), []Signed{w.sub.Grants[0].Signed}
	s.sign(w)
	c := w.consent(s)
	c.By = p.who
	s.lines = []Signed{must(Sign(p.words.Signer(), c))}
	s.grant(w, "consent", w.tomorrow())
	// The giver's own grant names the reporter's keys, since the reporter's items are passed on.
	self := must(ParseAs[Grant](s.grants[0].Signed))
	self.Keys = LineHash(w.sub.Keys)
	s.grants[0].Signed = w.says(w.ada, self)
	s.copy(w, w.sub.Items[0])
	serve := func(holder string, b Bundle) Bundle {
		of := w.shared(holder, s)
		b.Lines, b.Origins = of.Lines, of.Origins
		b.Items = append(b.Items, s.items...)
		for _, g := range s.grants {
			b.Grants = append(b.Grants, g.Signed)
			if must(ParseAs[Grant](g.Signed)).Holder == holder {
				b.Own = append(b.Own, g)
			}
		}
		return b
	}
	yours := serve(p.who, w.party(p))
	yours.Keys = append([]Signed{w.sub.Keys}, yours.Keys...)
	m.addBundle("passed on with a party's consent: the party", readerOf(p.who, p.words), yours, func(*Bundle) {})
	theirs := w.shared(w.cyd.holder(), s)
	theirs.Keys = []Signed{w.sub.Keys, p.first, p.second}
	m.addBundle("passed on with a party's consent: the receiver", w.reader(w.cyd), theirs, func(*Bundle) {})
	m.addBundle("passed on with a party's consent: the receiver, without the party's keys", w.reader(w.cyd), theirs, func(b *Bundle) {
		b.Keys = b.Keys[:1]
	})
	m.addBundle("passed on with a party's consent: the receiver, without the reporter's keys", w.reader(w.cyd), theirs, func(b *Bundle) {
		b.Keys = b.Keys[1:]
	})
	reporter := s
	c.By = "reporter"
	reporter.lines = []Signed{must(Sign(w.phrase.Signer(), c))}
	m.addBundle("passed on with the consent of the reporter, where a party was asked", readerOf(p.who, p.words), yours, func(b *Bundle) {
		b.Lines = append([]Signed{s.asked}, reporter.lines...)
	})
}
