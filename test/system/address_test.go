package system

import (
	"net/http"
	"strings"
	"testing"

	"fairlead/test/officer"
)

// TestAddresses asks for what stands nowhere, and for what stood elsewhere once.
func TestAddresses(t *testing.T) {
	t.Parallel()
	h := open(t)
	c, err := officer.Stranger(h.Base)
	must(t, err)
	for path, language := range map[string]string{
		"/de/": "en", "/de/about": "en", "/DE/": "en", "/en/about": "en", "/nowhere": "en", "/fr/nulle-part": "fr", "/es/ninguna-parte": "es",
		"/fr/report/nowhere": "fr", "/p/nowhere": "en", "/fr/about-this-portal/more": "fr", "/questions/ethics-office/no-such-question": "en",
	} {
		got, err := c.Call(http.MethodGet, path, "")
		must(t, err)
		shows(t, got, http.StatusNotFound, h.sentence(language, "page-not-found"), `<html lang="`+language+`"`)
	}
	if len(h.pack.Moved) == 0 {
		t.Fatal("the pack has no old address")
	}
	for old, id := range h.pack.Moved {
		for _, language := range h.pack.Languages {
			from, to := prefix(language)+old, h.pack.Address(language, id)
			h.moved(t, c, from, to)
			page, _ := h.pack.Page(language, id)
			if !strings.HasPrefix(id, "questions/") {
				h.moved(t, c, from+"?question=2", to)
				continue
			}
			h.moved(t, c, from+"?question=2", h.pack.QuestionPath(language, id, page.Sections[1].Anchor))
			h.moved(t, c, from+"?question=999", to)
			h.moved(t, c, from+"?question=//elsewhere.example", to)
		}
	}
}

// moved: an old address leads for good to where the page is now, and that is there.
func (h *house) moved(t testing.TB, c *officer.Caller, from, to string) {
	t.Helper()
	got, err := c.Call(http.MethodGet, from, "")
	must(t, err)
	if at := got.Header.Get("Location"); got.Status != http.StatusPermanentRedirect || at != to {
		t.Errorf("%s: %d to %q, want %q", from, got.Status, at, to)
		return
	}
	got, err = c.Call(http.MethodGet, to, "")
	must(t, err)
	if got.Status != http.StatusOK {
		t.Errorf("%s leads to %s, which answers %d", from, to, got.Status)
	}
}
