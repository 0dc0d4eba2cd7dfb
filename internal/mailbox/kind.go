package mailbox

// The kinds of what a person sends, as the form they used says. Only a report is a case in
// the full sense. An enquiry is a question to a person: it is kept beside cases so that it
// can be answered under the same seals, and is none: it has no file of the office, counts
// nowhere as a case, and no step makes one of it. What is told for prevention is no report
// of its own: nothing is investigated from it.
const (
	Report     = "report"
	Enquiry    = "enquiry"
	Prevention = "prevention"
)

// Acknowledged is the code of the first notice, by the kind of what arrived.
func Acknowledged(kind string) string {
	if kind == Enquiry || kind == Prevention {
		return "acknowledged-" + kind
	}
	return "acknowledged"
}
