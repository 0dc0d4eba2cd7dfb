// Package notify tells officers, and nobody else, that something waits for them. It says
// neither what nor about whom: it is handed persons and kinds, and cannot know more.
package notify

import (
	"context"
	"time"
)

// The kinds of what can wait.
const (
	Fresh   = "new"     // something they have not read
	Approve = "approve" // a step that waits for a second person
	Near    = "near"    // a time limit is near
	Overdue = "overdue" // a time limit has passed
	Urgent  = "urgent"  // somebody wrote that it is urgent, and nobody has read it
)

// Waiting is what waits for one officer today, by kind. Openly are those of Kinds for which some
// reason is open to the whole office: a head who was kept out of a case is not shown that a
// colleague was told to look because of it.
type Waiting struct {
	Person string
	Kinds  []string
	Openly []string
}

// The states of an entry of the outbox.
const (
	ToSend    = "to-send"
	Sent      = "sent"
	Failed    = "failed"     // given up after the last try
	NoAddress = "no-address" // the officer gave none: it stands on the page alone
)

// Entry is one nudge: to whom, of which kind, on which day. Address and Language are the
// officer's own settings, read when it is sent.
type Entry struct {
	ID       int64
	Person   string
	Name     string
	Kind     string
	Day      string
	State    string
	Tries    int
	Address  string
	Language string
}

// Outbox keeps nudges until they are sent; it survives a restart.
type Outbox interface {
	// Waiting gives what waits for whom on a day. For whom a case does not exist, nothing waits.
	Waiting(ctx context.Context, today string) ([]Waiting, error)
	// Put keeps one nudge a person, kind and day; one that is there already stays as it is.
	Put(ctx context.Context, day string, waiting []Waiting) error
	// Claim gives what is to be sent at a moment, and keeps it from others until another. At
	// most n, the oldest first.
	Claim(ctx context.Context, now, until time.Time, n int) ([]Entry, error)
	// Sent marks an entry as delivered to the mail server.
	Sent(ctx context.Context, id int64) error
	// Again puts an entry off until a moment; last gives it up for good.
	Again(ctx context.Context, id int64, at time.Time, last bool) error
}

// Post sends one message to one address.
type Post interface {
	Send(ctx context.Context, m Message) error
}

// Message is what is sent: nothing in it is about a case.
type Message struct {
	To      string
	Subject string
	Body    string
}

// Config is what a notifier is made of. Post is nil where no mail server is set: then the
// outbox is a page. Say gives a text in a language.
type Config struct {
	Outbox Outbox
	Post   Post
	Say    func(language, key string, args ...any) string
	URL    string
	Now    func() time.Time
}

// Notifier looks for what waits and says so.
type Notifier struct{ Config }

// NewNotifier makes a notifier.
func NewNotifier(config Config) *Notifier { return &Notifier{config} }

// Look puts what waits today into the outbox.
func (n *Notifier) Look(ctx context.Context) error {
	day := n.Now().UTC().Format(time.DateOnly)
	waiting, err := n.Outbox.Waiting(ctx, day)
	if err != nil {
		return err
	}
	return n.Outbox.Put(ctx, day, waiting)
}

const (
	atOnce  = 50               // entries a round
	claim   = 10 * time.Minute // how long a round may take
	patient = 30 * time.Second // for one message: a server that hangs holds up nobody for longer
)

// between are the waits after each failed try; after the last there is none.
var between = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 24 * time.Hour}

// Send sends what is due. A message that fails is put off, and the others go on; the server's
// own words are not kept, since some repeat the address.
func (n *Notifier) Send(ctx context.Context) error {
	if n.Post == nil {
		return nil
	}
	now := n.Now()
	entries, err := n.Outbox.Claim(ctx, now, now.Add(claim), atOnce)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := n.settle(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

func (n *Notifier) settle(ctx context.Context, e Entry) error {
	within, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	if n.Post.Send(within, n.message(e)) == nil {
		return n.Outbox.Sent(ctx, e.ID)
	}
	last := e.Tries >= len(between)
	wait := between[min(e.Tries, len(between)-1)]
	return n.Outbox.Again(ctx, e.ID, n.Now().Add(wait), last)
}

// message words a nudge: a kind, and where to go.
func (n *Notifier) message(e Entry) Message {
	say := func(key string) string { return n.Say(e.Language, key, "URL", n.URL+"/office/") }
	return Message{
		To: e.Address, Subject: say("mail.subject"),
		Body: say("mail."+e.Kind) + "\n\n" + say("mail.open") + "\n\n" + say("mail.foot") + "\n",
	}
}
