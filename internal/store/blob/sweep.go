package blob

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"time"

	"fairlead/internal/seal"
)

const (
	// brokenOff is how long an upload may stand still.
	brokenOff = time.Hour
	// unnamed is how long a blob may wait for the item that names it. A blob is dated to
	// the day, so less than two could be no time at all.
	unnamed = 48 * time.Hour
)

// Sweep removes uploads that stood still for an hour, and blobs older than two days that
// named says no item names.
func (f *Folder) Sweep(ctx context.Context, named func(ctx context.Context, sum string) (bool, error)) error {
	now := f.now()
	return errors.Join(f.sweepIncoming(ctx, now.Add(-brokenOff)), f.sweepKept(ctx, now.Add(-unnamed), named))
}

// sweepIncoming asks for the age before the lock, which a slow sender holds for long, and
// again under it.
func (f *Folder) sweepIncoming(ctx context.Context, before time.Time) error {
	return f.each(ctx, incoming, func(name string) error {
		if old, err := f.older(name, before); err != nil || !old {
			return err
		}
		defer f.locks.lock(name)()
		return f.removeOlder(name, before)
	})
}

func (f *Folder) sweepKept(ctx context.Context, before time.Time, named func(context.Context, string) (bool, error)) error {
	return f.each(ctx, kept, func(shelf string) error {
		return f.each(ctx, shelf, func(name string) error {
			if !seal.ValidHash(path.Base(name)) {
				return nil // not ours
			}
			defer f.locks.lock(name)()
			if old, err := f.older(name, before); err != nil || !old {
				return err
			}
			if has, err := named(ctx, path.Base(name)); err != nil || has {
				return err
			}
			return f.removeOlder(name, before)
		})
	})
}

// each calls do for what stands in a folder, a few names at a time.
func (f *Folder) each(ctx context.Context, folder string, do func(name string) error) error {
	dir, err := f.root.Open(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer dir.Close()
	for {
		entries, err := dir.ReadDir(256)
		for _, entry := range entries {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err := do(path.Join(folder, entry.Name())); err != nil {
				return err
			}
		}
		if len(entries) == 0 || err != nil { // the end is io.EOF
			return nil
		}
	}
}

func (f *Folder) older(name string, before time.Time) (bool, error) {
	info, err := f.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return info.Mode().IsRegular() && info.ModTime().Before(before), nil
}

func (f *Folder) removeOlder(name string, before time.Time) error {
	old, err := f.older(name, before)
	if err != nil || !old {
		return err
	}
	return f.forget(name)
}
