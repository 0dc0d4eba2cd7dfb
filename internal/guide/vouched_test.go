package guide

import (
	"slices"
	"testing"
)

// offices are passages about reports, protection and what nobody promises.
var offices = map[string][]Passage{
	"en": {{Title: "Your report", Text: "The office may investigate your report. Personnel can ask UNOPS to protect them from retaliation.\n" +
		"The office cannot promise that your report stays confidential. Reports are confidential. Tell the office if your manager retaliated.\n" +
		"The office will send your receipt within 5 days. The investigators must look into every report of fraud.\n" +
		"If the facts may be retaliation, the investigators must study the request. Write to help@unops.example.org or see portal.unops.example/help.\n" +
		"The office always answers your first letter. The office never shows your name to a manager."}},
	"fr": {{Title: "Votre signalement", Text: "Le bureau peut enquêter sur votre signalement. Le personnel peut demander à l’UNOPS une protection contre les représailles.\n" +
		"Le bureau ne peut pas garantir que votre signalement reste confidentiel. Les signalements sont confidentiels. Dites au bureau si votre supérieur a exercé des représailles.\n" +
		"Le bureau enverra votre accusé sous 5 jours. Les enquêteurs doivent examiner chaque signalement de fraude.\n" +
		"Écrivez à aide@unops.example.org. Le bureau répond toujours à votre première lettre. Le bureau ne montre jamais votre nom à un responsable."}},
	"es": {{Title: "Su denuncia", Text: "La oficina puede investigar su denuncia. El personal puede pedir a UNOPS protección contra las represalias.\n" +
		"La oficina no puede garantizar que su denuncia siga siendo confidencial. Las denuncias son confidenciales. Diga a la oficina si su supervisor tomó represalias.\n" +
		"La oficina enviará su acuse en 5 días. Los investigadores deben examinar cada denuncia de fraude.\n" +
		"Escriba a ayuda@unops.example.org. La oficina siempre responde a su primera carta. La oficina nunca muestra su nombre a un gerente."}},
}

// TestSupportVouched: what a model's sentence promises, foretells or makes certain, one
// sentence of the passage promises, foretells or makes certain too.
func TestSupportVouched(t *testing.T) {
	for language, lists := range map[string][2][]string{
		"en": {
			{
				"The office will investigate your report.", "The office shall investigate your report.", "The office is going to investigate your report.",
				"The office must investigate your report.", "The office investigates your report.", "The office always investigates your report.",
				"UNOPS will protect you from retaliation.", "UNOPS must protect personnel from retaliation.", "UNOPS protects personnel from retaliation.",
				"The office guarantees that your report stays confidential.", "The office promises that your report stays confidential.",
				"We'll investigate your report at the office.", "Your report will always stay confidential.", "The office never shows your report to a manager.",
				"The investigators must study the request.", "The investigators may look into every report of fraud.",
				"The office may send your receipt within 5 days.", "The manager never shows your name to the office.", "The office certainly answers your first letter.",
				"It is certain that the office may investigate your report.", "The office is sure to investigate your report.",
			},
			{
				"The office may investigate your report.", "The office can investigate your report.", "Personnel can ask UNOPS to protect them from retaliation.",
				"The office cannot promise that your report stays confidential.", "The office will send your receipt within 5 days.",
				"The investigators must look into every report of fraud.", "The office always answers your first letter.", "The office never shows your name to a manager.",
			},
		},
		"fr": {
			{
				"Le bureau enquêtera sur votre signalement.", "Le bureau va enquêter sur votre signalement.", "Le bureau doit enquêter sur votre signalement.",
				"Le bureau enquête sur votre signalement.", "Le bureau enquête toujours sur votre signalement.", "L’UNOPS protégera le personnel contre les représailles.",
				"Le bureau garantit que votre signalement reste confidentiel.", "Le bureau promet que votre signalement reste confidentiel.",
				"Votre signalement restera confidentiel au bureau.", "Votre signalement ne sera jamais montré au bureau.",
				"Les enquêteurs peuvent examiner chaque signalement de fraude.", "Le bureau peut envoyer votre accusé sous 5 jours.",
				"Il est certain que le bureau peut enquêter sur votre signalement.",
			},
			{
				"Le bureau peut enquêter sur votre signalement.", "Le bureau ne peut pas garantir que votre signalement reste confidentiel.",
				"Le bureau enverra votre accusé sous 5 jours.", "Les enquêteurs doivent examiner chaque signalement de fraude.",
				"Le bureau répond toujours à votre première lettre.", "Le bureau ne montre jamais votre nom à un responsable.",
			},
		},
		"es": {
			{
				"La oficina investigará su denuncia.", "La oficina va a investigar su denuncia.", "La oficina debe investigar su denuncia.",
				"La oficina investiga su denuncia.", "La oficina siempre investiga su denuncia.", "UNOPS protegerá al personal contra las represalias.",
				"La oficina garantiza que su denuncia sigue siendo confidencial.", "La oficina promete que su denuncia sigue siendo confidencial.",
				"Su denuncia será siempre confidencial en la oficina.", "La oficina nunca muestra su denuncia a un gerente.",
				"Los investigadores pueden examinar cada denuncia de fraude.", "La oficina puede enviar su acuse en 5 días.",
				"Es seguro que la oficina puede investigar su denuncia.",
			},
			{
				"La oficina puede investigar su denuncia.", "La oficina no puede garantizar que su denuncia siga siendo confidencial.",
				"La oficina enviará su acuse en 5 días.", "Los investigadores deben examinar cada denuncia de fraude.",
				"La oficina siempre responde a su primera carta.", "La oficina nunca muestra su nombre a un gerente.",
			},
		},
	} {
		for i, list := range lists {
			for _, s := range list {
				if got := len(Supported(s[:len(s)-1]+" [1].", language, offices[language])) == 1; got != (i == 1) {
					t.Errorf("%s: %q is shown: %v", language, s, got)
				}
			}
		}
	}
}

