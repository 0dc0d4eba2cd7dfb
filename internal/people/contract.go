// Package people is officers: their directory lines, their sealed seeds, invitations,
// roles, and when a session ends.
package people

import (
	"context"

	"fairlead/internal/ledger"
	"fairlead/internal/seal"
)

// Person is an officer as the organisation names them. Roles are those of the newest
// checked officer line, or of the invitation while Certified is false. Suspended is the
// day, or "". Verify is the verify key of the line in force, where the registry gives a
// person: whoever enrolled anew has another.
type Person struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Unit      string   `json:"unit"`
	Roles     []string `json:"roles"`
	Certified bool     `json:"certified"`
	Suspended string   `json:"suspended"`
	Verify    string   `json:"-"`
}

// Way is one sealed seed: how a person unlocks. Kind is "password". Salt is 16 bytes;
// LoginHash is the SHA-256 of the login key; Seed is an age file.
type Way struct {
	Kind      string
	Salt      []byte
	LoginHash []byte
	Seed      []byte
}

// Invitation is a one-use link, known by the SHA-256 (base64url) of its token.
type Invitation struct {
	TokenHash string
	Person    Person
	Until     string // day
}

// Proposal is a new officer's keys before somebody certified them.
type Proposal struct {
	Person    Person `json:"person"`
	Recipient string `json:"recipient"`
	Verify    string `json:"verify"`
}

// Directory is the signed lines that say whose key is whose.
type Directory interface {
	// Lines gives every officer line, oldest first.
	Lines(ctx context.Context) ([]seal.Signed, error)
	// Suspended gives who is suspended, and since which day.
	Suspended(ctx context.Context) (map[string]string, error)
	// Certify saves a checked line and marks the person certified with its roles.
	// A line whose n is not above the newest is fault.Conflict.
	Certify(ctx context.Context, line seal.Signed, officer seal.Officer, act ledger.Act) error
	// Suspend stops serving a person from today; it is immediate.
	Suspend(ctx context.Context, person, day string, act ledger.Act) error
}

// Enrolments are invitations and the keys that came back.
type Enrolments interface {
	Invite(ctx context.Context, inv Invitation, act ledger.Act) error
	// Invitation gives an unused, unexpired invitation, or fault.NotFound.
	Invitation(ctx context.Context, tokenHash, today string) (Invitation, error)
	// Enrol uses the invitation and saves the keys and the sealed seed, all or nothing.
	Enrol(ctx context.Context, tokenHash string, p Proposal, way Way, act ledger.Act) error
	// Proposals lists keys not yet certified, of one unit or ("") of all.
	Proposals(ctx context.Context, unit string) ([]Proposal, error)
}

// Access is what signing in needs.
type Access interface {
	// ByName finds a person and their way by the folded name (Fold), or fault.NotFound.
	ByName(ctx context.Context, folded string) (Person, Way, error)
	Person(ctx context.Context, id string) (Person, error)
	// Note writes one act to the ledger.
	Note(ctx context.Context, act ledger.Act) error
}

// Settings is what an officer says of themselves. Mail is an address or ""; Language is that
// of the mail; Languages are those in which they can work with people.
type Settings struct {
	Mail      string
	Language  string
	Languages []string
}

// Desk keeps what officers say and sign before they work.
type Desk interface {
	// Settings of a person; the zero value if they said nothing.
	Settings(ctx context.Context, person string) (Settings, error)
	Set(ctx context.Context, person string, s Settings) error
	// Spoken gives the languages in which people can work, by person: nothing else of what
	// they said of themselves.
	Spoken(ctx context.Context) (map[string][]string, error)
	// Undertaken gives the version that a person signed last, "" if none.
	Undertaken(ctx context.Context, person string) (version string, err error)
	// Undertake keeps a checked line. The same line again is no error.
	Undertake(ctx context.Context, signed seal.Signed, line seal.Undertaking, act ledger.Act) error
}
