// Package casework is a case and its steps. A step is a pure function of the case, the
// actor and the day: it gives the change to save, with its ledger lines, or a fault.
package casework

import (
	"context"

	"fairlead/internal/clock"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Holder is one grant in plain: who holds which turn of which compartment, on which
// basis, since which day, and until which ("" while it is served).
type Holder struct {
	Holder      string `json:"holder"`
	Compartment string `json:"compartment"`
	Turn        int64  `json:"turn"`
	Basis       string `json:"basis"`
	Since       string `json:"since"`
	Ended       string `json:"ended"`
	Line        string `json:"line"` // hash of the grant line
	// Recipient is the compartment's, as the grant line names it: a later grant or item of
	// the same turn must be for this one.
	Recipient string `json:"-"`
}

// Case is one office's work on a report, in the plain facts of sealing.md section 9. Kind
// is one of mailbox's: an enquiry stands here like a case and is none.
type Case struct {
	Number        string
	Report        string
	Kind          string
	Unit          string
	Form          string
	FormHash      string
	Procedure     string
	ProcedureHash string
	Stage         string
	Language      string
	Received      string
	Urgent        bool
	Revision      int64
	Clocks        []clock.Limit
	Holders       []Holder
	Exclusions    []string
	// Declared says what each person declared before the first reading: "none" or "recused".
	Declared map[string]string
}

// Actor is who takes a step: a signed-in, certified officer.
type Actor struct {
	Person string
	Unit   string
	Roles  []string
}

// NewGrant is a checked grant that a step hands over.
type NewGrant struct {
	Sealed seal.Sealed
	Line   seal.Grant
	Hash   string
}

// Change is what a step decided: the case as it is now and what is saved with it.
type Change struct {
	Case    Case
	Grants  []NewGrant
	Posts   []mailbox.Post
	Uploads []mailbox.Upload
	Notices []mailbox.Notice
	// Declared is "" or what the actor declared in this step.
	Declared string
	// EndGrants are hashes of grant lines that are no longer served from today.
	EndGrants []string
	Acts      []ledger.Act // Case is filled in by the store
}

// Step decides on a case as it stands in the transaction.
type Step func(Case) (Change, error)

// Row is one line of the queue; it never holds more than the list shows.
type Row struct {
	Number   string
	Kind     string
	Form     string
	Unit     string
	Stage    string
	Received string
	Language string
	Urgent   bool
	Clock    clock.Limit // the next one due, or zero
	Unread   int         // items of others since this person last opened the case
}

// View is what a case page loads: plain facts beside the sealed bundle of one officer.
type View struct {
	Case   Case
	Bundle seal.Bundle
	// Reporter's notices, as the reporter sees them.
	Notices []mailbox.Notice
}

// Store keeps cases. For a person without a live grant (never granted, ended, excluded,
// recused, suspended) a case does not exist: every method answers fault.NotFound, the
// same as for an unknown number.
type Store interface {
	Queue(ctx context.Context, person string) ([]Row, error)
	// View loads a case for one person and, when read is true, marks it as read.
	View(ctx context.Context, number, person string, read bool) (View, error)
	// Change loads the case, calls the step and saves all of what it gives in one
	// transaction, or nothing.
	Change(ctx context.Context, number, person string, step Step) error
	// Named gives nil if an item served to this person in this case names the blob.
	Named(ctx context.Context, number, person, blob string) error
}
