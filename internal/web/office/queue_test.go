package office

import (
	"testing"

	"fairlead/internal/casework"
)

// A part of the queue has an address of its own; the first page of what is open is the door.
func TestQueuePath(t *testing.T) {
	for _, c := range []struct{ show, after, want string }{
		{casework.ShowOpen, "", "/office/"},
		{casework.ShowEnded, "", "/office/?show=ended"},
		{casework.ShowOpen, "2026-11-22 1234", "/office/?after=2026-11-22+1234"},
		{showMine, "a&b", "/office/?after=a%26b&show=mine"},
	} {
		if got := queuePath(c.show, c.after); got != c.want {
			t.Errorf("%q after %q is at %q, want %q", c.show, c.after, got, c.want)
		}
	}
}

// The longest bar is the largest count; none is a part of nothing.
func TestFigures(t *testing.T) {
	say := func(c casework.Count) figure { return figure{Name: c.Name} }
	got := figures([]casework.Count{{Name: "a", Cases: 1}, {Name: "b", Cases: 4}}, say)
	if got[0].Share != 25 || got[1].Share != 100 {
		t.Errorf("shares are %d and %d, want 25 and 100", got[0].Share, got[1].Share)
	}
	if len(figures(nil, say)) != 0 {
		t.Error("no counts gave figures")
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
