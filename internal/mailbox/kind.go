package mailbox

// The kinds of what a person sends, as the form they used says. Only a report is a case in
// the full sense. An enquiry is a question to a person: it is kept beside cases so that it
// can be answered under the same seals, and is none: it has no file of the office, counts
// nowhere as a case, and no step makes one of it. What is told for prevention is no report
// of its own: nothing is investigated from it.
//
// Feedback is a comment on the portal itself: it goes to the editors and to no office (its
// unit is ""), and nobody passes it on.
const (
	Report     = "report"
	Enquiry    = "enquiry"
	Prevention = "prevention"
	Feedback   = "feedback"
)

// The stages of a comment that differ from an office's are the program's own: no procedure
// of an office is for it.
const (
	Unread   = "unread"
	Read     = "read"
	Done     = "done"
	Returned = "returned" // handed back: its sender alone can read it
)

// Acknowledged is the code of the first notice, by the kind of what arrived.
func Acknowledged(kind string) string {
	if kind == Enquiry || kind == Prevention || kind == Feedback {
		return "acknowledged-" + kind
	}
	return "acknowledged"
}
