package casework

import (
	"slices"

	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// exceptions are the six grounds on which an office may act without a yes, by the code of
// the request. There is no seventh.
var exceptions = []string{"due-process", "oversight", "danger", "public-harm", "authorities", "waived"}

// required are the exceptions that rest on somebody's written requirement.
var required = portal.Required

// purposes are what something can be asked for.
var purposes = []string{
	"assess", "investigate", "protect", "resolve", "contact", "obtain", "misdirected", "determine", "advise",
}

// What can be asked for beside a step of the procedure.
const (
	askContact = "contact" // to reach a person: before they are invited
	askObtain  = "obtain"  // to get information from an office
)

// mostDays bounds a request and the delay of an exception's appearance.
const mostDays = 90

// dead is the key of the fault that says why nothing can rest on a request today, "" if
// something can.
func (a *Asked) dead(today string) string {
	if a.Line.Code != "" {
		switch {
		case a.Except.State == StateWaiting:
			return "exception-waits"
		case a.Except.State == StateRefused:
			return "exception-refused"
		}
	} else if key := a.unanswered(); key != "" {
		return key
	}
	switch {
	case a.Given != nil && a.Given.Over:
		return "consent-withdrawn"
	case a.Used != nil:
		return "consent-used"
	case today > a.Line.Until:
		return "consent-expired"
	}
	return ""
}

// unanswered says why the answer is not a yes, or a yes to a part.
func (a *Asked) unanswered() string {
	switch a.Answer {
	case "":
		return "consent-waits"
	case "no":
		return "consent-refused"
	case "withdrawn":
		return "consent-withdrawn"
	}
	return ""
}

// parts are the items that may be passed on.
func (a *Asked) parts() []seal.Part {
	if a.Line.Code != "" {
		return a.Line.Parts
	}
	return a.Agreed
}

// hidden is the day until which a person is not to learn of an exception, "" if it is open.
func (a *Asked) hidden(today string) string {
	if a.Line.Code != "" && a.Review > today {
		return a.Review
	}
	return ""
}

// allows says whether a grant of a day can rest on it: every reader asks that day, and not the
// one on which the grant came.
func (a *Asked) allows(day string) bool {
	return a.Said <= day && day <= a.Line.Until && (a.Given == nil || day <= a.Given.Line.Until)
}

// basis is how grants name it.
func (a *Asked) basis() string {
	if a.Line.Code != "" {
		return "exception:" + a.Line.ID
	}
	return "consent:" + a.Line.ID
}

// share is the compartment of what is passed on by it.
func (a *Asked) share() string { return "share:" + a.Line.ID }

// living finds the request on which a step can rest: the newest that fits and lives. If there
// is none, the key says why.
func (r *Record) living(today string, fits func(*Asked) bool) (*Asked, string) {
	key := "consent-not-asked"
	for _, asked := range slices.Backward(r.Asked) {
		if !fits(asked) {
			continue
		}
		dead := asked.dead(today)
		if dead == "" {
			return asked, ""
		}
		if key == "consent-not-asked" {
			key = dead
		}
	}
	return nil, key
}
