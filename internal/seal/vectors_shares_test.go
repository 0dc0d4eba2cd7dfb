package seal

import "slices"

// share is a passing by consent, as it should be but for what alter does to it: of the
// answers, their file and an assessment.
func (m *bundleMaker) share(alter func(*passing), consent func(*Consent)) passing {
	w := m.w
	note, grant := w.assessment()
	answers, file := w.sub.Items[0], w.sub.Items[1]
	p := w.ask(partsOf(answers, file, note))
	p.origins = []Signed{w.sub.Grants[0].Signed, grant.Signed}
	alter(&p)
	p.sign(w)
	c := w.consent(p)
	consent(&c)
	p.lines = append([]Signed{must(Sign(w.phrase.Signer(), c))}, p.lines...)
	p.grant(w, "consent", w.tomorrow())
	p.copy(w, answers, file, note)
	return p
}

func asAsked(*passing) {}

func asAgreed(*Consent) {}

// both adds a case for the reporter, who sees every grant, and one for the receiver.
func (m *bundleMaker) both(note string, p passing) {
	for _, me := range []struct {
		name   string
		reader Reader
	}{{"the reporter", m.w.reporter()}, {"the receiver", m.w.reader(m.w.cyd)}} {
		m.addBundle(note+": "+me.name, me.reader, m.w.shared(me.reader.Holder, p), func(*Bundle) {})
	}
}

// shares: what is passed on by consent, and what is not.
func (m *bundleMaker) shares() {
	w := m.w
	good := m.share(asAsked, asAgreed)
	m.both("passed on by consent", good)
	read := func(note string, s *staff) {
		m.addBundle("passed on by consent: "+note, w.reader(s), w.shared(s.holder(), good), func(*Bundle) {})
	}
	read("the giver", w.ada)
	read("a colleague of the receiver", w.dan)
	read("a colleague of the giver, who is handed nothing of it", w.ben)
	m.consents()
	m.withdrawn(good)
	m.sendings()
	m.receivers()
	m.keptOut()
}

func (m *bundleMaker) consents() {
	w, good := m.w, m.share(asAsked, asAgreed)
	add := func(note string, alter func(*Consent)) {
		p, c := good, must(ParseAs[Consent](good.lines[0]))
		alter(&c)
		p.lines = []Signed{must(Sign(w.phrase.Signer(), c))}
		m.both("consent "+note, p)
	}
	stranger := good
	c := must(ParseAs[Consent](good.lines[0]))
	stranger.lines = []Signed{must(Sign(w.signer(), c))}
	m.both("consent signed by a stranger", stranger)
	none := good
	none.lines = nil
	m.both("consent that is not here", none)
	unasked := good
	unasked.asked = must(Sign(w.signer(), good.request))
	m.both("consent to a request that its officer did not sign", unasked)
	add("of no", func(c *Consent) { c.Answer, c.Parts = "no", nil })
	add("to a part", func(c *Consent) { c.Answer, c.Parts = "part", c.Parts[:2] })
	add("to more than was asked", func(c *Consent) { c.Parts = append(slices.Clone(c.Parts), Part{w.id(), "file"}) })
	add("to another kind of part", func(c *Consent) { c.Parts = []Part{{c.Parts[0].ID, "letter"}} })
	add("to another request", func(c *Consent) { c.Request = Hash([]byte("another")) })
	add("to another step", func(c *Consent) { c.Step = "obtain" })
	add("to another office", func(c *Consent) { c.To = "unit:pppt" })
	add("to another purpose", func(c *Consent) { c.Purpose = "investigate" })
	add("of another report", func(c *Consent) { c.Report = w.id() })
	add("that ran out the day before", func(c *Consent) { c.Until = Day(w.day) })
	add("on its last day", func(c *Consent) { c.Until = w.tomorrow() })
	add("given on a later day", func(c *Consent) { c.At = dayAfter(w.day, 2) })
	late := m.share(func(p *passing) { p.request.Until = Day(w.day) }, func(c *Consent) { c.Until = dayAfter(w.day, 31) })
	m.both("consent to a request that ran out the day before", late)
}

func (m *bundleMaker) withdrawn(good passing) {
	w := m.w
	add := func(note, day, granted string, by Phrase) {
		p := good
		c := w.consent(p)
		c.Answer, c.Parts, c.At = "withdrawn", nil, day
		p.lines = append(slices.Clone(p.lines), must(Sign(by.Signer(), c)))
		p.grant(w, "consent", granted)
		m.both(note, p)
	}
	add("consent withdrawn on the day before", w.tomorrow(), dayAfter(w.day, 2), w.phrase)
	add("consent withdrawn on the very day", w.tomorrow(), w.tomorrow(), w.phrase)
	add("consent withdrawn by a stranger", w.tomorrow(), dayAfter(w.day, 2), must(NewPhrase(w.rand, "en")))
}

