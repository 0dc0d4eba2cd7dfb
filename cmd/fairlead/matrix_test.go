package main

import (
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/web/office"
	"fairlead/test/officer"
	"fairlead/test/reporter"
)

// The authorisation matrix: every route of the office by who comes and by what they hold of a
// case. The routes are those that the wing has; a route without an expectation fails here.

// The states of a case for whoever comes.
const (
	caseNone       = "none"       // never granted
	caseEnded      = "ended"      // what they held was ended
	caseExcluded   = "excluded"   // the reporter kept them out
	caseRecused    = "recused"    // they stepped back
	caseUndeclared = "undeclared" // held, and nothing declared yet
	caseLive       = "live"
	caseClosed     = "closed" // held, and the case has ended
	caseWithdrawn  = "withdrawn"
)

// hidden are the states in which a case does not exist for whoever comes.
var hidden = []string{caseNone, caseEnded, caseExcluded, caseRecused}

// comer is who comes: a session, if there is one, with the roles of its officer.
type comer struct {
	name   string
	in     *officer.Officer // nil for a stranger
	roles  []string
	locked bool
	sworn  bool
}

func (c comer) has(roles ...string) bool {
	return slices.ContainsFunc(roles, func(role string) bool { return slices.Contains(c.roles, role) })
}

// visit is one visit to a route: who, to which case, in which state.
type visit struct {
	comer
	state, number, report string
}

// rule is what is expected of a route.
type rule struct {
	// guard is "anyone", "signed-in", "unlocked", or the role that a route asks for.
	guard string
	// of is "" for a route of no case, else "case", "comment" or "either".
	of string
	// body is what is posted, "{}" where there is none.
	body func(visit) any
	// says is the answer to whoever passes the guard and sees the case.
	says func(visit) string
}

func always(answer string) func(visit) string { return func(visit) string { return answer } }

func in(states map[string]string, rest string) func(visit) string {
	return func(v visit) string {
		if answer, ok := states[v.state]; ok {
			return answer
		}
		return rest
	}
}

func just(value any) func(visit) any { return func(visit) any { return value } }

const someHash = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"

// rules are the expectations, by route.
var rules = map[string]rule{
	"GET /office":               {guard: "anyone", says: always("303 /office/")},
	"GET /office/{$}":           {guard: "anyone", says: always("200")},
	"POST /office/salt":         {guard: "anyone", says: always("200")},
	"POST /office/signin":       {guard: "anyone", says: always("401 sign-in-failed")},
	"GET /office/enrol":         {guard: "anyone", says: always("200")},
	"POST /office/enrol/answer": {guard: "anyone", says: always("404 no-invitation")},
	"POST /office/enrol":        {guard: "anyone", says: always("404 no-invitation")},
	"POST /office/session-key":  {guard: "signed-in", says: func(v visit) string { return when(v.locked, "423 session-locked", "200") }},
	"POST /office/lock":         {guard: "signed-in", says: always("303 /office/")},
	"POST /office/signout":      {guard: "anyone", says: always("303 /office/")},

	"GET /office/undertaking":     {guard: "unlocked", says: always("200")},
	"POST /office/undertaking":    {guard: "unlocked", says: always("400 undertaking-unfit")},
	"GET /office/settings":        {guard: "unlocked", says: always("200")},
	"POST /office/settings":       {guard: "unlocked", says: always("400")},
	"GET /office/outbox":          {guard: "head", says: always("200")},
	"GET /office/ledger":          {guard: "unlocked", says: always("200")},
	"GET /office/overview":        {guard: "head", says: always("200")},
	"GET /office/people":          {guard: "head", says: always("200")},
	"POST /office/people/certify": {guard: "head", says: always("400 line-not-accepted")},
	"POST /office/people/suspend": {guard: "head", says: always("404 person-unknown")},

	"GET /office/case/{number}": {guard: "unlocked", of: "case", says: func(v visit) string {
		return when(v.sworn, "200", "303 /office/undertaking?case="+v.number)
	}},
	"POST /office/case/{number}/data": {guard: "unlocked", of: "case", says: sworn(always("200"))},
	"POST /office/case/{number}/declare": {
		guard: "unlocked", of: "case", body: just(map[string]string{"answer": "perhaps"}), says: always("400 declaration-unknown"),
	},
	"POST /office/case/{number}/send":    {guard: "unlocked", of: "case", body: letter, says: sworn(declared(always("200")))},
	"POST /office/case/{number}/step":    {guard: "unlocked", of: "case", body: someStep, says: sworn(declared(stepSays))},
	"POST /office/case/{number}/approve": {guard: "unlocked", of: "case", body: someApproval, says: sworn(declared(always("400 step-unknown")))},
	"POST /office/case/{number}/blob": {
		guard: "unlocked", of: "case", body: just(map[string]string{"blob": someHash}), says: sworn(declared(always("404 no-file"))),
	},
	"POST /office/case/{number}/unopened": {
		guard: "unlocked", of: "case", body: just(map[string]string{"grant": someHash}), says: always("400 no-grant"),
	},
	"POST /office/case/{number}/export": {guard: "unlocked", of: "case", says: sworn(declared(always("200")))},

	"GET /office/new": {guard: "intake", says: func(v visit) string { return when(v.sworn, "200", "303 /office/undertaking") }},

	"GET /office/comments":                 {guard: "editor", says: always("200")},
	"GET /office/comment/{number}":         {guard: "editor", of: "comment", says: always("200")},
	"POST /office/comment/{number}/data":   {guard: "editor", of: "comment", says: always("200")},
	"POST /office/comment/{number}/send":   {guard: "editor", of: "either", body: letter, says: sworn(declared(always("200")))},
	"POST /office/comment/{number}/close":  {guard: "editor", of: "comment", says: always("200")},
	"POST /office/comment/{number}/return": {guard: "editor", of: "comment", says: always("200")},
}

