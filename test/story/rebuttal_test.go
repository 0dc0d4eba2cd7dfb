package story

import "testing"

// TestRebuttal: an appraisal is looked at by a reviewer from outside who sees that file
// alone; the recommendation goes by the director to whoever decides, and the person reads
// the result.
func TestRebuttal(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.reports("rebuttal", map[string]string{
		"role": "self", "cycle": "2025", "rating": "Partly meets", "reasons": "Two projects were left out.", "name": "Robin Sample",
	})
	anjali, bruno, clara, henrik := h.officer("Anjali"), h.officer("Bruno"), h.officer("Clara"), h.officer("Henrik")
	if clara.cases() > 0 {
		t.Error("the reviewer from outside has the case before they were given it")
	}
	anjali.opens(person.number)
	anjali.affected()
	anjali.takes("conditions-met", write("Your request meets the conditions."), theRest("Signed in time."))
	person.opens()
	person.Read("Your request meets the conditions.")
	anjali.again()
	anjali.gives()
	anjali.takes("name-reviewer", write("An independent reviewer has your file now."))
	look(anjali.Tab, "anjali 1, with the reviewer")

	clara.opens(person.number)
	clara.takes("interview", theRest("Robin says that two projects were left out."))
	clara.takes("review", theRest("The file names both projects."))
	look(clara.Tab, "clara 1, reviewed")
	person.opens()
	person.stands("reviewed")
	person.Read("Robin says that two projects were left out.")
	person.agrees()
	look(person.Tab, "person 1, reviewed")

	anjali.again()
	anjali.takes("to-director")
	henrik.opens(person.number)
	henrik.takes("to-deputy", theRest("I agree with the reviewer."))
	henrik.takes("decide", theRest("The rating is changed."))
	look(henrik.Tab, "henrik 1, decided")
	anjali.again()
	anjali.takes("tell-result", choose("rating-changed"), theRest("Both projects count now."))
	bruno.opens(person.number)
	bruno.approves()
	person.opens()
	person.stands("closed")
	person.Read("Both projects count now.")
	look(person.Tab, "person 2, the result")
}
