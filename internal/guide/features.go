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
	keys []key // in rising order; a feature's number is its place
	idf  []float32
}

// fewest is in how many examples a feature of each kind stands at least, to be learned.
var fewest = [len(kinds)]int{2, 3, 5, 2, 4}

func newVocabulary(texts [][len(kinds)][]key) *vocabulary {
	v := &vocabulary{}
	count := map[key]int{}
	for kind, least := range fewest {
		clear(count)
		for _, text := range texts {
			for _, k := range text[kind] {
				count[k]++
			}
		}
		for k, n := range count {
			if n >= least {
				v.keys = append(v.keys, k)
			}
		}
	}
	slices.Sort(v.keys)
	clear(count)
	for _, text := range texts {
		for _, keys := range text {
			for _, k := range keys {
				count[k]++
			}
		}
	}
	for _, k := range v.keys {
		v.idf = append(v.idf, rarity(count[k], len(texts)))
	}
	return v
}

// rarity is one for what stands in a single text, and falls slowly.
func rarity(n, texts int) float32 {
	return float32(math.Sqrt(math.Log(1+float64(texts)/float64(n)) / math.Log(1+float64(texts))))
}

// bag gives the known features of a text. only, if given, are the kinds that count.
func (v *vocabulary) bag(text [len(kinds)][]key, only ...int) bag {
	var out bag
	for kind, keys := range text {
		if len(only) > 0 && !slices.Contains(only, kind) {
			continue
		}
		start, sum := len(out), 0.0
		for _, k := range keys {
			if id, ok := slices.BinarySearch(v.keys, k); ok {
				out = append(out, feature{int32(id), v.idf[id]})
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
