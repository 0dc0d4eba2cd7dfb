// Package intake is what may be sent: the form and its version, sizes, recipients,
// exclusions, and what the sender gets back.
package intake

import (
	"context"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Sending is one submission as it arrives: sealed in the browser, or by the server for
// the one request of a person without scripts. Handle is the phrase's handle, of which
// only the SHA-256 is stored. Repeat is "" with scripts (the answers' post line tells a
// repeat) and the base64url HMAC of section 8 without. Second is the version of the form
// that another office is sent beside this one, "" if none is. Draft is the handle of the
// unfinished form that this ends, "" if none was kept: only here does the server learn that
// the two belong together. Consents are what the sender agrees to in sending it.
type Sending struct {
	Handle   string           `json:"handle"`
	Draft    string           `json:"draft"`
	Repeat   string           `json:"repeat"`
	Form     string           `json:"form"`
	Version  string           `json:"version"`
	Second   string           `json:"second"`
	Language string           `json:"language"`
	Urgent   bool             `json:"urgent"`
	Keys     seal.Signed      `json:"keys"`
	Grants   []seal.Sealed    `json:"grants"`
	Items    []seal.Sealed    `json:"items"`
	Uploads  []mailbox.Upload `json:"uploads"`
	Consents []seal.Signed    `json:"consents"`
}

// Receipt is what the sender gets back. At is the server's time, told and not stored
// (zero on a repeat). Same is false if the handle was known and other bytes came. Also
// names what the same sending began at another office.
type Receipt struct {
	Number   string    `json:"number"`
	Received string    `json:"received"`
	At       time.Time `json:"at"`
	Same     bool      `json:"same"`
	Unit     string    `json:"unit"`
	Also     []Also    `json:"also,omitempty"`
}

// Also is another office's number for the same sending.
type Also struct {
	Number string `json:"number"`
	Unit   string `json:"unit"`
}

// Grant is a checked grant on its way to the store.
type Grant struct {
	Sealed seal.Sealed
	Line   seal.Grant
	Hash   string
}

// Arrival is a checked submission on its way to the store. Fingerprint (base64url)
// tells whether a second arrival under the same handle is the same. Cases has what each
// office receives, the report's own first.
type Arrival struct {
	HandleHash  string
	DraftHash   string // of the unfinished form that goes with it, or ""
	Fingerprint string
	Report      string
	Language    string
	Day         string
	Keys        seal.Signed
	KeysLine    seal.Keys
	Cases       []Case
	Uploads     []mailbox.Upload
}

// Case is what one office receives: its own compartment, number, stage and clocks. Kind is
// the form's: what came by a form of kind enquiry is kept like a case and is none.
type Case struct {
	Number        string // proposed; the store asks for another if it is taken
	Kind          string
	Unit          string
	Form          string
	FormHash      string
	Procedure     string
	ProcedureHash string
	Stage         string
	Urgent        bool
	Grants        []Grant
	Posts         []mailbox.Post
	Clocks        []clock.Limit
	Notices       []mailbox.Notice
	Acts          []ledger.Act // Case is filled in by the store
	Consents      []Consent    // given at sending; lines of this case
}

// Store keeps what arrives.
type Store interface {
	// Receive saves an arrival whole, in one transaction, or nothing. If the handle is
	// known it saves nothing and gives the first's receipt. renumber gives another case
	// number when a proposed one is taken. The unfinished form that it ends is deleted.
	Receive(ctx context.Context, a Arrival, renumber func() string) (Receipt, error)
	// Received looks a handle up before any work is done: its receipt and fingerprint,
	// or fault.NotFound.
	Received(ctx context.Context, handleHash string) (Receipt, string, error)
	// KeepVersion keeps the exact text of a form or procedure under its hash, once.
	KeepVersion(ctx context.Context, hash, kind, id, body, day string) error
}

// Directory gives the officer lines, newest last, and who may not be served now.
type Directory interface {
	Lines(ctx context.Context) ([]seal.Signed, error)
	Suspended(ctx context.Context) (map[string]string, error) // person -> day
}
