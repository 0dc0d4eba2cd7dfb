package casework

import (
	"slices"
	"strings"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// gives is what the person said at sending about an office.
func (w *town) gives(c *Case, unit string, parts ...seal.Part) Line {
	return w.line("consent", reporter, seal.Consent{
		Head: w.head("consent", reporter), Report: c.Report, Answer: "yes", Step: seal.PassOn, To: "unit:" + unit,
		Purpose: seal.Misdirected, Parts: parts, Until: clock.Add(w.o.Day, seal.SendingDays),
	})
}

// givenAtSending is a case whose person agreed, as they sent it, that the legal office and the
// investigators may be given it.
func givenAtSending(t *testing.T) *tale {
	t.Helper()
	s := tell(t, "conduct")
	c := *s.c()
	parts := []seal.Part{{ID: s.id(), Kind: "answers"}, {ID: s.id(), Kind: "file"}}
	c.Lines = append(slices.Clone(c.Lines), s.gives(&c, "legal", parts...), s.gives(&c, "iaig", parts...))
	s.cases[s.number] = &c
	s.affects(handler)
	return s
}

// foresees puts the request to what was given at sending, as the page of an officer does.
func (w *town) foresees(s sight, g *Given, m *Moved) {
	request := seal.Request{
		Head: w.head("request", s.actor.holder()), Report: s.c.Report, Who: s.c.Whose, Step: g.Line.Step, To: g.Line.To,
		Purpose: seal.Misdirected, Parts: g.Line.Parts, Until: g.Line.Until,
	}
	line := w.line("request", s.actor.holder(), request)
	m.Lines, m.Line.Of = []Line{line}, append(m.Line.Of, line.Hash)
	w.share(s, &Asked{Line: request, From: line, Answer: "yes", Agreed: request.Parts}, m)
}

// ahead takes from a step what it would pass on.
func ahead(m *Moved) {
	for _, line := range m.Lines {
		m.Line.Of = slices.DeleteFunc(m.Line.Of, func(of string) bool { return of == line.Hash })
	}
	m.Lines = nil
	m.Posts = slices.DeleteFunc(m.Posts, func(p mailbox.Post) bool { return p.Line.Kind == "copy" })
	m.Grants = slices.DeleteFunc(m.Grants, func(g NewGrant) bool { return strings.HasPrefix(g.Line.Compartment, "share:") })
}

// onward passes a report on by what was said at sending.
func onward(s *tale, unit string, changes ...func(*seal.Request)) with {
	return func(m *Moved) {
		ahead(m)
		sight := s.sight(handler)
		g := sight.r.given(reporter, "unit:"+unit)
		s.foresees(sight, g, m)
		request := m.Lines[0].What.(seal.Request)
		for _, change := range changes {
			change(&request)
		}
		m.Lines[0].What = request
	}
}

// TestGivenAtSending: what was agreed to as the report was sent is passed on to that office
// without asking, and to no other, not beyond it, not later, not twice.
func TestGivenAtSending(t *testing.T) {
	for note, c := range map[string]struct {
		key    string
		change func(*seal.Request)
	}{
		"a part that was not sent then": {"consent-parts", func(r *seal.Request) { r.Parts = append(r.Parts, seal.Part{ID: "x", Kind: "letter"}) }},
		"no part":                       {"sending-unfit", func(r *seal.Request) { r.Parts = nil }},
		"for longer":                    {"ask-until", func(r *seal.Request) { r.Until = clock.Add(r.Until, 1) }},
		"in the past":                   {"ask-until", func(r *seal.Request) { r.Until = "2020-01-01" }},
		"another purpose":               {"sending-unfit", func(r *seal.Request) { r.Purpose = "investigate" }},
		"another office":                {"sending-unfit", func(r *seal.Request) { r.To = "unit:iaig" }},
		"another step":                  {"sending-unfit", func(r *seal.Request) { r.Step = "offer-iaig" }},
		"somebody else's":               {"sending-unfit", func(r *seal.Request) { r.Who = "party:x" }},
		"an exception":                  {"sending-unfit", func(r *seal.Request) { r.Code = "danger" }},
		"a colleague's request":         {"sending-unfit", func(r *seal.Request) { r.By = "officer:x" }},
		"of another report":             {"sending-unfit", func(r *seal.Request) { r.Report = "x" }},
	} {
		s := givenAtSending(t)
		if err := s.send(handler, seal.PassOn, []with{onward(s, "legal", c.change)}); key(err) != c.key {
			t.Errorf("%s: want %s, got %v", note, c.key, err)
		}
	}
	s := givenAtSending(t)
	option := optionOf(s, seal.PassOn)
	if option.Refused != "" || len(option.Given) != 2 || option.Given[0].To != "unit:legal" || len(optionOf(s, "offer-iaig").Given) > 0 {
		t.Errorf("the page: %+v", option)
	}
	s.not(handler, seal.PassOn, "consent-not-named", ahead)
	s.not(handler, "listen", "sending-unfit", func(m *Moved) { m.Lines = []Line{s.line("request", s.actor(handler).holder(), seal.Request{})} })
	s.take(handler, seal.PassOn, onward(s, "legal"))
	s.stage("passed-on")
	if err := s.takesBack("legal"); key(err) != "consent-used" {
		t.Errorf("taken back after it was used: %v", err)
	}
	offered := s.at("legal").c()
	consents := 0
	for _, line := range offered.Lines {
		if consent, ok := line.what().(seal.Consent); ok && consent.To == "unit:legal" {
			consents++
		}
	}
	if consents != 1 {
		t.Errorf("the other office is served %d of the lines by which it can check it", consents)
	}
	s.at("legal").take(0, "decline")
	s.stage("returned")
	if given := optionOf(s, seal.PassOn).Given; len(given) != 1 || given[0].To != "unit:iaig" {
		t.Errorf("once it was used: %+v", given)
	}
}

func optionOf(s *tale, step string) Option {
	options := s.sight(handler).options()
	return options[slices.IndexFunc(options, func(o Option) bool { return o.Step == step })]
}

func (s *tale) takesBack(unit string) error {
	return s.decides(reporter, seal.Consent{
		Head: s.town.head("consent", reporter), Report: s.c().Report, Answer: "withdrawn", Step: seal.PassOn, To: "unit:" + unit,
		Purpose: seal.Misdirected, Until: clock.Add(s.c().Received, seal.SendingDays),
	})
}

// TestGivenIsOver: taken back, said no to when asked all the same, past its day, or somebody
// else's matter: then the office asks.
func TestGivenIsOver(t *testing.T) {
	for note, c := range map[string]struct {
		key string
		end func(*tale)
	}{
		"taken back": {"consent-not-asked", func(s *tale) {
			if err := s.takesBack("legal"); err != nil {
				s.Fatal(err)
			}
			if err := s.takesBack("legal"); key(err) != "nothing-agreed" {
				s.Errorf("taken back twice: %v", err)
			}
			if err := s.takesBack("ethics"); key(err) != "nothing-agreed" {
				s.Errorf("taken back for another office: %v", err)
			}
		}},
		"a no": {"consent-not-asked", func(s *tale) {
			if err := s.answers(s.ask(handler, seal.PassOn, "unit:legal", reporter), "no"); err != nil {
				s.Fatal(err)
			}
		}},
		"another answer": {"consent-not-asked", func(s *tale) {
			request := s.ask(handler, seal.PassOn, "unit:legal", reporter, func(r *seal.Request) { r.Purpose = seal.Misdirected })
			staffMust(s, s.answers(request, "part", 0))
			staffMust(s, s.answers(request, "withdrawn"))
		}},
		"past its day":            {"consent-not-asked", func(s *tale) { s.days(seal.SendingDays + 1) }},
		"the person withdrew":     {"case-withdrawn", func(s *tale) { staffMust(s, s.acts(reporter, actWithdraw, "")) }},
		"it happened to somebody": {"sending-unfit", func(s *tale) { s.both(handler, head, stepAffected, to(s.reach(handler, PartyAffected))) }},
	} {
		s := givenAtSending(t)
		c.end(s)
		m := s.moved(s.sight(handler), seal.PassOn)
		onward(s, "legal")(&m)
		m.Step.What = m.Line
		err := s.change(s.number, Take(s.actor(handler), m, s.o, s.rules(s.c())))
		if key(err) != c.key && !(note == "it happened to somebody" && key(err) == "consent-not-asked") {
			t.Errorf("%s: want %s, got %v", note, c.key, err)
		}
	}
	s := givenAtSending(t)
	if err := s.decides(reporter, s.sight(handler).r.Given[0].Line); key(err) != "request-unknown" {
		t.Errorf("said once more: %v", err)
	}
}

func staffMust(s *tale, err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// TestWhoAskedPassesOn: every reader holds what is passed on to the request of whoever hands it
// over; a colleague asks anew, and not while the first question is open.
func TestWhoAskedPassesOn(t *testing.T) {
	s := assessed(t)
	request := s.ask(handler, "offer-iaig", "unit:iaig", reporter)
	s.askInvalid(head, "offer-iaig", "unit:iaig", reporter, "asked-already")
	staffMust(s, s.answers(request, "yes", 0, 1))
	s.not(head, "offer-iaig", "consent-of-another")
	s.askInvalid(handler, "offer-iaig", "unit:iaig", reporter, "asked-already")
	s.agreed(head, "offer-iaig", "unit:iaig", reporter)
	s.take(head, "offer-iaig")
	// Whoever asked is gone: nobody waits for their question.
	s = assessed(t)
	s.ask(handler, "offer-iaig", "unit:iaig", reporter)
	staffMust(s, s.change(s.number, Declare(s.actor(handler), DeclaredRecused, s.o)))
	s.agreed(head, "offer-iaig", "unit:iaig", reporter)
}
