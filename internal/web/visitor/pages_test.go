package visitor

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/portal"
)

// TestPages reads every page of the pack in every language: it answers, it is well
// formed, its links lead somewhere, it is the same page in the other languages, and it
// says that it is a demonstration. Form pages of offices that have nobody are closed.
func TestPages(t *testing.T) {
	w := newWorld(t)
	seen := map[string]int{}
	for _, page := range w.pack.Pages {
		path := w.pack.Address(page.Language, page.ID)
		out := w.get(path)
		if form, ok := strings.CutPrefix(page.ID, "form/"); ok && !w.opens(form) {
			says(t, out, http.StatusForbidden)
			continue
		}
		says(t, out, http.StatusOK, `<html lang="`+page.Language+`">`, page.Title, w.pack.Words(page.Language).Say("demo.banner"))
		checkHTML(t, path, out.Body.String())
		w.follow(path, out.Body.String(), seen)
		for _, language := range w.pack.Languages {
			if !strings.Contains(out.Body.String(), `href="`+w.pack.Address(language, page.ID)+`" lang="`+language+`"`) {
				t.Errorf("%s does not lead to itself in %s", path, language)
			}
		}
	}
}

// TestQuestions reads every question by its own address: it stands open under the title of
// its group, it names the page, and it is the same question in the other languages.
func TestQuestions(t *testing.T) {
	w := newWorld(t)
	seen := map[string]int{}
	for _, page := range w.pack.Pages {
		if !strings.HasPrefix(page.ID, "questions/") {
			continue
		}
		for _, question := range page.Sections {
			path := w.pack.QuestionPath(page.Language, page.ID, question.Anchor)
			out := w.get(path)
			says(t, out, http.StatusOK, "<title>"+question.Heading+" ·", "<h1>"+page.Title+"</h1>",
				"<details open><summary><h2>"+question.Heading+"</h2></summary>\n<div class=\"answer\" id=\""+question.Anchor+`"`)
			checkHTML(t, path, out.Body.String())
			w.follow(path, out.Body.String(), seen)
			for _, language := range w.pack.Languages {
				says(t, out, http.StatusOK, `href="`+w.pack.QuestionPath(language, page.ID, question.Anchor)+`" lang="`+language+`"`)
			}
		}
	}
}

// opens says whether a form's office has somebody in this test.
func (w *world) opens(form string) bool {
	return slices.Contains(w.offices, w.pack.Forms[form].Unit)
}

// follow asks for every address that a page names, each once.
func (w *world) follow(path, html string, seen map[string]int) {
	w.Helper()
	for _, link := range links(html) {
		if _, ok := seen[link]; !ok {
			seen[link] = w.get(link).Code
		}
		if seen[link] >= 400 && !w.closed(link) {
			w.Errorf("%s links to %s: status %d", path, link, seen[link])
		}
	}
}

// closed says whether an address is that of a form whose office has nobody in this test.
func (w *world) closed(path string) bool {
	return slices.ContainsFunc(w.pack.Pages, func(page portal.Page) bool {
		form, ok := strings.CutPrefix(page.ID, "form/")
		return ok && w.pack.Address(page.Language, page.ID) == path && !w.opens(form)
	})
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
	for _, nothing := range []string{"/p/unit/none", "/p/questions/wct/q-none", "/p/about/values"} {
		says(t, w.get(nothing), http.StatusNotFound)
	}
	says(t, w.get("/reminder/2026-11-29.ics"), http.StatusOK, "DTSTART;VALUE=DATE:20261129", "SUMMARY:Reminder")
}

