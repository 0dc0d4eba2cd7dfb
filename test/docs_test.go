package test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	namedTests = regexp.MustCompile("`((?:internal|cmd|test|browser)/[a-z0-9/]+)` ((?:(?:Test|Fuzz)[A-Za-z0-9]+(?:, )?)+)")
	aTest      = regexp.MustCompile(`(?:Test|Fuzz)[A-Z][A-Za-z0-9]*`)
	testFunc   = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9]+)\(`)
)

// TestNamedTests: what the documents say of tests is true. Each stands in the room that is named
// with it, and none is named without a room.
func TestNamedTests(t *testing.T) {
	files, err := filepath.Glob("../docs/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	named := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range namedTests.FindAllStringSubmatch(string(text), -1) {
			have := testsOf(t, m[1])
			for _, name := range aTest.FindAllString(m[2], -1) {
				if named++; !slices.Contains(have, name) {
					t.Errorf("%s: %s has no %s", filepath.Base(file), m[1], name)
				}
			}
		}
	}
	if named < 100 {
		t.Errorf("only %d tests are named: they are not found", named)
	}
}

// testsOf are the tests of one folder.
func testsOf(t *testing.T, room string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", room, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range testFunc.FindAllStringSubmatch(string(text), -1) {
			names = append(names, strings.TrimSpace(m[1]))
		}
	}
	return names
}
