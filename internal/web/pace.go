package web

import (
	"sync"
	"time"
)

// Pace lets so many through at once and then so many an hour, whoever they are: no address
// and nobody is told apart. It lives in memory, so a restart forgives.
type Pace struct {
	atOnce, anHour float64

	mu   sync.Mutex
	used float64 // of those that may come at once
	at   time.Time
}

// NewPace makes a pace of which nothing is used up.
func NewPace(atOnce, anHour int) *Pace {
	return &Pace{atOnce: float64(atOnce), anHour: float64(anHour)}
}

// Take uses up one place, if there is one. A clock that went back earns none.
func (p *Pace) Take(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if passed := now.Sub(p.at); passed > 0 {
		p.used, p.at = max(0, p.used-passed.Hours()*p.anHour), now
	}
	if p.used > p.atOnce-1 {
		return false
	}
	p.used++
	return true
}

// Places bounds how many do the same work at once.
type Places chan struct{}

// NewPlaces makes so many places, all free.
func NewPlaces(n int) Places { return make(Places, n) }

// Enter takes a place and waits for one as long as it is told to. Who gets one gives it back
// with Leave.
func (p Places) Enter(patience time.Duration) bool {
	select {
	case p <- struct{}{}:
		return true
	default:
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case p <- struct{}{}:
		return true
	case <-late.C:
		return false
	}
}

// Leave gives a place back.
func (p Places) Leave() { <-p }
