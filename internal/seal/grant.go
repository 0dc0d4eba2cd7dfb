package seal

import (
	"crypto/ed25519"
	"io"
)

// NewGrant seals a compartment's identity to a holder and signs that it did. Of the line
// it takes Report, Compartment, Turn, Holder, Keys, Basis, By, At and Via, and sets the
// rest.
func NewGrant(signer ed25519.PrivateKey, rand io.Reader, line Grant, compartment Seed, holderRecipient string) (Sealed, error) {
	recipient, err := compartment.Recipient()
	if err != nil {
		return Sealed{}, err
	}
	file, err := Seal(holderRecipient, []byte(compartment.Identity()))
	if err != nil {
		return Sealed{}, err
	}
	if line.ID, err = NewID(rand); err != nil {
		return Sealed{}, err
	}
	line.Recipient, line.Key, line.Sealed = recipient, HashRecipient(holderRecipient), Hash(file)
	signed, err := Sign(signer, line)
	if err != nil {
		return Sealed{}, err
	}
	return Sealed{Signed: signed, File: file}, nil
}

// CheckGrant checks what anyone can check of a grant: line, signature, the hash of its
// file and the file's stanza.
func CheckGrant(s Sealed, verify string) (Grant, error) {
	line, err := CheckAs[Grant](s.Signed, verify)
	if err != nil {
		return Grant{}, err
	}
	return line, checkSealed(s.File, line.Sealed)
}

func checkSealed(file []byte, sum string) error {
	if Hash(file) != sum {
		return refuse("sealed-hash", "")
	}
	return CheckFile(file)
}

// OpenGrant gives the compartment's seed if the holder's identity opens the file and
// the seed is that of the recipient the line names. It believes no signature.
func OpenGrant(identity string, s Sealed, line Grant) (Seed, error) {
	if err := checkSealed(s.File, line.Sealed); err != nil {
		return Seed{}, err
	}
	plain, err := Open(identity, s.File)
	if err != nil {
		return Seed{}, err
	}
	seed, err := ParseIdentity(string(plain))
	if err != nil {
		return Seed{}, err
	}
	if recipient, err := seed.Recipient(); err != nil || recipient != line.Recipient {
		return Seed{}, refuse("grant-recipient", "")
	}
	return seed, nil
}
