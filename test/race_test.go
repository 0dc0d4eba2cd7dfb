package test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	runsBeside = regexp.MustCompile(`\bgo (func\b|[\w.]+\()|\bsync\.(Mutex|RWMutex|WaitGroup|Map|Pool)|\batomic\.`)
	raced      = regexp.MustCompile(`(?m)^BESIDE = ((?:.*\\\n)*.*)$`)
	rooms      = []string{"cmd", "internal"}
)

// TestRaced: every package that starts a goroutine or holds a lock is among those that
// `make test` runs under the race detector.
func TestRaced(t *testing.T) {
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	list := raced.FindSubmatch(makefile)
	if list == nil {
		t.Fatal("the Makefile has no list BESIDE")
	}
	named := strings.Fields(strings.ReplaceAll(string(list[1]), "\\", " "))
	covered := func(dir string) bool {
		return slices.ContainsFunc(named, func(name string) bool {
			under, all := strings.CutSuffix(name, "/...")
			return under == "./"+dir || all && strings.HasPrefix("./"+dir, under+"/")
		})
	}
	found := 0
	root := os.DirFS("..")
	for _, room := range rooms {
		err := fs.WalkDir(root, room, func(file string, _ fs.DirEntry, err error) error {
			dir := path.Dir(file)
			if err != nil || path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") || strings.HasSuffix(dir, "/pgtest") {
				return err
			}
			text, err := fs.ReadFile(root, file)
			if err != nil || !runsBeside.Match(text) {
				return err
			}
			found++
			if !covered(dir) {
				t.Errorf("%s runs beside others and is not among the packages under the race detector", file)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 10 {
		t.Fatalf("only %d files run beside others: the search is broken", found)
	}
}
