package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"sync"

	"filippo.io/age"
)

const (
	salt           = "fairlead/v1"
	identityPrefix = "age-secret-key-pq-"
	recipientStart = "age1pq1"
)

// Derive is HKDF-SHA-256 with our salt: 32 bytes under a label.
func Derive(ikm []byte, label string) [32]byte {
	out, err := hkdf.Key(sha256.New, ikm, []byte(salt), label, 32)
	if err != nil {
		panic(err) // only a length over 255 hashes fails
	}
	return [32]byte(out)
}

// Seed is the 32 bytes behind an age identity.
type Seed [32]byte

// NewSeed gives a random seed.
func NewSeed(rand io.Reader) (Seed, error) {
	var s Seed
	if _, err := io.ReadFull(rand, s[:]); err != nil {
		return Seed{}, fmt.Errorf("random seed: %w", err)
	}
	return s, nil
}

// Identity is the seed as age writes it: AGE-SECRET-KEY-PQ-1….
func (s Seed) Identity() string {
	return strings.ToUpper(bech32Encode(identityPrefix, s[:]))
}

// Recipient is the public half: age1pq1…, in lower case.
func (s Seed) Recipient() (string, error) {
	id, err := age.ParseHybridIdentity(s.Identity())
	if err != nil {
		return "", refuse("identity", "")
	}
	return id.Recipient().String(), nil
}

// ParseIdentity reads AGE-SECRET-KEY-PQ-1… in its one spelling.
func ParseIdentity(text string) (Seed, error) {
	data, ok := bech32Decode(identityPrefix, strings.ToLower(text))
	if !ok || len(data) != 32 || text != strings.ToUpper(text) {
		return Seed{}, refuse("identity", "")
	}
	return Seed(data), nil
}

// checked remembers recipients that passed, since one report names its compartment's in
// every line and checking one costs more than a signature. They are public keys; when
// there are too many all are forgotten.
var checked struct {
	sync.Mutex
	passed map[string]struct{}
}

const mostChecked = 512

// CheckRecipient refuses whatever is not a post-quantum recipient in canonical lower case.
func CheckRecipient(recipient string) error {
	checked.Lock()
	_, known := checked.passed[recipient]
	checked.Unlock()
	if known {
		return nil
	}
	if _, err := parseRecipient(recipient); err != nil {
		return err
	}
	checked.Lock()
	defer checked.Unlock()
	if checked.passed == nil || len(checked.passed) >= mostChecked {
		checked.passed = make(map[string]struct{}, mostChecked)
	}
	checked.passed[recipient] = struct{}{}
	return nil
}

func parseRecipient(recipient string) (*age.HybridRecipient, error) {
	if !strings.HasPrefix(recipient, recipientStart) {
		return nil, refuse("recipient", "kind")
	}
	// Bech32 decodes to each key from one lower-case text only: mixed case and leftover
	// bits are refused by the parser.
	if recipient != strings.ToLower(recipient) {
		return nil, refuse("recipient", "spelling")
	}
	r, err := age.ParseHybridRecipient(recipient)
	if err != nil {
		return nil, refuse("recipient", "")
	}
	return r, nil
}
