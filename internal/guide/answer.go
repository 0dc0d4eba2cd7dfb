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
	// Confidence is how likely it is that the first door is right, 0 to 1.
	Confidence float64
	Cut        bool // the question was longer than is read
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
	maxBefore  = 3    // questions before that a follow-up may lean on
	maxDoors   = 3
	maxQuotes  = 3
	alarmed    = 0.5  // the model's danger
	refused    = 0.6  // that it is off topic
	sure       = 0.7  // one way
	mayBe      = 0.08 // a door that is worth showing when not sure
	unknowable = 0.2  // below it a person is asked
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
		a.Kind = Foreign
		return a
	}
	words := tokens(text, a.Language)
	ideas := g.ideas[a.Language].in(words)
	r := g.intents.read(g.bag(q, words, ideas, a.Language))
	a.Danger = g.signs[a.Language].in(words) || r.danger >= alarmed
	g.decide(&a, r, q)
	a.Passages = g.quotes(text, a, r)
	return a
}

func bounded(text string) (string, bool) {
	text = strings.ToValidUTF8(text, " ")
	if utf8.RuneCountInString(text) <= maxText {
		return text, false
	}
	return string([]rune(text)[:maxText]), true
}

// bag reads a question with what was asked before, if it is too short to stand alone.
func (g *Guide) bag(q Question, words []token, ideas []string, language string) bag {
	return g.intents.vocab.bag(raw(words, ideas))
}

func (g *Guide) decide(a *Answer, r reading, q Question) {
	off := slices.Index(g.intents.classes, classOff)
	if !a.Danger && off >= 0 && r.odds[off] >= refused {
		a.Kind, a.Confidence = OffTopic, r.odds[off]
		return
	}
	a.Kind = Found
	list := g.standings(r)
	best := 0
	for c := range r.odds {
		if r.odds[c] > r.odds[best] {
			best = c
		}
	}
	if len(list) == 0 {
		a.Kind, a.Person = Unknown, true
		return
	}
	a.Route, a.Told = g.routes[best].end, g.routes[best].Told
	a.Confidence = min(list[0].score, 1)
	for i, s := range list {
		if len(a.Doors) == maxDoors || i > 0 && s.score < mayBe || i > 0 && list[0].score >= sure && s.door.End != list[0].door.End {
			continue
		}
		a.Doors = append(a.Doors, s.door)
	}
	a.Person = list[0].score < unknowable
}

// quotes ranks the passages.
func (g *Guide) quotes(text string, a Answer, r reading) []Quote {
	x := g.indexes[a.Language]
	found, err := x.find(text, 20)
	if err != nil {
		return nil // an index in memory; there is nothing that a person could do
	}
	var list []Quote
	for _, f := range found {
		list = append(list, Quote{Passage: x.passages[f.place], Score: f.score})
	}
	return list[:min(len(list), maxQuotes)]
}
