package casework

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// A town is the cases of one report in memory, kept by the contract of Store, with people who
// take steps without real signatures: those are checked at the edge, the rules are here.
type town struct {
	testing.TB
	r        *rand.Rand
	o        Office
	p        portal.Procedure
	packs    map[string]portal.Procedure // by hash
	persons  map[string]*staff.Person
	units    map[string][]*staff.Person
	outside  *staff.Person // excluded by the reporter
	recovery *staff.Person
	root     string
	cases    map[string]*Case
	first    string
	made     int // lines, ids and numbers so far
	signed   map[string]bool
	letters  map[string]bool // hashes of outcome letters to an affected person
	claims   map[string]*Claim
	seen     map[string]int // steps that were taken, and faults
	since    int            // moves since the report came
	onward   bool           // some agree at sending that it is passed on
	real     *paper         // nil: nothing is signed and sealed, and the cases are kept here
}

// recipients of people are made once: they are large.
var keyRing = func() []string {
	all := make([]string, 40)
	for i := range all {
		all[i] = fmt.Sprintf("age1pq1recipient%d", i)
	}
	return all
}()

func readProcedures(t testing.TB) map[string]portal.Procedure {
	t.Helper()
	const dir = "../../packs/unops/procedures/"
	files := staff.Must(os.ReadDir(dir))
	all := map[string]portal.Procedure{}
	for _, f := range files {
		body := string(staff.Must(os.ReadFile(dir + f.Name())))
		p, err := portal.ReadProcedure(body)
		if err != nil {
			t.Fatalf("%s: %v", f.Name(), err)
		}
		p.Body, p.Version = body, seal.Hash([]byte(body))
		all[p.ID] = p
	}
	return all
}

const officeOf = "home"

func newTown(t testing.TB, p portal.Procedure, packs map[string]portal.Procedure, chance *rand.Rand) *town {
	w := foundTown(t, p, packs, chance)
	w.begin()
	return w
}

// foundTown gives a town with its people and no report.
func foundTown(t testing.TB, p portal.Procedure, packs map[string]portal.Procedure, chance *rand.Rand) *town {
	w := &town{
		TB: t, r: chance, p: p, packs: map[string]portal.Procedure{}, persons: map[string]*staff.Person{},
		units: map[string][]*staff.Person{}, seen: map[string]int{},
	}
	for _, each := range packs {
		w.packs[each.Version] = each
	}
	org := staff.New(t)
	for unit, roles := range map[string][][]string{
		officeOf: {{"head", "handler"}, {"intake", "handler"}, {"reviewer", "intake"}, {"external"}, {"decider"}, {"intake", "handler"}},
		"iaig":   {{"intake", "head"}, {"handler", "intake", "reviewer"}},
		"legal":  {{"intake", "head", "handler"}},
	} {
		for i, role := range roles {
			person := org.Hire(fmt.Sprint(unit, i), unit, role...)
			w.persons[person.ID] = person
			w.units[unit] = append(w.units[unit], person)
		}
	}
	w.recovery = org.SetRecovery(officeOf, w.units[officeOf][0])
	w.outside = w.units[officeOf][5]
	w.root = org.RootKey()
	w.o = Office{Directory: seal.NewDirectory(org.RootKey(), org.Given), Suspended: map[string]string{}, Day: staff.Today}
	return w
}

// begin puts a new report into the town.
func (w *town) begin() {
	w.cases, w.signed, w.letters, w.claims = map[string]*Case{}, map[string]bool{}, map[string]bool{}, map[string]*Claim{}
	if w.real == nil { // a database does not go back
		w.o.Day, w.o.Suspended = staff.Today, map[string]string{}
	}
	c := &Case{
		Number: w.number(), Report: w.id(), Kind: mailbox.Report, Unit: officeOf, Procedure: w.p.ID, ProcedureHash: w.p.Version,
		Stage: w.p.Stages[0], Received: w.o.Day, Exclusions: []string{w.outside.Holder()}, Declared: map[string]string{},
		Reporter: PersonKeys{Keys: w.hash(), Verify: "v", Recipient: keyRing[0]}, Answers: w.hash(),
	}
	w.startClocks(c)
	if w.real != nil {
		w.real.begin(w, c)
		return
	}
	talk := seal.TalkOf(officeOf)
	for _, holder := range []string{
		"reporter", "recovery:" + officeOf, w.units[officeOf][1].Holder(), w.units[officeOf][2].Holder(),
	} {
		w.holds(c, holder, talk, "intake")
	}
	w.cases[c.Number], w.first = c, c.Number
	if w.onward && w.r.IntN(2) == 0 {
		parts := w.parts(c)
		c.Lines = append(c.Lines, w.gives(c, "legal", parts...), w.gives(c, "iaig", parts...))
	}
	for _, person := range w.units[officeOf] {
		if w.r.IntN(8) > 0 {
			c.Declared[person.ID] = DeclaredNone
		}
	}
}

