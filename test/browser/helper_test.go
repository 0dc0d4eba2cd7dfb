package browser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/guide"
	"fairlead/test/program"
	"fairlead/test/tab"
)

// asks are questions whose door nobody could mistake, a name in each, and another one that
// follows.
var asks = map[string]struct{ first, name, unit, then string }{
	"en": {"My colleague Zebulon Quartzby asked a supplier for a bribe and forged the invoices. Where can I report fraud?", "Zebulon Quartzby", "iaig", "and can I do it without my name?"},
	"fr": {"Mon collègue Zéphirin Quartzeau a demandé un pot-de-vin à un fournisseur et falsifié des factures. Où signaler la fraude ?", "Zéphirin Quartzeau", "iaig", "et puis-je le faire sans donner mon nom ?"},
	"es": {"Mi colega Zenobio Cuarzález pidió un soborno a un proveedor y falsificó facturas. ¿Dónde denuncio el fraude?", "Zenobio Cuarzález", "iaig", "¿y puedo hacerlo sin dar mi nombre?"},
}

// TestHelperWithoutScripts asks in each language on a phone, asks on, says that it helped and
// clears the talk. What was typed is left in no address, and the name in no page.
func TestHelperWithoutScripts(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	for _, language := range p.Languages {
		t.Run(language, func(t *testing.T) {
			b, words, ask := tab.Open(t, s.Base), p.Words(language), asks[language]
			b.Scripts(false)
			b.Size(390, 844)
			b.Visit(p.Address(language, "helper"))
			b.Read(p.Emergency(language))
			inspect(b, "start without scripts")
			b.Fill("textarea", ask.first)
			b.Click(`form.asking button[type="submit"]`)
			b.See(".asked")
			b.See(`a[href="` + address(p, language, ask.unit) + `"]`)
			b.Read(words.Say("helper.people"))
			b.Without(ask.name)
			b.See(".quotes blockquote")
			inspect(b, "answer without scripts")
			b.Shot("answer")
			b.Fill("textarea", ask.then)
			b.Click(`form.asking button[type="submit"]`)
			b.Read(words.Say("helper.earlier"))
			inspect(b, "follow-up without scripts")
			b.Click(`button[name="helped"][value="yes"]`)
			b.Read(words.Say("helper.helped.thanks"))
			b.Read(words.Say("helper.earlier"))
			if where := b.Where(); where != s.Base+p.Prefix(language)+"/helper/helped#helped" {
				b.Fail("the address holds more than it should: %s", where)
			}
			b.Press(words.Say("helper.clear"))
			b.Until("a page without the talk", `document.querySelector(".asked") === null`)
		})
	}
	forgotten(t, s)
}

// TestHelperWithScripts asks at a desk, in the dark: what looks like a name is shown before
// anything is sent, and may stay in or be changed.
func TestHelperWithScripts(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	for _, language := range p.Languages {
		t.Run(language, func(t *testing.T) {
			b, words, ask := tab.Open(t, s.Base), p.Words(language), asks[language]
			b.Size(1280, 900)
			b.Dark(true)
			b.Visit(p.Address(language, "helper"))
			b.See("fl-ask[ready]")
			b.Shot("start")
			b.Fill("textarea", ask.first)
			b.Click(`form.asking button[type="submit"]`)
			b.Read(words.Say("helper.mask.title"))
			b.Read(ask.name)
			inspect(b, "masked")
			b.Press(words.Say("helper.mask.edit"))
			b.Without(words.Say("helper.mask.title"))
			b.Click(`form.asking button[type="submit"]`)
			b.Read(words.Say("helper.mask.title"))
			b.Click(`form.asking button[type="submit"]`)
			b.Read(words.Say("helper.masked.note"))
			b.See(`a[href="` + address(p, language, ask.unit) + `"]`)
			b.Without(ask.name)
			inspect(b, "answer")
			if kept := tab.Eval[string](b, "JSON.stringify(history.state) + localStorage.length + sessionStorage.length + document.cookie"); kept != `null00` {
				b.Fail("kept: %s", kept)
			}
		})
	}
	forgotten(t, s)
}

