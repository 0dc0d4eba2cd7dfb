package main

// What a demonstration leaves in its folder. The passwords lie there in the clear so
// that a second start can print them again, which is why `serve` refuses such a folder.

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fairlead/internal/seal"
)

const (
	demoMarker       = "demonstration"
	demoStaffFile    = "demonstration-staff.json"
	demoOrganisation = "organisation.json"
	demoNotice       = "This folder belongs to a demonstration: its passwords are written down beside it.\n`fairlead serve` refuses it. Never put a real report here.\n"
)

// demonstrationFolder says whether a data folder was used by the demonstration.
func demonstrationFolder(data string) bool {
	_, err := os.Stat(filepath.Join(data, demoMarker))
	return err == nil
}

// demoSecrets is the demonstration's own file: its root and its officers' passwords.
type demoSecrets struct {
	Root     string        `json:"root"` // base64url of the root's seed
	Officers []demoOfficer `json:"officers"`
}

// demoOfficer is one invented person.
type demoOfficer struct {
	Person   string   `json:"person"`
	Name     string   `json:"name"`
	Unit     string   `json:"unit"`
	Roles    []string `json:"roles"`
	Password string   `json:"password"`
}

func (s demoSecrets) root() (ed25519.PrivateKey, error) {
	seed, err := base64.RawURLEncoding.Strict().DecodeString(s.Root)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, errors.New(demoStaffFile + " holds no root")
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// openDemo reads the demonstration's file, or begins a demonstration in an empty folder.
// A folder in which something else lives already is left alone.
func openDemo(data string, random io.Reader) (demoSecrets, error) {
	var secrets demoSecrets
	text, err := os.ReadFile(filepath.Join(data, demoStaffFile))
	if err == nil {
		err = json.Unmarshal(text, &secrets)
		return secrets, err
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return secrets, err
	}
	if err := mayBegin(data); err != nil {
		return secrets, err
	}
	rootKey, err := newRoot(random)
	if err != nil {
		return secrets, err
	}
	secrets.Root = seal.EncodeURL(rootKey.Seed())
	return secrets, beginDemo(data, secrets)
}

func mayBegin(data string) error {
	found, err := os.ReadDir(data)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, entry := range found {
		name := entry.Name()
		if name != demoMarker && name != demoOrganisation && !strings.HasPrefix(name, ".") {
			return fmt.Errorf("%s is not empty and not a demonstration's: choose another folder with --data", data)
		}
	}
	return nil
}

// beginDemo writes the marker first and the secrets last: what a crash leaves behind is
// refused by serve and begun again by demo.
func beginDemo(data string, secrets demoSecrets) error {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(data, demoMarker), []byte(demoNotice), 0o644); err != nil {
		return err
	}
	root, err := secrets.root()
	if err != nil {
		return err
	}
	organisation, err := json.MarshalIndent(map[string]string{"root": publicHalf(root)}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(data, demoOrganisation), append(organisation, '\n'), 0o644); err != nil {
		return err
	}
	return saveDemo(data, secrets)
}

// saveDemo writes the secrets whole or not at all.
func saveDemo(data string, secrets demoSecrets) error {
	text, err := json.MarshalIndent(secrets, "", "  ")
	if err != nil {
		return err
	}
	path := filepath.Join(data, demoStaffFile)
	temporary, err := writeBeside(path, string(text)+"\n")
	if err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
