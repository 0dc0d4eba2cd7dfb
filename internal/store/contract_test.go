package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/internal/store/pgtest"
)

// contract is what both databases are held to.
var contract = []struct {
	name  string
	holds func(*testing.T, *world)
}{
	{"an arrival is kept whole", arrivalKept},
	{"what was agreed to at sending", agreedAhead},
	{"what was agreed to under an id that is taken", nothingAhead},
	{"the same handle twice is one report", sameHandle},
	{"a taken number is replaced", takenNumber},
	{"a taken id is a conflict and leaves nothing", takenID},
	{"an item without its blob is refused", blobMissing},
	{"what a case shows to whom", caseShown},
	{"a case without a live grant does not exist", caseAbsent},
	{"a text that no row can hold is nobody's", heldByNone},
	{"the queue", queueRows},
	{"the queue, page by page", queuePages},
	{"the queue keeps pace", queueMoves},
	{"an office's figures", officeFigures},
	{"a change is saved whole or not at all", changeWhole},
	{"the lines of a case", linesKept},
	{"what waits for a second person", linesWait},
	{"acts of people with a phrase", actsOfPeople},
	{"when a case was served", servedDays},
	{"cases that belong together", casesLinked},
	{"a share lies in two cases", shareInTwo},
	{"a share by an exception", shareByException},
	{"a share and who is kept from it", shareKept},
	{"a share that waits", shareWaits},
	{"a share that is declined", shareDeclined},
	{"a share that is accepted", shareAccepted},
	{"a share and new words", shareRenewed},
	{"a share that is to be known later", postponed},
	{"an offer that is to be known later", owedOffers},
	{"somebody who stands in", standsIn},
	{"a mailbox that is full", mailboxFull},
	{"a party's mailbox", partyBox},
	{"lines of other people", linesOfOthers},
	{"an affected party and another office", partyAffected},
	{"a mailbox gets new words", wordsClaimed},
	{"words that were lost", wordsLost},
	{"a report that was written down", writtenDown},
	{"a turn has one recipient", oneRecipient},
	{"a new turn", newTurn},
	{"the reporter writes", reporterWrites},
	{"one sending, two offices", twoOffices},
	{"two offices, each with its steps", twoOfficesWork},
	{"a comment", aComment},
	{"two offices, taken numbers", twoNumbers},
	{"an enquiry is kept as one", enquiryKept},
	{"a draft is kept, replaced and deleted", draftKept},
	{"a draft ends with its day", draftExpires},
	{"what is sent ends its draft, at once or not at all", draftSent},
	{"drafts of one day are bounded", draftBounds},
	{"whether the helper helped is counted", helpedCounted},
	{"blobs are named by what is served", blobNamed},
	{"enrolment", enrolment},
	{"the directory", directory},
	{"the ledger is one chain", oneChain},
	{"sessions end", sessionsEnd},
	{"versions are kept once", versionsOnce},
	{"a task has one lease", leased},
	{"a clock that is set back", clockBack},
	{"who is reminded", reminded},
	{"a nudge is sent once", nudged},
	{"undertakings", undertook},
	{"who sees which line of the ledger", ledgerSeen},
	{"many writers at once", manyWriters},
	{"a failed writer harms nobody", failedWriter},
	{"all is there after opening again", openedAgain},
}

func TestContractSQLite(t *testing.T) {
	for _, c := range contract {
		t.Run(c.name, func(t *testing.T) { c.holds(t, open(t, "")) })
	}
}

func TestContractPostgreSQL(t *testing.T) {
	server := pgtest.Start(t)
	for _, c := range contract {
		t.Run(c.name, func(t *testing.T) { c.holds(t, open(t, server.Database(t))) })
	}
}

var ctx = context.Background()

func is(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
}

