package seal

import (
	"bytes"
	"crypto/ed25519"
	"io"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"
)

func decompose(s string) string { return norm.NFD.String(s) }

func keyOf(s Seed) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(s[:]) }

func classic() *age.X25519Identity { return must(age.GenerateX25519Identity()) }

func classicRecipient() string { return classic().Recipient().String() }

// ageFile encrypts to any recipients that age knows.
func ageFile(plain string, to ...age.Recipient) []byte {
	var out bytes.Buffer
	w := must(age.Encrypt(&out, to...))
	must(io.WriteString(w, plain))
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// anyway hides the label of a post-quantum recipient, so that age mixes it with others.
type anyway struct{ age.Recipient }

// twice is a recipient that makes its stanza two times.
type twice struct{ r *age.HybridRecipient }

func (t twice) Wrap(key []byte) ([]*age.Stanza, error) {
	a, err := t.r.Wrap(key)
	if err != nil {
		return nil, err
	}
	b, err := t.r.Wrap(key)
	return append(a, b...), err
}

// changed lets a test alter the one stanza before it is written.
type changed struct {
	r     *age.HybridRecipient
	alter func(*age.Stanza)
}

func (c changed) Wrap(key []byte) ([]*age.Stanza, error) {
	all, err := c.r.Wrap(key)
	if err == nil {
		c.alter(all[0])
	}
	return all, err
}
