package guide

import (
	"math"
	"slices"
	"strings"

	"fairlead/internal/portal"
)

// Classes beyond the routes of the pack. A question about what a unit's pages say is of the
// class "about-<unit>".
const (
	classOff = "off-topic"
	about    = "about-"
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

// intents is what was learned of what people mean: a linear model, and the examples
// themselves, blended. Danger has a model of its own: a text may be dangerous and lead to
// any office.
type intents struct {
	classes []string
	vocab   *vocabulary
	linear  *linear
	danger  *linear // of two classes: 1 is danger
	near    *nearest
	lessons []labelled
	labels  []int // lesson -> class, or -1 for a sign of danger
}

// How much the nearest examples count beside the linear model, and how many are asked.
const (
	nearShare = 0.35
	nearMany  = 12
	nearPower = 3
)

// Examples of danger are few beside the others, and must not be missed.
const alarmWeight = 3

// newIntents learns from examples.
func newIntents(lessons []labelled) *intents {
	x := &intents{lessons: lessons}
	for _, l := range lessons {
		if l.Kind != kindDanger && !slices.Contains(x.classes, l.class) {
			x.classes = append(x.classes, l.class)
		}
	}
	slices.Sort(x.classes)
	texts := make([][len(kinds)][]key, len(lessons))
	for i, l := range lessons {
		texts[i] = l.keys
	}
	x.vocab = newVocabulary(texts)
	bags := make([]bag, len(lessons))
	var routes, alarms []lesson
	for i, l := range lessons {
		bags[i] = x.vocab.bag(l.keys)
		label := slices.Index(x.classes, l.class)
		if l.Kind == kindDanger {
			label = -1
			alarms = append(alarms, lesson{bags[i], 1, alarmWeight})
		} else {
			routes = append(routes, lesson{bags[i], label, l.weight()})
			alarms = append(alarms, lesson{bags[i], 0, 1})
		}
		x.labels = append(x.labels, label)
	}
	x.linear = learn(routes, len(x.vocab.idf), max(len(x.classes), 1))
	x.danger = learn(alarms, len(x.vocab.idf), 2)
	x.near = newNearest(bags, len(x.vocab.idf))
	return x
}

// weight: what is asked of one passage is short, and there is much of it.
func (l labelled) weight() float32 {
	if l.Kind == kindPage {
		return 0.05
	}
	return 1
}

// reading is what a text was taken for.
type reading struct {
	odds   []float64 // by class, together one
	danger float64   // how likely
	near   []float32 // how like each lesson
}

func (x *intents) read(text bag) reading {
	odds, alarm := make([]float32, max(len(x.classes), 1)), make([]float32, 2)
	x.linear.odds(text, odds)
	x.danger.odds(text, alarm)
	r := reading{odds: make([]float64, len(x.classes)), danger: float64(alarm[1]), near: x.near.like(text)}
	votes, sum := make([]float64, len(x.classes)), 0.0
	for _, i := range x.nearest(r.near) {
		vote := math.Pow(float64(r.near[i]), nearPower) * float64(x.lessons[i].weight())
		votes[x.labels[i]] += vote
		sum += vote
	}
	for c := range r.odds {
		r.odds[c] = float64(odds[c])
		if sum > 0 {
			r.odds[c] = (1-nearShare)*r.odds[c] + nearShare*votes[c]/sum
		}
	}
	return r
}

// nearest gives the lessons most like a text that lead anywhere.
func (x *intents) nearest(like []float32) []int {
	list := top(like, 2*nearMany)
	list = slices.DeleteFunc(list, func(i int) bool { return x.labels[i] < 0 })
	return list[:min(len(list), nearMany)]
}

// top gives the places of the n highest values, the highest first.
func top(values []float32, n int) []int {
	var list []int
	for i, v := range values {
		if v <= 0 || len(list) == n && v <= values[list[n-1]] {
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
