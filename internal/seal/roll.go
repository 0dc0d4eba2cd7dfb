package seal

import (
	"slices"
	"sync"
)

// Roll gives the checked directory of lines as they are stored, and checks them again
// only when they are others than the last time: they change a few times a year and are
// needed with each request. The zero value is ready.
type Roll struct {
	mu        sync.Mutex
	root      string
	lines     []Signed
	directory *Directory
}

// Read gives the directory of these lines under this root.
func (r *Roll) Read(root string, lines []Signed) *Directory {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.directory == nil || r.root != root || !slices.Equal(r.lines, lines) {
		r.root, r.lines = root, slices.Clone(lines)
		r.directory = NewDirectory(root, r.lines)
	}
	return r.directory
}
