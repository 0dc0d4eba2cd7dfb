package guide

import (
	"math"
	"math/rand/v2"
)

// linear is a softmax over classes: one row of weights a feature, a column a class.
type linear struct {
	classes int
	weights []float32 // feature*classes + class
	bias    []float32
}

// lesson is one text to learn from: its class, and how much it counts.
type lesson struct {
	text   bag
	class  int
	weight float32
}

// Learning goes over the lessons so many times; the steps shrink by feature (Adagrad), and
// what is of no use is drawn to nothing.
const (
	rounds = 8
	step   = 1.0
	shrink = 2e-6
)

// learn is deterministic: the lessons come in a fixed order, mixed from a fixed seed.
func learn(lessons []lesson, features, classes int) *linear {
	m := &linear{classes, make([]float32, features*classes), make([]float32, classes)}
	seen := make([]float32, features) // sum of squares of a feature's steps, over all classes
	dice := rand.New(rand.NewPCG(11, 22))
	odds := make([]float32, classes)
	for range rounds {
		for _, i := range dice.Perm(len(lessons)) {
			m.step(lessons[i], seen, odds)
		}
	}
	return m
}

func (m *linear) step(l lesson, seen, odds []float32) {
	m.odds(l.text, odds)
	odds[l.class]--
	sum := float32(0)
	for _, o := range odds {
		sum += o * o
	}
	for _, f := range l.text {
		row := m.weights[int(f.id)*m.classes:][:m.classes]
		seen[f.id] += f.weight * f.weight * sum
		rate := l.weight * step * f.weight / float32(math.Sqrt(float64(seen[f.id])+1e-8))
		for c, o := range odds {
			if o > 1e-3 || o < -1e-3 {
				row[c] -= rate*o + shrink*row[c]
			}
		}
	}
	for c, o := range odds {
		m.bias[c] -= 0.02 * l.weight * o
	}
}

// of gives how likely each class is.
func (m *linear) of(text bag) []float64 {
	odds, out := make([]float32, m.classes), make([]float64, m.classes)
	m.odds(text, odds)
	for c, o := range odds {
		out[c] = float64(o)
	}
	return out
}

// odds writes how likely each class is; together they make one.
func (m *linear) odds(text bag, out []float32) {
	copy(out, m.bias)
	for _, f := range text {
		row := m.weights[int(f.id)*m.classes:][:m.classes]
		for c, w := range row {
			out[c] += f.weight * w
		}
	}
	softmax(out, 1)
}

func softmax(values []float32, sharp float64) {
	top := values[0]
	for _, v := range values {
		top = max(top, v)
	}
	sum := 0.0
	for i, v := range values {
		e := math.Exp(float64(v-top) * sharp)
		values[i] = float32(e)
		sum += e
	}
	for i := range values {
		values[i] /= float32(sum)
	}
}
