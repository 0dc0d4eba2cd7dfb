package intake

import (
	"context"
	"io"
	"strings"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Config is what a desk is made of. Root gives the organisation's root key, "" if there
// is none; Site gives the address people use.
type Config struct {
	Pack      func() *portal.Pack
	Store     Store
	Drafts    DraftStore
	Comments  CommentStore
	Blobs     mailbox.Blobs
	Directory Directory
	Now       func() time.Time
	Rand      io.Reader
	Limits    mailbox.Limits
	Root      func() string
	Site      func() string
}

// Desk is where reports arrive.
type Desk struct {
	Config
	roll seal.Roll
	pace *clock.Pace
}

// New makes a desk.
func New(config Config) *Desk {
	return &Desk{Config: config, pace: clock.NewPace(commentsAtOnce, commentsAnHour)}
}

func (d *Desk) today() string { return clock.Today(d.Now()) }

// Open says whether a form may be opened now in a language: there is a root key, its own
// office has somebody who may receive, there is a text for people in danger, and room for
// what will be sent. A page asks before the first question, so that nobody writes for
// nothing. The fallback unit stands in for those who are kept out, not for an empty office.
func (d *Desk) Open(ctx context.Context, formID, language string) error {
	pack := d.Pack()
	form, ok := pack.Forms[formID]
	if !ok || form.Kind == mailbox.Prevention {
		return noForm()
	}
	if form.Kind == mailbox.Feedback {
		if _, err := d.Editors(ctx, nil); err != nil {
			return err
		}
		return d.Blobs.Room(ctx)
	}
	if strings.TrimSpace(pack.Emergency(language)) == "" {
		return fault.New(fault.Closed, "no-emergency-text", nil)
	}
	offices, err := d.offices(ctx)
	if err != nil {
		return err
	}
	if _, ok := offices.receive(form.Unit, nil); !ok {
		return fault.New(fault.Closed, "no-officers", nil)
	}
	return d.Blobs.Room(ctx)
}

// DirectoryLines gives every officer line, for the page that seals.
func (d *Desk) DirectoryLines(ctx context.Context) ([]seal.Signed, error) {
	return d.Directory.Lines(ctx)
}

func noForm() error { return fault.New(fault.NotFound, "no-form", nil) }
