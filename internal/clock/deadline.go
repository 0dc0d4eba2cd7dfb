package clock

import (
	"slices"
	"time"
)

// Period is a length of time as a rule gives it: calendar days, months or years.
type Period struct {
	Days   int `json:"days,omitempty"`
	Months int `json:"months,omitempty"`
	Years  int `json:"years,omitempty"`
}

// After gives the last day of a period that begins on a day. That day itself is not
// counted: 60 days from 1 March end on 30 April.
func (p Period) After(day string) string {
	return Add(AddMonths(day, 12*p.Years+p.Months), p.Days)
}

// DaysOff are the days on which an office does not work.
type DaysOff struct {
	Weekend []time.Weekday
	Days    []string // holidays, YYYY-MM-DD
}

// Working says whether an office works on a day.
func (o DaysOff) Working(day string) bool {
	t, err := time.Parse(layout, day)
	return err == nil && !slices.Contains(o.Weekend, t.Weekday()) && !slices.Contains(o.Days, day)
}

// mostDaysOff bounds the search for a working day: nobody rests longer than two months.
const mostDaysOff = 62

// LastWorking gives the day itself if it is a working day, else the last one before it; ""
// if there is none near.
func (o DaysOff) LastWorking(day string) string {
	for back := range mostDaysOff {
		if before := Add(day, -back); o.Working(before) {
			return before
		}
	}
	return ""
}

// Deadline is a person's own time limit, as far as it can be computed (requirements,
// Annex A: calendar days in the duty station's zone; the last day ends with that day).
type Deadline struct {
	Last    string // the last day
	Working string // the last working day, Last itself or earlier
	Left    int    // days from today to Last; negative once it has passed
}

// Late says whether the last day has passed.
func (d Deadline) Late() bool { return d.Left < 0 }

// Until computes a deadline from the day it starts and the day it is today.
func Until(start string, p Period, off DaysOff, today string) Deadline {
	last := p.After(start)
	return Deadline{Last: last, Working: off.LastWorking(last), Left: DaysBetween(today, last)}
}

// ahead is the zone in which a new day begins first on Earth.
var ahead = time.FixedZone("", 14*60*60)

// TodayIn gives the day it is in a zone. Without one it is the latest day that it is
// anywhere, so that nobody is told of more days than they have.
func TodayIn(now time.Time, zone *time.Location) string {
	if zone == nil {
		zone = ahead
	}
	return now.In(zone).Format(layout)
}
