package guide

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"errors"
	"math"
	"slices"
	"sync"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
)

// fewer is the default pack with one of so many of its examples, and no model.
func fewer(t *testing.T, oneIn int) *portal.Pack {
	t.Helper()
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	pack.Guide.Model = nil
	for language, words := range pack.Guide.Words {
		var kept []portal.Example
		for i := 0; i < len(words.Examples); i += oneIn {
			kept = append(kept, words.Examples[i])
		}
		words.Examples = kept
		pack.Guide.Words[language] = words
	}
	return pack
}

func TestLearnedModelIsKept(t *testing.T) {
	pack := fewer(t, 200)
	if Kept(pack) == nil {
		t.Error("a pack without a model counts as learned")
	}
	first, err := Learn(pack)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Learn(pack)
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same examples gave another model (%v)", err)
	}
	question := Question{Text: "my boss shouts at me in front of everybody", Language: "en"}
	before := New(pack).Ask(question)
	pack.Guide.Model = first
	if err := Kept(pack); err != nil {
		t.Fatal(err)
	}
	if after := New(pack).Ask(question); after.Confidence != before.Confidence || !slices.Equal(after.Doors, before.Doors) {
		t.Errorf("the model that was kept answers otherwise: %v %v, %v %v", after.Confidence, after.Doors, before.Confidence, before.Doors)
	}
}

func TestModelOfOtherExamples(t *testing.T) {
	pack := fewer(t, 200)
	model, err := Learn(pack)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*portal.Pack){
		"an example more": func(p *portal.Pack) {
			words := p.Guide.Words["fr"]
			words.Examples = append(slices.Clone(words.Examples), portal.Example{Kind: "off-topic", Text: "une de plus"})
			p.Guide.Words["fr"] = words
		},
		"another concept": func(p *portal.Pack) {
			words := p.Guide.Words["es"]
			words.Concepts = append(slices.Clone(words.Concepts), portal.Concept{ID: "new", Words: []string{"nuevo"}})
			p.Guide.Words["es"] = words
		},
		"cut off":         func(p *portal.Pack) { p.Guide.Model = model[:len(model)/2] },
		"no model's file": func(p *portal.Pack) { p.Guide.Model = []byte("a picture") },
	} {
		pack := fewer(t, 200)
		pack.Guide.Model = model
		change(pack)
		if Kept(pack) == nil {
			t.Errorf("%s: counts as learned", name)
		}
		learnsAnew(t, pack)
	}
}

func TestFollowUpLeansOnTheQuestionBefore(t *testing.T) {
	g := taughtGuide(t)
	before := "I want to contest my performance rating"
	alone := g.Ask(Question{Text: "and who decides?", Language: "en"})
	leant := g.Ask(Question{Text: "and who decides?", Language: "en", Before: []string{before}})
	if len(leant.Doors) == 0 || leant.Doors[0].Unit != "pppt" || leant.Confidence <= alone.Confidence && alone.Doors[0].Unit == "pppt" {
		t.Errorf("alone %v, leaning %v", alone.Doors, leant.Doors)
	}
	if other := g.Ask(Question{Text: "how do I report fake invoices and stolen fuel", Language: "en", Before: []string{before}}); other.Doors[0].Unit != "iaig" {
		t.Errorf("a question that stands alone leans on the one before: %v", other.Doors)
	}
}

func TestChosenWayIsTaken(t *testing.T) {
	g := taughtGuide(t)
	for route, unit := range map[string]string{"contest": "legal", "contest-misuse": "legal", "treated-report": "wct", "sexual-report": "iaig", "advice": "ethics"} {
		a := g.Ask(Question{Text: "it is about my boss", Language: "en", Route: route})
		if a.Route != route || a.Doors[0].Unit != unit || a.Back != "" {
			t.Errorf("%s: %v, route %s, asked back %q", route, a.Doors, a.Route, a.Back)
		}
	}
	if a := g.Ask(Question{Text: "it is about my boss", Language: "en", Route: "no-such-way"}); a.Route == "no-such-way" {
		t.Error("an unknown way was taken")
	}
}

// defaultGuide is the guide to the default pack, made once for all tests.
var defaultGuide = sync.OnceValues(func() (*Guide, error) {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		return nil, err
	}
	return New(pack), nil
})

func taughtGuide(t testing.TB) *Guide {
	t.Helper()
	g, err := defaultGuide()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestModelBrokenOnPurpose: a model whose parts do not fit is learned anew. It bears the mark
// of what it should have been learned from, so the mark alone proves nothing.
func TestModelBrokenOnPurpose(t *testing.T) {
	pack := fewer(t, 200)
	model, err := Learn(pack)
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*saved){
		"an example of no class":      func(s *saved) { s.Taught[0] = int16(len(s.Classes)) },
		"an example of a class less":  func(s *saved) { s.Taught[0] = -2 },
		"an example of no passage":    func(s *saved) { s.Asked[0] = int16(len(s.Passages)) },
		"a neighbour that is none":    func(s *saved) { s.Near.Lessons[0] = uint16(s.Near.Count) },
		"neighbours beyond the end":   func(s *saved) { s.Near.Starts[len(s.Near.Starts)-1]++ },
		"neighbours before the start": func(s *saved) { s.Near.Starts[0] = -1 },
		"a row of neighbours too far": func(s *saved) { s.Near.Starts[1] = int32(len(s.Near.Lessons)) + 7 },
		"no danger":                   func(s *saved) { s.Tables[3].Classes, s.Tables[3].Rows, s.Tables[3].Bias = 0, nil, nil },
		"one table for another":       func(s *saved) { s.Tables[0] = s.Tables[2] },
		"a class more":                func(s *saved) { s.Classes = append(s.Classes, "more") },
		"features in no order":        func(s *saved) { slices.Reverse(s.Keys) },
		"a weight that is no number":  func(s *saved) { s.IDF[0] = float32(math.NaN()) },
		"no neighbours":               func(s *saved) { s.Near = nil },
	} {
		pack.Guide.Model = spoiled(t, model, spoil)
		if Kept(pack) == nil {
			t.Errorf("%s: counts as learned", name)
		}
	}
	learnsAnew(t, pack)
}

// learnsAnew: a model that is not the pack's own is left aside.
func learnsAnew(t *testing.T, pack *portal.Pack) {
	t.Helper()
	question := Question{Text: "fausses factures dans mon projet", Language: "fr"}
	want, got := NewFrom(pack, everyExample).Ask(question), New(pack).Ask(question)
	if got.Confidence != want.Confidence || !slices.Equal(got.Doors, want.Doors) {
		t.Errorf("the guide does not learn anew: %v, not %v", got, want)
	}
}

func spoiled(t *testing.T, model []byte, spoil func(*saved)) []byte {
	t.Helper()
	var s saved
	packed, err := gzip.NewReader(bytes.NewReader(model))
	if err == nil {
		err = gob.NewDecoder(packed).Decode(&s)
	}
	if err != nil {
		t.Fatal(err)
	}
	spoil(&s)
	var out bytes.Buffer
	again := gzip.NewWriter(&out)
	if err := errors.Join(gob.NewEncoder(again).Encode(s), again.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
