package main

import (
	"bytes"
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/test/reporter"
)

// logged is what the program wrote to its log.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write keeps a line.
func (l *logged) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// TestCaseworkLeavesNothing: what is written on the way of a case (letters, an assessment, notes,
// to the person concerned, to another office), files and their names, and everybody's words stand
// in no file and no line of the log, also not in base64. What is plain by design is found in the
// same files, or the search would prove nothing.
func TestCaseworkLeavesNothing(t *testing.T) {
	c := openCrew(t)
	for first, roles := range single {
		c.hire(first+" Single", "wct", true, roles...)
	}
	c.must(c.store.People.Set(t.Context(), c.staff["Mira"].Person, people.Settings{Mail: "mira@office.test", Language: "en", Languages: []string{"en"}}))
	f := c.sentWith(nil, reporter.File{Name: "canary-name.txt", Data: []byte(strings.Repeat("canary of a file ", 40))})
	c.hands("Mira", f, "Hal", "Hedy")
	c.must(c.takes("Mira", f, seal.Step{Step: "affected"}))
	c.must(c.takes("Mira", f, seal.Step{Step: "category", Code: "abuse-of-authority"}))
	c.must(c.takes("Mira", f, seal.Step{Step: "listen"}, "letter"))
	g := c.invites(f, casework.PartyConcerned)
	hash := c.agreed(f, "begin-assessment", "unit:wct", "assess")
	c.must(c.takes("Mira", f, seal.Step{Step: "begin-assessment", Of: []string{hash}}))
	c.must(c.takes("Hal", f, seal.Step{Step: "assess"}, "assessment"))
	c.must(c.takes("Hal", f, seal.Step{Step: "protection-plan", Day: seal.Day(c.now())}, "note"))
	c.must(c.look())

	secret := []string{"Words of this office.", "For us.", "We write to you.", "canary-name", "canary of a file", g.old.HandleText(), g.now.HandleText(), f.Phrase.HandleText()}
	for _, phrase := range []seal.Phrase{g.old, g.now, f.Phrase} {
		secret = append(secret, strings.Join(phrase.Words()[:3], " "))
	}
	kept := filesOf(t, c.data)
	kept["the log"] = c.logged.String()
	for _, word := range secret {
		for _, way := range ways(word) {
			for where, text := range kept {
				if strings.Contains(text, way) {
					t.Errorf("%q stands in %s", word, where)
				}
			}
		}
	}
	for _, plain := range []string{"abuse-of-authority", "begin-assessment", "protection-plan", g.who, "Mira Okafor", "mira@office.test"} {
		found := false
		for _, text := range kept {
			found = found || strings.Contains(text, plain)
		}
		if !found {
			t.Errorf("%q was not found: the search proves nothing", plain)
		}
	}
}

// ways are how a word can stand in a file: as it is, and in base64 wherever it begins there.
func ways(word string) []string {
	all := []string{word}
	for shift := range 3 {
		text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + word))
		all = append(all, text[(shift*8+5)/6:len(text)-1])
	}
	return all
}

// filesOf reads every file of a folder but the list of a demonstration's passwords.
func filesOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == demoStaffFile {
			return err
		}
		text, err := os.ReadFile(path)
		all[path] = path + "\n" + string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
