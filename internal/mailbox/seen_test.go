package mailbox_test

import (
	"crypto/rand"
	"reflect"
	"slices"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// full is a case with everything in it that a store can give.
func full(whose, role string) mailbox.Case {
	return mailbox.Case{
		Number: "4829-1736", Kind: mailbox.Report, Form: "harassment", Unit: "wct", Stage: "assessing", Language: "en",
		Received: "2026-11-01", Procedure: "conduct", Category: "bullying", Ended: "2026-11-20", Withdrawn: "2026-11-19", Whose: whose, Role: role,
		Clocks:  []clock.Limit{{Code: clock.FirstLetter}, {Code: "feedback"}},
		Notices: []mailbox.Notice{{Code: "acknowledged"}, {Code: "step"}, {Code: "delayed"}, {Code: "outcome"}, {Code: "excepted"}, {Code: "nobody-left"}, {Code: mailbox.SomebodyElse}},
		Offers:  []mailbox.Offer{{Unit: "iaig", Share: "share:x", Since: "2026-11-10", Decided: "decline", DecidedOn: "2026-11-12"}},
		Opened:  []mailbox.LastDay{{Holder: "officer:a", Day: "2026-11-20"}},
		Ledger:  []mailbox.Record{{N: 1, Act: "received", By: "reporter"}, {N: 2, Act: "note", By: "officer:a"}, {N: 3, Act: "letter", By: "party:p"}},
	}
}

func TestSeenCase(t *testing.T) {
	for _, c := range []struct {
		name, who, whose, role  string
		number, stage           string
		clocks, notices, ledger int
		decided, share          string
		offers                  int
	}{
		{"the affected reporter", "reporter", "you", "", "4829-1736", "assessing", 2, 7, 3, "decline", "share:x", 1},
		{"before anybody said who is affected", "reporter", "", "", "4829-1736", "assessing", 2, 7, 3, "decline", "share:x", 1},
		{"a manager", "reporter", "other", "", "4829-1736", "", 0, 3, 1, "", "", 1},
		{"the affected party", "party:p", "you", "affected", "", "assessing", 2, 5, 3, "decline", "share:x", 1},
		{"invited as affected, not said yet", "party:p", "", "affected", "", "assessing", 2, 5, 3, "decline", "share:x", 1},
		{"a witness", "party:p", "other", "witness", "", "", 0, 0, 1, "", "", 0},
		{"a witness before anybody said", "party:p", "", "witness", "", "", 0, 0, 1, "", "", 0},
		{"the person concerned", "party:p", "other", "concerned", "", "", 0, 0, 1, "", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			given := full(c.whose, c.role)
			got := mailbox.Seen(mailbox.Box{Who: c.who, Cases: []mailbox.Case{given}}).Cases[0]
			if got.Number != c.number || got.Stage != c.stage || len(got.Clocks) != c.clocks || len(got.Notices) != c.notices || len(got.Ledger) != c.ledger || len(got.Offers) != c.offers {
				t.Errorf("%+v", got)
			}
			if len(got.Offers) > 0 && (got.Offers[0].Decided != c.decided || got.Offers[0].Share != c.share) {
				t.Errorf("offers %+v", got.Offers)
			}
			if (got.Procedure == "") != (c.stage == "") || (got.Category == "") != (c.stage == "") {
				t.Errorf("procedure %q category %q", got.Procedure, got.Category)
			}
			if mailbox.IsParty(c.who) && (got.Form != "" || got.Received != "" || got.Language != "") {
				t.Errorf("a party is told of the report: %+v", got)
			}
			served := given.Opened
			if mailbox.IsParty(c.who) && c.stage == "" {
				served = []mailbox.LastDay{}
			}
			if got.Unit != "wct" || !reflect.DeepEqual(got.Opened, served) {
				t.Errorf("unit %q opened %+v", got.Unit, got.Opened)
			}
			if !reflect.DeepEqual(given, full(c.whose, c.role)) {
				t.Error("what was given was changed")
			}
		})
	}
}

// TestSeenOpened: a party is told when those were served the case who hold something of theirs,
// and of nobody else in the office.
func TestSeenOpened(t *testing.T) {
	office := staff.New(t)
	ann, bo := office.Hire("Ann", "wct", "handler"), office.Hire("Bo", "wct", "external")
	who := "party:" + staff.NewID()
	grant := staff.Must(seal.NewGrant(ann.Signer, rand.Reader, seal.Grant{
		Head: seal.Head{By: ann.Holder(), At: staff.Today}, Report: staff.NewID(), Compartment: who, Turn: 1, Holder: ann.Holder(), Basis: "assignment",
	}, staff.Must(seal.NewSeed(rand.Reader)), ann.Recipient()))
	given := full("other", "concerned")
	given.Opened = []mailbox.LastDay{{Holder: ann.Holder(), Day: "2026-11-20"}, {Holder: bo.Holder(), Day: "2026-11-21"}}
	got := mailbox.Seen(mailbox.Box{Who: who, Cases: []mailbox.Case{given}, Bundle: seal.Bundle{Grants: []seal.Signed{grant.Signed}}}).Cases[0]
	if !reflect.DeepEqual(got.Opened, given.Opened[:1]) {
		t.Errorf("opened %+v", got.Opened)
	}
}

