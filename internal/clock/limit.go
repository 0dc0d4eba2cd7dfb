// Package clock is date arithmetic: days in UTC written YYYY-MM-DD, months that end
// where they must, and limits that run from one day to another.
package clock

// Limit is one running clock of a case: the office's (ours to meet). Code is named by
// the procedure ("first-letter", "feedback"); Started, Due and Met are days, Met "" while
// it runs.
type Limit struct {
	Code    string `json:"code"`
	Started string `json:"started"`
	Due     string `json:"due"`
	Met     string `json:"met"`
	// Told is the day until which a delay was told, and Reason its coded reason; "" if none was.
	Told   string `json:"told"`
	Reason string `json:"reason"`
	// Theirs says that it is the person's own: never enforced by us.
	Theirs bool `json:"theirs"`
	// Aim says that it is this portal's aim and no rule of the organisation.
	Aim bool `json:"aim"`
}

// The clocks that the program itself starts and meets, by the codes of the procedures.
const (
	FirstLetter = "first-letter" // met by the first letter of a person
	Feedback    = "feedback"     // met by an outcome
	Update      = "update"       // met by news to the person
	Action      = "action"       // one corrective action's own
)

// The states of a limit on a day.
const (
	StateNone = ""      // it does not run
	StateCalm = "calm"  // there is time
	StateNear = "amber" // two thirds of the time are over, or a delay was told
	StateOver = "red"   // the day is over
)

// NearFrom is the day from which two thirds of the time are over: the fifth of seven days.
func (l Limit) NearFrom() string {
	return Add(l.Started, (2*DaysBetween(l.Started, l.Due)+2)/3)
}

// State is how a limit stands on a day. The due day itself is in time. After it, it is red,
// unless the person was told of a later day that is not over.
func (l Limit) State(today string) string {
	switch {
	case !l.Running():
		return StateNone
	case Before(l.Due, today) && Before(l.Told, today):
		return StateOver
	case Before(l.Due, today) || !Before(today, l.NearFrom()):
		return StateNear
	}
	return StateCalm
}
