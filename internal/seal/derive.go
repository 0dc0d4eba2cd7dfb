package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

const (
	salt            = "fairlead/v1"
	identityPrefix  = "age-secret-key-pq-"
	recipientPrefix = "age1pq"
	recipientStart  = recipientPrefix + "1"
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

// Sizes of a recipient's two public keys: ML-KEM-768 (FIPS 203) and X25519.
const (
	mlkemKey     = 1184
	mlkemVectors = 1152 // 768 coefficients of twelve bits
	mlkemPrime   = 3329
	hybridKey    = mlkemKey + 32
)

// CheckRecipient refuses whatever is not a post-quantum recipient in canonical lower case:
// what age would refuse to seal to.
func CheckRecipient(recipient string) error {
	if !strings.HasPrefix(recipient, recipientStart) {
		return refuse("recipient", "kind")
	}
	if recipient != strings.ToLower(recipient) {
		return refuse("recipient", "spelling")
	}
	key, ok := bech32Decode(recipientPrefix, recipient)
	if !ok || len(key) != hybridKey {
		return refuse("recipient", "")
	}
	for at := 0; at < mlkemVectors; at += 3 {
		first := int(key[at]) | int(key[at+1]&15)<<8
		second := int(key[at+1]>>4) | int(key[at+2])<<4
		if first >= mlkemPrime || second >= mlkemPrime {
			return refuse("recipient", "")
		}
	}
	return nil
}

func parseRecipient(recipient string) (*age.HybridRecipient, error) {
	if err := CheckRecipient(recipient); err != nil {
		return nil, err
	}
	r, err := age.ParseHybridRecipient(recipient)
	if err != nil {
		return nil, refuse("recipient", "")
	}
	return r, nil
}
