package intake

import (
	"context"
	"sync"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
)

// How many comments are taken: some at once, then so many an hour; and how many may lie
// unread. Nobody is asked who they are, so a stranger can use all of it up. That closes this
// door for an hour and no other: reports have no pace.
const (
	commentsAtOnce  = 10
	commentsAnHour  = 30
	commentsUnread  = 500
	largestComments = 64 << 10
)

// CommentStore counts what the editors have before them.
type CommentStore interface {
	// Unread is how many comments no editor has opened.
	Unread(ctx context.Context) (int64, error)
}

// Comment takes a comment on the portal, as strictly as a report, and at a pace. What came
// before under the same handle is answered whatever the pace.
func (d *Desk) Comment(ctx context.Context, s Sending) (Receipt, error) {
	if d.Pack().Forms[s.Form].Kind != mailbox.Feedback {
		return Receipt{}, noForm()
	}
	return d.receive(ctx, s)
}

// checkComment holds a comment to what it may be: one text for the editors, with nothing
// beside it. It is the last check, so that only what would be stored uses up the pace.
func (d *Desk) checkComment(ctx context.Context, s Sending, c checked) error {
	if len(c.talks) != 1 || len(c.talks[0].posts) != 1 || s.Second != "" || s.Urgent {
		return unfit(nil)
	}
	if len(s.Items[0].File) > largestComments {
		return fault.New(fault.TooLarge, "text-too-large", nil)
	}
	unread, err := d.Comments.Unread(ctx)
	if err != nil {
		return err
	}
	if unread >= commentsUnread {
		return fault.New(fault.Full, "comments-full", nil)
	}
	if !d.pace.take(d.Now()) {
		return fault.New(fault.Full, "comments-pace", nil)
	}
	return nil
}

// CommentsOpen says whether one more comment would be taken now, before work is done for it.
func (d *Desk) CommentsOpen() error {
	if !d.pace.ready(d.Now()) {
		return fault.New(fault.Full, "comments-pace", nil)
	}
	return nil
}

// pace lets some through at once and then so many an hour, whoever they are. It lives in
// memory: a restart forgives.
type pace struct {
	mu   sync.Mutex
	used float64 // of those that may come at once
	at   time.Time
}

// take uses up one place, if there is one.
func (p *pace) take(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.free(now) {
		return false
	}
	p.used++
	return true
}

// ready says whether there is a place.
func (p *pace) ready(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.free(now)
}

// free gives back the places that time has earned. A clock that went back earns none.
func (p *pace) free(now time.Time) bool {
	if passed := now.Sub(p.at); passed > 0 {
		p.used, p.at = max(0, p.used-passed.Hours()*commentsAnHour), now
	}
	return p.used <= commentsAtOnce-1
}
