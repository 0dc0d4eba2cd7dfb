package seal

import "slices"

// atSending is a passing of the answers and their file to the Ethics Office as the right one,
// by what the reporter agreed to as they sent it and by no answer to the request.
func (m *bundleMaker) atSending(alter func(*passing), consent func(*Consent)) passing {
	w := m.w
	answers, file := w.sub.Items[0], w.sub.Items[1]
	p := w.ask(partsOf(answers, file))
	p.request.Step, p.request.Purpose = PassOn, Misdirected
	p.origins = []Signed{w.sub.Grants[0].Signed}
	given := w.given(p)
	alter(&p)
	p.sign(w)
	consent(&given)
	p.lines = []Signed{must(Sign(w.phrase.Signer(), given))}
	p.grant(w, "consent", w.tomorrow())
	p.copy(w, answers, file)
	return p
}

// given is what the reporter agreed to as they sent the report, for one office.
func (w *world) given(p passing) Consent {
	return Consent{
		Head: Head{ID: w.id(), By: "reporter", At: Day(w.day)}, Report: w.sub.Report, Answer: "yes", Step: PassOn,
		To: p.request.To, Purpose: Misdirected, Parts: partsOf(w.sub.Items[0], w.sub.Items[1]), Until: dayAfter(w.day, SendingDays),
	}
}

// sendings: what was agreed to at sending, and what it does not reach.
func (m *bundleMaker) sendings() {
	w := m.w
	good := m.atSending(asAsked, asAgreed)
	m.both("agreed to at sending", good)
	asks := func(note string, alter func(*Request)) {
		m.both("agreed to at sending: "+note, m.atSending(func(p *passing) { alter(&p.request) }, asAgreed))
	}
	asks("a part of it is asked for", func(r *Request) { r.Parts = r.Parts[:1] })
	asks("more is asked for than was sent", func(r *Request) { r.Parts = append(slices.Clone(r.Parts), Part{w.id(), "letter"}) })
	asks("nothing is asked for", func(r *Request) { r.Parts = []Part{} })
	asks("another step is asked for", func(r *Request) { r.Step = "refer" })
	asks("another purpose is asked for", func(r *Request) { r.Purpose = "investigate" })
	asks("somebody else is asked", func(r *Request) { r.Who = "party:" + w.id() })
	asks("an officer is to receive it and no office", func(r *Request) { r.To = w.cyd.holder() })
	gives := func(note string, alter func(*Consent)) {
		m.both("agreed to at sending: "+note, m.atSending(asAsked, alter))
	}
	gives("for another office", func(c *Consent) { c.To = "unit:pppt" })
	gives("for another step", func(c *Consent) { c.Step = "refer" })
	gives("of another item", func(c *Consent) { c.Parts = []Part{{w.id(), "answers"}} })
	gives("it ran out the day before", func(c *Consent) { c.Until = Day(w.day) })
	gives("on its last day", func(c *Consent) { c.Until = w.tomorrow() })
	gives("on a later day than it was passed on", func(c *Consent) { c.At = dayAfter(w.day, 2) })
	gives("in another report", func(c *Consent) { c.Report = w.id() })
	none := good
	none.lines = nil
	m.both("agreed to at sending: the line is not here", none)
	stranger := good
	stranger.lines = []Signed{must(Sign(w.signer(), must(ParseAs[Consent](good.lines[0]))))}
	m.both("agreed to at sending: a stranger signed it", stranger)
	m.takenBack(good)
	m.answered(good)
}

// takenBack: from the day after, it is nothing any more.
func (m *bundleMaker) takenBack(good passing) {
	w := m.w
	add := func(note, day string, by Phrase, alter func(*Consent)) {
		p, c := good, w.given(good)
		c.Answer, c.Parts, c.At = "withdrawn", nil, day
		alter(&c)
		p.lines = append(slices.Clone(p.lines), must(Sign(by.Signer(), c)))
		p.grant(w, "consent", dayAfter(w.day, 2))
		m.both("agreed to at sending, taken back "+note, p)
	}
	add("the day before", w.tomorrow(), w.phrase, asAgreed)
	add("on the very day", dayAfter(w.day, 2), w.phrase, asAgreed)
	add("for another office", w.tomorrow(), w.phrase, func(c *Consent) { c.To = "unit:pppt" })
	add("by a stranger", w.tomorrow(), must(NewPhrase(w.rand, "en")), asAgreed)
}

// answered: whoever answers the request itself has said the last word.
func (m *bundleMaker) answered(good passing) {
	w := m.w
	add := func(note string, by Phrase, alter func(*Consent)) {
		p, c := good, w.consent(good)
		alter(&c)
		p.lines = append(slices.Clone(p.lines), must(Sign(by.Signer(), c)))
		m.both("agreed to at sending, "+note, p)
	}
	no := func(c *Consent) { c.Answer, c.Parts = "no", nil }
	add("and refused when asked", w.phrase, no)
	add("and by a stranger refused when asked", must(NewPhrase(w.rand, "en")), no)
	elsewhere := func(day, to string) func(*Consent) {
		return func(c *Consent) {
			c.Request, c.Answer, c.Parts, c.At, c.To = Hash([]byte("another")), "no", nil, day, to
		}
	}
	add("and refused to another request the day before", w.phrase, elsewhere(Day(w.day), good.request.To))
	add("and refused to another request on the very day", w.phrase, elsewhere(w.tomorrow(), good.request.To))
	add("and refused to another request about another office", w.phrase, elsewhere(Day(w.day), "unit:pppt"))
	add("and by a stranger refused to another request", must(NewPhrase(w.rand, "en")), elsewhere(Day(w.day), good.request.To))
	add("and when asked to a part alone", w.phrase, func(c *Consent) { c.Answer, c.Parts = "part", c.Parts[:1] })
}
