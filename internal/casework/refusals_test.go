package casework

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/portal"
	"fairlead/test/staff"
)

// TestRefusals holds each procedure to its table: which step is refused in which state of a
// case, by which word. The tables are to be read: testdata/refusals. UPDATE=1 writes them anew.
func TestRefusals(t *testing.T) {
	for id, p := range readProcedures(t) {
		if len(p.Steps) == 0 {
			continue
		}
		t.Run(id, func(t *testing.T) {
			s := tell(t, id)
			got := s.refusals(p)
			path := "testdata/refusals/" + id + ".txt"
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want := string(staff.Must(os.ReadFile(path)))
			if got != want {
				t.Errorf("%s is not what the rules say (UPDATE=1 writes it):\n%s", path, differing(want, got))
			}
		})
	}
}

// states are in what a case can stand, beside its stages.
var states = []struct {
	name string
	set  func(*Case)
}{
	{"nobody said who is affected", func(*Case) {}},
	{"the reporter is affected", func(c *Case) { c.Whose = reporter }},
	{"withdrawn yesterday", func(c *Case) { c.Whose, c.Withdrawn = reporter, "2026-11-21" }},
	{"withdrawn last month", func(c *Case) { c.Whose, c.Withdrawn = reporter, "2026-10-21" }},
	{"offered by another office", func(c *Case) { c.Whose, c.Giver = reporter, &Offer{Number: "0000-0000"} }},
}

// refusals is the table of a procedure: for each state and stage, the steps by the word of their
// refusal. Whoever has a role for a step asks.
func (s *tale) refusals(p portal.Procedure) string {
	var b strings.Builder
	for _, state := range states {
		for _, stage := range p.Stages {
			c := *s.c()
			c.Stage = stage
			if p.IsEnd(stage) {
				c.Ended = s.o.Day
			}
			state.set(&c)
			fmt.Fprintf(&b, "%s, %s\n%s", stage, state.name, s.row(c, p))
		}
	}
	return b.String()
}

// row says which steps are answered how. What cannot be taken because of the stage, or because
// nothing was offered, is left out.
func (s *tale) row(c Case, p portal.Procedure) string {
	steps := map[string][]string{}
	for _, step := range p.Steps {
		if len(step.By) == 0 {
			continue
		}
		answer := keyOf(s.whoMay(c, step).mayTake(step))
		if answer == "" {
			answer = "can be taken"
		}
		steps[answer] = append(steps[answer], step.ID)
	}
	delete(steps, "step-not-now")
	delete(steps, "no-offer")
	var b strings.Builder
	for _, answer := range slices.Sorted(maps.Keys(steps)) {
		fmt.Fprintf(&b, "\t%s: %s\n", answer, strings.Join(steps[answer], ", "))
	}
	return b.String()
}

// whoMay is somebody with a role that a step is for.
func (s *tale) whoMay(c Case, step portal.ProcedureStep) sight {
	for i := range decider + 1 {
		if at := see(c, s.actor(i), s.o, s.packs[c.ProcedureHash]); at.has(step.By...) {
			return at
		}
	}
	return see(c, s.actor(head), s.o, s.packs[c.ProcedureHash])
}

// differing are the first lines that are not the same.
func differing(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	var out []string
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] && len(out) < 10 {
			out = append(out, fmt.Sprintf("line %d: table %q, rules %q", i+1, a[i], b[i]))
		}
	}
	return strings.Join(append(out, fmt.Sprintf("%d lines and %d", len(a), len(b))), "\n")
}