func arrivalKept(t *testing.T, w *world) {
	anna, ben := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "wct")
	a := arrival(anna, ben)
	receipt := w.receive(t, a)
	same(t, "receipt", receipt, intake.Receipt{Number: a.Cases[0].Number, Received: day, Same: true, Unit: "wct"})
	box, err := w.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "box", box.Cases, []mailbox.Case{{
		Number: a.Cases[0].Number, Kind: "report", Form: "harassment", Unit: "wct", Stage: "received", Language: "fr",
		Received: day, Clocks: a.Cases[0].Clocks, Notices: a.Cases[0].Notices, Procedure: "wct",
		Offers: []mailbox.Offer{}, Opened: []mailbox.LastDay{},
		Ledger: []mailbox.Record{{N: 7, Day: day, Act: ledger.Received, By: "reporter", Of: a.Cases[0].Posts[0].Hash}},
	}})
	same(t, "whose", box.Who, "reporter")
	b := box.Bundle
	same(t, "report", b.Report, a.Report)
	same(t, "keys", b.Keys, []seal.Signed{a.Keys})
	same(t, "grants", b.Grants, []seal.Signed{a.Cases[0].Grants[0].Sealed.Signed, a.Cases[0].Grants[1].Sealed.Signed, a.Cases[0].Grants[2].Sealed.Signed})
	same(t, "own", b.Own, []seal.Sealed{a.Cases[0].Grants[0].Sealed})
	same(t, "items", b.Items, []seal.Sealed{a.Cases[0].Posts[0].Sealed})
	same(t, "directory", len(b.Directory), 2)
	text, err := json.Marshal(b)
	must(t, err)
	if empty := `"ended":[],"lines":[],"origins":[]}`; !strings.HasSuffix(string(text), empty) {
		t.Fatalf("an empty list is not an empty list: …%s", text[len(text)-len(empty):])
	}
	_, err = w.Mailboxes.Box(ctx, newHash())
	is(t, err, fault.NotFound)
}

func sameHandle(t *testing.T, w *world) {
	a := arrival(newID())
	_, _, err := w.Reports.Received(ctx, a.HandleHash)
	is(t, err, fault.NotFound)
	w.receive(t, a)
	again := w.receive(t, a)
	same(t, "again", again, intake.Receipt{Number: a.Cases[0].Number, Received: day, Same: true, Unit: "wct"})
	other := arrival(newID())
	other.HandleHash = a.HandleHash
	answer := w.receive(t, other)
	same(t, "other bytes", []any{answer.Number, answer.Same}, []any{a.Cases[0].Number, false})
	_, err = w.Mailboxes.Standing(ctx, other.Report, "talk:wct", mailbox.Reporter)
	is(t, err, fault.NotFound)
	_, fingerprint, err := w.Reports.Received(ctx, a.HandleHash)
	must(t, err)
	same(t, "fingerprint", fingerprint, a.Fingerprint)
	same(t, "ledger", w.acts(t), []string{ledger.Received})
}

func takenNumber(t *testing.T, w *world) {
	first, second := arrival(newID()), arrival(newID())
	w.receive(t, first)
	second.Cases[0].Number = first.Cases[0].Number
	asked, other := 0, newNumber()
	receipt, err := w.Reports.Receive(ctx, second, func() string {
		asked++
		return []string{first.Cases[0].Number, other}[asked-1]
	})
	must(t, err)
	same(t, "number", receipt.Number, other)
	at, err := w.Mailboxes.Standing(ctx, second.Report, "talk:wct", mailbox.Reporter)
	must(t, err)
	same(t, "standing", at.Number, other)
}

func takenID(t *testing.T, w *world) {
	first, second := arrival(newID()), arrival(newID())
	w.receive(t, first)
	second.Cases[0].Posts[0].Line.ID = first.Cases[0].Posts[0].Line.ID
	_, err := w.Reports.Receive(ctx, second, newNumber)
	is(t, err, fault.Conflict)
	_, err = w.Mailboxes.Standing(ctx, second.Report, "talk:wct", mailbox.Reporter)
	is(t, err, fault.NotFound)
}

func blobMissing(t *testing.T, w *world) {
	a := arrival(newID())
	a.Cases[0].Posts = append(a.Cases[0].Posts, newPost(a.Report, "talk:wct", 1, "file", "reporter", 1024, newHash()))
	_, err := w.Reports.Receive(ctx, a, newNumber)
	is(t, err, fault.Refused)
	_, _, err = w.Reports.Received(ctx, a.HandleHash)
	is(t, err, fault.NotFound)
}

