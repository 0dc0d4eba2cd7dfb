package people

import (
	"crypto/sha256"
	"sync"
	"time"
)

// How guessing is slowed: the first attempts are free, then each waits twice as long as
// the one before, up to a cap. Nobody is ever locked out, or anyone could lock out anyone.
const (
	freeAttempts = 3
	firstWait    = 500 * time.Millisecond
	longestWait  = 30 * time.Second
	forgetAfter  = time.Hour
	mostNames    = 10_000
)

// slow counts attempts per name, in memory. Names are kept as keyed hashes only, and
// there are never more than mostNames.
type slow struct {
	now func() time.Time

	mu    sync.Mutex
	names map[[sha256.Size]byte]attempts
}

type attempts struct {
	count int
	last  time.Time
}

func newSlow(now func() time.Time) *slow {
	return &slow{now: now, names: map[[sha256.Size]byte]attempts{}}
}

// attempt counts one more attempt under a name and says how long it has to wait. It is
// counted before its answer is known, so that many at once are slowed like many in a row.
func (s *slow) attempt(id [sha256.Size]byte) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen, known := s.names[id]
	if known && s.now().Sub(seen.last) >= forgetAfter {
		seen = attempts{}
	}
	if !known && len(s.names) >= mostNames {
		s.forget()
	}
	seen.count++
	seen.last = s.now()
	s.names[id] = seen
	return wait(seen.count)
}

// succeeded forgets a name's attempts.
func (s *slow) succeeded(id [sha256.Size]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.names, id)
}

// forget makes room: the least tried of a few names picked by chance, so that filling the
// memory with names does not free the one that is being guessed.
func (s *slow) forget() {
	var least [sha256.Size]byte
	fewest, looked := 0, 0
	for id, seen := range s.names {
		if looked == 0 || seen.count < fewest {
			least, fewest = id, seen.count
		}
		if looked++; looked == 32 {
			break
		}
	}
	delete(s.names, least)
}

func wait(count int) time.Duration {
	if count <= freeAttempts {
		return 0
	}
	d := firstWait
	for range count - freeAttempts - 1 {
		if d *= 2; d >= longestWait {
			return longestWait
		}
	}
	return d
}
