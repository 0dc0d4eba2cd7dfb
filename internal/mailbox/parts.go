package mailbox

import (
	"context"
	"errors"
	"io"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// PartSize is the largest part of an attachment that one request may bring.
const PartSize = 4 << 20

// Parts takes attachments in parts, under random upload ids that are theirs alone.
type Parts struct {
	blobs  Blobs
	limits Limits
	rand   io.Reader
}

// NewParts makes the room in which attachments arrive.
func NewParts(blobs Blobs, limits Limits, rand io.Reader) *Parts {
	return &Parts{blobs: blobs, limits: limits, rand: rand}
}

// Have gives how many bytes of an upload are here.
func (p *Parts) Have(ctx context.Context, upload string) (int64, error) {
	if !seal.ValidID(upload) {
		return 0, fault.New(fault.Refused, "upload-unknown", nil)
	}
	return p.blobs.Have(ctx, upload)
}

// Put adds one part where the upload ends, and gives how many bytes are here now. If the
// offset is elsewhere it is fault.Conflict, and what is here is given with it.
func (p *Parts) Put(ctx context.Context, upload string, offset int64, part io.Reader) (int64, error) {
	if !seal.ValidID(upload) || offset < 0 {
		return 0, fault.New(fault.Refused, "upload-unknown", nil)
	}
	if offset >= Sealed(p.limits.File) {
		return 0, p.limits.fileTooLarge()
	}
	if err := p.blobs.Room(ctx); err != nil {
		return 0, err
	}
	most := min(PartSize, Sealed(p.limits.File)-offset)
	have, err := p.blobs.Append(ctx, upload, offset, &limited{from: part, left: most, over: p.limits.fileTooLarge()})
	if fault.Is(err, fault.Conflict) {
		here, failed := p.blobs.Have(ctx, upload)
		return here, errors.Join(err, failed)
	}
	return have, err
}

// limited reads at most left bytes; one more is the error over, so that a part that is
// too large is never cut and taken for whole.
type limited struct {
	from io.Reader
	left int64
	over error
}

func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.from.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, l.over
	}
	return n, err
}
