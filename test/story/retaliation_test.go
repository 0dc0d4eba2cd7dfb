package story

import "testing"

// TestRetaliation: what somebody fears after speaking up is reviewed, referred to the
// investigators with their yes, and determined once the other person was heard.
func TestRetaliation(t *testing.T) {
	h := open(t)
	person := h.person("fr")
	person.reports("retaliation", map[string]string{
		"role": "affected", "what": "On m’a retiré mes projets après mon signalement.", "people": "Alex Exemple", "identity": "anonymous",
	})
	teresa, samuel, kwame := h.officer("Teresa"), h.officer("Samuel"), h.officer("Kwame")
	teresa.opens(person.number)
	teresa.gives()
	teresa.affected()
	teresa.takes("ask-information", write("Quand l’avez-vous signalé ?"))
	person.opens()
	person.writes("En mars, par écrit.")
	teresa.again()
	teresa.takes("information-complete")
	teresa.takes("category", choose("assignment"))
	teresa.takes("review", theRest("Le lien dans le temps est net."))
	samuel.opens(person.number)
	samuel.approves()
	look(samuel.Tab, "samuel 1, reviewed")

	teresa.again()
	teresa.asks("interim-protection", choose("protect"))
	teresa.asks("refer-iaig", choose("investigate"), tick("The report as it was sent"))
	person.opens()
	person.says("interim-protection", "yes")
	person.says("refer-iaig", "yes")
	teresa.again()
	teresa.takes("interim-protection", on(30), theRest("Another team until then."))
	teresa.takes("refer-iaig")
	kwame.opens(kwame.found())
	kwame.Read("On m’a retiré mes projets")
	never(kwame.Tab, "En mars, par écrit.")
	kwame.takes("accept", write("Nous avons pris le cas."))
	person.opens()
	person.stands("with-iaig")
	person.Read("Nous avons pris le cas.")
	look(person.Tab, "person 1, with the investigators")
	determined(t, h, person, teresa, samuel)
}

// determined: the other person is told and answers, and two officers sign what is found.
func determined(t *testing.T, h *house, person *Person, teresa, samuel *Officer) {
	teresa.again()
	teresa.takes("findings-in", write("Le rapport des enquêteurs est là."))
	if teresa.can("determine") {
		t.Error("it can be determined before the other person was heard")
	}
	teresa.asks("contact", write("It is Alex Example whom we would like to reach, to hear the other side."))
	person.opens()
	person.says("contact", "yes")
	teresa.again()
	concerned := h.invited("es", "retaliation", teresa.invites(choose("concerned"), choose("es"), theRest("Le escribimos por algo que se nos comunicó.")))
	teresa.again()
	teresa.takes("tell", write("Se dice que usted retiró proyectos a alguien."))
	concerned.opens()
	concerned.writes("Los retiré por falta de presupuesto.")
	samuel.again()
	samuel.takes("determine", theRest("More probable than not."))
	teresa.again()
	teresa.approves()
	samuel.again()
	samuel.takes("recommend", theRest("The projects are given back."))
	teresa.again()
	teresa.approves()
	teresa.again()
	teresa.takes("party-outcome", choose("party-determined"), choose("es"), theRest("Lo que hemos visto."))
	teresa.takes("close-established", theRest("Vos projets vous reviennent."))
	samuel.again()
	samuel.approves()
	person.opens()
	person.stands("closed")
	person.Read("Vos projets vous reviennent.")
	look(person.Tab, "person 2, determined")
	concerned.opens()
	concerned.Read("Lo que hemos visto.")
	never(concerned.Tab, "Vos projets", "On m’a retiré", person.number)
	look(concerned.Tab, "concerned 1, outcome")
}
