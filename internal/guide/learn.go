package guide

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"fairlead/internal/portal"
)

// Classes beyond the routes of the pack.
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
	class string // "" of danger
	keys  [len(kinds)][]key
}

// What is rare among the examples counts more often.
const pageWeight = 0.5

// newIntents learns from examples.
func newIntents(lessons []labelled) *intents {
	x := &intents{}
	texts := make([][len(kinds)][]key, len(lessons))
	for i, l := range lessons {
		texts[i] = l.keys
		if l.Kind != kindDanger && !slices.Contains(x.classes, l.class) {
			x.classes = append(x.classes, l.class)
		}
	}
	slices.SortFunc(x.classes, func(a, b string) int {
		return cmp.Or(cmp.Compare(kindRank(a), kindRank(b)), cmp.Compare(a, b))
	})
	x.vocab = newVocabulary(texts)
	words := make([]bag, len(lessons))
	for i, l := range lessons {
		words[i] = x.vocab.bag(l.keys, nearKinds...)
		kept := taught{class: -1}
		if l.Kind != kindDanger {
			kept.class = x.class(l.class)
		}
		if l.Kind == kindPage {
			kept.passage = l.ID
		}
		x.taught = append(x.taught, kept)
	}
	x.near = newNearest(words, len(x.vocab.keys))
	x.learn(lessons)
	return x
}

// kindRank puts the classes about pages first.
func kindRank(class string) int {
	if strings.HasPrefix(class, about) {
		return 0
	}
	return 1
}

func (x *intents) learn(lessons []labelled) {
	var routes, pages, asking, danger []lesson
	features, first := len(x.vocab.keys), x.firstRoute()
	for i, l := range lessons {
		text, class := x.vocab.bag(l.keys), x.taught[i].class
		switch l.Kind {
		case kindDanger:
			danger = append(danger, lesson{text, 1, 1})
			continue
		case kindPage:
			pages = append(pages, lesson{text, class, 1})
			asking = append(asking, lesson{text, 1, pageWeight})
		default:
			routes = append(routes, lesson{text, class - first, 1})
			asking = append(asking, lesson{text, 0, 1})
		}
		danger = append(danger, lesson{text, 0, 1})
	}
	x.routes = learn(routes, features, len(x.classes)-first)
	x.pages = learn(pages, features, first)
	x.asking = learn(asking, features, 2)
	x.danger = learn(danger, features, 2)
}

// classOf names the class of an example; unit tells whose a page is.
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

// saved is the model as a pack keeps it, so that a start need not learn.
type saved struct {
	Of       string // mark of what it was learned from
	Classes  []string
	Keys     []uint64
	IDF      []float32
	Tables   [4]*table // routes, pages, asking, danger
	Near     *nearest
	Taught   []int16 // by example: its class, or -1
	Asked    []int16 // by example: its passage, or -1
	Passages []string
}

// learning changes when the program learns otherwise from the same examples.
const learning = "2"

