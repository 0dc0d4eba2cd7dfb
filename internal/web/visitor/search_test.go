package visitor

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/web"
)

// seek searches without scripts.
func (w *world) seek(prefix, text string) *httptest.ResponseRecorder {
	w.Helper()
	body := url.Values{"text": {text}}.Encode()
	return w.do(http.MethodPost, prefix+"/search", strings.NewReader(body), map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
}

// seekJSON searches as the script does.
func (w *world) seekJSON(language, text string) *httptest.ResponseRecorder {
	w.Helper()
	body, err := json.Marshal(map[string]string{"text": text})
	if err != nil {
		w.Fatal(err)
	}
	head := map[string]string{"Content-Type": "application/json", "Accept-Language": language}
	return w.do(http.MethodPost, "/send/search", strings.NewReader(string(body)), head)
}

// TestSearchPage searches in three languages: what fits stands under its office, marked,
// with its address; nothing is kept, and no answer could be.
func TestSearchPage(t *testing.T) {
	w := newWorld(t)
	for language, c := range map[string]struct{ text, unit, marked, address string }{
		"en": {"gifts", "ethics", "Gifts", "unit/ethics"},
		"fr": {"harcelement", "wct", "Harcèlement", "form/harassment"},
		"es": {"represalia", "ethics", "represalias", "form/retaliation"},
	} {
		unit, _ := w.pack.Page(language, "unit/"+c.unit)
		page := w.seek(w.pack.Prefix(language), c.text)
		says(t, page, http.StatusOK, `<h2 id="of-`+c.unit+`">`+unit.Title, "<mark>"+c.marked+"</mark>", `value="`+c.text+`"`, w.pack.Address(language, c.address))
		checkHTML(t, language, page.Body.String())
		if page.Header().Get("Cache-Control") != "no-store" || page.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s: the answer may be kept, or its size tells: %v", language, page.Header())
		}
		if strings.Contains(between(page.Body.String(), "<head>", "</head>"), c.text) {
			t.Errorf("%s: what was typed stands in the page's title", language)
		}
		var found foundView
		sent := w.seekJSON(language, c.text)
		if err := json.Unmarshal(sent.Body.Bytes(), &found); err != nil || len(found.Groups) < 2 || found.Says == "" {
			t.Errorf("%s: the script gets %d %.200s", language, sent.Code, sent.Body)
		}
		if sent.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: the script's answer may be kept", language)
		}
		home := w.get(w.pack.Prefix(language) + "/search")
		if home.Code != http.StatusSeeOther || home.Header().Get("Location") != w.pack.Address(language, "search") {
			t.Errorf("%s: opened anew it leads to %d %q", language, home.Code, home.Header().Get("Location"))
		}
		start := w.get(w.pack.Address(language, "search"))
		says(t, start, http.StatusOK, `action="`+w.pack.Prefix(language)+`/search#found"`, `href="/leave"`, w.server.Static("search.js"))
		if start.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: a browser may keep the page", language)
		}
	}
}

// TestSearchFoundPages follows every address that some searches give.
func TestSearchFoundPages(t *testing.T) {
	w := newWorld(t)
	seen := map[string]int{}
	for _, language := range w.pack.Languages {
		for _, text := range []string{"12", "plazo", "delai", "contract", "form", "anonymous"} {
			w.follow(language+" "+text, w.seek(w.pack.Prefix(language), text).Body.String(), seen)
		}
	}
}

