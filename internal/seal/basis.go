package seal

import (
	"slices"
)

// approved says whether a second officer agreed to a line, by its hash, or to the step by
// which its signer took it.
func (o *opening) approved(hash, signer, step string) bool {
	lines := []string{hash}
	for _, s := range o.steps {
		if s.Step.Step == step && s.By == signer && slices.Contains(s.Of, hash) {
			lines = append(lines, s.hash)
		}
	}
	return slices.ContainsFunc(o.approvals, func(a Approval) bool {
		return a.By != signer && slices.Contains(lines, a.Of)
	})
}

// mayShare holds a grant of a share: to the request by which its signer asked, or said why
// nobody was asked.
func (o *opening) mayShare(g Grant) bool {
	_, id := Split(g.Basis)
	return slices.ContainsFunc(o.requests, func(r requestLine) bool {
		return r.ID == id && r.By == g.By && len(o.allowed(g, r)) > 0 && o.mayReceive(g, r)
	})
}

// allowed gives the answers that allow a grant on its day: for an exception, the request's
// own parts; none if it is not allowed.
func (o *opening) allowed(g Grant, r requestLine) [][]Part {
	kind, _ := Split(g.Basis)
	switch {
	case g.At > r.Until:
		return nil
	case kind == "exception" && r.Code != "" && o.approved(r.hash, r.By, "except"):
		return [][]Part{r.Parts}
	case kind == "consent" && r.Who != "":
		return o.consented(r, g.At)
	}
	return nil
}

// consented gives what the person asked agreed to, as it stood on a day: by their own answers
// to the request, or, while there is none, by what they said at sending. Lines know no hours:
// what was withdrawn on that very day was still agreed to.
func (o *opening) consented(r requestLine, day string) [][]Part {
	if own := o.answers(r, r.hash); len(own) > 0 {
		return agreedOn(own, day, func(c Consent) ([]Part, bool) { return c.Parts, c.agreesTo(r.Request) })
	}
	if o.askedSince(r, day) {
		return nil
	}
	return agreedOn(o.answers(r, ""), day, func(c Consent) ([]Part, bool) { return r.Parts, c.foresaw(r.Request) })
}

// askedSince says whether the person answered another request to pass it on to that office, on
// a day before: whatever they said, it is they who are asked from then on.
func (o *opening) askedSince(r requestLine, day string) bool {
	return slices.ContainsFunc(o.consents, func(c personal[Consent]) bool {
		l := c.line
		return l.Request != "" && l.By == r.Who && l.To == r.To && l.Purpose == Misdirected && l.At < day &&
			o.signedByPerson(c.text, "consent", r.Who) == nil
	})
}

// answers are the genuine answers of who was asked: to the request by its hash or, where that
// is "", to what they were asked at sending about the same office.
func (o *opening) answers(r requestLine, to string) []Consent {
	var all []Consent
	for _, c := range o.consents {
		if c.line.Request == to && c.line.By == r.Who && (to != "" || c.line.To == r.To) &&
			o.signedByPerson(c.text, "consent", r.Who) == nil {
			all = append(all, c.line)
		}
	}
	return all
}

// agreedOn gives what was agreed to on a day, answer by answer; nothing once it was withdrawn.
func agreedOn(answers []Consent, day string, agrees func(Consent) ([]Part, bool)) [][]Part {
	if slices.ContainsFunc(answers, func(c Consent) bool { return c.Answer == "withdrawn" && c.At < day }) {
		return nil
	}
	var agreed [][]Part
	for _, c := range answers {
		if parts, ok := agrees(c); ok && c.At <= day && day <= c.Until {
			agreed = append(agreed, parts)
		}
	}
	return agreed
}

// foresaw says whether what is asked for was agreed to at sending: that step, office and
// purpose, and no part that was not sent then.
func (l Consent) foresaw(r Request) bool {
	more := func(p Part) bool { return !slices.Contains(l.Parts, p) }
	return l.Answer == "yes" && l.Step == r.Step && l.To == r.To && l.Purpose == r.Purpose && r.Purpose == Misdirected &&
		len(r.Parts) > 0 && !slices.ContainsFunc(r.Parts, more)
}

// agreesTo says whether a consent says yes, or in part, to what was asked and to no more.
func (l Consent) agreesTo(r Request) bool {
	more := func(p Part) bool { return !slices.Contains(r.Parts, p) }
	return (l.Answer == "yes" || l.Answer == "part") && l.Step == r.Step && l.To == r.To && l.Purpose == r.Purpose &&
		!slices.ContainsFunc(l.Parts, more)
}

// mayReceive says whether a holder is one of those whom a request names: who asks, who is
// affected, or those to whom it goes. An exception asks nobody, so it does not say who is.
func (o *opening) mayReceive(g Grant, r requestLine) bool {
	if ValidWho(g.Holder) {
		return r.Who == "" || g.Holder == r.Who
	}
	return g.Holder == r.By || g.Holder == r.To || o.ofUnit(g.Holder, r.To, g.At)
}

// ofUnit says whether an officer has a line of "unit:<id>" at some hour of a day.
func (o *opening) ofUnit(officer, unit, day string) bool {
	_, person := Split(officer)
	return slices.ContainsFunc(o.dir.At(person, day), func(l Officer) bool { return "unit:"+l.Unit == unit })
}

// excluded says whether a grant is to an officer whom the reporter kept out, or, in a share:,
// the person who was asked.
func (o *opening) excluded(g Grant) bool {
	if kind, _ := Split(g.Holder); kind != "officer" {
		return false
	}
	people := []string{"reporter"}
	if place, id := Split(g.Compartment); place == "share" {
		for _, r := range o.requests {
			if r.ID == id {
				people = append(people, r.Who)
			}
		}
	}
	return slices.ContainsFunc(people, func(who string) bool { return o.keptOut(who, g) })
}

func (o *opening) keptOut(who string, g Grant) bool {
	if !o.believes(who) {
		return false
	}
	for _, k := range o.chains[who] {
		for _, e := range k.line.Exclusions {
			if (e == g.Holder || o.ofUnit(g.Holder, e, g.At)) && !o.lifted(who, e, g.At) {
				return true
			}
		}
	}
	return false
}

// lifted says whether somebody lifted their own exclusion by a day.
func (o *opening) lifted(who, exclusion, day string) bool {
	return slices.ContainsFunc(o.acts, func(a personal[Act]) bool {
		return a.line.Act == "lift" && a.line.Of == exclusion && a.line.By == who && a.line.At <= day &&
			o.signedByPerson(a.text, "act", who) == nil
	})
}
