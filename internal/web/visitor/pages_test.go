package visitor

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPages reads every page of the pack in every language: it answers, it is well
// formed, its links lead somewhere, it is the same page in the other languages, and it
// says that it is a demonstration.
func TestPages(t *testing.T) {
	w := newWorld(t)
	for _, page := range w.pack.Pages {
		path := w.pack.Address(page.Language, page.ID)
		out := w.get(path)
		says(t, out, http.StatusOK, `<html lang="`+page.Language+`">`, page.Title, w.pack.Words(page.Language).Say("demo.banner"))
		checkHTML(t, path, out.Body.String())
		for _, link := range links(out.Body.String()) {
			if to := w.get(link); to.Code >= 400 {
				t.Errorf("%s links to %s: status %d", path, link, to.Code)
			}
		}
		for _, language := range w.pack.Languages {
			if !strings.Contains(out.Body.String(), `href="`+w.pack.Address(language, page.ID)+`" lang="`+language+`"`) {
				t.Errorf("%s does not lead to itself in %s", path, language)
			}
		}
	}
}

var href = regexp.MustCompile(`(?:href|src)="(/[^"#]*)`)

func links(html string) []string {
	var found []string
	for _, m := range href.FindAllStringSubmatch(html, -1) {
		if !slices.Contains(found, m[1]) && m[1] != "/leave" {
			found = append(found, m[1])
		}
	}
	return found
}

func TestOtherPages(t *testing.T) {
	w := newWorld(t)
	for path, text := range map[string]string{"/nothing": "This page is not here", "/fr/rien": "Cette page n’est pas ici", "/es/nada": "Esta página no está aquí"} {
		out := w.get(path)
		says(t, out, http.StatusNotFound, text)
		checkHTML(t, path, out.Body.String())
	}
	for _, path := range []string{"/mailbox", "/fr/mailbox", "/es/mailbox"} {
		checkHTML(t, path, w.get(path).Body.String())
	}
	out := w.do(http.MethodGet, "/p/unit/wct", nil, map[string]string{"Accept-Language": "fr-CH, en;q=0.5"})
	if out.Header().Get("Location") != w.pack.Address("fr", "unit/wct") {
		t.Errorf("the permanent address leads to %q", out.Header().Get("Location"))
	}
	says(t, w.get("/p/unit/none"), http.StatusNotFound)
	says(t, w.get("/reminder/2026-11-29.ics"), http.StatusOK, "DTSTART;VALUE=DATE:20261129", "SUMMARY:Reminder")
}

// TestKept holds pages to one rendering: a second reading that knows the tag is answered
// with nothing.
func TestKept(t *testing.T) {
	w := newWorld(t)
	first := w.do(http.MethodGet, "/", nil, map[string]string{"Accept-Encoding": "gzip, br"})
	if first.Header().Get("Content-Encoding") != "br" || first.Body.Len() > 10<<10 {
		t.Errorf("home is %d bytes in %q", first.Body.Len(), first.Header().Get("Content-Encoding"))
	}
	again := w.do(http.MethodGet, "/", nil, map[string]string{"If-None-Match": first.Header().Get("ETag")})
	if again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("the same page again: %d, %d bytes", again.Code, again.Body.Len())
	}
}

var (
	tag       = regexp.MustCompile(`(?s)<(/?)([a-z][a-z0-9-]*)((?:\s+[a-zA-Z0-9-]+(?:="[^"]*")?)*)\s*(/?)>`)
	attribute = regexp.MustCompile(`([a-zA-Z0-9-]+)(?:="([^"]*)")?`)
	empty     = []string{"meta", "link", "input", "br", "hr", "img"}
	script    = regexp.MustCompile(`(?s)<script[^>]*>.*?</script>`)
)

// checkHTML holds a page to what a browser would silently mend: tags that close, ids that
// stand once, labels and descriptions that name something, nothing inline.
func checkHTML(t *testing.T, path, html string) {
	t.Helper()
	var open []string
	ids, wanted := map[string]int{}, map[string]string{}
	for _, m := range tag.FindAllStringSubmatch(script.ReplaceAllString(html, ""), -1) {
		closes, name := m[1] == "/", m[2]
		switch {
		case closes && (len(open) == 0 || open[len(open)-1] != name):
			t.Errorf("%s: </%s> closes %v", path, name, open)
			return
		case closes:
			open = open[:len(open)-1]
		case !slices.Contains(empty, name) && m[4] == "":
			open = append(open, name)
		}
		for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
			switch a[1] {
			case "id":
				ids[a[2]]++
			case "for", "aria-labelledby", "aria-describedby":
				for id := range strings.FieldsSeq(a[2]) {
					wanted[id] = a[1]
				}
			case "style", "onclick":
				t.Errorf("%s: <%s> has %s", path, name, a[1])
			}
		}
	}
	if len(open) > 0 {
		t.Errorf("%s: %v never close", path, open)
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%s: id %q stands %d times", path, id, n)
		}
	}
	for id, by := range wanted {
		if ids[id] == 0 {
			t.Errorf("%s: %s names %q, which is not there", path, by, id)
		}
	}
	if strings.Contains(html, "⟨") {
		t.Errorf("%s: a word is missing: %.80s", path, html[strings.Index(html, "⟨"):])
	}
}
