package people

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"io"
	"slices"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// Config is what a registry is made of. Secret is the server secret, from a file outside
// the database and its backups.
type Config struct {
	Directory  Directory
	Enrolments Enrolments
	Access     Access
	Desk       Desk
	Secret     []byte
	Root       func() string
	Now        func() time.Time
	Rand       io.Reader
	// Undertaking is the version of what officers sign before the first case, "" for none;
	// Languages are the portal's.
	Undertaking func() string
	Languages   func() []string
}

// Registry is who the officers are and how one becomes one, signs in and is suspended.
type Registry struct {
	Config
	slow *slow
	roll seal.Roll
}

// New makes a registry.
func New(config Config) *Registry {
	return &Registry{Config: config, slow: newSlow(config.Now)}
}

func (r *Registry) today() string { return clock.Today(r.Now()) }

// mac is a keyed hash over texts, each ended by a zero byte but the last.
func (r *Registry) mac(parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, r.Secret)
	for i, part := range parts {
		if i > 0 {
			mac.Write([]byte{0})
		}
		mac.Write(part)
	}
	return mac.Sum(nil)
}

// Lines gives every officer line, oldest first.
func (r *Registry) Lines(ctx context.Context) ([]seal.Signed, error) {
	return r.Directory.Lines(ctx)
}

// Person gives an officer who may act today: certified, with a line that holds today, and
// not suspended. For anyone else it is fault.Locked: sign in again, and you will be told.
func (r *Registry) Person(ctx context.Context, id string) (Person, error) {
	person, err := r.Access.Person(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return Person{}, signedOut(err)
	}
	if err != nil {
		return Person{}, err
	}
	line, err := r.current(ctx, id)
	if err != nil {
		return Person{}, err
	}
	if !person.Certified || person.Suspended != "" || line == nil {
		return Person{}, signedOut(nil)
	}
	person.Name, person.Unit, person.Roles = line.Name, line.Unit, slices.Clone(line.Roles)
	person.Verify = line.Verify
	return person, nil
}

// current is the officer line that holds for a person today, or nil.
func (r *Registry) current(ctx context.Context, person string) (*seal.Officer, error) {
	lines, err := r.Directory.Lines(ctx)
	if err != nil {
		return nil, err
	}
	line, ok := r.roll.Read(r.Root(), lines).Current(person, r.today())
	if !ok {
		return nil, nil
	}
	return &line, nil
}

func signedOut(cause error) error { return fault.New(fault.Locked, "signed-out", cause) }
