// Command scores asks the guide every question of the set that scores it, and writes
// docs/guide-scores.md and test/guide/marks.json.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"slices"
	"text/template"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/packs"
	scored "fairlead/test/guide"
)

//go:embed scores.md.tmpl
var page string

// nearMany is how many of the examples most like each question the second column forgets.
const nearMany = 5

// table is what the page is filled with.
type table struct {
	Languages []string
	Rows      []row
	Forgotten int // examples that the second column does without
	Examples  int
	Near      int
}

type row struct {
	scored.Figure
	Cells []cell
}

// Show is a mark in per cent, bold where the bar is not reached.
func (r row) Show(m scored.Mark) string {
	if !r.Reached(m) {
		return fmt.Sprintf("**%.1f**", m.Part())
	}
	return fmt.Sprintf("%.1f", m.Part())
}

// cell is a mark, and the same without the examples most like the questions.
type cell struct{ With, Without scored.Mark }

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		return err
	}
	forget, err := nearest(pack)
	if err != nil {
		return err
	}
	all, less := guide.New(pack), guide.NewFrom(pack, func(e portal.Example, language string) bool {
		return !forget[language+"\n"+e.Text]
	})
	with, without := map[string]scored.Marks{}, map[string]scored.Marks{}
	for _, language := range pack.Languages {
		questions, err := scored.Questions("score", language)
		if err != nil {
			return err
		}
		with[language], without[language] = scored.Score(all, language, questions), scored.Score(less, language, questions)
	}
	return write(pack, with, without, len(forget))
}

// nearest gives the examples that are most like each question.
func nearest(pack *portal.Pack) (map[string]bool, error) {
	forget := map[string]bool{}
	for _, language := range pack.Languages {
		questions, err := scored.Questions("score", language)
		if err != nil {
			return nil, err
		}
		var texts []string
		for _, q := range questions {
			texts = append(texts, q.Text)
		}
		examples := pack.Guide.Words[language].Examples
		for _, e := range examples {
			texts = append(texts, e.Text)
		}
		t := scored.NewTexts(texts)
		for i := range questions {
			for _, at := range mostLike(t, i, len(questions), len(texts)) {
				forget[language+"\n"+texts[at]] = true
			}
		}
	}
	return forget, nil
}

func mostLike(t *scored.Texts, i, from, to int) []int {
	type like struct {
		at    int
		share float64
	}
	var list []like
	for j := from; j < to; j++ {
		list = append(list, like{j, t.Likeness(i, j)})
	}
	slices.SortStableFunc(list, func(a, b like) int {
		switch {
		case a.share > b.share:
			return -1
		case a.share < b.share:
			return 1
		}
		return 0
	})
	var places []int
	for _, l := range list[:min(len(list), nearMany)] {
		places = append(places, l.at)
	}
	return places
}

func write(pack *portal.Pack, with, without map[string]scored.Marks, forgotten int) error {
	t := table{Languages: pack.Languages, Forgotten: forgotten, Near: nearMany}
	for _, words := range pack.Guide.Words {
		t.Examples += len(words.Examples)
	}
	for _, f := range scored.Figures {
		r := row{Figure: f}
		for _, language := range pack.Languages {
			r.Cells = append(r.Cells, cell{f.Of(with[language]), f.Of(without[language])})
		}
		t.Rows = append(t.Rows, r)
	}
	var out bytes.Buffer
	if err := template.Must(template.New("").Parse(page)).Execute(&out, t); err != nil {
		return err
	}
	if err := os.WriteFile("docs/guide-scores.md", out.Bytes(), 0o644); err != nil {
		return err
	}
	data, err := json.MarshalIndent(with, "", "  ")
	if err != nil {
		return err
	}
	fmt.Print(out.String())
	return os.WriteFile("test/guide/marks.json", append(data, '\n'), 0o644)
}
