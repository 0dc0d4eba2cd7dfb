package casework

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// TestWalks takes steps in any order, by anyone, on the procedures of the default pack: what
// must hold of every case holds after each one.
func TestWalks(t *testing.T) {
	steps := walkSteps
	if testing.Short() {
		steps = min(steps, 3_000)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // much is made, little is kept
	procedures := readProcedures(t)
	for _, id := range slices.Sorted(maps.Keys(procedures)) {
		p := procedures[id]
		if len(p.Steps) == 0 {
			continue
		}
		t.Run(id, func(t *testing.T) {
			w := foundTown(t, p, procedures, rand.New(rand.NewPCG(5, uint64(len(id)))))
			w.onward = true
			w.begin()
			for range steps {
				w.move()
				if w.since++; w.since > 400 || w.cases[w.first].Ended != "" && w.r.IntN(20) == 0 {
					w.begin()
					w.since = 0
				}
			}
			w.covered()
		})
	}
}

// covered: a walk that refuses everything proves nothing, so nearly all steps were taken; the
// stories take what chance seldom reaches.
func (w *town) covered() {
	words := readWords(w)
	for seen := range w.seen {
		if key, fault := strings.CutPrefix(seen, "fault "); fault && words["fault."+key] == nil {
			w.Errorf("%s: the fault %s has no sentence", w.p.ID, key)
		}
	}
	if testing.Short() || walkSteps < 100_000 {
		return
	}
	var missed []string
	for _, step := range w.p.Steps {
		if step.Kind == portal.StepPlain && w.seen["took "+step.ID] == 0 {
			missed = append(missed, step.ID)
		}
	}
	if len(missed) > len(w.p.Steps)/4 {
		w.Errorf("%s: chance never took %v", w.p.ID, missed)
	}
	for _, what := range []string{"caught up", "foreseen", "own words", "handed anew", "new turn"} {
		if w.seen[what] == 0 && slices.ContainsFunc(w.p.Steps, passes) {
			w.Errorf("%s: never %s", w.p.ID, what)
		}
	}
	for id := range owns {
		none := id == stepCategory && len(w.p.Categories) == 0 || id == stepPartyOutcome && len((sight{p: w.p}).partyOutcomes()) == 0
		if !none && w.seen["took "+id] == 0 {
			w.Errorf("%s: nobody ever took the step %s", w.p.ID, id)
		}
	}
}

func readWords(t testing.TB) map[string]any {
	t.Helper()
	words := map[string]any{}
	if err := json.Unmarshal(staff.Must(os.ReadFile("../../packs/unops/en/words.json")), &words); err != nil {
		t.Fatal(err)
	}
	return words
}

func pick[T any](w *town, all []T) (one T) {
	if len(all) > 0 {
		one = all[w.r.IntN(len(all))]
	}
	return one
}

// anyCase is one of the report's cases, the first more often than others.
func (w *town) anyCase() *Case {
	if w.r.IntN(3) > 0 {
		return w.cases[w.first]
	}
	return w.cases[pick(w, slices.Sorted(maps.Keys(w.cases)))]
}

func (w *town) actorOf(c *Case) Actor {
	unit := c.Unit
	if w.r.IntN(5) > 0 {
		for range 6 { // most often somebody who can
			a := actor(pick(w, w.units[unit]))
			if enterDeclared(*c, a, w.o) == nil {
				return a
			}
		}
	}
	if w.r.IntN(20) == 0 {
		unit = pick(w, []string{officeOf, "iaig", "legal"})
	}
	return actor(pick(w, w.units[unit]))
}

// move lets somebody do something.
func (w *town) move() {
	c := w.anyCase()
	a := w.actorOf(c)
	switch n := w.r.IntN(100); {
	case c.Stage == StageReceived && n < 10:
		w.open(c, a)
	case n < 52:
		w.takeSome(c, a)
	case n < 66:
		w.approveSome(c, a)
	case n < 86:
		w.personActs(c)
	case n < 90:
		w.pass(1 + w.r.IntN(8))
	case n < 94:
		w.write(c)
	case n < 97:
		if w.real == nil && w.handsAnew(c, a) || w.turn(c, a) {
			return
		}
		w.send(c, a, w.post(c, a, pick(w, []string{"letter", "note", "outcome"}), pick(w, w.places(c))))
	case n < 98:
		w.open(c, a)
	case n < 99:
		if w.r.IntN(30) == 0 {
			w.declare(c, a, DeclaredRecused)
		} else {
			w.declare(c, a, DeclaredNone)
		}
	default:
		w.suspend(a, w.r.IntN(10) == 0)
	}
}

// turn gives what somebody left a new turn; now and then somebody is forgotten.
func (w *town) turn(c *Case, a Actor) bool {
	for _, place := range w.places(c) {
		if _, own := live(*c, a.holder(), place); !own || !left(*c, place) {
			continue
		}
		grants := w.turns(c, a, place)
		if w.r.IntN(8) == 0 {
			grants = grants[1:]
		}
		var err error
		if w.real != nil {
			err = w.real.turn(w, c, a, grants)
		} else {
			err = w.change(c.Number, Send(a, Delivery{Grants: grants}, w.o, w.rules(c).Procedure))
		}
		if err == nil {
			w.seen["new turn"]++
		}
		return true
	}
	return false
}

// write lets a party write.
func (w *town) write(c *Case) {
	if w.real != nil && (len(c.Parties) == 0 || w.r.IntN(2) == 0) {
		w.real.write(w, c, mailbox.Reporter, seal.TalkOf(c.Unit))
		return
	}
	if len(c.Parties) == 0 {
		return
	}
	now := *c
	now.Parties = slices.Clone(c.Parties)
	p := &now.Parties[w.r.IntN(len(now.Parties))]
	if w.real != nil {
		w.real.write(w, c, p.Who, p.Who)
		return
	}
	p.Wrote = int64(w.next())
	w.cases[c.Number] = &now
}

// takeSome takes a step, most often one that can be taken, and now and then with something
// wrong in it.
func (w *town) takeSome(c *Case, a Actor) {
	p := w.packs[c.ProcedureHash]
	s := see(*c, a, w.o, p)
	var ids, can []string
	for _, option := range s.options() {
		ids = append(ids, option.Step)
		rare := p.IsEnd(option.To) && w.r.IntN(20) > 0 || option.Kind == kindOwn && w.r.IntN(4) > 0
		if option.Refused == "" && !rare {
			can = append(can, option.Step)
		}
	}
	id := pick(w, ids)
	if often := pick(w, []string{stepAffected, stepCategory, stepAsk, stepAsk, stepAsk, stepExcept, stepInvite, stepTell, stepPartyOutcome}); w.r.IntN(4) == 0 && slices.Contains(ids, often) {
		id = often
	} else if len(can) > 0 && w.r.IntN(6) > 0 {
		if id = pick(w, can); w.r.IntN(3) > 0 { // what was seldom taken
			id = slices.MinFunc(can, func(a, b string) int { return w.seen["took "+a] - w.seen["took "+b] })
		}
	}
	for _, asked := range s.r.Asked { // what is to be known later, while it can be used
		if asked.hidden(w.o.Day) != "" && asked.dead(w.o.Day) == "" && asked.Line.By == a.holder() && slices.Contains(ids, asked.Line.Step) {
			id = asked.Line.Step
		}
	}
	m := w.moved(s, id)
	if w.r.IntN(12) == 0 {
		w.spoil(&m)
	}
	if w.take(c, a, m) == nil {
		w.seen["took "+id]++
		if id == seal.PassOn && len(m.Lines) > 0 {
			w.seen["foreseen"]++
		}
	}
}

// spoil makes something wrong in a step.
func (w *town) spoil(m *Moved) {
	switch w.r.IntN(8) {
	case 0:
		m.Line.Code = pick(w, []string{"", "other", "withdrawn"})
	case 1:
		m.Line.To = pick(w, []string{"", "unit:iaig", "party:nobody", "officer:" + w.outside.ID})
	case 2:
		m.Line.Day = pick(w, []string{"", "2020-01-01", "2031-01-01"})
	case 3:
		m.Line.Of = nil
	case 4:
		m.Posts = nil
	case 5:
		m.Grants = nil
	case 6:
		if len(m.Grants) > 0 {
			m.Grants[0].Line.Holder = w.outside.Holder()
		}
	case 7:
		m.Line.Unit = "iaig"
	}
	m.Step.What = m.Line
}

func (w *town) approveSome(c *Case, a Actor) {
	s := see(*c, a, w.o, w.packs[c.ProcedureHash])
	var waiting []string
	for _, taken := range s.r.Steps {
		if taken.State == StateWaiting || w.r.IntN(40) == 0 {
			waiting = append(waiting, taken.From.Hash)
		}
	}
	if len(waiting) == 0 {
		w.takeSome(c, a)
		return
	}
	of := pick(w, waiting)
	taken := s.r.byHash[of]
	line := w.written(c, "approval", a.holder(), seal.Approval{Head: w.head("approval", a.holder()), Of: of})
	if w.approve(c, a, line) == nil {
		w.seen["approved "+taken.Line.Step]++
	}
}

// personActs lets the reporter or a party answer, act, or take up their mailbox.
func (w *town) personActs(c *Case) {
	who := mailbox.Reporter
	if len(c.Parties) > 0 && w.r.IntN(2) == 0 {
		party := pick(w, c.Parties)
		if who = party.Who; party.Opened == "" || w.real == nil && personOf(party.By) != "" {
			w.claim(c, party)
			return
		}
	}
	if w.real == nil && w.ownWords(c) {
		return
	}
	s := see(*c, Actor{}, w.o, w.packs[c.ProcedureHash])
	asked := pick(w, s.r.Asked)
	for _, open := range s.r.Asked {
		if open.Line.Who != "" && open.Answer == "" && w.r.IntN(4) > 0 {
			asked, who = open, open.Line.Who
		}
	}
	var what any
	if asked != nil && (asked.Answer == "" && asked.Line.Code == "" || w.r.IntN(4) == 0) {
		what = w.answerTo(who, asked)
	} else {
		what = w.actOf(c, who, s)
	}
	if w.decide(c, who, w.written(c, "act", who, what), s.p) == nil {
		w.seen["person"]++
	}
}

func (w *town) answerTo(who string, asked *Asked) seal.Consent {
	consent := seal.Consent{
		Head: w.head("consent", who), Report: asked.Line.Report, Request: asked.From.Hash, Answer: "yes", Step: asked.Line.Step,
		To: asked.Line.To, Purpose: asked.Line.Purpose, Parts: asked.Line.Parts, Until: asked.Line.Until,
	}
	switch w.r.IntN(9) {
	case 0:
		consent.Answer, consent.Parts = "no", nil
	case 1:
		consent.Answer, consent.Parts = "withdrawn", nil
	case 2:
		if len(consent.Parts) > 1 {
			consent.Answer, consent.Parts = "part", consent.Parts[:1]
		}
	case 3:
		consent.To = "unit:other"
	}
	return consent
}

func (w *town) actOf(c *Case, who string, s sight) seal.Act {
	act := seal.Act{Head: w.head("act", who), Report: c.Report}
	act.Act = pick(w, []string{actName, actMeet, actAgree, actAgree, actLift, actUndo, actUndo, actName, actMeet})
	if w.r.IntN(60) == 0 {
		act.Act = actWithdraw
	}
	switch act.Act {
	case actUndo:
		for _, acted := range s.r.Acts {
			if acted.Line.Act == actWithdraw {
				act.Of = acted.From.Hash
			}
		}
	case actAgree:
		for _, taken := range s.r.Steps {
			if taken.Line.Step == stepStatement && whoOf(taken.Line.To) == who {
				act.Of = taken.Line.Of[0]
			}
		}
	case actLift:
		act.Of = "officer:" + w.units["iaig"][0].ID // nobody kept out
	}
	return act
}

func (w *town) claim(c *Case, party Party) {
	if w.real != nil {
		w.real.claim(w, c, party)
		return
	}
	m := claiming{old: "old", next: "next", hash: w.hash(), line: seal.Keys{
		Head: w.head("keys", party.Who), Report: c.Report, Who: party.Who, Recipient: pick(w, keyRing), Verify: "v", Prev: party.Keys,
	}}
	seen := map[room]bool{}
	for _, h := range c.Holders {
		if h.Holder == party.Who && h.Ended == "" && h.Compartment == party.Who && !seen[h.room()] {
			seen[h.room()] = true
			m.grants = append(m.grants, NewGrant{Hash: w.hash(), Line: seal.Grant{
				Head: w.head("grant", party.Who), Report: c.Report, Compartment: h.Compartment, Turn: h.Turn, Recipient: h.Recipient,
				Holder: party.Who, Key: seal.HashRecipient(m.line.Recipient), Basis: "assignment",
			}})
		}
	}
	_ = w.change(c.Number, claimStep(m, party.Who, w.o))
}
