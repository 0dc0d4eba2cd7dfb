package portal

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

const finderFile = "finder.json"

// The finder's measures: what a frightened person can take in.
const (
	mostQuestions = 7 // on any way from the first question to an end
	mostOptions   = 9
	mostDoors     = 3 // side by side
)

// Finder is "Where do I take this?": plain questions that lead to ends, each with one to
// three doors. It is data of the pack, for the rules by which matters go to offices are the
// organisation's own. A pack without the file has none.
type Finder struct {
	Start     string           `json:"start"` // the first question
	Rules     []FinderRule     `json:"rules"`
	Doors     []FinderDoor     `json:"doors"`
	Questions []FinderQuestion `json:"questions"`
	Ends      []FinderEnd      `json:"ends"`
}

// FinderRule is one rule of routing. Ground says where it stands: places after a capital
// letter that grades them, parted by "; ", as in "P /about; U example.org/report".
type FinderRule struct {
	ID     string `json:"id"`
	Ground string `json:"ground"`
}

// FinderDoor is a place to turn to: what it is compared by is the unit behind it. A door
// without a unit is a page to read, or the mailbox, and is not compared.
type FinderDoor struct {
	ID   string `json:"id"`
	Unit string `json:"unit"`
	Page string `json:"page"` // where it opens: a form, a page, or "mailbox"
}

// FinderQuestion asks one thing.
type FinderQuestion struct {
	ID      string         `json:"id"`
	Options []FinderOption `json:"options"`
}

// FinderOption is an answer, and the question or end it leads to.
type FinderOption struct {
	ID string `json:"id"`
	To string `json:"to"`
}

// FinderEnd is where a way ends: the rules it stands for and its doors. Danger puts help
// before everything else.
type FinderEnd struct {
	ID     string   `json:"id"`
	Rules  []string `json:"rules"`
	Danger bool     `json:"danger,omitempty"`
	Doors  []string `json:"doors"`
}

// Question gives a question by its id.
func (f *Finder) Question(id string) (FinderQuestion, bool) {
	return one(f.Questions, func(q FinderQuestion) bool { return q.ID == id })
}

// End gives an end by its id.
func (f *Finder) End(id string) (FinderEnd, bool) {
	return one(f.Ends, func(e FinderEnd) bool { return e.ID == id })
}

// Door gives a door by its id.
func (f *Finder) Door(id string) (FinderDoor, bool) {
	return one(f.Doors, func(d FinderDoor) bool { return d.ID == id })
}

// Rule gives a rule by its id.
func (f *Finder) Rule(id string) (FinderRule, bool) {
	return one(f.Rules, func(r FinderRule) bool { return r.ID == id })
}

// Most is the most questions from this one on to any end, with itself.
func (f *Finder) Most(question string) int {
	w := ways{f: f, open: map[string]bool{}, length: map[string]int{}}
	return w.follow(question)
}

// To gives where an answer to this question leads.
func (q FinderQuestion) To(option string) (string, bool) {
	o, ok := one(q.Options, func(o FinderOption) bool { return o.ID == option })
	return o.To, ok
}

// Places are a rule's grounds, each with its grade.
func (r FinderRule) Places() []FinderGround {
	var list []FinderGround
	for text := range strings.SplitSeq(r.Ground, "; ") {
		grade, place, _ := strings.Cut(text, " ")
		list = append(list, FinderGround{grade, place})
	}
	return list
}

// FinderGround is one place in which a rule stands, and how far to trust it.
type FinderGround struct{ Grade, Place string }

func one[T any](list []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}

// finder reads the file, if the pack has it.
func (r *reader) finder() {
	if _, ok := r.files[finderFile]; !ok {
		return
	}
	f := &Finder{}
	if !r.json(finderFile, f) {
		return
	}
	r.pack.Finder = f
	r.finderIDs(f)
	r.finderSteps(f)
	r.finderEnds(f)
	r.finderWays(f)
}

var (
	ruleShape   = regexp.MustCompile(`^[A-Z][0-9]{1,3}$`)
	groundShape = regexp.MustCompile(`^[A-Z] \S`)
)

