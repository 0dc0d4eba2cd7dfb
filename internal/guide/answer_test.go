package guide

import (
	"slices"
	"testing"

	"fairlead/internal/portal"
)

// A door has its route's reason where the route is likely, and its unit's where it is not.
func TestDoorsReason(t *testing.T) {
	named := Door{Unit: General, Door: "unit-that-hires", End: "not-chosen"}
	for best, want := range map[float64]Door{fits: named, 0.9: named, fits - 0.01: {Unit: General}, 0: {Unit: General}} {
		if got := (standing{door: named, score: 1, best: best}).reasoned(); got != want {
			t.Errorf("%v: %v", best, got)
		}
	}
}

// Of one unit the door that the finder has stands for more than the unit alone.
func TestStandingsPreferDoors(t *testing.T) {
	lost := Door{Unit: General, Door: "lost", End: "status-lost"}
	g := &Guide{routes: []route{{doors: []Door{{Unit: General}}}, {doors: []Door{lost}}}}
	for share, want := range map[float64]Door{0.6: lost, 0.9: {Unit: General}} {
		list := g.standings(reading{odds: []float64{share, 1 - share}})
		if len(list) != 1 || list[0].door != want || list[0].score != 1 {
			t.Errorf("%v: %v", share, list)
		}
	}
}

// Who tells something is not shown what other offices say, unless the route itself has it.
func TestSpeaks(t *testing.T) {
	pack := &portal.Pack{Guide: &portal.Guide{Routes: []portal.GuideRoute{{ID: "hurt", Passages: []string{"unit/b#does"}}}}}
	g := &Guide{pack: pack}
	story := Answer{Route: "hurt", Doors: []Door{{Unit: "a"}}}
	for _, c := range []struct {
		passage Passage
		change  func(*Answer)
		want    bool
	}{
		{Passage{ID: "unit/a", Unit: "a"}, nil, true},
		{Passage{ID: "unit/b#does", Unit: "b"}, nil, true},
		{Passage{ID: "unit/c", Unit: "c"}, nil, false},
		{Passage{ID: "about", Unit: General}, nil, true},
		{Passage{ID: "unit/c", Unit: "c"}, func(a *Answer) { a.Asks = 0.9 }, true},
		{Passage{ID: "unit/c", Unit: "c"}, func(a *Answer) { a.Danger = true }, true},
		{Passage{ID: "unit/c", Unit: "c"}, func(a *Answer) { a.Doors = nil }, true},
	} {
		a := story
		a.Doors = slices.Clone(story.Doors)
		if c.change != nil {
			c.change(&a)
		}
		if got := g.speaks(c.passage, a); got != c.want {
			t.Errorf("%v, asks %v, danger %v: %v", c.passage.ID, a.Asks, a.Danger, got)
		}
	}
}
