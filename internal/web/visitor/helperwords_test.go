package visitor

import (
	"strings"
	"testing"

	"fairlead/internal/guide"
)

// TestHelperWords: thanks get no refusal, a clear way says what the finder says at its end,
// and doors of which only one may be right are not said to stand side by side.
func TestHelperWords(t *testing.T) {
	w := newWorld(t)
	iaig := guide.Door{Unit: "iaig", Door: "iaig", End: "sexual-report"}
	both := []guide.Door{iaig, {Unit: "wct"}}
	for _, language := range w.pack.Languages {
		words, end := w.pack.Words(language), w.pack.FinderTexts(language).Ends["sexual-report"]
		maybe, apart := words.Count("helper.doors", 2), words.Count("finder.doors", 2)
		for name, c := range map[string]struct {
			answer   guide.Answer
			has, not []string
		}{
			"thanks":  {guide.Answer{Kind: guide.OffTopic, Thanks: true}, []string{words.Say("helper.thanks"), words.Say("helper.thanks.text")}, []string{words.Say("helper.off")}},
			"clear":   {guide.Answer{Kind: guide.Found, Route: "sexual-report", Clear: true, Doors: both}, []string{end.Says, end.First, maybe}, []string{apart}},
			"unclear": {guide.Answer{Kind: guide.Found, Route: "sexual-report", Doors: both}, []string{maybe}, []string{end.Says, end.First}},
			"apart":   {guide.Answer{Kind: guide.Found, Route: "sexual-report", Apart: true, Doors: both}, []string{apart}, []string{maybe}},
			"danger":  {guide.Answer{Kind: guide.Found, Route: "sexual-report", Clear: true, Danger: true, Doors: both}, nil, []string{end.Says, end.First}},
			"no form": {guide.Answer{Kind: guide.Found, Told: true}, []string{words.Say("helper.told.ask")}, []string{words.Say("helper.told.on")}},
			"a form":  {guide.Answer{Kind: guide.Found, Told: true, Doors: both}, []string{words.Say("helper.told.on")}, []string{words.Say("helper.told.ask")}},
		} {
			c.answer.Language = language
			body := unescape(w.shown(language, false, c.answer, nil))
			checkHTML(t, name, body)
			for _, text := range c.has {
				if !strings.Contains(body, text) {
					t.Errorf("%s, %s: without %q", language, name, text)
				}
			}
			for _, text := range c.not {
				if strings.Contains(body, text) {
					t.Errorf("%s, %s: with %q", language, name, text)
				}
			}
		}
	}
}
