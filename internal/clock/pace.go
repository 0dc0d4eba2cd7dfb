package clock

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

// Take uses up one place, if there is one.
func (p *Pace) Take(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.free(now) {
		return false
	}
	p.used++
	return true
}

// Ready says whether there is a place.
func (p *Pace) Ready(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.free(now)
}

// free gives back the places that time has earned. A clock that went back earns none.
func (p *Pace) free(now time.Time) bool {
	if passed := now.Sub(p.at); passed > 0 {
		p.used, p.at = max(0, p.used-passed.Hours()*p.anHour), now
	}
	return p.used <= p.atOnce-1
}
