package guide

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Question is what a person asks, as they typed it.
type Question struct {
	Text     string
	Language string   // of the page
	Before   []string // what they asked before on this page, oldest first
	Route    string   // what they chose when asked back, or ""
}

// Kind is what an answer comes to.
type Kind string

// Every kind of answer. In each the emergency line stands on the page.
const (
	Empty    Kind = "empty"     // nothing was asked
	Foreign  Kind = "foreign"   // in none of the pack's languages
	OffTopic Kind = "off-topic" // nothing for these offices
	Unknown  Kind = "unknown"   // only a person can tell
	Found    Kind = "found"     // doors, passages
)

// Answer is all that the page says, in the order of its fields.
type Answer struct {
	Kind     Kind
	Language string // of the question, and so of the answer
	Danger   bool   // emergency help first
	Told     bool   // they told what happened: a kind sentence, and that nothing was kept
	Mailbox  bool   // the mailbox comes before every door
	Doors    []Door // one to three, best first
	Back     string // the question to ask back (portal.GuideQuestion), or ""
	Passages []Quote
	Policies []string // marks in the list of resources
	Limit    bool     // a time limit is asked for: only the clocks tell, and file now
	Person   bool     // say that the helper cannot know, and lead to a person
	Route    string   // the likeliest route, or ""
	// Clear says that the route is likelier than all others together: what the finder says at
	// its end is said here too.
	Clear bool
	// Apart says that the doors are for parts of one matter, and not for matters that it may be.
	Apart bool
	// Thanks says that what is off topic is a word of thanks or a greeting.
	Thanks bool
	// Confidence is how likely it is that the first door is right, 0 to 1.
	Confidence float64
	// Asks is how likely it asks what these pages say and tells nothing, 0 to 1.
	Asks float64
	Cut  bool // the question was longer than is read
}

// Quote is a passage that answers, and how well.
type Quote struct {
	Passage
	Excerpt string // the lines that answer best
	Score   float64
}

// Bounds of a question, and the measures by which an answer is sure or not.
const (
	maxText    = 4000 // characters that are read
	maxDoors   = 3
	refused    = 0.45 // that it is off topic
	doubted    = 0.25 // the same, where no door is as likely
	sure       = 0.85 // that the first door is right
	perhaps    = 0.04 // worth showing when not sure
	close      = 0.15 // odds of a route that a question back may ask about
	unknowable = 0.2  // below it a person is asked
	alone      = 0.55 // a question that is as sure as this needs none before it
	fewAlone   = 8    // words; a longer one stands alone
	clearly    = 0.5  // that a route is the right one
	applies    = 0.3  // the same, for its rules to be named
	fits       = 0.15 // what a door has of its route, for the route's own reason
	fewThanks  = 10   // words; more than thanks are more than thanks
	leaning    = 0.6  // what the question before counts beside one that leans on it
)

// Ask answers. It never fails: what cannot be found leads to a person.
func (g *Guide) Ask(q Question) Answer {
	text, cut := bounded(q.Text)
	a := Answer{Kind: Empty, Language: q.Language, Cut: cut}
	if strings.TrimSpace(text) == "" {
		return a
	}
	var ours bool
	if a.Language, ours = g.tongues.of(text, q.Language); !ours {
		a.Kind, a.Danger = Foreign, g.alarming(text)
		return a
	}
	read := g.hear(text, a.Language)
	r := g.lean(q, read)
	a.Danger = g.endangers(read, r)
	g.decide(&a, read, g.chosen(q, r))
	if a.Kind == Found || a.Kind == Unknown { // a pack that teaches no way still has its texts
		a.Passages = g.quotes(text, a, g.chosen(q, r))
	}
	a.Mailbox = a.Mailbox || a.Kind == Found && g.likeMailbox(a, r)
	return a
}

// likeMailbox tells whether the mailbox is worth a first look: its way is not unlikely, or
// the text that answers best is one that leads there.
func (g *Guide) likeMailbox(a Answer, r reading) bool {
	for c, route := range g.routes {
		if route.mailbox && (r.odds[c] >= close || len(a.Passages) > 0 && slices.Contains(route.Passages, a.Passages[0].ID)) {
			return true
		}
	}
	return false
}

func bounded(text string) (string, bool) {
	text = strings.ToValidUTF8(text, " ")
	if utf8.RuneCountInString(text) <= maxText {
		return text, false
	}
	return string([]rune(text)[:maxText]), true
}

// heard is a text as the guide takes it in.
type heard struct {
	words    []token
	ideas    []string
	keys     [len(kinds)][]key
	language string
}

func (g *Guide) hear(text, language string) heard {
	words := tokens(text, language)
	ideas := g.ideas[language].in(words)
	return heard{words, ideas, raw(words, ideas), language}
}

