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

// labelled is an example, ready to learn from.
type labelled struct {
	portal.Example
	language string
	class    string
	passage  string // that answers it, or ""
	keys     [len(kinds)][]key
}

// intents is what was learned of what people mean: a linear model, and the examples
// themselves, blended.
type intents struct {
	classes []string
	vocab   *vocabulary
	linear  *linear
	near    *nearest
	labels  []int // example -> class
	lessons []labelled
	danger  *linear // of two classes: 1 is danger
}

// How much the nearest examples count beside the linear model, and how many are asked.
const (
	nearShare = 0.35
	nearMany  = 12
	nearPower = 3
)

// newIntents learns from examples.
func newIntents(lessons []labelled) *intents {
	x := &intents{lessons: lessons}
	for _, l := range lessons {
		if !slices.Contains(x.classes, l.class) {
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
	routes, alarms := make([]lesson, len(lessons)), make([]lesson, len(lessons))
	for i, l := range lessons {
		bags[i] = x.vocab.bag(l.keys)
		class := slices.Index(x.classes, l.class)
		x.labels = append(x.labels, class)
		routes[i] = lesson{bags[i], []share{{class, 1}}, l.weight()}
		alarm := 0
		if l.Kind == "danger" {
			alarm = 1
		}
		alarms[i] = lesson{bags[i], []share{{alarm, 1}}, 1 + 3*float32(alarm)}
	}
	x.linear = learn(routes, len(x.vocab.idf), len(x.classes))
	x.danger = learn(alarms, len(x.vocab.idf), 2)
	x.near = newNearest(bags, len(x.vocab.idf))
	return x
}

// weight: what is asked of one passage is short and plentiful.
func (l labelled) weight() float32 {
	if l.Kind == "page" {
		return 0.5
	}
	return 1
}

// reading is what a text was taken for.
type reading struct {
	odds   []float64 // by class, together one
	danger float64
	near   []float32 // by example
}

func (x *intents) read(text bag) reading {
	odds := make([]float32, len(x.classes))
	x.linear.odds(text, odds)
	alarm := make([]float32, 2)
	x.danger.odds(text, alarm)
	r := reading{odds: make([]float64, len(x.classes)), danger: float64(alarm[1]), near: x.near.like(text)}
	votes, sum := make([]float64, len(x.classes)), 0.0
	for _, i := range top(r.near, nearMany) {
		vote := math.Pow(float64(r.near[i]), nearPower)
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
func classOf(e portal.Example, unit func(page string) string, danger string) string {
	switch e.Kind {
	case "route":
		return e.ID
	case "danger":
		return danger
	case "page":
		page, _, _ := strings.Cut(e.ID, "#")
		return about + unit(page)
	}
	return classOff
}
