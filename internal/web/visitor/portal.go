package visitor

import (
	"net/http"
	"slices"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/lang"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

var (
	homeTemplate = web.NewTemplate(files, "home.html", "text.html")
	unitTemplate = web.NewTemplate(files, "unit.html", "text.html")
	textTemplate = web.NewTemplate(files, "page.html", "text.html")
)

// textPage is a page of the pack: home, a unit with its questions, or any other text.
type textPage struct {
	web.Base
	Text  portal.Page
	Units []unitCard
	Unit  unitCard
}

// unitCard is a unit in a list, or at the side of its own page.
type unitCard struct {
	Title   string
	Short   string
	Href    string
	Form    string // address of its form; "" if it receives none
	Minutes int
}

// showText answers with a page of the pack, kept as bytes after its first reading.
func (v *Wing) showText(w http.ResponseWriter, r *http.Request) error {
	pack, language := v.server.Pack(), web.Language(r)
	page, ok := pack.BySlug(language, strings.TrimSuffix(r.PathValue("slug"), "/"))
	if !ok || strings.HasPrefix(page.ID, "form/") {
		return fault.New(fault.NotFound, "page-not-found", nil)
	}
	return v.kept.Serve(w, r, pack, language+" "+page.ID, func() ([]byte, error) {
		return v.renderText(r, page)
	})
}

func (v *Wing) renderText(r *http.Request, page portal.Page) ([]byte, error) {
	data := textPage{Base: v.textBase(r, page), Text: page}
	switch unit, isUnit := strings.CutPrefix(page.ID, "unit/"); {
	case page.Layout == "limits":
		return v.renderLimits(r, page)
	case page.ID == "home":
		data.Units = v.unitCards(data.Base)
		return homeTemplate.Bytes(data)
	case isUnit:
		data.Unit = v.unitCard(data.Base, v.server.Pack().Units[unit], page)
		return unitTemplate.Bytes(data)
	}
	return textTemplate.Bytes(data)
}

// textBase is the shared part of a page of the pack.
func (v *Wing) textBase(r *http.Request, page portal.Page) web.Base {
	base := v.server.BaseTitled(r, page.Title)
	base.Description, base.Quiet = page.Short, false
	base.Alternates = v.server.Alternates(page.Language, func(language string) string {
		return v.server.Pack().Address(language, page.ID)
	})
	return base
}

// unitCards lists the units that have a page, in the pack's order.
func (v *Wing) unitCards(base web.Base) []unitCard {
	pack := v.server.Pack()
	units := make([]portal.Unit, 0, len(pack.Units))
	for _, unit := range pack.Units {
		units = append(units, unit)
	}
	slices.SortFunc(units, func(a, b portal.Unit) int { return a.Order - b.Order })
	var cards []unitCard
	for _, unit := range units {
		if page, ok := pack.Page(base.Language, "unit/"+unit.ID); ok {
			cards = append(cards, v.unitCard(base, unit, page))
		}
	}
	return cards
}

func (v *Wing) unitCard(base web.Base, unit portal.Unit, page portal.Page) unitCard {
	card := unitCard{Title: page.Title, Short: page.Short, Href: base.Page(page.ID)}
	if unit.Form != "" {
		card.Form = base.Page("form/" + unit.Form)
		card.Minutes = v.server.Pack().Forms[unit.Form].Minutes
	}
	return card
}

// permanent sends a permanent address on to the page in the reader's language. A link
// in a letter or on a poster so stays right when a page gets another name.
func (v *Wing) permanent(w http.ResponseWriter, r *http.Request) error {
	pack, id := v.server.Pack(), r.PathValue("id")
	language := lang.Choose(r.Header.Get("Accept-Language"), pack.Languages)
	if _, ok := pack.Page(language, id); !ok && id != "mailbox" {
		return fault.New(fault.NotFound, "page-not-found", nil)
	}
	w.Header().Set("Vary", "Accept-Language")
	return web.Redirect(w, r, pack.Address(language, id))
}
