// Package packs holds the default pack inside the program, and the one that another
// organisation begins with.
package packs

import (
	"embed"
	"io/fs"
)

//go:embed unops starter
var files embed.FS

// Default is the pack that the program carries. Its words are the program's own: another
// pack needs only those that name its organisation.
func Default() fs.FS { return folder("unops") }

// Starter is a small whole pack of no organisation: two offices, two forms.
func Starter() fs.FS { return folder("starter") }

func folder(name string) fs.FS {
	pack, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // the name is a constant and valid
	}
	return pack
}
