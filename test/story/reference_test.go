package story

import "testing"

// TestReference is the story of section 2.5 of the facts, seen from every side: a report of
// harassment in French; the team listens and assesses with the person's yes; the referral
// with one file held back, declined with reasons; talks that do not begin; the other person
// heard; measures recommended; letters to both.
func TestReference(t *testing.T) {
	h := open(t)
	mail, diary := h.file("courriel.txt", "Le message de mardi."), h.file("journal.txt", "Ce que j’ai noté chaque soir.")
	person := h.person("fr")
	mira, jonas := h.officer("Mira"), h.officer("Jonas")

	reportAndAssess(t, h, person, mira, jonas, mail, diary)
	declined(t, h, person, mira)
	noTalks(t, h, person, mira)
	heard(t, h, person, mira, jonas)
}

// reportAndAssess goes from the report to an assessment that a second person signed.
func reportAndAssess(t *testing.T, h *house, person *Person, mira, jonas *Officer, files ...string) {
	person.reports("harassment", map[string]string{
		"wish": "formal", "role": "affected", "what": "Depuis mars, mon chef m’humilie devant l’équipe.",
		"people": "Alex Exemple", "contact-others": "ask", "identity": "anonymous",
	}, files...)

	mira.opens(person.number)
	mira.Read("mon chef m’humilie")
	look(mira.Tab, "mira 1, a new case")
	mira.affected()
	mira.takes("category", choose("harassment"))
	mira.takes("listen", write("Merci de nous avoir écrit. Nous vous écoutons."))
	mira.asks("begin-assessment", choose("assess"))
	look(mira.Tab, "mira 2, asked")

	person.opens()
	person.Read("Nous vous écoutons.")
	look(person.Tab, "person 1, asked to assess")
	person.says("begin-assessment", "yes")

	mira.again()
	mira.takes("begin-assessment")
	mira.takes("assess", choose("misconduct"), theRest("Le récit est précis ; deux pièces le soutiennent."))
	look(mira.Tab, "mira 3, assessment waits")
	jonas.opens(person.number)
	jonas.Read("deux pièces le soutiennent")
	look(jonas.Tab, "jonas 1, an assessment to sign")
	jonas.approves()
	person.opens()
	person.stands("assessed")
}

// declined: parts of the case go to the investigators, who write why they do not take it.
func declined(t *testing.T, h *house, person *Person, mira *Officer) {
	mira.again()
	mira.asks("offer-iaig", choose("investigate"), tick("The report as it was sent"), tick("courriel.txt"), tick("journal.txt"))
	person.opens()
	look(person.Tab, "person 2, asked to refer")
	person.says("offer-iaig", "part", "Votre signalement", "courriel.txt")
	look(person.Tab, "person 3, agreed in part")

	kwame := h.officer("Kwame")
	if kwame.knows(person.number) {
		t.Error("the investigators know of the case before it was offered")
	}
	mira.again()
	step := mira.step("offer-iaig")
	look(mira.Tab, "mira 4, about to offer")
	mira.sends("offer-iaig", step)

	offered := kwame.found()
	kwame.opens(offered)
	kwame.Read("mon chef m’humilie")
	kwame.Read("courriel.txt")
	never(kwame.Tab, "journal.txt")
	never(kwame.Tab, "Nous vous écoutons")
	never(kwame.Tab, "deux pièces le soutiennent")
	look(kwame.Tab, "kwame 1, an offer")
	person.opens()
	person.stands("offered")
	person.Read("Kwame Mensah")
	look(person.Tab, "person 4, offered")
	kwame.takes("decline", choose("less-serious"), write("Les faits décrits ne relèvent pas d’une enquête."), write("Decided on the parts that came; nothing else was looked at."))
	look(kwame.Tab, "kwame 2, declined")
	kwame.again()
	never(kwame.Tab, "mon chef m’humilie")
	look(kwame.Tab, "kwame 3, the parts are gone")

	person.opens()
	person.stands("returned")
	person.Read("Les faits décrits ne relèvent pas d’une enquête.")
	look(person.Tab, "person 5, declined")
	mira.again()
	mira.Read("Les faits décrits ne relèvent pas d’une enquête.")
	look(mira.Tab, "mira 5, declined")
}

