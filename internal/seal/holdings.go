package seal

import (
	"slices"
	"strings"
)

// checkGrants checks every grant line, and again as long as one more is found genuine,
// since who may grant depends on who was granted.
func (o *opening) checkGrants() error {
	o.rooms = map[room]string{}
	o.listGrants()
	for again := true; again; {
		again = false
		for i := range o.opened.Holdings {
			h := &o.opened.Holdings[i]
			if h.Reason == "" || h.Line.Is == "" {
				continue
			}
			if h.Reason = Reason(o.checkGrant(h.Line, h.text)); h.Reason == "" {
				o.rooms[room{h.Line.Compartment, h.Line.Turn}] = h.Line.Recipient
				again = true
			}
		}
	}
	return o.takeOwn()
}

// listGrants reads the lines, each text once, all of them unchecked.
func (o *opening) listGrants() {
	ended := map[string]string{}
	for _, e := range o.bundle.Ended {
		ended[e.Grant] = e.Day
	}
	lines := slices.Clone(o.bundle.Grants)
	for _, s := range o.bundle.Own {
		lines = append(lines, s.Signed)
	}
	seen := map[Signed]bool{}
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
		o.opened.Holdings = append(o.opened.Holdings, h)
	}
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

// signed checks a line's signature by its author's keys, as they are believed.
func (o *opening) signed(s Signed, is, by, day string) error {
	if by == "reporter" {
		return checkSignature(s, is, o.opened.Keys.Verify)
	}
	return o.dir.signedBy(s, is, by, day)
}

// keysOf gives the hashes of the recipients that a holder could be sealed to on a day.
func (o *opening) keysOf(holder, day string) []string {
	if holder == "reporter" {
		return []string{HashRecipient(o.opened.Keys.Recipient)}
	}
	var all []string
	for _, l := range o.dir.holderLine(holder, day) {
		all = append(all, HashRecipient(l.Recipient))
	}
	return all
}

// mayGrant holds a grant's basis to what is known here. Consent, exception and recovery
// need lines that a bundle does not carry yet: such grants are not believed.
func (o *opening) mayGrant(line Grant) bool {
	switch line.Basis {
	case "intake":
		listed := o.listed[line.Compartment]
		return o.ofOffice(line) && (len(listed) == 0 || slices.Contains(listed, HolderKey{line.Holder, line.Key}))
	case "assignment":
		return o.holdsAny(line.By, line.Compartment) || o.mayBegin(line)
	}
	return false
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

// mayBegin says whether an officer may make a new file: or party: compartment: one of
// the unit, who holds its talk:, once.
func (o *opening) mayBegin(line Grant) bool {
	kind, unit := Split(line.Compartment)
	if line.Turn != 1 || kind == "talk" {
		return false
	}
	if recipient, ok := o.rooms[room{line.Compartment, 1}]; ok && recipient != line.Recipient {
		return false
	}
	_, person := Split(line.By)
	return slices.ContainsFunc(o.dir.At(person, line.At), func(l Officer) bool {
		return (kind == "party" || l.Unit == unit) && o.holdsAny(line.By, "talk:"+l.Unit)
	})
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
		case genuine:
			o.opened.Unopened = append(o.opened.Unopened, LineHash(g.text))
		case g.line.Basis == "intake":
			return refuse("grant-false", "")
		}
	}
	return nil
}

// checkItems gives every item its verdict, in the order in which they came.
func (o *opening) checkItems() {
	hashes, ids := map[string]bool{}, map[string]bool{}
	for _, s := range o.bundle.Items {
		if line, err := ParseAs[Post](s.Signed); err == nil {
			hashes[line.Compartment+" "+LineHash(s.Signed)] = true
		}
	}
	for _, s := range o.bundle.Items {
		shown := Shown{Hash: LineHash(s.Signed), Verdict: Genuine}
		var err error
		if shown.Line, shown.Item, err = o.openItem(s); err != nil {
			shown.Verdict, shown.Reason, shown.Item = NotGenuine, Reason(err), Item{}
		} else if ids[shown.Line.ID] {
			shown.Verdict, shown.Item = Repeat, Item{}
		} else if ids[shown.Line.ID] = true; shown.Line.Prev != "" && !hashes[shown.Line.Compartment+" "+shown.Line.Prev] {
			shown.Verdict, shown.Reason = Missing, "prev"
		}
		o.opened.Items = append(o.opened.Items, shown)
	}
	o.findNamed(ids)
}

// openItem holds an item to place, signature, author's grant, hashes and shape.
func (o *opening) openItem(s Sealed) (Post, Item, error) {
	line, err := ParseAs[Post](s.Signed)
	if err != nil {
		return Post{}, Item{}, err
	}
	at := room{line.Compartment, line.Turn}
	seed, open := o.opened.places[at]
	if line.Report != o.bundle.Report {
		return line, Item{}, refuse("place", "")
	}
	if err := o.signed(s.Signed, "post", line.By, line.At); err != nil {
		return line, Item{}, err
	}
	if !o.held(line.By, at, line.At) {
		return line, Item{}, refuse("author-grant", "")
	}
	if !open {
		return line, Item{}, refuse("no-key", "")
	}
	item, err := OpenItem(seed.Identity(), s, line)
	if err == nil && line.Kind == "answers" && line.By == "reporter" {
		err = o.checkAnswers(item, seed)
	}
	return line, item, err
}

// held says whether somebody has a genuine grant of that turn that had not ended by that
// day.
func (o *opening) held(holder string, at room, day string) bool {
	return slices.ContainsFunc(o.opened.Holdings, func(h Holding) bool {
		return h.Reason == "" && h.Line.Holder == holder &&
			room{h.Line.Compartment, h.Line.Turn} == at && (h.Ended == "" || day <= h.Ended)
	})
}

// findNamed marks answers and letters whose named files are not among the items.
func (o *opening) findNamed(ids map[string]bool) {
	for i := range o.opened.Items {
		s := &o.opened.Items[i]
		if s.Verdict != Genuine || !strings.Contains("answers letter outcome", s.Line.Kind) {
			continue
		}
		body, err := namedItems(s.Item, s.Line.Kind)
		if err == nil && slices.ContainsFunc(body, func(id string) bool { return !ids[id] }) {
			s.Verdict, s.Reason = Missing, "items"
		}
	}
}

func namedItems(item Item, kind string) ([]string, error) {
	if kind == "answers" {
		answers, err := Read[Answers](item)
		return answers.Items, err
	}
	letter, err := Read[Letter](item)
	return letter.Items, err
}