func caseShown(t *testing.T, w *world) {
	anna, ben := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "wct")
	a := arrival(anna, ben)
	w.receive(t, a)
	noteGrant := newGrant(a.Report, "file:wct", 1, "officer:"+anna, "officer:"+anna, "assignment")
	note := newPost(a.Report, "file:wct", 1, "note", "officer:"+anna, 1024)
	must(t, w.Cases.Change(ctx, a.Cases[0].Number, anna, func(c casework.Case) (casework.Change, error) {
		return casework.Change{Case: c, Grants: []casework.NewGrant{casework.NewGrant(noteGrant)}, Posts: []mailbox.Post{note}}, nil
	}))
	mine, err := w.Cases.View(ctx, a.Cases[0].Number, anna, false)
	must(t, err)
	same(t, "Anna's items", len(mine.Bundle.Items), 2)
	same(t, "Anna's own", len(mine.Bundle.Own), 2)
	same(t, "holders", len(mine.Case.Holders), 4)
	same(t, "a holder", mine.Case.Holders[3], casework.Holder{
		Holder: "officer:" + anna, Compartment: "file:wct", Turn: 1, Basis: "assignment",
		Since: day, Line: noteGrant.Hash, Recipient: recipient(),
	})
	his, err := w.Cases.View(ctx, a.Cases[0].Number, ben, false)
	must(t, err)
	same(t, "Ben's items", his.Bundle.Items, []seal.Sealed{a.Cases[0].Posts[0].Sealed})
	same(t, "Ben's grants", len(his.Bundle.Grants), 3)
	box, err := w.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "the reporter's items", len(box.Bundle.Items), 1)
	same(t, "notices", his.Notices, a.Cases[0].Notices)
	same(t, "urgent", his.Case.Urgent, true)
}

func caseAbsent(t *testing.T, w *world) {
	stranger, ended := w.officer(t, "Stranger", "wct"), w.officer(t, "Ended", "wct")
	excluded, colleague := w.officer(t, "Excluded", "wct"), w.officer(t, "Colleague", "ethics")
	recused, suspended := w.officer(t, "Recused", "wct"), w.officer(t, "Suspended", "wct")
	a := excluding(arrival(ended, excluded, colleague, recused, suspended), "officer:"+excluded, "unit:ethics")
	w.receive(t, a)
	change := func(person string, c casework.Change) {
		must(t, w.Cases.Change(ctx, a.Cases[0].Number, person, func(now casework.Case) (casework.Change, error) {
			c.Case = now
			return c, nil
		}))
	}
	change(recused, casework.Change{Declared: "recused"})
	change(ended, casework.Change{EndGrants: []string{a.Cases[0].Grants[1].Hash}})
	must(t, w.People.Suspend(ctx, suspended, day, ledger.Act{Act: ledger.Suspended, By: "operator", Of: suspended}))
	unknown, _ := w.Cases.View(ctx, "0000-0000", stranger, true)
	for name, person := range map[string]string{
		"stranger": stranger, "ended": ended, "excluded": excluded, "of an excluded unit": colleague,
		"recused": recused, "suspended": suspended,
	} {
		t.Run(name, func(t *testing.T) {
			rows := w.queue(t, person)
			same(t, "queue", len(rows), 0)
			view, err := w.Cases.View(ctx, a.Cases[0].Number, person, true)
			_, missing := w.Cases.View(ctx, "0000-0000", person, true)
			is(t, err, fault.NotFound)
			same(t, "answer", []any{view, err.Error()}, []any{unknown, missing.Error()})
			is(t, w.Cases.Named(ctx, a.Cases[0].Number, person, newHash()), fault.NotFound)
			is(t, w.Cases.Change(ctx, a.Cases[0].Number, person, func(casework.Case) (casework.Change, error) {
				t.Error("a step was taken")
				return casework.Change{}, nil
			}), fault.NotFound)
		})
	}
}