func TestSearchOtherAnswers(t *testing.T) {
	w := newWorld(t)
	words := w.pack.Words("en")
	says(t, w.seek("", "  "), http.StatusBadRequest, words.Say("search.empty"))
	says(t, w.seek("", "zyzzyva qwrtplk"), http.StatusOK, words.Say("search.none"), w.pack.Address("en", "form/enquiry"), w.pack.Address("en", "find"))
	says(t, w.seek("", "harasment"), http.StatusOK, words.Say("search.instead", "Text", "harassment"), `class="search-instead" translate="no"`)
	says(t, w.seek("", "plazo"), http.StatusOK, `action="/es/search#found"`, `name="text" value="plazo"`, w.pack.Words("es").Say("search.elsewhere"))
	says(t, w.seek("", `<script>alert("gifts")</script>`), http.StatusOK, "&lt;script&gt;")
	says(t, w.seek("", strings.Repeat("gifts and ", 5000)), http.StatusOK, "<mark>")
	says(t, w.seek("", strings.Repeat("x", 70<<10)), http.StatusBadRequest)
	says(t, w.seekJSON("fr", ""), http.StatusOK, w.pack.Words("fr").Say("search.empty"))
	says(t, w.seekJSON("fr", strings.Repeat("x", 5<<10)), http.StatusRequestEntityTooLarge, `"code":"body-too-large"`)
	for _, broken := range []string{"", "{", `"gifts"`, `{"text":1}`, `{"text":"a","more":"b"}`} {
		out := w.do(http.MethodPost, "/send/search", strings.NewReader(broken), map[string]string{"Content-Type": "application/json"})
		says(t, out, http.StatusBadRequest, `"code":"unreadable"`)
	}
}

// TestSearchHead: every page that may be left without loss leads to the search.
func TestSearchHead(t *testing.T) {
	w := newWorld(t)
	for _, language := range w.pack.Languages {
		link := `<a class="seek" href="` + w.pack.Address(language, "search") + `">`
		for _, id := range []string{"home", "about", "unit/wct", "questions/ethics", "procedure/conduct"} {
			says(t, w.get(w.pack.Address(language, id)), http.StatusOK, link)
		}
		says(t, w.get(w.pack.Prefix(language)+"/nowhere"), http.StatusNotFound, `class="seek"`)
		if strings.Contains(w.get(w.pack.Address(language, "form/harassment")).Body.String(), `class="seek"`) {
			t.Error("a form leads away from what was written")
		}
	}
}

// TestSearchPace: beyond the pace the answer is an honest one, and what was typed stays.
func TestSearchPace(t *testing.T) {
	w := newWorld(t)
	w.wing.searches = clock.NewPace(2, 3600)
	for range 2 {
		says(t, w.seek("", "gifts"), http.StatusOK, "<mark>")
	}
	busy := w.seek("", "gifts")
	says(t, busy, http.StatusServiceUnavailable, w.pack.Words("en").Say("search.busy"), `value="gifts"`)
	checkHTML(t, "busy", busy.Body.String())
	says(t, w.seekJSON("es", "gifts"), http.StatusServiceUnavailable, `"code":"busy"`)
	w.wing.searches, w.wing.searching = clock.NewPace(10, 3600), web.NewPlaces(0)
	says(t, w.seek("", "gifts"), http.StatusServiceUnavailable, w.pack.Words("en").Say("search.busy"))
}

// TestSearchLog plants words in every kind of search; none of them reaches the log, an
// address or a header.
func TestSearchLog(t *testing.T) {
	w := newWorld(t)
	const planted = "zqcanaryx"
	answers := []*httptest.ResponseRecorder{
		w.seek("", planted), w.seek("/fr", planted+" harcelement"), w.seekJSON("en", planted), w.seekJSON("es", planted+" plazo"),
		w.get("/search?text=" + planted), w.seekJSON("en", planted+strings.Repeat("y", 5000)),
		w.do(http.MethodPost, "/search", strings.NewReader("text="+planted+"%zz"), map[string]string{"Content-Type": "application/x-www-form-urlencoded"}),
		w.do(http.MethodPost, "/send/search", strings.NewReader(`{"text":`+planted), map[string]string{"Content-Type": "application/json"}),
	}
	w.wing.searches = clock.NewPace(1, 1)
	answers = append(answers, w.seek("", planted), w.seek("", planted), w.seekJSON("en", planted))
	for i, answer := range answers {
		for name, values := range answer.Header() {
			if strings.Contains(strings.Join(values, " "), planted) {
				t.Errorf("answer %d has it in %s", i, name)
			}
		}
	}
	if log := w.log.String(); strings.Contains(log, "canary") || !strings.Contains(log, `route="POST /send/search"`) {
		t.Errorf("the log is\n%s", log)
	}
}
