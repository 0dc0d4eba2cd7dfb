package story

import (
	"archive/zip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestActs is what a person can do in their mailbox, on a phone whose connection fails: answer
// and take it back, ask for a meeting, give their name, agree with a note, take everything
// along, withdraw and undo it, and print the letter that ends it.
func TestActs(t *testing.T) {
	h := open(t)
	person := h.person("fr")
	person.Size(390, 844)
	person.Dark(true)
	person.reports("harassment", map[string]string{
		"wish": "formal", "role": "affected", "what": "Depuis mars, il crie en réunion.", "people": "Alex Exemple",
		"contact-others": "ask", "identity": "anonymous",
	}, h.file("note.txt", "Ce que j’ai noté."))
	mira := h.officer("Mira")
	mira.opens(person.number)
	mira.affected()
	mira.takes("category", choose("harassment"))
	mira.takes("listen", write("Nous vous écoutons."))
	mira.asks("begin-assessment", choose("assess"))

	answersOffline(person)
	meetsAndNames(person, mira)
	agrees(person, mira)
	takesAlong(t, person)
	withdraws(person)
	mira.again()
	mira.takes("guide", write("Voici trois façons de répondre."))
	mira.takes("guidance-given", theRest("Dites calmement ce que vous demandez."))
	prints(person)
}

// answersOffline comes with the words in the address. The first answer does not leave the page,
// the second arrives and its receipt is lost; it counts once, and is taken back.
func answersOffline(p *Person) {
	p.Visit("/fr/mailbox#" + strings.ReplaceAll(p.words, " ", "-"))
	p.See("fl-mailbox[ready]")
	p.Until("the words in the field", `document.querySelector("#words").value.split(" ").length === 12 && location.hash === ""`)
	p.Click("form[action$='/mailbox/open'] button[type=submit]")
	p.See("form[data-request]")
	p.Click("form[data-request] button[type=submit]")
	p.See("form[data-request] [role=alert]")
	p.Click("form[data-request] input[value=yes]")
	tab.Eval[bool](p.Tab, `(window.reached = window.fetch, window.fetch = () => Promise.reject(new TypeError("offline")), true)`)
	p.Click("form[data-request] button[type=submit]")
	p.Until("that it was not sent", `document.querySelector("form[data-request] [role=alert]") && !document.querySelector("form[data-request] button").disabled`)
	look(p.Tab, "acts 1, offline")
	tab.Eval[bool](p.Tab, `(window.fetch = async (...all) => {
		const answer = await window.reached(...all);
		if (String(all[0]).endsWith("/send/act") && !window.lost) { window.lost = true; throw new TypeError("lost") }
		return answer }, true)`)
	p.Click("form[data-request] button[type=submit]")
	p.Until("that it was sent, and the focus there", `window.lost && document.activeElement.matches("[data-done] .note.good")`)
	p.Click("[data-back]")
	p.Until("that the yes is taken back", `document.querySelector("[data-answered]") && !document.querySelector("[data-back], form[data-request]")`)
}

// meetsAndNames asks for a meeting and gives a name; both are letters of theirs.
func meetsAndNames(p *Person, mira *Officer) {
	p.Click("details:has([data-act=meet]) > summary")
	p.Paste("#meet", "Mardi matin ?")
	p.Click("[data-act=meet] button[type=submit]")
	p.Read(p.h.word("fr", "js.mailbox.meet.done"))
	p.Click("details:has([data-act=name]) > summary")
	p.Paste("#name", "Camille Exemple")
	p.Click("[data-act=name] button[type=submit]")
	p.Read(p.h.word("fr", "js.mailbox.name.done"))
	mira.again()
	mira.Read("Mardi matin ?")
	mira.Read("Camille Exemple")
}

func agrees(p *Person, mira *Officer) {
	mira.takes("statement", write("Nous avons parlé mardi."))
	p.opens()
	p.Read("Nous avons parlé mardi.")
	look(p.Tab, "acts 2, a note to agree with")
	p.Click("[data-agree]")
	p.Until("that they agreed", `!document.querySelector("[data-agree]") && document.querySelector(".thread .badge.good")`)
}

// takesAlong downloads everything that is theirs.
func takesAlong(t *testing.T, p *Person) {
	folder := t.TempDir()
	p.Downloads(folder)
	p.Click("[data-everything]")
	p.See("[data-keep] .badge.good")
	var saved []string
	for end := time.Now().Add(program.Patience); len(saved) == 0 && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		saved, _ = filepath.Glob(filepath.Join(folder, "*.zip"))
	}
	if len(saved) != 1 {
		t.Fatalf("one file was to be saved: %v", saved)
	}
	copied, err := zip.OpenReader(saved[0])
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	names := ""
	for _, file := range copied.File {
		names += file.Name + "\n"
	}
	for _, part := range []string{"Votre signalement.txt", "Votre lettre.txt", "Mira Okafor", "note.txt", "signed-lines.json"} {
		if !strings.Contains(names, part) {
			t.Errorf("the copy lacks %s:\n%s", part, names)
		}
	}
}

// withdraws presses twice, and undoes it.
func withdraws(p *Person) {
	p.Click("details[data-act=withdraw] > summary")
	p.Click("details[data-act=withdraw] .actions button")
	look(p.Tab, "acts 3, about to withdraw")
	p.Click("details[data-act=withdraw] .note .actions button:first-child")
	p.See("[data-undo]")
	look(p.Tab, "acts 4, withdrawn")
	p.Click("[data-undo]")
	p.Until("that it is undone", `!document.querySelector("[data-undo]") && document.querySelector("details[data-act=withdraw]")`)
}

// prints has only the letter on the sheet.
func prints(p *Person) {
	p.opens()
	p.See("li.outcome")
	look(p.Tab, "acts 5, the letter that ends it")
	tab.Eval[bool](p.Tab, `(window.print = () => { window.printed = true }, true)`)
	p.Click(".part > .note button")
	p.Until("the focus on the letter", `document.activeElement.matches("li.outcome")`)
	p.Click("[data-print]")
	p.Until("the sheet", `window.printed && document.querySelector("body > .print-sheet")?.textContent.includes("Dites calmement")`)
}