// TestSupportAccuses: nobody of a person's story acts in a sentence; they may be spoken to
// and of.
func TestSupportAccuses(t *testing.T) {
	for language, lists := range map[string][2][]string{
		"en": {
			{
				"Reports are confidential and your manager retaliated.", "Your boss retaliated.", "Your former line manager, in anger, retaliated.", "He retaliated.",
				"Tell the office that she retaliates.", "Your colleagues bully you.", "The manager retaliated.", "You were harassed by your supervisor.",
				"The office reads that your co-worker lied.", "Your report to your manager was hidden because the boss hides reports.", "Tell your manager and your colleague retaliated.",
				"It is your manager who retaliated.", "Your manager's retaliation is confidential.", "Somebody retaliated; reports are confidential.",
			},
			{
				"They may not show it to your manager without your consent.", "Speak to your manager.", "Tell your boss what you need.", "You can ask a colleague for help.",
				"Managers must report misconduct.", "The office reads your report.", "You can speak with your supervisor or write to the office.",
			},
		},
		"fr": {
			{
				"Les signalements sont confidentiels et votre supérieur a exercé des représailles.", "Votre chef vous punit.", "Il exerce des représailles.",
				"Elle a menti.", "Le bureau lit que votre collègue ment.", "Vous êtes menacé par votre supérieure hiérarchique.", "Votre ancien chef, par colère, se venge.",
				"Ce sont vos collègues qui mentent.", "Le manager a exercé des représailles.", "Dites au bureau que votre responsable se venge.", "Quelqu’un a exercé des représailles.",
			},
			{
				"Ils ne peuvent pas le montrer à votre supérieur sans votre accord.", "Il est possible de signaler sans donner son nom.", "Il faut écrire au bureau.", "Il n’y a pas de délai, et il n’est pas confirmé que l’adresse serve.",
				"Parlez à votre supérieur hiérarchique ou au bureau.", "Les responsables de l’accueil lisent votre signalement.",
			},
		},
		"es": {
			{
				"Las denuncias son confidenciales y su supervisor tomó represalias.", "Su jefe lo castiga.", "Él tomó represalias.", "Ella mintió.",
				"La oficina lee que su colega miente.", "Usted fue castigado por su jefa directa.", "Su antiguo jefe, por enojo, toma represalias.",
				"Son sus compañeros quienes mienten.", "El gerente tomó represalias.", "Las denuncias son confidenciales y tomó represalias su supervisor.", "Alguien tomó represalias.",
			},
			{
				"No pueden mostrarla a su supervisor sin su consentimiento.", "Hable con su jefe.", "Puede hablar con su supervisor directo o con la oficina.",
				"Las personas encargadas leen su denuncia.",
			},
		},
	} {
		for i, list := range lists {
			for _, sentence := range list {
				if accuses(sentence, language) != (i == 0) {
					t.Errorf("%s: %q accuses: %v", language, sentence, i != 0)
				}
			}
		}
	}
	for language, said := range map[string]string{
		"en": "Reports are confidential and your manager retaliated [1].",
		"fr": "Les signalements sont confidentiels et votre supérieur a exercé des représailles [1].",
		"es": "Las denuncias son confidenciales y su supervisor tomó represalias [1].",
	} {
		if list := Supported(said, language, offices[language]); list != nil {
			t.Errorf("%s: %v", language, list)
		}
	}
}

// TestSupportAddressed: an address that is a part of another is another.
func TestSupportAddressed(t *testing.T) {
	for language, lists := range map[string][2][]string{
		"en": {{"Write to help@unops.example.", "Write to unops.example.org.", "Write to help@unops.example.or.", "See portal.unops.example.", "See unops.example/help."}, {"Write to help@unops.example.org.", "Write (help@unops.example.org).", "See portal.unops.example/help!"}},
		"fr": {{"Écrivez à aide@unops.example.", "Écrivez à ide@unops.example.org."}, {"Écrivez à « aide@unops.example.org »."}},
		"es": {{"Escriba a ayuda@unops.example.", "Escriba a uda@unops.example.org."}, {"¡Escriba a ayuda@unops.example.org!"}},
	} {
		for i, list := range lists {
			for _, sentence := range list {
				if addressed(offices[language][0].Text, sentence) != (i == 1) {
					t.Errorf("%s: %q has an address of its own: %v, found %q", language, sentence, i == 1, addresses(sentence))
				}
			}
		}
	}
	if got := addresses("(a@b.example), «c.example/d.»"); !slices.Equal(got, []string{"a@b.example", "c.example/d"}) {
		t.Errorf("%q", got)
	}
}
