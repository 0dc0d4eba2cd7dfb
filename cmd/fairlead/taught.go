package main

import (
	"fmt"
	"log/slog"
	"sync"
	"time"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
)

// taught is the guide to the pack that is served. It learns a pack when it is first asked
// about it, or before, so that nobody has to wait.
type taught struct {
	log *slog.Logger

	mu    sync.Mutex
	pack  *portal.Pack
	guide *guide.Guide
}

// lastAnswers is how long a guide may still answer after its pack was replaced.
const lastAnswers = time.Minute

// Guide gives the guide to a pack. Who asks while it learns waits.
func (t *taught) Guide(pack *portal.Pack) (*guide.Guide, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.pack == pack {
		return t.guide, nil
	}
	learned, err := guide.New(pack)
	if err != nil {
		return nil, fmt.Errorf("learning the pack: %w", err)
	}
	if was := t.guide; was != nil {
		time.AfterFunc(lastAnswers, func() { _ = was.Close() }) // memory; there is nothing to lose
	}
	t.pack, t.guide = pack, learned
	return learned, nil
}

// prepare learns a pack before anybody asks.
func (t *taught) prepare(pack *portal.Pack) {
	if _, err := t.Guide(pack); err != nil {
		t.log.Error("guide", "key", "guide-untaught", "cause", err.Error())
	}
}
