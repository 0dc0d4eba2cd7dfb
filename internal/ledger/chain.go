package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// version is the form of a ledger line.
const version = 1

// Line is one act as it stands in the ledger. N counts from 1; Prev is the hash of the
// line before it, "" for the first.
type Line struct {
	V    int    `json:"v"`
	N    int64  `json:"n"`
	Prev string `json:"prev"`
	At   string `json:"at"`
	Act  string `json:"act"`
	By   string `json:"by"`
	Case string `json:"case"`
	Of   string `json:"of"`
}

// Tail is how far a ledger reaches: the number and the hash of its last line. The zero
// value is an empty ledger. Whoever notes a tail can later see whether lines were cut off
// at the end, which the chain alone cannot show.
type Tail struct {
	N    int64
	Hash string
}

// Chain writes the line that follows the tail and gives its text and its hash.
func Chain(last Tail, act Act, day string) (text, hash string) {
	line := Line{
		V: version, N: last.N + 1, Prev: last.Hash, At: day,
		Act: act.Act, By: act.By, Case: act.Case, Of: act.Of,
	}
	text = encode(line)
	return text, Hash(text)
}

// Hash is the hash of a line's text: SHA-256 in base64url without padding.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Verify reads lines in order until next gives io.EOF. It gives the tail of the unbroken
// part and the number of the first line that does not fit, 0 if all do. err is a failure
// to read, never a broken line.
func Verify(next func() (text string, err error)) (last Tail, broken int64, err error) {
	for {
		text, err := next()
		if errors.Is(err, io.EOF) {
			return last, 0, nil
		}
		if err != nil {
			return last, 0, fmt.Errorf("ledger: reading line %d: %w", last.N+1, err)
		}
		if !follows(last, text) {
			return last, last.N + 1, nil
		}
		last = Tail{N: last.N + 1, Hash: Hash(text)}
	}
}

// follows says whether a text is, to the byte, a line that this program would have
// written after the tail.
func follows(last Tail, text string) bool {
	var line Line
	if json.Unmarshal([]byte(text), &line) != nil {
		return false
	}
	return line.V == version && line.N == last.N+1 && line.Prev == last.Hash && encode(line) == text
}

func encode(line Line) string {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line); err != nil {
		panic(err) // a struct of texts and figures always encodes
	}
	return string(bytes.TrimRight(out.Bytes(), "\n"))
}
