package visitor

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// shown renders the helper's page around an answer that the test makes up.
func (w *world) shown(language string, danger bool, answer guide.Answer, back *portal.FinderQuestionText) string {
	w.Helper()
	path := fmt.Sprintf("/made-up-%d", len(w.server.Routes()))
	w.server.Mount(web.Route{Pattern: "GET ~" + path, Guard: web.Sealed, Handler: func(out http.ResponseWriter, r *http.Request) error {
		text, err := tool(r, w.pack, "helper", true)
		if err != nil {
			return err
		}
		page := w.wing.helperPage(r, w.pack, text)
		page.Danger, page.Helped.Asked = danger, true
		page.Turn = &helperTurn{said: said{Text: "what " + guide.Masked + " did"}, Answer: answer}
		helperWords{base: page.Base, pack: w.pack}.fill(page.Turn)
		if back != nil {
			page.Turn.Back, page.Turn.Options = back, []optionView{{Value: "contest", Label: "made-up option"}}
		}
		return w.server.Render(out, r, http.StatusOK, helperTemplate, page)
	}})
	page := w.get(w.pack.Prefix(language) + path)
	if page.Code != http.StatusOK {
		w.Fatalf("%d: %.300s", page.Code, page.Body)
	}
	return page.Body.String()
}

// TestHelperOrder: an answer with all its parts has them in the order in which they matter.
func TestHelperOrder(t *testing.T) {
	w := newWorld(t)
	for _, language := range w.pack.Languages {
		words, texts := w.pack.Words(language), w.pack.FinderTexts(language)
		var passage guide.Passage
		for _, p := range guide.Passages(w.pack) {
			if p.ID == "unit/wct#does" && p.Language == language {
				passage = p
			}
		}
		body := unescape(w.shown(language, true, guide.Answer{
			Kind: guide.Found, Language: language, Told: true, Mailbox: true, Limit: true, Person: true, Cut: true,
			Doors:    []guide.Door{{Unit: "wct", Door: "wct", End: "treated-report"}, {Unit: "pseah"}, {Unit: guide.General}},
			Passages: []guide.Quote{{Passage: passage, Excerpt: "made-up lines"}}, Policies: []string{"OI.Ethics.2022.01", "no such mark"},
		}, &portal.FinderQuestionText{Ask: "made-up question", Hint: "made-up hint"}))
		checkHTML(t, language, body)
		at := strings.Index(body, `id="said"`)
		pseah, _ := w.pack.Page(language, "unit/pseah")
		general, _ := w.pack.Page(language, "questions/general")
		for _, part := range []string{
			words.Say("finder.danger"), w.pack.Emergency(language), texts.Ends["urgent"].First,
			words.Say("helper.asked"), "[" + words.Say("helper.masked") + "]", words.Say("helper.cut"),
			words.Say("helper.told"),
			words.Say("helper.mailbox"),
			texts.Ends["treated-report"].Doors["wct"], w.pack.Address(language, "form/harassment"), texts.Doors["wct"].Cannot,
			pseah.Title, pseah.Short, general.Title, general.Short,
			"made-up question", "made-up hint", `name="choice" value="contest"`,
			words.Say("helper.passages"), "made-up lines", w.pack.Address(language, "unit/wct") + "#does", passage.Heading, "Workplace",
			words.Say("helper.policies"), "(OI.Ethics.2022.01)",
			words.Say("limit.file-now"), w.pack.Address(language, "time-limits"),
			words.Say("helper.person"), w.pack.Address(language, "form/enquiry"),
			words.Say("helper.people"), words.Say("helper.kept"), words.Say("helper.told.on"), w.pack.Address(language, "form/harassment"),
			words.Say("helper.helped"), words.Say("helper.clear"),
		} {
			if part == "Workplace" { // the unit's name, as that language has it
				unit, _ := w.pack.Page(language, "unit/wct")
				part = unit.Title
			}
			next := strings.Index(body[at:], part)
			if next < 0 {
				t.Errorf("%s: %q is missing, or stands too early", language, part)
				continue
			}
			at += next
		}
		if strings.Contains(body, "no such mark") {
			t.Errorf("%s: a rule that the pack does not list", language)
		}
		if dated := words.Say("helper.dated", "Day", words.Day(w.pack.Dated("unit/wct#does"))); !strings.Contains(body, dated) {
			t.Errorf("%s: without %q", language, dated)
		}
	}
}

// TestHelperKinds: every kind of answer is whole, and each has what it must have and no more.
func TestHelperKinds(t *testing.T) {
	w := newWorld(t)
	for _, language := range w.pack.Languages {
		words := w.pack.Words(language)
		for kind, c := range map[guide.Kind]struct {
			person bool
			has    []string
			not    []string
		}{
			guide.Empty:    {false, []string{"helper.empty"}, []string{"helper.asked", "helper.helped"}},
			guide.Foreign:  {false, []string{"helper.foreign", "helper.foreign.text", "helper.asked"}, []string{"helper.helped"}},
			guide.OffTopic: {false, []string{"helper.off", "helper.off.text", "helper.helped"}, []string{"helper.person"}},
			guide.Unknown:  {true, []string{"helper.person", "helper.person.text", "helper.helped"}, []string{"helper.off"}},
			guide.Found:    {false, []string{"helper.passages"}, []string{"helper.person", "helper.told"}},
		} {
			answer := guide.Answer{Kind: kind, Language: language, Person: c.person}
			if kind == guide.Found {
				answer.Passages = []guide.Quote{{Passage: guide.Passage{Page: "about", Title: "x", Text: strings.Repeat("word ", 200)}, Excerpt: "word word"}}
			}
			body := unescape(w.shown(language, false, answer, nil))
			checkHTML(t, string(kind), body)
			said := body[strings.Index(body, `id="said"`):]
			for _, key := range append(c.has, "emergency.title", "helper.people", "helper.kept", "helper.clear") {
				if !strings.Contains(said, words.Say(key)) {
					t.Errorf("%s, %s: without %s", language, kind, key)
				}
			}
			for _, key := range append(c.not, "finder.danger") {
				if strings.Contains(said, words.Say(key)) {
					t.Errorf("%s, %s: with %s", language, kind, key)
				}
			}
		}
	}
}
