package seal

import (
	"crypto/hmac"
	"crypto/sha256"
)

// Answers is the body of a report: what was asked and said, and what binds it to the
// keys of its author.
type Answers struct {
	// Keys is the hash of the reporter's keys line; Bond proves that whoever wrote it
	// holds the compartment's identity (see Bond).
	Keys     string `json:"keys"`
	Bond     string `json:"bond"`
	Form     string `json:"form"`
	Version  string `json:"version"`
	Site     string `json:"site"`
	Language string `json:"language"`
	// Items are the ids of the file items sent with it.
	Items      []string       `json:"items"`
	Holders    []HolderKey    `json:"holders"`
	Exclusions []string       `json:"exclusions"`
	Fields     map[string]any `json:"fields"` // text, or a list of texts
}

// HolderKey names one who was handed the compartment's identity at intake, and the hash
// of the recipient it was sealed to.
type HolderKey struct {
	Holder string `json:"holder"`
	Key    string `json:"key"`
}

// Letter is the body of a letter and of an outcome: text, and the ids of the file items
// sent with it.
type Letter struct {
	Text  string   `json:"text"`
	Items []string `json:"items"`
}

// Note is the body of a note, an assessment and a statement: text, or what was written on a
// sheet of the office's own, whose version is the hash of its definition.
type Note struct {
	Text    string         `json:"text"`
	Sheet   string         `json:"sheet,omitempty"`
	Version string         `json:"version,omitempty"`
	Fields  map[string]any `json:"fields,omitempty"` // text, or a list of texts
}

// FileBody is the body of a file item: how to open an attachment, and its true name,
// type, size and hash.
type FileBody struct {
	Identity string `json:"identity"`
	Name     string `json:"name"`
	Type     string `json:"type"`
	Size     int64  `json:"size"`
	SHA256   string `json:"sha256"`
}

// Copy is the body of an item passed on: the exact line and JSON of the one it copies.
type Copy struct {
	From string `json:"from"`
	Post string `json:"post"`
	Sig  string `json:"sig"`
	Text string `json:"text"`
}

// Receipt is the body of a receipt: what the server said, and the hash of the post line
// of the answers it speaks of. Zone is the time zone in which the reporter's office counts,
// as they named it, or "": the time itself is UTC.
type Receipt struct {
	Number string `json:"number"`
	At     string `json:"at"`
	Zone   string `json:"zone,omitempty"`
	Line   string `json:"line"`
}

// Bond proves, to whoever holds a compartment's identity, that the writer of an answers
// body held it too: HMAC-SHA-256 under the label compartment/keys over the hash of the
// keys line. Without it, whoever can write to the database could sign what was sealed
// for a reporter's compartment anew, with a key of their own.
func Bond(compartment Seed, keysHash string) string {
	key := Derive(compartment[:], "compartment/keys")
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(keysHash))
	return EncodeURL(mac.Sum(nil))
}

// CheckBody holds a body to the shape of its kind.
func CheckBody(kind string, body []byte) error {
	switch kind {
	case "answers":
		return checkBody(body, Answers.rules)
	case "letter", "outcome":
		return checkBody(body, Letter.rules)
	case "note", "assessment", "statement":
		return checkBody(body, Note.rules)
	case "file":
		return checkBody(body, FileBody.rules)
	case "copy":
		return checkBody(body, Copy.rules)
	case "receipt":
		return checkBody(body, Receipt.rules)
	}
	return refuse("value", "kind")
}

func checkBody[T any](text []byte, rules func(T) []rule) error {
	var body T
	if err := decodeStrict(string(text), itemBounds, &body); err != nil {
		return err
	}
	return firstBroken(rules(body))
}

func (b Answers) rules() []rule {
	holder := func(h HolderKey) bool { return ValidHolder(h.Holder) && h.Holder != "root" && ValidHash(h.Key) }
	holders := true
	for _, h := range b.Holders {
		holders = holders && holder(h)
	}
	return []rule{
		{"keys", ValidHash(b.Keys)},
		{"bond", ValidHash(b.Bond)},
		{"form", validCode(b.Form)},
		{"version", ValidHash(b.Version)},
		{"items", distinct(b.Items, ValidID)},
		{"holders", holders},
		{"exclusions", distinct(b.Exclusions, ValidExclusion)},
	}
}

func (b Letter) rules() []rule { return []rule{{"items", distinct(b.Items, ValidID)}} }

// A sheet is named with its version; what has none is text.
func (b Note) rules() []rule {
	sheet := b.Sheet != ""
	return []rule{
		{"text", sheet || b.Text != ""},
		{"sheet", !sheet || validCode(b.Sheet)},
		{"version", !sheet && b.Version == "" || sheet && ValidHash(b.Version)},
		{"fields", sheet || b.Fields == nil},
	}
}

func (b FileBody) rules() []rule {
	_, err := ParseIdentity(b.Identity)
	return []rule{{"identity", err == nil}, {"sha256", ValidHash(b.SHA256)}}
}

func (b Receipt) rules() []rule {
	return []rule{
		{"at", ValidMoment(b.At)},
		{"zone", b.Zone == "" || ValidZone(b.Zone)},
		{"line", ValidHash(b.Line)},
	}
}

// A copied line's own signature is checked where its author's keys are at hand.
func (b Copy) rules() []rule {
	post, err := ParseAs[Post](Signed{Line: b.Post, Sig: b.Sig})
	return []rule{
		{"from", ValidCompartment(b.From)},
		{"post", err == nil && post.Compartment == b.From},
		{"text", err == nil && Hash([]byte(b.Text)) == post.Text},
	}
}
