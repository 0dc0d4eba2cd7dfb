package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/portal"
)

// mostEntries is how many entries a field takes where the form does not say it.
const mostEntries = 10

// entries checks a repeated group. An entry without any answer is none, so a question that
// must be answered asks for it only in an entry that was begun; what is sealed is numbered
// without holes.
func (c *checking) entries(field portal.Field) {
	n := 0
	for _, at := range c.begun(field) {
		known := len(c.fields) + len(c.problems)
		c.questions(field.Fields, entry(field, at), entry(field, n+1))
		if len(c.fields)+len(c.problems) > known {
			n++
		}
	}
	most := field.Max
	if most == 0 {
		most = mostEntries
	}
	switch {
	case n > most:
		c.problems[field.ID] = fault.New(fault.TooLarge, "field-entries", nil).With("Max", most)
	case n == 0 && field.Required:
		c.problems[field.ID] = fault.New(fault.Refused, "field-missing", nil)
	}
}

// begun gives the numbers of the entries in which something was answered, in their order.
func (c *checking) begun(field portal.Field) []int {
	var numbers []int
	for id, values := range c.answers {
		if of, at, sub, ok := withinEntry(id); ok && of == field.ID && has(field.Fields, sub) && len(clean(values)) > 0 {
			numbers = append(numbers, at)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// entry is what stands before the answers of one entry.
func entry(field portal.Field, n int) string { return field.ID + "." + strconv.Itoa(n) + "." }

// entryNumber is what the page counts with: no sign, no zero before, two digits.
var entryNumber = regexp.MustCompile(`^[1-9][0-9]?$`)

// withinEntry takes an id "<id>.<n>.<sub>" apart.
func withinEntry(id string) (of string, n int, sub string, ok bool) {
	of, rest, _ := strings.Cut(id, ".")
	number, sub, _ := strings.Cut(rest, ".")
	if sub == "" || !entryNumber.MatchString(number) {
		return "", 0, "", false
	}
	n, err := strconv.Atoi(number)
	return of, n, sub, err == nil
}

// known says whether the form has a question that is answered under this id. A group has
// no answer of its own, only its parts do.
func known(form portal.Form, id string) bool {
	of, _, sub, within := withinEntry(id)
	return slices.ContainsFunc(form.Fields, func(f portal.Field) bool {
		if f.Kind != "entries" {
			return f.ID == id
		}
		return within && f.ID == of && has(f.Fields, sub)
	})
}

func has(fields []portal.Field, id string) bool {
	return slices.ContainsFunc(fields, func(f portal.Field) bool { return f.ID == id })
}