func heldByNone(t *testing.T, w *world) {
	for _, text := range []string{"a\x00", "a\xff"} {
		_, _, err := w.People.ByName(ctx, text)
		is(t, err, fault.NotFound)
		_, err = w.People.Person(ctx, text)
		is(t, err, fault.NotFound)
		_, err = w.Cases.View(ctx, text, text, false)
		is(t, err, fault.NotFound)
		is(t, w.Cases.Named(ctx, text, text, text), fault.NotFound)
		is(t, w.Cases.Change(ctx, text, text, nil), fault.NotFound)
		_, err = w.Mailboxes.Standing(ctx, text, "talk:wct", mailbox.Reporter)
		is(t, err, fault.NotFound)
	}
}

func queueRows(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	older, newer, other := arrival(anna), arrival(anna), arrival(newID())
	older.Day, older.Cases[0].Urgent = "2026-11-20", false
	for _, a := range []intake.Arrival{older, newer, other} {
		a.Cases[0].Posts = append(a.Cases[0].Posts, newPost(a.Report, "talk:wct", 1, "file", "reporter", 1024))
		w.receive(t, a)
	}
	rows := w.queue(t, anna)
	row := casework.Row{
		Number: newer.Cases[0].Number, Kind: "report", Form: "harassment", Unit: "wct", Stage: "received", Received: day, Language: "fr",
		Urgent: true, Procedure: "wct", Unread: 1, Clock: clock.Limit{Code: "first-letter", Started: day, Due: "2026-11-29"},
	}
	same(t, "rows", len(rows), 2)
	same(t, "first", rows[0], row)
	same(t, "second", []any{rows[1].Number, rows[1].Urgent}, []any{older.Cases[0].Number, false})
	_, err := w.Cases.View(ctx, newer.Cases[0].Number, anna, false)
	must(t, err)
	same(t, "looked without reading", w.unread(t, anna, newer.Cases[0].Number), 1)
	_, err = w.Cases.View(ctx, newer.Cases[0].Number, anna, true)
	must(t, err)
	same(t, "read", w.unread(t, anna, newer.Cases[0].Number), 0)
	at, err := w.Mailboxes.Standing(ctx, newer.Report, "talk:wct", mailbox.Reporter)
	must(t, err)
	letter := newPost(newer.Report, "talk:wct", 1, "letter", "reporter", 1024)
	must(t, w.Mailboxes.Write(ctx, at, []mailbox.Post{letter}, nil, nil))
	same(t, "a letter came", w.unread(t, anna, newer.Cases[0].Number), 1)
	must(t, w.Cases.Change(ctx, newer.Cases[0].Number, anna, func(c casework.Case) (casework.Change, error) {
		c.Clocks = []clock.Limit{{Code: "first-letter", Started: day, Due: "2026-11-29", Met: day}}
		answer := newPost(newer.Report, "talk:wct", 1, "letter", "officer:"+anna, 1024)
		return casework.Change{Case: c, Posts: []mailbox.Post{answer}}, nil
	}))
	same(t, "her own is not unread", w.unread(t, anna, newer.Cases[0].Number), 1)
	rows = w.queue(t, anna)
	same(t, "no clock runs", rows[0].Clock, clock.Limit{})
}

func (w *world) unread(t *testing.T, person, number string) int {
	t.Helper()
	rows := w.queue(t, person)
	for _, row := range rows {
		if row.Number == number {
			return row.Unread
		}
	}
	t.Fatal("not in the queue")
	return 0
}

