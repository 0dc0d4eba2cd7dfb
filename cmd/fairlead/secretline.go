package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
)

const longestSecret = 4 << 10

// secretLine reads a secret of one line from a file, "" without a file. What is wrong with it
// is said without it; what it is for names it.
func secretLine(name, what string) (string, error) {
	if name == "" {
		return "", nil
	}
	file, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", what, err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || openToAll(info) {
		return "", fmt.Errorf("%s holds %s, and everybody on this machine may open it: chmod o= %s", name, what, name)
	}
	text, err := io.ReadAll(io.LimitReader(file, longestSecret+1))
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", what, err)
	}
	secret := bytes.TrimSpace(text)
	odd := func(c rune) bool { return c < ' ' || c > '~' }
	if len(secret) == 0 || len(text) > longestSecret || bytes.ContainsFunc(secret, odd) {
		return "", fmt.Errorf("%s does not hold %s: one line, and nothing else", name, what)
	}
	return string(secret), nil
}

// openToAll tells whether others than the owner and the group have any right to a file. The group
// may have some, since systemd and Kubernetes hand secrets over that way; Windows does not
// tell in this manner.
func openToAll(info fs.FileInfo) bool {
	return runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0
}
