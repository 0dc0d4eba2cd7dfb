package casework

import (
	"slices"
	"testing"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// holdsBy is what somebody with a phrase holds live of a place, by the key it was made for.
func (s *tale) holdsBy(who, place string) []string {
	var keys []string
	for _, h := range s.c().Holders {
		if h.Holder == who && h.Compartment == place && h.Ended == "" {
			keys = append(keys, h.Key)
		}
	}
	return keys
}

// TestWordsOfTheirOwn: who lost their words and got new ones from an officer makes words of
// their own when they open with them, once, as often as they lose them.
func TestWordsOfTheirOwn(t *testing.T) {
	s := assessed(t)
	if err := s.claims(s.c().Reporter.Keys); key(err) != "nothing-taken-down" {
		t.Errorf("words that nobody but their owner knew: %v", err)
	}
	for range 2 {
		s.both(handler, reviewer, stepNewMailbox)
		if personOf(s.c().Reporter.By) == "" {
			t.Fatal("nobody can tell that an officer made the words")
		}
		if err := s.claims(s.hash()); key(err) != "claimed-already" {
			t.Errorf("keys that replace others: %v", err)
		}
		if err := s.claims(s.c().Reporter.Keys); err != nil {
			t.Fatal(err)
		}
		if held := s.holdsBy(reporter, seal.TalkOf(officeOf)); len(held) != 1 || s.c().Reporter.By != reporter {
			t.Errorf("they hold %v by keys of %s", held, s.c().Reporter.By)
		}
		if err := s.claims(s.c().Reporter.Keys); key(err) == "" {
			t.Error("words made twice")
		}
	}
}

// TestPartysWords: the same of somebody who was invited, and came before they lost them.
func TestPartysWords(t *testing.T) {
	s := assessed(t)
	who := s.reach(handler, PartyWitness)
	came, _ := s.sight(handler).party(who)
	s.both(handler, reviewer, stepNewMailbox, renewed(s, who))
	lost, _ := s.sight(handler).party(who)
	if lost.Opened != came.Opened || personOf(lost.By) == "" {
		t.Fatalf("after new words: %+v", lost)
	}
	s.claim(s.c(), lost)
	own, _ := s.sight(handler).party(who)
	if own.By != who || own.Keys == lost.Keys || own.Opened != came.Opened {
		t.Errorf("after words of their own: %+v", own)
	}
	s.claim(s.c(), own)
	if s.seen["fault claimed-already"] != 1 {
		t.Error("words made twice")
	}
}

// renewed makes a step new-mailbox one for somebody.
func renewed(s *tale, who string) with {
	return func(m *Moved) {
		sight := s.sight(handler)
		t := taking{sight: sight}
		m.Line.To, m.Posts, m.Grants = who, nil, nil
		m.Party = s.newKeys(s.c(), s.actor(handler).holder(), who, t.keysOf(who))
		m.Line.Of = []string{m.Party.Hash}
		m.Grants = []NewGrant{s.grant(s.c(), s.actor(handler), who, who, "assignment", m.Party.Line.Recipient)}
	}
}

// TestHandedAnew: what somebody holds for keys that they have no more, because it was not shown
// when they made new ones or lies with another office, an officer who holds it hands them
// again; nothing else can be handed twice, nor to a stranger's key.
func TestHandedAnew(t *testing.T) {
	s := assessed(t)
	talk := seal.TalkOf(officeOf)
	if lost := s.sight(handler).lost(); len(lost) > 0 {
		t.Fatalf("lost: %+v", lost)
	}
	hand := func(recipient string) error {
		grant := s.grant(s.c(), s.actor(handler), reporter, talk, "assignment", recipient)
		return s.change(s.number, Send(s.actor(handler), Delivery{Grants: []NewGrant{grant}}, s.o, s.packs[s.c().ProcedureHash]))
	}
	if err := hand(s.c().Reporter.Recipient); key(err) != "not-to-them" {
		t.Errorf("handed what they hold: %v", err)
	}
	c := *s.c()
	c.Reporter = PersonKeys{Keys: s.hash(), Verify: "w", Recipient: keyRing[7], By: reporter}
	for i := range c.Holders {
		if c.Holders[i].Holder == reporter {
			c.Holders[i].Key = seal.HashRecipient(keyRing[0])
		}
	}
	s.cases[s.number] = &c
	lost := s.sight(handler).lost()
	if len(lost) != 1 || lost[0] != (LostHold{Who: mailbox.Reporter, Compartment: talk, Turn: 1, Keys: c.Reporter.Keys, Recipient: keyRing[7]}) {
		t.Fatalf("lost: %+v", lost)
	}
	if lost := s.sight(external).lost(); len(lost) > 0 {
		t.Errorf("somebody without the key could hand it on: %+v", lost)
	}
	if err := hand(keyRing[0]); key(err) != "key-changed" {
		t.Errorf("handed to the old key: %v", err)
	}
	if err := hand(keyRing[7]); err != nil {
		t.Fatal(err)
	}
	if held := s.holdsBy(reporter, talk); len(held) != 1 || held[0] != seal.HashRecipient(keyRing[7]) {
		t.Errorf("they hold %v", held)
	}
	if err := hand(keyRing[7]); key(err) != "not-to-them" {
		t.Errorf("handed twice: %v", err)
	}
}

// TestClaimLeavesLost: what was sealed to keys before those that are replaced is not asked for.
func TestClaimLeavesLost(t *testing.T) {
	s := tell(t, "conduct")
	s.take(handler, stepTakenDown, code(tookPhone))
	c := *s.c()
	c.Holders = append(c.Holders[:len(c.Holders):len(c.Holders)], Holder{
		Holder: reporter, Compartment: "talk:ethics", Turn: 1, Basis: "intake", Line: s.hash(), Recipient: "of talk:ethics",
		Key: seal.HashRecipient(keyRing[9]), Case: "9999-0000",
	})
	m := s.claimOf(s.c(), c.Reporter.Keys)
	if _, err := claimStep(m, reporter, s.o)(c); err != nil {
		t.Error(err)
	}
}

// sameKeys lets the newest keys of people with a phrase count in all cases of the report, as a
// store does.
func (w *town) sameKeys(now Case) {
	for number, other := range w.cases {
		if number == now.Number {
			continue
		}
		c := *other
		c.Reporter, c.Parties = now.Reporter, slices.Clone(c.Parties)
		for i := range c.Parties {
			if same, ok := (sight{c: now}).party(c.Parties[i].Who); ok {
				c.Parties[i].adopt(same.keys())
			}
		}
		w.cases[number] = &c
	}
}

// ownWords lets the reporter open with words that an officer made.
func (w *town) ownWords(c *Case) bool {
	if personOf(c.Reporter.By) == "" || w.r.IntN(3) > 0 {
		return false
	}
	m := w.claimOf(c, c.Reporter.Keys)
	m.line.Recipient = pick(w, keyRing)
	for i := range m.grants {
		m.grants[i].Line.Key = seal.HashRecipient(m.line.Recipient)
	}
	if w.change(c.Number, claimStep(m, reporter, w.o)) == nil {
		w.seen["own words"]++
	}
	return true
}

// handsAnew lets an officer hand people what they can no longer open.
func (w *town) handsAnew(c *Case, a Actor) bool {
	lost := see(*c, a, w.o, w.packs[c.ProcedureHash]).lost()
	if len(lost) == 0 {
		return false
	}
	hold := pick(w, lost)
	d := Delivery{Grants: []NewGrant{w.grantOf(c, a, hold.Who, room{hold.Compartment, hold.Turn}, "assignment", hold.Recipient)}}
	if w.change(c.Number, Send(a, d, w.o, w.rules(c).Procedure)) == nil {
		w.seen["handed anew"]++
	}
	return true
}
