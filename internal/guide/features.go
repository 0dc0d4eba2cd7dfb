package guide

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
)

// bag is a text as the model sees it: features in rising order, of length one.
type bag []feature

type feature struct {
	id     int32
	weight float32
}

// kinds of features, and how much of a bag each may fill.
var kinds = [...]struct {
	mark  string
	share float64
}{
	{"w", 1},   // a word's stem
	{"b", 0.5}, // two stems after one another
	{"c", 0.8}, // four or five letters of a word: what is misspelt still shares them
	{"k", 1},   // a concept of the pack, the same in every language
	{"p", 0.5}, // two concepts in one text
}

// key names a feature by a hash: what a person typed is not kept as text even in memory.
type key uint64

func keyOf(parts ...string) key {
	h := fnv.New64a()
	for _, part := range parts {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return key(h.Sum64())
}

// raw are the features of a text by kind, each once.
func raw(words []token, ideas []string) [len(kinds)][]key {
	var out [len(kinds)][]key
	for i, w := range words {
		out[0] = append(out[0], keyOf("w", w.stem))
		if i > 0 {
			out[1] = append(out[1], keyOf("b", words[i-1].stem, w.stem))
		}
		padded := "<" + w.word + ">"
		for _, n := range []int{4, 5} {
			for at := 0; at+n <= len(padded); at++ {
				out[2] = append(out[2], keyOf("c", padded[at:at+n]))
			}
		}
	}
	for i, idea := range ideas {
		out[3] = append(out[3], keyOf("k", idea))
		for _, other := range ideas[:i] {
			out[4] = append(out[4], keyOf("p", min(idea, other), max(idea, other)))
		}
	}
	for kind := range out {
		slices.Sort(out[kind])
		out[kind] = slices.Compact(out[kind])
	}
	return out
}

// vocabulary numbers the features that examples share, and weighs the rare ones more.
type vocabulary struct {
	ids map[key]int32
	idf []float32
}

// newVocabulary keeps every feature that stands in at least two texts.
func newVocabulary(texts [][len(kinds)][]key) *vocabulary {
	count := map[key]int{}
	for _, text := range texts {
		for _, kind := range text {
			for _, k := range kind {
				count[k]++
			}
		}
	}
	known := make([]key, 0, len(count))
	for k, n := range count {
		if n >= 2 {
			known = append(known, k)
		}
	}
	slices.Sort(known)
	v := &vocabulary{ids: make(map[key]int32, len(known)), idf: make([]float32, len(known))}
	for i, k := range known {
		v.ids[k] = int32(i)
		v.idf[i] = float32(math.Sqrt(math.Log(1+float64(len(texts))/float64(count[k])) / math.Log(1+float64(len(texts)))))
	}
	return v
}

func (v *vocabulary) bag(text [len(kinds)][]key) bag {
	var out bag
	for kind, keys := range text {
		start, sum := len(out), 0.0
		for _, k := range keys {
			if id, ok := v.ids[k]; ok {
				out = append(out, feature{id, v.idf[id]})
				sum += float64(v.idf[id]) * float64(v.idf[id])
			}
		}
		if sum > 0 {
			scale := float32(kinds[kind].share / math.Sqrt(sum))
			for i := start; i < len(out); i++ {
				out[i].weight *= scale
			}
		}
	}
	slices.SortFunc(out, func(a, b feature) int { return cmp.Compare(a.id, b.id) })
	return out.unit()
}

// unit scales a bag to length one.
func (v bag) unit() bag {
	sum := 0.0
	for _, f := range v {
		sum += float64(f.weight) * float64(f.weight)
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(sum))
		for i := range v {
			v[i].weight *= scale
		}
	}
	return v
}

// plus is this text and a part of another.
func (v bag) plus(other bag, part float32) bag {
	out := make(bag, 0, len(v)+len(other))
	for i, j := 0, 0; i < len(v) || j < len(other); {
		switch {
		case j == len(other) || i < len(v) && v[i].id < other[j].id:
			out = append(out, v[i])
			i++
		case i == len(v) || other[j].id < v[i].id:
			out = append(out, feature{other[j].id, part * other[j].weight})
			j++
		default:
			out = append(out, feature{v[i].id, v[i].weight + part*other[j].weight})
			i, j = i+1, j+1
		}
	}
	return out.unit()
}
