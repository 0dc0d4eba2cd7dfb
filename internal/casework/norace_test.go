//go:build !race

package casework

const (
	walkSteps     = 100_000
	databaseSteps = 1_000
)
