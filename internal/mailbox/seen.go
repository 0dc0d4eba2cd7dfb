package mailbox

import (
	"slices"
	"strings"

	"fairlead/internal/seal"
)

// The roles of a party, beside witness, that change what they see.
const (
	Affected  = "affected"
	Concerned = "concerned"
	Invited   = "invited"
)

// TakenDown is the step and the notice of a report that an officer wrote down, by phone or in
// person.
const TakenDown = "taken-down"

// SomebodyElse is the notice to whoever wrote that an office asks another person from now on.
const SomebodyElse = "somebody-else"

// Seen cuts a mailbox to what its owner may see. The affected person sees all that is told of
// their case; a reporter who is somebody else, only that their report arrived, what they and
// the office wrote, and that it was passed on; a party, what was said to them. It is a pure
// function, and the only place where this is decided.
func Seen(box Box) Box {
	if box.Who == "" {
		box.Who = Reporter
	}
	affected := false
	cases := make([]Case, len(box.Cases))
	for i, c := range box.Cases {
		affected = affected || isAffected(box.Who, c)
		cases[i] = seenCase(box.Who, c, box.Bundle)
	}
	box.Cases = cases
	box.Bundle.Lines = seenLines(box.Who, affected, box.Bundle)
	return box
}

// isAffected says whether a case is about what happened to the owner. Of a reporter it is
// believed until an office says otherwise.
func isAffected(who string, c Case) bool {
	if IsParty(who) {
		return c.Whose == "you" || c.Whose == "" && c.Role == Affected
	}
	return c.Whose != "other"
}

func seenCase(who string, c Case, b seal.Bundle) Case {
	party := IsParty(who)
	if party { // in which language somebody wrote says something of who they are
		c.Number, c.Form, c.Received, c.Language = "", "", "", ""
	}
	if isAffected(who, c) {
		if party { // what was sent is somebody else's
			c.Notices = slices.DeleteFunc(slices.Clone(c.Notices), func(n Notice) bool { return isOfReport(n.Code) })
		}
		return c
	}
	c.Procedure, c.Category, c.Ended, c.Stage, c.Clocks = "", "", "", "", nil
	c.Notices = slices.DeleteFunc(slices.Clone(c.Notices), func(n Notice) bool {
		return party || !plainNotice(n.Code) && !(isOwnTurn(n.Code) && decidedBy(who, n.Figures["line"], b.Lines))
	})
	c.Offers = passedOn(c.Offers, party)
	if party {
		c.Opened = byHolders(c.Opened, b.Grants)
	}
	c.Ledger = slices.DeleteFunc(slices.Clone(c.Ledger), func(r Record) bool { return r.By != who })
	if !slices.ContainsFunc(c.Notices, func(n Notice) bool { return n.Code == "withdrawn" }) {
		c.Withdrawn = "" // whoever did that is somebody else
	}
	return c
}

// byHolders keeps of the days on which a case was served those of people who hold something that
// the reader holds, too.
func byHolders(opened []LastDay, grants []seal.Signed) []LastDay {
	holds := map[string]bool{}
	for _, s := range grants {
		if line, err := seal.ParseAs[seal.Grant](s); err == nil {
			holds[line.Holder] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(opened), func(d LastDay) bool { return !holds[d.Holder] })
}

// plainNotice says whether a notice tells of the report itself and not of what an office does
// with it.
func plainNotice(code string) bool {
	return isOfReport(code) || code == "nobody-left" || code == "unopened"
}

// isOfReport says whether a notice speaks of the sending, to whoever sent it.
func isOfReport(code string) bool {
	return strings.HasPrefix(code, "acknowledged") || code == TakenDown || code == SomebodyElse
}

// isOwnTurn says whether a notice tells somebody what they did themselves.
func isOwnTurn(code string) bool { return code == "withdrawn" || code == "undone" }

// decidedBy says whether the line of a hash is an act of one person.
func decidedBy(who, hash string, lines []seal.Signed) bool {
	return slices.ContainsFunc(lines, func(s seal.Signed) bool {
		act, err := seal.ParseAs[seal.Act](s)
		return err == nil && act.By == who && seal.LineHash(s) == hash
	})
}

// passedOn says to whom and when, not what was made of it.
func passedOn(offers []Offer, party bool) []Offer {
	if party {
		return nil
	}
	told := slices.Clone(offers)
	for i := range told {
		told[i].Share, told[i].Decided, told[i].DecidedOn = "", "", ""
	}
	return told
}

// seenLines keeps the lines that are the owner's to see: what was asked of them, what they
// decided, what was said to them, which steps rest on their consents, and of the affected
// person the exceptions; with the approvals of these, and of new keys. What was passed on while
// they were the affected person stays theirs to check, whoever is named since.
func seenLines(who string, affected bool, b seal.Bundle) []seal.Signed {
	all := b.Lines
	hashes, lines := make([]string, len(all)), make([]any, len(all))
	kept, asked, shares := map[string]bool{}, map[string]bool{}, sharesOf(who, b.Grants)
	for _, keys := range b.Keys {
		kept[seal.LineHash(keys)] = true
	}
	for i, s := range all {
		hashes[i] = seal.LineHash(s)
		lines[i], _ = seal.Parse(s)
		kept[hashes[i]] = isTold(who, affected, lines[i]) || passes(lines[i], shares)
		if _, is := lines[i].(seal.Request); is {
			asked[hashes[i]] = kept[hashes[i]]
		}
	}
	seen := []seal.Signed{}
	for i, s := range all {
		keep := kept[hashes[i]]
		switch l := lines[i].(type) {
		case seal.Step:
			keep = keep || slices.ContainsFunc(l.Of, func(of string) bool { return asked[of] })
			kept[hashes[i]] = keep
		case seal.Approval:
			keep = kept[l.Of]
		}
		if keep {
			seen = append(seen, s)
		}
	}
	return seen
}

// sharesOf are the compartments of what was passed on that one person was handed a key to.
func sharesOf(who string, grants []seal.Signed) map[string]bool {
	shares := map[string]bool{}
	for _, s := range grants {
		if grant, err := seal.ParseAs[seal.Grant](s); err == nil && grant.Holder == who && strings.HasPrefix(grant.Compartment, "share:") {
			shares[grant.Compartment] = true
		}
	}
	return shares
}

// passes says whether a line is the request by which one of these was passed on.
func passes(line any, shares map[string]bool) bool {
	request, is := line.(seal.Request)
	return is && request.Who == "" && shares["share:"+request.ID]
}

// isTold says whether one line, taken by itself, is the owner's to see.
func isTold(who string, affected bool, line any) bool {
	switch l := line.(type) {
	case seal.Request:
		return l.Who == who || l.Who == "" && affected
	case seal.Consent:
		return l.By == who
	case seal.Act:
		return l.By == who
	case seal.Step:
		return saidTo(who, affected, l)
	}
	return false
}

// saidTo knows the engine's own steps by which an office speaks to one person.
func saidTo(who string, affected bool, step seal.Step) bool {
	to := ""
	if IsParty(who) {
		to = who
	}
	switch step.Step {
	case "statement", "new-mailbox", TakenDown:
		return step.To == to
	case "invite", "tell", "party-outcome":
		return to != "" && step.To == to
	case "except", "renew", "respect":
		return affected
	}
	return false
}
