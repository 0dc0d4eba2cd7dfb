package guide

import (
	"fmt"
	"slices"
	"strings"

	"fairlead/internal/portal"
)

// Guide answers from one pack. It is made once for a pack, never changes, and may be asked
// by many at once. It keeps nothing of what it is asked.
type Guide struct {
	pack     *portal.Pack
	tongues  *tongues
	ideas    map[string]*concepts
	signs    map[string]*signs
	indexes  map[string]*index
	shelves  map[string]*shelf // for the search
	intents  *intents
	routes   []route              // by class of intents
	askedFor []map[string]int     // reserved for the examples of a passage
	passages map[string][]Passage // by language
}

// route is where a class leads.
type route struct {
	class string
	end   string // the finder's end whose reasons it shares, or ""
	doors []Door
	portal.GuideRoute
}

// Door is one place to turn to.
type Door struct {
	Unit string // id, General, or "" for the mailbox
	Door string // the finder's door, or "" for a unit's own page
	End  string // the finder's end that says why this door; "" if none does
}

// New learns a pack. The caller closes what it gives.
func New(pack *portal.Pack) (*Guide, error) {
	return learnedFrom(pack, func(portal.Example, string) bool { return true })
}

// learnedFrom makes a guide of some of the pack's examples; use says of each of a language
// whether it is learned from.
func learnedFrom(pack *portal.Pack, use func(e portal.Example, language string) bool) (*Guide, error) {
	g := &Guide{
		pack: pack, ideas: map[string]*concepts{}, signs: map[string]*signs{},
		indexes: map[string]*index{}, shelves: map[string]*shelf{}, passages: map[string][]Passage{},
	}
	all := Passages(pack)
	g.tongues = newTongues(pack.Languages, learned(pack, all))
	var lessons []labelled
	for _, language := range pack.Languages {
		words := pack.Guide.Words[language]
		g.ideas[language] = newConcepts(words.Concepts, language)
		g.signs[language] = newSigns(words.Danger, language)
		asked := map[string][]string{}
		for _, e := range words.Examples {
			if !use(e, language) {
				continue
			}
			lessons = append(lessons, g.lesson(e, language))
			if e.Kind == kindPage {
				asked[e.ID] = append(asked[e.ID], e.Text)
			}
		}
		for _, p := range all {
			if p.Language == language {
				g.passages[language] = append(g.passages[language], p)
			}
		}
		x, err := newIndex(language, g.passages[language], asked, g.ideas[language])
		if err != nil {
			return nil, fmt.Errorf("the texts of %s: %w", language, err)
		}
		g.indexes[language] = x
		g.shelves[language] = newShelf(language, sheets(pack, language, g.passages[language]), words.Concepts)
	}
	g.intents = newIntents(lessons)
	for _, class := range g.intents.classes {
		g.routes = append(g.routes, g.routeOf(class))
	}
	return g, nil
}

// Close gives the index's memory back.
func (g *Guide) Close() error {
	for _, x := range g.indexes {
		if err := x.Close(); err != nil {
			return fmt.Errorf("closing the index: %w", err)
		}
	}
	return nil
}

func (g *Guide) lesson(e portal.Example, language string) labelled {
	words := tokens(e.Text, language)
	l := labelled{Example: e, language: language, keys: raw(words, g.ideas[language].in(words))}
	l.class = classOf(e, func(page string) string { return unitOf(g.pack, page) })
	return l
}

// dangerRoute is the route of which only danger is known.
func (g *Guide) dangerRoute() string {
	for _, r := range g.pack.Guide.Routes {
		if r.Danger {
			return r.ID
		}
	}
	return "danger"
}

// routeOf resolves the doors of a class.
func (g *Guide) routeOf(class string) route {
	r := route{class: class}
	if unit, ok := strings.CutPrefix(class, about); ok {
		r.doors = []Door{{Unit: unit}}
		return r
	}
	given, ok := g.pack.Guide.Route(class)
	if !ok {
		return r
	}
	r.GuideRoute, r.end = given, class
	end, _ := g.pack.Finder.End(class)
	doors := end.Doors
	if len(given.Doors) > 0 {
		doors = given.Doors
	}
	for _, id := range doors {
		door, _ := g.pack.Finder.Door(id)
		unit := door.Unit
		if unit == "" && door.Page != "mailbox" {
			unit = General
		}
		r.doors = append(r.doors, Door{Unit: unit, Door: id, End: class})
	}
	return r
}

// position weighs a unit by its place among a route's doors.
var position = []float64{1, 0.35, 0.15}

// standing is how well a unit fits, and the door that says why.
type standing struct {
	unit  string
	score float64
	door  Door
	best  float64
}

// standings ranks the units for a reading, best first; what is off topic has none.
func (g *Guide) standings(r reading) []standing {
	var list []standing
	for c, odds := range r.odds {
		for i, door := range g.routes[c].doors {
			if door.Unit == "" {
				continue
			}
			at := slices.IndexFunc(list, func(s standing) bool { return s.unit == door.Unit })
			if at < 0 {
				list, at = append(list, standing{unit: door.Unit}), len(list)
			}
			part := odds * position[min(i, len(position)-1)]
			list[at].score += part
			if part > list[at].best {
				list[at].best, list[at].door = part, door
			}
		}
	}
	slices.SortStableFunc(list, func(a, b standing) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return strings.Compare(a.unit, b.unit)
	})
	return list
}