func (r *reader) finderIDs(f *Finder) {
	r.ids(finderFile, "door", ids(f.Doors, func(d FinderDoor) string { return d.ID }))
	// One row of names for both: an answer leads to either.
	r.ids(finderFile, "question or end", append(
		ids(f.Questions, func(q FinderQuestion) string { return q.ID }),
		ids(f.Ends, func(e FinderEnd) string { return e.ID })...))
	seen := map[string]bool{}
	for _, rule := range f.Rules {
		if !ruleShape.MatchString(rule.ID) || seen[rule.ID] {
			r.finderAdd(rule.ID, "rule %q stands twice, or is not a letter and a number", rule.ID)
		}
		seen[rule.ID] = true
		for text := range strings.SplitSeq(rule.Ground, "; ") {
			if !groundShape.MatchString(text) {
				r.finderAdd(rule.ID, "rule %q: the ground %q is not a grade and a place, as in \"P /about\"", rule.ID, text)
			}
		}
	}
	for _, door := range f.Doors {
		if _, ok := r.pack.Units[door.Unit]; !ok && door.Unit != "" {
			r.finderAdd(door.ID, "door %q: there is no unit %q", door.ID, door.Unit)
		}
	}
}

// finderSteps: every answer leads on.
func (r *reader) finderSteps(f *Finder) {
	for _, q := range f.Questions {
		if len(q.Options) < 2 || len(q.Options) > mostOptions {
			r.finderAdd(q.ID, "question %q has %d answers, not 2 to %d", q.ID, len(q.Options), mostOptions)
		}
		r.ids(finderFile, "answer to "+q.ID, ids(q.Options, func(o FinderOption) string { return o.ID }))
		for _, o := range q.Options {
			_, question := f.Question(o.To)
			if _, end := f.End(o.To); !question && !end {
				r.finderAdd(q.ID, "question %q: the answer %q leads nowhere: there is no %q", q.ID, o.ID, o.To)
			}
		}
	}
}

func (r *reader) finderEnds(f *Finder) {
	for _, end := range f.Ends {
		if len(end.Doors) == 0 || len(end.Doors) > mostDoors {
			r.finderAdd(end.ID, "end %q has %d doors, not 1 to %d", end.ID, len(end.Doors), mostDoors)
		}
		if len(end.Rules) == 0 {
			r.finderAdd(end.ID, "end %q names no rule", end.ID)
		}
		r.ids(finderFile, "door of "+end.ID, end.Doors)
		for _, id := range end.Doors {
			if _, ok := f.Door(id); !ok {
				r.finderAdd(end.ID, "end %q: there is no door %q", end.ID, id)
			}
		}
		for _, id := range end.Rules {
			if _, ok := f.Rule(id); !ok {
				r.finderAdd(end.ID, "end %q: there is no rule %q", end.ID, id)
			}
		}
	}
}

// finderWays follows every way from the first question: none goes in a circle or asks too
// much, danger is asked about first, and nothing stands where no way comes.
func (r *reader) finderWays(f *Finder) {
	start, ok := f.Question(f.Start)
	if !ok {
		r.finderAdd(f.Start, "there is no first question %q", f.Start)
		return
	}
	w := ways{f: f, open: map[string]bool{}, length: map[string]int{}}
	if long := w.follow(f.Start); w.loop != "" {
		r.finderAdd(w.loop, "the questions go in a circle at %q", w.loop)
	} else if long > mostQuestions {
		r.finderAdd(f.Start, "one way has %d questions, more than %d", long, mostQuestions)
	}
	helps := func(o FinderOption) bool { end, _ := f.End(o.To); return end.Danger }
	if !slices.ContainsFunc(start.Options, helps) {
		r.finderAdd(start.ID, "no answer to the first question %q leads to an end with danger: help comes first", start.ID)
	}
	r.finderUnreached(f, w.length)
}

// ways follows a finder. length is the most questions from a question on to an end, with
// itself; 0 of an end. open are those of the way being followed.
type ways struct {
	f      *Finder
	open   map[string]bool
	length map[string]int
	loop   string
}