// history is the lines of a case in which much happened, by name.
type history struct {
	names []string
	lines []seal.Signed
}

func (h *history) add(w *world, name, by string, line any) string {
	signer := w.ann.Signer
	if by != "officer" {
		signer = w.phrase.Signer()
	}
	signed := staff.Must(seal.Sign(signer, line))
	h.names, h.lines = append(h.names, name), append(h.lines, signed)
	return seal.LineHash(signed)
}

func (w *world) history(party string) *history {
	h := &history{}
	report, hash := w.store.at.Report, seal.Hash([]byte("x"))
	officer := func() seal.Head { return seal.Head{ID: staff.NewID(), By: w.ann.Holder(), At: staff.Today} }
	request := func(name, who, code string) string {
		return h.add(w, name, "officer", seal.Request{
			Head: officer(), Report: report, Who: who, Step: "offer-iaig", To: "unit:iaig", Purpose: "investigate", Code: code, Parts: []seal.Part{}, Until: "2026-12-22",
		})
	}
	consent := func(name, by, request string) {
		h.add(w, name, by, seal.Consent{
			Head: seal.Head{ID: staff.NewID(), By: by, At: staff.Today}, Report: report, Request: request, Answer: "yes",
			Step: "offer-iaig", To: "unit:iaig", Purpose: "investigate", Parts: []seal.Part{}, Until: "2026-12-22",
		})
	}
	step := func(name, code, to string, of ...string) string {
		return h.add(w, name, "officer", seal.Step{Head: officer(), Report: report, Unit: "wct", Step: code, To: to, Of: append([]string{}, of...)})
	}
	approve := func(name, of string) { h.add(w, name, "officer", seal.Approval{Head: officer(), Of: of}) }
	asked := request("asked", "reporter", "")
	consent("answered", "reporter", asked)
	approve("offer-approved", step("offered", "offer-iaig", "unit:iaig", asked))
	other := request("party-asked", party, "")
	consent("party-answered", party, other)
	excepted := request("excepted", "", "danger")
	approve("excepted-approved", step("except", "except", "unit:iaig", excepted))
	step("invited", "invite", party, hash)
	step("told", "tell", party, hash)
	step("statement", "statement", "", hash)
	step("taken-down", "taken-down", "", hash)
	step("party-statement", "statement", party, hash)
	approve("plan-approved", step("plan", "plan", "", hash))
	h.add(w, "withdrawn", "reporter", seal.Act{Head: seal.Head{ID: staff.NewID(), By: "reporter", At: staff.Today}, Report: report, Act: "withdraw"})
	return h
}

// shareGrant is the reporter's key to what was passed on by the exception.
func (w *world) shareGrant(h *history) seal.Signed {
	line := staff.Must(seal.Parse(h.lines[slices.Index(h.names, "excepted")]))
	id := line.(seal.Request).ID
	return staff.Must(seal.NewGrant(w.ann.Signer, rand.Reader, seal.Grant{
		Head: seal.Head{By: w.ann.Holder(), At: staff.Today}, Report: w.store.at.Report, Compartment: "share:" + id, Turn: 1, Holder: "reporter", Basis: "exception:" + id,
	}, staff.Must(seal.NewSeed(rand.Reader)), staff.Must(w.phrase.Identity().Recipient()))).Signed
}

func TestSeenLines(t *testing.T) {
	w := newWorld(t)
	party := "party:" + staff.NewID()
	h := w.history(party)
	reporters := []string{"asked", "answered", "offered", "offer-approved", "statement", "taken-down", "withdrawn"}
	exception := []string{"excepted", "except", "excepted-approved"}
	partys := []string{"party-asked", "party-answered", "invited", "told", "party-statement"}
	for _, c := range []struct {
		name, who, whose, role string
		want                   []string
	}{
		{"the affected reporter", "reporter", "you", "", slices.Concat(reporters, exception)},
		{"a manager", "reporter", "other", "", reporters},
		{"a reporter who was the affected person then", "reporter", "other", "held", slices.Concat(reporters, exception)},
		{"a witness", party, "other", "witness", partys},
		{"the affected party", party, "you", "affected", slices.Concat(partys, exception)},
		{"another party", "party:" + staff.NewID(), "other", "witness", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			bundle := seal.Bundle{Lines: append(h.lines, seal.Signed{Line: "{}"})}
			if c.role == "held" {
				bundle.Grants = []seal.Signed{w.shareGrant(h)}
				c.role = ""
			}
			box := mailbox.Seen(mailbox.Box{Who: c.who, Cases: []mailbox.Case{full(c.whose, c.role)}, Bundle: bundle})
			var got []string
			for _, line := range box.Bundle.Lines {
				got = append(got, h.names[slices.Index(h.lines, line)])
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("sees\n%v, want\n%v", got, c.want)
			}
		})
	}
}
