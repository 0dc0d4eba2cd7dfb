package visitor

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"fairlead/internal/guide"
)

// find posts answers to the finder, names and values in turn.
func (w *world) find(prefix string, values ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i < len(values); i += 2 {
		form.Add(values[i], values[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+prefix+"/find", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = "127.0.0.1:5555"
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, r)
	return answer
}

// TestFinderPaths goes every way through the finder in every language: the page of each
// step and of each end is whole, and no answer stands in an address.
func TestFinderPaths(t *testing.T) {
	w := newWorld(t)
	for _, language := range w.pack.Languages {
		texts, prefix := w.pack.FinderTexts(language), w.pack.Prefix(language)
		for _, path := range guide.Paths(w.pack.Finder) {
			var given []string
			for i, step := range path.Steps {
				if i > 0 {
					page := w.find(prefix, given...)
					says(t, page, http.StatusOK, texts.Questions[step.Question].Ask, `name="q.`+path.Steps[i-1].Question+`" value="`+path.Steps[i-1].Option+`"`)
				}
				given = append(given, "q."+step.Question, step.Option)
			}
			page := w.find(prefix, given...)
			name := language + " " + path.End
			says(t, page, http.StatusOK, texts.Ends[path.End].Says, w.pack.Words(language).Say("finder.kept.plain"))
			checkHTML(t, name, page.Body.String())
			end, _ := w.pack.Finder.End(path.End)
			for _, id := range end.Doors {
				door, _ := w.pack.Finder.Door(id)
				says(t, page, http.StatusOK, `href="`+w.pack.Address(language, door.Page)+`"`, texts.Ends[path.End].Doors[id])
			}
			if page.Header().Get("Cache-Control") != "no-store" || strings.Contains(page.Body.String(), "?q.") {
				t.Errorf("%s: may be kept, or carries an answer in an address", name)
			}
		}
	}
}

func TestFinderSteps(t *testing.T) {
	w := newWorld(t)
	start := w.pack.Address("fr", "find")
	first := w.get(start)
	says(t, first, http.StatusOK, `action="/fr/find"`, `href="/leave"`, `<template data-end="urgent">`)
	if first.Header().Get("Cache-Control") != "no-store" {
		t.Error("a browser may keep the finder")
	}
	danger := w.find("", "q.danger", "yes")
	says(t, danger, http.StatusOK, "Help comes first", w.pack.Emergency("en"))
	if body := danger.Body.String(); strings.Index(body, `class="note alarm"`) > strings.Index(body, `class="doors`) {
		t.Error("doors stand before help")
	}
	says(t, w.find("", "q.danger", "no", "q.brings", "talk", "back", "brings"), http.StatusOK, "What brings you here?")
	says(t, w.find("", "q.danger", "no", "q.brings", "<b>", "q.nothing", "x"), http.StatusOK, "What brings you here?")
	for name, answer := range map[string]*httptest.ResponseRecorder{
		"nothing chosen": w.find("/fr"), "a choice that is none": w.find("/fr", "q.danger", "maybe"),
		"back to the start": w.find("/fr", "q.danger", "no", "back", "danger"), "opened anew": w.get("/fr/find"),
	} {
		if answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != start {
			t.Errorf("%s: %d to %q", name, answer.Code, answer.Header().Get("Location"))
		}
	}
}
