package seal

import (
	"slices"
	"strings"
)

// copies: what is passed on must be what its author wrote, agreed to, and from its place.
func (m *bundleMaker) copies() {
	w := m.w
	good := m.share(asAsked, asAgreed)
	add := func(note string, alter func(*passing)) {
		p := good
		p.items, p.origins = slices.Clone(p.items), slices.Clone(p.origins)
		alter(&p)
		m.both("a copy "+note, p)
	}
	add("of an item that was not asked for", func(p *passing) {
		p.copy(w, w.letter(w.ben.signer, w.ben.holder(), "Entre nous.", "", w.later(1)))
	})
	add("under a line of which a digit is another", func(p *passing) {
		s := w.sub.Items[0]
		p.items[0] = w.copyOf(*p, Signed{strings.Replace(s.Line, `"turn":1`, `"turn":2`, 1), s.Sig}, s)
	})
	add("with a text of which a byte is another", func(p *passing) {
		p.items[0] = m.altered(*p, func(c *Copy) { c.Text = strings.Replace(c.Text, "passé", "pessé", 1) })
	})
	add("that says it lay elsewhere", func(p *passing) {
		p.items[0] = m.altered(*p, func(c *Copy) { c.From = "file:wct" })
	})
	add("that somebody else signed as its author", func(p *passing) {
		line := must(ParseAs[Post](w.sub.Items[0].Signed))
		p.items[0] = w.copyOf(*p, must(Sign(w.signer(), line)), w.sub.Items[0])
	})
	add("of another report", func(p *passing) {
		line := must(ParseAs[Post](w.sub.Items[0].Signed))
		line.Report = w.id()
		p.items[0] = w.copyOf(*p, must(Sign(w.phrase.Signer(), line)), w.sub.Items[0])
	})
	add("of a file that does not name its attachment", func(p *passing) {
		s := w.sub.Items[1]
		item := must(OpenItem(w.talk.Identity(), s, must(ParseAs[Post](s.Signed))))
		p.items[1] = w.copied(*p, Copy{"talk:wct", s.Line, s.Sig, string(item.Text)}, nil)
	})
	add("twice", func(p *passing) { p.items = append(p.items, p.items[0]) })
	m.origins(add)
	m.letters(good)
	m.accepted(good)
}

// altered is a copy of the answers whose body was changed after it was checked.
func (m *bundleMaker) altered(p passing, alter func(*Copy)) Sealed {
	w, s := m.w, m.w.sub.Items[0]
	item := must(OpenItem(w.talk.Identity(), s, must(ParseAs[Post](s.Signed))))
	body := Copy{"talk:wct", s.Line, s.Sig, string(item.Text)}
	alter(&body)
	text := []byte(must(encodeLine(plainItem{1, w.id(), Moment(w.later(1)), []byte(must(encodeLine(body)))})))
	file := must(Seal(must(p.seed.Recipient()), padText(text)))
	line := p.post(w, nil)
	line.ID, line.At, line.Text, line.Sealed = w.id(), w.tomorrow(), Hash(text), Hash(file)
	return Sealed{w.says(p.giver, line), file}
}

// origins: the author of what is copied must have held the place where it lay.
func (m *bundleMaker) origins(add func(string, func(*passing))) {
	w := m.w
	add("whose author's grants are not here", func(p *passing) { p.origins = nil })
	add("whose author was handed its place by an officer of another office", func(p *passing) {
		p.origins[1] = w.assign(w.cyd, w.ben, "file:wct", 1, w.file, "").Signed
	})
	add("whose author held another turn", func(p *passing) {
		p.origins[1] = w.assign(w.ben, w.ben, "file:wct", 2, w.file, "").Signed
	})
	add("whose author's grant is to other keys", func(p *passing) {
		line := must(ParseAs[Grant](p.origins[1]))
		line.Key = HashRecipient(w.cyd.recipient())
		p.origins[1] = w.says(w.ben, line)
	})
	add("whose author's grant nobody known signed", func(p *passing) {
		p.origins[1] = must(Sign(w.signer(), must(ParseAs[Grant](p.origins[1]))))
	})
}

