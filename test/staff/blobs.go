package staff

import (
	"bytes"
	"context"
	"io"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Blobs is a place for attachments in memory.
type Blobs struct {
	Uploads map[string][]byte
	Kept    map[string][]byte
	// Filled makes every question for room answer that there is none.
	Filled bool
}

// NewBlobs makes an empty place.
func NewBlobs() *Blobs {
	return &Blobs{Uploads: map[string][]byte{}, Kept: map[string][]byte{}}
}

// Append adds a part where the upload ends.
func (b *Blobs) Append(_ context.Context, upload string, offset int64, part io.Reader) (int64, error) {
	have := int64(len(b.Uploads[upload]))
	if have != offset {
		return have, fault.New(fault.Conflict, "upload-offset", nil)
	}
	data, err := io.ReadAll(part)
	if err != nil {
		return have, err
	}
	b.Uploads[upload] = append(b.Uploads[upload], data...)
	return have + int64(len(data)), nil
}

// Have gives how many bytes an upload has.
func (b *Blobs) Have(_ context.Context, upload string) (int64, error) {
	return int64(len(b.Uploads[upload])), nil
}

// Keep makes an upload a blob.
func (b *Blobs) Keep(_ context.Context, u mailbox.Upload) error {
	data := b.Uploads[u.Upload]
	if seal.Hash(data) != u.Sum || int64(len(data)) != u.Size {
		return fault.New(fault.Refused, "upload-altered", nil)
	}
	b.Kept[u.Sum] = data
	return nil
}

type blob struct{ *bytes.Reader }

func (blob) Close() error { return nil }

// Open reads a blob.
func (b *Blobs) Open(_ context.Context, sum string) (io.ReadSeekCloser, int64, error) {
	data, ok := b.Kept[sum]
	if !ok {
		return nil, 0, fault.New(fault.NotFound, "no-file", nil)
	}
	return blob{bytes.NewReader(data)}, int64(len(data)), nil
}

// Room says whether there is room.
func (b *Blobs) Room(context.Context) error {
	if b.Filled {
		return fault.New(fault.Full, "full", nil)
	}
	return nil
}