func when(yes bool, then, otherwise string) string {
	if yes {
		return then
	}
	return otherwise
}

// sworn: without the undertaking nothing of a case is served or done.
func sworn(says func(visit) string) func(visit) string {
	return func(v visit) string {
		if !v.sworn {
			return "400 undertake-first"
		}
		return says(v)
	}
}

// declared: nothing is done before it was said that there is no conflict of interest.
func declared(says func(visit) string) func(visit) string {
	return func(v visit) string {
		if v.state == caseUndeclared {
			return "400 declare-first"
		}
		return says(v)
	}
}

// letter is a letter by whoever comes, with a genuine signature.
func letter(v visit) any {
	seed, err := seal.NewSeed(rand.Reader)
	if err != nil {
		panic(err)
	}
	compartment := seal.TalkOf("wct")
	if v.state == "comment" {
		compartment = seal.Comments
	}
	place := seal.Place{Compartment: compartment, Turn: 1}
	if place.Recipient, err = seed.Recipient(); err != nil {
		panic(err)
	}
	sending := casework.Sending{Grants: []seal.Sealed{}, Items: []seal.Sealed{}, Uploads: []mailbox.Upload{}}
	if v.in != nil {
		item, _, err := v.in.Item(officer.Case{Opened: seal.Opened{Report: v.report}}, &place, "letter", seal.Letter{Text: "Good day.", Items: []string{}})
		if err != nil {
			panic(err)
		}
		sending.Items = append(sending.Items, item)
	}
	return sending
}

// someStep is a step that no case here can take now; who may not take it at all is told that.
func someStep(v visit) any {
	return casework.Taking{Step: v.sign(func(head seal.Head) any {
		return seal.Step{Head: head, Report: v.report, Unit: "wct", Step: "no-talks", Code: "unsuitable", Of: []string{}}
	})}
}

func stepSays(v visit) string {
	if !v.has("handler", "head") {
		return "400 step-not-yours"
	}
	return in(map[string]string{caseClosed: "409 case-ended", caseWithdrawn: "409 case-withdrawn"}, "409 step-not-now")(v)
}

func someApproval(v visit) any {
	return map[string]seal.Signed{"approval": v.sign(func(head seal.Head) any { return seal.Approval{Head: head, Of: someHash} })}
}

