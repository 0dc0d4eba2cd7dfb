package mailbox

import (
	"slices"

	"fairlead/internal/seal"
)

// Excluded says whether a reporter's exclusions name a person, or the unit in which they
// have a role. For the excluded the case exists nowhere.
func Excluded(exclusions []string, person, unit string) bool {
	return slices.Contains(exclusions, "officer:"+person) || slices.Contains(exclusions, "unit:"+unit)
}

// RecoveryOf gives a unit's recovery key on a day, if there is one and none of its
// custodians is excluded.
func RecoveryOf(directory *seal.Directory, unit, day string, exclusions []string) (seal.Officer, bool) {
	line, ok := directory.Current("recovery:"+unit, day)
	if !ok {
		return seal.Officer{}, false
	}
	for _, custodian := range line.Custodians {
		at, _ := directory.Current(custodian, day)
		if Excluded(exclusions, custodian, at.Unit) {
			return seal.Officer{}, false
		}
	}
	return line, true
}
