package main

import (
	"errors"
	"fmt"
	"os"

	"fairlead/internal/portal"
	"fairlead/packs"
)

// PackCommand is about the folder in which an organisation says everything that is its own.
type PackCommand struct {
	Check PackCheckCommand `cmd:"" help:"Name every missing text, key, language and broken link."`
}

// PackCheckCommand reads a pack and names what is wrong with it.
type PackCheckCommand struct {
	Dir string `arg:"" optional:"" help:"The pack's folder; without it the built-in one." type:"existingdir"`
}

// Run prints one line a problem, and fails if there is one.
func (c *PackCheckCommand) Run(t *Terminal) error {
	from := packs.Default()
	if c.Dir != "" {
		from = os.DirFS(c.Dir)
	}
	problems := portal.Check(from)
	for _, problem := range problems {
		fmt.Fprintln(t.Out, problem)
	}
	if len(problems) > 0 {
		return errors.New("the pack is not complete")
	}
	fmt.Fprintln(t.Out, "The pack is complete.")
	return nil
}