func (h heard) says(idea string) bool { return slices.Contains(h.ideas, idea) }

// lean reads a text, with what was asked before if it is too short to be understood alone:
// "and how long does that take?"
func (g *Guide) lean(q Question, h heard) reading {
	r := g.intents.read(h)
	if len(q.Before) == 0 || len(h.words) > fewAlone {
		return r
	}
	if list := g.standings(r); len(list) > 0 && list[0].score >= alone && list[0].door.Unit != General {
		return r
	}
	text, _ := bounded(q.Before[len(q.Before)-1])
	before, v := g.hear(text, h.language), g.intents.vocab
	leant := g.intents.weigh(
		v.bag(h.keys).plus(v.bag(before.keys), leaning),
		v.bag(h.keys, nearKinds...).plus(v.bag(before.keys, nearKinds...), leaning))
	leant.danger = r.danger // what was dangerous before was said before
	return leant
}

// chosen is a reading after the person said which way it is.
func (g *Guide) chosen(q Question, r reading) reading {
	at := g.intents.class(q.Route)
	if at < 0 || g.routes[at].doors == nil {
		return r
	}
	r.odds = make([]float64, len(r.odds))
	r.odds[at] = 1
	return r
}

func (g *Guide) decide(a *Answer, h heard, r reading) {
	list := g.standings(r)
	if len(list) == 0 {
		a.Kind, a.Person = Unknown, true
		return
	}
	if off := g.off(r); !a.Danger && (off >= refused || off >= doubted && off > list[0].score) {
		a.Kind, a.Confidence, a.Thanks = OffTopic, off, h.says(g.pack.Guide.Signs.Thanks) && len(h.words) <= fewThanks
		return
	}
	likely := likeliest(r.odds)
	best := g.routes[likely]
	a.Kind, a.Route, a.Confidence = Found, best.ID, min(list[0].score, 1)
	a.Mailbox, a.Asks = best.mailbox, r.asking
	if r.odds[likely] >= applies {
		a.Policies = best.Policies
	}
	a.Told = best.Told && h.says(g.pack.Guide.Signs.Teller)
	a.Limit = h.says(g.pack.Guide.Signs.Limit)
	a.Person = list[0].score < unknowable && !a.Danger // who is in danger is told where help is, and no more
	a.Doors = g.doors(list)
	a.Clear = r.odds[likely] >= clearly && len(a.Doors) > 0 && a.Doors[0].End == best.ID
	if a.Danger {
		a.Doors = g.helping(list)
	} else if a.Confidence < sure {
		a.Back = g.back(r)
	}
	a.Apart = a.Danger || !slices.ContainsFunc(a.Doors, func(d Door) bool { return d.End == "" || d.End != a.Doors[0].End })
}

// off is how likely a text concerns none of the offices.
func (g *Guide) off(r reading) float64 {
	if class := g.intents.class(classOff); class >= 0 {
		return r.odds[class]
	}
	return 0
}

func likeliest(odds []float64) int {
	best := 0
	for c := range odds {
		if odds[c] > odds[best] {
			best = c
		}
	}
	return best
}

// doors are the first unit, those that its route has beside it, and where that is not sure
// the next likely ones.
func (g *Guide) doors(list []standing) []Door {
	var doors []Door
	for _, s := range list {
		beside := s.door.End == list[0].door.End && s.door.End != ""
		if len(doors) < maxDoors && (len(doors) == 0 || s.score >= perhaps && (beside || list[0].score < sure)) {
			doors = append(doors, s.reasoned())
		}
	}
	return doors
}

// reasoned is a door that leaves the reason to its unit, where the way that would give one
// is hardly likely: "ask the unit that hires" is nothing to tell a villager.
func (s standing) reasoned() Door {
	if s.best < fits {
		return Door{Unit: s.door.Unit}
	}
	return s.door
}

// helping puts those who help in danger before the office of the matter itself.
func (g *Guide) helping(list []standing) []Door {
	doors := slices.Clone(g.danger.doors)
	for _, s := range list[:1] {
		same := func(d Door) bool { return d.Unit == s.door.Unit }
		if s.score >= unknowable && !slices.ContainsFunc(doors, same) {
			doors = append(doors, s.reasoned())
		}
	}
	return doors[:min(len(doors), maxDoors)]
}

// back is the question that tells the two likeliest ways apart, if the pack has one.
func (g *Guide) back(r reading) string {
	first := likeliest(r.odds)
	rest := slices.Clone(r.odds)
	rest[first] = 0
	second := likeliest(rest)
	if r.odds[second] < close {
		return ""
	}
	for _, q := range g.pack.Guide.Questions {
		if slices.Contains(q.Routes, g.routes[first].ID) && slices.Contains(q.Routes, g.routes[second].ID) {
			return q.ID
		}
	}
	return ""
}