func (w *town) startClocks(c *Case) {
	for _, t := range w.p.Clocks {
		if t.Starts == eventReceived {
			start(c, t, c.Received)
		}
	}
	keepRunning(c, c.Received)
}

func (w *town) holds(c *Case, holder, compartment, basis string) {
	line := w.hash()
	w.signed[line] = true
	c.Holders = append(c.Holders, Holder{
		Holder: holder, Compartment: compartment, Turn: 1, Basis: basis, Since: w.o.Day, Line: line, Recipient: "of " + compartment,
	})
}

func (w *town) next() int    { w.made++; return w.made }
func (w *town) hash() string { return fmt.Sprintf("%043d", w.next()) }
func (w *town) id() string {
	if w.real != nil {
		return staff.NewID()
	}
	return fmt.Sprintf("%022d", w.next())
}

func (w *town) number() string { n := w.next(); return fmt.Sprintf("%04d-%04d", n/10000, n%10000) }

func (w *town) rules(c *Case) Rules {
	rules := Rules{Procedure: w.packs[c.ProcedureHash], Receiver: w.receiver, Number: w.number}
	if c.Giver != nil {
		rules.Giver = w.packs[c.Giver.ProcedureHash]
	}
	return rules
}

func (w *town) receiver(unit string) (portal.Procedure, bool) {
	want := map[string]string{"iaig": "investigation", "legal": "evaluation", officeOf: w.p.ID}[unit]
	for _, p := range w.packs {
		if p.ID == want {
			return p, true
		}
	}
	return portal.Procedure{}, false
}

// change takes a step and keeps what it gives, as a store does.
func (w *town) change(number string, step Step) error {
	c := *w.cases[number]
	var before []byte
	if checked := w.r.IntN(60) == 0; checked {
		before = staff.Must(json.Marshal(c))
	}
	change, err := step(c)
	if before != nil {
		if now := staff.Must(json.Marshal(*w.cases[number])); string(now) != string(before) {
			w.Fatalf("a step changed the case that it was given: %v", err)
		}
	}
	if err != nil {
		w.seen["fault "+key(err)]++
		if key(err) == "internal" {
			w.Fatal(err)
		}
		return err
	}
	w.keep(number, change)
	return nil
}

func (w *town) keep(number string, change Change) {
	w.checkChange(number, change)
	now := change.Case
	now.Revision++
	for i := range now.Lines {
		if now.Lines[i].Seq == 0 {
			now.Lines[i].Seq = int64(w.next())
		}
	}
	w.cases[number] = &now
	w.sameKeys(now)
	if offered := change.Offered; offered != nil {
		w.keepOffered(now, *offered)
	}
	for _, beside := range change.Beside {
		if err := w.change(beside.Number, beside.Step); err != nil {
			w.Fatalf("the giver's case: %v", err)
		}
	}
	w.keepClaim(change)
	w.check(w.cases[number])
}

func (w *town) keepOffered(giver Case, offered NewCase) {
	c := offered.Case
	for _, hash := range offered.Lines {
		i := slices.IndexFunc(giver.Lines, func(l Line) bool { return l.Hash == hash })
		if i < 0 {
			w.Fatal("a line of an offer is not the giver's")
		}
		c.Lines = append(c.Lines, giver.Lines[i])
	}
	c.Declared = map[string]string{}
	for _, person := range w.persons {
		c.Declared[person.ID] = DeclaredNone
	}
	if c.Number == giver.Number || w.cases[c.Number] != nil || c.Received != giver.Received {
		w.Fatal("an offered case is not a new one")
	}
	w.cases[c.Number] = &c
	w.check(&c)
}

// keepClaim: keys that a step brings count when it does.
func (w *town) keepClaim(change Change) {
	if change.Claimed != nil && change.With != "" {
		w.claims[change.With] = change.Claimed
	}
}

