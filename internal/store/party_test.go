package store_test

import (
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// invited is a report with one person beside the reporter.
type invited struct {
	intake.Arrival
	anna, ben, number, who string
	party                  casework.NewParty
	letter                 mailbox.Post
	change                 casework.Change
}

func partyKeys(report, who, by, prev string) (seal.Keys, seal.Signed) {
	line := keysLine(report)
	line.Head, line.Who, line.Prev = head("keys", by), who, prev
	return line, signed(line)
}

func newInvited(t *testing.T, w *world) *invited {
	p := &invited{anna: w.officer(t, "Anna", "wct"), ben: w.officer(t, "Ben", "wct"), who: "party:" + newID()}
	p.Arrival = arrival(p.anna, p.ben)
	w.receive(t, p.Arrival)
	p.number = p.Cases[0].Number
	by := officerOf(p.anna)
	line, keys := partyKeys(p.Report, p.who, p.who, "")
	p.party = casework.NewParty{
		Party: casework.Party{Who: p.who, Role: casework.PartyConcerned, Since: day}, Handle: newHash(),
		Keys: keys, Line: line, Hash: seal.LineHash(keys),
	}
	p.letter = newPost(p.Report, p.who, 1, "letter", by, 1024)
	step := newStep(p.Report, "wct", by, "invite", p.who, p.party.Hash, p.letter.Hash)
	p.change = casework.Change{
		Lines: []casework.Line{step}, With: step.Hash, Invited: []casework.NewParty{p.party}, Posts: []mailbox.Post{p.letter},
		Grants: []casework.NewGrant{
			casework.NewGrant(newGrant(p.Report, p.who, 1, by, by, "assignment")),
			casework.NewGrant(newGrant(p.Report, p.who, 1, p.who, by, "assignment")),
		},
		Acts: []ledger.Act{{Act: ledger.Invited, By: by, Of: p.party.Hash}, {Act: ledger.Letter, By: by, Of: p.letter.Hash}},
	}
	for range 2 { // the second time it is there already
		w.change(t, p.number, p.anna, p.change)
	}
	return p
}

// partyBox: a party is served what is theirs, and the reporter nothing of it.
func partyBox(t *testing.T, w *world) {
	p := newInvited(t, w)
	_, err := w.Cases.View(ctx, p.number, p.anna, true)
	must(t, err)
	box := w.box(t, p.party.Handle)
	same(t, "who", []any{box.Who, len(box.Cases), box.Cases[0].Role, box.Cases[0].Unit}, []any{p.who, 1, "concerned", "wct"})
	same(t, "items", box.Bundle.Items, []seal.Sealed{p.letter.Sealed})
	same(t, "keys", box.Bundle.Keys, []seal.Signed{p.party.Keys})
	same(t, "grants", []int{len(box.Bundle.Grants), len(box.Bundle.Own)}, []int{2, 1})
	same(t, "lines", box.Bundle.Lines, signedOf(p.change.Lines...))
	for _, r := range box.Cases[0].Ledger {
		same(t, "nothing of the reporter's", []bool{r.By == "reporter", r.Of == p.Cases[0].Posts[0].Hash}, []bool{false, false})
	}
	theirs := w.box(t, p.HandleHash)
	same(t, "the reporter", []any{len(theirs.Bundle.Items), len(theirs.Bundle.Keys), theirs.Bundle.Lines, len(theirs.Bundle.Grants)},
		[]any{1, 1, []seal.Signed{}, 3})
	same(t, "the reporter's ledger", len(theirs.Cases[0].Ledger), 1)
	view := w.view(t, p.number, p.anna)
	same(t, "Anna checks both", view.Bundle.Keys, []seal.Signed{p.Keys, p.party.Keys})
	want := casework.Party{
		Who: p.who, Role: "concerned", Since: day, Keys: p.party.Hash, Verify: p.party.Line.Verify, Recipient: p.party.Line.Recipient, By: p.party.Line.By,
	}
	same(t, "party", view.Case.Parties, []casework.Party{want})
	same(t, "Ben holds nothing of it", w.view(t, p.number, p.ben).Bundle.Keys, []seal.Signed{p.Keys})
	at, err := w.Mailboxes.Standing(ctx, p.Report, p.who, p.who)
	must(t, err)
	same(t, "standing", []any{at.Number, at.Keys, at.Turns}, []any{p.number, p.party.Line, map[string]int64{p.who: 1}})
	_, err = w.Mailboxes.Standing(ctx, p.Report, "talk:wct", "party:"+newID())
	is(t, err, fault.NotFound)
	statement := newPost(p.Report, p.who, 1, "statement", p.who, 1024)
	must(t, w.Mailboxes.Write(ctx, at, []mailbox.Post{statement}, nil, []ledger.Act{{Act: ledger.Letter, By: p.who, Of: statement.Hash}}))
	same(t, "they wrote", w.view(t, p.number, p.anna).Case.Parties[0].Wrote > 0, true)
	same(t, "the reporter's ledger, still", len(w.box(t, p.HandleHash).Cases[0].Ledger), 1)
	is(t, w.Cases.ChangeAs(ctx, p.Report, "wct", "party:"+newID(), nil), fault.NotFound)
}

// linesOfOthers: what is asked of one person, decided by them or said to them is not served
// to another.
func linesOfOthers(t *testing.T, w *world) {
	p := newInvited(t, w)
	by := officerOf(p.anna)
	hers, theirs := newRequest(p.Report, by, "reporter", "refer", "unit:ethics"), newRequest(p.Report, by, p.who, "mediate", p.who)
	askHer, askThem := newStep(p.Report, "wct", by, "ask", "", hers.Hash), newStep(p.Report, "wct", by, "ask", "", theirs.Hash)
	forced := newRequest(p.Report, by, "", "refer", "unit:ethics")
	except := newStep(p.Report, "wct", by, "except", "unit:ethics", forced.Hash)
	plain := newStep(p.Report, "wct", by, "examine", "")
	approved, tellApproved := newApproval(officerOf(p.ben), except.Hash), newApproval(officerOf(p.ben), p.change.Lines[0].Hash)
	all := []casework.Line{hers, theirs, askHer, askThem, forced, except, plain, approved, tellApproved}
	w.change(t, p.number, p.anna, casework.Change{Lines: all})
	yes, no := newConsent(p.Report, "reporter", hers, "yes"), newConsent(p.Report, p.who, theirs, "no")
	for who, line := range map[string]casework.Line{"reporter": yes, p.who: no} {
		must(t, w.Cases.ChangeAs(ctx, p.Report, "wct", who, func(c casework.Case) (casework.Change, error) {
			return casework.Change{Case: c, Lines: []casework.Line{line}}, nil
		}))
	}
	same(t, "the reporter's", w.box(t, p.HandleHash).Bundle.Lines, signedOf(hers, askHer, forced, except, plain, approved, yes))
	same(t, "the party's", w.box(t, p.party.Handle).Bundle.Lines, signedOf(p.change.Lines[0], theirs, askThem, tellApproved, no))
	w.change(t, p.number, p.anna, casework.Change{}, func(c *casework.Case) { c.Whose = p.who })
	same(t, "where it happened to the party", []string{w.box(t, p.HandleHash).Cases[0].Whose, w.box(t, p.party.Handle).Cases[0].Whose}, []string{"other", "you"})
	same(t, "they read the exception", w.box(t, p.party.Handle).Bundle.Lines,
		signedOf(p.change.Lines[0], theirs, askThem, forced, except, plain, approved, tellApproved, no))
	same(t, "and the reporter does not", w.box(t, p.HandleHash).Bundle.Lines, signedOf(hers, askHer, plain, yes))
}

// partyAffected: where it happened to a party, they are shown the other office's case, and the
// reporter only that it was passed on.
func partyAffected(t *testing.T, w *world) {
	p := newInvited(t, w)
	eve, by := w.officer(t, "Eve", "ethics"), officerOf(p.anna)
	request := newRequest(p.Report, by, p.who, "refer", "unit:ethics", seal.Part{ID: p.letter.Line.ID, Kind: "letter"})
	share, other := "share:"+request.Head.ID, newNumber()
	change := casework.Change{Lines: []casework.Line{request}, Offered: &casework.NewCase{
		Case: casework.Case{
			Number: other, Report: p.Report, Kind: "report", Unit: "ethics", Stage: "received", Received: day, Whose: p.who,
			Giver: &casework.Offer{Number: p.number, Share: share}, Parties: []casework.Party{p.party.Party},
		},
		Lines: []string{request.Hash},
	}}
	for _, holder := range []string{by, officerOf(eve), p.who} {
		change.Grants = append(change.Grants, casework.NewGrant(newGrant(p.Report, share, 1, holder, by, "consent:"+request.Head.ID)))
	}
	w.change(t, p.number, p.anna, change, func(c *casework.Case) { c.Whose = p.who })
	theirs, hers := w.box(t, p.party.Handle), w.box(t, p.HandleHash)
	same(t, "their cases", []string{theirs.Cases[0].Number, theirs.Cases[1].Number, theirs.Cases[1].Whose}, []string{p.number, other, "you"})
	same(t, "the reporter's", []any{len(hers.Cases), hers.Cases[0].Offers[0].Unit, hers.Bundle.Lines}, []any{1, "ethics", []seal.Signed{}})
	view := w.view(t, other, eve)
	same(t, "Eve", []any{view.Bundle.Keys, view.Bundle.Lines, view.Case.Parties[0].Keys, view.Bundle.Origins},
		[]any{[]seal.Signed{p.party.Keys}, signedOf(request), p.party.Hash, []seal.Signed{p.change.Grants[0].Sealed.Signed}})
	must(t, w.Cases.ChangeAs(ctx, p.Report, "ethics", p.who, func(c casework.Case) (casework.Change, error) {
		same(t, "their act", c.Number, other)
		return casework.Change{Case: c}, nil
	}))
	is(t, w.Cases.ChangeAs(ctx, p.Report, "ethics", "reporter", nil), fault.NotFound)
}

// wordsClaimed: a mailbox gets new words once, and all keys of its chain are served.
func wordsClaimed(t *testing.T, w *world) {
	p := newInvited(t, w)
	line, keys := partyKeys(p.Report, p.who, p.who, p.party.Hash)
	claim := func(handle string) error {
		return w.Cases.ClaimAs(ctx, p.party.Handle, func(who string) casework.Step {
			return func(c casework.Case) (casework.Change, error) {
				same(t, "who and where", []string{who, c.Number, c.Parties[0].Keys}, []string{p.who, p.number, p.party.Hash})
				again := newGrant(p.Report, p.who, 1, p.who, p.who, "assignment")
				return casework.Change{
					Case: c, Claimed: &casework.Claim{Who: who, Old: p.party.Handle, New: handle, Keys: keys, Line: line, Hash: seal.LineHash(keys)},
					Grants: []casework.NewGrant{casework.NewGrant(again)}, EndGrants: []string{p.change.Grants[1].Hash},
				}, nil
			}
		})
	}
	handles := []string{newHash(), newHash()}
	answers := make([]error, 2)
	done := make(chan int, 2)
	for i := range 2 {
		go func() { answers[i] = claim(handles[i]); done <- i }()
	}
	<-done
	<-done
	won, lost := 0, 1
	if answers[0] != nil {
		won, lost = 1, 0
	}
	must(t, answers[won])
	is(t, answers[lost], fault.NotFound)
	_, err := w.Mailboxes.Box(ctx, p.party.Handle)
	is(t, err, fault.NotFound)
	box := w.box(t, handles[won])
	same(t, "after it", []any{box.Bundle.Keys, len(box.Bundle.Own), len(box.Bundle.Ended)}, []any{[]seal.Signed{p.party.Keys, keys}, 1, 1})
	party := w.view(t, p.number, p.anna).Case.Parties[0]
	same(t, "opened", []string{party.Opened, party.Keys}, []string{day, seal.LineHash(keys)})
	taken := w.Cases.ClaimAs(ctx, handles[won], func(who string) casework.Step {
		return func(c casework.Case) (casework.Change, error) {
			line, keys := partyKeys(p.Report, p.who, p.who, party.Keys)
			return casework.Change{Case: c, Claimed: &casework.Claim{
				Who: who, Old: handles[won], New: p.HandleHash, Keys: keys, Line: line, Hash: seal.LineHash(keys),
			}}, nil
		}
	})
	is(t, taken, fault.Conflict)
}

// wordsLost: keys by an officer, for words that were lost, count once a second one approved.
func wordsLost(t *testing.T, w *world) {
	p := newInvited(t, w)
	by := officerOf(p.anna)
	line, keys := partyKeys(p.Report, "reporter", by, seal.LineHash(p.Keys))
	kept := casework.Line{Signed: keys, Head: line.Head, Hash: seal.LineHash(keys)}
	step := newStep(p.Report, "wct", by, "new-mailbox", "", kept.Hash)
	step.Shown = casework.Never
	handle := newHash()
	w.change(t, p.number, p.anna, casework.Change{
		Lines: []casework.Line{kept, step}, With: step.Hash,
		Claimed: &casework.Claim{Who: "reporter", New: handle, Keys: keys, Line: line, Hash: kept.Hash},
	})
	_, err := w.Mailboxes.Box(ctx, handle)
	is(t, err, fault.NotFound)
	box := w.box(t, p.HandleHash)
	same(t, "while it waits", []any{box.Bundle.Keys, box.Bundle.Lines}, []any{[]seal.Signed{p.Keys}, []seal.Signed{}})
	view := w.view(t, p.number, p.ben)
	same(t, "the keys that count", []any{view.Case.Reporter.Keys, view.Bundle.Keys}, []any{seal.LineHash(p.Keys), []seal.Signed{p.Keys, keys}})
	at, err := w.Mailboxes.Standing(ctx, p.Report, "talk:wct", "reporter")
	must(t, err)
	same(t, "and hold for what is sent", at.Keys, p.KeysLine)
	approval := newApproval(officerOf(p.ben), step.Hash)
	w.change(t, p.number, p.ben, casework.Change{Lines: []casework.Line{approval}, Later: map[string]string{step.Hash: ""}})
	_, err = w.Mailboxes.Box(ctx, p.HandleHash)
	is(t, err, fault.NotFound)
	box = w.box(t, handle)
	same(t, "the new mailbox", []any{box.Bundle.Keys, box.Bundle.Lines}, []any{[]seal.Signed{p.Keys, keys}, signedOf(step, approval)})
	same(t, "the keys that count now", w.view(t, p.number, p.ben).Case.Reporter.Keys, kept.Hash)
}
