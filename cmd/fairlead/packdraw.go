package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"fairlead/internal/portal"
	"fairlead/packs"
)

// PackDrawCommand prints a procedure as one SVG.
type PackDrawCommand struct {
	ID   string `arg:"" optional:"" name:"id" help:"The procedure."`
	Lang string `default:"en" help:"The language of its words."`
	Pack string `help:"The pack's folder; without it the built-in one." type:"existingdir"`
}

// Run prints the ids, a line each, or one drawing that stands alone.
func (c *PackDrawCommand) Run(t *Terminal) error {
	pack, faults := portal.Read(packFrom(c.Pack), packs.Default())
	if pack == nil {
		return fmt.Errorf("the pack has %d faults to mend before, the first: %s", len(faults), faults[0])
	}
	if c.ID == "" {
		for _, id := range slices.Sorted(maps.Keys(pack.Procedures)) {
			fmt.Fprintln(t.Out, id)
		}
		return nil
	}
	if !slices.Contains(pack.Languages, c.Lang) {
		return fmt.Errorf("the pack has no language %q: it has %s", c.Lang, strings.Join(pack.Languages, ", "))
	}
	drawing := pack.DrawAlone(c.Lang, c.ID)
	if drawing == "" {
		return fmt.Errorf("there is no procedure %q; fairlead pack draw names them", c.ID)
	}
	fmt.Fprintln(t.Out, drawing)
	return nil
}
