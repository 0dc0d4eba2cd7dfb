package browser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"fairlead/internal/seal"
	"fairlead/packs"
	"fairlead/test/program"
	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// fillUntil fills the form question by question and stays at one of them.
func fillUntil(b *tab.Tab, address string, fields map[string]string, until string) {
	b.Visit(address)
	b.See("fl-report[ready]")
	for {
		next(b)
		b.Until("the next question", `document.querySelector('[data-step]:not([hidden])')`)
		at := tab.Eval[string](b, `(s => s.dataset.field || s.dataset.step)(document.querySelector('[data-step]:not([hidden])'))`)
		if value, ok := fields[at]; ok {
			fill(b, at, value)
		} else if tab.Eval[bool](b, `document.querySelector('[data-step]:not([hidden])').dataset.kind === "entries"`) {
			fillEntries(b, at, fields)
		}
		if at == until {
			return
		}
	}
}

// keep opens the panel, keeps the form here, and gives its words.
func keep(b *tab.Tab) string {
	b.Click("[data-keep]")
	b.See("[data-keeping] ol.words li")
	b.Axe("keeping a form")
	phrase := words(b)
	b.Click("[data-here]")
	b.See("[data-keeping] .badge.good")
	b.Shot("kept")
	b.Axe("a form is kept")
	return phrase
}

// goOn opens a kept form on a device that has never seen it.
func goOn(b *tab.Tab, address, phrase string, files ...string) {
	b.Visit(address)
	b.See("fl-report[ready]")
	b.Click("#go-on > summary")
	b.Paste("#kept-words", phrase)
	if len(files) > 0 {
		b.Attach("#kept-files", files...)
	}
	b.Shot("go-on")
	b.Axe("going on with a form")
	b.Click(`#go-on button[type=submit]:not([formaction])`)
}

// sendIt goes on from the question in sight to the page after sending.
func sendIt(b *tab.Tab, phrase string) (number string) {
	toReview(b)
	b.Shot("review")
	next(b)
	b.See("[data-new-words] ol.words li")
	if got := tab.Eval[string](b, `[...document.querySelectorAll('[data-new-words] ol.words li')].map(e => e.textContent.trim()).join(' ')`); got != phrase {
		b.Fail("the words before sending are others than those of the kept form")
	}
	b.Axe("the words of a kept form")
	next(b)
	b.Until("the page after sending", `!document.querySelector('fl-report form') && /\d{4}-\d{4}/.test(document.querySelector('fl-report').innerText)`)
	return caseNumber.FindString(b.Text())
}

