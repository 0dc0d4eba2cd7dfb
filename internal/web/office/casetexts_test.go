package office

import (
	"slices"
	"testing"

	"fairlead/internal/portal"
)

// TestOwnLimits: the day that an outcome letter proposes is the one that the engine counts, of
// the person's own time limits alone.
func TestOwnLimits(t *testing.T) {
	p := portal.Procedure{Clocks: []portal.ProcedureTime{
		{Code: "feedback", Starts: "acknowledged", Months: 3},
		{Code: "answer", Starts: "step:refer", Days: 14},
		{Code: "own", Starts: "step:reply", Days: 90, Theirs: true},
		{Code: "silence", Starts: "step:receivable", When: "elsewhere", FromFirst: true, Days: 135, Theirs: true},
		{Code: "months", Starts: "step:closing", Months: 6, Theirs: true},
	}}
	want := []ownLimit{
		{"reply", "", "2027-02-20"},
		{"receivable", "elsewhere", "2027-01-13"},
		{"closing", "", "2027-05-22"},
	}
	if got := ownLimits(p, "2026-08-31", "2026-11-22"); !slices.Equal(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
	if none := ownLimits(portal.Procedure{}, "2026-08-31", "2026-11-22"); none == nil || len(none) != 0 {
		t.Fatalf("%v is no empty list", none)
	}
}
