package casework

import (
	"slices"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// excepts sends an exception for a referral to the investigators.
func (s *tale) excepts(i int, why, review string, changes ...with) error {
	return s.send(i, stepExcept, append([]with{func(m *Moved) {
		by := s.actor(i).holder()
		sight := s.sight(i)
		m.Line.Of, m.Lines, m.Posts, m.Grants = nil, nil, nil, nil
		s.needsFile(sight, m)
		s.wrote(sight, m, "note", "file:"+s.c().Unit)
		request := seal.Request{
			Head: s.town.head("request", by), Report: s.c().Report, Step: "offer-iaig", To: "unit:iaig", Purpose: "investigate",
			Code: why, Parts: []seal.Part{{ID: s.id(), Kind: "answers"}}, Review: review, Until: clock.Add(s.o.Day, 30),
		}
		line := s.line("request", by, request)
		m.Lines, m.Line.Of = []Line{line}, append(m.Line.Of, line.Hash)
		m.Line.Code, m.Line.To, m.Line.Day = why, request.To, review
	}}, changes...))
}

// assessed brings a case of the conduct office to where it can be referred.
func assessed(t *testing.T) *tale {
	t.Helper()
	s := tell(t, "conduct")
	s.affects(handler)
	s.take(handler, "listen")
	s.agreed(handler, "begin-assessment", "unit:"+officeOf, reporter)
	s.take(handler, "begin-assessment")
	s.both(handler, reviewer, "assess")
	return s
}

// TestRefused: a refusal is respected by the head, or one of the six exceptions is made.
func TestRefused(t *testing.T) {
	s := assessed(t)
	request := s.ask(handler, "offer-iaig", "unit:iaig", reporter)
	s.not(head, stepRespect, "nothing-refused")
	if err := s.answers(request, "no"); err != nil {
		t.Fatal(err)
	}
	s.not(handler, "offer-iaig", "consent-refused")
	s.not(handler, stepRespect, "step-not-yours")
	s.take(head, stepRespect)
	for why, want := range map[string]string{
		"because-i-say-so": "exception-unknown", "due-process": "exception-not-here", "oversight": "requirement-missing",
		"authorities": "requirement-missing",
	} {
		if err := s.excepts(handler, why, ""); key(err) != want {
			t.Errorf("%s: want %s, got %v", why, want, err)
		}
	}
	if err := s.excepts(handler, "danger", clock.Add(s.o.Day, 91)); key(err) != "review-day" {
		t.Errorf("an entry that waits for more than 90 days: %v", err)
	}
	if err := s.excepts(handler, "danger", "", func(m *Moved) { m.Posts = nil }); key(err) != "note-missing" {
		t.Errorf("an exception without reasons: %v", err)
	}
	if err := s.excepts(handler, "danger", ""); err != nil {
		t.Fatal(err)
	}
	s.not(handler, "offer-iaig", "exception-waits")
	if err := s.agree(handler); key(err) != "second-person" {
		t.Errorf("an exception by one person: %v", err)
	}
	if err := s.agree(head); err != nil {
		t.Fatal(err)
	}
	s.take(handler, "offer-iaig")
	s.stage("offered")
}

// TestPostponed: an exception that is not to be known yet leaves no trace for the person until
// its day, moves nothing that they see, and can be postponed only by two.
func TestPostponed(t *testing.T) {
	s := assessed(t)
	review := clock.Add(s.o.Day, 40)
	if err := s.excepts(handler, "danger", review); err != nil {
		t.Fatal(err)
	}
	notices := 0
	watch := func(err error, change Change) {
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range change.Notices {
			if n.Day < review {
				t.Errorf("a notice of %s on %s", n.Code, n.Day)
			}
			notices++
		}
		for _, line := range change.Lines {
			if line.Shown != review {
				t.Errorf("a %s is shown on %q", line.Head.Is, line.Shown)
			}
		}
	}
	before := *s.c()
	by := s.actor(head).holder()
	line := s.line("approval", by, seal.Approval{Head: s.town.head("approval", by), Of: lastStep(before)})
	change, err := Approve(s.actor(head), line, s.o, s.rules(s.c()))(before)
	watch(err, change)
	if change.Later[lastStep(before)] != review {
		t.Errorf("what came with the exception: %v", change.Later)
	}
	s.keep(s.number, change)
	m := s.moved(s.sight(handler), "offer-iaig")
	change, err = Take(s.actor(handler), m, s.o, s.rules(s.c()))(*s.c())
	watch(err, change)
	share := change.Offered.Case.Giver.Share
	if change.Later[share] != review || change.Later["talk:iaig"] != review || change.Case.Stage != before.Stage || len(change.Case.Clocks) != len(before.Clocks) {
		t.Errorf("the referral shows: stage %s, later %v", change.Case.Stage, change.Later)
	}
	if notices != 1 {
		t.Errorf("%d notices wait for the day", notices)
	}
	s.keep(s.number, change)
	s.at("iaig").take(0, "accept")
	s.stage("assessed")
	s.days(20)
	later := clock.Add(s.o.Day, 60)
	s.both(handler, reviewer, stepRenew, day(later))
	if asked := s.sight(head).r.Asked; asked[len(asked)-1].Review != later {
		t.Error("it was not postponed")
	}
	s.days(61)
	s.not(handler, stepRenew, "nothing-postponed", of(lastStep(before)), day(clock.Add(s.o.Day, 5)))
}

func lastStep(c Case) string {
	for _, line := range slices.Backward(c.Lines) {
		if _, ok := line.What.(seal.Step); ok {
			return line.Hash
		}
	}
	return ""
}

// TestAffected: a manager reports; whom it happened to is reached first, is asked, and it is
// they who withdraw.
func TestAffected(t *testing.T) {
	s := tell(t, "conduct")
	s.askInvalid(handler, "offer-iaig", "unit:iaig", reporter, "affected-unknown")
	who := "party:" + s.id()
	s.take(handler, stepInvite, invite(s.town, s.sight(handler), who, PartyAffected, ""))
	s.take(handler, stepAffected, to(who))
	s.not(handler, "listen", "affected-not-reached")
	s.askInvalid(handler, "begin-assessment", "unit:"+officeOf, reporter, "not-asked-of-them")
	party, _ := s.sight(handler).party(who)
	s.claim(s.c(), party)
	s.claim(s.c(), party) // once more with the old words
	if s.seen["fault claimed-already"] != 1 {
		t.Error("old words opened twice")
	}
	s.take(handler, "listen")
	s.take(handler, stepCategory, code("harassment"))
	s.agreed(handler, "begin-assessment", "unit:"+officeOf, who)
	s.take(handler, "begin-assessment")
	if err := s.acts(reporter, actWithdraw, ""); key(err) != "not-yours-to-withdraw" {
		t.Errorf("a reporter withdrew what happened to another: %v", err)
	}
	if err := s.acts(who, actWithdraw, ""); err != nil {
		t.Fatal(err)
	}
	s.not(handler, "assess", "case-withdrawn")
}

// TestWithdrawn: it stops, can be taken back for seven days, and then ends with a letter.
func TestWithdrawn(t *testing.T) {
	s := assessed(t)
	s.not(handler, "close-withdrawn", "not-withdrawn")
	if err := s.acts(reporter, actWithdraw, ""); err != nil {
		t.Fatal(err)
	}
	withdrawn := s.c().Lines[len(s.c().Lines)-1].Hash
	s.askInvalid(handler, "offer-iaig", "unit:iaig", reporter, "case-withdrawn")
	s.not(handler, "close-withdrawn", "undo-days")
	s.not(handler, "decide", "case-withdrawn")
	s.days(7)
	if err := s.acts(reporter, actUndo, s.hash()); key(err) != "not-withdrawn" {
		t.Errorf("another line was taken back: %v", err)
	}
	if err := s.acts(reporter, actUndo, withdrawn); err != nil {
		t.Fatal(err)
	}
	if err := s.acts(reporter, actWithdraw, ""); err != nil {
		t.Fatal(err)
	}
	withdrawn = s.c().Lines[len(s.c().Lines)-1].Hash
	s.days(8)
	if err := s.acts(reporter, actUndo, withdrawn); key(err) != "undo-late" {
		t.Errorf("after seven days: %v", err)
	}
	s.take(handler, "close-withdrawn")
	s.stage("closed")
}

// TestPassedOn: a misdirected report moves on with consent, stays the giver's until the other
// office takes it, and comes back if it does not.
func TestPassedOn(t *testing.T) {
	for _, answer := range []string{"accept", "decline"} {
		s := tell(t, "conduct")
		s.affects(handler)
		s.agreed(handler, "pass-on", "unit:legal", reporter)
		s.take(handler, "pass-on")
		s.stage("passed-on")
		if s.c().Ended == "" {
			t.Error("it did not end")
		}
		s.at("legal").take(0, answer)
		_, talks := live(*s.c(), s.actor(handler).holder(), seal.TalkOf(officeOf))
		_, own := live(*s.c(), mailbox.Reporter, seal.TalkOf(officeOf))
		if back := answer == "decline"; talks != back || !own || (s.c().Ended == "") != back {
			t.Errorf("%s: the giver holds %v, ended %q, stands at %s", answer, talks, s.c().Ended, s.c().Stage)
		}
	}
}

// TestHandedOver: with the talk go the file and the places of people beside it, which no officer
// could check any more; those people keep theirs, and the giver what was passed on.
func TestHandedOver(t *testing.T) {
	s := tell(t, "conduct")
	s.affects(handler)
	party := s.reach(handler, PartyConcerned)
	file := s.handed(s.c(), s.actor(handler), "file:"+officeOf, nil)
	if err := s.change(s.number, Send(s.actor(handler), Delivery{Grants: file}, s.o, s.p)); err != nil {
		t.Fatal(err)
	}
	share := s.agreed(handler, "pass-on", "unit:legal", reporter)
	s.take(handler, "pass-on")
	for _, place := range []string{"file:" + officeOf, party} {
		if _, holds := live(*s.c(), s.actor(handler).holder(), place); !holds {
			t.Errorf("before it is accepted, the giver does not hold %s", place)
		}
	}
	s.at("legal").take(0, "accept")
	passed := see(*s.c(), s.actor(handler), s.o, s.p).r.asked[share].share()
	var theirs, ours bool
	for _, h := range s.c().Holders {
		switch {
		case h.Ended != "":
		case h.Holder == party && h.Compartment == party:
			theirs = true
		case h.Compartment == passed:
			ours = ours || h.Holder == s.actor(handler).holder()
		case h.Holder != mailbox.Reporter:
			t.Errorf("%s still holds %s", h.Holder, h.Compartment)
		}
	}
	if !theirs || !ours {
		t.Errorf("the person beside holds their place: %v; the giver what was passed on: %v", theirs, ours)
	}
}

// TestNewMailbox: new words for who lost them count when a second person agrees.
func TestNewMailbox(t *testing.T) {
	s := assessed(t)
	old := s.c().Reporter.Keys
	s.take(handler, stepNewMailbox, func(m *Moved) {
		if m.Line.To != "" {
			t.Fatal("nobody else is here")
		}
	})
	if s.c().Reporter.Keys != old {
		t.Fatal("new words count at once")
	}
	if err := s.agree(reviewer); err != nil {
		t.Fatal(err)
	}
	if s.c().Reporter.Keys == old {
		t.Error("the new words do not count")
	}
	live := 0
	for _, h := range s.c().Holders {
		if h.Holder == reporter && h.Ended == "" {
			live++
		}
	}
	if live != 1 {
		t.Errorf("the reporter holds %d grants of one talk", live)
	}
}

// TestSuspended: who is suspended with a step waiting acts no more, and others go on.
func TestSuspended(t *testing.T) {
	s := assessed(t)
	s.o.Suspended[s.units[officeOf][handler].ID] = s.o.Day
	s.not(handler, "guide", "no-case")
	s.take(head, "guide")
	s.take(head, stepAssign, to(s.units[officeOf][head].Holder()), func(m *Moved) { m.Grants = nil })
	s.not(head, stepAssign, "not-to-them", to(s.units[officeOf][handler].Holder()), func(m *Moved) { m.Grants = nil })
	s.not(head, stepAssign, "not-to-them", to(s.outside.Holder()), func(m *Moved) { m.Grants = nil })
}

// TestSignerLeft: what somebody took who then stepped back does not take effect; it can be
// refused, and taken by somebody else.
func TestSignerLeft(t *testing.T) {
	s := tell(t, "conduct")
	s.affects(handler)
	s.take(handler, "listen")
	s.agreed(handler, "begin-assessment", "unit:"+officeOf, reporter)
	s.take(handler, "begin-assessment")
	s.take(handler, "assess")
	if err := s.change(s.number, Declare(s.actor(handler), DeclaredRecused, s.o)); err != nil {
		t.Fatal(err)
	}
	if err := s.agree(reviewer); key(err) != "signer-left" {
		t.Errorf("a step of somebody with a conflict counts: %v", err)
	}
	s.take(reviewer, stepRefuse, waiting(s))
	s.stage("assessing")
}

// TestAskWithLetter: a letter to whoever is asked can go with a request, and nothing else.
func TestAskWithLetter(t *testing.T) {
	s := tell(t, "conduct")
	s.affects(handler)
	ask := func(places ...string) error {
		by := s.actor(handler).holder()
		request := s.line("request", by, seal.Request{
			Head: s.town.head("request", by), Report: s.c().Report, Who: reporter, Step: askContact, To: "party:" + s.id(),
			Purpose: "contact", Until: clock.Add(s.o.Day, 30),
		})
		return s.send(handler, stepAsk, []with{func(m *Moved) {
			m.Posts, m.Grants, m.Lines, m.Line.Of = nil, nil, []Line{request}, []string{request.Hash}
			for _, place := range places {
				s.wrote(s.sight(handler), m, "letter", place)
			}
		}})
	}
	talk := seal.TalkOf(officeOf)
	if err := ask(talk); err != nil {
		t.Error(err)
	}
	if err := ask(); err != nil {
		t.Error(err)
	}
	if err := ask(talk, talk); key(err) != "sending-unfit" {
		t.Errorf("two letters: %v", err)
	}
}

// TestConfirmation: where the pack says so, the exceptions that somebody required in writing
// rest on the legal office's confirmation, too, and no other does.
func TestConfirmation(t *testing.T) {
	s := assessed(t)
	try := func(why string, kinds ...string) error {
		by := s.actor(handler).holder()
		m := Moved{Line: seal.Step{Head: s.town.head("step", by), Report: s.c().Report, Unit: s.c().Unit, Step: stepExcept}}
		sight := s.sight(handler)
		s.needsFile(sight, &m)
		request := seal.Request{
			Head: s.town.head("request", by), Report: s.c().Report, Step: "offer-iaig", To: "unit:iaig", Purpose: "investigate",
			Code: why, Parts: []seal.Part{{ID: s.id(), Kind: "answers"}}, Until: clock.Add(s.o.Day, 30),
		}
		for _, kind := range kinds {
			s.wrote(sight, &m, kind, "file:"+s.c().Unit)
		}
		if why == "oversight" {
			request.Requirement = m.Posts[0].Hash
		}
		line := s.line("request", by, request)
		m.Lines, m.Line.Of = []Line{line}, append(m.Line.Of, line.Hash)
		m.Line.Code, m.Line.To = why, request.To
		m.Step = s.line("step", by, m.Line)
		rules := s.rules(s.c())
		rules.Confirmed = []string{"oversight"}
		_, err := Take(s.actor(handler), m, s.o, rules)(*s.c())
		return err
	}
	for _, c := range []struct {
		key, why string
		kinds    []string
	}{
		{"confirmation-missing", "oversight", []string{"note"}},
		{"note-missing", "oversight", []string{"note", "note"}},
		{"note-missing", "oversight", []string{"note", "file"}},
		{"", "oversight", []string{"note", "note", "note"}},
		{"", "oversight", []string{"note", "file", "note"}},
		{"", "danger", []string{"note"}},
	} {
		if err := try(c.why, c.kinds...); key(err) != c.key {
			t.Errorf("%s on %v: want %q, got %v", c.why, c.kinds, c.key, err)
		}
	}
}