func (w *ways) follow(id string) int {
	if w.open[id] {
		w.loop = id
		return 0
	}
	if known, ok := w.length[id]; ok {
		return known
	}
	question, ok := w.f.Question(id)
	if !ok {
		w.length[id] = 0
		return 0
	}
	w.open[id] = true
	most := 0
	for _, o := range question.Options {
		most = max(most, w.follow(o.To))
	}
	w.open[id] = false
	w.length[id] = most + 1
	return most + 1
}

func (r *reader) finderUnreached(f *Finder, seen map[string]int) {
	reached := map[string]bool{}
	for _, end := range f.Ends {
		if _, ok := seen[end.ID]; !ok {
			r.finderAdd(end.ID, "no answer leads to the end %q", end.ID)
			continue
		}
		for _, id := range slices.Concat(end.Rules, end.Doors) {
			reached[id] = true // a rule's name and a door's are of different shapes
		}
	}
	for _, q := range f.Questions {
		if _, ok := seen[q.ID]; !ok {
			r.finderAdd(q.ID, "no answer leads to the question %q", q.ID)
		}
	}
	for _, rule := range f.Rules {
		if !reached[rule.ID] {
			r.finderAdd(rule.ID, "no way leads to the rule %q", rule.ID)
		}
	}
	for _, door := range f.Doors {
		if !reached[door.ID] {
			r.finderAdd(door.ID, "no way leads to the door %q", door.ID)
		}
	}
}

// finderAdd names a fault in the line in which an id is first given.
func (r *reader) finderAdd(id, format string, args ...any) {
	r.add(finderFile, r.lineOf(finderFile, `"id": "`+id+`"`), format, args...)
}

// finderPages: every door opens onto a page, and the finder and its own page stand together.
func (r *reader) finderPages() {
	for _, code := range r.pack.Languages {
		has := ""
		for id, d := range r.docs[code] {
			if d.layout == "finder" {
				has = id
			}
		}
		switch {
		case has == "" && r.pack.Finder != nil:
			r.add(finderFile, 0, "no page of %s has the layout finder", code)
		case has != "" && r.pack.Finder == nil:
			r.add(file(code, has), 1, "has the layout finder, and there is no good %s", finderFile)
		}
	}
	if r.pack.Finder == nil {
		return
	}
	for _, door := range r.pack.Finder.Doors {
		if r.docs[r.pack.Languages[0]][door.Page] == nil && door.Page != "mailbox" {
			r.finderAdd(door.ID, "door %q: there is no page %q", door.ID, door.Page)
		}
	}
}

// FinderTexts is what the finder says in one language.
type FinderTexts struct {
	Grounds   map[string]string             `json:"grounds"` // grade -> what it is worth
	Rules     map[string]string             `json:"rules"`
	Doors     map[string]FinderDoorText     `json:"doors"`
	Questions map[string]FinderQuestionText `json:"questions"`
	Ends      map[string]FinderEndText      `json:"ends"`
}

// FinderQuestionText is a question in plain words; Options has a label for each answer.
type FinderQuestionText struct {
	Ask     string            `json:"ask"`
	Hint    string            `json:"hint,omitempty"`
	Options map[string]string `json:"options"`
}

// FinderEndText is what is said at an end: one kind sentence, what comes first of all (as
// medical help does), and why each of its doors.
type FinderEndText struct {
	Says  string            `json:"says"`
	First string            `json:"first,omitempty"`
	Doors map[string]string `json:"doors"`
}

// FinderDoorText is a door in words. Name is that of a door without a unit, Go what its
// link says; the others answer what people compare doors by.
type FinderDoorText struct {
	Name      string `json:"name,omitempty"`
	Go        string `json:"go"`
	Reads     string `json:"reads,omitempty"`     // who reads it
	Act       string `json:"act,omitempty"`       // must they act on it?
	Unnamed   string `json:"unnamed,omitempty"`   // can you stay unnamed?
	Get       string `json:"get,omitempty"`       // what you can get
	Cannot    string `json:"cannot,omitempty"`    // what it cannot do
	Limits    string `json:"limits,omitempty"`    // time limits
	After     string `json:"after,omitempty"`     // what remains open afterwards
	Protected string `json:"protected,omitempty"` // does it count as a protected report?
}

// Rows are the comparison, in the order in which it is shown.
func (t FinderDoorText) Rows() []string {
	return []string{t.Reads, t.Act, t.Unnamed, t.Get, t.Cannot, t.Limits, t.After, t.Protected}
}

