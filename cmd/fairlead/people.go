package main

// The commands by which an organisation names its officers. They are three hands: the
// operator invites and accepts on the server, the officer makes keys in a browser, and
// whoever holds the root certifies on a machine of their own. None of them alone makes
// an officer.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/people"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// PeopleCommand is everything about officers that is done from the command line.
type PeopleCommand struct {
	Invite    InviteCommand    `cmd:"" help:"Print a one-use link with which a new officer makes their keys."`
	Proposals ProposalsCommand `cmd:"" help:"Print the keys that wait to be certified, one JSON line each."`
	Certify   CertifyCommand   `cmd:"" help:"Certify a proposal with the root key: reads proposals on standard input, prints the signed line. Needs no server."`
	Accept    AcceptCommand    `cmd:"" help:"Read a certified line on standard input and save it."`
	List      ListCommand      `cmd:"" help:"List the officers."`
	Suspend   SuspendCommand   `cmd:"" help:"Stop an officer at once."`
}

// InviteCommand proposes an officer. The link alone gives nothing: the keys made with it
// count once they are certified.
type InviteCommand struct {
	Name  string   `required:"" help:"Name, as the officer will sign in and as reporters see it."`
	Unit  string   `required:"" help:"Unit of the pack, such as wct."`
	Role  []string `required:"" help:"A role: intake, handler, reviewer, head, editor, custodian, or, for single cases, external or decider. May be given more than once." placeholder:"ROLE"`
	Place `embed:""`
}

// Run makes the invitation.
func (c *InviteCommand) Run(ctx context.Context, t *Terminal) error {
	registry, pack, store, err := c.openPeople(ctx, t)
	if err != nil {
		return err
	}
	defer store.Close()
	if _, ok := pack.Units[c.Unit]; !ok {
		return fmt.Errorf("the pack has no unit %q", c.Unit)
	}
	token, person, err := registry.Invite(ctx, "operator", people.Person{Name: c.Name, Unit: c.Unit, Roles: c.Role})
	if err != nil {
		return inWords(pack, err)
	}
	fmt.Fprintf(t.Err, "Give this link to %s, and to nobody else. It works once, for 14 days.\nAfterwards certify the keys by the six words that %s reads to you.\n", person.Name, person.Name)
	_, err = fmt.Fprintln(t.Out, c.address()+"/office/enrol#"+token)
	return err
}

// proposal is a proposal as it travels to the certifier: with the number that the next
// line of this person has.
type proposal struct {
	people.Proposal
	N int64 `json:"n"`
}

// ProposalsCommand carries proposals to whoever holds the root.
type ProposalsCommand struct {
	Place `embed:""`
}

// Run prints the proposals.
func (c *ProposalsCommand) Run(ctx context.Context, t *Terminal) error {
	registry, pack, store, err := c.openPeople(ctx, t)
	if err != nil {
		return err
	}
	defer store.Close()
	waiting, err := registry.Enrolments.Proposals(ctx, "")
	if err != nil {
		return inWords(pack, err)
	}
	lines, err := registry.Lines(ctx)
	if err != nil {
		return inWords(pack, err)
	}
	if len(waiting) == 0 {
		fmt.Fprintln(t.Err, "Nobody waits to be certified.")
	}
	directory, out := seal.NewDirectory(pack.Organisation.Root, lines), json.NewEncoder(t.Out)
	for _, p := range waiting {
		if err := out.Encode(proposal{p, directory.Next(p.Person.ID)}); err != nil {
			return err
		}
	}
	return nil
}

// ListCommand lists the officers.
type ListCommand struct {
	Place `embed:""`
}

// Run prints a table.
func (c *ListCommand) Run(ctx context.Context, t *Terminal) error {
	registry, pack, store, err := c.openPeople(ctx, t)
	if err != nil {
		return err
	}
	defer store.Close()
	rows, err := listed(ctx, registry, pack, clock.Today(t.Now()))
	if err != nil {
		return inWords(pack, err)
	}
	table := tabwriter.NewWriter(t.Out, 0, 4, 3, ' ', 0)
	fmt.Fprintln(table, "NAME\tUNIT\tROLES\tSTATUS")
	for _, row := range rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", row.Name, row.Unit, strings.Join(row.Roles, ", "), row.status)
	}
	return table.Flush()
}

// row is a person in the list: what their newest line says, or their proposal.
type row struct {
	people.Person
	status string
}

// listed gives everyone the directory or a proposal names, in the order of their names.
func listed(ctx context.Context, registry *people.Registry, pack *portal.Pack, today string) ([]row, error) {
	lines, err := registry.Lines(ctx)
	if err != nil {
		return nil, err
	}
	suspended, err := registry.Directory.Suspended(ctx)
	if err != nil {
		return nil, err
	}
	waiting, err := registry.Enrolments.Proposals(ctx, "")
	if err != nil {
		return nil, err
	}
	rows := map[string]row{}
	for _, p := range waiting {
		rows[p.Person.ID] = row{p.Person, "waits to be certified"}
	}
	directory := seal.NewDirectory(pack.Organisation.Root, lines)
	for _, signed := range lines {
		line, err := seal.ParseAs[seal.Officer](signed)
		if err != nil {
			continue // kept, and refused by whoever reads the directory
		}
		status := "no longer certified"
		if now, ok := directory.Current(line.Person, today); ok {
			line, status = now, "certified until "+now.Until
		}
		if day := suspended[line.Person]; day != "" {
			status = "suspended since " + day
		}
		rows[line.Person] = row{people.Person{ID: line.Person, Name: line.Name, Unit: line.Unit, Roles: line.Roles}, status}
	}
	return slices.SortedFunc(maps.Values(rows), func(a, b row) int { return strings.Compare(a.Name, b.Name) }), nil
}

// SuspendCommand stops serving an officer, from this moment.
type SuspendCommand struct {
	Name  string `arg:"" help:"Name of the officer."`
	Place `embed:""`
}

// Run suspends.
func (c *SuspendCommand) Run(ctx context.Context, t *Terminal) error {
	registry, pack, store, err := c.openPeople(ctx, t)
	if err != nil {
		return err
	}
	defer store.Close()
	rows, err := listed(ctx, registry, pack, clock.Today(t.Now()))
	if err != nil {
		return inWords(pack, err)
	}
	at := slices.IndexFunc(rows, func(r row) bool { return people.Fold(r.Name) == people.Fold(c.Name) })
	if at < 0 {
		return fmt.Errorf("there is no officer %q; see people list", c.Name)
	}
	if err := registry.Suspend(ctx, "operator", rows[at].ID); err != nil {
		return inWords(pack, err)
	}
	fmt.Fprintf(t.Out, "%s is suspended: open sessions have ended, and no case is served to them.\n", rows[at].Name)
	return nil
}

// inWords turns a fault into its English sentence. Any other error stays as it is.
func inWords(pack *portal.Pack, err error) error {
	f := fault.Of(err)
	if err == nil || f.Kind == fault.Internal {
		return err
	}
	args := make([]any, 0, 2*len(f.Args))
	for name, value := range f.Args {
		args = append(args, name, value)
	}
	return errors.New(pack.Words(pack.Languages[0]).Say("fault."+f.Key, args...))
}
