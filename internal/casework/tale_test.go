package casework

import (
	"math/rand/v2"
	"slices"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/seal"
)

// A tale is a story that is told step by step in a town: what must be done is, what must not
// be is refused with the right words, and everything that must hold of a case is checked after
// each step.
type tale struct {
	*town
	number string // the case it is about now
}

// The people of the office that a tale begins in; in the others, they are named by place.
const (
	head = iota
	handler
	reviewer
	external
	decider
)

func tell(t *testing.T, procedure string) *tale {
	t.Helper()
	procedures := readProcedures(t)
	w := newTown(t, procedures[procedure], procedures, rand.New(rand.NewPCG(1, 1)))
	c := w.cases[w.first]
	for _, person := range w.persons {
		c.Declared[person.ID] = DeclaredNone
	}
	for _, i := range []int{head, decider} {
		w.holds(c, w.units[officeOf][i].Holder(), seal.TalkOf(officeOf), "assignment")
	}
	s := &tale{w, w.first}
	if err := w.change(s.number, Read(s.actor(handler), w.o)); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *tale) c() *Case { return s.cases[s.number] }

// at is the case of another office, the newest it has.
func (s *tale) at(unit string) *tale {
	newest := ""
	for number, c := range s.cases {
		if c.Unit == unit {
			newest = max(newest, number)
		}
	}
	return &tale{s.town, newest}
}

func (s *tale) actor(i int) Actor { return actor(s.units[s.c().Unit][i]) }

func (s *tale) sight(i int) sight { return see(*s.c(), s.actor(i), s.o, s.packs[s.c().ProcedureHash]) }

// with changes a step before it is sent.
type with func(*Moved)

func code(code string) with { return func(m *Moved) { m.Line.Code = code } }
func to(to string) with     { return func(m *Moved) { m.Line.To = to } }
func day(day string) with   { return func(m *Moved) { m.Line.Day = day } }
func of(of ...string) with {
	return func(m *Moved) { m.Line.Of = append(m.Line.Of, of...) }
}

func (s *tale) send(i int, step string, changes []with) error {
	m := s.moved(s.sight(i), step)
	for _, change := range changes {
		change(&m)
	}
	m.Step.What = m.Line
	return s.change(s.number, Take(s.actor(i), m, s.o, s.rules(s.c())))
}

// take takes a step that can be taken.
func (s *tale) take(i int, step string, changes ...with) {
	s.Helper()
	if err := s.send(i, step, changes); err != nil {
		s.Fatalf("%s: %v", step, err)
	}
}

// not tries a step that cannot be taken.
func (s *tale) not(i int, step, want string, changes ...with) {
	s.Helper()
	if err := s.send(i, step, changes); key(err) != want {
		s.Fatalf("%s: want %q, got %v", step, want, err)
	}
}

// both takes a step that a second person agrees to.
func (s *tale) both(i, second int, step string, changes ...with) {
	s.Helper()
	s.take(i, step, changes...)
	if err := s.agree(second); err != nil {
		s.Fatalf("the second person, %s: %v", step, err)
	}
}

// agree signs the newest step that waits.
func (s *tale) agree(i int) error {
	of := ""
	for _, taken := range s.sight(i).r.Steps {
		if taken.State == StateWaiting {
			of = taken.From.Hash
		}
	}
	by := s.actor(i).holder()
	line := s.line("approval", by, seal.Approval{Head: s.town.head("approval", by), Of: of})
	return s.change(s.number, Approve(s.actor(i), line, s.o, s.rules(s.c())))
}

func (s *tale) stage(want string) {
	s.Helper()
	if got := s.c().Stage; got != want {
		s.Fatalf("it stands at %s, not %s", got, want)
	}
}

func (s *tale) days(n int) { s.o.Day = clock.Add(s.o.Day, n) }

// ask asks somebody for a step, with two parts where something is passed on, and gives the
// hash of the request; with a letter, where it must say what has changed.
func (s *tale) ask(i int, step, to, who string, changes ...func(*seal.Request)) string {
	s.Helper()
	return s.askInvalid(i, step, to, who, "", changes...)
}

func (s *tale) askInvalid(i int, step, to, who, want string, changes ...func(*seal.Request)) string {
	s.Helper()
	by := s.actor(i).holder()
	request := seal.Request{
		Head: s.town.head("request", by), Report: s.c().Report, Who: who, Step: step, To: to, Purpose: "resolve",
		Until: clock.Add(s.o.Day, 30),
	}
	if p, ok := s.packs[s.c().ProcedureHash].Step(step); ok && passes(p) {
		request.Parts = []seal.Part{{ID: s.id(), Kind: "answers"}, {ID: s.id(), Kind: "file"}}
	}
	for _, change := range changes {
		change(&request)
	}
	line := s.line("request", by, request)
	err := s.send(i, stepAsk, []with{func(m *Moved) {
		m.Lines, m.Line.Of, m.Posts = []Line{line}, []string{line.Hash}, nil
		if sight := s.sight(i); want == "" && sight.r.declined(request) {
			s.wrote(sight, m, "letter", (&taking{sight: sight}).lettersTo(who)[0])
		}
	}})
	if key(err) != want {
		s.Fatalf("asked for %s: want %q, got %v", step, want, err)
	}
	return line.Hash
}

