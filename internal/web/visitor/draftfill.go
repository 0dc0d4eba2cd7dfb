package visitor

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// restored is what is said above a form that was filled in again.
type restored struct {
	Until    string // "" where it came from a file
	Changed  bool   // the form was changed meanwhile
	Unplaced []answerView
}

// draftOf is what was typed, as it is kept: with its questions in words, so that an answer
// can be read where its question is gone.
func (v *Wing) draftOf(language string, form portal.Form, t *typed) seal.Draft {
	draft := seal.Draft{
		Form: form.ID, Version: form.Version, Language: language,
		Exclusions: slices.Compact(slices.Sorted(slices.Values(t.Exclude))),
	}
	if seal.ValidHash(t.Version) {
		draft.Version = t.Version
	}
	if t.Urgent {
		draft.Urgent = "yes"
	}
	asked := askedBy(v.server.Pack().Questions(language, form.ID))
	for _, id := range slices.Sorted(maps.Keys(t.Fields)) {
		answer := seal.DraftAnswer{ID: id, Asks: asked[id].Label}
		for _, value := range t.Fields[id] {
			value = strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n"))
			if value == "" {
				continue
			}
			answer.Values = append(answer.Values, value)
			if label, ok := asked[id].Options[value]; ok {
				answer.Says = append(answer.Says, label)
			}
		}
		if len(answer.Values) > 0 {
			draft.Answers = append(draft.Answers, answer)
		}
	}
	return draft
}

// askedBy gives the questions of a form by the ids of their answers, those of entries too.
func askedBy(questions []portal.Question) map[string]portal.Question {
	all := map[string]portal.Question{}
	for _, q := range questions {
		all[q.ID] = q
		for n := 1; n <= mostEntries && len(q.Fields) > 0; n++ {
			for _, part := range q.Fields {
				part.Label = entryName(q.Entry, n) + ": " + part.Label
				all[q.ID+"."+strconv.Itoa(n)+"."+part.ID] = part
			}
		}
	}
	return all
}

// fillIn puts a draft's answers to the questions that the form still asks. What has no
// place any more is given back, and never lost.
func fillIn(form portal.Form, draft seal.Draft) (t typed, unplaced []seal.DraftAnswer) {
	t = typed{Fields: map[string][]string{}, Exclude: draft.Exclusions, Urgent: draft.Urgent == "yes"}
	for _, answer := range draft.Answers {
		field, ok := fieldOf(form, answer.ID)
		left := answer
		if ok {
			t.Fields[answer.ID], left = placed(field, answer)
		}
		if len(left.Values) > 0 {
			unplaced = append(unplaced, left)
		}
	}
	return t, unplaced
}

// fieldOf finds the question of an answer, within an entry too.
func fieldOf(form portal.Form, id string) (portal.Field, bool) {
	named := func(fields []portal.Field, id string) (portal.Field, bool) {
		at := slices.IndexFunc(fields, func(f portal.Field) bool { return f.ID == id })
		if at < 0 {
			return portal.Field{}, false
		}
		return fields[at], true
	}
	parts := strings.Split(id, ".")
	field, ok := named(form.Fields, parts[0])
	if !ok || len(parts) == 1 {
		return field, ok && field.Kind != "entries" && field.Kind != "files"
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil || field.Kind != "entries" || n < 1 || n > field.Max || len(parts) != 3 {
		return portal.Field{}, false
	}
	return named(field.Fields, parts[2])
}

// placed divides an answer: what can be put to the question as it is asked now, and what
// cannot. Says stands beside Values only where options were chosen.
func placed(field portal.Field, answer seal.DraftAnswer) (values []string, left seal.DraftAnswer) {
	left = seal.DraftAnswer{ID: answer.ID, Asks: answer.Asks}
	offered := func(value string) bool { return len(answer.Says) == 0 } // text to a question for text
	switch field.Kind {
	case "choice", "choices":
		offered = func(value string) bool { return slices.Contains(field.Options, value) }
	case "zone":
		offered = knownZone
	}
	for i, value := range answer.Values {
		if offered(value) {
			values = append(values, value)
			continue
		}
		left.Values = append(left.Values, value)
		if i < len(answer.Says) {
			left.Says = append(left.Says, answer.Says[i])
		}
	}
	return values, left
}

func knownZone(zone string) bool {
	return slices.ContainsFunc(clock.Regions(), func(r clock.Region) bool { return slices.Contains(r.Zones, zone) })
}

// draftViews shows answers as they were kept: in words where options were chosen.
func draftViews(answers []seal.DraftAnswer) []answerView {
	views := make([]answerView, 0, len(answers))
	for _, answer := range answers {
		said := answer.Says
		if len(said) != len(answer.Values) {
			said = answer.Values
		}
		question := answer.Asks
		if question == "" {
			question = answer.ID
		}
		views = append(views, answerView{Question: question, Answer: strings.Join(said, "\n")})
	}
	return views
}
