package story

import "testing"

// TestNotEnoughEvidence is an investigation that ends without a finding against anyone: the
// person concerned is told before the interview, reads the note of it, comments on the
// evidence, and both read how it ended.
func TestNotEnoughEvidence(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.reports("misconduct", map[string]string{
		"role": "affected", "what": "Invoices for a bridge that was never built.", "people": "Alex Example", "identity": "anonymous",
	}, h.file("invoice.txt", "One bridge."))
	kwame, ingrid := h.officer("Kwame"), h.officer("Ingrid")

	opened(t, h, person, kwame, ingrid)
	concerned := interviewed(t, h, person, kwame, ingrid)
	concluded(t, h, person, concerned, kwame, ingrid)
}

// opened goes from the report to an investigation that a second person opened.
func opened(t *testing.T, h *house, person *Person, kwame, ingrid *Officer) {
	kwame.opens(person.number)
	kwame.affected()
	kwame.takes("begin-intake", write("Thank you. We look at whether this can be investigated."))
	kwame.takes("category", choose("fraud"))
	kwame.takes("intake-assessment", theRest("The invoice can be checked."))
	ingrid.opens(person.number)
	ingrid.approves()
	ingrid.again()
	ingrid.takes("open-investigation", write("We investigate this. You hear from us again."))
	kwame.again()
	kwame.approves()
	person.opens()
	person.stands("investigating")
	person.Read("You hear from us again.")
	look(person.Tab, "person 1, investigating")
}

// interviewed: only after the person concerned was told in writing.
func interviewed(t *testing.T, h *house, person *Person, kwame, ingrid *Officer) *Person {
	kwame.again()
	kwame.takes("plan", theRest("The invoices, the site, the supplier."))
	kwame.takes("evidence", theRest("The invoice of March."))
	if kwame.can("interview-concerned") {
		t.Error("the person concerned can be interviewed before they were told")
	}
	kwame.asks("contact", write("It is Alex Example whom we would like to reach, to hear the other side."))
	person.opens()
	person.says("contact", "yes")
	kwame.again()
	concerned := h.invited("fr", "investigation", kwame.invites(choose("concerned"), choose("fr"), theRest("Nous vous écrivons au sujet d’une enquête.")))
	kwame.again()
	kwame.takes("tell", write("Il est dit qu’une facture a été payée pour un pont qui n’existe pas."))
	kwame.takes("interview-concerned", choose(kwame.party("concerned")), theRest("J’ai signé la facture sur la foi du rapport du site."))
	look(kwame.Tab, "kwame 1, interviewed")
	concerned.opens()
	concerned.Read("J’ai signé la facture")
	look(concerned.Tab, "concerned 1, the note of the talk")
	concerned.agrees()
	concerned.writes("Le rapport du site disait que le pont était fini.")
	return concerned
}

// concluded: findings, report and letters, each with a second person.
func concluded(t *testing.T, h *house, person, concerned *Person, kwame, ingrid *Officer) {
	kwame.again()
	kwame.Read("Le rapport du site disait")
	kwame.takes("comments")
	kwame.takes("finding", choose("not-enough"), theRest("One invoice, one report that contradicts it."))
	ingrid.again()
	ingrid.approves()
	ingrid.again()
	ingrid.takes("report", theRest("Not enough evidence."))
	kwame.again()
	kwame.approves()
	kwame.again()
	if kwame.can("conclude") {
		t.Error("the case can end before the person concerned has their letter")
	}
	kwame.takes("party-outcome", choose("party-not-enough"), choose("fr"), theRest("Nous avons regardé la facture et le rapport du site."))
	kwame.takes("conclude", choose("investigated-not-enough"), theRest("We looked at the invoice and the site."))
	ingrid.again()
	ingrid.approves()

	person.opens()
	person.stands("closed")
	person.Read("We looked at the invoice and the site.")
	never(person.Tab, "J’ai signé")
	look(person.Tab, "person 2, closed")
	concerned.opens()
	concerned.Read("Nous avons regardé la facture")
	never(concerned.Tab, "We looked at the invoice")
	never(concerned.Tab, "Hello")
	never(concerned.Tab, person.number)
	look(concerned.Tab, "concerned 2, outcome")
}