// TestHelperDanger: help stands before everything else, and stays while the talk goes on. A
// question in another language turns the page to it, and there is a way back.
func TestHelperDanger(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	b := tab.Open(t, s.Base)
	b.Size(390, 844)
	b.Dark(true)
	b.Visit(p.Address("en", "helper"))
	b.See("fl-ask[ready]")
	b.Fill("textarea", "je veux me tuer ce soir, je n’en peux plus")
	b.Click(`form.asking button[type="submit"]`)
	b.Read(p.Words("fr").Say("finder.danger"))
	b.Read(p.Words("fr").Say("helper.language"))
	if language := tab.Eval[string](b, "document.documentElement.lang"); language != "fr" {
		b.Fail("the answer is in %q", language)
	}
	if first := tab.Eval[string](b, "document.querySelector('#said').firstElementChild.className"); first != "note alarm" {
		b.Fail("%q stands before help", first)
	}
	inspect(b, "danger")
	b.Shot("danger")
	b.Fill("textarea", "qui peut m’écouter ?")
	b.Click(`form.asking button[type="submit"]`)
	b.Read(p.Words("fr").Say("helper.earlier"))
	b.See(".note.alarm")
	b.Visit(p.Address("en", "helper"))
	b.See("fl-ask[ready]")
	b.Fill("textarea", "мой начальник кричит на меня каждый день и никто не хочет мне помочь")
	b.Click(`form.asking button[type="submit"]`)
	b.Read(p.Words("en").Say("helper.foreign"))
	inspect(b, "foreign")
	b.ClickAway(".leave-now")
	b.Away()
	b.Back()
	b.Without("мой начальник")
}

// forgotten: neither the program's output nor its folder holds a word of what was asked.
func forgotten(t *testing.T, s *program.Server) {
	t.Helper()
	var words []string
	for _, ask := range asks {
		words = append(append(words, strings.Fields(ask.name)...), ask.then)
	}
	without(t, s, words...)
}

// TestHelperBack: when the helper asks back, one press answers it. The questions are those
// of the scoring sets at which it hesitates.
func TestHelperBack(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	g := guide.New(p)
	for _, language := range p.Languages {
		t.Run(language, func(t *testing.T) {
			text, back := hesitant(t, g, language)
			words := p.Guide.Texts[language].Questions[back]
			b := tab.Open(t, s.Base)
			b.Scripts(false)
			b.Size(320, 700)
			b.Visit(p.Address(language, "helper"))
			b.Fill("textarea", text)
			b.Click(`form.asking button[type="submit"]`)
			b.Read(words.Ask)
			inspect(b, "question back")
			b.Shot("back")
			choice := tab.Eval[string](b, `document.querySelector('.options button').innerText`)
			b.Click(".options button")
			b.Read(p.Words(language).Say("helper.chosen"))
			b.Read(choice)
			inspect(b, "answered")
		})
	}
}

// hesitant finds a question at which the helper asks back.
func hesitant(t *testing.T, g *guide.Guide, language string) (text, back string) {
	t.Helper()
	files, err := filepath.Glob("../guide/*" + language + ".jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no questions in %s: %v", language, err)
	}
	lines, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(lines)) {
		var asked struct{ Q string }
		if err := json.Unmarshal([]byte(line), &asked); err != nil {
			t.Fatal(err)
		}
		answer := g.Ask(guide.Question{Text: asked.Q, Language: language})
		if answer.Back != "" && answer.Language == language && !answer.Danger {
			return asked.Q, answer.Back
		}
	}
	t.Fatalf("there is no question in %s at which it asks back", language)
	return "", ""
}

// TestHelperHelped: the editors see how often an answer helped, and nothing of the question.
func TestHelperHelped(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	person := tab.Open(t, s.Base)
	person.Visit(p.Address("es", "helper"))
	person.Fill("textarea", asks["es"].then)
	person.Click(`form.asking button[type="submit"]`)
	person.Click(`button[name="helped"][value="no"]`)
	person.Read(p.Words("es").Say("helper.helped.thanks"))

	editor := tab.Open(t, s.Base)
	signIn(editor, officers(t, s)["nsa"][0])
	editor.Visit("/office/comments")
	editor.Read(p.Words("en").Say("office.helped.title"))
	if row := tab.Eval[string](editor, `document.querySelector("[aria-labelledby=helped] tbody tr").innerText.replaceAll("\t", " ")`); !strings.HasSuffix(row, " Español 0 1") {
		editor.Fail("the count is %q", row)
	}
	inspect(editor, "counts")
	editor.Shot("counts")
}
