package story

import "testing"

// TestSafety is a danger that goes on: it stands first in the queue, is made safe at once,
// then put right by an action with a day, and verified by a second person.
func TestSafety(t *testing.T) {
	h := open(t)
	person := h.person("es")
	person.reports("safety", map[string]string{
		"danger": "yes", "urgent": "yes", "what": "El andamio del patio se mueve.", "place": "Patio norte", "role": "witness", "agrees": "could-not-ask", "identity": "anonymous",
	})
	rafael, nadia := h.officer("Rafael"), h.officer("Nadia")
	rafael.Visit("/office/")
	rafael.See("table.cases .badge.alarm")
	look(rafael.Tab, "rafael 1, an urgent case")
	rafael.opens(person.number)
	rafael.gives()
	rafael.takes("still-dangerous", write("Gracias. Cerramos el patio ahora mismo."))
	rafael.takes("immediate-action", on(1), theRest("Close the yard."))
	look(rafael.Tab, "rafael 2, an open action")
	person.opens()
	person.stands("danger")
	person.Read("Cerramos el patio ahora mismo.")
	look(person.Tab, "person 1, still dangerous")

	rafael.again()
	rafael.takes("action-done", theRest("The yard is closed."))
	rafael.takes("no-danger-now", choose("made-safe"), write("El patio está cerrado."))
	rafael.takes("category", choose("condition"))
	rafael.takes("corrective-action", on(20), theRest("A new scaffold."))
	if rafael.can("verify") {
		t.Error("it can be verified while an action is open")
	}
	rafael.takes("action-done", theRest("The new scaffold stands."))
	rafael.takes("verify", theRest("Seen and tried."))
	nadia.opens(person.number)
	nadia.Read("Seen and tried.")
	look(nadia.Tab, "nadia 1, to verify")
	nadia.approves()
	rafael.again()
	rafael.takes("close-acted", theRest("El andamio es nuevo."))
	person.opens()
	person.stands("closed")
	person.Read("El andamio es nuevo.")
	look(person.Tab, "person 2, closed")
}
