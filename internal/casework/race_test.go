//go:build race

package casework

// The detector makes each step ten times as long and finds nothing more in a later one.
const (
	walkSteps     = 3_000
	databaseSteps = 60
)
