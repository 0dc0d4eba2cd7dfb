package browser

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestCanaries fills every field of the form, a file's name and its bytes, letters both
// ways and a note with words that stand nowhere else, makes the whole trip, and finds none
// of them in the database, the blobs, the log or the server's memory. The officer's name,
// which is plain, must be found, or the search proves nothing.
func TestCanaries(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	canary := func(place string) string { return "canary" + strings.ReplaceAll(place, "-", "") + "zqx" }
	name := canary("filename") + ".txt"
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(strings.Repeat(canary("bytes")+" ", 50)), 0o644); err != nil {
		t.Fatal(err)
	}
	fields, canaries := map[string]string{"wish": "formal", "role": "witness", "identity": "named"}, []string{canary("filename"), canary("bytes")}
	for _, f := range pack(t).Forms["harassment"].Fields {
		if f.Kind == "long" || f.Kind == "short" || f.Kind == "names" {
			fields[f.ID] = canary(f.ID)
			canaries = append(canaries, canary(f.ID))
		}
	}
	if len(canaries) < 8 {
		t.Fatalf("the form has only %d fields for words: %v", len(canaries), canaries)
	}
	canaries = append(canaries, canary("letter"), canary("answer"), canary("note"))

	person := tab.Open(t, s.Base)
	phrase, number := report(person, form(t, "en"), fields, file)
	canaries = append(canaries, phrase, strings.Join(strings.Fields(phrase)[:3], " "))
	staff := tab.Open(t, s.Base)
	signIn(staff, officers(t, s)["wct"][0])
	staff.Visit("/office/case/" + number)
	staff.Read(canary("people"))
	staff.Click(".declare .actions button:first-child")
	staff.Read(canary("what"))
	staff.Paste(".case-letters textarea", canary("answer"))
	staff.Click(".case-letters button[type=submit]")
	staff.Read(canary("answer"))
	staff.Paste(".case-notes textarea", canary("note"))
	staff.Click(".case-notes button[type=submit]")
	staff.Until("the note", `[...document.querySelectorAll(".case-notes .thread li")].some(e => e.innerText.includes(`+tab.Quoted(canary("note"))+`))`)
	openMailbox(person, "en", phrase)
	person.Read(canary("answer"))
	person.Paste("#letter", canary("letter"))
	person.Click("[data-opened] form button[type=submit]")
	person.Read(canary("letter"))

	const control = "Mira Okafor"
	inMemory := s.Search(append(canaries, control)...)
	for _, word := range canaries {
		if inMemory[word] > 0 {
			t.Errorf("%q stands %d times in the server's memory", word, inMemory[word])
		}
	}
	if inMemory[control] == 0 {
		t.Error("the control was not found in memory: the search proves nothing")
	}
	s.Stop(syscall.SIGTERM)
	searchFiles(t, s, canaries, control)
}

// searchFiles looks into every file of the data folder, and all that was printed.
func searchFiles(t *testing.T, s *program.Server, canaries []string, control string) {
	t.Helper()
	all := map[string]string{"what was printed": s.Printed()}
	err := filepath.WalkDir(s.Data, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all[path] = path + "\n" + string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for where, text := range all {
		for _, word := range canaries {
			if strings.Contains(text, word) {
				t.Errorf("%q stands in %s", word, where)
			}
		}
		if strings.Contains(filepath.Base(where), "fairlead.db") && strings.Contains(text, control) {
			found++
		}
	}
	if found == 0 || len(all) < 4 {
		t.Errorf("the control was found in %d of %d files: the search proves nothing", found, len(all))
	}
}
