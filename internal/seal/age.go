package seal

import (
	"bytes"
	"fmt"
	"io"

	"filippo.io/age"
)

// Seal gives an age file of plain to exactly one post-quantum recipient.
func Seal(recipient string, plain []byte) ([]byte, error) {
	var file bytes.Buffer
	w, err := SealTo(recipient, &file)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return file.Bytes(), nil
}

// SealTo seals what is written to the writer it gives; Close ends the age file.
func SealTo(recipient string, w io.Writer) (io.WriteCloser, error) {
	r, err := parseRecipient(recipient)
	if err != nil {
		return nil, err
	}
	out, err := age.Encrypt(w, r)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return out, nil
}

// Open gives the plaintext of an age file that CheckFile passes.
func Open(identity string, file []byte) ([]byte, error) {
	if err := CheckFile(file); err != nil {
		return nil, err
	}
	r, err := OpenFrom(identity, bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, refuse("age-file", "payload")
	}
	return plain, nil
}

// OpenFrom reads the plaintext of an age file as a stream. What was read before an error
// is genuine and may be a beginning only: the end counts when io.EOF is met.
func OpenFrom(identity string, r io.Reader) (io.Reader, error) {
	seed, err := ParseIdentity(identity)
	if err != nil {
		return nil, err
	}
	id, err := age.ParseHybridIdentity(seed.Identity())
	if err != nil {
		return nil, refuse("identity", "")
	}
	plain, err := age.Decrypt(r, id)
	if err != nil {
		return nil, refuse("age-open", "")
	}
	return plain, nil
}

// SealPassphrase gives an age file under a passphrase: only for the key file of an export.
func SealPassphrase(passphrase string, plain []byte) ([]byte, error) {
	r, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, refuse("passphrase", "")
	}
	var file bytes.Buffer
	w, err := age.Encrypt(&file, r)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return file.Bytes(), nil
}

// OpenPassphrase opens what SealPassphrase, or age -p, made.
func OpenPassphrase(passphrase string, file []byte) ([]byte, error) {
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, refuse("passphrase", "")
	}
	r, err := age.Decrypt(bytes.NewReader(file), id)
	if err != nil {
		return nil, refuse("age-open", "")
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, refuse("age-file", "payload")
	}
	return plain, nil
}
