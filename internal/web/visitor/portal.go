package visitor

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/lang"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// showText answers with a page of the pack, kept as bytes after its first reading.
func (v *Wing) showText(w http.ResponseWriter, r *http.Request) error {
	pack, language, slug := v.server.Pack(), web.Language(r), r.PathValue("slug")
	page, ok := pack.BySlug(language, slug)
	asked := ""
	if !ok {
		page, asked, ok = pack.ByQuestion(language, slug)
	}
	if !ok || strings.HasPrefix(page.ID, "form/") {
		return v.elsewhere(w, r, slug)
	}
	show := func(w http.ResponseWriter, r *http.Request) error {
		return v.kept.Serve(w, r, pack, language+" "+page.ID+" "+asked, func() ([]byte, error) {
			return v.renderText(r, pack, page, asked)
		})
	}
	if !asks(page.Layout) {
		return show(w, r)
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.Sealed(show)(w, r)
}

// asks tells of a layout that people type or choose on it. Nothing of that comes back by a
// browser's memory; and where others could read along the page is closed before anything is
// sent, not only after.
func asks(layout string) bool {
	return slices.Contains([]string{"finder", "limits", "search", "helper"}, layout)
}

// elsewhere sends an address that is written in another way, or an old one, to the page
// that was meant, for good; it refuses any other.
func (v *Wing) elsewhere(w http.ResponseWriter, r *http.Request, slug string) error {
	pack, language := v.server.Pack(), web.Language(r)
	plain := strings.ToLower(strings.TrimRight(slug, "/"))
	to := ""
	if page, ok := pack.BySlug(language, plain); ok && plain != slug {
		to = pack.Address(language, page.ID)
	} else if page, anchor, ok := pack.ByQuestion(language, plain); ok && plain != slug {
		to = pack.QuestionPath(language, page.ID, anchor)
	} else if id, ok := pack.MovedTo("/" + plain); ok {
		to = movedAddress(pack, language, id, r.URL.Query().Get("question"))
	}
	if to == "" {
		return fault.New(fault.NotFound, "page-not-found", nil)
	}
	http.Redirect(w, r, to, http.StatusPermanentRedirect)
	return nil
}

// movedAddress is where an old address leads now: the page, or its question of that number.
func movedAddress(pack *portal.Pack, language, id, number string) string {
	page, _ := pack.Page(language, id)
	if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= len(page.Sections) {
		return pack.QuestionPath(language, id, page.Sections[n-1].Anchor)
	}
	return pack.Address(language, id)
}

// permanent sends a permanent address on to the page in the reader's language. A link
// in a letter or on a poster so stays right when a page gets another name.
func (v *Wing) permanent(w http.ResponseWriter, r *http.Request) error {
	pack, id := v.server.Pack(), r.PathValue("id")
	language := lang.Choose(r.Header.Get("Accept-Language"), pack.Languages)
	address, ok := permanentAddress(pack, language, id)
	if !ok {
		return fault.New(fault.NotFound, "page-not-found", nil)
	}
	w.Header().Set("Vary", "Accept-Language")
	return web.Redirect(w, r, address)
}

// permanentAddress reads an id, or an id with a question's anchor behind it.
func permanentAddress(pack *portal.Pack, language, id string) (string, bool) {
	if _, ok := pack.Page(language, id); ok || id == "mailbox" {
		return pack.Address(language, id), true
	}
	at := strings.LastIndexByte(id, '/')
	if at < 0 {
		return "", false
	}
	address := pack.QuestionPath(language, id[:at], id[at+1:])
	_, ok := pack.Page(language, id[:at])
	return address, ok && address != pack.Address(language, id[:at])
}

// tool finds the page around something that is worked out with a reader: the finder, the
// time limits. A request keeps to one pack throughout: another may be served a moment later.
func tool(r *http.Request, pack *portal.Pack, layout string, has bool) (portal.Page, error) {
	for _, page := range pack.Pages {
		if has && page.Layout == layout && page.Language == web.Language(r) {
			return page, nil
		}
	}
	return portal.Page{}, fault.New(fault.NotFound, "page-not-found", nil)
}
