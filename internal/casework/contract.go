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
	// Category is the code by which an officer said what it is about, "" until then.
	Category string
	// Whose is the affected person: "reporter" or "party:<id>"; "" until an officer said so.
	Whose string
	// Handler is the person who answers for it, "" until one is named.
	Handler string
	// Ended is the day on which it ended, "" while it is open.
	Ended string
	// Withdrawn is the day on which the affected person withdrew it, "" if they did not or
	// took it back.
	Withdrawn  string
	Clocks     []clock.Limit
	Holders    []Holder
	Exclusions []string
	// Declared says what each person declared before the first reading: "none" or "recused".
	Declared map[string]string
	// Lines are the requests, consents, approvals, acts and steps of this case, oldest first:
	// what happened is read from them and from nothing else.
	Lines []Line
	// Parties are the people beside the reporter who have a mailbox of their own here.
	Parties []Party
	// Giver is the case from which this one was offered, Offers those that were offered from it.
	Giver  *Offer
	Offers []Offer
}

// Line is one signed line of a case, as it was checked when it came. Day is when it came;
// Shown the day from which whoever has a phrase is served it and what rests on it: "" at
// once, Never until somebody says otherwise.
type Line struct {
	Signed seal.Signed
	Head   seal.Head
	Hash   string
	Day    string
	Shown  string
}

// Never is the Shown of what waits for a second person.
const Never = "9999-12-31"

// The roles in which somebody beside the reporter has a mailbox.
const (
	PartyAffected  = "affected"  // whom it happened to, where somebody else reported
	PartyConcerned = "concerned" // whom the report is about
	PartyWitness   = "witness"
	PartyInvited   = "invited" // to informal talks
)

// Party is somebody beside the reporter with a mailbox. Who is "party:<id>"; Keys the hash of
// their newest keys line; Verify and Recipient its keys. Opened is the day on which they first
// came and made their own words, "" until then.
type Party struct {
	Who       string
	Role      string
	Since     string
	Opened    string
	Keys      string
	Verify    string
	Recipient string
}

// Offer is another office's case on the same report, as far as this one may know it. Share is
// the compartment that was passed on; Decided is "accept", "decline" or "" while it waits.
type Offer struct {
	Number    string
	Unit      string
	Share     string
	Since     string
	Decided   string
	DecidedOn string
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
	// EndGrants are hashes of grant lines of the report that are no longer served from today.
	EndGrants []string
	Acts      []ledger.Act // Case is filled in by the store
	// Lines are requests, consents, approvals, acts, steps and keys lines to keep with the case.
	Lines []Line
	// Later sets, by the hash of a line, the day from which whoever has a phrase is served it.
	Later map[string]string
	// Invited are mailboxes to begin; Claimed one that gets new words.
	Invited []NewParty
	Claimed *Claim
	// Offered is another office's case to begin, with the grants and items of its share, which
	// lie in both cases.
	Offered *NewCase
	// Beside is what the step does to the case it answers to, or to one it was given: the
	// giver's stage, clocks and notices when an offer is accepted or declined.
	Beside []Beside
	// Link is the number of a case of the same office that belongs with this one, "" for none.
	Link string
}

// NewParty is a mailbox to begin for somebody beside the reporter.
type NewParty struct {
	Party  Party
	Handle string // SHA-256 (base64url) of the handle of the words they are given
	Keys   seal.Signed
	Line   seal.Keys
	Hash   string
}

// Claim is a mailbox that gets new words: Old and New are hashes of handles. Old is "" where
// the old words are lost: the mailbox of Who is meant.
type Claim struct {
	Who      string
	Old, New string
	Keys     seal.Signed
	Line     seal.Keys
	Hash     string
}

// NewCase is another office's case to begin. Number is proposed; the store asks Renumber for
// another if it is taken.
type NewCase struct {
	Case     Case
	Renumber func() string
	Notices  []mailbox.Notice
	Lines    []Line // of the giver's case that the receiver needs to check the basis
	Grants   []NewGrant
	Posts    []mailbox.Post
	Acts     []ledger.Act
}

// Beside is a change of another case of the same report in the same transaction.
type Beside struct {
	Number  string
	Stage   string // "" leaves it
	Clocks  []clock.Limit
	Notices []mailbox.Notice
	Acts    []ledger.Act
}

// Step decides on a case as it stands in the transaction.
type Step func(Case) (Change, error)

// Row is one line of the queue; it never holds more than the list shows.
type Row struct {
	Number    string
	Kind      string
	Form      string
	Unit      string
	Stage     string
	Received  string
	Language  string
	Urgent    bool
	Clock     clock.Limit // the next one due, or zero
	Unread    int         // items of others since this person last opened the case
	Handler   string      // person, "" if nobody answers for it yet
	Ended     string      // day, "" while it is open
	Procedure string
	// Waits says that the person could approve a step of somebody else here.
	Waits bool
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
