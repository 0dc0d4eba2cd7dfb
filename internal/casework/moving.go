package casework

import (
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// personDaysBack is how old a line of a person with a phrase may be: their page can lie open
// for long.
const personDaysBack = 31

// mostLines bounds the requests that go with a step.
const mostLines = 10

// checkTaking checks what can be checked without the case: as checkSending, and the step line,
// what goes with it, and the keys of somebody's new mailbox.
func checkTaking(t Taking, actor Actor, o Office, limits mailbox.Limits) (Moved, error) {
	k, err := newChecker(actor, o, limits)
	if err != nil {
		return Moved{}, err
	}
	var m Moved
	if m.Line, err = seal.CheckAs[seal.Step](t.Step, k.verify); err != nil || !k.genuine(m.Line.Head) || len(t.Lines) > mostLines {
		return m, unfit(err)
	}
	m.Step = lineOf(t.Step, m.Line.Head, m.Line)
	for _, signed := range t.Lines {
		request, err := seal.CheckAs[seal.Request](signed, k.verify)
		if err != nil || !k.genuine(request.Head) {
			return m, unfit(err)
		}
		m.Lines = append(m.Lines, lineOf(signed, request.Head, request))
	}
	// A step may pass on many items; each is bounded by itself.
	if m.Delivery, err = k.delivery(Sending{Grants: t.Grants, Items: t.Items, Uploads: t.Uploads}, mostGrants); err != nil {
		return m, err
	}
	if t.Party != nil {
		m.Party, err = k.party(*t.Party)
	}
	return m, err
}

func lineOf(signed seal.Signed, head seal.Head, what any) Line {
	return Line{Signed: signed, Head: head, Hash: seal.LineHash(signed), What: what}
}

// party checks the keys of a new mailbox: signed by themselves, or by the officer where they
// take the place of others.
func (k *checker) party(p Invited) (*NewParty, error) {
	handle, err := seal.HandleHash(p.Handle)
	if err != nil {
		return nil, unfit(err)
	}
	line, err := seal.CheckKeys(p.Keys, k.verify)
	if err != nil || k.ids[line.ID] || strings.HasPrefix(line.By, "officer:") && !k.genuine(line.Head) ||
		!k.o.signed(k.actor, line.At, k.verify) {
		return nil, unfit(err)
	}
	return &NewParty{Handle: handle, Keys: p.Keys, Line: line, Hash: seal.LineHash(p.Keys)}, nil
}

// verified checks what a person with a phrase signed: by the newest of their keys.
func verified(c Case, who string, lines []seal.Signed, day string) ([]Line, error) {
	verify := c.Reporter.Verify
	if who != mailbox.Reporter {
		party, _ := sight{c: c}.party(who)
		verify = party.Verify
	}
	checked := make([]Line, 0, len(lines))
	for _, signed := range lines {
		if err := seal.Check(signed, verify); err != nil {
			return nil, unfit(err)
		}
		what, err := seal.Parse(signed)
		if err != nil {
			return nil, unfit(err)
		}
		head, ok := headOf(what)
		if !ok || head.By != who || !clock.Near(head.At, day, personDaysBack, daysAhead) {
			return nil, unfit(nil)
		}
		checked = append(checked, lineOf(signed, head, what))
	}
	return checked, nil
}

// headOf gives the head of a line that a person with a phrase can sign as an act.
func headOf(line any) (seal.Head, bool) {
	switch line := line.(type) {
	case seal.Consent:
		return line.Head, true
	case seal.Act:
		return line.Head, true
	}
	return seal.Head{}, false
}
