// Package packs holds the default pack inside the program.
package packs

import (
	"embed"
	"io/fs"
)

//go:embed unops
var files embed.FS

// Default is the pack that the program carries.
func Default() fs.FS {
	pack, err := fs.Sub(files, "unops")
	if err != nil {
		panic(err) // the name is a constant and valid
	}
	return pack
}
