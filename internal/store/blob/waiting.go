package blob

import (
	"io/fs"
	"path"
	"sync"

	"fairlead/internal/fault"
)

// mostWaiting is how many uploads may wait to be named: few enough for a folder and for
// memory, and many, since whoever reaches it keeps others from sending files until the
// next sweep (reports and letters without files still arrive).
const mostWaiting = 1 << 16

// waiting counts what lies in incoming. Anybody can begin an upload, so without a bound a
// stranger could fill the disk to its floor, and close the form to everyone.
type waiting struct {
	mu    sync.Mutex
	sizes map[string]int64
	total int64
}

// set notes how large an upload is now.
func (w *waiting) set(name string, size int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.total += size - w.sizes[name]
	w.sizes[name] = size
}

// drop forgets an upload that waits no longer.
func (w *waiting) drop(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.total -= w.sizes[name]
	delete(w.sizes, name)
}

// may says whether an upload may begin or go on. Together they have at most half of what
// is free above the floor, so that reports and letters always find room.
func (w *waiting) may(name string, free int64) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, known := w.sizes[name]; !known && len(w.sizes) >= mostWaiting {
		return fault.New(fault.Busy, "busy", nil)
	}
	if w.total > free {
		return fault.New(fault.Full, "full", nil)
	}
	return nil
}

// count fills the tally with what an earlier run left.
func (f *Folder) count() error {
	f.waiting.sizes = map[string]int64{}
	entries, err := fs.ReadDir(f.root.FS(), incoming)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		size, err := f.size(path.Join(incoming, entry.Name()))
		if err != nil {
			return err
		}
		f.waiting.set(path.Join(incoming, entry.Name()), size)
	}
	return nil
}