func (m *bundleMaker) receivers() {
	w := m.w
	to := func(note string, alter func(*passing)) { m.both("a share "+note, m.share(alter, asAgreed)) }
	to("handed to an officer of another unit", func(p *passing) { p.holders = append(p.holders, w.gus.passed()) })
	to("handed to a colleague of the giver", func(p *passing) { p.holders = append(p.holders, w.ben.passed()) })
	to("to one officer, handed to another of that office", func(p *passing) { p.request.To = w.cyd.holder() })
	to("sealed to other keys than its holder's", func(p *passing) { p.holders[1].recipient = w.gus.recipient() })
	good := m.share(asAsked, asAgreed)
	other := good
	other.giver = w.ben
	other.grant(w, "consent", w.tomorrow())
	m.both("a share handed out by another than who asked", other)
	calls := good
	calls.grant(w, "exception", w.tomorrow())
	m.both("a share by consent that calls itself an exception", calls)
	gus := m.share(func(p *passing) { p.holders = append(p.holders, w.gus.passed()) }, asAgreed)
	m.addBundle("a share handed to an officer of another unit: for that officer", w.reader(w.gus), w.shared(w.gus.holder(), gus), func(*Bundle) {})
}

// keptOut: the reporter's exclusions hold in every office and on every basis.
func (m *bundleMaker) keptOut() {
	w := m.w
	p := m.share(func(p *passing) {
		p.request.To = w.eva.holder()
		p.holders = append(p.holders, w.eva.passed())
	}, asAgreed)
	me := w.reporter()
	m.addBundle("a share to somebody whom the reporter kept out", me, w.shared("reporter", p), func(*Bundle) {})
	lift := func(note, day string, by Phrase) {
		m.addBundle("a share to somebody whom the reporter kept out, "+note, me, w.shared("reporter", p), func(b *Bundle) {
			b.Lines = append(b.Lines, must(Sign(by.Signer(), Act{
				Head: Head{ID: w.id(), By: "reporter", At: day}, Report: w.sub.Report, Act: "lift", Of: w.eva.holder(),
			})))
		})
	}
	lift("and let in again", w.tomorrow(), w.phrase)
	lift("and let in on a later day", dayAfter(w.day, 2), w.phrase)
	lift("and whom a stranger would have let in", w.tomorrow(), must(NewPhrase(w.rand, "en")))
}

// exception is a passing that nobody is asked about, and the step by which Ada takes it.
func (m *bundleMaker) exception() (passing, Signed) {
	w := m.w
	answers := w.sub.Items[0]
	p := w.ask(partsOf(answers))
	p.request.Who, p.request.Code, p.request.Review = "", "danger", dayAfter(w.day, 20)
	p.origins = []Signed{w.sub.Grants[0].Signed}
	p.sign(w)
	p.grant(w, "exception", w.tomorrow())
	p.copy(w, answers)
	return p, w.except(p, LineHash(p.asked))
}

func (w *world) except(p passing, of ...string) Signed {
	return w.says(p.giver, Step{
		Head: w.head(p.giver.holder()), Report: w.sub.Report, Unit: "wct", Step: "except", Code: "danger", To: p.request.To,
		Day: p.request.Review, Of: of,
	})
}

func (w *world) approve(s *staff, of string) Signed {
	return w.says(s, Approval{Head: w.head(s.holder()), Of: of})
}

func (m *bundleMaker) exceptions() {
	w := m.w
	p, step := m.exception()
	asked, taken := LineHash(p.asked), LineHash(step)
	add := func(note string, lines ...Signed) {
		p.lines = lines
		m.both("an exception "+note, p)
	}
	add("with the step approved by another officer", step, w.approve(w.ben, taken))
	add("with the request approved by another officer", w.approve(w.ben, asked))
	add("that nobody approved", step)
	add("approved by who asked for it", step, w.approve(w.ada, taken), w.approve(w.ada, asked))
	add("whose approval nobody known signed", step, must(Sign(w.signer(), must(ParseAs[Approval](w.approve(w.ben, taken))))))
	before := must(ParseAs[Approval](w.approve(w.ben, taken)))
	before.At = "2026-10-31"
	add("approved on a day on which the officer had no line", step, w.says(w.ben, before))
	add("whose approval is of something else", step, w.approve(w.ben, Hash([]byte("else"))))
	other := w.except(p, Hash([]byte("else")))
	add("with a step approved that names something else", other, w.approve(w.ben, LineHash(other)))
	foreign := must(ParseAs[Step](step))
	foreign.Step = "refer"
	renamed := w.says(w.ada, foreign)
	add("with another step approved", renamed, w.approve(w.ben, LineHash(renamed)))
	foreign = must(ParseAs[Step](step))
	foreign.By = w.fay.holder()
	theirs := w.says(w.fay, foreign)
	add("with somebody else's step approved", theirs, w.approve(w.ben, LineHash(theirs)))
	late := p
	late.lines = []Signed{step, w.approve(w.ben, taken)}
	late.grant(w, "exception", dayAfter(w.day, 32))
	m.both("an exception after its last day", late)
	asks := p
	asks.lines = []Signed{step, w.approve(w.ben, taken)}
	asks.grant(w, "consent", w.tomorrow())
	m.both("an exception that calls itself a consent", asks)
}
