package visitor

import (
	"cmp"
	"html/template"
	"maps"
	"slices"

	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// unitCard is a unit in a list, on the map, or at the side of its own page.
type unitCard struct {
	Title     string
	Short     string
	Href      string
	Kind      string        // "office" or "support"
	Drawing   template.HTML // the strokes of its icon
	Form      string        // address of its form; "" if it receives none
	FormTitle string
	Minutes   int
	Questions string // address of its page of questions, or ""
	Count     int    // how many there are
	After     string // address of the page about what happens after a report, or ""
}

// unitCards lists the units that have a page, in the pack's order.
func (v *Wing) unitCards(base web.Base) []unitCard {
	pack := v.server.Pack()
	units := slices.SortedFunc(maps.Values(pack.Units), func(a, b portal.Unit) int { return cmp.Compare(a.Order, b.Order) })
	var cards []unitCard
	for _, unit := range units {
		if page, ok := pack.Page(base.Language, "unit/"+unit.ID); ok {
			cards = append(cards, v.unitCard(base, unit, page))
		}
	}
	return cards
}

func (v *Wing) unitCard(base web.Base, unit portal.Unit, page portal.Page) unitCard {
	pack := v.server.Pack()
	card := unitCard{
		Title: page.Title, Short: page.Short, Href: base.Page(page.ID), Kind: unit.Kind, Drawing: base.Drawing(unit.Icon),
		Count: len(page.Questions),
	}
	if card.Count > 0 {
		card.Questions = base.Page("questions/" + unit.ID)
	}
	form, ok := pack.Forms[unit.Form]
	if !ok {
		return card
	}
	card.Form, card.Minutes = base.Page("form/"+form.ID), form.Minutes
	card.FormTitle = pack.FormText(base.Language, form.ID).Title
	if _, ok := pack.Page(base.Language, "procedure/"+form.Procedure); ok {
		card.After = base.Page("procedure/" + form.Procedure)
	}
	return card
}
