package browser

import (
	"strings"
	"testing"

	"fairlead/test/endpoint"
	"fairlead/test/program"
	"fairlead/test/tab"
)

// plain are questions about what the pages say, in which nobody tells anything.
var plain = map[string]string{
	"en": "Is the Ombudsman bound by confidentiality?",
	"fr": "L’ombudsman est-il tenu à la confidentialité ?",
	"es": "¿Está obligado el Ombudsman a la confidencialidad?",
}

// TestHelperModel: with a scripted endpoint in the place of a language model. The box names
// whose machine it is and is empty; ticked, the model's words stand below the passages, with
// where to read them; the tick stays on the page until it is taken out.
func TestHelperModel(t *testing.T) {
	t.Parallel()
	const owner = "Harbour Works"
	model := endpoint.New(t)
	s := program.Demonstration(t, "--model-url", model.URL, "--model-name", "scripted", "--model-owner", owner)
	p := pack(t)
	asked := 0
	ticked := func(b *tab.Tab) bool {
		return tab.Eval[bool](b, `document.querySelector('input[type="checkbox"][name="model"]').checked`)
	}
	for i, language := range p.Languages {
		b, words := tab.Open(t, s.Base), p.Words(language)
		b.Scripts(i != 0)
		b.Dark(i == 2)
		b.Size(390, 844)
		b.Visit(p.Address(language, "helper"))
		b.Read(owner)
		if ticked(b) {
			b.Fail("the box is ticked before anybody agreed")
		}
		inspect(b, "box")
		b.Shot("box")
		b.Fill("textarea", plain[language])
		b.Click(`form.asking button[type="submit"]`)
		b.See(".quotes")
		if len(model.Asked()) != asked {
			b.Fail("a question left without a tick")
		}
		b.Click(`input[type="checkbox"][name="model"]`)
		b.Fill("textarea", plain[language])
		b.Click(`form.asking button[type="submit"]`)
		b.See(".retold")
		b.Read(words.Say("helper.model.title"))
		b.See(`.retold a[href^="#quote-"]`)
		inspect(b, "retold")
		b.Shot("retold")
		if asked++; len(model.Asked()) != asked || !strings.Contains(model.Asked()[asked-1], plain[language]) {
			b.Fail("asked %d times", len(model.Asked()))
		}
		if !ticked(b) {
			b.Fail("the tick is gone")
		}
		b.Click(`input[type="checkbox"][name="model"]`)
		b.Fill("textarea", plain[language])
		b.Click(`form.asking button[type="submit"]`)
		b.Read(words.Say("helper.kept"))
		if ticked(b) || len(model.Asked()) != asked {
			b.Fail("it was taken back, and went on")
		}
	}
}
