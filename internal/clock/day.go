package clock

import "time"

// layout is how every day is written: a UTC day, so that text order is time order.
const layout = "2006-01-02"

// Today is the UTC day of a moment.
func Today(now time.Time) string { return now.UTC().Format(layout) }

// Valid says whether a text is a day of the calendar, written in full.
func Valid(day string) bool {
	_, err := time.Parse(layout, day)
	return err == nil && len(day) == len(layout)
}

// Add gives the day n days later (or earlier). A text that is no day stays as it is, so
// that a wrong day is never quietly turned into another.
func Add(day string, n int) string {
	t, err := time.Parse(layout, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, n).Format(layout)
}

// AddMonths gives the same day n months later, or the last day of that month where it
// has no such day: 31 January and one month is 28 or 29 February, never March.
func AddMonths(day string, n int) string {
	t, err := time.Parse(layout, day)
	if err != nil {
		return day
	}
	first := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1).Format(layout)
}

// Before says whether a is an earlier day than b.
func Before(a, b string) bool { return a < b }

// DaysBetween counts the days from a to b; it is negative if b is earlier, and 0 if
// either is no day.
func DaysBetween(a, b string) int {
	from, err := time.Parse(layout, a)
	if err != nil {
		return 0
	}
	to, err := time.Parse(layout, b)
	if err != nil {
		return 0
	}
	return int(to.Sub(from) / (24 * time.Hour))
}

// Left counts the days that are left until the limit is due; it is negative once it is
// overdue.
func (l Limit) Left(today string) int { return DaysBetween(today, l.Due) }

// Running says whether the limit was set and not met yet.
func (l Limit) Running() bool { return l.Due != "" && l.Met == "" }

// Overdue says whether the limit is still running after its day. The due day itself is
// in time.
func (l Limit) Overdue(today string) bool { return l.Running() && Before(l.Due, today) }

// Late says whether the limit was met after its day.
func (l Limit) Late() bool { return l.Met != "" && Before(l.Due, l.Met) }
