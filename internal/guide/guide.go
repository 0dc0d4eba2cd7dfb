package guide

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"fairlead/internal/portal"
)

// Guide answers from one pack. It is made once for a pack, never changes, and may be asked
// by many at once. It keeps nothing of what it is asked.
type Guide struct {
	pack    *portal.Pack
	tongues *tongues
	ideas   map[string]*concepts
	signs   map[string]*signs
	shelves map[string]*shelf         // what is looked through, by language
	places  map[string]map[string]int // by language: passage -> its place on the shelf
	intents *intents
	routes  []route // by class of intents
	danger  route   // of which no more than danger is known
}

// route is where a class leads.
type route struct {
	class   string
	doors   []Door
	mailbox bool // the first way is the person's own mailbox
	portal.GuideRoute
}

// mailboxPage is how a finder's door names the mailbox.
const mailboxPage = "mailbox"

// Door is one place to turn to.
type Door struct {
	Unit string // id, or General
	Door string // the finder's door, or "" for a unit's own page
	End  string // the finder's end that says why this door; "" if none does
}

// New makes the guide to a pack. It reads the model that the pack keeps, or learns one.
func New(pack *portal.Pack) *Guide {
	var known *intents
	var err error
	var work sync.WaitGroup
	work.Go(func() { known, err = restored(pack) })
	g := newGuide(pack)
	if work.Wait(); err != nil {
		known = g.learned(everyExample)
	}
	return g.with(known)
}

// NewFrom makes a guide that learns only from those examples of each language that use
// takes: to see how much it owes to the others.
func NewFrom(pack *portal.Pack, use func(e portal.Example, language string) bool) *Guide {
	g := newGuide(pack)
	return g.with(g.learned(use))
}

func everyExample(portal.Example, string) bool { return true }

// newGuide knows the pack's texts, and nothing yet of what people mean. The languages are
// made side by side: at a start somebody may wait for it.
func newGuide(pack *portal.Pack) *Guide {
	g := &Guide{
		pack: pack, ideas: map[string]*concepts{}, signs: map[string]*signs{},
		shelves: map[string]*shelf{}, places: map[string]map[string]int{},
	}
	all := Passages(pack)
	var mu sync.Mutex
	var work sync.WaitGroup
	work.Go(func() { g.tongues = newTongues(pack.Languages, spoken(pack, all, enough)) })
	for _, language := range pack.Languages {
		work.Go(func() {
			words := pack.Guide.Words[language]
			ideas, signs := newConcepts(words.Concepts, language), newSigns(words.Danger, language)
			passages, places := ofLanguage(all, language)
			shelf := newShelf(language, sheets(pack, language, passages), words.Concepts)
			mu.Lock()
			defer mu.Unlock()
			g.ideas[language], g.signs[language], g.shelves[language], g.places[language] = ideas, signs, shelf, places
		})
	}
	work.Wait()
	return g
}

// enough: a language is known by one example in so many.
const enough = 4

// ofLanguage are the passages of a language, and the place of each.
func ofLanguage(all []Passage, language string) (passages []Passage, places map[string]int) {
	places = map[string]int{}
	for _, p := range all {
		if p.Language == language {
			places[p.ID] = len(passages)
			passages = append(passages, p)
		}
	}
	return passages, places
}

// learned learns from those of the pack's examples that use takes.
func (g *Guide) learned(use func(e portal.Example, language string) bool) *intents {
	var lessons []labelled
	for _, language := range g.pack.Languages {
		for _, e := range g.pack.Guide.Words[language].Examples {
			if use(e, language) {
				lessons = append(lessons, g.lesson(e, language))
			}
		}
	}
	return newIntents(lessons)
}

// with adds what people mean.
func (g *Guide) with(known *intents) *Guide {
	g.intents = known
	for _, class := range known.classes {
		g.routes = append(g.routes, g.routeOf(class))
	}
	for _, r := range g.pack.Guide.Routes {
		if r.Danger {
			g.danger = g.routeOf(r.ID)
		}
	}
	return g
}

func (g *Guide) lesson(e portal.Example, language string) labelled {
	class := classOf(e, func(page string) string { return unitOf(g.pack, page) })
	return labelled{e, class, g.hear(e.Text, language).keys}
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
		return r // off topic: no door
	}
	r.GuideRoute = given
	end, _ := g.pack.Finder.End(class)
	doors := end.Doors
	if len(given.Doors) > 0 {
		doors = given.Doors
	}
	for _, id := range doors {
		door, _ := g.pack.Finder.Door(id)
		if door.Page == mailboxPage {
			r.mailbox = true
			continue
		}
		unit := door.Unit
		if unit == "" {
			unit = General
		}
		r.doors = append(r.doors, Door{Unit: unit, Door: id, End: class})
	}
	return r
}

// position weighs a unit by its place among a route's doors.
var position = []float64{1, 0.35, 0.15}

// nameless is what a unit counts as a door beside one of the finder's, which says more.
const nameless = 0.25

// standing is how well a unit fits, and the door that says best why.
type standing struct {
	door  Door
	score float64
	best  float64 // what the door itself has of the score
}

// standings ranks the units for a reading, best first; what is off topic has none.
func (g *Guide) standings(r reading) []standing {
	var list []standing
	for c, odds := range r.odds {
		for i, door := range g.routes[c].doors {
			at := slices.IndexFunc(list, func(s standing) bool { return s.door.Unit == door.Unit })
			if at < 0 {
				list, at = append(list, standing{door: door}), len(list)
			}
			part := odds * position[min(i, len(position)-1)]
			list[at].score += part
			if door.Door == "" {
				part *= nameless
			}
			if part > list[at].best {
				list[at].best, list[at].door = part, door
			}
		}
	}
	slices.SortStableFunc(list, func(a, b standing) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.door.Unit, b.door.Unit))
	})
	return list
}
