package visitor

import (
	"net/http"
	"strings"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

var searchTemplate = web.NewTemplate(files, "search.html", "text.html")

// searchPage finds the portal's texts by their words. What is typed comes in a POST, is
// looked up and forgotten: no address, log line or table ever holds it.
type searchPage struct {
	web.Base
	Text   portal.Page
	Action string
	Typed  string
	Start  bool      // the page as everybody gets it first
	Found  foundView // what the script gets as JSON
	Words  map[string]string
}

// foundView is what was found, in words.
type foundView struct {
	Says      string           `json:"says"`              // how many texts, or that there are none
	Instead   string           `json:"instead,omitempty"` // a typing error was forgiven
	Danger    bool             `json:"danger,omitempty"`
	None      bool             `json:"none,omitempty"`
	Groups    []foundGroup     `json:"groups,omitempty"`
	Elsewhere []foundElsewhere `json:"elsewhere,omitempty"`
}

type foundGroup struct {
	ID      string      `json:"id"`
	Name    string      `json:"name"`
	Results []foundText `json:"results"`
}

type foundText struct {
	Href    string      `json:"href"`
	Page    []guide.Run `json:"page,omitempty"` // on which page, where the head does not say it
	Head    []guide.Run `json:"head"`
	Excerpt []guide.Run `json:"excerpt"`
}

// foundElsewhere is the way to the same search in another language, in its own words.
type foundElsewhere struct {
	Language string `json:"language"`
	Says     string `json:"says"`
	Action   string `json:"action"`
}

// Bounds of the search. Nobody is told apart: what one person uses up, nobody has.
const (
	searchLimit   = 4 << 10 // 200 characters, however they are written
	searchBurst   = 400
	searchPerHour = 200 * 3600
	searchAtOnce  = 8
	searchWait    = 2 * time.Second
)

// renderSearch is the page as everybody gets it first.
func (v *Wing) renderSearch(r *http.Request, text portal.Page) ([]byte, error) {
	page := v.searchPage(r, text)
	page.Start = true
	return searchTemplate.Bytes(page)
}

func (v *Wing) searchPage(r *http.Request, text portal.Page) searchPage {
	page := searchPage{Base: v.textBase(r, text), Text: text, Action: v.server.Prefix(text.Language) + "/search"}
	page.Leave, page.Scripts = true, []string{"search.js"}
	page.SupportPanel()
	page.Words = page.Subset("search.failed")
	return page
}

// Ways are the pages offered where nothing is found, by their layouts.
func (searchPage) Ways() []string { return []string{"helper", "finder"} }

// searchHome leads the address of what was found, opened anew, to the page itself.
func (v *Wing) searchHome(w http.ResponseWriter, r *http.Request) error {
	pack := v.server.Pack()
	text, err := tool(r, pack, "search", true)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, pack.Address(text.Language, text.ID))
}

// showFound answers a search with a page.
func (v *Wing) showFound(w http.ResponseWriter, r *http.Request) error {
	pack := v.server.Pack()
	text, err := tool(r, pack, "search", true)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Refused, "form-broken", nil) // its cause could quote what was typed
	}
	page := v.searchPage(r, text)
	page.Alternates = nil // another language would lose what was typed
	page.Typed = strings.TrimSpace(r.PostForm.Get("text"))
	page.Found, err = v.search(page.Base, pack, page.Typed)
	status := http.StatusOK
	switch {
	case fault.Is(err, fault.Busy): // what was typed stays where it is
		status, page.Found.Says = http.StatusServiceUnavailable, page.Say("search.busy")
		w.Header().Set("Retry-After", "5")
	case err != nil:
		return err
	case page.Typed == "":
		status = http.StatusBadRequest
	}
	return v.server.Render(w, r, status, searchTemplate, page)
}

// sendFound answers a search with JSON.
func (v *Wing) sendFound(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Text string `json:"text"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	pack := v.server.Pack()
	text, err := tool(r, pack, "search", true)
	if err != nil {
		return err
	}
	found, err := v.search(v.textBase(r, text), pack, asked.Text)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, found)
}

// search looks a text up. Too many at a time get a fault.Busy.
func (v *Wing) search(base web.Base, pack *portal.Pack, text string) (foundView, error) {
	if strings.TrimSpace(text) == "" {
		return foundView{Says: base.Say("search.empty")}, nil
	}
	if !v.searches.Take(v.now()) || !v.searching.Enter(searchWait) {
		return foundView{}, fault.New(fault.Busy, "busy", nil)
	}
	defer v.searching.Leave()
	return foundWords(base, pack, v.guide(pack).Search(text, base.Language)), nil
}

// foundWords puts what was found into words.
func foundWords(base web.Base, pack *portal.Pack, found guide.Findings) foundView {
	n := found.Count()
	view := foundView{Says: base.Count("search.count", n), Danger: found.Danger, None: n == 0}
	switch {
	case n == 0:
		view.Says = base.Say("search.none")
	case found.More:
		view.Says = base.Say("search.more", "N", n)
	}
	if found.Instead != "" && n > 0 {
		view.Instead = base.Say("search.instead", "Text", found.Instead)
	}
	for _, group := range found.Groups {
		view.Groups = append(view.Groups, foundGroup{group.Unit, unitName(base, pack, group.Unit), foundTexts(group.Results)})
	}
	for _, language := range found.Elsewhere {
		view.Elsewhere = append(view.Elsewhere, foundElsewhere{
			language, pack.Words(language).Say("search.elsewhere"), pack.Prefix(language) + "/search",
		})
	}
	return view
}

func unitName(base web.Base, pack *portal.Pack, unit string) string {
	if page, ok := pack.Page(base.Language, "unit/"+unit); ok {
		return page.Title
	}
	return base.Say("search.general")
}

func foundTexts(results []guide.Result) []foundText {
	list := make([]foundText, 0, len(results))
	for _, r := range results {
		text := foundText{Href: r.Address, Head: r.Heading, Page: r.Title, Excerpt: r.Excerpt}
		if len(r.Heading) == 0 {
			text.Head, text.Page = r.Title, nil
		}
		list = append(list, text)
	}
	return list
}