// letters: both offices can answer in a share:, where the reporter reads it too.
func (m *bundleMaker) letters(good passing) {
	w := m.w
	letter := func(p *passing, s *staff) {
		p.items = append(slices.Clone(p.items), must(SealItem(s.signer, w.rand, Post{
			Head: Head{By: s.holder()}, Report: w.sub.Report, Compartment: "share:" + p.request.ID, Turn: 1, Kind: "letter",
		}, must(p.seed.Recipient()), Letter{"We cannot take it.", []string{}}, w.later(2))))
	}
	p := good
	letter(&p, w.cyd)
	letter(&p, w.ada)
	m.both("letters of both offices in a share", p)
	p = good
	letter(&p, w.gus)
	m.both("a letter in a share by somebody who was handed nothing", p)
}

// accepted: who received a share: begins their own office's talk: and file:.
func (m *bundleMaker) accepted(p passing) {
	w := m.w
	talk, file := w.seed(), w.seed()
	reporter := must(w.phrase.Identity().Recipient())
	begin := func(s *staff, compartment string, seed Seed, to passed) Sealed {
		return must(NewGrant(s.signer, w.rand, Grant{
			Head: Head{By: s.holder(), At: dayAfter(w.day, 2)}, Report: w.sub.Report, Compartment: compartment, Turn: 1,
			Holder: to.holder, Keys: p.keys, Basis: "assignment",
		}, seed, to.recipient))
	}
	yours := begin(w.cyd, "talk:ethics", talk, passed{"reporter", reporter})
	theirs, notes := begin(w.cyd, "talk:ethics", talk, w.cyd.passed()), begin(w.cyd, "file:ethics", file, w.cyd.passed())
	first := must(SealItem(w.cyd.signer, w.rand, Post{
		Head: Head{By: w.cyd.holder()}, Report: w.sub.Report, Compartment: "talk:ethics", Turn: 1, Kind: "letter",
	}, must(talk.Recipient()), Letter{"Nous avons reçu votre dossier.", []string{}}, w.later(2)))
	me, cyd := w.reporter(), w.reader(w.cyd)
	m.addBundle("an office that accepts begins its own talk: the reporter", me, w.shared("reporter", p), func(b *Bundle) {
		b.Grants, b.Own, b.Items = append(b.Grants, theirs.Signed, yours.Signed), append(b.Own, yours), append(b.Items, first)
	})
	m.addBundle("an office that accepts begins its own talk and file: its officer", cyd, w.shared(w.cyd.holder(), p), func(b *Bundle) {
		b.Grants = append(b.Grants, theirs.Signed, yours.Signed, notes.Signed)
		b.Own, b.Items = append(b.Own, theirs, notes), append(b.Items, first)
	})
	hand := begin(w.cyd, "talk:ethics", talk, w.dan.passed())
	colleague := func(note string, alter func(*Bundle)) {
		b := w.shared(w.cyd.holder(), p)
		b.Grants, b.Own, b.Items = []Signed{theirs.Signed, yours.Signed, hand.Signed}, []Sealed{hand}, []Sealed{first}
		b.Origins = []Signed{p.grants[1].Signed}
		m.addBundle("a colleague in an office that accepted, who was not handed what was passed on"+note, w.reader(w.dan), b, alter)
	}
	colleague("", func(*Bundle) {})
	colleague(": the grant of it is not here", func(b *Bundle) { b.Origins = nil })
	colleague(": the consent is not here", func(b *Bundle) { b.Lines = b.Lines[:1] })
	colleague(": the grant of it is another's", func(b *Bundle) { b.Origins = []Signed{p.grants[2].Signed} })
	colleague(": nobody known signed the grant of it", func(b *Bundle) {
		b.Origins = []Signed{must(Sign(w.signer(), must(ParseAs[Grant](p.grants[1].Signed))))}
	})
	m.addBundle("a talk that an officer of another office begins", me, w.shared("reporter", p), func(b *Bundle) {
		b.Grants = append(b.Grants, begin(w.cyd, "talk:pppt", talk, passed{"reporter", reporter}).Signed)
	})
	m.addBundle("a talk that the giver begins by a share of their own", me, w.shared("reporter", p), func(b *Bundle) {
		b.Grants = append(b.Grants[len(b.Grants)-len(p.grants):], begin(w.ada, "talk:wct", talk, passed{"reporter", reporter}).Signed)
		b.Items = nil
	})
	m.addBundle("a talk that somebody of the receiving office begins who was handed nothing", me, w.shared("reporter", p), func(b *Bundle) {
		b.Grants = append(b.Grants[:len(b.Grants)-2:len(b.Grants)-2], b.Grants[len(b.Grants)-1], begin(w.dan, "talk:ethics", talk, w.dan.passed()).Signed)
	})
}