// sign signs a line as whoever comes; a stranger has nothing to sign with.
func (v visit) sign(line func(seal.Head) any) seal.Signed {
	if v.in == nil {
		return seal.Signed{}
	}
	head, err := v.in.Head()
	if err != nil {
		panic(err)
	}
	signed, err := v.in.Sign(line(head))
	if err != nil {
		panic(err)
	}
	return signed
}

// want is the answer that a visit must have.
func (r rule) want(v visit, pattern string) string {
	page := isPage(pattern)
	switch {
	case r.guard == "anyone":
		return r.says(v)
	case v.in == nil:
		return when(page, "303 /office/", "423 signed-out")
	case r.guard == "signed-in":
		return r.says(v)
	case v.locked:
		return when(page, "303 /office/", "423 session-locked")
	case r.guard != "unlocked" && !v.has(r.guard):
		return when(page, "404", "404 page-not-found")
	case r.of == "":
		return r.says(v)
	case r.of != "either" && (r.of == "comment") != (v.state == "comment"), slices.Contains(hidden, v.state):
		return r.gone(v, page)
	}
	return r.says(v)
}

// gone is the one answer for a case that is not there: whoever has not signed the undertaking
// hears of that first, whether there is a case or not.
func (r rule) gone(v visit, page bool) string {
	if !v.sworn && r.says(v) == "400 undertake-first" {
		return "400 undertake-first"
	}
	return when(page, "404", "404 no-case")
}

// visits makes a visit and gives the answer.
func (c *crew) visits(v visit, pattern string, r rule) officer.Reply {
	c.t.Helper()
	method, path, _ := strings.Cut(pattern, " ")
	path = strings.NewReplacer("{number}", v.number, "{$}", "").Replace(path)
	body := any(struct{}{})
	if r.body != nil {
		body = r.body(v)
	}
	caller, text := (*officer.Caller)(nil), ""
	if method == http.MethodPost {
		text = jsonOf(body)
	}
	var err error
	if v.in != nil {
		caller = v.in.Caller
	} else if caller, err = officer.Stranger(c.base); err != nil {
		c.t.Fatal(err)
	}
	got, err := caller.Call(method, path, text)
	c.must(err)
	return got
}

// lastRoutes end a comment or a session.
var lastRoutes = []string{"POST /office/comment/{number}/return", "POST /office/lock", "POST /office/signout"}

func officeRoutes() []string {
	var patterns []string
	for _, route := range new(office.Office).Routes() {
		patterns = append(patterns, route.Pattern)
	}
	slices.SortStableFunc(patterns, func(a, b string) int { return slices.Index(lastRoutes, a) - slices.Index(lastRoutes, b) })
	return patterns
}

func TestEveryRouteHasItsRule(t *testing.T) {
	patterns := officeRoutes()
	for _, pattern := range patterns {
		if _, ok := rules[pattern]; !ok {
			t.Errorf("%s has no expectation in the matrix", pattern)
		}
	}
	for _, pattern := range slices.Sorted(maps.Keys(rules)) {
		if !slices.Contains(patterns, pattern) {
			t.Errorf("%s is expected and is no route", pattern)
		}
	}
}

// single are officers of the conduct team with one role each, by first name.
var single = map[string][]string{
	"Ines": {"intake"}, "Hal": {"handler"}, "Rhea": {"reviewer"}, "Hedy": {"head"}, "Edda": {"editor"},
	"Exa": {"external"}, "Dora": {"decider"},
}

func TestMatrix(t *testing.T) {
	m := openMatrix(t)
	for _, who := range m.comers {
		t.Run(who.name, func(t *testing.T) {
			for _, state := range slices.Sorted(maps.Keys(m.cases)) {
				m.walk(t, who, state)
			}
		})
	}
	m.looks(t)
	m.suspends(t)
}

type matrix struct {
	*crew
	cases   map[string]file // by state
	comment string
	comers  []comer
}

