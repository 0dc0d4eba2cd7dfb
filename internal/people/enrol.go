package people

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
)

const (
	invitationDays = 14
	saltSize       = 16
	longestName    = 200 // bytes, as an officer line may have
)

// idFor is the id of whoever has that name in that unit, or a new one. Who lost their
// password enrols anew as the same person: old letters stay theirs, old keys end when the
// new ones are certified (sealing.md, section 6).
func (r *Registry) idFor(ctx context.Context, person Person) (string, error) {
	known, _, err := r.Access.ByName(ctx, Fold(person.Name))
	switch {
	case fault.Is(err, fault.NotFound):
		return seal.NewID(r.Rand)
	case err != nil:
		return "", err
	case known.Suspended != "" || known.Unit != person.Unit:
		return "", fault.New(fault.Conflict, "taken", nil)
	}
	return known.ID, nil
}

// Invite makes a one-use invitation and gives its token, which is stored nowhere: only
// its hash is. by is "operator" or "officer:<person>". An invitation gives nothing by
// itself: somebody certifies the keys that come back.
func (r *Registry) Invite(ctx context.Context, by string, person Person) (string, Person, error) {
	person.Name = strings.Join(strings.Fields(person.Name), " ")
	if err := checkInvited(person); err != nil {
		return "", Person{}, err
	}
	if person.ID == "" {
		id, err := r.idFor(ctx, person)
		if err != nil {
			return "", Person{}, err
		}
		person.ID = id
	}
	person.Certified, person.Suspended = false, ""
	var token [32]byte
	if _, err := io.ReadFull(r.Rand, token[:]); err != nil {
		return "", Person{}, fmt.Errorf("people: token: %w", err)
	}
	inv := Invitation{TokenHash: seal.Hash(token[:]), Person: person, Until: clock.Add(r.today(), invitationDays)}
	err := r.Enrolments.Invite(ctx, inv, ledger.Act{Act: ledger.Invited, By: by, Of: person.ID})
	return seal.EncodeURL(token[:]), person, err
}

func checkInvited(p Person) error {
	if p.Name == "" || len(p.Name) > longestName || !utf8.ValidString(p.Name) {
		return fault.New(fault.Refused, "name-unfit", nil)
	}
	if p.ID != "" && !seal.ValidID(p.ID) {
		return fault.New(fault.Refused, "person-unknown", nil)
	}
	if !seal.ValidUnit(p.Unit) {
		return fault.New(fault.Refused, "unit-unknown", nil)
	}
	for i, role := range p.Roles {
		if !slices.Contains(seal.Roles(), role) || role == "recovery" || slices.Contains(p.Roles[:i], role) {
			return fault.New(fault.Refused, "role-unknown", nil)
		}
	}
	if len(p.Roles) == 0 {
		return fault.New(fault.Refused, "role-unknown", nil)
	}
	return nil
}

// Invitation gives the person an unused token was made for.
func (r *Registry) Invitation(ctx context.Context, token string) (Person, error) {
	inv, err := r.invitation(ctx, token)
	return inv.Person, err
}

func (r *Registry) invitation(ctx context.Context, token string) (Invitation, error) {
	raw, err := seal.DecodeURL(token)
	if err != nil || len(raw) != sha256.Size {
		return Invitation{}, noInvitation(nil)
	}
	inv, err := r.Enrolments.Invitation(ctx, seal.Hash(raw), r.today())
	if fault.Is(err, fault.NotFound) {
		return Invitation{}, noInvitation(err)
	}
	return inv, err
}

// EnrolAnswer gives the server's half for a new password, before the seed is sealed.
func (r *Registry) EnrolAnswer(ctx context.Context, token, salt string) (Person, string, error) {
	inv, err := r.invitation(ctx, token)
	if err != nil {
		return Person{}, "", err
	}
	raw, err := checkSalt(salt)
	if err != nil {
		return Person{}, "", err
	}
	return inv.Person, r.unlock(inv.Person.ID, raw), nil
}

// Enrolling is what a new officer's browser sends: public keys, and the seed sealed.
type Enrolling struct {
	Token     string `json:"token"`
	Salt      string `json:"salt"`  // standard base64
	Login     string `json:"login"` // base64url
	Recipient string `json:"recipient"`
	Verify    string `json:"verify"`
	Seed      []byte `json:"seed"` // age file
}

// Enrol uses an invitation and gives the six words by which the certifier knows the keys.
func (r *Registry) Enrol(ctx context.Context, e Enrolling) ([]string, error) {
	inv, err := r.invitation(ctx, e.Token)
	if err != nil {
		return nil, err
	}
	way, err := checkEnrolling(e)
	if err != nil {
		return nil, err
	}
	proposal := Proposal{Person: inv.Person, Recipient: e.Recipient, Verify: e.Verify}
	act := ledger.Act{Act: ledger.Enrolled, By: officer(inv.Person.ID), Of: inv.Person.ID}
	if err := r.Enrolments.Enrol(ctx, inv.TokenHash, proposal, way, act); err != nil {
		if fault.Is(err, fault.NotFound) {
			return nil, noInvitation(err)
		}
		return nil, err
	}
	return seal.SixWords(e.Recipient, e.Verify), nil
}

const largestSeed = 8 << 10

func checkEnrolling(e Enrolling) (Way, error) {
	salt, err := checkSalt(e.Salt)
	if err != nil {
		return Way{}, err
	}
	login, err := seal.DecodeURL(e.Login)
	if err != nil || len(login) != sha256.Size {
		return Way{}, keysUnfit(err)
	}
	if err := seal.CheckRecipient(e.Recipient); err != nil {
		return Way{}, keysUnfit(err)
	}
	if err := seal.CheckVerify(e.Verify); err != nil {
		return Way{}, keysUnfit(err)
	}
	if len(e.Seed) > largestSeed {
		return Way{}, keysUnfit(nil)
	}
	if err := seal.CheckFile(e.Seed); err != nil {
		return Way{}, keysUnfit(err)
	}
	hash := sha256.Sum256(login)
	return Way{Kind: "password", Salt: salt, LoginHash: hash[:], Seed: e.Seed}, nil
}

func checkSalt(salt string) ([]byte, error) {
	raw, err := seal.DecodeStd(salt)
	if err != nil || len(raw) != saltSize {
		return nil, keysUnfit(err)
	}
	return raw, nil
}

func noInvitation(cause error) error { return fault.New(fault.NotFound, "no-invitation", cause) }

func keysUnfit(cause error) error { return fault.New(fault.Refused, "keys-unfit", cause) }
