package guide

import (
	"math"
	"slices"
)

// nearest finds the examples that are most like a text. It keeps no word of them: for each
// feature the examples that have it.
type nearest struct {
	Starts  []int32  // feature -> where its examples begin; one more at the end
	Lessons []uint16 // examples, feature after feature
	Weights []byte   // of a feature in an example, 255 is one
	Count   int      // of examples
}

// nearKinds are the kinds of features by which examples are like: whole words and concepts.
var nearKinds = []int{0, 1, 3}

func newNearest(texts []bag, features int) *nearest {
	x := &nearest{Starts: make([]int32, features+1), Count: len(texts)}
	posts := make([][]uint16, features)
	weights := make([][]byte, features)
	for i, text := range texts {
		for _, f := range text {
			posts[f.id] = append(posts[f.id], uint16(i))
			weights[f.id] = append(weights[f.id], byte(math.Round(float64(f.weight)*255)))
		}
	}
	for f := range posts {
		x.Lessons = append(x.Lessons, posts[f]...)
		x.Weights = append(x.Weights, weights[f]...)
		x.Starts[f+1] = int32(len(x.Lessons))
	}
	return x
}

// like gives how like each example is to a text, 0 to 1.
func (x *nearest) like(text bag) []float32 {
	out := make([]float32, x.Count)
	for _, f := range text {
		for i := x.Starts[f.id]; i < x.Starts[f.id+1]; i++ {
			out[x.Lessons[i]] += f.weight * float32(x.Weights[i]) / 255
		}
	}
	return out
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
