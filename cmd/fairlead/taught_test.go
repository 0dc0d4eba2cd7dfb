package main

import (
	"sync"
	"testing"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/packs"
)

// TestTaught: a pack is learned once, however many ask at once, and the one before it is not
// learned again for a request that still has it.
func TestTaught(t *testing.T) {
	words := packs.Default()
	load := func() *portal.Pack {
		pack, problems := portal.Read(packs.Starter(), words)
		if pack == nil {
			t.Fatal(problems)
		}
		return pack
	}
	first, second, known := load(), load(), &taught{}
	var work sync.WaitGroup
	guides := make([]*guide.Guide, 8)
	for i := range guides {
		work.Go(func() { guides[i] = known.Guide(first) })
	}
	work.Wait()
	for _, g := range guides {
		if g == nil || g != guides[0] {
			t.Fatal("a pack was learned twice")
		}
	}
	if next := known.Guide(second); next == guides[0] || known.Guide(first) != guides[0] || known.Guide(second) != next {
		t.Error("the pack before was learned again")
	}
	known.Guide(load())
	if known.Guide(first) == guides[0] {
		t.Error("a guide is kept for ever")
	}
}
