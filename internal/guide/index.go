package guide

import (
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	"github.com/blevesearch/bleve/v2/search/query"
)

// index finds the passages of one language by their words.
type index struct {
	language string
	bleve    bleve.Index
	ideas    *concepts
	passages []Passage
	place    map[string]int // passage id -> place in passages
}

// The fields of a passage, and what a word found in each counts.
const (
	fieldTitle   = "title"
	fieldHeading = "heading"
	fieldText    = "text"
	fieldAsked   = "asked" // how people ask for it: the pack's examples
	fieldIdeas   = "ideas" // the concepts in it
)

var worth = []struct {
	field string
	boost float64
}{{fieldTitle, 0.8}, {fieldHeading, 2}, {fieldText, 1}, {fieldAsked, 1.6}}

// entry is a passage as bleve takes it.
type entry struct {
	Title   string `json:"title"`
	Heading string `json:"heading"`
	Text    string `json:"text"`
	Asked   string `json:"asked"`
	Ideas   string `json:"ideas"`
}

// newIndex keeps everything in memory. asked are the examples of a passage by its id.
func newIndex(language string, passages []Passage, asked map[string][]string, ideas *concepts) (*index, error) {
	x := &index{language: language, ideas: ideas, passages: passages, place: map[string]int{}}
	opened, err := bleve.NewUsing("", fields(language), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("opening the index: %w", err)
	}
	batch := opened.NewBatch()
	for i, p := range passages {
		x.place[p.ID] = i
		all := strings.Join(append([]string{p.Title, p.Heading, p.Text}, asked[p.ID]...), "\n")
		err := batch.Index(p.ID, entry{
			p.Title, p.Heading, p.Text, strings.Join(asked[p.ID], "\n"),
			strings.Join(ideas.in(tokens(all, language)), " "),
		})
		if err != nil {
			return nil, fmt.Errorf("indexing %s: %w", p.ID, err)
		}
	}
	// One batch makes one segment, so that the same pack always gives the same scores.
	if err := opened.Batch(batch); err != nil {
		return nil, fmt.Errorf("indexing: %w", err)
	}
	x.bleve = opened
	return x, nil
}

func (x *index) Close() error { return x.bleve.Close() }

func fields(language string) *mapping.IndexMappingImpl {
	field := func(analyzer string) *mapping.FieldMapping {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.Store, f.IncludeInAll, f.DocValues = analyzer, false, false, false
		return f
	}
	passage := bleve.NewDocumentStaticMapping()
	for _, name := range []string{fieldTitle, fieldHeading, fieldText, fieldAsked} {
		passage.AddFieldMappingsAt(name, field(analyzerOf(language)))
	}
	passage.AddFieldMappingsAt(fieldIdeas, field(ideasAnalyzer))
	m := bleve.NewIndexMapping()
	m.DefaultMapping, m.ScoringModel = passage, "bm25"
	return m
}

// scored is a passage and how well it fits.
type scored struct {
	place int
	score float64
}

// find gives the n passages that fit a question best.
func (x *index) find(text string, n int) ([]scored, error) {
	words := tokens(text, x.language)
	any := []query.Query{}
	for _, f := range worth {
		q := bleve.NewMatchQuery(text)
		q.SetField(f.field)
		q.SetBoost(f.boost)
		any = append(any, q)
	}
	if ideas := x.ideas.in(words); len(ideas) > 0 {
		q := bleve.NewMatchQuery(strings.Join(ideas, " "))
		q.SetField(fieldIdeas)
		q.SetBoost(0.5)
		any = append(any, q)
	}
	request := bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(any...), n, 0, false)
	request.SortBy([]string{"-_score", "_id"})
	found, err := x.bleve.Search(request)
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	var list []scored
	for _, hit := range found.Hits {
		list = append(list, scored{x.place[hit.ID], hit.Score})
	}
	return list, nil
}

// Analyzers: words are cut and stemmed as everywhere in this room, and those that say
// nothing are left out.
const ideasAnalyzer = "fairlead-ideas"

func analyzerOf(language string) string { return "fairlead-" + language }

type analyzer struct {
	language string
	stop     analysis.TokenMap
}

// Analyze is bleve's.
func (a analyzer) Analyze(text []byte) analysis.TokenStream {
	var stream analysis.TokenStream
	for i, t := range tokens(string(text), a.language) {
		if !a.stop[t.word] {
			stream = append(stream, &analysis.Token{
				Term: []byte(t.stem), Start: t.from, End: t.to, Position: i + 1, Type: analysis.AlphaNumeric,
			})
		}
	}
	return stream
}

// whole takes each piece between blanks as it is: a concept's id.
type whole struct{}

// Analyze is bleve's.
func (whole) Analyze(text []byte) analysis.TokenStream {
	var stream analysis.TokenStream
	for i, id := range strings.Fields(string(text)) {
		stream = append(stream, &analysis.Token{Term: []byte(id), Position: i + 1, Type: analysis.AlphaNumeric})
	}
	return stream
}

// stopped are the words that say nothing, by language.
var stopped = map[string]analysis.TokenMap{
	"en": stopWords(en.EnglishStopWords), "fr": stopWords(fr.FrenchStopWords), "es": stopWords(es.SpanishStopWords),
}

func init() {
	for language, stop := range stopped {
		register(analyzerOf(language), analyzer{language, stop})
	}
	register(ideasAnalyzer, whole{})
}

func register(name string, a analysis.Analyzer) {
	err := registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) { return a, nil })
	if err != nil {
		panic(err) // each name is registered once
	}
}

// stopWords are a language's words that say nothing, folded as texts are.
func stopWords(list []byte) analysis.TokenMap {
	given, folded := analysis.NewTokenMap(), analysis.NewTokenMap()
	if err := given.LoadBytes(list); err != nil {
		panic(err) // the lists are part of the program
	}
	for word := range given {
		for _, t := range tokens(word, "") {
			folded.AddToken(t.word)
		}
	}
	return folded
}