// openMatrix builds the house once: the officers, and a case for each state.
func openMatrix(t *testing.T) *matrix {
	m := &matrix{crew: openCrew(t), cases: map[string]file{}}
	m.cases[caseNone] = m.sent() // before anybody of the crew was there
	m.comment = m.comments()
	names := slices.Sorted(maps.Keys(single))
	for _, first := range names {
		m.hire(first+" Single", "wct", true, single[first]...)
	}
	m.hire("Una Unsworn", "wct", false, "intake")
	crew := append(slices.Clone(names), "Una")
	var kept []string
	for _, first := range crew {
		kept = append(kept, "officer:"+m.staff[first].Person)
	}
	m.cases[caseExcluded] = m.sent(kept...)
	for _, state := range []string{caseUndeclared, caseLive, caseEnded, caseRecused, caseClosed, caseWithdrawn} {
		m.cases[state] = m.held(names)
	}
	m.stand(crew)
	m.people(crew)
	return m
}

// comments sends a comment on the portal.
func (m *matrix) comments() string {
	page, err := reporter.ReadComment(m.base, "en", http.Header{})
	m.must(err)
	made, err := reporter.MakeComment(page, "A typing error.")
	m.must(err)
	m.must(made.Send(m.base))
	return made.Receipt.Number
}

// held is a report whose talk everybody of the crew holds: intake by its sending, the others
// from a colleague.
func (m *matrix) held(names []string) file {
	f := m.sent()
	m.hands("Mira", f, slices.DeleteFunc(slices.Clone(names), func(first string) bool { return slices.Contains(single[first], "intake") })...)
	return f
}

// stand brings the cases into their states.
func (m *matrix) stand(crew []string) {
	for _, first := range crew {
		for _, state := range []string{caseLive, caseEnded, caseClosed, caseWithdrawn} {
			m.must(m.at(first).Declare(m.cases[state].number, casework.DeclaredNone))
		}
		m.must(m.at(first).Declare(m.cases[caseRecused].number, casework.DeclaredRecused))
	}
	m.endsGrants(m.cases[caseEnded].number, "Mira", crew...)
	closed := m.cases[caseClosed]
	m.must(m.takes("Mira", closed, seal.Step{Step: "affected"}))
	m.must(m.takes("Mira", closed, seal.Step{Step: "listen"}, "letter"))
	m.must(m.takes("Mira", closed, seal.Step{Step: "guidance-given", Code: "guidance-given"}, "outcome"))
	m.must(m.acts(m.cases[caseWithdrawn], "withdraw", ""))
}

// people are who comes: everybody of the crew, a stranger, one whose key is put away, people
// of other offices, and an editor.
func (m *matrix) people(crew []string) {
	m.comers = []comer{{name: "stranger", sworn: true}}
	locked := m.session("Mira")
	_, err := locked.Call(http.MethodPost, "/office/lock", "")
	m.must(err)
	m.comers = append(m.comers, comer{name: "locked", in: locked, roles: m.staff["Mira"].Roles, locked: true, sworn: true})
	for _, first := range append(crew, "Teresa", "Kwame") {
		m.comers = append(m.comers, comer{name: first, in: m.at(first), roles: m.staff[first].Roles, sworn: first != "Una"})
	}
}

// walk visits every route in one state.
func (m *matrix) walk(t *testing.T, who comer, state string) {
	f := m.cases[state]
	v := visit{who, state, f.number, f.report}
	if who.name == "Teresa" || who.name == "Kwame" || who.name == "locked" || who.in == nil {
		v.state = caseNone // of another office, or before the door
	}
	for _, pattern := range officeRoutes() {
		r := rules[pattern]
		if r.says == nil || r.of == "" && state != caseLive || slices.Contains(lastRoutes[1:], pattern) || pattern == "POST /office/signin" && who.in != nil {
			continue // asked once; who ends their session comes at the end; each wrong password waits for longer
		}
		got := m.visits(v, pattern, r)
		if want := r.want(v, pattern); told(got) != want {
			t.Errorf("%s, %s, %s: %s, want %s", pattern, who.name, state, told(got), want)
		}
		if r.of != "" && slices.Contains(hidden, v.state) {
			m.unknown(t, v, pattern, r, got)
		}
	}
}

