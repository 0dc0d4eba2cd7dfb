package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fairlead/internal/store"
)

const (
	secretFile = "server-secret"
	secretSize = 32
)

// serverSecret reads the server's secret (sealing.md, section 6), or makes it at the
// first start. It stands outside the database, so that a copied database does not open
// a seed even to somebody who guesses a password; keep it out of the database's backups.
func serverSecret(data string, random io.Reader) ([]byte, error) {
	path := filepath.Join(data, secretFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeSecret(path, random)
	}
	if err != nil {
		return nil, err
	}
	secret, err := base64.RawURLEncoding.Strict().DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(secret) != secretSize {
		return nil, fmt.Errorf("%s is not a server secret; without the right one no password unlocks anything", path)
	}
	return secret, nil
}

// secretOf is the secret that belongs to a store. A store whose officers have sealed seeds
// needs the one they were sealed with: a new one in its place would lock everybody out,
// and look like wrong passwords.
func secretOf(ctx context.Context, data string, opened *store.Store, random io.Reader) ([]byte, error) {
	_, err := os.Stat(filepath.Join(data, secretFile))
	if errors.Is(err, fs.ErrNotExist) {
		sealed, err := opened.People.HaveSeeds(ctx)
		if err != nil {
			return nil, err
		}
		if sealed {
			return nil, fmt.Errorf("%s is missing in %s, and officers' keys are sealed with it: put it back from where it is kept", secretFile, data)
		}
	}
	return serverSecret(data, random)
}

// makeSecret writes under a temporary name and links it into place: two processes that
// start together end up with one secret, and a crash leaves none or a whole one.
func makeSecret(path string, random io.Reader) ([]byte, error) {
	secret := make([]byte, secretSize)
	if _, err := io.ReadFull(random, secret); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	temporary, err := writeBeside(path, base64.RawURLEncoding.EncodeToString(secret)+"\n")
	if err != nil {
		return nil, err
	}
	defer os.Remove(temporary)
	err = os.Link(temporary, path)
	if errors.Is(err, fs.ErrExist) {
		return serverSecret(filepath.Dir(path), random)
	}
	if err != nil {
		return nil, err
	}
	return secret, syncFolder(filepath.Dir(path))
}

// syncFolder makes a new name durable: what officers enrol under must outlive a power cut.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// writeBeside writes a synced file that only its owner reads, in the folder of path.
func writeBeside(path, text string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return "", err
	}
	defer f.Close()
	if _, err := io.WriteString(f, text); err != nil {
		return f.Name(), err
	}
	return f.Name(), f.Sync()
}
