package clock

import "testing"

// TestState: amber from two thirds of the time, red after the day, amber again once a later
// day was told; across leap days, ends of months and changes of the hour, since days are days.
func TestState(t *testing.T) {
	week := Limit{Started: "2026-11-22", Due: "2026-11-29"}
	told := week
	told.Told, told.Reason = "2026-12-10", "workload"
	met := week
	met.Met = "2026-12-01"
	for _, c := range []struct {
		note  string
		limit Limit
		today string
		want  string
	}{
		{"the first day", week, "2026-11-22", StateCalm},
		{"the fourth of seven", week, "2026-11-26", StateCalm},
		{"the fifth of seven", week, "2026-11-27", StateNear},
		{"the due day is in time", week, "2026-11-29", StateNear},
		{"the day after", week, "2026-11-30", StateOver},
		{"told of a later day", told, "2026-12-01", StateNear},
		{"on the day that was told", told, "2026-12-10", StateNear},
		{"after that too", told, "2026-12-11", StateOver},
		{"met late is met", met, "2027-01-01", StateNone},
		{"never set", Limit{}, "2026-11-30", StateNone},
		{"three months over a leap day", Limit{Started: "2027-11-30", Due: AddMonths("2027-11-30", 3)}, "2028-02-29", StateNear},
		{"and the day after", Limit{Started: "2027-11-30", Due: AddMonths("2027-11-30", 3)}, "2028-03-01", StateOver},
		{"31 January and a month", Limit{Started: "2026-01-31", Due: AddMonths("2026-01-31", 1)}, "2026-03-01", StateOver},
		{"over the change of the hour in Europe", Limit{Started: "2026-03-26", Due: Add("2026-03-26", 7)}, "2026-04-02", StateNear},
		{"due on the day it starts", Limit{Started: "2026-11-22", Due: "2026-11-22"}, "2026-11-22", StateNear},
	} {
		if got := c.limit.State(c.today); got != c.want {
			t.Errorf("%s: %q, want %q", c.note, got, c.want)
		}
	}
	if day := week.NearFrom(); day != "2026-11-27" {
		t.Errorf("near from %s", day)
	}
	if day := (Limit{Started: "2026-11-01", Due: "2026-12-01"}).NearFrom(); day != "2026-11-21" {
		t.Errorf("of thirty days, near from %s", day)
	}
}
