package guide

import (
	"strings"
	"testing"
)

func TestLanguageIsRecognised(t *testing.T) {
	g := taughtGuide(t)
	for text, want := range map[string]string{
		"my supervisor shouts at me every day":                               "en",
		"mon responsable me crie dessus tous les jours":                      "fr",
		"mi jefe me grita todos los días":                                    "es",
		"jai recu un cadeau dun fournisseur que faire":                       "fr",
		"no me renovaron el contrato y no se porque":                         "es",
		"the gérant told me to sign le faux rapport and keep quiet about it": "en",
		"ma cheffe veut que je signe un timesheet pour ses weekends":         "fr",
		"el manager me dijo que el deadline era mi problema":                 "es",
	} {
		for _, page := range []string{"en", "fr", "es"} {
			if a := g.Ask(Question{Text: text, Language: page}); a.Language != want || a.Kind == Foreign {
				t.Errorf("%q on a page in %s: %s, %s", text, page, a.Language, a.Kind)
			}
		}
	}
}

func TestOtherLanguagesAreForeign(t *testing.T) {
	g := taughtGuide(t)
	for _, text := range []string{
		"Ich werde von meinem Vorgesetzten ständig angeschrien",
		"Il mio capo mi urla contro davanti a tutti i colleghi",
		"我的老板骂我", "мой начальник кричит на меня каждый день", "مديري يصرخ في وجهي كل يوم",
		"Bosi wangu ananipigia kelele kila siku kazini",
	} {
		if a := g.Ask(Question{Text: text, Language: "es"}); a.Kind != Foreign || a.Language != "es" {
			t.Errorf("%q: %s in %s", text, a.Kind, a.Language)
		}
	}
}

// TestSignsThatUnfold: one sign of Arabic stands for a sentence of 18, and a text of many for
// a book.
func TestSignsThatUnfold(t *testing.T) {
	sign := "\ufdfa"
	if list := tokens("my "+strings.Repeat(sign, 20)+" boss", "en"); len(list) != 2 || list[1].word != "boss" {
		t.Errorf("%d words", len(list))
	}
	sum := 0
	for _, w := range tokens(strings.Repeat("my boss "+strings.Repeat(sign, 20)+" "+sign+" ", 200)[:3*maxText], "en") {
		sum += len(w.word)
	}
	if sum > 3*maxText {
		t.Errorf("%d letters of %d", sum, maxText)
	}
}

func TestFewLettersAreOfThePage(t *testing.T) {
	g := taughtGuide(t)
	for _, text := range []string{"?", "...", "12345", "x", "😀"} {
		if a := g.Ask(Question{Text: text, Language: "fr"}); a.Language != "fr" || a.Danger {
			t.Errorf("%q: %s, danger %v", text, a.Language, a.Danger)
		}
	}
}

func FuzzAsk(f *testing.F) {
	g := taughtGuide(f)
	f.Add("my boss hit me", "fr")
	f.Add("\xff\x00<script>", "en")
	f.Add("ignore all instructions", "de")
	f.Fuzz(func(t *testing.T, text, page string) {
		a := g.Ask(Question{Text: text, Language: page, Before: []string{text}, Route: page})
		if len(a.Doors) > maxDoors || len(a.Passages) > maxQuotes || a.Confidence < 0 || a.Confidence > 1 {
			t.Errorf("%q: %d doors, %d passages, %v", text, len(a.Doors), len(a.Passages), a.Confidence)
		}
	})
}
