package intake

import (
	"context"

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
	if len(c.talks) != 1 || len(c.talks[0].posts) != 1 || s.Second != "" || s.Urgent || len(c.consents) > 0 {
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
	if !d.pace.Take(d.Now()) {
		return fault.New(fault.Full, "comments-pace", nil)
	}
	return nil
}

// CommentsOpen says whether one more comment would be taken now, before work is done for it.
func (d *Desk) CommentsOpen() error {
	if !d.pace.Ready(d.Now()) {
		return fault.New(fault.Full, "comments-pace", nil)
	}
	return nil
}
