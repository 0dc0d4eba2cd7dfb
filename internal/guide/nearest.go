package guide

// nearest finds the examples that are most like a text.
type nearest struct {
	posts [][]post // feature -> the texts that have it
	n     int
}

type post struct {
	text   int32
	weight float32
}

func newNearest(texts []bag, features int) *nearest {
	x := &nearest{posts: make([][]post, features), n: len(texts)}
	for i, text := range texts {
		for _, f := range text {
			x.posts[f.id] = append(x.posts[f.id], post{int32(i), f.weight})
		}
	}
	return x
}

// like gives how like each example is to a text, 0 to 1.
func (x *nearest) like(text bag) []float32 {
	out := make([]float32, x.n)
	for _, f := range text {
		for _, p := range x.posts[f.id] {
			out[p.text] += f.weight * p.weight
		}
	}
	return out
}