// TestKept holds pages to one rendering: a second reading that knows the tag is answered
// with nothing.
func TestKept(t *testing.T) {
	w := newWorld(t)
	first := w.do(http.MethodGet, "/", nil, map[string]string{"Accept-Encoding": "gzip, br"})
	if first.Header().Get("Content-Encoding") != "br" || first.Body.Len() > 14<<10 {
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
	hollow    = regexp.MustCompile(`<a [^>]*>\s*</a>|<a [^>]*href=""[^>]*>|<a>`)
	later     = regexp.MustCompile(`(?s)<template[^>]*>.*?</template>`)
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
	if n := strings.Count(later.ReplaceAllString(html, ""), "<h1"); n != 1 {
		t.Errorf("%s has %d headings of the first level", path, n)
	}
	if m := hollow.FindString(html); m != "" {
		t.Errorf("%s: a link has no words: %s", path, m)
	}
	if strings.Contains(html, "⟨") {
		t.Errorf("%s: a word is missing: %.80s", path, html[strings.Index(html, "⟨"):])
	}
}

// TestAddresses holds addresses to one spelling each: what is written otherwise, and what
// was another once, leads to the page for good, in its language.
func TestAddresses(t *testing.T) {
	w := newWorld(t)
	w.pack.Moved = map[string]string{"/old/place": "questions/wct", "/about-us": "about"}
	page, _ := w.pack.Page("fr", "questions/wct")
	second := w.pack.QuestionPath("fr", page.ID, page.Sections[1].Anchor)
	for from, to := range map[string]string{
		"/about/":                              "/about",
		"/About":                               "/about",
		"/fr/old/place":                        w.pack.Address("fr", page.ID),
		"/fr/old/place/?question=2":            second,
		"/fr/old/place?question=0":             w.pack.Address("fr", page.ID),
		"/fr/old/place?question=99":            w.pack.Address("fr", page.ID),
		"/fr/old/place?question=two":           w.pack.Address("fr", page.ID),
		"/es/about-us":                         w.pack.Address("es", "about"),
		"/ABOUT-US":                            "/about",
		second + "/":                           second,
		"/fr/" + strings.ToUpper(page.Slug):    w.pack.Address("fr", page.ID),
		w.pack.Address("es", "unit/wct") + "/": w.pack.Address("es", "unit/wct"),
	} {
		out := w.get(from)
		if out.Code != http.StatusPermanentRedirect || out.Header().Get("Location") != to {
			t.Errorf("%s: %d to %q, want %q", from, out.Code, out.Header().Get("Location"), to)
		}
	}
	out := w.do(http.MethodGet, "/p/questions/wct/"+page.Sections[1].Anchor, nil, map[string]string{"Accept-Language": "fr"})
	if out.Header().Get("Location") != second {
		t.Errorf("a question's permanent address leads to %q", out.Header().Get("Location"))
	}
	for _, nothing := range []string{"/about/more", "/fr/about/", "/old", "/%2e%2e/about", "/about%00", "//about.example/"} {
		if out := w.get(nothing); out.Code == http.StatusOK || out.Code == http.StatusPermanentRedirect || strings.HasPrefix(out.Header().Get("Location"), "//") {
			t.Errorf("%s answers %d to %q", nothing, out.Code, out.Header().Get("Location"))
		}
	}
}

// TestMenu holds each page to its place: every group of the pack's menu is there, the page
// shown is marked, nothing to fill in stands in the menu, and a form's page leads nowhere
// but back, to another language and away.
func TestMenu(t *testing.T) {
	w := newWorld(t)
	for _, language := range w.pack.Languages {
		html := w.get(w.pack.Address(language, "unit/wct")).Body.String()
		menu := between(html, `<nav class="menu"`, "</nav>")
		for _, group := range w.pack.Menu {
			for _, id := range group.Items {
				if !strings.Contains(menu, `href="`+w.pack.Address(language, id)+`"`) {
					t.Errorf("the menu in %s lacks %s", language, id)
				}
			}
		}
		if strings.Count(menu, `aria-current="page"`) != 1 || !strings.Contains(menu, `href="`+w.pack.Address(language, "unit/wct")+`" aria-current="page"`) {
			t.Errorf("the menu in %s does not mark the page", language)
		}
		if strings.Contains(menu, "<input") || strings.Contains(menu, "<button") || strings.Contains(menu, "<form") {
			t.Errorf("the menu in %s has something to fill in", language)
		}
		for _, path := range []string{w.pack.Address(language, "form/harassment"), w.pack.Address(language, "mailbox")} {
			html := w.get(path).Body.String()
			if found := links(between(html, `<nav class="menu"`, "</nav>") + between(html, "<footer", "</footer>")); len(found) != 1 {
				t.Errorf("%s leads away: %v", path, found)
			}
			if !strings.Contains(html, `<nav class="languages"`) || !strings.Contains(html, `class="leave-now"`) {
				t.Errorf("%s lacks the languages or the way out", path)
			}
		}
	}
}

func between(html, begin, end string) string {
	_, rest, _ := strings.Cut(html, begin)
	text, _, _ := strings.Cut(rest, end)
	return text
}
