package main

// The demonstration's own root and officers, made in a process of its own, so that the
// server process never sees a secret of theirs. What an officer's browser does when it
// enrols is done here in Go, with the same labels and the same calls.

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"text/tabwriter"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/people"
	"fairlead/internal/seal"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// DemoStaffCommand makes, or finds again, the officers of a demonstration and prints how
// to sign in.
type DemoStaffCommand struct {
	Place `embed:""`
}

// Run makes whoever is missing, then prints the table.
func (c *DemoStaffCommand) Run(ctx context.Context, t *Terminal) error {
	secrets, err := openDemo(c.Data, t.Random)
	if err != nil {
		return err
	}
	root, err := secrets.root()
	if err != nil {
		return err
	}
	registry, pack, store, err := c.openPeople(ctx, t)
	if err != nil {
		return err
	}
	defer store.Close()
	added, err := missingStaff(pack, secrets.Officers, t.Random)
	if err != nil {
		return err
	}
	if len(added) > 0 {
		secrets.Officers = append(secrets.Officers, added...)
		if err := saveDemo(c.Data, secrets); err != nil {
			return err
		}
	}
	if err := employAll(ctx, t, registry, root, secrets.Officers); err != nil {
		return err
	}
	return printStaff(t.Out, c.address(), secrets.Officers)
}

// atOnce is how many officers are made side by side: each stretches a password in 64 MiB.
const atOnce = 2

// employAll makes whoever is missing, so that a start with many offices stays quick.
func employAll(ctx context.Context, t *Terminal, registry *people.Registry, root ed25519.PrivateKey, officers []demoOfficer) error {
	faults := make([]error, len(officers))
	free := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for i, officer := range officers {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			if err := employ(ctx, t, registry, root, officer); err != nil {
				faults[i] = fmt.Errorf("making %s: %w", officer.Name, err)
			}
		})
	}
	all.Wait()
	return errors.Join(faults...)
}

// sixRandomWords is a password as the enrolment page proposes one.
func sixRandomWords(random io.Reader) (string, error) {
	list := strings.Fields(seal.WordList("en"))
	var bytes [12]byte
	if _, err := io.ReadFull(random, bytes[:]); err != nil {
		return "", err
	}
	words := make([]string, 6)
	for i := range words {
		words[i] = list[(int(bytes[2*i])<<8|int(bytes[2*i+1]))%len(list)] // 2048 divides 65536
	}
	return strings.Join(words, "-"), nil
}

// employ makes one officer as far as they are not made yet: invited, enrolled, certified, and
// with the undertaking signed. Whoever was left half made signs it on the page.
func employ(ctx context.Context, t *Terminal, registry *people.Registry, root ed25519.PrivateKey, officer demoOfficer) error {
	person, _, err := registry.Access.ByName(ctx, people.Fold(officer.Name))
	var seed []byte
	if fault.Is(err, fault.NotFound) {
		seed, err = enrolDemo(ctx, t, registry, officer)
	}
	if err != nil || person.Certified {
		return err
	}
	if err := certifyDemo(ctx, t, registry, root, officer); err != nil || seed == nil {
		return err
	}
	return undertakeDemo(ctx, t, registry, officer, seed)
}

// undertakeDemo does what the undertaking's page does in a browser.
func undertakeDemo(ctx context.Context, t *Terminal, registry *people.Registry, officer demoOfficer, seed []byte) error {
	version := registry.Undertaking()
	if version == "" {
		return nil
	}
	id, err := seal.NewID(t.Random)
	if err != nil {
		return err
	}
	signing := seal.Derive(seed, "staff/signing")
	signed, err := seal.Sign(ed25519.NewKeyFromSeed(signing[:]), seal.Undertaking{
		Head:    seal.Head{V: 1, Is: "undertaking", ID: id, By: "officer:" + officer.Person, At: clock.Today(t.Now())},
		Version: version,
	})
	if err != nil {
		return err
	}
	return registry.Undertake(ctx, officer.Person, signed)
}

