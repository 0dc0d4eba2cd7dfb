package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"fairlead/internal/clock"
	"fairlead/internal/seal"
)

// mostDays is how long a line may count (sealing.md, section 6).
const mostDays = 400

// CertifyCommand signs an officer's line with the root, on the certifier's own machine.
// The six words come from the officer, by voice: they choose the proposal, so that a
// proposal nobody read aloud is never certified.
type CertifyCommand struct {
	Root  string `required:"" help:"File of the root key." type:"existingfile" placeholder:"FILE"`
	Words string `help:"The six words that the officer read to you; without it they are asked for." placeholder:"WORDS"`
	Days  int    `help:"How many days the line counts, at most 400." default:"365"`
}

// Run certifies the one proposal that the words belong to.
func (c *CertifyCommand) Run(t *Terminal) error {
	root, err := loadRoot(c.Root)
	if err != nil {
		return err
	}
	proposals, err := readProposals(t.In)
	if err != nil {
		return err
	}
	if c.Words == "" {
		if c.Words, err = t.Ask("The six words, as you heard them: "); err != nil {
			return err
		}
	}
	chosen, err := heard(proposals, c.Words)
	if err != nil {
		return err
	}
	id, err := seal.NewID(t.Random)
	if err != nil {
		return err
	}
	line := officerLine(chosen, id, "root", clock.Today(t.Now()), c.Days)
	signed, err := seal.Sign(root, line)
	if err != nil {
		return err
	}
	p := chosen.Person
	fmt.Fprintf(t.Err, "Certified: %s, %s, %s, until %s.\nHand the line below to `fairlead people accept` on the server.\n", p.Name, p.Unit, strings.Join(p.Roles, ", "), line.Until)
	return json.NewEncoder(t.Out).Encode(signed)
}

// readProposals reads what `people proposals` printed.
func readProposals(in io.Reader) ([]proposal, error) {
	var all []proposal
	decoder := json.NewDecoder(io.LimitReader(in, 1<<20))
	for {
		var p proposal
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errors.New("standard input holds no proposals: pipe in what `fairlead people proposals` printed")
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		return nil, errors.New("there is no proposal on standard input")
	}
	return all, nil
}

// heard finds the proposal whose keys have these six words.
func heard(proposals []proposal, words string) (proposal, error) {
	typed := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, p := range proposals {
		if slices.Equal(typed, seal.SixWords(p.Recipient, p.Verify)) {
			return p, nil
		}
	}
	return proposal{}, errors.New("these six words belong to none of the proposals: do not certify; ask the officer to read them once more from their own screen")
}

func officerLine(p proposal, id, by, today string, days int) seal.Officer {
	return seal.Officer{
		Head:   seal.Head{ID: id, By: by, At: today},
		Person: p.Person.ID, Name: p.Person.Name, Unit: p.Person.Unit, Roles: p.Person.Roles, N: p.N,
		Recipient: p.Recipient, Verify: p.Verify, From: today, Until: clock.Add(today, min(days, mostDays)),
		Custodians: []string{},
	}
}

// AcceptCommand saves a line that was certified elsewhere; its signature and its place
// in the chain are checked first.
type AcceptCommand struct {
	Place `embed:""`
}

// Run saves the line.
func (c *AcceptCommand) Run(ctx context.Context, t *Terminal) error {
	var signed seal.Signed
	if err := json.NewDecoder(io.LimitReader(t.In, 64<<10)).Decode(&signed); err != nil {
		return errors.New("standard input holds no signed line: pipe in what `fairlead people certify` printed")
	}
	registry, pack, store, err := c.openPeople(ctx, t)
	if err != nil {
		return err
	}
	defer store.Close()
	line, err := registry.Certify(ctx, "operator", signed)
	if err != nil {
		return inWords(pack, err)
	}
	fmt.Fprintf(t.Out, "%s may sign in now, until %s.\n", line.Name, line.Until)
	return nil
}
