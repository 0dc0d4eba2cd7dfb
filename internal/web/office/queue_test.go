package office

import (
	"slices"
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
)

// Urgent first, then whose clock runs out first; a case without a clock waits longest.
func TestQueueOrder(t *testing.T) {
	row := func(number string, urgent bool, due, met, received string) casework.Row {
		return casework.Row{Number: number, Urgent: urgent, Received: received, Clock: clock.Limit{Due: due, Met: met}}
	}
	rows := []casework.Row{
		row("no clock, newer", false, "", "", "2026-11-20"),
		row("later", false, "2026-12-01", "", "2026-11-01"),
		row("no clock", false, "", "", "2026-11-10"),
		row("met", false, "2026-11-01", "2026-10-30", "2026-10-01"),
		row("overdue", false, "2026-11-02", "", "2026-10-20"),
		row("urgent, no clock", true, "", "", "2026-11-21"),
		row("urgent", true, "2026-12-24", "", "2026-11-22"),
	}
	slices.SortStableFunc(rows, byNeed)
	want := []string{"urgent", "urgent, no clock", "overdue", "later", "met", "no clock", "no clock, newer"}
	for i, row := range rows {
		if row.Number != want[i] {
			t.Errorf("place %d holds %q, want %q", i+1, row.Number, want[i])
		}
	}
}

// Every route of the wing stands once, under /office, with its guard.
func TestRoutes(t *testing.T) {
	seen := map[string]bool{}
	for _, route := range new(Office).Routes() {
		if seen[route.Pattern] || route.Guard == nil || route.Handler == nil {
			t.Errorf("%s is there twice, or without guard or handler", route.Pattern)
		}
		seen[route.Pattern] = true
	}
}
