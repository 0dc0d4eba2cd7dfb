package visitor

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/portal"
)

// answerView is a question with what was said, or with its entries.
type answerView struct {
	Question string
	Answer   string
	Entries  []answeredEntry
}

// answeredEntry is one entry of a group that repeats, under its name.
type answeredEntry struct {
	Name    string
	Answers []answerView
}

// answerViews puts sealed answers in the order of the form's questions, in words instead
// of codes. What was answered to a question that the form has lost comes last.
func answerViews(fields map[string]any, questions []portal.Question) []answerView {
	left := maps.Clone(fields)
	var views []answerView
	for _, q := range questions {
		if len(q.Fields) > 0 {
			views = append(views, groupViews(left, q)...)
		} else {
			views = append(views, plainViews(left, q.ID, q)...)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(left)) {
		views = append(views, plainViews(left, id, portal.Question{Label: id})...)
	}
	return views
}

// plainViews takes one answer out of those that are left.
func plainViews(left map[string]any, id string, q portal.Question) []answerView {
	value, ok := left[id]
	delete(left, id)
	text := answerText(value, q.Options)
	if !ok || text == "" {
		return nil
	}
	return []answerView{{Question: q.Label, Answer: text}}
}

func groupViews(left map[string]any, q portal.Question) []answerView {
	var entries []answeredEntry
	for _, n := range answeredNumbers(left, q) {
		entry := answeredEntry{Name: entryName(q.Entry, n)}
		for _, part := range q.Fields {
			id := q.ID + "." + strconv.Itoa(n) + "." + part.ID
			entry.Answers = append(entry.Answers, plainViews(left, id, part)...)
		}
		entries = append(entries, entry)
	}
	if entries == nil {
		return nil
	}
	return []answerView{{Question: q.Label, Entries: entries}}
}

var entryID = regexp.MustCompile(`^([a-z0-9-]+)\.([1-9][0-9]?)\.([a-z0-9-]+)$`)

// answeredNumbers gives the numbers of a group's entries, in their order.
func answeredNumbers(left map[string]any, q portal.Question) []int {
	var numbers []int
	for id := range left {
		found := entryID.FindStringSubmatch(id)
		if found == nil || found[1] != q.ID {
			continue
		}
		if slices.ContainsFunc(q.Fields, func(part portal.Question) bool { return part.ID == found[3] }) {
			n, _ := strconv.Atoi(found[2]) // two digits, by the expression
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

func answerText(value any, options map[string]string) string {
	one := func(v any) string {
		said, _ := v.(string)
		if label, ok := options[said]; ok {
			return label
		}
		return said
	}
	list, ok := value.([]any)
	if !ok {
		return one(value)
	}
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = one(v)
	}
	return strings.Join(parts, "\n")
}
