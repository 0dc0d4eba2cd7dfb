//go:build !race

package casework

const walkSteps = 100_000
