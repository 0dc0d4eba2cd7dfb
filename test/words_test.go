package test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fairlead/packs"
)

// The words of the default pack are the program's. Each is said somewhere, and none that is
// said is missing: in Go, in a template or in a script. A key that is put together as the
// program runs is known by its beginning ("stage." + …).

var (
	anyText  = regexp.MustCompile("[\"'`]([a-z0-9]+(?:[.-][a-zA-Z0-9]+)*)[\"'`]")
	composed = regexp.MustCompile("[\"']([a-z0-9]+(?:[.-][a-zA-Z0-9]+)*[.-])[\"'] ?\\+|\\(print \"([a-z0-9]+(?:[.-][a-zA-Z0-9]+)*[.-])\"|`([a-z0-9]+(?:[.-][a-zA-Z0-9]+)*[.-])\\$\\{")
	byKind   = regexp.MustCompile("\\bOf[ (]+\"([a-z0-9.-]+)\"")
	said     = regexp.MustCompile("\\b(?:[Ss]ay|Count|[Hh]as|plural)[ (]+[\"'`]([a-z0-9]+(?:[.-][a-zA-Z0-9]+)+)[\"'`](?: ?([+)]|\\}|,|\\s))")
)

// officeWords is what the office's scripts leave out before their own keys.
const officeWords = "js.office."

// speech is what the program's sources say of words.
type speech struct {
	texts    map[string]bool   // every text that could be a key or a fault's code
	prefixes map[string]bool   // what composed keys begin with
	said     map[string]string // key -> the file that says it
}

func listen(t *testing.T) speech {
	t.Helper()
	s := speech{map[string]bool{}, map[string]bool{}, map[string]string{}}
	for _, root := range []string{"../internal", "../cmd", "../browser/src"} {
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() && entry.Name() == "static" {
				return fs.SkipDir
			}
			if err != nil {
				return err
			}
			if !slices.Contains([]string{".go", ".html", ".ts"}, filepath.Ext(name)) || strings.Contains(name, "_test.go") || strings.Contains(name, ".test.ts") {
				return nil
			}
			text, err := os.ReadFile(name)
			s.hear(name, string(text))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s speech) hear(name, text string) {
	for _, found := range anyText.FindAllStringSubmatch(text, -1) {
		s.texts[found[1]] = true
	}
	for _, found := range composed.FindAllStringSubmatch(text, -1) {
		s.prefixes[found[1]+found[2]+found[3]] = true
	}
	for _, found := range byKind.FindAllStringSubmatch(text, -1) {
		s.prefixes[found[1]+"."] = true
	}
	for _, found := range said.FindAllStringSubmatch(text, -1) {
		if found[2] != "+" {
			s.said[found[1]] = name
		}
	}
}

// says tells whether the program has a use for a key. A fault's key is made of its code.
func (s speech) says(key string) bool {
	code, isFault := strings.CutPrefix(key, "fault.")
	short := strings.TrimPrefix(key, officeWords)
	if s.texts[key] || s.texts[short] || isFault && s.texts[code] {
		return true
	}
	for prefix := range s.prefixes {
		if (strings.HasPrefix(key, prefix) || short != key && strings.HasPrefix(short, prefix)) && prefix != "fault." {
			return true
		}
	}
	return false
}

func TestWords(t *testing.T) {
	data, err := fs.ReadFile(packs.Default(), "en/words.json")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]json.RawMessage
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	s := listen(t)
	for key := range words {
		if !s.says(key) {
			t.Errorf("nothing says %q", key)
		}
	}
	for key, file := range s.said {
		if words[key] == nil && words[officeWords+key] == nil {
			t.Errorf("%s says %q, which the default pack does not have", file, key)
		}
	}
}
