package guide

import (
	"math"
	"slices"
	"strings"

	"fairlead/internal/portal"
)

// Classes beyond the routes of the pack. A question about what a unit's pages say is of the
// class "about:<unit>".
const (
	classOff = "off-topic"
	about    = "about:"
)

// Kinds of a pack's examples, beside those of what is off topic.
const (
	kindRoute  = "route"
	kindPage   = "page"
	kindDanger = "danger"
)

// labelled is an example, ready to learn from.
type labelled struct {
	portal.Example
	language string
	class    string // "" of danger
	keys     [len(kinds)][]key
}

// intents is what was learned of what people mean: linear models, and the examples
// themselves, blended. What people tell and what they ask of the pages are told apart, so
// that the many questions about pages do not drown what happened to somebody. Danger is
// apart from both: a text may be dangerous and lead to any office.
type intents struct {
	classes []string // of routes and pages
	vocab   *vocabulary
	routes  *linear // by class
	pages   *linear // by class
	asking  *linear // 1: about a page; 0: a route, or off topic
	danger  *linear // 1: danger; 0: none
	near    *nearest
	lessons []labelled
	labels  []int // lesson -> class, or -1 for a sign of danger
}

// How much the nearest examples count beside the linear models, and how many are asked.
const (
	nearShare = 0.35
	nearMany  = 12
	nearPower = 3
)

// What is rare among the examples and must not be missed counts more often.
const (
	alarmWeight = 3
	pageWeight  = 0.5
)

// newIntents learns from examples.
func newIntents(lessons []labelled) *intents {
	x := &intents{lessons: lessons}
	texts := make([][len(kinds)][]key, len(lessons))
	for i, l := range lessons {
		texts[i] = l.keys
		if l.Kind != kindDanger && !slices.Contains(x.classes, l.class) {
			x.classes = append(x.classes, l.class)
		}
	}
	slices.Sort(x.classes)
	x.vocab = newVocabulary(texts)
	bags := make([]bag, len(lessons))
	for i, l := range lessons {
		bags[i] = x.vocab.bag(l.keys)
		label := -1
		if l.Kind != kindDanger {
			label = slices.Index(x.classes, l.class)
		}
		x.labels = append(x.labels, label)
	}
	x.near = newNearest(bags, len(x.vocab.idf))
	x.learn(bags)
	return x
}

func (x *intents) learn(bags []bag) {
	var routes, pages, asking, danger []lesson
	for i, l := range x.lessons {
		text, label := bags[i], x.labels[i]
		switch l.Kind {
		case kindDanger:
			danger = append(danger, lesson{text, 1, alarmWeight})
			continue
		case kindPage:
			pages = append(pages, lesson{text, label, 1})
			asking = append(asking, lesson{text, 1, pageWeight})
		default:
			routes = append(routes, lesson{text, label, 1})
			asking = append(asking, lesson{text, 0, 1})
		}
		danger = append(danger, lesson{text, 0, 1})
	}
	features, classes := len(x.vocab.idf), max(len(x.classes), 1)
	x.routes = learn(routes, features, classes)
	x.pages = learn(pages, features, classes)
	x.asking = learn(asking, features, 2)
	x.danger = learn(danger, features, 2)
}

// reading is what a text was taken for.
type reading struct {
	odds   []float64 // by class, together one
	asking float64   // how likely it asks what a page says
	danger float64   // how likely it is danger
	near   []float32 // how like each lesson
}

func (x *intents) read(text bag) reading {
	r := reading{
		near: x.near.like(text), danger: x.danger.of(text)[1], asking: x.asking.of(text)[1],
		odds: make([]float64, len(x.classes)),
	}
	routes := x.blended(x.routes.of(text), r.near, false)
	pages := x.blended(x.pages.of(text), r.near, true)
	for c := range r.odds {
		r.odds[c] = (1-r.asking)*routes[c] + r.asking*pages[c]
	}
	return r
}

// blended adds the votes of the nearest lessons about pages, or of the others.
func (x *intents) blended(odds []float64, like []float32, pages bool) []float64 {
	votes, sum := make([]float64, len(odds)), 0.0
	own := func(i int) bool { return x.labels[i] >= 0 && (x.lessons[i].Kind == kindPage) == pages }
	for _, i := range top(like, nearMany, own) {
		vote := math.Pow(float64(like[i]), nearPower)
		votes[x.labels[i]] += vote
		sum += vote
	}
	for c := range odds {
		if sum > 0 {
			odds[c] = (1-nearShare)*odds[c] + nearShare*votes[c]/sum
		}
	}
	return odds
}

// top gives the places of the n highest values of those that count, the highest first.
func top(values []float32, n int, counts func(i int) bool) []int {
	var list []int
	for i, v := range values {
		if v <= 0 || len(list) == n && v <= values[list[n-1]] || !counts(i) {
			continue
		}
		at, _ := slices.BinarySearchFunc(list, v, func(j int, v float32) int {
			if values[j] >= v {
				return -1
			}
			return 1
		})
		list = slices.Insert(list, at, i)
		if len(list) > n {
			list = list[:n]
		}
	}
	return list
}

// classOf names the class of an example; units tells whose a text is.
func classOf(e portal.Example, unit func(page string) string) string {
	switch e.Kind {
	case kindRoute:
		return e.ID
	case kindDanger:
		return ""
	case kindPage:
		page, _, _ := strings.Cut(e.ID, "#")
		return about + unit(page)
	}
	return classOff
}
