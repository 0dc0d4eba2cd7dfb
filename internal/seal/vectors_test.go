package seal

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write test/vectors anew")

const vectorFolder = "../../test/vectors"

// TestVectors writes the vectors when -update is given, and then, as always, holds this
// package to what the files say. A missing or empty file fails.
func TestVectors(t *testing.T) {
	if *update {
		w := newWorld(t)
		writeVectors(t, "phrases.json", makePhrases(w))
		writeVectors(t, "padding.json", makePadding())
		writeVectors(t, "keys.json", makeKeyVectors(w))
		writeVectors(t, "lines.json", makeLines(w))
		writeVectors(t, "agefiles.json", makeAgeFiles(w))
		writeVectors(t, "sealed.json", makeSealed(w))
		writeVectors(t, "directory.json", makeDirectories(w))
		writeVectors(t, "bundles.json", makeBundles(w))
		writeVectors(t, "export.json", makeExports(w))
	}
	t.Run("phrases", checkPhrases)
	t.Run("padding", checkPadding)
	t.Run("keys", checkKeyVectors)
	t.Run("lines", checkLines)
	t.Run("agefiles", checkAgeFiles)
	t.Run("sealed", func(t *testing.T) { checkSealedVectors(t, "sealed.json") })
	t.Run("browser", func(t *testing.T) { checkSealedVectors(t, "browser.json") })
	t.Run("directory", checkDirectories)
	t.Run("bundles", checkBundles)
	t.Run("export", checkExports)
}

func writeVectors(t *testing.T, name string, v any) {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(vectorFolder, name), out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readVectors[T any](t *testing.T, name string) T {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(vectorFolder, name))
	if err != nil {
		t.Fatalf("no vectors: %v", err)
	}
	var v T
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// some fails a test whose list of vectors is empty: a file that lost its cases proves nothing.
func some[T any](t *testing.T, all []T) []T {
	t.Helper()
	if len(all) == 0 {
		t.Fatal("no vectors in the list")
	}
	return all
}

func wantReason(t *testing.T, note string, err error, reason string) {
	t.Helper()
	if got := Reason(err); err == nil || got != reason {
		t.Errorf("%s: want %q, got %v", note, reason, err)
	}
}
