package main

import (
	"sync"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
)

// taught is the guide to the pack that is served. It learns a pack when it is first asked
// about it, or before, so that nobody has to wait.
type taught struct {
	mu    sync.Mutex
	pack  *portal.Pack
	guide *guide.Guide
}

// Guide gives the guide to a pack. Who asks while it learns waits.
func (t *taught) Guide(pack *portal.Pack) *guide.Guide {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.pack != pack {
		t.pack, t.guide = pack, guide.New(pack)
	}
	return t.guide
}
