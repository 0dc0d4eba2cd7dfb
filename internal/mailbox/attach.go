package mailbox

import (
	"context"
	"errors"
	"io"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// Attached is an attachment that the server sealed while it arrived, for a person without
// scripts. Identity, name and type go into its sealed item and nowhere else.
type Attached struct {
	Upload   Upload
	Identity string
	Name     string
	Type     string
	Size     int64
	Sum      string // SHA-256 of the file as it was, before padding and sealing
}

// Part is the attachment as a sealed item speaks of it.
func (a Attached) Part() seal.FilePart {
	return seal.FilePart{
		Body: seal.FileBody{Identity: a.Identity, Name: a.Name, Type: a.Type, Size: a.Size, SHA256: a.Sum},
		Blob: a.Upload.Sum,
	}
}

// Attach seals a file to an identity of its own while it streams in: only the age file
// ever reaches a disk, and no more than a few blocks of it are in memory at once.
func (p *Parts) Attach(ctx context.Context, name, mediaType string, plain io.Reader) (Attached, error) {
	if err := p.blobs.Room(ctx); err != nil {
		return Attached{}, err
	}
	id, err := seal.NewID(p.rand)
	if err != nil {
		return Attached{}, err
	}
	sealed, err := p.stream(ctx, id, plain)
	if err != nil {
		return Attached{}, err
	}
	return Attached{
		Upload:   Upload{Upload: id, Sum: sealed.Sealed, Size: sealed.SealedSize},
		Identity: sealed.Seed.Identity(), Size: sealed.Size, Sum: sealed.SHA256,
		Name: strings.ToValidUTF8(name, "\uFFFD"), Type: strings.ToValidUTF8(mediaType, "\uFFFD"),
	}, nil
}

// stream runs the sealer on one side of a pipe and the blob store on the other. It
// returns only when both are done, since both read what the caller will close.
func (p *Parts) stream(ctx context.Context, id string, plain io.Reader) (seal.Attachment, error) {
	from, to := io.Pipe()
	var sealed seal.Attachment
	failed := make(chan error, 1)
	go func() {
		var err error
		sealed, err = seal.SealAttachment(to, p.rand, &limited{from: plain, left: p.limits.File, over: p.limits.fileTooLarge()})
		if err == nil && sealed.Size == 0 {
			err = fault.New(fault.Refused, "file-empty", nil)
		}
		to.CloseWithError(err)
		failed <- err
	}()
	_, err := p.blobs.Append(ctx, id, 0, from)
	if err != nil {
		from.CloseWithError(err)
	}
	// The sealer's own reason (too large, empty) is the one to tell.
	if first := <-failed; first != nil && !errors.Is(first, err) {
		return seal.Attachment{}, first
	}
	return sealed, err
}