// checkChange: nothing is kept that does not stand in the ledger.
func (w *town) checkChange(number string, change Change) {
	of := map[string]bool{}
	for _, act := range change.Acts {
		of[act.Of] = true
	}
	for _, grant := range change.Grants {
		if !of[grant.Hash] {
			w.Fatal("a grant without its line in the ledger")
		}
		w.signed[grant.Hash] = true
	}
	for _, line := range change.Lines {
		_, request := line.What.(seal.Request)
		_, keys := line.What.(seal.Keys)
		if !of[line.Hash] && !request && !keys {
			w.Fatalf("a %s without its line in the ledger", line.Head.Is)
		}
	}
	for _, act := range change.Acts {
		if act.By == w.outside.Holder() {
			w.Fatal("somebody excluded acted")
		}
	}
	c := w.cases[number]
	for _, post := range change.Posts {
		affected := post.Line.Compartment == seal.TalkOf(c.Unit) && !mailbox.IsParty(c.Whose) || post.Line.Compartment == c.Whose ||
			c.Giver != nil && post.Line.Compartment == seal.TalkOf(c.Unit)
		if post.Line.Kind == "outcome" && affected || post.Line.Kind == "letter" && c.Giver != nil && post.Line.Compartment == c.Giver.Share {
			w.letters[post.Hash] = true
		}
	}
	if change.Link != "" && len(change.Acts) == 0 {
		w.Fatal("a link without its line")
	}
}

// check holds a case to what must be true after every step.
func (w *town) check(c *Case) {
	p := w.packs[c.ProcedureHash]
	for _, fault := range invariants(*c, p, w.o.Day) {
		w.Fatalf("%s at %s: %s", p.ID, c.Stage, fault)
	}
	for _, h := range c.Holders {
		if !w.signed[h.Line] {
			w.Fatal("a holder without a grant line")
		}
		if h.Holder == w.outside.Holder() {
			w.Fatal("somebody excluded holds a key")
		}
	}
	if c.Ended != "" && !w.ended(*c, p) {
		w.Fatalf("%s ended at %s without an outcome letter", p.ID, c.Stage)
	}
}

// ended says whether the step that ended a case brought its letter.
func (w *town) ended(c Case, p portal.Procedure) bool {
	r := c.read(p)
	last := r.done(func(t *Taken) bool {
		step, ok := p.Step(t.Line.Step)
		return ok && p.IsEnd(step.To)
	})
	return last != nil && slices.ContainsFunc(last.Line.Of, func(of string) bool { return w.letters[of] })
}

// invariants are what must hold of every case after every step, whatever came before.
func invariants(c Case, p portal.Procedure, today string) []string {
	var broken []string
	must := func(ok bool, what string, args ...any) {
		if !ok {
			broken = append(broken, fmt.Sprintf(what, args...))
		}
	}
	r := c.read(p)
	must(slices.Contains(p.Stages, c.Stage), "the stage %s is none of the procedure's", c.Stage)
	must(p.IsEnd(c.Stage) == (c.Ended != ""), "it stands at %s and ended on %q", c.Stage, c.Ended)
	must(c.Ended != "" || slices.ContainsFunc(c.Clocks, ours), "an open case without a clock of ours")
	must(c.Waits == r.waits(c.Ended != ""), "it says that %q waits, its lines say otherwise", c.Waits)
	must(c.Handler == "" || c.Declared[c.Handler] != DeclaredRecused, "somebody recused answers for it")
	for _, h := range c.Holders {
		if wrong := groundless(c, r, h); wrong != "" {
			broken = append(broken, wrong)
		}
	}
	for who, told := range r.Told {
		outcome := r.Outcomes[who]
		must(c.Ended == "" || who == c.Whose || outcome != nil && outcome.At > told.At, "it ended and %s was told nothing of it", who)
	}
	for _, taken := range r.Steps {
		must(taken.State != StateDone || len(taken.Second) == 0 || taken.Approved != "" && taken.Approved != taken.Line.By,
			"%s counts without a second person", taken.Line.Step)
	}
	for _, limit := range c.Clocks {
		must(limit.Started <= today && (limit.Met == "" || limit.Met <= today), "a clock %s from the future", limit.Code)
	}
	return broken
}

// groundless says what a holder's grant lacks, "" if it has a basis that is in the lines.
func groundless(c Case, r Record, h Holder) string {
	basis, id := seal.Split(h.Basis)
	switch basis {
	case "intake", "assignment":
		if strings.HasPrefix(h.Compartment, "share:") && h.Ended == "" && h.Basis == "intake" {
			return "a share on basis intake"
		}
		return ""
	case "consent", "exception":
	default:
		return "a basis that is none: " + h.Basis
	}
	for _, line := range c.Lines {
		request, ok := line.what().(seal.Request)
		if !ok || request.ID != id {
			continue
		}
		asked, ours := r.asked[line.Hash]
		switch {
		case !ours && c.Giver != nil: // the giver's, by whose lines it came
			return ""
		case !ours:
			return "a share on a request that nobody made"
		case basis == "consent" && asked.Line.Code == "" && len(asked.Agreed) > 0,
			basis == "exception" && asked.Line.Code != "" && asked.Except.State == StateDone:
			return ""
		}
		return "a share without a yes: " + asked.Answer
	}
	return "a share without its request"
}
