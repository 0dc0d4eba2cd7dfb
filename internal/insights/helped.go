// Package insights is counts without identity: what a governing body or an editor may see,
// and from which nobody can be told.
package insights

// Helped is how often people said in a month that the helper's answer helped them, or did
// not, in a language. No question is known to it.
type Helped struct {
	Month    string // YYYY-MM
	Language string
	Yes, No  int64
}
