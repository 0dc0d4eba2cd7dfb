package story

import "testing"

// TestTalks: both are willing, and talk. The invited person agrees with the note of the first
// talk and then leaves, which ends it. They come together once more, settle it, and after 90
// days the office notes that it held.
func TestTalks(t *testing.T) {
	h := open(t)
	person := h.person("en")
	person.reports("harassment", map[string]string{
		"wish": "help", "role": "affected", "what": "A colleague speaks over me in every meeting.", "people": "Alex Example",
		"contact-others": "ask", "identity": "anonymous",
	})
	mira := h.officer("Mira")
	mira.opens(person.number)
	mira.affected()
	mira.takes("category", choose("conflict"))
	mira.takes("listen", write("Thank you. Would a talk with a colleague of ours beside you help?"))
	mira.asks("contact", write("It is Alex Example whom we would invite to the talk."))
	proposes(person, mira)
	person.opens()
	person.says("contact", "yes")
	mira.again()
	guest := h.invited("es", "conduct", mira.invites(choose("invited"), choose("es"), theRest("Quisiéramos invitarle a una conversación con un colega.")))

	if mira.again(); mira.can("talks") {
		t.Error("talks can begin before anybody was asked")
	}
	willing(mira, person, guest)
	mira.takes("talks")
	mira.takes(mira.of("statement", "invited"), write("Hablamos de cómo se reparte la palabra."))
	guest.opens()
	guest.Read("Hablamos de cómo se reparte la palabra.")
	guest.agrees()
	look(guest.Tab, "guest 1, a note agreed to")
	guest.takesBack()
	look(guest.Tab, "guest 2, left")
	person.opens()
	never(person.Tab, "Hablamos de cómo")
	mira.again()
	mira.takes("talks-ended", choose("left"))
	look(mira.Tab, "mira 1, somebody left")
	person.opens()
	person.stands("after-talks")

	mira.takes("guide", write("Here is what you can say when it happens again."))
	proposes(person, mira)
	willing(mira, person, guest, write("Quien modera es ahora otra persona. ¿Quiere intentarlo otra vez?"))
	mira.takes("talks")
	mira.takes("talks-ended", choose("settled"))
	mira.takes("party-outcome", choose("party-talks-over"), choose("es"), theRest(""))
	mira.takes("resolved", theRest("You told us that it is settled between you."))
	person.opens()
	person.stands("closed")
	person.Read("You told us that it is settled between you.")
	look(person.Tab, "person 1, settled")
	guest.opens()
	guest.Read("Las conversaciones en las que le propusimos participar han terminado.")
	never(guest.Tab, person.number, "You told us", "speaks over me")
	look(guest.Tab, "guest 3, over")
	held(t, h, mira.number)
}

// proposes asks for the yes to propose talks, and proposes them.
func proposes(person *Person, mira *Officer) {
	mira.asks("propose-talks", choose("resolve"))
	person.opens()
	person.says("propose-talks", "yes")
	mira.again()
	mira.takes("propose-talks")
}

// willing asks both whether they want to talk, the guest with what more is said, and both do.
func willing(mira *Officer, person, guest *Person, more ...answer) {
	mira.again()
	mira.asks("talks", choose("reporter"))
	mira.asks("talks", append([]answer{choose(mira.party("invited"))}, more...)...)
	for _, one := range []*Person{person, guest} {
		one.opens()
		one.says("talks", "yes")
	}
	mira.again()
}

// held: after 90 days the office notes whether it held, and nobody but the office reads it.
func held(t *testing.T, h *house, number string) {
	h.later(91)
	mira := h.officer("Mira")
	mira.opens(number)
	look(mira.Tab, "mira 2, after 90 days")
	mira.takes("talks-held", choose("held"))
	if mira.again(); mira.can("talks-held") {
		t.Error("it can be noted twice whether it held")
	}
}
