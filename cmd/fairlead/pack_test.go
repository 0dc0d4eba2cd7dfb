package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func terminal() (*Terminal, *bytes.Buffer) {
	var out bytes.Buffer
	day := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	return &Terminal{Out: &out, Err: &out, Now: func() time.Time { return day }}, &out
}

// A new pack is whole, can be settled, and shows what is changed in one language.
func TestPackNew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "pack")
	term, out := terminal()
	if err := (&PackNewCommand{Dir: dir}).Run(term); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "fairlead pack check "+dir) {
		t.Errorf("what comes next is not said: %s", out)
	}
	if err := (&PackNewCommand{Dir: dir}).Run(term); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("a folder with a pack was written over: %v", err)
	}
	check := func(want string) {
		t.Helper()
		term, out := terminal()
		err := (&PackCheckCommand{Dir: dir}).Run(term)
		if text := out.String(); !strings.Contains(text, want) || (err == nil) != strings.Contains(text, "complete") {
			t.Errorf("%q is not in %s (%v)", want, text, err)
		}
	}
	check("The pack is complete.")
	if err := (&PackSettleCommand{Dir: dir}).Run(term); err != nil {
		t.Fatal(err)
	}
	check("The pack is complete.")
	file := filepath.Join(dir, "fr", "pages", "other-places.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(data), "La police", "Les gendarmes", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	check("fr/pages/other-places.md:8: note: other-places#danger: changed in fr since 2026-11-22, not in en, es")
	if err := (&PackSettleCommand{Dir: dir, Names: []string{"other-places#danger"}}).Run(term); err != nil {
		t.Fatal(err)
	}
	check("The pack is complete.")
}
