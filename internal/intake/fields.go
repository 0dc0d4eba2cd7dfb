package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/portal"
)

// How long an answer may be where the form does not say it, in characters.
const (
	shortest    = 200
	longest     = 20_000
	longestLine = 200
	mostNames   = 50
)

// CheckFields checks the answers of a person without scripts against the form. It gives
// what goes into the sealed answers, and a problem for each field that has one, under the
// field's id. An answer to a question that is not asked under the answers before it is
// left out, as the page with scripts leaves it out: a name that was typed before somebody
// chose to stay anonymous is not sent. Answers within entries lie flat, under
// "<id>.<n>.<sub>", as they are sealed; a problem keeps the n that the page has.
func CheckFields(form portal.Form, answers map[string][]string) (map[string]any, map[string]*fault.Error) {
	c := checking{answers, map[string]any{}, map[string]*fault.Error{}}
	c.questions(form.Fields, "", "")
	for id := range answers {
		if !known(form, id) {
			c.problems[id] = fault.New(fault.Refused, "field-unknown", nil)
		}
	}
	return c.fields, c.problems
}

// checking is the answers under check, and what came of them.
type checking struct {
	answers  map[string][]string
	fields   map[string]any
	problems map[string]*fault.Error
}

// questions checks questions that stand together: those of the form, or of one entry. Their
// answers lie under in before and are sealed under out.
func (c *checking) questions(fields []portal.Field, in, out string) {
	given := map[string][]string{}
	for _, field := range fields {
		if field.Kind == "files" || !asked(field, given) {
			continue
		}
		if field.Kind == "entries" {
			c.entries(field)
			continue
		}
		given[field.ID] = clean(c.answers[in+field.ID])
		value, problem := checkField(field, given[field.ID])
		if problem != nil {
			c.problems[in+field.ID] = problem
		} else if value != nil {
			c.fields[out+field.ID] = value
		}
	}
}

// clean gives the answers as text: one kind of line end, no broken characters, no blanks
// around them, and nothing that is empty.
func clean(values []string) []string {
	var out []string
	for _, value := range values {
		value = strings.ReplaceAll(value, "\r\n", "\n")
		value = strings.ReplaceAll(value, "\r", "\n")
		value = strings.TrimSpace(strings.ToValidUTF8(value, "\uFFFD"))
		if value != "" {
			out = append(out, value)
		}
	}
	return out
}

// asked says whether a question is asked under the answers given before it, which are
// those to questions that were asked themselves.
func asked(field portal.Field, given map[string][]string) bool {
	for id, wanted := range field.When {
		if !slices.ContainsFunc(given[id], func(v string) bool { return slices.Contains(wanted, v) }) {
			return false
		}
	}
	return true
}

// checkField gives the value that is sealed, nil for none, or what is wrong with it.
func checkField(field portal.Field, values []string) (any, *fault.Error) {
	if len(values) == 0 {
		if field.Required {
			return nil, fault.New(fault.Refused, "field-missing", nil)
		}
		return nil, nil
	}
	switch field.Kind {
	case "choices":
		return checkChoices(field, values)
	case "names":
		return checkNames(field, values)
	}
	if len(values) > 1 {
		return nil, fault.New(fault.Refused, "field-one-answer", nil)
	}
	switch field.Kind {
	case "choice":
		if !slices.Contains(field.Options, values[0]) {
			return nil, fault.New(fault.Refused, "field-option", nil)
		}
	case "zone":
		if _, ok := clock.Zone(values[0]); !ok {
			return nil, fault.New(fault.Refused, "field-option", nil)
		}
	case "date":
		if impossibleDay(values[0]) {
			return nil, fault.New(fault.Refused, "field-date", nil)
		}
	}
	return values[0], checkLength(field, values[0])
}

func checkChoices(field portal.Field, values []string) (any, *fault.Error) {
	for i, value := range values {
		if !slices.Contains(field.Options, value) || slices.Contains(values[:i], value) {
			return nil, fault.New(fault.Refused, "field-option", nil)
		}
	}
	return values, nil
}

func checkNames(field portal.Field, values []string) (any, *fault.Error) {
	names := clean(strings.Split(strings.Join(values, "\n"), "\n"))
	most := field.Max
	if most == 0 {
		most = mostNames
	}
	if len(names) > most {
		return nil, fault.New(fault.TooLarge, "field-names", nil).With("Max", most)
	}
	for _, name := range names {
		if utf8.RuneCountInString(name) > longestLine {
			return nil, fault.New(fault.TooLarge, "field-too-long", nil).With("Max", longestLine)
		}
	}
	return names, nil
}

func checkLength(field portal.Field, value string) *fault.Error {
	most := field.Max
	if most == 0 {
		most = shortest
		if field.Kind == "long" {
			most = longest
		}
	}
	if utf8.RuneCountInString(value) > most {
		return fault.New(fault.TooLarge, "field-too-long", nil).With("Max", most)
	}
	return nil
}

var dayShape = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// impossibleDay finds a day that was written as one and is in no calendar. Free words
// ("last spring") are always possible.
func impossibleDay(value string) bool {
	return dayShape.MatchString(value) && !clock.Valid(value)
}
