package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestTrip is the first thing that must be true: a person writes a report in their
// language and keeps 12 words; an officer unlocks, declares, reads and answers; the person
// comes back with the 12 words, reads the answer and writes again.
func TestTrip(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	file := filepath.Join(t.TempDir(), "agenda of the meeting.txt")
	if err := os.WriteFile(file, []byte("Tuesday, the third item."), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, trip := range []struct {
		language, what, answer, back string
		width                        int64
		dark                         bool
	}{
		{"en", "My supervisor shouts at me in every meeting.", "Thank you for writing to us. May we talk on Thursday?", "Yes, Thursday is good.", 1280, false},
		{"fr", "Mon supérieur m’humilie devant l’équipe.", "Merci de nous avoir écrit. Pouvons-nous parler jeudi ?", "Oui, jeudi me convient.", 390, true},
		{"es", "Mi supervisora me aparta de todas las reuniones.", "Gracias por escribirnos. ¿Podemos hablar el jueves?", "Sí, el jueves me va bien.", 390, false},
	} {
		t.Run(trip.language, func(t *testing.T) {
			person := tab.Open(t, s.Base)
			person.Size(trip.width, 900)
			person.Dark(trip.dark)
			phrase, number := report(person, form(t, trip.language), map[string]string{
				"wish": "formal", "role": "affected", "what": trip.what, "people": "Alex Example", "identity": "anonymous",
			}, file)

			staff := tab.Open(t, s.Base)
			signIn(staff, officers(t, s)["wct"][0])
			staff.Shot("queue")
			staff.Axe("queue")
			readAndAnswer(staff, number, trip.what, trip.answer)

			openMailbox(person, trip.language, phrase)
			person.Read(trip.answer)
			person.Read("Mira Okafor")
			person.Shot("mailbox")
			person.Axe("mailbox")
			person.Paste("#letter", trip.back)
			person.Click("[data-opened] form button[type=submit]")
			person.See(".note.good")
			person.Read(trip.back)

			staff.Visit("/office/")
			staff.Click(`a[href="/office/case/` + number + `"]`)
			staff.Read(trip.back)
			staff.Shot("case-answered")
		})
	}
}

// report makes and sends a report with scripts and gives words and number.
func report(b *tab.Tab, address string, fields map[string]string, files ...string) (phrase, number string) {
	b.Visit(address)
	b.See("fl-report[ready]")
	b.Shot("report-start")
	b.Axe("report, before the first question")
	answers(b, fields, files...)
	b.Shot("report-review")
	b.Axe("report, review")
	next(b)
	phrase = words(b)
	b.Shot("report-words")
	b.Axe("report, the words")
	next(b)
	b.Until("the page after sending", `/\d{4}-\d{4}/.test(document.querySelector('fl-report h1 ~ *, fl-report').innerText) && !document.querySelector('fl-report form')`)
	b.Shot("report-sent")
	b.Axe("report, sent")
	if again := words(b); again != phrase {
		panic("the words after sending are others than before")
	}
	return phrase, caseNumber.FindString(b.Text())
}

// readAndAnswer opens a case as an officer does for the first time.
func readAndAnswer(b *tab.Tab, number, what, answer string) {
	b.Visit("/office/case/" + number)
	b.See(".declare")
	b.Read("Alex Example")
	b.Without(what)
	b.Shot("case-declare")
	b.Axe("case, before declaring")
	b.Click(".declare .actions button:first-child")
	b.Read(what)
	b.Read("agenda of the meeting.txt")
	b.Shot("case")
	b.Axe("case")
	b.Paste(".case-letters textarea", answer)
	b.Click(".case-letters button[type=submit]")
	b.See(".thread .mine")
	b.Read(answer)
	if !strings.Contains(b.Text(), number) {
		panic("the case page does not name its case")
	}
}

// TestSavedFile keeps the words as a file, and opens the mailbox with it.
func TestSavedFile(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	folder := t.TempDir()
	b := tab.Open(t, s.Base)
	b.Downloads(folder)
	_, number := report(b, form(t, "fr"), map[string]string{"wish": "heard", "what": "Ce que j’ai vu hier."})
	b.Click("[data-save]")
	var saved []string
	for end := time.Now().Add(program.Patience); len(saved) == 0 && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		saved, _ = filepath.Glob(filepath.Join(folder, "*.txt"))
	}
	if len(saved) != 1 {
		t.Fatalf("one file was to be saved: %v", saved)
	}
	b.Visit(mailbox("fr"))
	b.See("fl-mailbox[ready]")
	b.Attach("#saved", saved[0])
	b.Click("fl-mailbox button[type=submit]")
	b.See("[data-opened] h1")
	b.Read(number)
	b.Visit(mailbox("es"))
	b.See("fl-mailbox[ready]")
	b.Paste("#words", "abaco abdomen abeja abierto abogado abono aborto abrazo abrir abuelo abuso acabar")
	b.Click("fl-mailbox button[type=submit]")
	b.See("[data-wrong]:not([hidden])")
	b.Shot("wrong-words")
	b.Axe("words that open nothing")
}