// answers is a person's answer to a request.
func (s *tale) answers(request, answer string, parts ...int) error {
	asked := s.sight(head).r.asked[request]
	consent := s.consent(asked, answer)
	for _, i := range parts {
		consent.Parts = append(consent.Parts, asked.Line.Parts[i])
	}
	return s.decides(asked.Line.Who, consent)
}

func (s *tale) consent(asked *Asked, answer string) seal.Consent {
	return seal.Consent{
		Head: s.town.head("consent", asked.Line.Who), Report: s.c().Report, Request: asked.From.Hash, Answer: answer,
		Step: asked.Line.Step, To: asked.Line.To, Purpose: asked.Line.Purpose, Until: asked.Line.Until,
	}
}

func (s *tale) decides(who string, what any) error {
	is := "act"
	if _, ok := what.(seal.Consent); ok {
		is = "consent"
	}
	return s.change(s.number, Decide(who, []Line{s.line(is, who, what)}, s.o.Day, s.packs[s.c().ProcedureHash]))
}

func (s *tale) acts(who, act, of string) error {
	return s.decides(who, seal.Act{Head: s.town.head("act", who), Report: s.c().Report, Act: act, Of: of})
}

// agreed asks and has a yes to all of it.
func (s *tale) agreed(i int, step, to, who string) string {
	s.Helper()
	request := s.ask(i, step, to, who)
	var all []int
	for j := range s.sight(i).r.asked[request].Line.Parts {
		all = append(all, j)
	}
	if err := s.answers(request, "yes", all...); err != nil {
		s.Fatal(err)
	}
	return request
}

// reach invites somebody after the yes to that contact, and lets them come.
func (s *tale) reach(i int, role string) string {
	s.Helper()
	who := "party:" + s.id()
	request := ""
	if role != PartyAffected {
		request = s.agreed(i, askContact, who, s.c().Whose)
	}
	s.take(i, stepInvite, invite(s.town, s.sight(i), who, role, request))
	party, _ := s.sight(i).party(who)
	s.claim(s.c(), party)
	if party, _ = s.sight(i).party(who); party.Opened == "" {
		s.Fatal("who was invited could not come")
	}
	return who
}

// invite makes the keys and grants of a new mailbox for somebody.
func invite(w *town, s sight, who, role, request string) with {
	return func(m *Moved) {
		var made Moved
		made.Line = m.Line
		made.Line.Of = nil
		keys := seal.Keys{Head: w.head("keys", who), Report: s.c.Report, Who: who, Recipient: keyRing[3], Verify: "v"}
		made.Party = &NewParty{Handle: w.hash(), Line: keys, Hash: w.hash()}
		made.Line.Of = []string{made.Party.Hash}
		if request != "" {
			made.Line.Of = append(made.Line.Of, request)
		}
		made.Grants = w.handed(&s.c, s.actor, who, map[string]string{who: keys.Recipient})
		w.wrote(s, &made, "letter", who)
		made.Line.To, made.Line.Code, made.Step = who, role, m.Step
		*m = made
	}
}

// toldAbout tells somebody in writing and lets them answer.
func (s *tale) toldAbout(i int, who string) {
	s.Helper()
	s.take(i, stepTell, addressed(s.town, s.sight(i), who, "letter"), day(clock.Add(s.o.Day, 14)))
}

// hears lets somebody write.
func (s *tale) hears(who string) {
	c := *s.c()
	c.Parties = slices.Clone(c.Parties)
	for i := range c.Parties {
		if c.Parties[i].Who == who {
			c.Parties[i].Wrote = int64(s.next())
		}
	}
	s.cases[s.number] = &c
}

// addressed makes a step one to somebody, with one item for them.
func addressed(w *town, s sight, who, kind string) with {
	return func(m *Moved) {
		m.Posts, m.Line.Of, m.Line.To = nil, nil, who
		place := who
		if who == "" {
			place = seal.TalkOf(s.c.Unit)
		}
		w.wrote(s, m, kind, place)
	}
}

// outcomeFor writes somebody their own outcome letter.
func (s *tale) outcomeFor(i int, who string) {
	s.Helper()
	s.take(i, stepPartyOutcome, addressed(s.town, s.sight(i), who, "outcome"), code(s.sight(i).partyOutcomes()[0]))
}

// running is a clock of the case, met or not.
func (s *tale) running(code string) clock.Limit {
	s.Helper()
	i := slices.IndexFunc(s.c().Clocks, func(l clock.Limit) bool { return l.Code == code })
	if i < 0 {
		s.Fatalf("no clock %s in %v", code, s.c().Clocks)
	}
	return s.c().Clocks[i]
}

// affects says who is affected and what it is about.
func (s *tale) affects(i int) {
	s.Helper()
	s.take(i, stepAffected, to(""))
	if categories := s.packs[s.c().ProcedureHash].Categories; len(categories) > 0 {
		s.take(i, stepCategory, code(categories[0]))
	}
}
