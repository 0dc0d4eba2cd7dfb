package story

import "testing"

// TestManagementEvaluation: a member of staff asks for a decision to be looked at and gets an
// answer with reasons and the next door's time limit.
func TestManagementEvaluation(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.reports("evaluation", map[string]string{
		"role": "self", "decision": "My contract is not renewed.", "type": "non-renewal", "contract": "fixed-term", "name": "Robin Sample",
	})
	youssef, mei := h.officer("Youssef"), h.officer("Mei")
	youssef.opens(person.number)
	youssef.gives()
	youssef.affected()
	youssef.takes("category", choose("non-renewal"))
	youssef.takes("receivable", choose("elsewhere"), write("We look at the decision."))
	look(youssef.Tab, "youssef 1, receivable")
	person.opens()
	person.stands("receivable")
	look(person.Tab, "person 1, receivable")
	youssef.again()
	youssef.takes("evaluate", theRest("The decision gives no reason."))
	mei.opens(person.number)
	mei.Read("The decision gives no reason.")
	mei.approves()
	youssef.again()
	youssef.takes("reply", choose("upheld"), theRest("The decision stands, for these reasons."))
	mei.again()
	look(mei.Tab, "mei 1, the reply to agree to")
	mei.approves()
	person.opens()
	person.stands("closed")
	person.Read("The decision stands, for these reasons.")
	person.Read(h.word("en", "mailbox.clock.theirs"))
	look(person.Tab, "person 2, the reply")
}

// TestContractorsEvaluation: a contractor is told why the request cannot be taken, and which
// door their own contract names.
func TestContractorsEvaluation(t *testing.T) {
	h := open(t)
	person := h.person("fr")
	person.reports("evaluation", map[string]string{
		"role": "self", "decision": "Mon contrat a été rompu.", "type": "termination", "contract": "contractor",
	})
	youssef, mei := h.officer("Youssef"), h.officer("Mei")
	youssef.opens(person.number)
	youssef.gives()
	youssef.affected()
	youssef.takes("not-receivable", choose("own-contract"), theRest("Votre contrat a sa propre clause."))
	mei.opens(person.number)
	mei.approves()
	person.plainly().opens()
	person.stands("closed")
	person.Read("Votre contrat a sa propre clause.")
	look(person.Tab, "person 1, told the door")
}
