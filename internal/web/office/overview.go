package office

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/web"
)

var overviewTemplate = web.NewTemplate(files, "overview.html", "bar.html")

// overviewPage is what a head sees of the office's work: figures, and no case.
type overviewPage struct {
	base
	Open     int
	Left     int
	Stages   []figure
	Handlers []figure
	Clocks   []figure
}

// figure is one count in words. Of is what it belongs to, "" for nothing; Share its part of
// the largest, in hundredths.
type figure struct {
	Of    string
	Name  string
	Look  string // "", "warm" or "alarm"
	Cases int
	Share int
}

func (o *Office) overview(w http.ResponseWriter, r *http.Request) error {
	load, err := o.Desk.Load(r.Context(), actor(r))
	if err != nil {
		return err
	}
	names, err := o.names(r.Context())
	if err != nil {
		return err
	}
	if load.Handlers, err = o.withIdle(r, load.Handlers); err != nil {
		return err
	}
	spoken, err := o.People.Spoken(r.Context())
	if err != nil {
		return err
	}
	b := o.base(r, "office.overview.title", "overview")
	b.Scripts = nil // nothing sealed is shown here
	pack := o.Site.Pack()
	page := overviewPage{
		base: b, Open: load.Open, Left: load.Left,
		Stages: figures(load.Stages, func(c casework.Count) figure {
			return figure{Of: pack.ProcedureText(b.Language, c.Of).Name, Name: pack.StageText(b.Language, c.Of, c.Name).Name}
		}),
		Handlers: figures(load.Handlers, func(c casework.Count) figure {
			return figure{Of: languageList(b, spoken[c.Name]), Name: cmp.Or(names(c.Name), b.Say("office.queue.nobody"))}
		}),
		Clocks: figures(load.Clocks, func(c casework.Count) figure { return clockFigure(b, c.Name) }),
	}
	return o.Site.Render(w, r, http.StatusOK, overviewTemplate, page)
}

// withIdle adds the head's colleagues who answer for nothing, so that work can be given to them.
func (o *Office) withIdle(r *http.Request, handlers []casework.Count) ([]casework.Count, error) {
	lines, err := o.People.Lines(r.Context())
	if err != nil {
		return nil, err
	}
	suspended, err := o.Desk.Directory.Suspended(r.Context())
	if err != nil {
		return nil, err
	}
	directory := o.roll.Read(o.Site.Pack().Organisation.Root, lines)
	for _, line := range directory.ByUnit(visitOf(r).Person.Unit, "", o.Site.Today()) {
		busy := slices.ContainsFunc(handlers, func(c casework.Count) bool { return c.Name == line.Person })
		if !busy && suspended[line.Person] == "" {
			handlers = append(handlers, casework.Count{Name: line.Person})
		}
	}
	return handlers, nil
}

// languageList names languages as the officer calls them.
func languageList(b base, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = b.Say("office.language." + code)
	}
	return strings.Join(names, ", ")
}

// clockFigure is how a clock stands, in words and in its colour.
func clockFigure(b base, state string) figure {
	f := figure{Name: b.Say("office.overview.clock." + cmp.Or(state, "none"))}
	switch state {
	case clock.StateOver:
		f.Look = "alarm"
	case clock.StateNear:
		f.Look = "warm"
	}
	return f
}

func figures(counts []casework.Count, say func(casework.Count) figure) []figure {
	most := slices.MaxFunc(append(counts, casework.Count{Cases: 1}), func(a, b casework.Count) int { return cmp.Compare(a.Cases, b.Cases) })
	list := make([]figure, len(counts))
	for i, count := range counts {
		list[i] = say(count)
		list[i].Cases, list[i].Share = count.Cases, 100*count.Cases/most.Cases
	}
	return list
}

// figureTable is one table of the page, with the words of its head.
type figureTable struct {
	Head, Cases string
	List        []figure
}

// Part is one table of the overview.
func (p overviewPage) Part(head string, list []figure) figureTable {
	return figureTable{p.Say(head), p.Say("office.overview.cases"), list}
}
