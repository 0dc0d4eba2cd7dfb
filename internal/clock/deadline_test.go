package clock

import (
	"testing"
	"time"
)

func TestPeriodAfter(t *testing.T) {
	for _, c := range []struct {
		day  string
		p    Period
		want string
	}{
		{"2026-03-01", Period{Days: 60}, "2026-04-30"},
		{"2028-02-01", Period{Days: 30}, "2028-03-02"}, // a leap year
		{"2027-02-01", Period{Days: 30}, "2027-03-03"},
		{"2028-02-29", Period{Years: 1}, "2029-02-28"},
		{"2028-02-29", Period{Years: 6}, "2034-02-28"},
		{"2026-08-31", Period{Months: 6}, "2027-02-28"},
		{"2027-08-31", Period{Months: 6}, "2028-02-29"},
		{"2026-12-31", Period{Days: 14}, "2027-01-14"},
		{"2026-01-31", Period{Months: 1, Days: 1}, "2026-03-01"},
		{"2026-11-22", Period{}, "2026-11-22"},
		{"no day", Period{Days: 60}, "no day"},
	} {
		if got := c.p.After(c.day); got != c.want {
			t.Errorf("%+v after %s: %s, want %s", c.p, c.day, got, c.want)
		}
	}
}

func TestLastWorking(t *testing.T) {
	weekend := []time.Weekday{time.Saturday, time.Sunday}
	gulf := []time.Weekday{time.Friday, time.Saturday}
	everyDay := []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	for _, c := range []struct {
		day  string
		off  DaysOff
		want string
	}{
		{"2026-11-20", DaysOff{Weekend: weekend}, "2026-11-20"}, // a Friday
		{"2026-11-22", DaysOff{Weekend: weekend}, "2026-11-20"},
		{"2026-11-21", DaysOff{Weekend: gulf}, "2026-11-19"},
		{"2026-12-27", DaysOff{Weekend: weekend, Days: []string{"2026-12-24", "2026-12-25"}}, "2026-12-23"},
		{"2027-01-01", DaysOff{Weekend: weekend, Days: []string{"2027-01-01"}}, "2026-12-31"},
		{"2026-11-22", DaysOff{}, "2026-11-22"},
		{"2026-11-22", DaysOff{Weekend: everyDay}, ""},
		{"no day", DaysOff{}, ""},
	} {
		if got := c.off.LastWorking(c.day); got != c.want {
			t.Errorf("last working day up to %s without %+v: %q, want %q", c.day, c.off, got, c.want)
		}
	}
}

func TestUntil(t *testing.T) {
	off := DaysOff{Weekend: []time.Weekday{time.Saturday, time.Sunday}}
	in := Until("2026-11-01", Period{Days: 60}, off, "2026-11-22")
	if in.Last != "2026-12-31" || in.Working != "2026-12-31" || in.Left != 39 || in.Late() {
		t.Errorf("in time: %+v", in)
	}
	onLast := Until("2026-11-01", Period{Days: 60}, off, "2026-12-31")
	if onLast.Left != 0 || onLast.Late() {
		t.Errorf("the last day is in time: %+v", onLast)
	}
	late := Until("2026-09-01", Period{Days: 60}, off, "2026-11-22")
	if late.Last != "2026-10-31" || late.Working != "2026-10-30" || late.Left != -22 || !late.Late() {
		t.Errorf("late: %+v", late)
	}
}

func TestTodayIn(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	honolulu, err := time.LoadLocation("Pacific/Honolulu")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		zone *time.Location
		want string
	}{{time.UTC, "2026-11-22"}, {tokyo, "2026-11-23"}, {honolulu, "2026-11-22"}, {nil, "2026-11-23"}} {
		if got := TodayIn(now, c.zone); got != c.want {
			t.Errorf("today in %v: %s, want %s", c.zone, got, c.want)
		}
	}
	// An hour that does not exist in spring moves no day.
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	spring := time.Date(2027, 3, 27, 23, 30, 0, 0, time.UTC)
	if got := TodayIn(spring, berlin); got != "2027-03-28" {
		t.Errorf("the night of summer time: %s", got)
	}
}
