package seal

import "slices"

// belief is why a reader believes somebody's keys before any grant is checked.
type belief int

const (
	unbelieved belief = iota
	told              // an officer says so, in a grant of which nothing is known yet
	certain           // by the reader's own phrase, or by answers that only a holder can have written
)

func (o *opening) believes(who string) bool {
	return len(o.chains[who]) > 0 && (o.base[who] != unbelieved || o.named[who])
}

// believe finds reasons to believe people's keys: the reader's own phrase, answers that only
// a holder of the compartment can have written, or the word of a checked officer.
func (o *opening) believe() error {
	if len(o.order) == 0 {
		return refuse("keys-missing", "")
	}
	o.base = map[string]belief{}
	if err := o.believeMyself(); err != nil {
		return err
	}
	for _, who := range o.order {
		if o.base[who] == unbelieved && o.toldBy(o.chains[who]) {
			o.base[who] = told
		}
	}
	if o.readAnswers() {
		o.base["reporter"] = certain
	}
	return nil
}

// believeMyself holds a reader with a phrase to their own keys line.
func (o *opening) believeMyself() error {
	if !ValidWho(o.me.Holder) {
		return nil
	}
	mine := o.chains[o.me.Holder]
	if len(mine) == 0 {
		return refuse("keys-missing", "")
	}
	recipient, err := o.me.Identity.Recipient()
	fits := func(k keysLine) bool { return k.line.Recipient == recipient && k.line.Verify == o.me.Verify }
	if err != nil || !slices.ContainsFunc(mine, fits) {
		return refuse("keys-swapped", "")
	}
	o.base[o.me.Holder] = certain
	return nil
}

// toldBy says whether an own grant that a checked officer signed names one of the keys.
func (o *opening) toldBy(c chain) bool {
	return slices.ContainsFunc(o.own, func(g ownGrant) bool {
		return c.names(g.line.Keys) && o.dir.signedBy(g.text, "grant", g.line.By, g.line.At) == nil
	})
}

// settle checks all grants, and again without those whom an officer named in a grant that
// nobody could make: an officer's word counts in a genuine grant only.
func (o *opening) settle() error {
	for {
		o.checkGrants()
		doubted := o.doubted()
		if len(doubted) == 0 {
			break
		}
		for _, who := range doubted {
			o.base[who] = unbelieved
		}
	}
	for _, who := range o.order {
		if !o.believes(who) {
			continue
		}
		k := o.chains[who].newest()
		o.opened.People = append(o.opened.People, Person{Who: who, Keys: k.line, Hash: k.hash})
		if who == o.needed() {
			o.opened.Keys, o.opened.KeysHash = k.line, k.hash
		}
	}
	if len(o.opened.People) == 0 {
		return refuse("keys-unbelieved", "")
	}
	return nil
}

func (o *opening) doubted() []string {
	return slices.DeleteFunc(slices.Clone(o.order), func(who string) bool { return o.base[who] != told || o.named[who] })
}

// name notes whose keys a genuine grant of an officer names.
func (o *opening) name(line Grant) {
	if line.Keys == "" || ValidWho(line.By) {
		return
	}
	for who, c := range o.chains {
		if c.names(line.Keys) {
			o.named[who] = true
		}
	}
}

// readAnswers looks for the reporter's answers in a compartment that the reader was
// granted, holds them to the first of their keys, and notes whom they name as holders.
func (o *opening) readAnswers() bool {
	found := false
	o.listed = map[string][]HolderKey{}
	for _, s := range o.bundle.Items {
		line, err := ParseAs[Post](s.Signed)
		if err != nil || line.Kind != "answers" || line.By != "reporter" || line.Report != o.bundle.Report || !o.writtenFirst(s.Signed) {
			continue
		}
		for _, g := range o.own {
			if g.err != nil || g.line.Compartment != line.Compartment || g.line.Turn != line.Turn {
				continue
			}
			item, err := OpenItem(g.seed.Identity(), s, line)
			if err != nil || o.checkAnswers(item, g.seed) != nil {
				continue
			}
			answers, _ := Read[Answers](item)
			o.listed[line.Compartment] = append(o.listed[line.Compartment], answers.Holders...)
			found = true
		}
	}
	return found
}

// writtenFirst says whether the reporter signed this with the keys they began with.
func (o *opening) writtenFirst(s Signed) bool {
	c := o.chains["reporter"]
	return len(c) > 0 && checkSignature(s, "post", c.first().line.Verify) == nil
}

func (o *opening) checkAnswers(item Item, compartment Seed) error {
	answers, err := Read[Answers](item)
	if err != nil {
		return err
	}
	first := o.chains["reporter"].first()
	switch {
	case answers.Keys != first.hash:
		return refuse("answers-keys", "")
	case answers.Bond != Bond(compartment, answers.Keys):
		return refuse("answers-bond", "")
	case !slices.Equal(answers.Exclusions, first.line.Exclusions):
		return refuse("answers-exclusions", "")
	}
	return nil
}
