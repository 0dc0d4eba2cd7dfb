package seal

import "slices"

// checkGrants checks every grant line, and again as long as one more is found genuine,
// since who may grant depends on who was granted.
func (o *opening) checkGrants() {
	o.rooms, o.named = map[room]string{}, map[string]bool{}
	o.listGrants()
	for again := true; again; {
		again = o.takeGrants(o.opened.Holdings)
		again = o.takeGrants(o.beside) || again
	}
}

// takeGrants checks those that were not found genuine, and says whether one more was.
func (o *opening) takeGrants(all []Holding) bool {
	more := false
	for i := range all {
		h := &all[i]
		if h.Reason == "" || h.Line.Is == "" {
			continue
		}
		if h.Reason = Reason(o.checkGrant(h.Line, h.text)); h.Reason == "" {
			o.rooms[room{h.Line.Compartment, h.Line.Turn}] = h.Line.Recipient
			o.name(h.Line)
			more = true
		}
	}
	return more
}

// listGrants reads the lines, each text once, all of them unchecked. A share: among the
// origins is one that this holder was not handed: it is shown to nobody.
func (o *opening) listGrants() {
	lines := slices.Clone(o.bundle.Grants)
	for _, s := range o.bundle.Own {
		lines = append(lines, s.Signed)
	}
	seen := map[Signed]bool{}
	o.opened.Holdings = o.unchecked(lines, seen)
	o.beside = slices.DeleteFunc(o.unchecked(o.bundle.Origins, seen), func(h Holding) bool {
		place, _ := Split(h.Line.Compartment)
		return place != "share"
	})
}

func (o *opening) unchecked(lines []Signed, seen map[Signed]bool) []Holding {
	ended := map[string]string{}
	for _, e := range o.bundle.Ended {
		ended[e.Grant] = e.Day
	}
	var all []Holding
	for _, s := range lines {
		if seen[s] {
			continue
		}
		seen[s] = true
		hash := LineHash(s)
		h := Holding{Hash: hash, Ended: ended[hash], Reason: "unchecked", text: s}
		line, err := ParseAs[Grant](s)
		if h.Line = line; err != nil {
			h.Reason = Reason(err)
		}
		all = append(all, h)
	}
	return all
}

func (o *opening) checkGrant(line Grant, text Signed) error {
	if line.Report != o.bundle.Report {
		return refuse("place", "")
	}
	if err := o.signed(text, "grant", line.By, line.At); err != nil {
		return err
	}
	if !o.mayGrant(line) {
		return refuse("basis", "")
	}
	if o.excluded(line) {
		return refuse("excluded", "")
	}
	if !slices.Contains(o.keysOf(line.Holder, line.At), line.Key) {
		return refuse("holder-key", "")
	}
	// One turn has one identity, and no compartment has another's; whoever names another
	// names a trap.
	if recipient, ok := o.rooms[room{line.Compartment, line.Turn}]; ok && recipient != line.Recipient {
		return refuse("grant-recipient", "")
	}
	for at, recipient := range o.rooms {
		if at.compartment != line.Compartment && recipient == line.Recipient {
			return refuse("grant-recipient", "")
		}
	}
	return nil
}

// mayGrant holds a grant's basis to what is known here. Recovery needs lines that a bundle
// does not carry: such grants are not believed.
func (o *opening) mayGrant(line Grant) bool {
	switch line.Basis {
	case "intake":
		listed := o.listed[line.Compartment]
		return o.ofOffice(line) && (len(listed) == 0 || slices.Contains(listed, HolderKey{line.Holder, line.Key}))
	case "assignment":
		return o.holdsAny(line.By, line.Compartment) || o.mayBegin(line)
	}
	kind, _ := Split(line.Basis)
	return (kind == "consent" || kind == "exception") && o.mayShare(line)
}

