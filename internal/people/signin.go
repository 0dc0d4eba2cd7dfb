package people

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
)

// SignedIn is what a browser needs to open its seed.
type SignedIn struct {
	Person Person
	Unlock string // base64url
	Seed   []byte // age file
}

// Salt gives the salt of a name's password. A name that is not known has one too, made up
// and always the same, so that asking tells nobody who works here.
func (r *Registry) Salt(ctx context.Context, name string) (string, error) {
	_, way, err := r.find(ctx, name)
	if err != nil {
		return "", err
	}
	return seal.EncodeStd(way.Salt), nil
}

// Delay counts one attempt to sign in under a name and says how long the caller waits
// before SignIn. It grows with attempts, up to half a minute; a success ends it.
func (r *Registry) Delay(name string) time.Duration { return r.slow.attempt(r.slowName(name)) }

// SignIn checks a login key. Every failure is the same fault: a wrong key, an unknown
// name, a suspended person. Only who knows the key is told that they wait to be certified.
func (r *Registry) SignIn(ctx context.Context, name, login string) (SignedIn, error) {
	person, way, err := r.find(ctx, name)
	if err != nil {
		return SignedIn{}, err
	}
	key, err := seal.DecodeURL(login)
	if err != nil {
		key = nil // hashed all the same: the answer takes as long as any other
	}
	hash := sha256.Sum256(key)
	right := subtle.ConstantTimeCompare(hash[:], way.LoginHash) == 1
	if !right || person.ID == "" || person.Suspended != "" {
		return SignedIn{}, fault.New(fault.Refused, "sign-in-failed", nil)
	}
	r.slow.succeeded(r.slowName(name))
	if !person.Certified {
		return SignedIn{}, fault.New(fault.Closed, "not-certified-yet", nil)
	}
	line, err := r.current(ctx, person.ID)
	if err != nil {
		return SignedIn{}, err
	}
	if line != nil {
		person.Verify = line.Verify
	}
	act := ledger.Act{Act: ledger.SignedIn, By: officer(person.ID), Of: person.ID}
	if err := r.Access.Note(ctx, act); err != nil {
		return SignedIn{}, err
	}
	return SignedIn{Person: person, Unlock: r.unlock(person.ID, way.Salt), Seed: way.Seed}, nil
}

// find gives a person and their way; for an unknown name a made-up way that no login key
// fits, and a person without an id.
func (r *Registry) find(ctx context.Context, name string) (Person, Way, error) {
	folded := Fold(name)
	made := Way{
		Salt:      r.mac([]byte("salt"), []byte(folded))[:saltSize],
		LoginHash: r.mac([]byte("login"), []byte(folded)),
	}
	person, way, err := r.Access.ByName(ctx, folded)
	if fault.Is(err, fault.NotFound) {
		return Person{}, made, nil
	}
	return person, way, err
}

// unlock is the server's half of what opens a seed: useless without the password, and
// without it a password alone opens nothing either.
func (r *Registry) unlock(person string, salt []byte) string {
	return seal.EncodeURL(r.mac([]byte("unlock"), []byte(person), salt))
}

func (r *Registry) slowName(name string) [sha256.Size]byte {
	return [sha256.Size]byte(r.mac([]byte("slow"), []byte(Fold(name))))
}

func officer(person string) string { return "officer:" + person }
