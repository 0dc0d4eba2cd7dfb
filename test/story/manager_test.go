package story

import "testing"

// TestManagersReport: a manager reports what happened to somebody else. The office may only
// try to reach that person; once they have come, the case is theirs, and the manager reads
// no more than their own part.
func TestManagersReport(t *testing.T) {
	h := open(t)
	manager := h.person("en")
	manager.reports("harassment", map[string]string{
		"wish": "formal", "role": "manager", "agrees": "could-not-ask", "what": "I saw how a colleague of my team is shouted at.",
		"people": "Alex Example", "identity": "anonymous",
	})
	mira := h.officer("Mira")
	mira.opens(manager.number)
	look(mira.Tab, "mira 1, a manager's report")
	affected := h.invited("fr", "conduct", mira.invites(choose("affected"), choose("fr"), theRest("On nous a dit que quelque chose vous est arrivé.")))
	mira.again()
	mira.takes("affected", choose(mira.party("affected")))
	if mira.can("begin-assessment") || mira.can("offer-iaig") {
		t.Error("a step can be taken before the affected person was reached")
	}
	look(mira.Tab, "mira 2, waiting for the affected person")

	affected.opens()
	affected.Read("On nous a dit")
	never(affected.Tab, "I saw how a colleague")
	look(affected.Tab, "affected 1, reached")
	affected.writes("Oui, c’est vrai. Je voudrais un conseil, rien de plus.")
	mira.again()
	mira.Read("Je voudrais un conseil")
	mira.takes("listen", write("Merci. Nous vous écoutons."))
	mira.takes("guide", write("Voici ce qui peut vous aider."))
	mira.asks("begin-assessment", choose("assess"))
	affected.opens()
	affected.stands("guiding")
	affected.Read("Voici ce qui peut vous aider.")
	look(affected.Tab, "affected 2, asked")
	affected.says("begin-assessment", "no")

	manager.opens()
	never(manager.Tab, "Voici ce qui peut", "Nous vous écoutons", h.pack.ProcedureText("en", "conduct").Steps["guide"].Name)
	if len(manager.requests()) > 0 {
		t.Error("the manager is asked for a consent that is not theirs")
	}
	look(manager.Tab, "manager 1, their own part")

	mira.again()
	mira.takes("guidance-given", choose("fr"), theRest("Ce que vous pouvez faire maintenant."))
	affected.opens()
	affected.stands("closed")
	affected.Read("Ce que vous pouvez faire maintenant.")
	never(affected.Tab, "Hello")
	look(affected.Tab, "affected 3, closed")
	manager.plainly().opens()
	never(manager.Tab, "Ce que vous pouvez faire maintenant.")
	look(manager.Tab, "manager 2, closed")
}
