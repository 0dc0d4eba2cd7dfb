// Package guide helps people to find their way in the portal's text. It knows the pack and
// nothing of a case, asks nobody and keeps nothing.
package guide

import "fairlead/internal/portal"

// Step is one question that was answered.
type Step struct {
	Question string `json:"question"`
	Option   string `json:"option"`
}

// Way is where some answers have led: the steps taken, and then either the question that
// is next or the end.
type Way struct {
	Steps    []Step
	Question string // "" at an end
	End      string // "" at a question
}

// Walk follows answers, option by question, from the first question as far as they lead.
// An answer that its question does not have counts as none, and one to a question that is
// not asked on this way is left aside: whatever was sent, the walk ends at a right place.
func Walk(finder *portal.Finder, answers map[string]string) Way {
	way, at := Way{}, finder.Start
	for {
		question, ok := finder.Question(at)
		if !ok {
			way.End = at
			return way
		}
		option := answers[at]
		to, known := question.To(option)
		if !known {
			way.Question = at
			return way
		}
		way.Steps = append(way.Steps, Step{at, option})
		at = to
	}
}

// Without takes back the answer to a question, and every answer given after it.
func (w Way) Without(question string) map[string]string {
	answers := map[string]string{}
	for _, step := range w.Steps {
		if step.Question == question {
			break
		}
		answers[step.Question] = step.Option
	}
	return answers
}

// Last is the question that was answered last, or "" before the first answer.
func (w Way) Last() string {
	if len(w.Steps) == 0 {
		return ""
	}
	return w.Steps[len(w.Steps)-1].Question
}

// Path is one whole way through a finder.
type Path struct {
	Steps []Step `json:"steps"`
	End   string `json:"end"`
}

// Paths gives every way from the first question to an end, in the order of the options.
func Paths(finder *portal.Finder) []Path {
	var all []Path
	var follow func(at string, before []Step)
	follow = func(at string, before []Step) {
		question, ok := finder.Question(at)
		if !ok {
			all = append(all, Path{before, at})
			return
		}
		for _, option := range question.Options {
			steps := append(before[:len(before):len(before)], Step{at, option.ID})
			follow(option.To, steps)
		}
	}
	follow(finder.Start, nil)
	return all
}