func changeWhole(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	a := arrival(anna)
	w.receive(t, a)
	before, err := w.Cases.View(ctx, a.Cases[0].Number, anna, false)
	must(t, err)
	letter := newPost(a.Report, "talk:wct", 1, "letter", "officer:"+anna, 1024)
	wrong := newPost(a.Report, "talk:nowhere", 1, "letter", "officer:"+anna, 1024)
	step := func(posts ...mailbox.Post) casework.Step {
		return func(c casework.Case) (casework.Change, error) {
			c.Stage = "open"
			return casework.Change{
				Case: c, Posts: posts, Declared: "none", Notices: []mailbox.Notice{{Code: "letter", Day: day}},
				Acts: []ledger.Act{{Act: ledger.Letter, By: "officer:" + anna, Of: posts[0].Hash}},
			}, nil
		}
	}
	is(t, w.Cases.Change(ctx, a.Cases[0].Number, anna, step(letter, wrong)), fault.Refused)
	refused := errors.New("the step refuses")
	if err := w.Cases.Change(ctx, a.Cases[0].Number, anna, func(casework.Case) (casework.Change, error) {
		return casework.Change{}, refused
	}); !errors.Is(err, refused) {
		t.Fatalf("got %v", err)
	}
	after, err := w.Cases.View(ctx, a.Cases[0].Number, anna, false)
	must(t, err)
	same(t, "nothing changed", after, before)

	must(t, w.Cases.Change(ctx, a.Cases[0].Number, anna, step(letter)))
	must(t, w.Cases.Change(ctx, a.Cases[0].Number, anna, step(letter))) // the same again changes nothing
	after, err = w.Cases.View(ctx, a.Cases[0].Number, anna, false)
	must(t, err)
	same(t, "case", []any{after.Case.Stage, after.Case.Revision, after.Case.Declared, len(after.Notices)},
		[]any{"open", before.Case.Revision + 1, map[string]string{anna: "none"}, 2})
	same(t, "items", after.Bundle.Items, []seal.Sealed{a.Cases[0].Posts[0].Sealed, letter.Sealed})
	same(t, "acts", w.acts(t)[3:], []string{ledger.Received, ledger.Letter})
	letter.Sealed.Line += " "
	letter.Hash = seal.LineHash(letter.Sealed.Signed)
	is(t, w.Cases.Change(ctx, a.Cases[0].Number, anna, step(letter)), fault.Conflict)
}

func oneRecipient(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	a := arrival(anna)
	w.receive(t, a)
	hand := func(g intake.Grant) error {
		return w.Cases.Change(ctx, a.Cases[0].Number, anna, func(c casework.Case) (casework.Change, error) {
			return casework.Change{Case: c, Grants: []casework.NewGrant{casework.NewGrant(g)}}, nil
		})
	}
	first := newGrant(a.Report, "file:wct", 1, "officer:"+anna, "officer:"+anna, "assignment")
	must(t, hand(first))
	must(t, hand(first))
	second := newGrant(a.Report, "file:wct", 1, "officer:"+newID(), "officer:"+anna, "assignment")
	second.Line.Recipient = otherRecipient()
	is(t, hand(second), fault.Conflict)
	view, err := w.Cases.View(ctx, a.Cases[0].Number, anna, false)
	must(t, err)
	same(t, "holders", len(view.Case.Holders), 3)
}

func reporterWrites(t *testing.T, w *world) {
	a := arrival(newID())
	w.receive(t, a)
	at, err := w.Mailboxes.Standing(ctx, a.Report, "talk:wct", mailbox.Reporter)
	must(t, err)
	same(t, "standing", at, mailbox.Standing{
		Number: a.Cases[0].Number, Report: a.Report, Unit: "wct", Stage: "received", Keys: a.KeysLine,
		Turns: map[string]int64{"talk:wct": 1}, Revision: 1,
	})
	receipt := newPost(a.Report, "talk:wct", 1, "receipt", "reporter", 1024)
	acts := []ledger.Act{{Act: ledger.Receipt, By: "reporter", Of: receipt.Hash}}
	must(t, w.Mailboxes.Write(ctx, at, []mailbox.Post{receipt}, nil, acts))
	must(t, w.Mailboxes.Write(ctx, at, []mailbox.Post{receipt}, nil, acts)) // a repeat, with the old revision
	letter := newPost(a.Report, "talk:wct", 1, "letter", "reporter", 1024)
	is(t, w.Mailboxes.Write(ctx, at, []mailbox.Post{letter}, nil, nil), fault.Conflict)
	at, err = w.Mailboxes.Standing(ctx, a.Report, "talk:wct", mailbox.Reporter)
	must(t, err)
	same(t, "receipt kept", []any{at.Receipt, at.Revision}, []any{true, int64(2)})
	must(t, w.Mailboxes.Write(ctx, at, []mailbox.Post{receipt, letter}, nil, acts))
	box, err := w.Mailboxes.Box(ctx, a.HandleHash)
	must(t, err)
	same(t, "items", len(box.Bundle.Items), 3)
	same(t, "acts", w.acts(t), []string{ledger.Received, ledger.Receipt})
	_, err = w.Mailboxes.Standing(ctx, newID(), "talk:wct", mailbox.Reporter)
	is(t, err, fault.NotFound)
}

