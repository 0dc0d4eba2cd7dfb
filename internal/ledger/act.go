// Package ledger is the chained log: one act, one line, no content. A line is JSON
// with the hash of the line before it, so that nobody can take one out unseen.
package ledger

// The acts that can stand in the ledger.
const (
	Received  = "received"
	Enquiry   = "enquiry"  // a question arrived, which makes no case
	Comment   = "comment"  // words for the editors arrived, which make no case
	Returned  = "returned" // a comment was handed back to its sender
	Closed    = "closed"   // a comment was put away as done
	Granted   = "granted"
	Opened    = "opened"
	Declared  = "declared"
	Recused   = "recused"
	Letter    = "letter"
	Note      = "note"
	Receipt   = "receipt"
	Export    = "export"
	SignedIn  = "signed-in"
	Invited   = "invited"
	Enrolled  = "enrolled"
	Certified = "certified"
	Suspended = "suspended"
	Undertook = "undertook" // an officer signed that they keep confidence
	Unopened  = "unopened"  // a holder could not open a grant
)

// The acts by which a case moves. Of is the hash of the line that they rest on.
const (
	Taken     = "taken"    // an officer took a step
	Approved  = "approved" // a second person agreed to one
	Outcome   = "outcome"  // an outcome letter
	PassedOn  = "passed-on"
	Offered   = "offered" // a case was offered to another office
	Begun     = "begun"   // a case began with an offer
	Accepted  = "accepted"
	Turned    = "turned-down" // the other office declined
	Ended     = "ended"
	Party     = "party"     // somebody beside the reporter got a mailbox
	Claimed   = "claimed"   // a mailbox got new words
	Consented = "consented" // a person answered a request
	Withdrew  = "withdrew"
	Undid     = "undid" // they took it back
	Lifted    = "lifted"
	Named     = "named"
	Met       = "asked-to-meet"
	Agreed    = "agreed" // with what was written of a talk
)

// Act is what happened, before it is chained. By is "reporter", "officer:<person>",
// "operator" or "system". Case is a case number or "". Of is the hash of the signed
// line the act rests on, a person's id, or "".
type Act struct {
	Act  string
	By   string
	Case string
	Of   string
}
