package mailbox

import (
	"context"
	"io"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// Config is what a door is made of. Acts takes consents and acts; casework has it.
type Config struct {
	Store  Store
	Blobs  Blobs
	Acts   Acts
	Now    func() time.Time
	Rand   io.Reader
	Limits Limits
}

// Door is where a person with a phrase comes in. The handle only fetches; every act is a
// signed line.
type Door struct{ Config }

// New makes a door.
func New(config Config) *Door { return &Door{config} }

// HandleHash is the name under which a handle's mailbox is stored: the SHA-256 of its 32
// bytes. Any other text is the same fault as a handle without a mailbox.
func HandleHash(handle string) (string, error) {
	hash, err := seal.HandleHash(handle)
	if err != nil {
		return "", noMailbox(nil)
	}
	return hash, nil
}

// Box gives the mailbox of a handle. A malformed handle and an unknown one have the same
// answer, so that nobody learns from it. It holds what its owner may see and no more.
func (d *Door) Box(ctx context.Context, handle string) (Box, error) {
	hash, err := HandleHash(handle)
	if err != nil {
		return Box{}, err
	}
	box, err := d.Store.Box(ctx, hash)
	if fault.Is(err, fault.NotFound) {
		return Box{}, noMailbox(err)
	}
	if err != nil {
		return Box{}, err
	}
	return Seen(box), nil
}

// Blob reads a sealed attachment that an item in this mailbox names.
func (d *Door) Blob(ctx context.Context, handle, blob string) (io.ReadSeekCloser, int64, error) {
	hash, err := HandleHash(handle)
	if err != nil {
		return nil, 0, err
	}
	if !seal.ValidHash(blob) {
		return nil, 0, noFile(nil)
	}
	if err := d.Store.Named(ctx, hash, blob); err != nil {
		if fault.Is(err, fault.NotFound) {
			return nil, 0, noFile(err)
		}
		return nil, 0, err
	}
	return d.Blobs.Open(ctx, blob)
}

func noMailbox(cause error) error { return fault.New(fault.NotFound, "no-mailbox", cause) }

func noFile(cause error) error { return fault.New(fault.NotFound, "no-file", cause) }