// noTalks: with two yeses the other person is invited to talk, and is not willing.
func noTalks(t *testing.T, h *house, person *Person, mira *Officer) {
	mira.asks("propose-talks", choose("resolve"))
	mira.asks("contact", write("It is Alex Example whom we would like to reach, to hear the other side."))
	person.opens()
	look(person.Tab, "person 6, asked about talks")
	person.says("propose-talks", "yes")
	person.says("contact", "yes")

	mira.again()
	mira.takes("propose-talks")
	guest := h.invited("en", "conduct", mira.invites(choose("invited"), choose("en"),
		theRest("We should like to invite you to a talk with a colleague, to find a solution together.")))
	look(mira.Tab, "mira 6, the words of the invited person")
	guest.plainly().opens()
	guest.Read("invite you to a talk")
	never(guest.Tab, person.number)
	look(guest.Tab, "guest 1, invited")

	mira.again()
	mira.asks("talks", tick("Person invited"))
	guest.opens()
	never(guest.Tab, person.number)
	look(guest.Tab, "guest 2, asked")
	guest.says("talks", "no")
	mira.again()
	if mira.can("talks") {
		t.Error("talks can begin with somebody who said no")
	}
	mira.takes("no-talks", choose("not-everyone"))
	mira.takes("party-outcome", choose("party-talks-over"), choose("en"), theRest("The talks do not begin."))
	person.opens()
	person.stands("after-talks")
	look(person.Tab, "person 7, no talks")
}

// heard: the person concerned is told in writing and answers; only then are measures
// recommended, and letters go to both.
func heard(t *testing.T, h *house, person *Person, mira, jonas *Officer) {
	mira.again()
	mira.asks("contact", write("It is Alex Example whom we would like to reach, to hear the other side."))
	person.opens()
	person.says("contact", "yes")
	mira.again()
	concerned := h.invited("en", "conduct", mira.invites(choose("concerned"), choose("en"), theRest("We write to you about something that was reported.")))
	if mira.can("recommend-measures") {
		t.Error("measures can be recommended before the person concerned was told")
	}
	mira.again()
	mira.takes(mira.of("tell", "concerned"), write("It is said that you humiliate somebody in meetings."))
	concerned.opens()
	concerned.Read("humiliate somebody in meetings")
	never(concerned.Tab, person.number, "mon chef", "courriel.txt", "Kwame")
	look(concerned.Tab, "concerned 1, told")
	concerned.writes("I raised my voice once, and I am sorry for it.")
	look(concerned.Tab, "concerned 2, answered")

	jonas.again()
	jonas.Read("I raised my voice once")
	jonas.takes("recommend-measures", theRest("A talk with the team lead about meetings."))
	mira.again()
	look(mira.Tab, "mira 7, measures to agree to")
	mira.approves()
	mira.again()
	mira.takes(mira.of("party-outcome", "concerned"), choose("party-measures"), choose("en"), theRest("A talk about how meetings are held."))
	mira.takes("close-measures", choose("measures-declined"), theRest("Ce que nous avons pu établir."))
	jonas.again()
	look(jonas.Tab, "jonas 2, the last letter to agree to")
	jonas.approves()

	person.opens()
	person.stands("closed")
	person.Read("Ce que nous avons pu établir.")
	never(person.Tab, "I raised my voice once")
	person.Read("Vous avez accepté que ces éléments soient transmis.")
	person.Read("A pu lire jusqu’au")
	look(person.Tab, "person 8, closed")
	person.plainly().opens()
	person.stands("closed")
	person.Read("Ce que nous avons pu établir.")
	look(person.Tab, "person 9, closed, without scripts")
	concerned.opens()
	concerned.Read("A talk about how meetings are held.")
	never(concerned.Tab, "Ce que nous avons pu établir")
	never(concerned.Tab, "A talk with the team lead")
	never(concerned.Tab, "ne relèvent pas d’une enquête")
	never(concerned.Tab, "Bonjour")
	look(concerned.Tab, "concerned 3, outcome")
	mira.again()
	look(mira.Tab, "mira 8, closed")
}
