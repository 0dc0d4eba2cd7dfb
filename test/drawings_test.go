package test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
)

// TestDrawings holds docs/procedures to what `fairlead pack draw ID` prints of the default pack: one
// drawing for each procedure, none stale and none left over, and each shown in the plan.
func TestDrawings(t *testing.T) {
	pack, faults := portal.Read(packs.Default(), packs.Default())
	if pack == nil {
		t.Fatal(faults)
	}
	plan, err := os.ReadFile("../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for id := range pack.Procedures {
		name := filepath.Join("..", "docs", "procedures", id+".svg")
		want = append(want, name)
		kept, err := os.ReadFile(name)
		if err != nil || string(kept) != pack.DrawAlone("en", id)+"\n" {
			t.Errorf("%s is not what the pack says (%v): make drawings", name, err)
		}
		if !strings.Contains(string(plan), "](procedures/"+id+".svg)") {
			t.Errorf("docs/design.md does not show the procedure %q", id)
		}
	}
	found, err := filepath.Glob("../docs/procedures/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range found {
		if !slices.Contains(want, name) {
			t.Errorf("%s draws no procedure of the pack", name)
		}
	}
}
