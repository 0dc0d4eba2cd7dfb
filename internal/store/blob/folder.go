// Package blob keeps sealed attachments in a folder: parts under incoming/<upload id>
// until the whole is there, then blobs/<two letters>/<sum>. A kept blob is synced, renamed
// into place and never written again.
package blob

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"syscall"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Settings say where the folder is. Floor is the free bytes below which nothing new is
// taken; 0 is 256 MiB.
type Settings struct {
	Dir   string
	Floor int64
	Now   func() time.Time
}

// Folder is mailbox.Blobs over a folder. All names go through an os.Root, which refuses
// to leave the folder by whatever trick; they are checked before that too.
type Folder struct {
	root    *os.Root
	floor   int64
	now     func() time.Time
	locks   locks
	waiting waiting
}

var _ mailbox.Blobs = (*Folder)(nil)

const (
	incoming     = "incoming"
	kept         = "blobs"
	defaultFloor = 256 << 20
	// small is how much of a blob is in memory at a time.
	small = 64 << 10
)

// Open opens or makes the two folders below dir.
func Open(s Settings) (*Folder, error) {
	root, err := os.OpenRoot(s.Dir)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{incoming, kept} {
		if err := root.MkdirAll(name, 0o700); err != nil {
			return nil, errors.Join(err, root.Close())
		}
	}
	if s.Floor == 0 {
		s.Floor = defaultFloor
	}
	f := &Folder{root: root, floor: s.Floor, now: s.Now}
	if err := f.count(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return f, nil
}

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// uploadName gives the file of an upload. An id is 16 bytes in base64url, nothing else.
func uploadName(id string) (string, error) {
	if !seal.ValidID(id) {
		return "", fault.New(fault.Refused, "upload-unknown", nil)
	}
	return path.Join(incoming, id), nil
}

// keptName gives the file of a blob. A sum is 32 bytes in base64url, nothing else.
func keptName(sum string) (string, error) {
	if !seal.ValidHash(sum) {
		return "", noBlob(nil)
	}
	return path.Join(kept, sum[:2], sum), nil
}

func noBlob(cause error) error { return fault.New(fault.NotFound, "no-file", cause) }

// orFull turns a full disk into its fault.
func orFull(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.New(fault.Full, "full", err)
	}
	return err
}

// Open reads a kept blob.
func (f *Folder) Open(_ context.Context, sum string) (io.ReadSeekCloser, int64, error) {
	name, err := keptName(sum)
	if err != nil {
		return nil, 0, err
	}
	file, err := f.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, noBlob(err)
	}
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}

// Room is nil while the disk has more free bytes than the floor.
func (f *Folder) Room(context.Context) error {
	free, err := f.free()
	if err == nil && free < 0 {
		err = fault.New(fault.Full, "full", nil)
	}
	return err
}

// free gives how many bytes there are above the floor.
func (f *Folder) free() (int64, error) {
	dir, err := f.root.Open(".")
	if err != nil {
		return 0, err
	}
	defer dir.Close()
	var stat syscall.Statfs_t
	if err := syscall.Fstatfs(int(dir.Fd()), &stat); err != nil {
		return 0, err
	}
	return int64(stat.Bavail)*int64(stat.Bsize) - f.floor, nil
}
