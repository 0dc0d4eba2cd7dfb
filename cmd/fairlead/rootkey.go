package main

// The organisation's root certifies the first officers and the heads. Its secret is a
// file on the operator's own machine, made with 0600 and never overwritten; the server
// and its folder never see it. Errors about the file say where, never what.

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
)

const rootPrefix = "FAIRLEAD-ROOT-SECRET-"

// newRoot makes a root from 32 bytes of randomness.
func newRoot(random io.Reader) (ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, err
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// publicHalf is what stands in the organisation's file: base64url without padding.
func publicHalf(root ed25519.PrivateKey) string {
	return base64.RawURLEncoding.EncodeToString(root.Public().(ed25519.PublicKey))
}

// saveRoot writes a root's file. An existing file is never replaced: it may be the only
// copy of a root that certified people.
func saveRoot(path string, root ed25519.PrivateKey, day time.Time) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already and is left as it is; choose another name with --out", path)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := io.WriteString(f, rootText(root, day)); err != nil {
		return err
	}
	return f.Sync()
}

func rootText(root ed25519.PrivateKey, day time.Time) string {
	return "# Fairlead: the organisation's root key. Whoever has this file can name officers.\n" +
		"# Keep it on your own machine, and a copy on paper. Never put it on the server.\n" +
		"# made:   " + day.UTC().Format(time.DateOnly) + "\n" +
		"# public: " + publicHalf(root) + "\n" +
		rootPrefix + base64.RawURLEncoding.EncodeToString(root.Seed()) + "\n"
}

// loadRoot reads a root's file. The cause of a bad line is swallowed on purpose: it
// would hold a piece of the secret.
func loadRoot(path string) (ed25519.PrivateKey, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		seed, err := base64.RawURLEncoding.Strict().DecodeString(strings.TrimPrefix(line, rootPrefix))
		if !strings.HasPrefix(line, rootPrefix) || err != nil || len(seed) != ed25519.SeedSize {
			return nil, fmt.Errorf("%s, line %d: not a root key", path, i+1)
		}
		return ed25519.NewKeyFromSeed(seed), nil
	}
	return nil, fmt.Errorf("%s holds no root key", path)
}
