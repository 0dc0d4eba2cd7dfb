package store_test

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/store"
)

// manyWriters: two programs on one database, many writers each, one chain.
func manyWriters(t *testing.T, w *world) {
	other := reopen(t, w.settings)
	var wg sync.WaitGroup
	for i := range 120 {
		st := []*store.Store{w.Store, other}[i%2]
		wg.Go(func() {
			if _, err := st.Reports.Receive(ctx, arrival(newID()), newNumber); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	last, broken, err := ledger.Verify(w.Ledger.Lines(ctx))
	must(t, err)
	same(t, "chain", []int64{last.N, broken}, []int64{120, 0})
}

func failedWriter(t *testing.T, w *world) {
	var wg sync.WaitGroup
	sharedID := newID()
	var conflicts, kept int64
	var mu sync.Mutex
	for i := range 60 {
		a := arrival(newID())
		if i%3 == 0 {
			a.Cases[0].Posts[0].Line.ID = sharedID // only one of them can be kept
		}
		within, cancel := context.WithCancel(ctx)
		if i%3 == 1 {
			cancel() // gave up before, or while, it waits
		}
		wg.Go(func() {
			defer cancel()
			_, err := w.Reports.Receive(within, a, newNumber)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				kept++
			case fault.Is(err, fault.Conflict):
				conflicts++
			case i%3 != 1:
				t.Errorf("writer %s: %v", strconv.Itoa(i), err)
			}
		})
	}
	wg.Wait()
	same(t, "conflicts", conflicts, int64(19))
	last, broken, err := ledger.Verify(w.Ledger.Lines(ctx))
	must(t, err)
	same(t, "chain", broken, int64(0))
	if last.N < kept || last.N > kept+20 {
		t.Fatalf("%d kept, %d lines", kept, last.N)
	}
}

func openedAgain(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	a := arrival(anna)
	w.receive(t, a)
	before, err := w.Cases.View(ctx, a.Cases[0].Number, anna, false)
	must(t, err)
	must(t, w.Close())
	if _, err := w.Reports.Receive(ctx, arrival(anna), newNumber); !fault.Is(err, fault.Busy) {
		t.Fatalf("a closed store answered %v", err)
	}
	after, err := reopen(t, w.settings).Cases.View(ctx, a.Cases[0].Number, anna, false)
	must(t, err)
	same(t, "view", after, before)
}
