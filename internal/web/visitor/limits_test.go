package visitor

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// ask posts one question about a time limit.
func (w *world) ask(prefix string, values ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i < len(values); i += 2 {
		form.Set(values[i], values[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+prefix+"/limits", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = "127.0.0.1:5555"
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, r)
	return answer
}

func TestLimitsPage(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	given := func(more ...string) []string {
		return append([]string{"contract", "staff", "subject", "evaluation", "day", "1", "month", "11", "year", "2026", "zone", "Europe/Copenhagen"}, more...)
	}
	for name, c := range map[string]struct {
		prefix string
		values []string
		status int
		want   []string
		never  string
	}{
		"computed": {"", given(), 200, []string{"The last day is 31 December 2026", "39 days are left", "Staff rule 11.2 (c)", "file now", "/reminder/2026-12-31.ics"}, "That is no working day"},
		"a weekend": {
			"/fr", given("day", "21", "month", "10"), 200,
			[]string{"20 décembre 2026", "18 décembre 2026", "/reminder/2026-12-18.ics"},
			"",
		},
		"a leap day":                {"", given("year", "2024", "month", "2", "day", "29"), 200, []string{"29 April 2024", "We receive it. Whether it is in time is for the deciding office."}, "/reminder/"},
		"the last day":              {"/es", given("day", "23", "month", "9"), 200, []string{"22 de noviembre de 2026", "Hoy es el último día"}, ""},
		"no place":                  {"", given("day", "24", "month", "9", "zone", ""), 200, []string{"23 November 2026", "Today is the last day"}, ""},
		"not confirmed":             {"", given("subject", "rebuttal"), 200, []string{"not confirmed here, so we give you no day", "file now"}, "The last day is"},
		"a contract without a rule": {"", given("contract", "contractor"), 200, []string{"The limit for your contract is in your contract. Ask today."}, "The last day is"},
		"a day that is not":         {"", given("day", "31", "month", "2"), 400, []string{"This day does not exist", `value="31"`}, "The last day is"},
		"a day to come":             {"", given("day", "24", "month", "11"), 400, []string{"has not come yet"}, "The last day is"},
		"no day":                    {"", given("day", ""), 400, []string{"Please give the day"}, "The last day is"},
		"words for numbers":         {"", given("year", "<b>"), 400, []string{"This day does not exist", "&lt;b&gt;"}, `value="<b>"`},
		"no choice":                 {"", given("contract", "nobody", "subject", ""), 400, []string{"Please choose one answer"}, `value="nobody"`},
		"a place that is none":      {"", given("zone", "../../etc/passwd"), 400, []string{"Please choose one answer"}, "passwd"},
	} {
		answer := w.ask(c.prefix, c.values...)
		body := answer.Body.String()
		if answer.Code != c.status || answer.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %q", name, answer.Code, answer.Header().Get("Cache-Control"))
		}
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the page does not say %q", name, want)
			}
		}
		if c.never != "" && strings.Contains(body, c.never) {
			t.Errorf("%s: the page says %q", name, c.never)
		}
	}
	if log := w.log.String(); strings.Contains(log, "2026") && strings.Contains(log, "evaluation") {
		t.Errorf("the log holds what was asked: %s", log)
	}
}

// TestLimitsLeave: what somebody chooses there goes when they go, as in the finder.
func TestLimitsLeave(t *testing.T) {
	w := newWorld(t)
	for name, answer := range map[string]*httptest.ResponseRecorder{
		"the page":  w.get(w.pack.Address("fr", "time-limits")),
		"an answer": w.ask("/fr", "contract", "staff", "subject", "evaluation", "day", "1", "month", "11", "year", "2026"),
	} {
		if answer.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept by a browser", name)
		}
		says(t, answer, http.StatusOK, `href="/leave"`, w.server.Static("leave.js"))
	}
}

// The day it is where nobody says a place is the latest on Earth: no day too many is told.
func TestLimitsNeverTooLong(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC) // the 23rd has begun in Kiritimati
	body := w.ask("", "contract", "staff", "subject", "evaluation", "day", "24", "month", "9", "year", "2026").Body.String()
	if !strings.Contains(body, "Today is the last day") {
		t.Error("a day too many")
	}
	body = w.ask("", "contract", "staff", "subject", "evaluation", "day", "24", "month", "9", "year", "2026", "zone", "Pacific/Honolulu").Body.String()
	if !strings.Contains(body, "1 day is left") {
		t.Error("the place is not counted")
	}
}
