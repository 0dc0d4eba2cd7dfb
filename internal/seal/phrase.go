package seal

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"io"
	"math/big"
	"strconv"
)

// Phrase is 128 random bits that a person keeps as twelve words.
type Phrase struct {
	language string
	entropy  [16]byte
}

// NewPhrase gives a random phrase in the words of that language.
func NewPhrase(rand io.Reader, language string) (Phrase, error) {
	var entropy [16]byte
	if _, err := io.ReadFull(rand, entropy[:]); err != nil {
		return Phrase{}, fmt.Errorf("random phrase: %w", err)
	}
	return PhraseOf(entropy, language)
}

// PhraseOf is the phrase of these 128 bits in the words of that language.
func PhraseOf(entropy [16]byte, language string) (Phrase, error) {
	if _, ok := listOf(language); !ok {
		return Phrase{}, refuse("language", "")
	}
	return Phrase{language: language, entropy: entropy}, nil
}

// ParsePhrase reads twelve words as people type them (section 3). Of several lists that
// could be meant, one in which all twelve are whole words comes first. The refusal is
// the same whatever was wrong.
func ParsePhrase(text string) (Phrase, error) {
	typed := typedWords(text)
	if len(typed) != 12 {
		return Phrase{}, refuse("phrase", "")
	}
	for i := range typed {
		typed[i] = fold(typed[i])
	}
	var found *Phrase
	for _, l := range lists() {
		entropy, whole, ok := l.entropy(typed)
		if ok && whole {
			return Phrase{language: l.language, entropy: entropy}, nil
		}
		if ok && found == nil {
			found = &Phrase{language: l.language, entropy: entropy}
		}
	}
	if found == nil {
		return Phrase{}, refuse("phrase", "")
	}
	return *found, nil
}

// entropy reads folded words by one list; ok also says that the checksum holds.
func (l list) entropy(typed []string) (entropy [16]byte, whole, ok bool) {
	bits, whole := new(big.Int), true
	for _, word := range typed {
		place, exact, ok := l.find(word)
		if !ok {
			return entropy, false, false
		}
		whole = whole && exact
		bits.Lsh(bits, 11).Or(bits, big.NewInt(int64(place)))
	}
	check := new(big.Int).And(bits, big.NewInt(15)).Int64()
	bits.Rsh(bits, 4).FillBytes(entropy[:])
	sum := sha256.Sum256(entropy[:])
	return entropy, whole, int64(sum[0]>>4) == check
}

// Words are the twelve words, in NFC.
func (p Phrase) Words() []string {
	l, _ := listOf(p.language)
	sum := sha256.Sum256(p.entropy[:])
	return l.spell(append(p.entropy[:], sum[0]), 12)
}

// spell gives n words for the first n·11 bits.
func (l list) spell(data []byte, n int) []string {
	bits := new(big.Int).SetBytes(data)
	bits.Rsh(bits, uint(len(data)*8-n*11))
	words := make([]string, n)
	for i := n - 1; i >= 0; i-- {
		words[i] = l.words[new(big.Int).And(bits, big.NewInt(2047)).Int64()]
		bits.Rsh(bits, 11)
	}
	return words
}

// Language is the language of the phrase's words.
func (p Phrase) Language() string { return p.language }

// Entropy is the 16 bytes behind the words: everything.
func (p Phrase) Entropy() [16]byte { return p.entropy }

// Handle fetches the mailbox, and does nothing else.
func (p Phrase) Handle() [32]byte { return Derive(p.entropy[:], "mailbox/handle") }

// HandleText is the handle as it is sent.
func (p Phrase) HandleText() string {
	h := p.Handle()
	return EncodeURL(h[:])
}

// Identity opens what is sealed to the person with the phrase.
func (p Phrase) Identity() Seed { return Derive(p.entropy[:], "mailbox/identity") }

// Signer signs that person's lines.
func (p Phrase) Signer() ed25519.PrivateKey {
	seed := Derive(p.entropy[:], "mailbox/signing")
	return ed25519.NewKeyFromSeed(seed[:])
}

// Verify is the public half of Signer.
func (p Phrase) Verify() string { return VerifyOf(p.Signer()) }

// Repeat is the key under which a script-less submission is compared with its repeat.
func (p Phrase) Repeat() [32]byte { return Derive(p.entropy[:], "mailbox/repeat") }

// DraftHandle fetches a kept draft.
func (p Phrase) DraftHandle() [32]byte { return Derive(p.entropy[:], "draft/handle") }

// DraftIdentity opens a kept draft.
func (p Phrase) DraftIdentity() Seed { return Derive(p.entropy[:], "draft/identity") }

// HandleHash is what the server keeps of a handle that was sent.
func HandleHash(handleText string) (string, error) {
	b, err := DecodeURL(handleText)
	if err != nil || len(b) != 32 {
		return "", refuse("handle", "")
	}
	return Hash(b), nil
}

// VerifyOf is the public half of a signing key as lines carry it.
func VerifyOf(signer ed25519.PrivateKey) string {
	return EncodeURL(signer.Public().(ed25519.PublicKey))
}

// SixWords are what a certifier hears before signing: the first 66 bits of the hash of
// an officer's keys, in English words everywhere.
func SixWords(recipient, verify string) []string {
	sum := sha256.Sum256([]byte(recipient + "\n" + verify))
	l, _ := listOf("en")
	return l.spell(sum[:], 6)
}

// Part of a script-less submission, as Repetition compares it.
type FormPart struct {
	Name  string
	Value []byte
}

// Repetition compares a script-less submission with its repeat: HMAC-SHA-256 under
// Phrase.Repeat over the parts in their order, in base64url.
func Repetition(key [32]byte, parts []FormPart) string {
	mac := hmac.New(sha256.New, key[:])
	for _, p := range parts {
		mac.Write([]byte(p.Name + "\x00" + strconv.Itoa(len(p.Value)) + "\x00"))
		mac.Write(p.Value)
	}
	return EncodeURL(mac.Sum(nil))
}
