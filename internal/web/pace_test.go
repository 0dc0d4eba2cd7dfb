package web

import (
	"context"
	"testing"
	"time"

	"fairlead/internal/fault"
)

func TestPaceASecond(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	p := NewPace(1, 5)
	p.now = func() time.Time { return now }
	enter := func() error {
		leave, err := p.Enter(t.Context())
		if err == nil {
			leave()
		}
		return err
	}
	for range 5 {
		if err := enter(); err != nil {
			t.Fatalf("a crowd of a second's worth is turned away: %v", err)
		}
	}
	if err := enter(); !fault.Is(err, fault.Busy) {
		t.Errorf("one too many gets %v", err)
	}
	now = now.Add(200 * time.Millisecond)
	if err := enter(); err != nil {
		t.Errorf("a fifth of a second later: %v", err)
	}
	if err := enter(); !fault.Is(err, fault.Busy) {
		t.Errorf("and one more gets %v", err)
	}
	now = now.Add(time.Hour)
	for range 5 {
		if err := enter(); err != nil {
			t.Fatalf("an hour later: %v", err)
		}
	}
	if err := enter(); !fault.Is(err, fault.Busy) {
		t.Error("an hour's worth came in one moment")
	}
}

func TestPaceAtOnce(t *testing.T) {
	p := NewPace(2, 1000)
	p.wait = 20 * time.Millisecond
	first, err := p.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err = p.Enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err = p.Enter(t.Context()); !fault.Is(err, fault.Busy) {
		t.Errorf("a third at once gets %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = p.Enter(gone); !fault.Is(err, fault.Busy) {
		t.Errorf("who left gets %v", err)
	}
	p.wait = time.Minute
	time.AfterFunc(time.Millisecond, first)
	if _, err = p.Enter(t.Context()); err != nil {
		t.Errorf("a place that is left is not given on: %v", err)
	}
}
