package clock

import (
	"testing"
	"time"
)

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		day  string
		n    int
		want string
	}{
		{"2026-11-22", 3, "2027-02-22"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2027-11-30", 3, "2028-02-29"},
		{"2026-01-31", 3, "2026-04-30"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2028-02-29", 12, "2029-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-12-31", 0, "2026-12-31"},
		{"2026-12-15", 13, "2028-01-15"},
		{"no day", 1, "no day"},
	} {
		if got := AddMonths(c.day, c.n); got != c.want {
			t.Errorf("%s and %d months: %s, want %s", c.day, c.n, got, c.want)
		}
	}
}

func TestDays(t *testing.T) {
	if got := Add("2028-02-28", 2); got != "2028-03-01" {
		t.Errorf("a leap day is skipped: %s", got)
	}
	if got := Add("2026-11-22", -22); got != "2026-10-31" {
		t.Errorf("back over a month's end: %s", got)
	}
	if got := DaysBetween("2026-03-01", "2026-11-22"); got != 266 {
		t.Errorf("days between: %d", got)
	}
	if got := DaysBetween("2026-11-22", "2026-11-20"); got != -2 {
		t.Errorf("days back: %d", got)
	}
	late := time.Date(2026, 11, 22, 23, 30, 0, 0, time.FixedZone("", -5*3600))
	if got := Today(late); got != "2026-11-23" {
		t.Errorf("a day is the UTC day: %s", got)
	}
}

func TestValid(t *testing.T) {
	for _, day := range []string{"2026-11-22", "2028-02-29"} {
		if !Valid(day) {
			t.Errorf("%s is a day", day)
		}
	}
	for _, day := range []string{"", "2026-02-29", "2026-1-2", "22.11.2026", "2026-11-22T00:00:00Z", "2026-13-01"} {
		if Valid(day) {
			t.Errorf("%q is no day", day)
		}
	}
}

func TestNear(t *testing.T) {
	for day, want := range map[string]bool{
		"2026-11-22": true, "2026-11-20": true, "2026-11-19": false, "2026-11-23": true, "2026-11-24": false, "": false,
	} {
		if Near(day, "2026-11-22", 2, 1) != want {
			t.Errorf("%q near: want %v", day, want)
		}
	}
}

func TestLimit(t *testing.T) {
	l := Limit{Code: FirstLetter, Started: "2026-11-22", Due: "2026-11-29"}
	if l.Left("2026-11-22") != 7 || l.Left("2026-12-01") != -2 {
		t.Error("days left are counted to the due day")
	}
	if l.Overdue("2026-11-29") || !l.Overdue("2026-11-30") {
		t.Error("the due day is in time and the next is not")
	}
	l.Met = "2026-11-30"
	if l.Overdue("2026-12-24") || !l.Late() || l.Running() {
		t.Error("a clock that was met runs no more, and remembers that it was late")
	}
	if (Limit{}).Overdue("2026-11-22") {
		t.Error("no clock is never overdue")
	}
}
