package casework

import (
	"fmt"
	"slices"
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// What officers' pages would send, made without keys.

func (w *town) head(is, by string) seal.Head {
	return seal.Head{V: 1, Is: is, ID: w.id(), By: by, At: w.o.Day}
}

func (w *town) line(is, by string, what any) Line {
	return Line{Head: w.head(is, by), Hash: w.hash(), What: what}
}

// written is a line as it is sent: signed, where it goes to a database.
func (w *town) written(c *Case, is, by string, what any) Line {
	if w.real != nil {
		return w.real.line(w, c, by, what)
	}
	return w.line(is, by, what)
}

func (w *town) post(c *Case, a Actor, kind, place string) mailbox.Post {
	line := seal.Post{
		Head: w.head("post", a.holder()), Report: c.Report, Compartment: place, Turn: turnOf(c, place), Kind: kind,
	}
	if w.real != nil {
		return w.real.post(w, c, line, nil)
	}
	return mailbox.Post{Hash: w.hash(), Line: line}
}

// copied passes one part on.
func (w *town) copied(c *Case, a Actor, part seal.Part, place string) mailbox.Post {
	post := w.post(c, a, "copy", place)
	if w.real != nil {
		post = w.real.copied(w, c, post.Line, part)
	}
	return post
}

// parts are what somebody can be asked to pass on.
func (w *town) parts(c *Case) []seal.Part {
	if w.real != nil {
		return w.real.parts(c.Unit)
	}
	return []seal.Part{{ID: w.id(), Kind: "answers"}, {ID: w.id(), Kind: "file"}}
}

// turnOf is the turn of a compartment in which something is written, or which begins it.
func turnOf(c *Case, place string) int64 { return max(1, newest(*c, place)) }

// name tells the turns of a compartment apart.
func (r room) name() string {
	if r.turn == 1 {
		return r.compartment
	}
	return fmt.Sprintf("%s#%d", r.compartment, r.turn)
}

// recipientOf is the public half of a compartment's turn.
func (w *town) recipientOf(at room) string {
	if w.real != nil {
		return w.real.recipient(at)
	}
	return "of " + at.name()
}

// newKeys are keys for somebody who gets words, signed by whoever makes them.
func (w *town) newKeys(c *Case, by, who, prev string) *NewParty {
	line := seal.Keys{Head: w.head("keys", by), Report: c.Report, Who: who, Recipient: pick(w, keyRing), Verify: "v", Prev: prev}
	if w.real != nil {
		if who == mailbox.Reporter {
			line.Exclusions = c.Exclusions
		}
		return w.real.newKeys(w, line)
	}
	return &NewParty{Handle: w.hash(), Line: line, Hash: w.hash()}
}

func (w *town) grant(c *Case, a Actor, holder, place, basis, recipient string) NewGrant {
	if w.real != nil {
		w.real.holders[seal.HashRecipient(recipient)] = recipient
	}
	return w.grantOf(c, a, holder, room{place, turnOf(c, place)}, basis, recipient)
}

func (w *town) grantOf(c *Case, a Actor, holder string, at room, basis, recipient string) NewGrant {
	return NewGrant{Hash: w.hash(), Line: seal.Grant{
		Head: w.head("grant", a.holder()), Report: c.Report, Compartment: at.compartment, Turn: at.turn, Recipient: w.recipientOf(at),
		Holder: holder, Key: seal.HashRecipient(recipient), Basis: basis,
	}}
}

// turns are the grants of a new turn, as a browser makes them: to all who hold the newest still
// and may, and to recovery.
func (w *town) turns(c *Case, a Actor, place string) []NewGrant {
	at := room{place, newest(*c, place) + 1}
	grants, seen := []NewGrant{}, map[string]bool{}
	add := func(holder, recipient string) {
		if !seen[holder] {
			seen[holder] = true
			if w.real != nil {
				w.real.holders[seal.HashRecipient(recipient)] = recipient
			}
			grants = append(grants, w.grantOf(c, a, holder, at, "assignment", recipient))
		}
	}
	for _, h := range c.Holders {
		if h.Compartment != place || h.Turn != at.turn-1 || h.Ended != "" {
			continue
		}
		if line, may := w.o.mayHold(*c, personOf(h.Holder)); may {
			add(h.Holder, line.Recipient)
		} else if seal.ValidWho(h.Holder) {
			add(h.Holder, recipientOf(*c, h.Holder))
		}
	}
	if recovery, ok := mailbox.RecoveryOf(w.o.Directory, c.Unit, w.o.Day, c.Exclusions); ok {
		add("recovery:"+c.Unit, recovery.Recipient)
	}
	return grants
}

// handed are grants of a place to officers of a unit, recovery and a person.
func (w *town) handed(c *Case, a Actor, place string, people map[string]string) []NewGrant {
	grants := []NewGrant{w.toOfficer(c, a, a.holder(), place, "assignment")}
	if recovery, ok := mailbox.RecoveryOf(w.o.Directory, c.Unit, w.o.Day, c.Exclusions); ok {
		grants = append(grants, w.grant(c, a, "recovery:"+c.Unit, place, "assignment", recovery.Recipient))
	}
	for who, recipient := range people {
		grants = append(grants, w.grant(c, a, who, place, "assignment", recipient))
	}
	if other := pick(w, w.units[c.Unit]); other != nil && other.ID != a.Person {
		_, may := w.o.mayHold(*c, other.ID)
		_, opens := live(*c, other.Holder(), seal.TalkOf(c.Unit))
		if c.Giver != nil && !opens {
			_, opens = live(*c, other.Holder(), c.Giver.Share)
		}
		if may && (opens || place == seal.TalkOf(c.Unit)) {
			grants = append(grants, w.toOfficer(c, a, other.Holder(), place, "assignment"))
		}
	}
	return grants
}

func (w *town) toOfficer(c *Case, a Actor, holder, place, basis string) NewGrant {
	return w.grant(c, a, holder, place, basis, w.persons[personOf(holder)].Line.Recipient)
}

func (w *town) places(c *Case) []string {
	all := []string{seal.TalkOf(c.Unit), "file:" + c.Unit}
	for _, p := range c.Parties {
		all = append(all, p.Who)
	}
	return all
}

// moved is what an officer's page would send for a step.
func (w *town) moved(s sight, id string) Moved {
	m := Moved{Line: seal.Step{Head: w.head("step", s.actor.holder()), Report: s.c.Report, Unit: s.c.Unit, Step: id}}
	if step, ok := s.p.Step(id); ok {
		w.office(s, step, &m)
	} else {
		w.own(s, id, &m)
	}
	m.Step = w.written(&s.c, "step", s.actor.holder(), m.Line)
	return m
}

// needsFile begins the office's file where there is none yet.
func (w *town) needsFile(s sight, m *Moved) {
	place := "file:" + s.c.Unit
	if newest(s.c, place) == 0 {
		m.Grants = append(m.Grants, w.bound(s, w.handed(&s.c, s.actor, place, nil))...)
	}
}

// bound names the person's keys in grants that an office which was offered a case begins with.
func (w *town) bound(s sight, grants []NewGrant) []NewGrant {
	t := taking{sight: s}
	for i := range grants {
		if s.c.Giver != nil {
			grants[i].Line.Keys = t.keysOf(s.affected())
		}
	}
	return grants
}

func (w *town) wrote(s sight, m *Moved, kind, place string) {
	post := w.post(&s.c, s.actor, kind, place)
	m.Posts, m.Line.Of = append(m.Posts, post), append(m.Line.Of, post.Hash)
}

func (w *town) office(s sight, step portal.ProcedureStep, m *Moved) {
	t := taking{sight: s}
	talk := pick(w, t.lettersTo(s.affected()))
	if step.Kind == portal.StepAccept {
		talk = seal.TalkOf(s.c.Unit)
		m.Grants = append(m.Grants, w.bound(s, w.handed(&s.c, s.actor, talk, map[string]string{s.affected(): t.recipientOf(s.affected())}))...)
		w.needsFile(s, m)
	}
	if step.Kind == portal.StepDecline && s.c.Giver != nil {
		talk = s.c.Giver.Share
	}
	for _, need := range step.Needs {
		switch need {
		case portal.NeedLetter, portal.NeedOutcome:
			w.wrote(s, m, need, talk)
		case portal.NeedNote, portal.NeedAssessment:
			w.needsFile(s, m)
			w.wrote(s, m, need, "file:"+s.c.Unit)
		case portal.NeedStatement:
			w.wrote(s, m, need, pick(w, t.talks()))
		}
	}
	m.Line.Code = pick(w, codesOf(step))
	if outcomes := s.outcomes(step); len(outcomes) > 0 && !needs(step, portal.NeedCode) {
		m.Line.Code = pick(w, outcomes)
	}
	if needs(step, portal.NeedDay) || step.Action {
		m.Line.Day = clock.Add(w.o.Day, w.r.IntN(20))
	}
	if actions := s.r.openActions(s.p); step.Done && len(actions) > 0 {
		m.Line.Of = append(m.Line.Of, pick(w, actions).From.Hash)
	}
	if asked, _ := s.request(step); asked != nil {
		m.Line.Of = append(m.Line.Of, asked.From.Hash)
		if passes(step) {
			w.share(s, asked, m)
		}
	} else if given := s.givenFor(step); len(given) > 0 {
		w.foresees(s, pick(w, given), m)
	}
}

func (w *town) share(s sight, asked *Asked, m *Moved) {
	t := taking{sight: s}
	unit := unitOf(asked.Line.To)
	m.Line.To = asked.Line.To
	place, basis := asked.share(), asked.basis()
	m.Grants = append(m.Grants, w.toOfficer(&s.c, s.actor, s.actor.holder(), place, basis),
		w.grant(&s.c, s.actor, s.affected(), place, basis, t.recipientOf(s.affected())))
	for _, line := range s.o.receivers(s.c, unit) {
		m.Grants = append(m.Grants, w.toOfficer(&s.c, s.actor, "officer:"+line.Person, place, basis))
	}
	for _, part := range asked.parts() {
		m.Posts = append(m.Posts, w.copied(&s.c, s.actor, part, place))
	}
}

func (w *town) own(s sight, id string, m *Moved) {
	party := pick(w, s.c.Parties).Who
	switch id {
	case stepAssign, stepCover:
		person := pick(w, w.units[s.c.Unit])
		m.Line.To = person.Holder()
		if id == stepCover {
			m.Line.Day = clock.Add(w.o.Day, w.r.IntN(20))
		}
		if _, has := live(s.c, person.Holder(), seal.TalkOf(s.c.Unit)); !has && w.r.IntN(3) > 0 {
			talk := seal.TalkOf(s.c.Unit)
			for turn := range turnOf(&s.c, talk) {
				grant := w.toOfficer(&s.c, s.actor, person.Holder(), talk, "assignment")
				grant.Line.Turn, grant.Line.Recipient = turn+1, w.recipientOf(room{talk, turn + 1})
				m.Grants = append(m.Grants, grant)
				if id == stepCover {
					m.Line.Of = append(m.Line.Of, grant.Hash)
				}
			}
		}
	case stepAffected:
		if w.r.IntN(4) == 0 {
			m.Line.To = party
		}
	case stepCategory:
		m.Line.Code = pick(w, s.p.Categories)
	case stepAsk, stepExcept:
		w.asks(s, id, m)
	case stepInvite:
		w.invites(s, m)
	case stepTell:
		m.Line.To, m.Line.Day = party, clock.Add(w.o.Day, 1+w.r.IntN(14))
		w.wrote(s, m, "letter", party)
	case stepStatement:
		m.Line.To = pick(w, []string{"", party})
		w.wrote(s, m, "statement", pick(w, (&taking{sight: s}).lettersTo(whoOf(m.Line.To))))
	case stepPartyOutcome:
		m.Line.To, m.Line.Code = party, pick(w, s.partyOutcomes())
		for _, each := range s.c.Parties {
			if s.r.Told[each.Who] != nil && s.r.Outcomes[each.Who] == nil {
				m.Line.To = each.Who
			}
		}
		w.wrote(s, m, "outcome", m.Line.To)
	case stepTakenDown:
		m.Line.Code, m.Line.Of = pick(w, tookBy), []string{s.c.Answers}
	case stepDelay:
		m.Line.Code, m.Line.Day = pick(w, delays), clock.Add(w.o.Day, 1+w.r.IntN(60))
	case stepRenew:
		m.Line.Day = clock.Add(w.o.Day, 1+w.r.IntN(90))
		for _, asked := range s.r.Asked {
			if asked.hidden(w.o.Day) != "" {
				m.Line.Of = []string{asked.Except.From.Hash}
			}
		}
	case stepRespect:
		for _, asked := range s.r.Asked {
			if refusedBy(asked) {
				m.Line.Of = []string{asked.From.Hash}
			}
		}
	case stepRefuse:
		for _, taken := range s.r.Steps {
			if taken.State == StateWaiting {
				m.Line.Of = []string{taken.From.Hash}
			}
		}
	case stepLink:
		m.Line.To = "case:" + w.number()
	case stepNewMailbox:
		w.newMailbox(s, m)
	}
}

// asks makes a request for something that can be asked for, or an exception.
func (w *town) asks(s sight, id string, m *Moved) {
	request := seal.Request{
		Head: w.head("request", s.actor.holder()), Report: s.c.Report, Who: s.c.Whose, Purpose: pick(w, purposes),
		Parts: w.parts(&s.c), Until: clock.Add(w.o.Day, w.r.IntN(90)),
	}
	var steps []portal.ProcedureStep
	for _, step := range s.p.Steps {
		if passes(step) || id == stepAsk && (needs(step, portal.NeedConsent) || needs(step, portal.NeedWilling)) {
			steps = append(steps, step)
		}
	}
	var here []portal.ProcedureStep
	for _, step := range steps {
		if slices.Contains(step.From, s.c.Stage) {
			here = append(here, step)
		}
	}
	if len(here) > 0 && w.r.IntN(5) > 0 {
		steps = here
	}
	if step := pick(w, steps); w.r.IntN(3) > 0 && step.ID != "" {
		request.Step, request.To = step.ID, "unit:"+pick(w, []string{"iaig", "legal"})
		if step.Unit != "" {
			request.To = "unit:" + step.Unit
		}
		if !passes(step) {
			request.Parts, request.To = nil, "unit:"+s.c.Unit
		}
		if needs(step, portal.NeedWilling) && len(s.c.Parties) > 0 && w.r.IntN(2) == 0 {
			request.Who = pick(w, s.c.Parties).Who
		}
	} else {
		request.Step, request.To, request.Parts = askContact, "party:"+w.id(), nil
	}
	if id == stepExcept {
		request.Who, request.Code = "", pick(w, exceptions)
		if w.r.IntN(2) == 0 {
			request.Review = clock.Add(w.o.Day, 1+w.r.IntN(90))
		}
		m.Line.Code, m.Line.To, m.Line.Day = request.Code, request.To, request.Review
		w.needsFile(s, m)
		w.wrote(s, m, "note", "file:"+s.c.Unit)
		if slices.Contains(required, request.Code) && w.r.IntN(4) > 0 {
			w.wrote(s, m, "note", "file:"+s.c.Unit)
			request.Requirement = m.Posts[len(m.Posts)-1].Hash
		}
	}
	line := w.written(&s.c, "request", s.actor.holder(), request)
	m.Lines, m.Line.Of = []Line{line}, append(m.Line.Of, line.Hash)
	if id == stepAsk && s.r.declined(request) && w.r.IntN(4) > 0 {
		w.wrote(s, m, "letter", pick(w, (&taking{sight: s}).lettersTo(whoOf(request.Who))))
	}
}

func (w *town) invites(s sight, m *Moved) {
	m.Line.Code, m.Line.To = pick(w, append([]string{PartyConcerned, PartyInvited}, partyRoles...)), "party:"+w.id()
	asked, _ := s.r.living(w.o.Day, func(a *Asked) bool { return a.Line.Step == askContact })
	if asked != nil {
		m.Line.To, m.Line.Of = asked.Line.To, []string{asked.From.Hash}
	} else if w.r.IntN(3) > 0 {
		m.Line.Code = PartyAffected
	}
	m.Party = w.newKeys(&s.c, m.Line.To, m.Line.To, "")
	m.Line.Of = append(m.Line.Of, m.Party.Hash)
	m.Grants = w.handed(&s.c, s.actor, m.Line.To, map[string]string{m.Line.To: m.Party.Line.Recipient})
	w.wrote(s, m, "letter", m.Line.To)
}

func (w *town) newMailbox(s sight, m *Moved) {
	t := taking{sight: s}
	who := mailbox.Reporter
	if len(s.c.Parties) > 0 && w.r.IntN(2) == 0 {
		who = pick(w, s.c.Parties).Who
		m.Line.To = who
	}
	m.Party = w.newKeys(&s.c, s.actor.holder(), who, t.keysOf(who))
	m.Line.Of = []string{m.Party.Hash}
	given := map[room]bool{}
	for _, h := range s.c.Holders {
		if strings.HasPrefix(h.Compartment, "share:") {
			continue // what was passed on before stays closed to new words
		}
		if _, own := holds(s.c, s.actor.holder(), h.Compartment, h.Turn); own && h.Holder == who && h.Ended == "" && !given[h.room()] {
			given[h.room()] = true
			grant := w.grant(&s.c, s.actor, who, h.Compartment, "assignment", m.Party.Line.Recipient)
			grant.Line.Turn, grant.Line.Recipient = h.Turn, h.Recipient
			grant.Line.Basis = h.Basis
			if h.Basis == "intake" {
				grant.Line.Basis = "assignment"
			}
			m.Grants = append(m.Grants, grant)
		}
	}
}
