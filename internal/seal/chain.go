package seal

import "slices"

// Person is somebody with a phrase whose keys a reader believes: Keys is their newest line.
type Person struct {
	Who  string
	Keys Keys
	Hash string
}

// chain is the keys lines of one person, oldest first: each names the one before it and is
// signed by its key, or by an officer with another's approval.
type chain []keysLine

type keysLine struct {
	line Keys
	hash string
}

func (c chain) first() keysLine { return c[0] }

func (c chain) newest() keysLine { return c[len(c)-1] }

// names says whether a hash is that of one of the lines.
func (c chain) names(hash string) bool {
	return slices.ContainsFunc(c, func(k keysLine) bool { return k.hash == hash })
}

// chainKeys orders the keys lines of each person. It fails only for whoever's keys the
// reader cannot do without: then two lines claim the same place.
func (o *opening) chainKeys() error {
	o.chains = map[string]chain{}
	for _, who := range o.people() {
		c, err := o.chainOf(who)
		switch {
		case err != nil && who == o.needed():
			return err
		case err == nil && len(c) > 0:
			o.chains[who] = c
			o.order = append(o.order, who)
		}
	}
	return nil
}

// needed is whose keys must not be in doubt: those of the reader, or of the reporter.
func (o *opening) needed() string {
	if ValidWho(o.me.Holder) {
		return o.me.Holder
	}
	return "reporter"
}

// people are those of whom there are keys lines of this report, each once, in their order.
func (o *opening) people() []string {
	var all []string
	for _, s := range o.bundle.Keys {
		line, err := ParseAs[Keys](s)
		if err == nil && line.Report == o.bundle.Report && !slices.Contains(all, line.Who) {
			all = append(all, line.Who)
		}
	}
	return all
}

// chainOf follows one person's keys from the first; it ends before what nobody may have
// put there.
func (o *opening) chainOf(who string) (chain, error) {
	var c chain
	for {
		next, err := o.nextKeys(who, c)
		if err != nil || next.hash == "" {
			return c, err
		}
		c = append(c, next)
	}
}

// nextKeys finds the one line that follows, or none.
func (o *opening) nextKeys(who string, c chain) (keysLine, error) {
	var found keysLine
	prev := ""
	if len(c) > 0 {
		prev = c.newest().hash
	}
	for _, s := range o.bundle.Keys {
		line, err := ParseAs[Keys](s)
		if err != nil || line.Who != who || line.Prev != prev || line.Report != o.bundle.Report {
			continue
		}
		hash := LineHash(s)
		if !o.mayFollow(s, line, hash, c) {
			continue
		}
		if found.hash != "" && found.hash != hash {
			return keysLine{}, refuse("keys-conflict", "")
		}
		found = keysLine{line: line, hash: hash}
	}
	return found, nil
}

// mayFollow says whether a keys line was signed as it must be: the first by itself, a later
// one by the key before it, or by an officer with another officer's approval.
func (o *opening) mayFollow(s Signed, line Keys, hash string, c chain) bool {
	if line.By != line.Who {
		return o.dir.signedBy(s, "keys", line.By, line.At) == nil && o.approved(hash, line.By, "new-mailbox")
	}
	verify := line.Verify
	if len(c) > 0 {
		verify = c.newest().line.Verify
	}
	return checkSignature(s, "keys", verify) == nil
}

// signedByPerson checks a signature by any of the keys that somebody had.
func (o *opening) signedByPerson(s Signed, is, who string) error {
	err := refuse("author", "")
	if !o.believes(who) {
		return err
	}
	for _, k := range slices.Backward(o.chains[who]) {
		if err = checkSignature(s, is, k.line.Verify); err == nil {
			return nil
		}
	}
	return err
}

// keysOf gives the hashes of the recipients that a holder could be sealed to on a day.
func (o *opening) keysOf(holder, day string) []string {
	var all []string
	if ValidWho(holder) {
		if o.believes(holder) {
			for _, k := range o.chains[holder] {
				all = append(all, HashRecipient(k.line.Recipient))
			}
		}
		return all
	}
	for _, l := range o.dir.holderLine(holder, day) {
		all = append(all, HashRecipient(l.Recipient))
	}
	return all
}
