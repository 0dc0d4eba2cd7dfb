package casework

import (
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// newMailbox: new words for somebody who lost them, once the office has checked who they
// are. What they hold is handed to the new keys; it counts when a second person agrees.
func (t *taking) newMailbox() error {
	if err := t.plain(false, true, false, 1); err != nil {
		return err
	}
	who := whoOf(t.m.Line.To)
	if err := t.only(0, true); err != nil {
		return err
	}
	if !t.writesTo(who) {
		return refuse("party-unknown")
	}
	keys := t.m.Party.Line
	if keys.Who != who || keys.By != t.actor.holder() || keys.Report != t.c.Report || t.m.Line.Of[0] != t.m.Party.Hash ||
		!slices.Equal(keys.Exclusions, t.keptOut(who)) {
		return unfit(nil)
	}
	if err := t.sameKeys(); err != nil {
		return err
	}
	h := sendsOnly(t.actor, t.c, t.o)
	h.anew, h.people = true, map[string]string{who: keys.Recipient}
	for _, holder := range t.c.Holders {
		// What was passed on before stays closed to new words: it can be read where it came from.
		kind, _ := seal.Split(holder.Compartment)
		if holder.Holder == who && holder.Ended == "" && kind != "share" && !slices.Contains(h.places, holder.Compartment) {
			h.places = append(h.places, holder.Compartment)
		}
	}
	if err := t.bring(h); err != nil {
		return err
	}
	for _, had := range t.c.Holders {
		_, own := holds(t.c, t.actor.holder(), had.Compartment, had.Turn)
		if own && had.Holder == who && had.Ended == "" && slices.Contains(h.places, had.Compartment) && !handedAnew(t.ch.Grants, had) {
			return gone("person-left-out")
		}
	}
	t.m.Lines = append(t.m.Lines, Line{Signed: t.m.Party.Keys, Head: keys.Head, Hash: t.m.Party.Hash, What: keys})
	t.ch.Claimed = &Claim{Who: who, New: t.m.Party.Handle, Keys: t.m.Party.Keys, Line: keys, Hash: t.m.Party.Hash}
	t.did(ledger.Claimed, t.m.Party.Hash)
	return nil
}

// writesTo says whether this office has a place of its own with somebody. One that was only
// offered something, or declined it, cannot put itself in their place.
func (s sight) writesTo(who string) bool {
	_, talks := live(s.c, who, seal.TalkOf(s.c.Unit))
	_, own := live(s.c, who, who)
	return talks || own
}

// sameKeys: the keys that are replaced are still those that the line names.
func (t *taking) sameKeys() error {
	who := whoOf(t.m.Line.To)
	prev := ""
	for _, line := range append(slices.Clone(t.c.Lines), t.newKeys()...) {
		if keys, ok := line.what().(seal.Keys); ok && slices.Contains(t.m.Line.Of, line.Hash) {
			prev = keys.Prev
		}
	}
	if current := t.keysOf(who); current == "" || current != prev {
		return fault.New(fault.Conflict, "keys-changed", nil)
	}
	return nil
}

// keptOut are whom somebody's keys keep out: new words change nothing in that.
func (t *taking) keptOut(who string) []string {
	if who == mailbox.Reporter {
		return t.c.Reporter.Exclusions
	}
	return nil
}

func (t *taking) newKeys() []Line {
	if t.m.Party == nil {
		return nil
	}
	return []Line{{Hash: t.m.Party.Hash, What: t.m.Party.Line}}
}

// renewedMailbox ends what the old words opened: both sides see the line.
func (t *taking) renewedMailbox() {
	who := whoOf(t.m.Line.To)
	t.adoptKeys(who)
	key, renewed := seal.HashRecipient(t.recipientOf(who)), map[room]bool{}
	for _, h := range t.c.Holders {
		if h.Holder == who && h.Ended == "" && h.Key == key {
			renewed[h.room()] = true
		}
	}
	// What was handed over under other keys ends, also what came with new words that wait; where
	// nothing was handed over yet, what there is stays until it is.
	t.endHolders(func(h Holder) bool { return h.Holder == who && renewed[h.room()] && h.Key != key })
	t.tell(stepNewMailbox, map[string]string{})
}

// adoptKeys makes the keys that the step line names the person's.
func (t *taking) adoptKeys(who string) {
	for _, line := range t.c.Lines {
		keys, ok := line.what().(seal.Keys)
		if !ok || !slices.Contains(t.m.Line.Of, line.Hash) {
			continue
		}
		adopted := PersonKeys{Keys: line.Hash, Verify: keys.Verify, Recipient: keys.Recipient, By: keys.By, Exclusions: keys.Exclusions}
		if who == mailbox.Reporter {
			t.c.Reporter = adopted
		}
		for i := range t.c.Parties {
			if p := &t.c.Parties[i]; p.Who == who {
				p.adopt(adopted)
			}
		}
	}
}
