package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/packs"
)

// PackCommand is about the folder in which an organisation says everything that is its own.
type PackCommand struct {
	Check  PackCheckCommand  `cmd:"" help:"Name everything that is missing, broken, out of reach, hard to read or changed in one language only."`
	Settle PackSettleCommand `cmd:"" help:"Write down that texts say the same in every language, so that check names only what changes from now on."`
	Learn  PackLearnCommand  `cmd:"" help:"Learn from the pack's examples what people mean, and keep it in the pack, so that a start need not."`
	Draw   PackDrawCommand   `cmd:"" help:"Print how an office works on a case, as a drawing (SVG). Without an ID: the ids of all procedures."`
	New    PackNewCommand    `cmd:"" help:"Make a small pack to begin with: two offices, two forms, three languages."`
}

// PackCheckCommand reads a pack and names what is wrong with it.
type PackCheckCommand struct {
	Dir string `arg:"" optional:"" help:"The pack's folder; without it the built-in one." type:"existingdir"`
}

// packFrom is the pack in a folder; without one, that which the program carries.
func packFrom(dir string) fs.FS {
	if dir == "" {
		return packs.Default()
	}
	return os.DirFS(dir)
}

// Run prints one line a problem, and fails if there is one. A note fails, too, so that an
// editor's own checks stop at it; but `serve` takes a pack that has only notes.
func (c *PackCheckCommand) Run(t *Terminal) error {
	problems := portal.Check(packFrom(c.Dir), packs.Default())
	if len(portal.Faults(problems)) == 0 {
		problems = append(problems, unlearned(packFrom(c.Dir))...)
	}
	for _, problem := range problems {
		fmt.Fprintln(t.Out, problem)
	}
	switch faults := len(portal.Faults(problems)); {
	case faults > 0:
		return fmt.Errorf("the pack cannot be served: faults %d, notes %d", faults, len(problems)-faults)
	case len(problems) > 0:
		return fmt.Errorf("the pack can be served, and an editor should see to its notes: %d", len(problems))
	}
	fmt.Fprintln(t.Out, "The pack is complete.")
	return nil
}

// unlearned is a note where the pack's model is not one of its examples.
func unlearned(pack fs.FS) []portal.Problem {
	read, _ := portal.Read(pack, packs.Default())
	if read == nil || guide.Kept(read) == nil {
		return nil
	}
	return []portal.Problem{{
		File: portal.ModelFile, Note: true,
		Text: "is missing, or was learned from other examples or concepts; every start has to learn: fairlead pack learn",
	}}
}

// PackLearnCommand writes guide.model.
type PackLearnCommand struct {
	Dir string `arg:"" help:"The pack's folder." type:"existingdir"`
}

// Run refuses a pack that has faults.
func (c *PackLearnCommand) Run(t *Terminal) error {
	pack, faults := portal.Read(packFrom(c.Dir), packs.Default())
	if pack == nil {
		return fmt.Errorf("the pack has %d faults to mend before, the first: %s", len(faults), faults[0])
	}
	data, err := guide.Learn(pack)
	if err != nil {
		return err
	}
	path := filepath.Join(c.Dir, portal.ModelFile)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(t.Out, "%s is written.\n", path)
	return nil
}

// PackSettleCommand writes texts.json: what each text is now, in every language.
type PackSettleCommand struct {
	Dir   string   `arg:"" help:"The pack's folder." type:"existingdir"`
	Names []string `arg:"" optional:"" help:"Only these texts, as check names them: about#why, form/ask:what, word:nav.home. Without any: all."`
}

// Run refuses a pack that has faults: what cannot be read cannot be compared.
func (c *PackSettleCommand) Run(t *Terminal) error {
	data, err := portal.Settle(os.DirFS(c.Dir), packs.Default(), clock.Today(t.Now()), c.Names)
	if err != nil {
		return err
	}
	path := filepath.Join(c.Dir, portal.SettledFile)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(t.Out, "%s is written.\n", path)
	return nil
}

// PackNewCommand makes a starter pack.
type PackNewCommand struct {
	Dir string `arg:"" help:"A folder that is empty or not there yet."`
}

// Run refuses a folder in which anything lies, and says what to edit next.
func (c *PackNewCommand) Run(t *Terminal) error {
	found, err := os.ReadDir(c.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(found) > 0 {
		return fmt.Errorf("%s is not empty: name a new folder", c.Dir)
	}
	if err := os.CopyFS(c.Dir, packs.Starter()); err != nil {
		return err
	}
	fmt.Fprintf(t.Out, strings.TrimPrefix(`
A pack is in %[1]s. It is whole, and says nothing yet that only you can know. Next:
  pack.json               your organisation's name and contact, the address to leave to, your offices
  en, fr, es/units        who your offices are, and how they are reached
  en, fr, es/forms        what they ask
  en, fr, es/pages        the rest; the privacy page first
  en, fr, es/words.json   the names of your offices; every other word of the program can be put here, too
See it:    fairlead demo --pack %[1]s
Check it:  fairlead pack check %[1]s
`, "\n"), c.Dir)
	return nil
}