// mark names all that a model is learned from.
func mark(pack *portal.Pack) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n", learning)
	for _, language := range pack.Languages {
		words := pack.Guide.Words[language]
		for _, c := range words.Concepts {
			fmt.Fprintf(sum, "%s %q %q\n", language, c.ID, c.Words)
		}
		for _, e := range words.Examples {
			fmt.Fprintf(sum, "%s %s %s %s\n", language, e.Kind, e.ID, e.Text)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Learn makes the model of a pack, to be kept in it under portal.ModelFile. It takes some
// seconds with many examples, and always gives the same for the same pack.
func Learn(pack *portal.Pack) ([]byte, error) {
	x := newGuide(pack).learned(everyExample)
	s := saved{
		Of: mark(pack), Classes: x.classes, IDF: x.vocab.idf, Near: x.near,
		Tables: [4]*table{x.routes, x.pages, x.asking, x.danger},
	}
	for _, k := range x.vocab.keys {
		s.Keys = append(s.Keys, uint64(k))
	}
	for _, t := range x.taught {
		s.Taught = append(s.Taught, int16(t.class))
		at := slices.Index(s.Passages, t.passage)
		if at < 0 && t.passage != "" {
			s.Passages, at = append(s.Passages, t.passage), len(s.Passages)
		}
		s.Asked = append(s.Asked, int16(at))
	}
	var out bytes.Buffer
	packed := gzip.NewWriter(&out)
	if err := errors.Join(gob.NewEncoder(packed).Encode(s), packed.Close()); err != nil {
		return nil, fmt.Errorf("writing the model: %w", err)
	}
	return out.Bytes(), nil
}

// maxModel bounds what is unpacked of a model, in bytes: twice what the largest that a pack may
// keep comes to, for some bytes can ask for much memory.
const maxModel = 32 << 20

// errOther says that a model was learned from something else than the pack has now.
var errOther = errors.New("the model was learned from other examples or concepts")

// Kept tells whether a pack's model is one of the pack as it is. A pack without examples
// needs none.
func Kept(pack *portal.Pack) error {
	if !taughtAnything(pack) {
		return nil
	}
	_, err := restored(pack)
	return err
}

func taughtAnything(pack *portal.Pack) bool {
	for _, words := range pack.Guide.Words {
		if len(words.Examples) > 0 {
			return true
		}
	}
	return false
}

// restored reads the model that a pack keeps.
func restored(pack *portal.Pack) (*intents, error) {
	var s saved
	if len(pack.Guide.Model) == 0 {
		return nil, errOther
	}
	packed, err := gzip.NewReader(bytes.NewReader(pack.Guide.Model))
	if err != nil {
		return nil, fmt.Errorf("the model: %w", err)
	}
	if err := gob.NewDecoder(io.LimitReader(packed, maxModel)).Decode(&s); err != nil {
		return nil, fmt.Errorf("the model: %w", err)
	}
	if s.Of != mark(pack) || !s.whole() {
		return nil, errOther
	}
	x := &intents{
		classes: s.Classes, vocab: &vocabulary{idf: s.IDF}, near: s.Near,
		routes: s.Tables[0], pages: s.Tables[1], asking: s.Tables[2], danger: s.Tables[3],
	}
	for _, k := range s.Keys {
		x.vocab.keys = append(x.vocab.keys, key(k))
	}
	for i, class := range s.Taught {
		t := taught{class: int(class)}
		if at := s.Asked[i]; at >= 0 {
			t.passage = s.Passages[at]
		}
		x.taught = append(x.taught, t)
	}
	return x, nil
}

// whole tells whether all parts are there and fit each other: a broken file, or one that
// somebody made on purpose, must not break an answer, let alone the program.
func (s saved) whole() bool {
	first := (&intents{classes: s.Classes}).firstRoute()
	for i, classes := range []int{len(s.Classes) - first, first, 2, 2} { // routes, pages, asking, danger
		t := s.Tables[i]
		if t == nil || t.Classes != classes || len(t.Rows) != len(s.Keys)*classes || len(t.Scale) != len(s.Keys) ||
			len(t.Bias) != classes || !finite(t.Scale, t.Bias) {
			return false
		}
	}
	return len(s.IDF) == len(s.Keys) && finite(s.IDF) && slices.IsSorted(s.Keys) && s.Near.whole(len(s.Keys)) &&
		s.Near.Count == len(s.Taught) && len(s.Asked) == len(s.Taught) && len(s.Classes) <= maxClasses &&
		within(s.Taught, len(s.Classes)) && within(s.Asked, len(s.Passages))
}

// maxClasses bounds how many ways a question is weighed against.
const maxClasses = 1000

func finite(lists ...[]float32) bool {
	for _, list := range lists {
		if slices.ContainsFunc(list, func(x float32) bool { return math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) }) {
			return false
		}
	}
	return true
}

// within: each is the place of one of n, or -1.
func within(list []int16, n int) bool {
	return !slices.ContainsFunc(list, func(at int16) bool { return at < -1 || int(at) >= n })
}

// whole tells whether every feature's examples are there.
func (x *nearest) whole(features int) bool {
	return x != nil && len(x.Starts) == features+1 && slices.IsSorted(x.Starts) && x.Starts[0] == 0 &&
		int(x.Starts[features]) == len(x.Lessons) && len(x.Weights) == len(x.Lessons) &&
		!slices.ContainsFunc(x.Lessons, func(i uint16) bool { return int(i) >= x.Count })
}
