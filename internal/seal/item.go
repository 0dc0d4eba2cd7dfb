package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"time"
)

// MaxItem is how many bytes of JSON an item can have; what is longer is an attachment.
const MaxItem = 4 << 20

const momentForm = "2006-01-02T15:04:05Z"

// Item is what lies in an item's age file.
type Item struct {
	Nonce string
	At    string // UTC, to the second
	Body  json.RawMessage
	// Text is the JSON without newline and padding: what the post line's text hashes.
	Text []byte
}

// plainItem is the JSON of an item's plaintext.
type plainItem struct {
	V     int64           `json:"v"`
	Nonce string          `json:"nonce"`
	At    string          `json:"at"`
	Body  json.RawMessage `json:"body"`
}

// Moment writes a time as items carry it.
func Moment(t time.Time) string { return t.UTC().Format(momentForm) }

// ValidMoment says whether s is a real UTC time to the second.
func ValidMoment(s string) bool {
	t, err := time.Parse(momentForm, s)
	return err == nil && t.Format(momentForm) == s
}

var zoneShape = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_+/-]{0,63}$`)

// ValidZone says whether s can be the name of a time zone. Whether there is one is for
// who shows it to find out: lists of zones differ from machine to machine.
func ValidZone(s string) bool { return zoneShape.MatchString(s) }

// SealItem seals a body to a compartment and signs that it is the author's. Of the line
// it takes By, Via, Report, Compartment, Turn, Kind, Prev and Blobs, and ID if it is
// set; the rest is set here, At as the day of at.
func SealItem(signer ed25519.PrivateKey, rand io.Reader, line Post, recipient string, body any, at time.Time) (Sealed, error) {
	text, err := itemText(rand, line.Kind, body, at)
	if err != nil {
		return Sealed{}, err
	}
	file, err := Seal(recipient, padText(text))
	if err != nil {
		return Sealed{}, err
	}
	if line.ID == "" {
		if line.ID, err = NewID(rand); err != nil {
			return Sealed{}, err
		}
	}
	line.At, line.Text, line.Sealed = Day(at), Hash(text), Hash(file)
	signed, err := Sign(signer, line)
	if err != nil {
		return Sealed{}, err
	}
	return Sealed{Signed: signed, File: file}, nil
}

func itemText(rand io.Reader, kind string, body any, at time.Time) ([]byte, error) {
	nonce, err := NewID(rand)
	if err != nil {
		return nil, err
	}
	raw, err := encodeLine(body)
	if err != nil {
		return nil, err
	}
	if err := CheckBody(kind, []byte(raw)); err != nil {
		return nil, err
	}
	text, err := encodeLine(plainItem{V: 1, Nonce: nonce, At: Moment(at), Body: json.RawMessage(raw)})
	if err != nil {
		return nil, err
	}
	if _, err := parseText([]byte(text)); err != nil {
		return nil, err
	}
	return []byte(text), nil
}

// padText adds the newline and the spaces up to the Padmé size.
func padText(text []byte) []byte {
	plain := append(bytes.Clone(text), '\n')
	spaces := Padded(int64(len(plain))) - int64(len(plain))
	return append(plain, bytes.Repeat([]byte(" "), int(spaces))...)
}

// CheckPost checks what anyone can check of an item: line, signature, the hash of its
// file and the file's stanza.
func CheckPost(s Sealed, verify string) (Post, error) {
	line, err := CheckAs[Post](s.Signed, verify)
	if err != nil {
		return Post{}, err
	}
	return line, checkSealed(s.File, line.Sealed)
}

// OpenItem opens an item with its compartment's identity and holds it to its line:
// hashes, strict JSON, exact padding, and the body that its kind has.
func OpenItem(identity string, s Sealed, line Post) (Item, error) {
	if err := checkSealed(s.File, line.Sealed); err != nil {
		return Item{}, err
	}
	plain, err := Open(identity, s.File)
	if err != nil {
		return Item{}, err
	}
	text, _, ok := bytes.Cut(plain, []byte("\n"))
	if !ok || !bytes.Equal(padText(text), plain) {
		return Item{}, refuse("padding", "")
	}
	if Hash(text) != line.Text {
		return Item{}, refuse("text-hash", "")
	}
	item, err := parseText(text)
	if err != nil {
		return Item{}, err
	}
	return item, CheckBody(line.Kind, item.Body)
}

// parseText reads the JSON of an item's plaintext, whatever its kind.
func parseText(text []byte) (Item, error) {
	var p plainItem
	if err := decodeStrict(string(text), itemBounds, &p); err != nil {
		return Item{}, err
	}
	err := firstBroken([]rule{{"v", p.V == 1}, {"nonce", ValidID(p.Nonce)}, {"at", ValidMoment(p.At)}})
	return Item{Nonce: p.Nonce, At: p.At, Body: p.Body, Text: text}, err
}

// Read gives an item's body as the type of its kind.
func Read[T Answers | Letter | Note | FileBody | Copy | Receipt](i Item) (T, error) {
	var body T
	if err := json.Unmarshal(i.Body, &body); err != nil {
		return body, fmt.Errorf("read body: %w", err)
	}
	return body, nil
}
