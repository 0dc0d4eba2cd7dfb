package bench

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/packs"
	scored "fairlead/test/guide"
)

// BenchmarkGuide measures search and helper on the default pack: milliseconds until they are
// ready, mebibytes that they hold, and milliseconds an answer and a search take, over all
// questions that score the guide.
func BenchmarkGuide(b *testing.B) {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		b.Fatal(err)
	}
	var texts []scored.Question
	var languages []string
	for _, language := range pack.Languages {
		list, err := scored.Questions("score", language)
		if err != nil {
			b.Fatal(err)
		}
		for _, q := range list {
			texts, languages = append(texts, q), append(languages, language)
		}
	}
	for b.Loop() {
		before := held()
		var ready []float64
		var g *guide.Guide
		for range 7 {
			start := time.Now()
			g = guide.New(pack)
			ready = append(ready, milliseconds(start))
		}
		b.ReportMetric(middle(ready), "ready-ms")
		b.ReportMetric(float64(held()-before)/(1<<20), "held-MiB")
		var answers, searches []float64
		for i, q := range texts {
			start := time.Now()
			g.Ask(guide.Question{Text: q.Text, Language: languages[i]})
			answers = append(answers, milliseconds(start))
			start = time.Now()
			g.Search(q.Text, languages[i])
			searches = append(searches, milliseconds(start))
		}
		b.ReportMetric(middle(answers), "answer-ms")
		b.ReportMetric(slices.Max(answers), "slowest-answer-ms")
		b.ReportMetric(middle(searches), "search-ms")
		b.ReportMetric(slices.Max(searches), "slowest-search-ms")
	}
}

func held() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func milliseconds(since time.Time) float64 {
	return float64(time.Since(since)) / float64(time.Millisecond)
}

func middle(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
