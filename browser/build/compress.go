package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/andybalholm/brotli"
)

const packedEnding = ".br"

// compressAll adds a brotli file beside every script and word list, and beside the style
// sheets, drawings and texts that lie in the static folder already.
func compressAll(dir string, files map[string][]byte) error {
	for _, pattern := range []string{"*.css", "*.svg", "*.txt"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, path := range found {
			name := filepath.Base(path)
			if _, ours := files[name]; ours {
				continue
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if files[name+packedEnding], err = compress(content); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Collect(maps.Keys(files)) {
		if filepath.Ext(name) == packedEnding {
			continue
		}
		packed, err := compress(files[name])
		if err != nil {
			return err
		}
		files[name+packedEnding] = packed
	}
	return nil
}

// compress is the same for the same bytes: no time, no name, one fixed setting.
func compress(content []byte) ([]byte, error) {
	var out bytes.Buffer
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 22})
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
