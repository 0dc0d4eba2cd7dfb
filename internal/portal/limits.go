package portal

import (
	"maps"
	"slices"
	"strings"
	"time"

	"fairlead/internal/clock"
)

const limitsFile = "limits.json"

// Limits are the time limits that people themselves must meet, as policy profiles
// (requirements, Annex A): data of the pack, so that an organisation switches on the rules
// that are its own. A pack without the file has none.
type Limits struct {
	Profile   string         `json:"profile"` // the one that counts here
	Weekend   []string       `json:"weekend"` // "saturday", "sunday"
	DaysOff   []string       `json:"daysOff"` // holidays, YYYY-MM-DD
	Contracts []string       `json:"contracts"`
	Subjects  []LimitSubject `json:"subjects"`
	Rules     []LimitRule    `json:"rules"`
}

// LimitSubject is what somebody wants to do in time, and the form or page where it is done.
type LimitSubject struct {
	ID   string `json:"id"`
	Page string `json:"page"`
}

// LimitRule is one rule of one profile: for whom, and how long after the day it starts. One that is not Confirmed is never computed: nobody is given a day that nobody has checked.
type LimitRule struct {
	ID        string   `json:"id"`
	Profile   string   `json:"profile"`
	Subject   string   `json:"subject"`
	Contracts []string `json:"contracts"`
	Confirmed bool     `json:"confirmed"`
	clock.Period
}

// Rule gives the rule that covers a subject for a contract under the profile that counts.
func (l *Limits) Rule(subject, contract string) (LimitRule, bool) {
	i := slices.IndexFunc(l.Rules, func(r LimitRule) bool {
		return r.Profile == l.Profile && r.Subject == subject && slices.Contains(r.Contracts, contract)
	})
	if i < 0 {
		return LimitRule{}, false
	}
	return l.Rules[i], true
}

// Subject gives a subject by its id.
func (l *Limits) Subject(id string) (LimitSubject, bool) {
	i := slices.IndexFunc(l.Subjects, func(s LimitSubject) bool { return s.ID == id })
	if i < 0 {
		return LimitSubject{}, false
	}
	return l.Subjects[i], true
}

// Off gives the days on which offices do not work.
func (l *Limits) Off() clock.DaysOff {
	off := clock.DaysOff{Days: l.DaysOff}
	for _, name := range l.Weekend {
		if day, ok := weekdays[name]; ok {
			off.Weekend = append(off.Weekend, day)
		}
	}
	return off
}

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}

// limits reads the file, if the pack has it.
func (r *reader) limits() {
	if _, ok := r.files[limitsFile]; !ok {
		return
	}
	l := &Limits{}
	if !r.json(limitsFile, l) {
		return
	}
	r.pack.Limits = l
	for _, name := range l.Weekend {
		if _, ok := weekdays[name]; !ok {
			r.add(limitsFile, 0, "weekend: %q is no day of the week", name)
		}
	}
	for _, day := range l.DaysOff {
		if !clock.Valid(day) {
			r.add(limitsFile, 0, "daysOff: %q is no day", day)
		}
	}
	r.ids(limitsFile, "contract", l.Contracts)
	r.limitRules(l)
}

func (r *reader) limitRules(l *Limits) {
	var rules, profiles []string
	subjects := ids(l.Subjects, func(s LimitSubject) string { return s.ID })
	r.ids(limitsFile, "subject", subjects)
	for _, rule := range l.Rules {
		rules = append(rules, rule.ID)
		profiles = append(profiles, rule.Profile)
		if !slices.Contains(subjects, rule.Subject) {
			r.add(limitsFile, 0, "rule %q: the subject %q is unknown", rule.ID, rule.Subject)
		}
		for _, contract := range rule.Contracts {
			if !slices.Contains(l.Contracts, contract) {
				r.add(limitsFile, 0, "rule %q: the contract %q is unknown", rule.ID, contract)
			}
		}
		if wrong := rule.wrong(); wrong != "" {
			r.add(limitsFile, 0, "rule %q: %s", rule.ID, wrong)
		}
	}
	r.ids(limitsFile, "rule", rules)
	if !slices.Contains(profiles, l.Profile) {
		r.add(limitsFile, 0, "no rule has the profile %q", l.Profile)
	}
	r.limitOverlaps(l)
}

