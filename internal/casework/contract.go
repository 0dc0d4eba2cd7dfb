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
	// Key is the hash of the recipient for whom the grant was made; of people with a phrase only.
	Key string `json:"-"`
	// Case is the number of another case in which the compartment lies, "" for this one: only
	// of what the owner of a mailbox holds who makes new words (Store.ClaimAs).
	Case string `json:"-"`
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
	// Reporter are the keys of the person who sent it, as they count now; Answers is the hash
	// of the line of what they sent this office, "" if it was sent to another.
	Reporter PersonKeys
	Answers  string
	// Links are the numbers of cases of this office that belong with this one.
	Links []string
	// Waits says for whom steps wait: "" for nobody, else " <role>=<signer> " for each role that
	// can agree to one, in order, one space between them; the signer is "officer:<person>" if
	// that person signed all that the role could agree to, Several otherwise.
	Waits string
	// Covered is the last day on which somebody holds something only because they stand in, the
	// next if there are several, "" for none.
	Covered string
}

// Several stands in Waits where steps of more than one person wait for a role.
const Several = "*"

// PersonKeys are the newest keys of a person with a phrase: the hash of the keys line, and
// what it says. By is who signed it.
type PersonKeys struct {
	Keys       string
	Verify     string
	Recipient  string
	By         string
	Exclusions []string
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
	// Seq is the order of arrival among all lines of the report; 0 of a line that a step
	// brings: it is the newest.
	Seq int64
	// What is the line itself, one of the kinds of seal.Line; whoever loads it may leave it
	// nil, then it is parsed when it is read.
	What any
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
// their newest keys line, By who signed it; Verify and Recipient its keys. Opened is the day on which they first
// came and made their own words, "" until then.
type Party struct {
	Who       string
	Role      string
	Since     string
	Opened    string
	Keys      string
	Verify    string
	Recipient string
	By        string
	// Wrote is the Seq of the newest letter or statement that they wrote themselves, 0 if none.
	Wrote int64
}

// Offer is another office's case on the same report, as far as this one may know it. Share is
// the compartment that was passed on; Decided is "accept", "decline" or "" while it waits, and
// Code the reason given with it. ProcedureHash is that of the other case. Owed is the day from
// which whoever has a phrase may know of it, until the giver's case has moved for it; "" then,
// and where nothing was postponed.
type Offer struct {
	Number        string `json:"number"`
	Unit          string `json:"unit"`
	Share         string `json:"share"`
	Since         string `json:"since"`
	Decided       string `json:"decided"`
	DecidedOn     string `json:"decidedOn"`
	Code          string `json:"code"`
	ProcedureHash string `json:"-"`
	Owed          string `json:"-"`
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
	// With is the hash of the step line with which all lines of this change came, "" if they
	// came with none. Where that line is Shown Never, so is all that came with it, and Claimed
	// waits, until Later names it; a step that is refused leaves them so.
	With string
	// Later sets the day from which whoever has a phrase is served something: by the hash of
	// a line, that line and what came with it; by the name of a compartment ("share:<id>",
	// "talk:<unit>"), all that lies in it, now and later. "" is at once.
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
// another if it is taken. The compartment Case.Giver.Share lies in both cases from now on: its
// grants and items are in the same Change, or came with a step before. Parties that Case names
// have their mailbox in both. The new case's number goes into the giver's Offers.
type NewCase struct {
	Case     Case
	Renumber func() string
	Lines    []string // hashes of the giver's lines by which the basis of Share is checked
	// Definition is the text of the procedure, to be kept under Case.ProcedureHash.
	Definition string
	Acts       []ledger.Act
}

// Beside is what a step does to another case of the same report in the same transaction:
// Step decides on it as it stands, whoever holds it, and what it gives is saved with it.
type Beside struct {
	Number string
	Step   Step
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
	// Waits says that the person could approve a step of somebody else here, by their roles.
	Waits bool
}

// The pages of a queue.
const (
	ShowOpen     = "open"
	ShowMine     = "mine"  // open, and the person answers for it
	ShowWaits    = "waits" // open, and a step of somebody else waits
	ShowEnded    = "ended"
	ShowComments = "comments" // of kind feedback, which stand in no other
)

// Page asks for a part of the queue: Show is one of the above, "" is ShowOpen; After is the
// Next of the page before, "" for the first; Size is 50 unless it is 1 to 100.
type Page struct {
	Show  string
	After string
	Size  int
}

// Rows is one page of the queue; Next is "" at its end.
type Rows struct {
	Rows []Row
	Next string
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
	// Queue lists what a person holds a key to, a page at a time: urgent first, then by the
	// clock that is due next, then by the day received.
	Queue(ctx context.Context, person string, page Page) (Rows, error)
	// Row gives one case as the queue shows it.
	Row(ctx context.Context, number, person string) (Row, error)
	// View loads a case for one person and, when read is true, marks it as read.
	View(ctx context.Context, number, person string, read bool) (View, error)
	// Case loads a case for one person without its bundle.
	Case(ctx context.Context, number, person string) (Case, error)
	// Owing gives the cases that have an offer whose Owed is not after a day, or whose Covered is
	// before it.
	Owing(ctx context.Context, today string) ([]Owing, error)
	// ChangeOwed is Change for what the day brings: nobody acts.
	ChangeOwed(ctx context.Context, number string, step Step) error
	// Change loads the case, calls the step and saves all of what it gives in one
	// transaction, or nothing.
	Change(ctx context.Context, number, person string, step Step) error
	// ChangeAs is Change for an act of a person with a phrase ("reporter" or "party:<id>") in
	// the case of a report that a unit has. fault.NotFound if they have no mailbox there.
	ChangeAs(ctx context.Context, report, unit, who string, step Step) error
	// ClaimAs is Change for whoever's mailbox lies under the SHA-256 (base64url) of a handle, in
	// the case in which it was begun, beside whose holders stand the owner's own in all other
	// cases of the report. fault.NotFound if there is none.
	ClaimAs(ctx context.Context, handleHash string, step func(who string) Step) error
	// Named gives nil if an item served to this person in this case names the blob.
	Named(ctx context.Context, number, person, blob string) error
	// Load counts the cases of a unit, but for those from which the person is excluded or
	// recused. It shows no case.
	Load(ctx context.Context, unit, person, today string) (Load, error)
}

// Owing is a case that is to move because its day has come, with the hash of its procedure.
type Owing struct {
	Number        string
	ProcedureHash string
}

// Load is what a head sees of the office's work: figures, no case.
type Load struct {
	Open     int     `json:"open"`
	Left     int     `json:"left"`     // open cases to which no officer holds a key any more
	Stages   []Count `json:"stages"`   // of open cases, by procedure and stage
	Handlers []Count `json:"handlers"` // by who answers for them; Name "" for nobody yet
	Clocks   []Count `json:"clocks"`   // Name is a clock.State of the worst clock of each case
}

// Count is one figure of a Load. Of is the procedure of a stage, else "".
type Count struct {
	Of    string `json:"of"`
	Name  string `json:"name"`
	Cases int    `json:"cases"`
}
