package visitor

import (
	"net/http"
	"strings"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/web"
)

// reminder gives a calendar file for a day, for people without scripts. Its title says
// nothing: a calendar is often shared.
func (v *Wing) reminder(w http.ResponseWriter, r *http.Request) error {
	day, err := time.Parse(time.DateOnly, strings.TrimSuffix(r.PathValue("day"), ".ics"))
	if err != nil {
		return fault.New(fault.NotFound, "page-not-found", nil)
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="reminder.ics"`)
	_, err = w.Write([]byte(calendar(day, web.Words(r).Say("reminder.title"))))
	return err
}

// calendar is a whole day in RFC 5545. Its stamp and id hold nothing but that day.
func calendar(day time.Time, title string) string {
	date := day.Format("20060102")
	return strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reminder//EN", "BEGIN:VEVENT",
		"UID:" + date + "@reminder", "DTSTAMP:" + date + "T000000Z",
		"DTSTART;VALUE=DATE:" + date, "DTEND;VALUE=DATE:" + day.AddDate(0, 0, 1).Format("20060102"),
		"SUMMARY:" + title, "END:VEVENT", "END:VCALENDAR", "",
	}, "\r\n")
}
