// Package mailbox is the door of people with a phrase: letters, notices, requests and who
// holds a key, between one person and an office. It declares what they can do, and decides
// what each of them may see.
package mailbox

import (
	"context"
	"io"

	"fairlead/internal/clock"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
)

// Notice is what the system tells a reporter: a code of the pack's words, a day and
// figures, never free text.
type Notice struct {
	Code    string            `json:"code"`
	Day     string            `json:"day"`
	Figures map[string]string `json:"figures"`
}

// Box is what a mailbox shows: plain facts of each office's part, beside the one sealed
// bundle. The report's own office comes first.
// Who is whose mailbox it is: "reporter" or "party:<id>".
type Box struct {
	Who    string      `json:"who"`
	Cases  []Case      `json:"cases"`
	Bundle seal.Bundle `json:"bundle"`
}

// Case is what one office has of a report. No office learns from its own that there is
// another.
type Case struct {
	Number   string        `json:"number"`
	Kind     string        `json:"kind"`
	Form     string        `json:"form"`
	Unit     string        `json:"unit"`
	Stage    string        `json:"stage"`
	Language string        `json:"language"`
	Received string        `json:"received"`
	Clocks   []clock.Limit `json:"clocks"`
	Notices  []Notice      `json:"notices"`
	// Procedure is how the office works on it, "" of a comment. Ended and Withdrawn are days
	// or "". Whose is "you", "other" or "" while the office has not said who is affected.
	Procedure string `json:"procedure"`
	Category  string `json:"category"`
	Ended     string `json:"ended"`
	Withdrawn string `json:"withdrawn"`
	Whose     string `json:"whose"`
	// Role is the reader's, of a party: affected, concerned, witness or invited; "" of the
	// reporter. Of a party, Number, Form, Stage and Clocks are empty.
	Role   string    `json:"role"`
	Offers []Offer   `json:"offers"`
	Opened []LastDay `json:"opened"` // when each officer was last served it
	Ledger []Record  `json:"ledger"` // the ledger's lines about this case
}

// Offer is what was passed on to another office: when, and what it answered ("accept",
// "decline" or "" while it waits).
type Offer struct {
	Unit      string `json:"unit"`
	Share     string `json:"share"`
	Since     string `json:"since"`
	Decided   string `json:"decided"`
	DecidedOn string `json:"decidedOn"`
}

// LastDay says on which day a holder was last served a case.
type LastDay struct {
	Holder string `json:"holder"`
	Day    string `json:"day"`
}

// Record is a line of the ledger as its case's reporter may see it.
type Record struct {
	N   int64  `json:"n"`
	Day string `json:"day"`
	Act string `json:"act"`
	By  string `json:"by"`
	Of  string `json:"of"`
}

// Acts takes what people with a phrase decide: consents and acts, each a signed line. They
// are steps of a case like an officer's, so casework implements it.
type Acts interface {
	// Act checks lines that one person signed for one office's case and keeps what they do,
	// all or nothing. fault.NotFound if they have no mailbox there; fault.Conflict if the
	// request was used, answered or has run out meanwhile.
	Act(ctx context.Context, unit string, lines []seal.Signed) error
	// Claim gives a mailbox new words, made in its owner's browser.
	Claim(ctx context.Context, claim Claiming) error
}

// Claiming is the first opening with words that an officer made: Handle is theirs, Next that
// of the new words; Keys is the new keys line, signed by the old key; Grants hand the owner
// what they hold under the new key.
type Claiming struct {
	Handle string        `json:"handle"`
	Next   string        `json:"next"`
	Keys   seal.Signed   `json:"keys"`
	Grants []seal.Sealed `json:"grants"`
}

// Post is a checked item on its way to the store, with the line it was signed by.
type Post struct {
	Sealed seal.Sealed
	Line   seal.Post
	Hash   string
}

// Upload is an attachment that was sent in parts: the random id it was sent under, the
// SHA-256 (base64url) and the size in bytes of the whole age file.
type Upload struct {
	Upload string `json:"upload"`
	Sum    string `json:"sha256"`
	Size   int64  `json:"size"`
}

// Standing is what the server needs to check what a person with a phrase sends to one office.
// Keys are theirs.
type Standing struct {
	Number string
	Report string
	Unit   string
	Stage  string
	Keys   seal.Keys
	// Turns holds the highest turn of each compartment of this case that they hold.
	Turns map[string]int64
	// Receipt says that a receipt was kept already; there is one for each office.
	Receipt bool
	// Revision is the case's revision that was read; Write refuses another.
	Revision int64
}

// Store keeps mailboxes.
type Store interface {
	// Box gives the mailbox under the SHA-256 (base64url) of a handle, and counts it
	// as read. fault.NotFound if there is none.
	Box(ctx context.Context, handleHash string) (Box, error)
	// Standing gives what is needed to check what a person with a phrase (Reporter or
	// "party:<id>") sends to one compartment of a report: the case to which it belongs, their
	// newest keys, what they hold there. fault.NotFound if there is no such compartment or
	// person.
	Standing(ctx context.Context, report, compartment, who string) (Standing, error)
	// Write saves a person's items, with the blobs they name, the clocks and the
	// acts, in one transaction. An item whose id is known and whose line is the same is
	// not saved twice and no error; another line under a known id is fault.Conflict.
	Write(ctx context.Context, at Standing, posts []Post, uploads []Upload, acts []ledger.Act) error
	// Named gives nil if an item served under this handle names the blob, else fault.NotFound.
	Named(ctx context.Context, handleHash, blob string) error
}

// Blobs holds sealed attachments, each named by the SHA-256 of its age file.
type Blobs interface {
	// Append adds a part at an offset under a random upload id and gives how many bytes
	// are there now. Another offset than that is fault.Conflict; nothing is added then.
	Append(ctx context.Context, upload string, offset int64, part io.Reader) (int64, error)
	// Have gives how many bytes an upload has; none is 0.
	Have(ctx context.Context, upload string) (int64, error)
	// Keep makes a whole upload durable under its sum, with its time set to the day.
	// Keeping it again is no error; other bytes than the sum says are fault.Refused.
	Keep(ctx context.Context, u Upload) error
	// Open reads a kept blob. fault.NotFound if there is none.
	Open(ctx context.Context, sum string) (io.ReadSeekCloser, int64, error)
	// Room is nil while there is room above the disk floor, else fault.Full.
	Room(ctx context.Context) error
}