// FinderTexts gives what the finder says in a language.
func (p *Pack) FinderTexts(language string) FinderTexts { return p.finderTexts[language] }

// finderTexts reads one language's file and holds it to the finder: a text for each thing,
// and none for what is not there.
func (r *reader) finderTexts(code string) {
	f := r.pack.Finder
	if f == nil {
		return
	}
	name := code + "/" + finderFile
	var t FinderTexts
	if !r.json(name, &t) {
		return
	}
	r.each(name, "grade", f.grades(), t.Grounds)
	r.each(name, "rule", ids(f.Rules, func(rule FinderRule) string { return rule.ID }), t.Rules)
	r.finderDoorTexts(name, f, t.Doors)
	asks, says := map[string]string{}, map[string]string{}
	for id, text := range t.Questions {
		asks[id] = text.Ask
	}
	for id, text := range t.Ends {
		says[id] = text.Says
	}
	r.each(name, "question", ids(f.Questions, func(q FinderQuestion) string { return q.ID }), asks)
	r.each(name, "end", ids(f.Ends, func(e FinderEnd) string { return e.ID }), says)
	for _, q := range f.Questions {
		r.each(name, "answer to "+q.ID, ids(q.Options, func(o FinderOption) string { return o.ID }), t.Questions[q.ID].Options)
	}
	for _, end := range f.Ends {
		r.each(name, "door of "+end.ID, end.Doors, t.Ends[end.ID].Doors)
	}
	r.pack.finderTexts[code] = t
}

func (f *Finder) grades() []string {
	var list []string
	for _, rule := range f.Rules {
		for _, ground := range rule.Places() {
			list = append(list, ground.Grade)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// finderDoorTexts: a door with a unit is compared in full and bears the unit's name; any
// other has a name of its own and nothing to compare.
func (r *reader) finderDoorTexts(file string, f *Finder, texts map[string]FinderDoorText) {
	links := map[string]string{}
	for id, text := range texts {
		links[id] = text.Go
	}
	r.each(file, "door", ids(f.Doors, func(d FinderDoor) string { return d.ID }), links)
	for _, door := range f.Doors {
		text := texts[door.ID]
		empty := slices.Contains(text.Rows(), "")
		none := strings.Join(text.Rows(), "") == ""
		switch {
		case door.Unit != "" && (empty || text.Name != ""):
			r.add(file, 0, "door %q has a unit: it answers each of reads, act, unnamed, get, cannot, limits, after, protected, and bears the unit's name", door.ID)
		case door.Unit == "" && (!none || text.Name == ""):
			r.add(file, 0, "door %q has no unit: it has a name and is not compared", door.ID)
		}
	}
}

// compareFinder: what is said besides in one language is said in each.
func (r *reader) compareFinder() {
	model := r.pack.finderTexts[r.pack.Languages[0]]
	for _, code := range r.pack.Languages[1:] {
		t, name := r.pack.finderTexts[code], code+"/"+finderFile
		for _, id := range slices.Sorted(maps.Keys(t.Questions)) {
			if (t.Questions[id].Hint == "") != (model.Questions[id].Hint == "") {
				r.add(name, 0, "question %q has a hint in one language and none in another", id)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(t.Ends)) {
			if (t.Ends[id].First == "") != (model.Ends[id].First == "") {
				r.add(name, 0, "end %q says what comes first in one language and not in another", id)
			}
		}
	}
}

// finderTold gives the finder's texts by name, so that a change in one language is seen.
func (r *reader) finderTold(code string, texts map[string]told) {
	t, ok := r.pack.finderTexts[code]
	if !ok {
		return
	}
	name := code + "/" + finderFile
	note := func(kind, id string, text any) {
		texts["finder/"+kind+":"+id] = told{short(canonical(text)), name, r.lineOf(name, `"`+id+`"`)}
	}
	for id, text := range t.Rules {
		note("rule", id, text)
	}
	for id, text := range t.Doors {
		note("door", id, text)
	}
	for id, text := range t.Questions {
		note("question", id, text)
	}
	for id, text := range t.Ends {
		note("end", id, text)
	}
}
