package guide

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// What counts for a passage: that its words fit, that people ask so for it, that the
// question leads to it, and that it is of the office that the question leads to.
const (
	unitShare   = 0.3
	untold      = 0.25 // of a route by which people ask rather than tell
	limitShare  = 1.5
	routeFading = 0.8 // of a route's passages, from one to the next
	askedMany   = 30
	askedPower  = 3
	maxQuotes   = 3
	helpFirst   = 2
	tells       = 0.5 // a text that asks of the pages no more than this tells something
	wholeQuote  = 420 // characters: a longer passage is quoted in part
)

// quotes are the passages that answer best.
func (g *Guide) quotes(text string, a Answer, r reading) []Quote {
	shelf, places := g.shelves[a.Language], g.places[a.Language]
	score := make([]float64, len(places))
	w := shelf.read(text)
	addWords(score, shelf.scores(w), 0.15+0.35*r.asking)
	g.addAsked(score, places, r, 0.15+0.45*r.asking)
	g.addRoutes(score, a, r)
	g.addHelp(score, a)
	var list []Quote
	for place, s := range score {
		if s > 0 && g.speaks(shelf.sheets[place].Passage, a) {
			list = append(list, Quote{Passage: shelf.sheets[place].Passage, Score: s})
		}
	}
	slices.SortStableFunc(list, func(a, b Quote) int { return cmp.Compare(b.Score, a.Score) })
	list = list[:min(len(list), maxQuotes)]
	for i := range list {
		list[i].Excerpt = shelf.quoted(&shelf.sheets[places[list[i].ID]], w)
	}
	return list
}

func addWords(score []float64, found []scored, share float64) {
	most := 0.0
	for _, f := range found {
		most = max(most, f.score)
	}
	for _, f := range found {
		if f.place < len(score) { // the first sheets are the passages
			score[f.place] += share * f.score / most
		}
	}
}

// addAsked adds what like questions were asked of.
func (g *Guide) addAsked(score []float64, places map[string]int, r reading, share float64) {
	votes, most := map[int]float64{}, 0.0
	asked := func(i int) bool { return g.intents.taught[i].passage != "" }
	for _, i := range top(r.near, askedMany, asked) {
		if place, ok := places[g.intents.taught[i].passage]; ok {
			votes[place] += math.Pow(float64(r.near[i]), askedPower)
			most = max(most, votes[place])
		}
	}
	for place, vote := range votes {
		score[place] += share * vote / most
	}
}

// addRoutes adds where the question leads: the texts of its way, and those of its office.
func (g *Guide) addRoutes(score []float64, a Answer, r reading) {
	shelf, places := g.shelves[a.Language], g.places[a.Language]
	share, limit := 1-0.5*r.asking, a.Limit
	for c, odds := range r.odds {
		part := share * odds
		if place, ok := places[g.routes[c].Limit]; ok && limit {
			score[place] += limitShare * odds
		}
		if !g.routes[c].Told {
			part *= untold
		}
		for _, id := range g.routes[c].Passages {
			if place, ok := places[id]; ok {
				score[place] += part
			}
			part *= routeFading
		}
	}
	units := map[string]float64{}
	for _, s := range g.standings(r) {
		units[s.door.Unit] = s.score
	}
	for place := range score {
		if score[place] > 0 {
			score[place] += unitShare * units[shelf.sheets[place].Unit]
		}
	}
}

// addHelp puts what to do in danger before what is said of the matter.
func (g *Guide) addHelp(score []float64, a Answer) {
	if !a.Danger || len(g.danger.Passages) == 0 {
		return
	}
	if place, ok := g.places[a.Language][g.danger.Passages[0]]; ok {
		score[place] += helpFirst
	}
}

// speaks leaves out, where somebody tells what happened, what offices say to which nothing
// leads: a word in common is not enough.
func (g *Guide) speaks(p Passage, a Answer) bool {
	if a.Danger || a.Asks > tells || len(a.Doors) == 0 || p.Unit == General {
		return true
	}
	route, _ := g.pack.Guide.Route(a.Route)
	return slices.Contains(route.Passages, p.ID) || slices.ContainsFunc(a.Doors, func(d Door) bool { return d.Unit == p.Unit })
}

// quoted is a short passage as a whole, of a long one the lines that fit best.
func (s *shelf) quoted(sheet *sheet, w wanted) string {
	if utf8.RuneCountInString(sheet.Text) <= wholeQuote {
		return sheet.Text
	}
	var out strings.Builder
	for _, run := range s.excerpt(sheet, w) {
		out.WriteString(run.Text)
	}
	return out.String()
}
