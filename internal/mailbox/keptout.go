package mailbox

import (
	"slices"

	"fairlead/internal/seal"
)

// KeptOut are those whom the owner excluded when they wrote and did not let in again: people
// ("officer:<id>") and offices ("unit:<id>"). Only the reporter can keep anybody out.
func (r Reading) KeptOut() []string {
	if r.Who != Reporter {
		return nil
	}
	lifts, _ := r.acts(Lift)
	return slices.DeleteFunc(slices.Clone(r.Opened.Keys.Exclusions), func(who string) bool {
		return slices.ContainsFunc(lifts, func(act seal.Act) bool { return act.Of == who })
	})
}

// Doubtful is how many signed lines of the mailbox do not hold; what was asked says so where it
// stands.
func (r Reading) Doubtful() int {
	n := 0
	for _, l := range r.Opened.Lines {
		if _, asked := l.Line.(seal.Request); l.Reason != "" && !asked {
			n++
		}
	}
	return n
}
