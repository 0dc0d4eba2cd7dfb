package lang

import (
	"fmt"
	"strconv"
	"time"
)

// months are facts of a language, not words an organisation chooses.
var months = map[string][12]string{
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	"es": {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
}

// Day writes a day (YYYY-MM-DD) as people do: 22 November 2026, 1er décembre 2026,
// 22 de noviembre de 2026. What is no day, or a language without month names, comes
// back as it was.
func (w *Words) Day(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	names, known := months[w.language]
	if err != nil || !known {
		return day
	}
	number, month := strconv.Itoa(t.Day()), names[t.Month()-1]
	switch w.language {
	case "fr":
		if number == "1" {
			number = "1er"
		}
	case "es":
		return fmt.Sprintf("%s de %s de %d", number, month, t.Year())
	}
	return fmt.Sprintf("%s %s %d", number, month, t.Year())
}

// Month writes a month (YYYY-MM) as people do: November 2026, noviembre de 2026. What is no
// month comes back as it was.
func (w *Words) Month(month string) string {
	t, err := time.Parse("2006-01", month)
	names, known := months[w.language]
	if err != nil || !known {
		return month
	}
	of := " "
	if w.language == "es" {
		of = " de "
	}
	return names[t.Month()-1] + of + strconv.Itoa(t.Year())
}

// Exact writes a day and a time of day to the second, as it is in the zone of t; which zone
// that is, the sentence around it says.
func (w *Words) Exact(t time.Time) string {
	day, at := w.Day(t.Format(time.DateOnly)), t.Format("15:04:05")
	switch w.language {
	case "fr":
		return day + " à " + at
	case "es":
		return day + ", " + at
	}
	return day + " at " + at
}

// Moment writes a day and a time of day in UTC, and says that it is UTC.
func (w *Words) Moment(t time.Time) string {
	t = t.UTC()
	day := w.Day(t.Format(time.DateOnly))
	switch w.language {
	case "fr":
		return fmt.Sprintf("%s à %d\u202fh\u202f%02d (UTC)", day, t.Hour(), t.Minute())
	case "es":
		return fmt.Sprintf("%s, %d:%02d (UTC)", day, t.Hour(), t.Minute())
	}
	return fmt.Sprintf("%s, %02d:%02d (UTC)", day, t.Hour(), t.Minute())
}
