package web

import "time"

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
