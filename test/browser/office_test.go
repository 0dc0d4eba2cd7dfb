package browser

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// command runs a command of the program as it is typed, with standard input, and gives what
// it printed.
func command(t *testing.T, input string, args ...string) string {
	t.Helper()
	run := exec.Command(program.Path(t), args...)
	run.Stdin = strings.NewReader(input)
	var out, notes bytes.Buffer
	run.Stdout, run.Stderr = &out, &notes
	if err := run.Run(); err != nil {
		t.Fatalf("fairlead %s: %v\n%s", strings.Join(args, " "), err, notes.String())
	}
	return strings.TrimSpace(out.String())
}

// organisationFile writes what an operator tells `serve`: who runs this, and the root's
// public half.
func organisationFile(t *testing.T, home, root string) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{"name": "Harbour Works", "contact": "integrity@harbour.example", "root": root, "outside": "", "emergency": map[string]string{}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, "organisation.json")
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// enrol opens an invitation's link, takes the proposed password and gives it with the six
// words to read aloud.
func enrol(b *tab.Tab, link string) (password, six string) {
	b.Visit(link)
	b.See(".proposed")
	if strings.Contains(b.Where(), "#") {
		b.Fail("the token still stands in the address")
	}
	b.Shot("enrol")
	b.Axe("enrol")
	password = tab.Eval[string](b, `document.querySelector(".proposed").textContent.trim()`)
	b.Paste("fl-enrol form > .field input, fl-enrol form > label input, fl-enrol form input[autocomplete=off]", password)
	b.Click("fl-enrol button[type=submit]")
	six = words(b)
	b.Shot("enrol-words")
	b.Axe("enrol, six words")
	return password, six
}

// undertakes signs what every officer signs before the first case; the case opens behind it.
func undertakes(b *tab.Tab) {
	b.See("fl-undertaking button")
	b.Axe("undertaking")
	b.Click("fl-undertaking button")
	b.Until("the case behind it", `location.pathname.startsWith("/office/case/")`)
}

// TestOfficers makes an organisation's own officers: the root on the operator's machine,
// the first head certified by it, a second officer certified by the head's browser by six
// words; a case from before is given to the newcomer by a colleague, and suspending ends
// everything at once.
func TestOfficers(t *testing.T) {
	t.Parallel()
	home, data := t.TempDir(), t.TempDir()
	rootFile := filepath.Join(home, "root.key")
	public := command(t, "", "keys", "root", "--out", rootFile)
	organisation := organisationFile(t, home, public)
	s := program.Run(t, data, nil, "serve", "--organisation", organisation)
	place := []string{"--data", data, "--organisation", organisation, "--url", s.Base}

	b := tab.Open(t, s.Base)
	b.Visit(form(t, "en"))
	b.See("h1")
	b.Shot("closed")
	if tab.Eval[bool](b, `!!document.querySelector("fl-report form")`) {
		t.Error("the form is open though nobody can receive a report")
	}
	link := command(t, "", append([]string{"people", "invite", "--name", "Rosa Lind", "--unit", "wct", "--role", "head", "--role", "intake"}, place...)...)
	rosa := officer{name: "Rosa Lind"}
	var six string
	rosa.password, six = enrol(b, link)
	waiting := command(t, "", append([]string{"people", "proposals"}, place...)...)
	line := command(t, waiting, "people", "certify", "--root", rootFile, "--words", six)
	command(t, line, append([]string{"people", "accept"}, place...)...)

	person := tab.Open(t, s.Base)
	phrase, number := report(person, form(t, "en"), map[string]string{"wish": "heard", "what": "From before the newcomer came.", "people": "Alex Example"})

	link = command(t, "", append([]string{"people", "invite", "--name", "Sam Newcomer", "--unit", "wct", "--role", "handler"}, place...)...)
	newcomer := tab.Open(t, s.Base)
	sam := officer{name: "Sam Newcomer"}
	sam.password, six = enrol(newcomer, link)
	signIn(b, rosa)
	b.Visit("/office/people")
	b.Paste(".proposal input", "wrong words that nobody ever said")
	b.Click(".proposal button[type=submit]")
	b.See(".proposal [role=alert]:not([hidden])")
	b.Axe("people, wrong words")
	b.Paste(".proposal input", six)
	b.Click(".proposal button[type=submit]")
	b.Until("Sam among the officers", `[...document.querySelectorAll("table tr[data-name='Sam Newcomer']")].length === 1 && !document.querySelector(".proposal")`)
	b.Shot("people")

	signIn(newcomer, sam)
	newcomer.Without(number)
	newcomer.Visit("/office/case/" + number)
	newcomer.Without("Alex Example")
	b.Visit("/office/case/" + number)
	undertakes(b)
	b.Click(".declare .actions button:first-child")
	b.Click("form.give button[type=submit]")
	b.Until("Sam among the holders", `[...document.querySelectorAll(".case-side .card")].some(e => e.innerText.includes("Sam Newcomer") && !e.querySelector("form.give option"))`)
	newcomer.Visit("/office/case/" + number)
	undertakes(newcomer)
	newcomer.Read("Alex Example")
	newcomer.Click(".declare .actions button:first-child")
	newcomer.Read("From before the newcomer came.")

	// Rosa loses her password: the same person enrols anew, and a colleague gives her the key.
	link = command(t, "", append([]string{"people", "invite", "--name", "Rosa Lind", "--unit", "wct", "--role", "head", "--role", "intake"}, place...)...)
	rosa.password, six = enrol(b, link)
	newcomer.Visit(form(t, "en")) // nobody else receives: closed, rather than sealed to a lost key
	newcomer.See("h1")
	if tab.Eval[bool](newcomer, `!!document.querySelector("fl-report form")`) {
		t.Error("the form is open though its one receiver has lost her key")
	}
	waiting = command(t, "", append([]string{"people", "proposals"}, place...)...)
	line = command(t, waiting, "people", "certify", "--root", rootFile, "--words", six)
	command(t, line, append([]string{"people", "accept"}, place...)...)
	signIn(b, rosa)
	b.Without(number)
	newcomer.Visit("/office/case/" + number)
	newcomer.Click("form.give button[type=submit]")
	newcomer.Until("Rosa's new key", `!document.querySelector("form.give option")`)
	b.Visit("/office/case/" + number)
	b.Read("From before the newcomer came.")

	openMailbox(person, "en", phrase)
	person.Read("Sam Newcomer")
	person.Shot("holders")

	command(t, "", append([]string{"people", "suspend", "Sam Newcomer"}, place...)...)
	newcomer.Visit("/office/case/" + number)
	newcomer.See("fl-signin form")
	newcomer.Without("From before the newcomer came.")
	openMailbox(person, "en", phrase)
	person.Until("until when Sam could read", `[...document.querySelectorAll("[data-opened] .know li")].some(e => e.innerText.includes("Sam Newcomer") && e.innerText.includes("until"))`)
	person.Shot("holders-ended")
}