// enrolDemo does what the enrolment page does in a browser, and gives the seed it made.
func enrolDemo(ctx context.Context, t *Terminal, registry *people.Registry, officer demoOfficer) ([]byte, error) {
	invited := people.Person{ID: officer.Person, Name: officer.Name, Unit: officer.Unit, Roles: officer.Roles}
	token, _, err := registry.Invite(ctx, "operator", invited)
	if err != nil {
		return nil, err
	}
	salt, seed := make([]byte, 16), make([]byte, 32)
	for _, bytes := range [][]byte{salt, seed} {
		if _, err := io.ReadFull(t.Random, bytes); err != nil {
			return nil, err
		}
	}
	_, unlock, err := registry.EnrolAnswer(ctx, token, seal.EncodeStd(salt))
	if err != nil {
		return nil, err
	}
	enrolling, err := demoKeys(officer.Password, salt, seed, unlock)
	if err != nil {
		return nil, err
	}
	enrolling.Token = token
	_, err = registry.Enrol(ctx, enrolling)
	return seed, err
}

// demoKeys derives an officer's keys and seals their seed (sealing.md, section 6).
func demoKeys(password string, salt, seed []byte, unlock string) (people.Enrolling, error) {
	stretched := argon2.IDKey([]byte(norm.NFKC.String(password)), salt, 3, 64<<10, 1, 32)
	login, half := seal.Derive(stretched, "staff/login"), seal.Derive(stretched, "staff/unlock")
	answer, err := seal.DecodeURL(unlock)
	if err != nil {
		return people.Enrolling{}, err
	}
	way, err := seal.Seed(seal.Derive(append(half[:], answer...), "staff/way")).Recipient()
	if err != nil {
		return people.Enrolling{}, err
	}
	sealed, err := seal.Seal(way, seed)
	if err != nil {
		return people.Enrolling{}, err
	}
	recipient, err := seal.Seed(seal.Derive(seed, "staff/identity")).Recipient()
	if err != nil {
		return people.Enrolling{}, err
	}
	signing := seal.Derive(seed, "staff/signing")
	verify := ed25519.NewKeyFromSeed(signing[:]).Public().(ed25519.PublicKey)
	return people.Enrolling{
		Salt: seal.EncodeStd(salt), Login: seal.EncodeURL(login[:]),
		Recipient: recipient, Verify: seal.EncodeURL(verify), Seed: sealed,
	}, nil
}

func certifyDemo(ctx context.Context, t *Terminal, registry *people.Registry, root ed25519.PrivateKey, officer demoOfficer) error {
	waiting, err := registry.Enrolments.Proposals(ctx, officer.Unit)
	if err != nil {
		return err
	}
	for _, p := range waiting {
		if p.Person.ID != officer.Person {
			continue
		}
		id, err := seal.NewID(t.Random)
		if err != nil {
			return err
		}
		signed, err := seal.Sign(root, officerLine(proposal{p, 1}, id, "root", clock.Today(t.Now()), mostDays))
		if err != nil {
			return err
		}
		_, err = registry.Certify(ctx, "operator", signed)
		return err
	}
	return fmt.Errorf("their keys are not there; remove the folder and begin again")
}

func printStaff(out io.Writer, address string, officers []demoOfficer) error {
	fmt.Fprintf(out, "Demonstration officers (invented). Sign in at %s/office/\n\n", address)
	table := tabwriter.NewWriter(out, 0, 4, 3, ' ', 0)
	fmt.Fprintln(table, "  NAME\tUNIT\tROLES\tPASSWORD")
	for _, o := range officers {
		fmt.Fprintf(table, "  %s\t%s\t%s\t%s\n", o.Name, o.Unit, strings.Join(o.Roles, ", "), o.Password)
	}
	fmt.Fprintln(table)
	return table.Flush()
}
