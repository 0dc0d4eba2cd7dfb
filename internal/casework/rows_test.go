package casework_test

import (
	"encoding/json"
	"slices"
	"strings"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// rows are what was read of the tables that only grow.
type rows struct {
	seq, n   int64
	checks   int
	hashes   map[string]any    // what a line says, by its hash
	asked    map[string]string // hash of a request, by its id
	answers  map[string][]seal.Consent
	approved map[string][]seal.Approval // by what they approve
	excepted map[string][]string        // hashes of except steps, by the request they name
	recorded map[string]bool            // what stands in the ledger
}

// check asks the tables what must be true after every step.
func (g *ground) check(w casework.Walked) {
	g.checks++
	g.read()
	g.grounded(w)
	g.timed(w)
	g.told(w)
	if g.checks%3 > 0 {
		return // the pages and lists of everybody who is kept out take longer than the rest
	}
	for _, person := range w.People {
		if g.keptOut(w.Report, person) {
			g.knowsNothing(w, person)
		}
	}
}

// all reads the rows of a query, each as the texts of its columns.
func (g *ground) all(query string, args ...any) [][]string {
	g.Helper()
	found := staff.Must(g.db.Query(query, args...))
	defer found.Close()
	width := len(staff.Must(found.Columns()))
	var all [][]string
	for found.Next() {
		row, places := make([]string, width), make([]any, width)
		for i := range row {
			places[i] = &row[i]
		}
		staff.Must(0, found.Scan(places...))
		all = append(all, row)
	}
	staff.Must(0, found.Err())
	return all
}

func (g *ground) numbers(report string) []string {
	var numbers []string
	for _, row := range g.all(`SELECT number FROM cases WHERE report = $1 ORDER BY number`, report) {
		numbers = append(numbers, row[0])
	}
	return numbers
}

func (g *ground) waiting(report string) map[string]bool {
	hashes := map[string]bool{}
	for _, row := range g.all(`SELECT l.hash FROM later h JOIN lines l ON l.seq = h.line WHERE l.report = $1 AND h.day = $2`, report, casework.Never) {
		hashes[row[0]] = true
	}
	return hashes
}

// read reads what came since the last time.
func (g *ground) read() {
	if g.hashes == nil {
		g.hashes, g.asked, g.answers = map[string]any{}, map[string]string{}, map[string][]seal.Consent{}
		g.approved, g.excepted, g.recorded = map[string][]seal.Approval{}, map[string][]string{}, map[string]bool{}
	}
	found := staff.Must(g.db.Query(`SELECT seq, hash, line, sig FROM lines WHERE seq > $1 ORDER BY seq`, g.seq))
	defer found.Close()
	for found.Next() {
		var hash string
		var s seal.Signed
		staff.Must(0, found.Scan(&g.seq, &hash, &s.Line, &s.Sig))
		if hash != seal.LineHash(s) {
			g.Fatal("a line under the hash of another")
		}
		g.remember(hash, staff.Must(seal.Parse(s)))
	}
	for _, row := range g.all(`SELECT text FROM ledger WHERE n > $1 ORDER BY n`, g.n) {
		var line ledger.Line
		staff.Must(0, json.Unmarshal([]byte(row[0]), &line))
		g.n, g.recorded[line.Of] = line.N, true
	}
}

func (g *ground) remember(hash string, line any) {
	g.hashes[hash] = line
	switch line := line.(type) {
	case seal.Request:
		g.asked[line.ID] = hash
	case seal.Consent:
		g.answers[line.Request] = append(g.answers[line.Request], line)
	case seal.Approval:
		g.approved[line.Of] = append(g.approved[line.Of], line)
	case seal.Step:
		if line.Step == "except" {
			for _, of := range line.Of {
				g.excepted[of] = append(g.excepted[of], hash)
			}
		}
	}
}

// grounded: each grant has its line, which stands in the ledger, and its basis has one.
func (g *ground) grounded(w casework.Walked) {
	for _, row := range g.all(`SELECT COALESCE(l.hash, ''), g.holder, g.compartment, g.basis FROM grants g
			LEFT JOIN lines l ON l.seq = g.line AND l.report = g.report AND l.kind = 'grant' WHERE g.report = $1`, w.Report) {
		line, ok := g.hashes[row[0]].(seal.Grant)
		if !ok || line.Report != w.Report || line.Holder != row[1] || line.Compartment != row[2] || line.Basis != row[3] {
			g.Fatalf("a grant of %s to %s without its line", row[2], row[1])
		}
		if !g.recorded[row[0]] {
			g.Fatalf("a grant of %s to %s that is not in the ledger", row[2], row[1])
		}
		if wrong := g.baseless(line); wrong != "" {
			g.Fatalf("a grant of %s to %s on %s: %s", row[2], row[1], row[3], wrong)
		}
	}
}

// baseless says what the basis of a grant lacks, "" if nothing.
func (g *ground) baseless(line seal.Grant) string {
	basis, id := seal.Split(line.Basis)
	if basis == "intake" || basis == "assignment" {
		return ""
	}
	hash := g.asked[id]
	request, ok := g.hashes[hash].(seal.Request)
	switch {
	case !ok || request.Report != line.Report:
		return "no request"
	case basis == "consent":
		answers := slices.DeleteFunc(slices.Clone(g.answers[hash]), func(c seal.Consent) bool {
			return c.Answer != "yes" && c.Answer != "part" || c.By != request.Who || c.To != request.To || c.Step != request.Step
		})
		if len(answers) == 0 {
			return "no consent"
		}
		return ""
	case basis != "exception" || request.Code == "":
		return "no exception"
	}
	for _, of := range append([]string{hash}, g.excepted[hash]...) {
		for _, approval := range g.approved[of] {
			if approval.By != request.By {
				return ""
			}
		}
	}
	return "nobody approved it"
}

// timed: an open case has a clock of the office's own that runs, so that it comes up again.
func (g *ground) timed(w casework.Walked) {
	for _, row := range g.all(`SELECT c.number, c.stage FROM cases c WHERE c.report = $1 AND c.ended = '' AND NOT EXISTS
			(SELECT 1 FROM clocks t WHERE t.number = c.number AND t.met = '' AND t.due <> '' AND t.theirs = 0)`, w.Report) {
		g.Fatalf("the open case %s at %s has no clock", row[0], row[1])
	}
}

// told: the step that ended a case names a letter, in a place that the affected person holds,
// and which they are shown.
func (g *ground) told(w casework.Walked) {
	for _, c := range g.all(`SELECT number, procedure_hash, whose, stage FROM cases WHERE report = $1 AND ended <> ''`, w.Report) {
		last, procedure := seal.Step{}, w.Procedures[c[1]]
		for _, row := range g.all(`SELECT l.hash FROM case_lines x JOIN lines l ON l.seq = x.line
				WHERE x.number = $1 AND l.kind = 'step' ORDER BY l.seq`, c[0]) {
			line := g.hashes[row[0]].(seal.Step)
			if step, ok := procedure.Step(line.Step); ok && procedure.IsEnd(step.To) && (len(step.Second) == 0 || len(g.approved[row[0]]) > 0) {
				last = line
			}
		}
		who := c[2]
		if who == "" {
			who = "reporter"
		}
		if !g.letterFor(w.Report, who, w.Day, last.Of) {
			g.Fatalf("the case %s ended at %s by %q, and %s has no letter of it", c[0], c[3], last.Step, who)
		}
	}
}

func (g *ground) letterFor(report, who, day string, hashes []string) bool {
	for _, hash := range hashes {
		if len(g.all(`SELECT i.kind FROM lines l JOIN items i ON i.line = l.seq AND i.kind IN ('outcome', 'letter')
				JOIN grants g ON g.report = i.report AND g.compartment = i.compartment AND g.turn = i.turn AND g.holder = $3 AND g.ended = ''
				WHERE l.report = $1 AND l.hash = $2 AND (i.kind = 'outcome' OR i.compartment LIKE 'share:%')
				AND NOT EXISTS (SELECT 1 FROM later h WHERE h.line = l.seq AND h.day > $4)`, report, hash, who, clock.Add(day, 90))) > 0 {
			return true
		}
	}
	return false
}

func (g *ground) keptOut(report string, person *staff.Person) bool {
	return len(g.all(`SELECT who FROM exclusions WHERE report = $1 AND who IN ($2, $3)
		UNION SELECT d.answer FROM declarations d JOIN cases c ON c.number = d.number
			WHERE c.report = $1 AND d.person = $4 AND d.answer = 'recused'`,
		report, person.Holder(), "unit:"+person.Unit, person.ID)) > 0
}

// knowsNothing: to somebody who is kept out of a report no list, count, page or nudge speaks
// of it.
func (g *ground) knowsNothing(w casework.Walked, person *staff.Person) {
	numbers := g.numbers(w.Report)
	for _, show := range []string{casework.ShowOpen, casework.ShowMine, casework.ShowWaits, casework.ShowEnded, casework.ShowComments} {
		page := staff.Must(g.kept.Cases.Queue(ctx, person.ID, casework.Page{Show: show, Size: 100}))
		for _, row := range page.Rows {
			if slices.Contains(numbers, row.Number) {
				g.Fatalf("%s has %s in the list %s", person.Name, row.Number, show)
			}
		}
	}
	for _, number := range numbers {
		_, row := g.kept.Cases.Row(ctx, number, person.ID)
		_, view := g.kept.Cases.View(ctx, number, person.ID, true)
		if !fault.Is(row, fault.NotFound) || !fault.Is(view, fault.NotFound) {
			g.Fatalf("%s is served %s: %v, %v", person.Name, number, row, view)
		}
	}
	for _, line := range staff.Must(g.kept.Ledger.Seen(ctx, person.ID, person.Unit, true, 100)) {
		if slices.Contains(numbers, line.Case) {
			g.Fatalf("%s reads of %s in the ledger: %s", person.Name, line.Case, line.Act)
		}
	}
	if person != w.Outside { // who is kept out of every report of this database
		return
	}
	load := staff.Must(g.kept.Cases.Load(ctx, person.Unit, person.ID, w.Day))
	if load.Open != 0 || load.Left != 0 || len(load.Stages)+len(load.Handlers)+len(load.Clocks) > 0 {
		g.Fatalf("%s counts %v", person.Name, load)
	}
	if rows := g.all(`SELECT 'grant' FROM grants WHERE holder = $1 UNION ALL SELECT 'desk' FROM desk WHERE holder = $1
			UNION ALL SELECT 'line' FROM lines WHERE signer = $1 UNION ALL SELECT 'opened' FROM opened WHERE person = $2
			UNION ALL SELECT 'declared' FROM declarations WHERE person = $2`, person.Holder(), person.ID); len(rows) > 0 {
		g.Fatalf("%s has a row: %v", person.Name, rows)
	}
	if g.checks%9 == 0 { // what nudges are made of is asked of the whole database
		g.notNudged(w, person)
	}
}

// notNudged: neither they nor, as the head of the unit, the outbox of their colleagues.
func (g *ground) notNudged(w casework.Walked, person *staff.Person) {
	waiting := staff.Must(g.kept.Outbox.Waiting(ctx, w.Day))
	for _, each := range waiting {
		if each.Person == person.ID || len(each.Openly) > 0 {
			g.Fatalf("a nudge for %v by cases of which %s may know nothing", each, person.Name)
		}
	}
	staff.Must(0, g.kept.Outbox.Put(ctx, w.Day, waiting))
	if entries := staff.Must(g.kept.Outbox.Recent(ctx, person.Unit, person.ID, 50)); len(entries) > 0 {
		g.Fatalf("%s reads in the outbox: %v", person.Name, entries)
	}
	for _, row := range g.all(`SELECT figures FROM notices`) {
		if strings.Contains(row[0], person.ID) {
			g.Fatalf("a notice names %s", person.Name)
		}
	}
}
