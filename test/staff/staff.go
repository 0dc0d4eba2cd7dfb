// Package staff is a small organisation in memory, for tests of rules: a root key,
// officers with their keys and lines, and a place for attachments.
package staff

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"testing"
	"time"

	"fairlead/internal/seal"
)

// Now is the moment at which these tests happen.
var Now = time.Date(2026, 11, 22, 6, 1, 2, 0, time.UTC)

// Today is its day.
const Today = "2026-11-22"

// Office is an organisation: its root key and its directory, as the rooms read it.
type Office struct {
	T     testing.TB
	Root  ed25519.PrivateKey
	Given []seal.Signed
	// Out is who is suspended, and since which day.
	Out map[string]string
}

// New makes an organisation with a root key and nobody in it.
func New(t testing.TB) *Office {
	t.Helper()
	return &Office{T: t, Root: NewSigner(), Out: map[string]string{}}
}

// Person is an officer with keys. Line is the one that certifies them.
type Person struct {
	ID, Name, Unit string
	Roles          []string
	Seed           seal.Seed
	Signer         ed25519.PrivateKey
	Line           seal.Officer
	Signed         seal.Signed
}

// NewSigner makes a signing key.
func NewSigner() ed25519.PrivateKey {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
}

// NewID makes a random id.
func NewID() string { return Must(seal.NewID(rand.Reader)) }

// Must gives a value that a test cannot do without.
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Enrolled makes an officer with keys that nobody has certified.
func Enrolled(name, unit string, roles ...string) *Person {
	return &Person{ID: NewID(), Name: name, Unit: unit, Roles: roles, Seed: Must(seal.NewSeed(rand.Reader)), Signer: NewSigner()}
}

// Hire makes an officer whom the root has certified.
func (o *Office) Hire(name, unit string, roles ...string) *Person {
	p := Enrolled(name, unit, roles...)
	p.Line = p.NewLine("root", 1)
	p.Signed = Must(seal.Sign(o.Root, p.Line))
	o.Given = append(o.Given, p.Signed)
	return p
}

// SetRecovery gives a unit a recovery key with these custodians.
func (o *Office) SetRecovery(unit string, custodians ...*Person) *Person {
	p := &Person{ID: "recovery:" + unit, Unit: unit, Roles: []string{"recovery"}, Seed: Must(seal.NewSeed(rand.Reader))}
	p.Line = p.NewLine("root", 1)
	p.Line.Verify = ""
	for _, c := range custodians {
		p.Line.Custodians = append(p.Line.Custodians, c.ID)
	}
	p.Signed = Must(seal.Sign(o.Root, p.Line))
	o.Given = append(o.Given, p.Signed)
	return p
}

// NewLine is a line for this person as by would write it.
func (p *Person) NewLine(by string, n int64) seal.Officer {
	line := seal.Officer{
		Head: seal.Head{ID: NewID(), By: by, At: "2026-11-01"}, Person: p.ID, Name: p.Name, Unit: p.Unit,
		Roles: p.Roles, N: n, Recipient: p.Recipient(), From: "2026-11-01", Until: "2027-10-31", Custodians: []string{},
	}
	if p.Signer != nil {
		line.Verify = seal.VerifyOf(p.Signer)
	}
	return line
}

// Recipient is the public half of the person's identity.
func (p *Person) Recipient() string { return Must(p.Seed.Recipient()) }

// Holder is the person as lines name them.
func (p *Person) Holder() string {
	if p.Signer == nil {
		return p.ID
	}
	return "officer:" + p.ID
}

// RootKey is the root's public half, as a pack has it.
func (o *Office) RootKey() string { return seal.VerifyOf(o.Root) }

// Lines gives every officer line.
func (o *Office) Lines(context.Context) ([]seal.Signed, error) { return o.Given, nil }

// Suspended gives who is suspended.
func (o *Office) Suspended(context.Context) (map[string]string, error) { return o.Out, nil }
