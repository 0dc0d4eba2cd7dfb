package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"fairlead/internal/portal"
)

// lookEvery is how often a pack's folder is looked at. Names, sizes and times are compared,
// so that a look costs a millisecond.
const lookEvery = 2 * time.Second

// followed is the pack that is served. It follows its folder and the organisation's file:
// what an editor saves is served once it has been left alone for one look, and as long as
// anything is wrong with it, the last good pack stays.
type followed struct {
	place Place
	read  func() (*portal.Pack, []portal.Problem, error)
	log   *slog.Logger
	pack  atomic.Pointer[portal.Pack]
	seen  string // what the last look found
	tried string // what was last loaded, or refused
}

// follow loads the pack for the first time.
func follow(place Place, log *slog.Logger) (*followed, error) {
	f := &followed{place: place, read: place.read, log: log}
	f.tried = f.look() // before reading: what is saved meanwhile is then seen as a change
	f.seen = f.tried
	pack, err := place.pack()
	if err != nil {
		return nil, err
	}
	f.pack.Store(pack)
	return f, nil
}

// Run looks until ctx ends. A program that carries its pack inside has nothing to look at.
func (f *followed) Run(ctx context.Context) {
	if f.place.Pack == "" && f.place.organisationFile() == "" {
		return
	}
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			f.Look()
		}
	}
}

// Look loads what has changed, once it looks the same twice.
func (f *followed) Look() {
	now := f.look()
	still := now == f.seen
	f.seen = now
	if now == f.tried || !still {
		return
	}
	f.tried = now
	f.load()
}

// look is a mark that changes with the name, the size or the time of any file.
func (f *followed) look() string {
	sum := sha256.New()
	note := func(name string, info fs.FileInfo) {
		fmt.Fprintf(sum, "%q %d %d\n", name, info.Size(), info.ModTime().UnixNano())
	}
	if f.place.Pack != "" {
		// The folder may be named by a link, which is not walked into and may change.
		folder, err := filepath.EvalSymlinks(f.place.Pack)
		if err != nil {
			folder = f.place.Pack
		}
		_ = filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return nil // gone meanwhile; the next look sees it
			}
			if entry.IsDir() && entry.Name() == ".git" {
				return filepath.SkipDir
			}
			if info, err := entry.Info(); err == nil && !entry.IsDir() {
				note(name, info)
			}
			return nil
		})
	}
	if file := f.place.organisationFile(); file != "" {
		if info, err := os.Stat(file); err == nil {
			note(file, info)
		}
	}
	return string(sum.Sum(nil))
}

// load serves the new pack, or says what is wrong with it.
func (f *followed) load() {
	defer func() { // a file that breaks the reader must not end the program
		if recover() != nil {
			f.log.Error("pack", "key", "pack-unread")
		}
	}()
	pack, faults, err := f.read()
	if err != nil {
		f.log.Warn("pack", "key", "organisation-refused", "cause", err)
		return
	}
	for _, fault := range faults {
		f.log.Warn("pack", "key", "pack-refused", "file", fault.File, "line", fault.Line, "fault", fault.Text)
	}
	was := f.pack.Load()
	switch {
	case pack == nil:
	case pack.ID != was.ID || !slices.Equal(pack.Languages, was.Languages):
		f.refuse("the id or the languages changed: restart the program")
	case was.Organisation.Root != "" && pack.Organisation.Root != was.Organisation.Root:
		// It says who is an officer at all: whoever may save a text may not change that by the way.
		f.refuse("the root key changed: restart the program")
	default:
		f.pack.Store(pack)
		f.log.Info("pack", "key", "pack-changed")
	}
}

func (f *followed) refuse(why string) {
	f.log.Warn("pack", "key", "pack-refused", "file", "pack.json", "line", 0, "fault", why)
}
