package web

import (
	"testing"
	"time"
)

func TestPlaces(t *testing.T) {
	p := NewPlaces(1)
	if !p.Enter(0) || p.Enter(time.Millisecond) {
		t.Error("not one at a time")
	}
	done := make(chan bool)
	go func() { done <- p.Enter(time.Minute) }()
	p.Leave()
	if !<-done {
		t.Error("nobody waited")
	}
}
