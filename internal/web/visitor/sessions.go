package visitor

import (
	"crypto/cipher"
	"crypto/sha256"
	"io"
	"sync"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/seal"

	"golang.org/x/crypto/chacha20poly1305"
)

// Sessions of people without scripts (sealing.md, section 8). A session is the 16 bytes
// of a phrase, sealed under a key that stands in the browser's cookie and nowhere here;
// it is found by the hash of that key. Nothing of it is ever written to a disk: after a
// restart the words are typed again.
const (
	mailboxCookie = "mailbox"
	idle          = 15 * time.Minute
	mostSessions  = 4096 // a bound on memory; the oldest gives way
	mostOwn       = 4    // of one phrase: so nobody fills the memory with theirs and ends others'
)

type sessions struct {
	now  func() time.Time
	rand io.Reader
	lock sync.Mutex
	open map[[32]byte]session
}

type session struct {
	owner    string // hash of the phrase's handle
	sealed   []byte
	language string
	used     time.Time
}

func newSessions(now func() time.Time, rand io.Reader) *sessions {
	return &sessions{now: now, rand: rand, open: map[[32]byte]session{}}
}

// Begin keeps a phrase and gives the key for the cookie.
func (s *sessions) Begin(phrase seal.Phrase) (string, error) {
	var key [32]byte
	if _, err := io.ReadFull(s.rand, key[:]); err != nil {
		return "", err
	}
	aead, err := box(key)
	if err != nil {
		return "", err
	}
	owner, err := seal.HandleHash(phrase.HandleText())
	if err != nil {
		return "", err
	}
	entropy := phrase.Entropy()
	// Each key seals once, so a nonce of zeros is never used twice with it.
	sealed := aead.Seal(nil, make([]byte, aead.NonceSize()), entropy[:], nil)
	s.lock.Lock()
	defer s.lock.Unlock()
	s.sweep()
	s.yield(func(held session) bool { return held.owner == owner }, mostOwn)
	s.yield(func(session) bool { return true }, mostSessions)
	s.open[sha256.Sum256(key[:])] = session{owner, sealed, phrase.Language(), s.now()}
	return seal.EncodeURL(key[:]), nil
}

// Phrase gives the phrase of a cookie and begins its 15 minutes anew; fault.Locked if
// there is none or it was idle for too long.
func (s *sessions) Phrase(cookie string) (seal.Phrase, error) {
	key, ok := keyOf(cookie)
	if !ok {
		return seal.Phrase{}, closed()
	}
	s.lock.Lock()
	s.sweep()
	name := sha256.Sum256(key[:])
	held, ok := s.open[name]
	if ok {
		held.used = s.now()
		s.open[name] = held
	}
	s.lock.Unlock()
	if !ok {
		return seal.Phrase{}, closed()
	}
	aead, err := box(key)
	if err != nil {
		return seal.Phrase{}, err
	}
	plain, err := aead.Open(nil, make([]byte, aead.NonceSize()), held.sealed, nil)
	if err != nil || len(plain) != 16 {
		return seal.Phrase{}, closed()
	}
	return seal.PhraseOf([16]byte(plain), held.language)
}

// End forgets a session.
func (s *sessions) End(cookie string) {
	if key, ok := keyOf(cookie); ok {
		s.lock.Lock()
		defer s.lock.Unlock()
		delete(s.open, sha256.Sum256(key[:]))
	}
}

// sweep drops what was idle. The lock is held.
func (s *sessions) sweep() {
	for name, held := range s.open {
		if s.now().Sub(held.used) >= idle {
			delete(s.open, name)
		}
	}
}

// yield drops the oldest of some sessions where there are as many as there may be. The
// lock is held.
func (s *sessions) yield(of func(session) bool, most int) {
	var oldest [32]byte
	var since time.Time
	count := 0
	for name, held := range s.open {
		if !of(held) {
			continue
		}
		if count++; count == 1 || held.used.Before(since) {
			oldest, since = name, held.used
		}
	}
	if count >= most {
		delete(s.open, oldest)
	}
}

func keyOf(cookie string) (key [32]byte, ok bool) {
	raw, err := seal.DecodeURL(cookie)
	if err != nil || len(raw) != len(key) {
		return key, false
	}
	return [32]byte(raw), true
}

func box(key [32]byte) (cipher.AEAD, error) { return chacha20poly1305.New(key[:]) }

func closed() error { return fault.New(fault.Locked, "mailbox-closed", nil) }
