package blob

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"fairlead/internal/fault"
)

// Have gives how many bytes an upload has; none is 0.
func (f *Folder) Have(_ context.Context, upload string) (int64, error) {
	name, err := uploadName(upload)
	if err != nil {
		return 0, err
	}
	return f.size(name)
}

func (f *Folder) size(name string) (int64, error) {
	info, err := f.root.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Append adds a part at an offset, which must be where the upload ends, and gives how
// many bytes are there now. What arrived of a part that broke off stays, so that the
// sender goes on from there.
func (f *Folder) Append(ctx context.Context, upload string, offset int64, part io.Reader) (int64, error) {
	name, err := uploadName(upload)
	if err != nil {
		return 0, err
	}
	defer f.locks.lock(name)()
	have, err := f.size(name)
	if err != nil {
		return 0, err
	}
	if have != offset {
		return have, fault.New(fault.Conflict, "upload-offset", nil).With("Have", have)
	}
	free, err := f.free()
	if err != nil {
		return have, err
	}
	if err := f.waiting.may(name, free); err != nil {
		return have, err
	}
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return have, orFull(err)
	}
	n, err := copySmall(ctx, file, part)
	f.waiting.set(name, have+n)
	return have + n, orFull(errors.Join(err, file.Close()))
}

// copySmall copies through a small buffer and stops with the context.
func copySmall(ctx context.Context, to io.Writer, from io.Reader) (total int64, err error) {
	buffer := make([]byte, small)
	for {
		if err := ctx.Err(); err != nil {
			return total, err
		}
		n, err := from.Read(buffer)
		if n > 0 {
			written, err := to.Write(buffer[:n])
			total += int64(written)
			if err != nil {
				return total, err
			}
		}
		if errors.Is(err, io.EOF) {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}