func blobNamed(t *testing.T, w *world) {
	anna, ben := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "wct")
	a := arrival(anna, ben)
	up, noted := mailbox.Upload{Sum: newHash(), Size: 5}, mailbox.Upload{Sum: newHash(), Size: 6}
	a.Cases[0].Posts = append(a.Cases[0].Posts, newPost(a.Report, "talk:wct", 1, "file", "reporter", 1024, up.Sum))
	a.Uploads = []mailbox.Upload{up}
	w.receive(t, a)
	must(t, w.Cases.Change(ctx, a.Cases[0].Number, anna, func(c casework.Case) (casework.Change, error) {
		return casework.Change{
			Case:    c,
			Grants:  []casework.NewGrant{casework.NewGrant(newGrant(a.Report, "file:wct", 1, "officer:"+anna, "officer:"+anna, "assignment"))},
			Posts:   []mailbox.Post{newPost(a.Report, "file:wct", 1, "file", "officer:"+anna, 1024, noted.Sum)},
			Uploads: []mailbox.Upload{noted, up},
		}, nil
	}))
	must(t, w.Mailboxes.Named(ctx, a.HandleHash, up.Sum))
	must(t, w.Cases.Named(ctx, a.Cases[0].Number, anna, up.Sum))
	must(t, w.Cases.Named(ctx, a.Cases[0].Number, ben, up.Sum))
	must(t, w.Cases.Named(ctx, a.Cases[0].Number, anna, noted.Sum))
	is(t, w.Cases.Named(ctx, a.Cases[0].Number, ben, noted.Sum), fault.NotFound)
	is(t, w.Mailboxes.Named(ctx, a.HandleHash, noted.Sum), fault.NotFound)
	is(t, w.Mailboxes.Named(ctx, newHash(), up.Sum), fault.NotFound)
	is(t, w.Cases.Named(ctx, a.Cases[0].Number, newID(), up.Sum), fault.NotFound)
}

func enrolment(t *testing.T, w *world) {
	p := people.Person{ID: newID(), Name: "Zoë Brandt", Unit: "wct", Roles: []string{"intake", "head"}}
	inv := people.Invitation{TokenHash: newHash(), Person: p, Until: "2026-11-23"}
	act := ledger.Act{Act: ledger.Invited, By: "operator", Of: p.ID}
	must(t, w.People.Invite(ctx, inv, act))
	got, err := w.People.Invitation(ctx, inv.TokenHash, "2026-11-23")
	must(t, err)
	same(t, "invitation", got, inv)
	_, err = w.People.Invitation(ctx, inv.TokenHash, "2026-11-24")
	is(t, err, fault.NotFound)
	_, err = w.People.Person(ctx, p.ID)
	is(t, err, fault.NotFound)
	proposal := people.Proposal{Person: p, Recipient: recipient(), Verify: newHash()}
	way := people.Way{Kind: "password", Salt: random(16), LoginHash: random(32), Seed: random(1600)}
	must(t, w.People.Enrol(ctx, inv.TokenHash, proposal, way, act))
	is(t, w.People.Enrol(ctx, inv.TokenHash, proposal, way, act), fault.NotFound)
	person, kept, err := w.People.ByName(ctx, people.Fold("ZOË  brandt"))
	must(t, err)
	same(t, "by name", []any{person, kept}, []any{p, way})
	_, _, err = w.People.ByName(ctx, "nobody")
	is(t, err, fault.NotFound)
	for unit, want := range map[string][]people.Proposal{"": {proposal}, "wct": {proposal}, "ethics": {}} {
		all, err := w.People.Proposals(ctx, unit)
		must(t, err)
		same(t, "proposals of "+unit, all, want)
	}
	namesake := people.Invitation{TokenHash: newHash(), Person: people.Person{ID: newID(), Name: "zoë BRANDT", Unit: "wct"}, Until: "2026-11-23"}
	is(t, w.People.Invite(ctx, namesake, act), fault.Conflict)
	line := officerLine(p, 1)
	must(t, w.People.Certify(ctx, signed(line), line, act))
	anew := people.Invitation{TokenHash: newHash(), Person: p, Until: "2026-11-23"}
	must(t, w.People.Invite(ctx, anew, act))
	way2 := people.Way{Kind: "password", Salt: random(16), LoginHash: random(32), Seed: random(1600)}
	must(t, w.People.Enrol(ctx, anew.TokenHash, proposal, way2, act))
	person, kept, err = w.People.ByName(ctx, people.Fold(p.Name))
	must(t, err)
	same(t, "enrolled anew", []any{person.Certified, kept}, []any{false, way2})
}

