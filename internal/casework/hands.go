package casework

import (
	"slices"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// hands are what an officer may hand over and write in one sending: sealing.md section 5.
type hands struct {
	actor Actor
	o     Office
	// begins are the compartments that this sending may begin.
	begins []string
	// people are the recipients of those with a phrase who may be handed something, by who.
	people map[string]string
	// places are where they may be handed it.
	places []string
	// keys is the hash of the keys line that a grant in a begun talk or file must name, for
	// readers who were not there at intake; "" where none has to.
	keys string
	// share is the request by which a share may be begun, nil for none.
	share *Asked
	// kinds are what may be written.
	kinds []string
	// anew says that whoever holds a compartment may be handed it again, under new keys; again,
	// that those may whose own grant is for keys that they have no more.
	anew, again bool
	// turns says that a compartment may be given a new turn.
	turns bool
}

// sendsOnly are what an officer sends without a step.
func sendsOnly(actor Actor, c Case, o Office) hands {
	return hands{actor: actor, o: o, begins: []string{"file:" + c.Unit}, kinds: []string{"letter", "file", "note"}}
}

// hands are what goes with a step of the procedure.
func (t *taking) hands(step portal.ProcedureStep) hands {
	h := sendsOnly(t.actor, t.c, t.o)
	h.kinds = []string{"letter", "file", "note", "assessment", "statement", "outcome"}
	who := t.affected()
	switch {
	case step.Kind == portal.StepAccept:
		talk := seal.TalkOf(t.c.Unit)
		h.begins = append(h.begins, talk)
		h.people, h.places = map[string]string{who: t.recipientOf(who)}, []string{talk}
		h.keys = t.keysOf(who)
	case step.Kind == portal.StepDecline:
		h.keys = t.keysOf(who)
	case passes(step):
		h.share = t.named(step)
		h.begins = append(h.begins, h.share.share())
		h.people, h.places = map[string]string{who: t.recipientOf(who)}, []string{h.share.share()}
		h.kinds = append(h.kinds, "copy")
	}
	return h
}

// recipientOf and keysOf are a person's newest keys, "" if they have none here.
func (t *taking) recipientOf(who string) string { return recipientOf(t.c, who) }

func recipientOf(c Case, who string) string {
	if who == mailbox.Reporter {
		return c.Reporter.Recipient
	}
	party, _ := sight{c: c}.party(who)
	return party.Recipient
}

func (t *taking) keysOf(who string) string {
	if who == mailbox.Reporter {
		return t.c.Reporter.Keys
	}
	party, _ := t.party(who)
	return party.Keys
}

// take holds grants to the rules and adds their holders to the case; what was handed over
// already is left out.
func (h hands) take(c *Case, grants []NewGrant) ([]NewGrant, error) {
	var taken []NewGrant
	before := *c
	for _, grant := range ownFirst(grants, h.actor) {
		if kept(*c, grant) {
			continue // the answer to the first time was lost on its way
		}
		holder, err := h.takeGrant(before, *c, grant)
		if err != nil {
			return nil, err
		}
		c.Holders = append(slices.Clip(c.Holders), holder)
		taken = append(taken, grant)
	}
	if err := h.turnedWhole(before, *c); err != nil {
		return nil, err
	}
	if err := opensAll(before, *c, taken); err != nil {
		return nil, err
	}
	return taken, h.begunWhole(before, *c)
}

// opensAll: a file or a party's place is of no use to an officer who holds neither the office's talk
// nor the share by which the case came: they could not check who began it. A new turn goes to
// those who hold the one before.
func opensAll(before, c Case, taken []NewGrant) error {
	for _, g := range taken {
		kind, _ := seal.Split(g.Line.Compartment)
		if kind != "file" && kind != "party" || personOf(g.Line.Holder) == "" || turns(before, g.Line) {
			continue
		}
		_, opens := live(c, g.Line.Holder, seal.TalkOf(c.Unit))
		if c.Giver != nil && !opens {
			_, opens = live(c, g.Line.Holder, c.Giver.Share)
		}
		if !opens {
			return fault.New(fault.Refused, "not-to-them", nil)
		}
	}
	return nil
}

// takeGrant holds one grant to the table of sealing.md section 5. Before is the case without
// what came with it.
func (h hands) takeGrant(before, c Case, g NewGrant) (Holder, error) {
	line := g.Line
	if c.Kind == mailbox.Feedback { // an editor can hand it back, and not on
		return Holder{}, fault.New(fault.Refused, "comment-stays", nil)
	}
	kind, _ := seal.Split(line.Compartment)
	if line.Report != c.Report || line.Basis != h.basis(kind) || !h.ours(c, line.Compartment) ||
		kind == "share" && h.share != nil && !h.share.allows(line.At) {
		return Holder{}, unfit(nil)
	}
	if kind == "file" && c.Kind == mailbox.Enquiry {
		return Holder{}, fault.New(fault.Refused, "enquiry-no-file", nil)
	}
	may, keyOf := h.maySign, h.key
	if turns(before, line) {
		may = func(c Case, line seal.Grant) error { return h.mayTurn(before, c, line) }
		keyOf = func(_ Case, line seal.Grant) (string, bool) { return h.turnKey(before, line) }
	}
	if err := may(c, line); err != nil {
		return Holder{}, err
	}
	key, ok := keyOf(c, line)
	if !ok {
		return Holder{}, fault.New(fault.Refused, "not-to-them", nil)
	}
	if key != line.Key {
		return Holder{}, fault.New(fault.Conflict, "key-changed", nil)
	}
	if had, has := holds(c, line.Holder, line.Compartment, line.Turn); has && !(h.anew && h.people[line.Holder] != "") && !h.lost(c, had) {
		return Holder{}, fault.New(fault.Conflict, "granted-already", nil)
	}
	return Holder{
		Holder: line.Holder, Compartment: line.Compartment, Turn: line.Turn, Basis: line.Basis,
		Since: h.o.Day, Line: g.Hash, Recipient: line.Recipient, Key: keyOfPerson(line),
	}, nil
}

// keyOfPerson is the key of a grant to somebody with a phrase.
func keyOfPerson(line seal.Grant) string {
	if seal.ValidWho(line.Holder) {
		return line.Key
	}
	return ""
}

// lost says whether a sending may hand somebody anew what they hold and cannot open.
func (h hands) lost(c Case, had Holder) bool {
	return h.again && had.stale(recipientOf(c, had.Holder))
}

// stale says whether a person holds it for keys other than those that count.
func (h Holder) stale(recipient string) bool {
	return seal.ValidWho(h.Holder) && h.Ended == "" && h.Key != "" && recipient != "" && h.Key != seal.HashRecipient(recipient)
}

// stale are the holdings of people with a phrase, in compartments of the office's own, that
// they cannot open any more: they have other keys since.
func (c Case) stale() []Holder {
	var lost []Holder
	for _, h := range c.Holders {
		kind, _ := seal.Split(h.Compartment)
		if (h.Compartment == seal.TalkOf(c.Unit) || kind == "party") && h.stale(recipientOf(c, h.Holder)) {
			lost = append(lost, h)
		}
	}
	return lost
}

// basis is the one on which a kind of compartment is handed over.
func (h hands) basis(kind string) string {
	if kind == "share" && h.share != nil {
		return h.share.basis()
	}
	return "assignment"
}

// ours says whether a compartment is one of this case that can be handed over.
func (h hands) ours(c Case, compartment string) bool {
	kind, name := seal.Split(compartment)
	switch kind {
	case "talk", "file":
		return name == c.Unit
	case "party":
		return newest(c, compartment) > 0 || slices.Contains(h.begins, compartment)
	case "share":
		return slices.Contains(h.begins, compartment)
	}
	return false
}

// maySign says whether the actor may hand over this compartment. Later grants must be for an
// identity and turn that the actor holds; the first is by an officer who may begin it, and
// hands it to themselves first.
func (h hands) maySign(c Case, line seal.Grant) error {
	if newest(c, line.Compartment) == 0 {
		if !h.mayBegin(c, line.Compartment) || line.Turn != 1 || line.Holder != h.actor.holder() || !h.bound(line) {
			return unfit(nil)
		}
		return nil
	}
	if _, ok := live(c, h.actor.holder(), line.Compartment); !ok {
		return fault.New(fault.Refused, "not-yours", nil)
	}
	// Another tab of this officer may have begun the compartment with another identity.
	if own, ok := holds(c, h.actor.holder(), line.Compartment, line.Turn); !ok || line.Recipient != own.Recipient {
		return fault.New(fault.Conflict, "turn-changed", nil)
	}
	return nil
}

// mayBegin: an officer begins a compartment of their office's who holds its talk, or the share
// by which the case came.
func (h hands) mayBegin(c Case, compartment string) bool {
	_, talks := live(c, h.actor.holder(), seal.TalkOf(c.Unit))
	if c.Giver != nil {
		_, shares := live(c, h.actor.holder(), c.Giver.Share)
		talks = talks || shares
	}
	return talks && slices.Contains(h.begins, compartment)
}

// bound says whether the first grant of a compartment names the person's keys, where its
// readers cannot learn them elsewhere.
func (h hands) bound(line seal.Grant) bool {
	kind, _ := seal.Split(line.Compartment)
	return h.keys == "" || kind != "talk" && kind != "file" || line.Keys == h.keys
}

// key gives the hash of the recipient to which a holder must be sealed.
func (h hands) key(c Case, line seal.Grant) (string, bool) {
	if recipient := h.people[line.Holder]; recipient != "" && slices.Contains(h.places, line.Compartment) {
		return seal.HashRecipient(recipient), true
	}
	if had, has := holds(c, line.Holder, line.Compartment, line.Turn); has && h.lost(c, had) {
		return seal.HashRecipient(recipientOf(c, line.Holder)), true
	}
	if h.share != nil && line.Compartment == h.share.share() && line.Holder != h.actor.holder() {
		return h.o.receiverKey(c, unitOf(h.share.Line.To), line.Holder, line.At)
	}
	return h.o.key(c, line.Holder, line.At)
}

// begunWhole sees to it that a compartment is begun with all who must have it: recovery where
// the unit's is set, and the person whose it is too.
func (h hands) begunWhole(before, now Case) error {
	for _, compartment := range h.begins {
		if newest(before, compartment) > 0 || newest(now, compartment) == 0 {
			continue
		}
		for who := range h.people {
			if _, has := live(now, who, compartment); !has && slices.Contains(h.places, compartment) {
				return fault.New(fault.Conflict, "person-left-out", nil)
			}
		}
		if strings.HasPrefix(compartment, "share:") {
			continue // its parts lie in their own compartments too
		}
		if err := h.recovers(now, compartment); err != nil {
			return err
		}
	}
	return nil
}

// takePost holds an item to what its author may write, where.
func (h hands) takePost(c Case, post mailbox.Post) error {
	line := post.Line
	if line.Report != c.Report || !slices.Contains(h.kinds, line.Kind) || !h.fitsPlace(c, line) {
		return unfit(nil)
	}
	own, ok := live(c, h.actor.holder(), line.Compartment)
	if !ok {
		return fault.New(fault.Refused, "not-yours", nil)
	}
	if line.Turn != own.Turn {
		return fault.New(fault.Conflict, "turn-changed", nil)
	}
	return nil
}

// fitsPlace says whether a kind of item can lie in a compartment of this case.
func (h hands) fitsPlace(c Case, line seal.Post) bool {
	place, _ := seal.Split(line.Compartment)
	talk, file := line.Compartment == seal.TalkOf(c.Unit), line.Compartment == "file:"+c.Unit
	party := place == "party" && newest(c, line.Compartment) > 0
	switch line.Kind {
	case "letter":
		return talk || party || place == "share" && newest(c, line.Compartment) > 0
	case "file":
		return (talk || party || file) && c.Kind != mailbox.Feedback
	case "outcome":
		return talk || party
	case "statement":
		return talk || party || file
	case "note", "assessment":
		return file
	case "copy":
		return h.share != nil && line.Compartment == h.share.share()
	}
	return false
}