// unknown holds an answer to the one for a number that was never given, to the byte.
func (m *matrix) unknown(t *testing.T, v visit, pattern string, r rule, got officer.Reply) {
	const never = "0000-0000"
	number := v.number
	v.number = never
	none := m.visits(v, pattern, r)
	for _, header := range []http.Header{got.Header, none.Header} {
		header.Del("Date")
	}
	body := strings.ReplaceAll(got.Body, number, never)
	if got.Status != none.Status || body != none.Body || fmt.Sprint(got.Header) != fmt.Sprint(none.Header) {
		t.Errorf("%s, %s, %s: differs from an unknown number:\n%d %v %s\n%d %v %s", pattern, v.name, v.state,
			got.Status, got.Header, got.Body, none.Status, none.Header, none.Body)
	}
}

// looks: what stands in lists shows nothing of a case that is not there.
func (m *matrix) looks(t *testing.T) {
	for _, who := range m.comers {
		if who.in == nil || who.locked {
			continue
		}
		for _, path := range []string{"/office/", "/office/?show=ended", "/office/?show=mine", "/office/ledger"} {
			got, err := who.in.Call(http.MethodGet, path, "")
			m.must(err)
			for state, f := range m.cases {
				shown := strings.Contains(got.Body, f.number)
				if shown && (slices.Contains(hidden, state) || who.name == "Teresa" || who.name == "Kwame") {
					t.Errorf("%s shows %s the case %s", path, who.name, state)
				}
				if !shown && path == "/office/" && single[who.name] != nil && slices.Contains([]string{caseLive, caseUndeclared, caseWithdrawn}, state) {
					t.Errorf("the queue of %s does not show the case %s", who.name, state)
				}
			}
		}
	}
}

// suspends: a suspended officer's session is a stranger's at once.
func (m *matrix) suspends(t *testing.T) {
	_, err := m.at("Mira").Post("/office/people/suspend", map[string]string{"person": m.staff["Hal"].Person}, nil)
	m.must(err)
	f := m.cases[caseLive]
	hal := m.at("Hal")
	v := visit{comer{name: "suspended", sworn: true}, caseNone, f.number, f.report}
	for _, pattern := range officeRoutes() {
		r := rules[pattern]
		if r.says == nil || pattern == "POST /office/signin" {
			continue
		}
		method, path, _ := strings.Cut(pattern, " ")
		body := any(struct{}{})
		if r.body != nil {
			body = r.body(visit{comer{in: hal}, caseLive, f.number, f.report})
		}
		path = strings.NewReplacer("{number}", f.number, "{$}", "").Replace(path)
		got, err := hal.Call(method, path, jsonOf(body))
		m.must(err)
		if want := r.want(v, pattern); told(got) != want {
			t.Errorf("%s, suspended: %s, want %s", pattern, told(got), want)
		}
	}
}

// TestMatrixOfComments: a comment is there for the editors who hold a key to it and for nobody else.
func TestMatrixOfComments(t *testing.T) {
	m := &matrix{crew: openCrew(t), cases: map[string]file{}}
	number := m.comments()
	m.hire("Edda Editor", "wct", true, "editor")
	for first, who := range m.staff {
		if !slices.Contains(who.Roles, "editor") {
			continue
		}
		v := visit{comer{name: first, in: m.at(first), roles: who.Roles, sworn: true}, "comment", number, ""}
		if first == "Edda" {
			v.state = caseNone // came after it
		}
		for _, pattern := range officeRoutes() {
			r := rules[pattern]
			if r.of != "comment" || r.says == nil || strings.HasSuffix(pattern, "/send") {
				continue
			}
			got := m.visits(v, pattern, r)
			if want := r.want(v, pattern); told(got) != want {
				t.Errorf("%s, %s: %s, want %s", pattern, first, told(got), want)
			}
			if first == "Edda" {
				m.unknown(t, v, pattern, r, got)
			}
		}
	}
}
