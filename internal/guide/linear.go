package guide

import (
	"math"
	"math/rand/v2"
)

// linear is a softmax over classes while it is learned: a row of weights a feature, a column
// a class.
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
	rounds = 5
	step   = 1.0
	shrink = 2e-6
)

// learn is deterministic: the lessons come in a fixed order, mixed from a fixed seed.
func learn(lessons []lesson, features, classes int) *table {
	m := &linear{classes, make([]float32, features*classes), make([]float32, classes)}
	if len(lessons) == 0 {
		return m.packed(features)
	}
	seen := make([]float32, features) // sum of squares of a feature's steps, over all classes
	dice := rand.New(rand.NewPCG(11, 22))
	odds := make([]float32, classes)
	for range rounds {
		for _, i := range dice.Perm(len(lessons)) {
			m.step(lessons[i], seen, odds)
		}
	}
	return m.packed(features)
}

func (m *linear) step(l lesson, seen, odds []float32) {
	copy(odds, m.bias)
	for _, f := range l.text {
		row := m.weights[int(f.id)*m.classes:][:m.classes]
		for c, w := range row {
			odds[c] += f.weight * w
		}
	}
	softmax(odds)
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

func softmax(values []float32) {
	if len(values) == 0 {
		return
	}
	top := values[0]
	for _, v := range values {
		top = max(top, v)
	}
	sum := 0.0
	for i, v := range values {
		e := math.Exp(float64(v - top))
		values[i] = float32(e)
		sum += e
	}
	for i := range values {
		values[i] /= float32(sum)
	}
}

// table is what was learned, small enough to be kept: a weight is a byte, by the measure of
// its row.
type table struct {
	Classes int
	Rows    []byte    // feature*Classes + class, as int8
	Scale   []float32 // by feature
	Bias    []float32
}

func (m *linear) packed(features int) *table {
	t := &table{m.classes, make([]byte, len(m.weights)), make([]float32, features), m.bias}
	for f := range t.Scale {
		row := m.weights[f*m.classes:][:m.classes]
		most := float32(0)
		for _, w := range row {
			most = max(most, w, -w)
		}
		if most == 0 {
			continue
		}
		t.Scale[f] = most / 127
		for c, w := range row {
			t.Rows[f*m.classes+c] = byte(int8(math.RoundToEven(float64(w / t.Scale[f]))))
		}
	}
	return t
}

// of gives how likely each class is; together they make one.
func (t *table) of(text bag) []float64 {
	sum := make([]float32, t.Classes)
	copy(sum, t.Bias)
	for _, f := range text {
		part := f.weight * t.Scale[f.id]
		if part == 0 {
			continue
		}
		for c, w := range t.Rows[int(f.id)*t.Classes:][:t.Classes] {
			sum[c] += part * float32(int8(w))
		}
	}
	softmax(sum)
	out := make([]float64, t.Classes)
	for c, s := range sum {
		out[c] = float64(s)
	}
	return out
}
