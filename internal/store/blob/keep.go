package blob

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Keep makes a whole upload durable under its sum. When it returns nil the bytes and the
// name are on the disk. A second Keep of the same sum finds it kept.
func (f *Folder) Keep(ctx context.Context, u mailbox.Upload) error {
	from, err := uploadName(u.Upload)
	if err != nil {
		return err
	}
	to, err := keptName(u.Sum)
	if err != nil {
		return wrongBytes(nil)
	}
	defer f.locks.lock(from)()
	defer f.locks.lock(to)() // always in this order: upload, then blob
	done, err := f.again(to, u.Size)
	if err != nil {
		return err
	}
	if done {
		return f.forget(from)
	}
	if err := f.verify(ctx, from, u); err != nil {
		return err
	}
	return orFull(f.place(from, to))
}

// again says whether the blob is kept already; if so it is dated today, so that a sweep
// does not take it before the item that names it is saved.
func (f *Folder) again(to string, size int64) (bool, error) {
	info, err := f.root.Stat(to)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if info.Size() != size {
		return false, wrongBytes(nil)
	}
	day := f.day()
	return true, errors.Join(f.root.Chtimes(to, day, day), f.syncShelf(to))
}

// forget removes an upload that is kept under its sum already.
func (f *Folder) forget(from string) error {
	if err := f.root.Remove(from); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f.waiting.drop(from)
	return nil
}

// verify reads the upload through once and makes sure that it is what the sum says.
func (f *Folder) verify(ctx context.Context, from string, u mailbox.Upload) error {
	file, err := f.root.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Refused, "upload-missing", err)
	}
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	n, err := copySmall(ctx, sum, file)
	if err != nil {
		return err
	}
	if n != u.Size || seal.EncodeURL(sum.Sum(nil)) != u.Sum {
		return wrongBytes(nil)
	}
	return nil
}

func wrongBytes(cause error) error { return fault.New(fault.Refused, "upload-altered", cause) }

// place dates, syncs and renames a file, and syncs the folders that name it.
func (f *Folder) place(from, to string) error {
	day := f.day()
	if err := f.root.Chtimes(from, day, day); err != nil {
		return err
	}
	if err := f.sync(from, os.O_WRONLY); err != nil {
		return err
	}
	if err := f.root.Mkdir(path.Dir(to), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := f.root.Rename(from, to); err != nil {
		return err
	}
	f.waiting.drop(from)
	return f.syncShelf(to)
}

// syncShelf makes a blob's name durable, and that of the folder it stands in. It is done
// for a blob that was there already too: whoever put it there may not have come so far.
func (f *Folder) syncShelf(to string) error {
	return errors.Join(f.sync(path.Dir(to), os.O_RDONLY), f.sync(kept, os.O_RDONLY))
}

func (f *Folder) sync(name string, how int) error {
	file, err := f.root.OpenFile(name, how, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// day is midnight: no exact time stands beside content.
func (f *Folder) day() time.Time { return f.now().UTC().Truncate(24 * time.Hour) }
