package web

import (
	"context"
	"sync"
	"time"

	"fairlead/internal/fault"
)

// Pace bounds how much of one kind of work is done for everyone together: so much at once,
// so much a second. It knows nobody, so nobody can be told apart by it; whoever comes when
// too many ask is told so, and to try again.
type Pace struct {
	places chan struct{}
	wait   time.Duration // how long one waits for a place
	now    func() time.Time

	lock sync.Mutex
	each time.Duration // between two, on the average
	most time.Duration // how far ahead of that average a crowd may be
	next time.Time     // when the next would come, if all came evenly
}

// placeWait is short: whoever waits holds a connection.
const placeWait = 2 * time.Second

// NewPace allows so many at once and a second; a crowd of one second's worth may come in
// one moment.
func NewPace(atOnce, perSecond int) *Pace {
	return &Pace{
		places: make(chan struct{}, atOnce), wait: placeWait, now: time.Now,
		each: time.Second / time.Duration(perSecond), most: time.Second,
	}
}

// Enter begins one piece of work; leave ends it and is called exactly once. Beyond the
// bounds it gives a fault.Busy, and no leave.
func (p *Pace) Enter(ctx context.Context) (leave func(), err error) {
	if !p.inTime() {
		return nil, fault.New(fault.Busy, "busy", nil)
	}
	select {
	case p.places <- struct{}{}:
		return p.leave, nil
	default:
	}
	timer := time.NewTimer(p.wait)
	defer timer.Stop()
	select {
	case p.places <- struct{}{}:
		return p.leave, nil
	case <-timer.C:
	case <-ctx.Done():
	}
	return nil, fault.New(fault.Busy, "busy", nil)
}

func (p *Pace) leave() { <-p.places }

// inTime counts one more, unless too many came already.
func (p *Pace) inTime() bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	now := p.now()
	if p.next.Before(now) {
		p.next = now
	}
	if p.next.Sub(now) >= p.most {
		return false
	}
	p.next = p.next.Add(p.each)
	return true
}