// keptHere says whether a form lies on the server under these words.
func keptHere(t *testing.T, s *program.Server, phrase string) bool {
	t.Helper()
	p, err := seal.ParsePhrase(phrase)
	if err != nil {
		t.Fatal(err)
	}
	var kept struct{ Draft, Until string }
	err = reporter.Post(s.Base+"/send/draft", map[string]string{"handle": p.DraftHandleText()}, &kept)
	if refused, ok := err.(*reporter.Refusal); ok && refused.Code == "no-draft" {
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	return true
}

// TestDraft keeps a form, closes the browser, goes on with it in another one where the
// person stood, sends it, and opens the mailbox with the same words.
func TestDraft(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	address := pack(t).Address("fr", "form/retaliation")
	fields := map[string]string{
		"role": "affected", "what": "Depuis mon témoignage, on m’écarte.", "acts.1.more": "Le premier acte.", "acts.1.kind": "threats",
		"acts.2.more": "Le deuxième acte.", "acts.4.more": "", "did": "audit",
		"witnesses.1.name": "A. Exemple", "witnesses.2.name": "B. Exemple", "witnesses.2.contact": "do-not",
	}
	b := tab.Open(t, s.Base)
	b.Size(390, 844)
	fillUntil(b, address, fields, "witnesses")
	b.Shot("step")
	phrase := keep(b)
	b.Click("[data-keep-back]")
	b.See(`[data-field="witnesses"]:not([hidden])`)
	b.Axe("back from keeping")

	other := tab.Open(t, s.Base)
	other.Dark(true)
	goOn(other, address, strings.Replace(phrase, " ", " x", 1))
	other.See("[data-kept-wrong]:not([hidden])")
	other.Shot("wrong-words")
	other.Axe("words that open no form")
	goOn(other, pack(t).Address("fr", "form/harassment"), phrase)
	other.See("[data-kept-busy] a")
	other.Shot("other-form")
	other.Axe("words of another form")
	goOn(other, address, phrase)
	other.See(`[data-field="witnesses"]:not([hidden])`)
	other.See("[data-restored]")
	other.Shot("back")
	other.Axe("a form that came back")
	other.Read("B. Exemple")
	if got := tab.Eval[string](other, `document.querySelector('[name="f.witnesses.1.name"]').value`); got != fields["witnesses.1.name"] {
		t.Errorf("the first witness came back as %q", got)
	}
	number := sendIt(other, phrase)
	if keptHere(t, s, phrase) {
		t.Error("the kept form is still there after sending")
	}
	openMailbox(other, "fr", phrase)
	other.Read(number)

	staff := tab.Open(t, s.Base)
	signIn(staff, officers(t, s)["ethics"][0])
	staff.Visit("/office/case/" + number)
	staff.Click(".declare .actions button:first-child")
	for _, id := range []string{"what", "acts.1.more", "acts.2.more", "witnesses.2.name"} {
		staff.Read(fields[id])
	}

	goOn(other, address, phrase)
	other.See("[data-kept-wrong]:not([hidden])")
}

// TestDraftDeleted deletes what is kept: from the panel, and by the words alone.
func TestDraftDeleted(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	b := tab.Open(t, s.Base)
	fillUntil(b, form(t, "en"), map[string]string{"wish": "heard", "what": "Something that I may not send."}, "what")
	phrase := keep(b)
	if !keptHere(t, s, phrase) {
		t.Fatal("it is not kept")
	}
	b.Click("[data-keeping] [data-delete]")
	b.Until("it to be deleted", `document.querySelector('[data-keeping] .badge.good') && document.querySelector('[data-keeping] [data-delete]').hidden`)
	if keptHere(t, s, phrase) {
		t.Error("it is still kept")
	}
	b.Click("[data-here]")
	b.See("[data-keeping] [data-delete]:not([hidden])")
	other := tab.Open(t, s.Base)
	other.Visit(form(t, "es"))
	other.See("fl-report[ready]")
	other.Click("#go-on > summary")
	other.Paste("#kept-words", phrase)
	other.Click("#go-on [data-kept-delete]")
	other.See("[data-kept-busy] p")
	if keptHere(t, s, phrase) {
		t.Error("it is still kept")
	}
}

// saved waits for the one file of a kind in a folder.
func saved(t *testing.T, folder, pattern string) string {
	t.Helper()
	for end := time.Now().Add(program.Patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if found, _ := filepath.Glob(filepath.Join(folder, pattern)); len(found) == 1 {
			return found[0]
		}
	}
	t.Fatalf("no %s was saved", pattern)
	return ""
}

// TestDraftAsFile saves a form and its words as files, and nothing of it on the server. Each
// way of opening it again reads it: with scripts, and without.
func TestDraftAsFile(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	folder := t.TempDir()
	b := tab.Open(t, s.Base)
	b.Downloads(folder)
	const what = "Was ich sah, « noté » en deux\nlignes. 好"
	fillUntil(b, form(t, "en"), map[string]string{"wish": "formal"}, "what")
	b.Paste(`[name="f.what"]`, what)
	b.Click("[data-keep]")
	b.See("[data-keeping] ol.words li")
	phrase := words(b)
	b.Click("[data-keeping] [data-save]")
	b.Click("[data-keeping] [data-file]")
	b.See("[data-keeping] .badge.good")
	file, list := saved(t, folder, "unfinished.age"), saved(t, folder, "*.txt")
	if keptHere(t, s, phrase) {
		t.Error("a form that was saved as a file lies on the server too")
	}
	other := tab.Open(t, s.Base)
	goOn(other, form(t, "en"), "", file, list)
	other.See(`[data-field="what"]:not([hidden])`)
	if got := tab.Eval[string](other, `document.querySelector('[name="f.what"]').value`); got != what {
		t.Errorf("it came back as %q", got)
	}
	number := sendIt(other, phrase)
	openMailbox(other, "en", phrase)
	other.Read(number)

	plain := tab.Open(t, s.Base)
	plain.Scripts(false)
	plain.Visit(form(t, "fr"))
	plain.Click("#go-on > summary")
	plain.Attach("#kept-files", file, list)
	plain.Click(`#go-on button[type=submit]:not([formaction])`)
	plain.See(".note.good")
	plain.Shot("file-without-scripts")
	plain.Axe("a form from a file, without scripts")
	if got := tab.Eval[string](plain, `document.querySelector('[name="f.what"]').value`); got != what {
		t.Errorf("without scripts it came back as %q", got)
	}
}

// TestDraftWithoutScripts keeps a form without scripts, goes on with it without, changes and
// keeps it again, and ends it with scripts.
func TestDraftWithoutScripts(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	address := form(t, "es")
	b := tab.Open(t, s.Base)
	b.Scripts(false)
	b.Size(390, 844)
	b.Visit(address)
	phrase := words(b)
	b.Click(`input[name="f.wish"][value="heard"]`)
	b.Fill(`textarea[name="f.what"]`, "Lo que pasó en marzo.")
	b.Click(`button[formaction*="/unfinished/keep/"]`)
	b.See(`main form[action*="/unfinished/delete/"]`)
	b.Shot("kept")
	b.Axe("a form is kept, without scripts")
	if again := words(b); again != phrase {
		t.Error("the words of the kept form are not those of its page")
	}
	other := tab.Open(t, s.Base)
	other.Scripts(false)
	other.Visit(address)
	other.Click("#go-on > summary")
	other.Shot("go-on")
	other.Axe("going on, without scripts")
	other.Fill("#kept-words", "nada "+phrase)
	other.Click(`#go-on button[type=submit]:not([formaction])`)
	other.See("#kept-words-wrong")
	other.Shot("wrong-words")
	other.Axe("words that open no form, without scripts")
	other.Fill("#kept-words", phrase)
	other.Click(`#go-on button[type=submit]:not([formaction])`)
	other.See(".note.good")
	other.Shot("back")
	other.Axe("a form that came back, without scripts")
	other.Fill(`textarea[name="f.effect"]`, "Duermo mal.")
	other.Click(`button[formaction*="/unfinished/keep/"]`)
	other.See(`main form[action*="/unfinished/delete/"]`)

	third := tab.Open(t, s.Base)
	goOn(third, address, phrase)
	third.See("[data-restored]")
	number := sendIt(third, phrase)
	openMailbox(third, "es", phrase)
	third.Read(number)
	if keptHere(t, s, phrase) {
		t.Error("the kept form is still there after sending")
	}
}

// TestDraftOfAnotherVersion keeps a form, has its pack edited, and finds every answer again:
// in its place, or to be copied.
func TestDraftOfAnotherVersion(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.CopyFS(folder, packs.Default()); err != nil {
		t.Fatal(err)
	}
	s := program.Demonstration(t, "--pack", folder)
	const effect = "I sleep badly since then."
	fields := map[string]string{"wish": "help", "what": "What happened.", "effect": effect, "support": "colleague"}
	b := tab.Open(t, s.Base)
	fillUntil(b, form(t, "en"), fields, "support")
	phrase := keep(b)

	s.Stop(syscall.SIGTERM)
	withoutField(t, filepath.Join(folder, "forms/harassment.json"), "effect")
	for _, language := range []string{"en", "fr", "es"} {
		withoutField(t, filepath.Join(folder, language, "forms/harassment.json"), "effect")
	}
	s.Restart()
	other := tab.Open(t, s.Base)
	goOn(other, form(t, "en"), phrase)
	other.See(`[data-field="support"]:not([hidden])`)
	other.Read(effect)
	other.Shot("unplaced")
	other.Axe("an answer without a place")
	other.Click("[data-unplaced] .note.warm button")
	other.Without(effect)
	sendIt(other, phrase)
}

// withoutField takes a question out of a form's file: one of the form, or of its texts.
func withoutField(t *testing.T, path, id string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var form map[string]any
	if err := json.Unmarshal(text, &form); err != nil {
		t.Fatal(err)
	}
	switch fields := form["fields"].(type) {
	case []any:
		form["fields"] = slices.DeleteFunc(fields, func(f any) bool { return f.(map[string]any)["id"] == id })
	case map[string]any:
		delete(fields, id)
	}
	if text, err = json.Marshal(form); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestDraftCanaries keeps a form full of words that stand nowhere else, goes on with it
// elsewhere, and finds none of them in the database, the log or the server's memory.
func TestDraftCanaries(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	fields, canaries := map[string]string{"wish": "formal", "role": "witness", "identity": "named"}, []string{}
	for _, f := range pack(t).Forms["harassment"].Fields {
		if f.Kind == "long" || f.Kind == "short" || f.Kind == "names" {
			fields[f.ID] = "canary" + strings.ReplaceAll(f.ID, "-", "") + "dqz"
			canaries = append(canaries, fields[f.ID])
		}
	}
	b := tab.Open(t, s.Base)
	fillUntil(b, form(t, "en"), fields, "review")
	phrase := keep(b)
	other := tab.Open(t, s.Base)
	goOn(other, form(t, "en"), phrase)
	other.Read(fields["what"])
	other.See(`[data-step="review"]:not([hidden])`)
	canaries = append(canaries, phrase, strings.Join(strings.Fields(phrase)[:3], " "))
	const control = "Mira Okafor"
	inMemory := s.Search(append(canaries, control)...)
	for _, word := range canaries {
		if inMemory[word] > 0 {
			t.Errorf("%q stands %d times in the server's memory", word, inMemory[word])
		}
	}
	if inMemory[control] == 0 || len(canaries) < 8 {
		t.Error("the search proves nothing")
	}
	s.Stop(syscall.SIGTERM)
	searchFiles(t, s, canaries, control)
}