func directory(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	person, err := w.People.Person(ctx, anna)
	must(t, err)
	same(t, "certified", person, people.Person{ID: anna, Name: "Anna", Unit: "wct", Roles: []string{"intake", "handler"}, Certified: true})
	act := ledger.Act{Act: ledger.Certified, By: "operator", Of: anna}
	second := officerLine(person, 2)
	again := signed(second)
	must(t, w.People.Certify(ctx, again, second, act))
	must(t, w.People.Certify(ctx, again, second, act))
	other := officerLine(person, 2)
	is(t, w.People.Certify(ctx, signed(other), other, act), fault.Conflict)
	ended := officerLine(person, 3)
	ended.Roles = []string{}
	must(t, w.People.Certify(ctx, signed(ended), ended, act))
	person, err = w.People.Person(ctx, anna)
	must(t, err)
	same(t, "roles", person.Roles, []string{})
	lines, err := w.People.Lines(ctx)
	must(t, err)
	same(t, "lines", []any{len(lines), lines[1]}, []any{3, again})
	must(t, w.People.Suspend(ctx, anna, day, ledger.Act{Act: ledger.Suspended, By: "operator", Of: anna}))
	days, err := w.People.Suspended(ctx)
	must(t, err)
	same(t, "suspended", days, map[string]string{anna: day})
	person, err = w.People.Person(ctx, anna)
	must(t, err)
	same(t, "day", person.Suspended, day)
}

func (w *world) acts(t *testing.T) []string {
	t.Helper()
	var acts []string
	must(t, w.Ledger.Each(ctx, func(text string) error {
		var l ledger.Line
		acts = append(acts, "")
		err := json.Unmarshal([]byte(text), &l)
		acts[len(acts)-1] = l.Act
		return err
	}))
	return acts
}

func oneChain(t *testing.T, w *world) {
	for range 3 {
		w.receive(t, arrival(newID()))
	}
	w.pass(24 * time.Hour)
	must(t, w.People.Note(ctx, ledger.Act{Act: ledger.SignedIn, By: "officer:x"}))
	last, broken, err := ledger.Verify(w.Ledger.Lines(ctx))
	must(t, err)
	tail, err := w.Ledger.Tail(ctx)
	must(t, err)
	same(t, "chain", []any{last, broken, last.N}, []any{tail, int64(0), int64(4)})
}

func sessionsEnd(t *testing.T, w *world) {
	ends := w.settings.Now().Add(time.Hour)
	must(t, w.Sessions.Commit("a", []byte("first"), ends))
	must(t, w.Sessions.Commit("a", []byte("second"), ends))
	must(t, w.Sessions.Commit("b", []byte("other"), ends.Add(time.Hour)))
	data, found, err := w.Sessions.Find("a")
	must(t, err)
	same(t, "found", []any{string(data), found}, []any{"second", true})
	w.pass(time.Hour)
	_, found, err = w.Sessions.Find("a")
	must(t, err)
	same(t, "ended", found, false)
	must(t, w.Sweep(ctx))
	_, found, err = w.Sessions.Find("b")
	must(t, err)
	same(t, "another", found, true)
	must(t, w.Sessions.Delete("b"))
	must(t, w.Sessions.Delete("b"))
	_, found, err = w.Sessions.Find("b")
	must(t, err)
	same(t, "deleted", found, false)
}

func versionsOnce(t *testing.T, w *world) {
	for range 2 {
		must(t, w.Reports.KeepVersion(ctx, "hash", "form", "harassment", "{}", day))
	}
	anew := reopen(t, w.settings)
	must(t, anew.Reports.KeepVersion(ctx, "hash", "form", "harassment", "{}", day))
}
