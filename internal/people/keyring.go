package people

import (
	"crypto/sha256"
	"fmt"
	"io"
	"sync"
	"time"

	"fairlead/internal/fault"
)

// How long a session's key lives.
const (
	Idle    = 15 * time.Minute
	Session = 8 * time.Hour
)

// Keyring holds, in memory only, the key of each session under which an officer's tab
// keeps its seed. Once a key is destroyed, what the tab left on a disk opens nothing.
type Keyring struct {
	rand io.Reader
	now  func() time.Time

	mu   sync.Mutex
	keys map[[sha256.Size]byte]*sessionKey
}

type sessionKey struct {
	key     [32]byte
	started time.Time
	used    time.Time
}

// NewKeyring makes an empty ring.
func NewKeyring(rand io.Reader, now func() time.Time) *Keyring {
	return &Keyring{rand: rand, now: now, keys: map[[sha256.Size]byte]*sessionKey{}}
}

// Make gives a session a new key. A key that it had is destroyed.
func (k *Keyring) Make(session string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sweep()
	fresh := &sessionKey{started: k.now(), used: k.now()}
	if _, err := io.ReadFull(k.rand, fresh.key[:]); err != nil {
		return nil, fmt.Errorf("people: session key: %w", err)
	}
	k.destroy(name(session))
	k.keys[name(session)] = fresh
	return append([]byte(nil), fresh.key[:]...), nil
}

// Key gives a session its key, and counts as activity. fault.Locked if there is none any
// more.
func (k *Keyring) Key(session string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sweep()
	held, ok := k.keys[name(session)]
	if !ok {
		return nil, fault.New(fault.Locked, "session-locked", nil)
	}
	held.used = k.now()
	return append([]byte(nil), held.key[:]...), nil
}

// Touch counts as activity. fault.Locked if the session's key is gone.
func (k *Keyring) Touch(session string) error {
	key, err := k.Key(session)
	clear(key)
	return err
}

// Destroy ends a session's key: on lock and on sign-out.
func (k *Keyring) Destroy(session string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.destroy(name(session))
}

// Sweep destroys the keys of sessions that were left alone or are over. Every other call
// does so too; a task calls it so that a key does not outlive a quiet night.
func (k *Keyring) Sweep() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sweep()
}

func (k *Keyring) sweep() {
	now := k.now()
	for id, held := range k.keys {
		if now.Sub(held.used) >= Idle || now.Sub(held.started) >= Session {
			k.destroy(id)
		}
	}
}

func (k *Keyring) destroy(id [sha256.Size]byte) {
	if held, ok := k.keys[id]; ok {
		clear(held.key[:])
		delete(k.keys, id)
	}
}

// name is what the ring knows a session by, so that the ring itself opens no session.
func name(session string) [sha256.Size]byte { return sha256.Sum256([]byte(session)) }
