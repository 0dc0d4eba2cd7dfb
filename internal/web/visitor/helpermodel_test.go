package visitor

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"fairlead/internal/web"
)

// scripted is a language model of the test: it says what it is told to, or else what stands
// at the beginning of the first passage, and keeps what it was handed.
type scripted struct {
	says string
	err  error

	mu     sync.Mutex
	handed []string
}

var firstPassage = regexp.MustCompile(`(?m)^\[1\] .*\n(.*)$`)

func (s *scripted) Complete(_ context.Context, _, text string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handed = append(s.handed, text)
	if s.err != nil || s.says != "" {
		return s.says, s.err
	}
	return strings.ReplaceAll(firstPassage.FindStringSubmatch(text)[1], ". ", " [1]. ") + " [1]", nil
}

func lending(t *testing.T, m *scripted) *world {
	t.Helper()
	w := newWorld(t)
	w.wing.model = &Model{Model: m, Owner: "Harbour <Works>", Log: web.NewLog(w.log, w.wing.now)}
	return w
}

const (
	owner    = "Harbour &lt;Works&gt;"
	unticked = `<input type="checkbox" name="model" value="yes" aria-describedby="model-whose">`
	ticked   = `<input type="checkbox" name="model" value="yes" aria-describedby="model-whose" checked>`
	retold   = `class="retold"`
)

// plainly are questions about what the pages say, in which nobody tells anything.
var plainly = map[string]string{
	"en": "Is the Ombudsman bound by confidentiality?",
	"fr": "L’ombudsman est-il tenu à la confidentialité ?",
	"es": "¿Está obligado el Ombudsman a la confidencialidad?",
}

// TestModelAgreed: nothing leaves before somebody ticked the box that names the owner; then
// only that question, and no more once the box is empty again.
func TestModelAgreed(t *testing.T) {
	m := &scripted{}
	w := lending(t, m)
	for language, question := range plainly {
		words := w.pack.Words(language)
		path := w.pack.Prefix(language) + "/helper"
		start := w.get(w.pack.Address(language, "helper"))
		says(t, start, http.StatusOK, unticked, owner, words.Say("helper.model.agree"))
		checkHTML(t, language, start.Body.String())

		says(t, w.post(path, "question", question), http.StatusOK, unticked, words.Say("helper.kept"))
		for _, odd := range []string{"no", "YES", "on", "1", ""} {
			says(t, w.post(path, "question", question, "model", odd), http.StatusOK, unticked)
		}
		w.post(path+"?model=yes", "question", question)
		if len(m.handed) > 0 {
			t.Fatalf("%s: %d questions left without consent", language, len(m.handed))
		}

		page := w.post(path, "question", question, "model", "yes")
		says(t, page, http.StatusOK, ticked, retold, owner, words.Say("helper.model.title"), `<a href="#quote-1">[1`, `id="quote-1"`)
		checkHTML(t, language, page.Body.String())
		body := unescape(page.Body.String())
		if strings.Contains(body, words.Say("helper.kept")) || !strings.Contains(body, strings.Split(words.Say("helper.model.sent"), "{{")[0][:20]) {
			t.Errorf("%s: the page does not say that the question left", language)
		}
		if doors, quotes, said := strings.Index(body, `class="answer-doors"`), strings.Index(body, `class="quotes"`), strings.Index(body, retold); doors < 0 || doors > quotes || quotes > said {
			t.Errorf("%s: doors at %d, quotes at %d, the model's words at %d", language, doors, quotes, said)
		}
		if len(m.handed) != 1 || !strings.Contains(m.handed[0], question) {
			t.Fatalf("%s: handed over %d times", language, len(m.handed))
		}
		says(t, w.post(path, "question", question, "before", question, "chosen", ""), http.StatusOK, unticked)
		if len(m.handed) != 1 {
			t.Errorf("%s: it leaves after the tick was taken out", language)
		}
		m.handed = nil
	}
}

