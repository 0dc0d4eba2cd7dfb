//go:build !race

package casework

const (
	walkSteps     = 100_000 // a procedure
	databaseSteps = 300     // a procedure, so 2,100 through each database
)