// wrong says what is not right with a rule's length, or "".
func (r LimitRule) wrong() string {
	given := 0
	for _, n := range []int{r.Days, r.Months, r.Years} {
		if n < 0 || n > 4000 {
			return "its length is out of bounds"
		}
		if n > 0 {
			given++
		}
	}
	switch {
	case r.Confirmed && given != 1:
		return "a confirmed rule has either days, months or years"
	case len(r.Contracts) == 0:
		return "covers no contract"
	}
	return ""
}

// limitOverlaps: two rules for the same person would be two answers to one question.
func (r *reader) limitOverlaps(l *Limits) {
	seen := map[string]string{}
	for _, rule := range l.Rules {
		for _, contract := range rule.Contracts {
			key := strings.Join([]string{rule.Profile, rule.Subject, contract}, " ")
			if other, ok := seen[key]; ok {
				r.add(limitsFile, 0, "rules %q and %q both cover %s", other, rule.ID, key)
			}
			seen[key] = rule.ID
		}
	}
}

// LimitTexts is what the limits say in one language.
type LimitTexts struct {
	Contracts map[string]string           `json:"contracts"`
	Subjects  map[string]LimitSubjectText `json:"subjects"`
	Rules     map[string]LimitRuleText    `json:"rules"`
}

// LimitSubjectText names a subject, and the day from which its limit counts.
type LimitSubjectText struct {
	Label string `json:"label"`
	Day   string `json:"day"`
}

// LimitRuleText says where a rule stands and whose it is.
type LimitRuleText struct {
	Source string `json:"source"`
	Whose  string `json:"whose"`
}

// LimitTexts gives what the limits say in a language.
func (p *Pack) LimitTexts(language string) LimitTexts { return p.limitTexts[language] }

// limitTexts reads one language's file and holds it to the limits: a text for each, and
// none for what is not there.
func (r *reader) limitTexts(code string) {
	name := code + "/" + limitsFile
	if r.pack.Limits == nil {
		return
	}
	var t LimitTexts
	if !r.json(name, &t) {
		return
	}
	l := r.pack.Limits
	subjects, rules := map[string]string{}, map[string]string{}
	for id, text := range t.Subjects {
		subjects[id] = both(text.Label, text.Day)
	}
	for id, text := range t.Rules {
		rules[id] = both(text.Source, text.Whose)
	}
	r.each(name, "contract", l.Contracts, t.Contracts)
	r.each(name, "subject", ids(l.Subjects, func(s LimitSubject) string { return s.ID }), subjects)
	r.each(name, "rule", ids(l.Rules, func(r LimitRule) string { return r.ID }), rules)
	r.pack.limitTexts[code] = t
}

// limitPages: what is to be done in time has a page where it is done.
func (r *reader) limitPages() {
	if r.pack.Limits == nil {
		return
	}
	for _, subject := range r.pack.Limits.Subjects {
		if r.docs[r.pack.Languages[0]][subject.Page] == nil {
			r.add(limitsFile, 0, "subject %q: there is no page %q", subject.ID, subject.Page)
		}
	}
}

// both is "" unless both texts are there.
func both(a, b string) string {
	if a == "" || b == "" {
		return ""
	}
	return a + b
}

func ids[T any](list []T, id func(T) string) []string {
	out := make([]string, 0, len(list))
	for _, one := range list {
		out = append(out, id(one))
	}
	return out
}

// each holds texts to a list of ids: every one has a text, and no other has.
func (r *reader) each(file, what string, wanted []string, texts map[string]string) {
	for _, id := range wanted {
		if strings.TrimSpace(texts[id]) == "" {
			r.add(file, 0, "%s %q has no whole text", what, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		if !slices.Contains(wanted, id) {
			r.add(file, 0, "%s %q is unknown", what, id)
		}
	}
}
