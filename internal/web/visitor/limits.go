package visitor

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

var limitsTemplate = web.NewTemplate(files, "limits.html", "text.html")

// limitsPage works out a person's own time limit. What is asked comes in a POST, is
// answered and forgotten: no log line or table ever holds it, and no address but that of the
// calendar file, which has the one day that was worked out and nothing else.
type limitsPage struct {
	web.Base
	Text      portal.Page
	Action    string
	Contracts []optionView
	Subjects  []subjectView
	Regions   []clock.Region
	Asked     asking
	Problems  []problem
	Wrong     map[string]string // by the name of the input
	Answer    *limitAnswer
}

type subjectView struct {
	optionView
	Day string // from which day it counts
}

// asking is what was typed.
type asking struct {
	Contract, Subject, Zone string
	Day, Month, Year        string
}

// limitAnswer is what can be said: a computed day, or why there is none.
type limitAnswer struct {
	Subject   string
	Text      portal.LimitRuleText
	Kind      string // "computed", "unconfirmed" or "contract"
	Start     string
	Deadline  clock.Deadline
	Page      string // where to go on
	PageTitle string
	Ask       string // the form to ask a person; "" if the pack has none
}

// renderLimits is the page as everybody gets it first.
func (v *Wing) renderLimits(r *http.Request, pack *portal.Pack, page portal.Page) ([]byte, error) {
	return limitsTemplate.Bytes(v.limitsPage(r, pack, page, asking{}))
}

func (v *Wing) limitsPage(r *http.Request, pack *portal.Pack, text portal.Page, a asking) limitsPage {
	page := limitsPage{
		Base: v.textBase(r, text), Text: text, Action: v.server.Prefix(text.Language) + "/limits",
		Asked: a, Wrong: map[string]string{},
	}
	page.Leave, page.Scripts = true, leaveScript // what is asked here says what happened
	if pack.Limits == nil {
		return page
	}
	words := pack.LimitTexts(text.Language)
	for _, id := range pack.Limits.Contracts {
		page.Contracts = append(page.Contracts, optionView{id, words.Contracts[id], id == a.Contract})
	}
	for _, s := range pack.Limits.Subjects {
		option := optionView{s.ID, words.Subjects[s.ID].Label, s.ID == a.Subject}
		page.Subjects = append(page.Subjects, subjectView{option, words.Subjects[s.ID].Day})
	}
	page.Regions = clock.Regions()
	return page
}

// limitsHome leads an answer's address, opened anew, to the page itself.
func (v *Wing) limitsHome(w http.ResponseWriter, r *http.Request) error {
	pack := v.server.Pack()
	page, err := tool(r, pack, "limits", pack.Limits != nil)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, pack.Address(page.Language, page.ID))
}

// workOut answers one question about a time limit.
func (v *Wing) workOut(w http.ResponseWriter, r *http.Request) error {
	pack := v.server.Pack()
	text, err := tool(r, pack, "limits", pack.Limits != nil)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Refused, "form-broken", nil) // its cause could quote an answer
	}
	get := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	a := asking{get("contract"), get("subject"), get("zone"), get("day"), get("month"), get("year")}
	page := v.limitsPage(r, pack, text, a)
	status := http.StatusOK
	if page.Answer = v.answerLimit(&page, pack, a); page.Answer == nil {
		status = http.StatusBadRequest
	}
	page.Alternates = nil // another language would lose what was typed
	return v.server.Render(w, r, status, limitsTemplate, page)
}

// answerLimit checks what was typed, naming each fault beside its input, and computes only
// what a confirmed rule covers.
func (v *Wing) answerLimit(page *limitsPage, pack *portal.Pack, a asking) *limitAnswer {
	subject, ok := pack.Limits.Subject(a.Subject)
	words := pack.LimitTexts(page.Language)
	if _, known := words.Contracts[a.Contract]; !known {
		page.wrong("contract", "limit.wrong.choice")
	}
	if !ok {
		page.wrong("subject", "limit.wrong.choice")
	}
	zone, ok := clock.Zone(a.Zone)
	if !ok && a.Zone != "" {
		page.wrong("zone", "limit.wrong.choice")
	}
	today := clock.TodayIn(v.now(), zone)
	start := page.startDay(a, today)
	if len(page.Problems) > 0 {
		return nil
	}
	then, _ := pack.Page(page.Language, subject.Page)
	answer := &limitAnswer{
		Subject: words.Subjects[subject.ID].Label, Kind: "contract", Start: start,
		Page: pack.Address(page.Language, subject.Page), PageTitle: then.Title,
	}
	if _, ok := pack.Forms["enquiry"]; ok {
		answer.Ask = page.Page("form/enquiry")
	}
	rule, covered := pack.Limits.Rule(subject.ID, a.Contract)
	if !covered {
		return answer
	}
	answer.Text, answer.Kind = words.Rules[rule.ID], "unconfirmed"
	if rule.Confirmed {
		answer.Kind = "computed"
		answer.Deadline = clock.Until(start, rule.Period, pack.Limits.Off(), today)
	}
	return answer
}

func (p *limitsPage) wrong(input, key string) {
	p.Wrong[input] = p.Say(key)
	p.Problems = append(p.Problems, problem{Anchor: "limit-" + input, Text: p.Say("limit."+input) + " " + p.Say(key)})
}

// startDay reads the three parts of the day, which must exist and must have come.
func (p *limitsPage) startDay(a asking, today string) string {
	if a.Day == "" || a.Month == "" || a.Year == "" {
		p.wrong("day", "limit.wrong.none")
		return ""
	}
	numbers := [3]int{}
	for i, text := range []string{a.Year, a.Month, a.Day} {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 9999 {
			p.wrong("day", "limit.wrong.day")
			return ""
		}
		numbers[i] = n
	}
	// A month or day out of range would be carried over into another: then it is not what
	// was typed.
	t := time.Date(numbers[0], time.Month(numbers[1]), numbers[2], 0, 0, 0, 0, time.UTC)
	day := clock.Today(t)
	switch {
	case t.Year() != numbers[0] || int(t.Month()) != numbers[1] || t.Day() != numbers[2] || numbers[0] < 1900:
		p.wrong("day", "limit.wrong.day")
	case clock.Before(today, day):
		p.wrong("day", "limit.wrong.future")
	}
	return day
}

// Earlier is the last working day where it is not the last day itself.
func (a limitAnswer) Earlier() string {
	if a.Deadline.Working == a.Deadline.Last {
		return ""
	}
	return a.Deadline.Working
}

// Reminder is the day for a calendar: the last working day that has not passed.
func (a limitAnswer) Reminder() string {
	if a.Kind != "computed" || a.Deadline.Late() || a.Deadline.Working == "" {
		return ""
	}
	return a.Deadline.Working
}
