package seal

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

var (
	b64URL = base64.RawURLEncoding.Strict()
	b64Std = base64.StdEncoding.Strict()
)

// EncodeURL writes bytes as base64url without padding: ids, hashes, verify keys.
func EncodeURL(b []byte) string { return b64URL.EncodeToString(b) }

// DecodeURL reads canonical base64url without padding; every other spelling of the same
// bytes is refused, so that equal values are equal texts.
func DecodeURL(s string) ([]byte, error) { return decode(b64URL, s) }

// EncodeStd writes bytes as standard base64 with padding: signatures, age files in JSON.
func EncodeStd(b []byte) string { return b64Std.EncodeToString(b) }

// DecodeStd reads canonical standard base64 with padding.
func DecodeStd(s string) ([]byte, error) { return decode(b64Std, s) }

func decode(enc *base64.Encoding, s string) ([]byte, error) {
	b, err := enc.DecodeString(s)
	// The decoder skips line breaks; writing again finds them, and every other freedom.
	if err != nil || enc.EncodeToString(b) != s {
		return nil, refuse("base64", "")
	}
	return b, nil
}

// NewID gives 16 random bytes in base64url, 22 characters.
func NewID(rand io.Reader) (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(rand, b[:]); err != nil {
		return "", fmt.Errorf("random id: %w", err)
	}
	return EncodeURL(b[:]), nil
}

// ValidID says whether s is an id in its one spelling.
func ValidID(s string) bool { return sized(s, 22, 16) }

// Hash is SHA-256 in base64url, 43 characters.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return EncodeURL(sum[:])
}

// HashRecipient is the hash by which lines name a recipient: over its lower-case text.
func HashRecipient(recipient string) string {
	return Hash([]byte(strings.ToLower(recipient)))
}

// ValidHash says whether s is a hash, or a verify key, in its one spelling.
func ValidHash(s string) bool { return sized(s, 43, 32) }

func sized(s string, chars, size int) bool {
	if len(s) != chars {
		return false
	}
	b, err := DecodeURL(s)
	return err == nil && len(b) == size
}
