package seal

import (
	"bytes"
	"slices"
	"strings"
)

// ExportKeys is the name of an export's key file: an age passphrase file over an age
// identities file.
const ExportKeys = "identities.age"

// Manifest is manifest.json of an export: what lies in the folder, and the command that
// opens each thing with the unmodified age tool. It holds no content.
type Manifest struct {
	V      int64          `json:"v"`
	Report string         `json:"report"`
	Number string         `json:"number"`
	Day    string         `json:"day"`
	Items  []ManifestItem `json:"items"`
	Lines  []string       `json:"lines"` // of grants, keys, the directory, origins, and what happened
}

// ManifestItem is one item of an export. File is its age file, Line its signed line;
// Blob and BlobCommand are "" unless it is a file item, or a copy of one.
type ManifestItem struct {
	ID          string `json:"id"`
	Kind        string `json:"kind"`
	Compartment string `json:"compartment"`
	Turn        int64  `json:"turn"`
	File        string `json:"file"`
	Line        string `json:"line"`
	Command     string `json:"command"`
	Blob        string `json:"blob"`
	BlobCommand string `json:"blobCommand"`
}

// ExportItem gives the manifest's entry of an item.
func ExportItem(line Post) ManifestItem {
	m := ManifestItem{
		ID: line.ID, Kind: line.Kind, Compartment: line.Compartment, Turn: line.Turn,
		File: "items/" + line.ID + ".age", Line: "items/" + line.ID + ".line.json",
	}
	m.Command = openCommand(m.File)
	if line.Kind == "file" || line.Kind == "copy" && len(line.Blobs) == 1 {
		m.Blob = "blobs/" + line.ID + ".age"
		m.BlobCommand = openCommand(m.Blob)
	}
	return m
}

func openCommand(file string) string { return "age --decrypt -i " + ExportKeys + " " + file }

// ParseManifest reads a manifest and refuses one whose entries are not as ExportItem
// writes them: its commands are meant to be run.
func ParseManifest(text []byte) (Manifest, error) {
	var m Manifest
	b := bounds{bytes: MaxItem}
	if err := decodeStrict(string(text), b, &m); err != nil {
		return Manifest{}, err
	}
	err := firstBroken([]rule{
		{"v", m.V == 1},
		{"report", ValidID(m.Report)},
		{"number", numberForm.MatchString(m.Number)},
		{"day", ValidDay(m.Day)},
		{"items", !slices.ContainsFunc(m.Items, func(i ManifestItem) bool { return !i.valid() })},
		{"lines", distinct(m.Lines, validLineFile)},
	})
	return m, err
}

func (m ManifestItem) valid() bool {
	line := Post{Head: Head{ID: m.ID}, Kind: m.Kind, Compartment: m.Compartment, Turn: m.Turn}
	if m.Blob != "" {
		line.Blobs = []string{""} // which one, the item's own line says
	}
	return ValidID(m.ID) && slices.Contains(Kinds(), m.Kind) && ValidCompartment(m.Compartment) &&
		m.Turn >= 1 && m == ExportItem(line)
}

func validLineFile(name string) bool {
	folder, rest, _ := strings.Cut(name, "/")
	id, ok := strings.CutSuffix(rest, ".line.json")
	return ok && ValidID(id) && slices.Contains([]string{"grants", "keys", "directory", "origins", "lines"}, folder)
}

// IdentitiesFile writes identities as age reads them, one a line.
func IdentitiesFile(seeds []Seed) []byte {
	var out bytes.Buffer
	for _, s := range seeds {
		out.WriteString(s.Identity() + "\n")
	}
	return out.Bytes()
}