// ofOffice says whether a grant of intake is to those it may be to. Into a talk: that office's
// own officers, its own recovery, or the reporter; into a comment: the editors of any office,
// or the reporter. Someone with no line on that day is refused by their key.
func (o *opening) ofOffice(line Grant) bool {
	kind, unit := Split(line.Compartment)
	holder, name := Split(line.Holder)
	switch {
	case holder == "reporter":
		return true
	case kind == Comments:
		return holder == "officer" && o.edits(name, line.At)
	case holder == "recovery":
		return name == unit
	}
	lines := o.dir.At(name, line.At)
	return len(lines) == 0 || slices.ContainsFunc(lines, func(l Officer) bool { return l.Unit == unit })
}

// edits says whether somebody was an editor at some hour of a day.
func (o *opening) edits(person, day string) bool {
	return slices.ContainsFunc(o.dir.At(person, day), func(l Officer) bool { return slices.Contains(l.Roles, "editor") })
}

// holdsAny says whether somebody has a genuine grant of any turn of a compartment.
func (o *opening) holdsAny(holder, compartment string) bool {
	return slices.ContainsFunc(o.opened.Holdings, func(h Holding) bool {
		return h.Reason == "" && h.Line.Holder == holder && h.Line.Compartment == compartment
	})
}

// mayBegin says whether an officer may make a new compartment, once: of their own unit, the
// file: where they hold its talk:, both where they hold what was passed on to it; a party:
// where they hold their unit's talk:. The party sees no talk: and takes their word.
func (o *opening) mayBegin(line Grant) bool {
	kind, unit := Split(line.Compartment)
	if line.Turn != 1 || ValidWho(line.By) {
		return false
	}
	if recipient, ok := o.rooms[room{line.Compartment, 1}]; ok && recipient != line.Recipient {
		return false
	}
	_, person := Split(line.By)
	return slices.ContainsFunc(o.dir.At(person, line.At), func(l Officer) bool {
		talks := kind != "talk" && o.holdsAny(line.By, "talk:"+l.Unit)
		if kind == "party" {
			return talks || line.Compartment == o.me.Holder
		}
		return l.Unit == unit && (talks || o.received(line.By, unit))
	})
}

// received says whether an officer has a genuine grant of a share: that was for their unit,
// or for them.
func (o *opening) received(officer, unit string) bool {
	toThem := func(h Holding) bool {
		place, id := Split(h.Line.Compartment)
		return h.Reason == "" && place == "share" && h.Line.Holder == officer &&
			slices.ContainsFunc(o.requests, func(r requestLine) bool {
				return r.ID == id && r.By == h.Line.By && (r.To == "unit:"+unit || r.To == officer)
			})
	}
	return slices.ContainsFunc(o.opened.Holdings, toThem) || slices.ContainsFunc(o.beside, toThem)
}

// takeOwn keeps the seeds of the reader's genuine grants, and names those that are
// genuine and cannot be opened. A false grant of intake is no slip: then nothing is shown.
func (o *opening) takeOwn() error {
	o.opened.places = map[room]Seed{}
	for _, g := range o.own {
		genuine := slices.ContainsFunc(o.opened.Holdings, func(h Holding) bool {
			return h.Reason == "" && h.text == g.text
		})
		switch {
		case genuine && g.err == nil:
			o.opened.places[room{g.line.Compartment, g.line.Turn}] = g.seed
		case genuine && o.forThisKey(g.line):
			o.opened.Unopened = append(o.opened.Unopened, LineHash(g.text))
		case !genuine && g.line.Basis == "intake":
			return refuse("grant-false", "")
		}
	}
	return nil
}

// forThisKey says whether a grant is sealed to the key with which its holder reads. What
// somebody with a phrase was handed under earlier words opens under those alone.
func (o *opening) forThisKey(line Grant) bool {
	recipient, err := o.me.Identity.Recipient()
	return !ValidWho(o.me.Holder) || err == nil && line.Key == HashRecipient(recipient)
}
