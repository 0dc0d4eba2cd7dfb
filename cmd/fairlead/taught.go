package main

import (
	"sync"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
)

// taught is the guide to the pack that is served. It learns a pack when it is first asked
// about it, or before, so that nobody has to wait; and it keeps the one before, of which a
// request that began with it may still ask.
type taught struct {
	mu    sync.Mutex
	known [2]*lesson // the newest first
}

// lesson is one pack, and what was learned of it once.
type lesson struct {
	pack  *portal.Pack
	guide func() *guide.Guide
}

// Guide gives the guide to a pack. Who asks while it learns waits; who asks of the pack
// before does not.
func (t *taught) Guide(pack *portal.Pack) *guide.Guide { return t.of(pack).guide() }

func (t *taught) of(pack *portal.Pack) *lesson {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, known := range t.known {
		if known != nil && known.pack == pack {
			return known
		}
	}
	learns := &lesson{pack, sync.OnceValue(func() *guide.Guide { return guide.New(pack) })}
	t.known = [2]*lesson{learns, t.known[0]}
	return learns
}
