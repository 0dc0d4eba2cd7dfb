package guide

import (
	"math"
	"slices"
	"strings"
)

// intents is what was learned of what people mean: linear models, and the examples
// themselves, blended. What people tell and what they ask of the pages are told apart, so
// that the many questions about pages do not drown what happened to somebody. Danger is
// apart from both: a text may be dangerous and lead to any office.
type intents struct {
	classes []string // "about:<unit>" for what its pages say; then routes, and "off-topic"
	vocab   *vocabulary
	routes  *table // by class, from the first route on
	pages   *table // by class, up to there
	asking  *table // 1: about a page; 0: a route, or off topic
	danger  *table // 1: danger; 0: none
	near    *nearest
	taught  []taught
}

// taught is what is kept of an example: what it is an example of.
type taught struct {
	class   int // of classes, or -1 for a sign of danger
	passage string
}

// How much the nearest examples count beside the linear models, and how many are asked.
const (
	nearShare   = 0.5
	nearMany    = 20
	nearPower   = 3
	dangerShare = 0.5
	dangerMany  = 15
)

// reading is what a text was taken for.
type reading struct {
	odds   []float64 // by class, together one
	asking float64   // how likely it asks what a page says
	danger float64   // how likely it is danger
	near   []float32 // how like each example
}

func (x *intents) read(h heard) reading {
	return x.weigh(x.vocab.bag(h.keys), x.vocab.bag(h.keys, nearKinds...))
}

// weigh reads a text by all its features, and by those that make examples like.
func (x *intents) weigh(text, words bag) reading {
	r := reading{near: x.near.like(words), asking: x.asking.of(text)[1], odds: make([]float64, len(x.classes))}
	r.danger = (1-dangerShare)*x.danger.of(text)[1] + dangerShare*x.alarm(r.near)
	first := x.firstRoute()
	routes, pages := make([]float64, len(x.classes)), make([]float64, len(x.classes))
	copy(routes[first:], x.routes.of(text))
	copy(pages[:first], x.pages.of(text))
	x.vote(routes, r.near, false)
	x.vote(pages, r.near, true)
	for c := range r.odds {
		r.odds[c] = (1-r.asking)*routes[c] + r.asking*pages[c]
	}
	return r
}

// firstRoute is how many classes are about pages.
func (x *intents) firstRoute() int {
	at := slices.IndexFunc(x.classes, func(class string) bool { return !strings.HasPrefix(class, about) })
	if at < 0 {
		return len(x.classes)
	}
	return at
}

// vote adds the votes of the nearest examples about pages, or of the others.
func (x *intents) vote(odds []float64, like []float32, pages bool) {
	votes, sum := make([]float64, len(odds)), 0.0
	own := func(i int) bool { return x.taught[i].class >= 0 && (x.taught[i].passage != "") == pages }
	for _, i := range top(like, nearMany, own) {
		vote := math.Pow(float64(like[i]), nearPower)
		votes[x.taught[i].class] += vote
		sum += vote
	}
	for c := range odds {
		if sum > 0 {
			odds[c] = (1-nearShare)*odds[c] + nearShare*votes[c]/sum
		}
	}
}

// alarm is the part of danger among the nearest examples of any kind.
func (x *intents) alarm(like []float32) float64 {
	votes, sum := 0.0, 0.0
	for _, i := range top(like, dangerMany, func(int) bool { return true }) {
		vote := math.Pow(float64(like[i]), nearPower)
		if x.taught[i].class < 0 {
			votes += vote
		}
		sum += vote
	}
	if sum == 0 {
		return 0
	}
	return votes / sum
}

// class gives the place of a class, or -1.
func (x *intents) class(name string) int { return slices.Index(x.classes, name) }