// TestModelStays: consent or not, what must not leave does not; and nothing but the last
// question does.
func TestModelStays(t *testing.T) {
	m := &scripted{}
	w := lending(t, m)
	words := w.pack.Words("en")
	for name, values := range map[string][]string{
		"danger":              {"question", "I want to kill myself tonight"},
		"danger before":       {"question", plainly["en"], "before", "I want to kill myself tonight", "chosen", ""},
		"told":                {"question", "My boss shouts at me every day in front of my colleagues"},
		"told before":         {"question", plainly["en"], "before", "My boss shouts at me every day in front of my colleagues", "chosen", ""},
		"off topic":           {"question", "what is the weather in Paris tomorrow?"},
		"foreign":             {"question", "mein Chef beleidigt mich jeden Tag vor allen meinen Kollegen und niemand hilft mir dabei"},
		"masked":              {"question", "Is Mr Xaver Unsinn bound by confidentiality?"},
		"already masked":      {"question", "Is ▒▒▒ bound by confidentiality?"},
		"cut":                 {"question", strings.Repeat(plainly["en"]+" ", 1000)},
		"long":                {"question", strings.Repeat(plainly["en"]+" ", 8)},
		"a time limit":        {"question", "What is the deadline to contest a decision?"},
		"nothing":             {"question", "  "},
		"a vote":              {"question", plainly["en"], "helped", "yes"},
		"a vote that is none": {"question", plainly["en"], "helped", "perhaps"},
	} {
		path := "/helper"
		if strings.Contains(name, "vote") {
			path += "/helped"
		}
		page := w.post(path, append(values, "model", "yes")...)
		if len(m.handed) > 0 || strings.Contains(page.Body.String(), retold) {
			t.Errorf("%s: it left", name)
			m.handed = nil
		}
		if stayed := strings.Contains(page.Body.String(), words.Say("helper.model.stayed")); stayed != (path == "/helper" && name != "nothing") {
			t.Errorf("%s: the page says that it stayed: %v", name, stayed)
		}
		says(t, page, page.Code, ticked, words.Say("helper.kept"))
	}
	w.post("/helper", "question", plainly["en"], "before", "What is plantedword retaliation?", "chosen", "", "model", "yes")
	if len(m.handed) != 1 || strings.Contains(m.handed[0], "plantedword") {
		t.Errorf("an earlier question left: %q", m.handed)
	}
}

// TestModelFails: whatever the model does, the page is the one that it would be without, and
// the log has a line that holds none of it.
func TestModelFails(t *testing.T) {
	for name, m := range map[string]*scripted{
		"fails":           {err: errors.New("down")},
		"says nothing":    {says: "NONE"},
		"speaks German":   {says: "Der Missbrauch von Autorität ist hier beschrieben, plantedword, und niemand darf das [1]."},
		"cites nothing":   {says: "Abuse of authority is the improper use of a position of plantedword authority."},
		"writes markup":   {says: "<b>plantedword</b> [1]."},
		"leads elsewhere": {says: "Abuse of authority is explained at https://plantedword.example [1]."},
		"gives verdicts":  {says: "Your boss is guilty of plantedword abuse of authority [1]."},
	} {
		w := lending(t, m)
		page := w.post("/helper", "question", plainly["en"], "model", "yes")
		body := page.Body.String()
		says(t, page, http.StatusOK, `class="answer-doors"`, `class="quotes"`, ticked)
		if strings.Contains(body, retold) || strings.Contains(body, "plantedword") {
			t.Errorf("%s: its words are shown", name)
		}
		if log := w.log.String(); strings.Count(log, "key=model-unused") != 1 || strings.Contains(log, "plantedword") || strings.Contains(log, "onfidential") {
			t.Errorf("%s: the log says %s", name, log)
		}
		if len(m.handed) != 1 {
			t.Errorf("%s: asked %d times", name, len(m.handed))
		}
	}
}

// TestModelBusy: who finds no place with the model, or comes when its pace is used up, waits
// for nothing; and without a model a
// tick means nothing.
func TestModelBusy(t *testing.T) {
	m := &scripted{}
	w := lending(t, m)
	for range modelsAtOnce {
		w.wing.retelling.Enter(0)
	}
	says(t, w.post("/helper", "question", plainly["en"], "model", "yes"), http.StatusOK, `class="quotes"`, w.pack.Words("en").Say("helper.kept"))
	if len(m.handed) > 0 || !strings.Contains(w.log.String(), "key=model-busy") {
		t.Errorf("asked %d times; the log: %s", len(m.handed), w.log)
	}
	m = &scripted{}
	w = lending(t, m)
	for range modelBurst {
		w.wing.retellings.Take(w.wing.now())
	}
	for language, question := range plainly {
		page := w.post(w.pack.Prefix(language)+"/helper", "question", question, "model", "yes")
		says(t, page, http.StatusOK, `class="quotes"`, w.pack.Words(language).Say("helper.kept"))
	}
	if len(m.handed) > 0 || strings.Count(w.log.String(), "key=model-paced") != len(plainly) {
		t.Errorf("beyond the pace: asked %d times; the log: %s", len(m.handed), w.log)
	}
	w = newWorld(t)
	for _, page := range []string{w.get(w.pack.Address("en", "helper")).Body.String(), w.post("/helper", "question", plainly["en"], "model", "yes").Body.String()} {
		if strings.Contains(page, `name="model"`) || strings.Contains(page, retold) {
			t.Error("a box without a model")
		}
	}
}
