package guide

import (
	"slices"
	"strings"

	"fairlead/internal/portal"
)

// concepts finds the pack's concepts in a text of one language.
type concepts struct {
	byStems map[string][]string // stems joined by a space -> ids
	begins  map[string]int      // stem -> words of the longest phrase that begins with it
	longest int                 // words of the longest phrase
}

func newConcepts(list []portal.Concept, language string) *concepts {
	c := &concepts{byStems: map[string][]string{}, begins: map[string]int{}}
	for _, concept := range list {
		for _, phrase := range concept.Words {
			words := tokens(phrase, language)
			key := joined(words)
			if key == "" || slices.Contains(c.byStems[key], concept.ID) {
				continue
			}
			c.byStems[key] = append(c.byStems[key], concept.ID)
			c.longest = max(c.longest, len(words))
			c.begins[words[0].stem] = max(c.begins[words[0].stem], len(words))
		}
	}
	return c
}

func joined(words []token) string {
	var out strings.Builder
	for i, word := range words {
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(word.stem)
	}
	return out.String()
}

// in gives each concept of a text once, in the order of its first words.
func (c *concepts) in(words []token) []string {
	var found []string
	for i := range words {
		for n := min(c.begins[words[i].stem], len(words)-i); n > 0; n-- {
			for _, id := range c.byStems[joined(words[i:i+n])] {
				if !slices.Contains(found, id) {
					found = append(found, id)
				}
			}
		}
	}
	return found
}
