package visitor

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// talk is what a page carries: questions, oldest first, the last one being asked now.
type talk []said

// said is one question, and what was chosen when it was asked back: the question's id and a
// route, "sexual:treated-report", or "".
type said struct{ Text, Chosen string }

// route is where the choice leads.
func (s said) route() string {
	_, route, _ := strings.Cut(s.Chosen, ":")
	return route
}

// helperEarlier is how many questions before the last one a talk may have; older ones are
// forgotten.
const helperEarlier = 5

// talkOf reads a talk from a form: "before" and "chosen" in turn, then "question" and
// "choice". What the pack does not ask back is no choice.
func talkOf(form url.Values, pack *portal.Pack) talk {
	known := func(choice string) string {
		id, route, _ := strings.Cut(choice, ":")
		for _, question := range pack.Guide.Questions {
			if question.ID == id && slices.Contains(question.Routes, route) {
				return choice
			}
		}
		return ""
	}
	var t talk
	chosen := form["chosen"]
	for i, text := range form["before"] {
		if i >= len(chosen) {
			break
		}
		t = append(t, said{text, known(chosen[i])})
	}
	t = t[max(0, len(t)-helperEarlier):]
	return append(t, said{form.Get("question"), known(form.Get("choice"))})
}

// helperTurn is a question and its answer, in words.
type helperTurn struct {
	said
	Choice   string // what was chosen when asked back, in words
	Answer   guide.Answer
	Says     string // what the finder says at this end, where the way is clear
	First    string // the same, of what comes before every door
	Doors    []helperDoor
	Back     *portal.FinderQuestionText
	Options  []optionView
	Quotes   []helperQuote
	Policies []policy
}

// answerPage answers the last question of a talk in full, in the language of that question,
// and works out the earlier answers again.
func (v *Wing) answerPage(r *http.Request, pack *portal.Pack, g *guide.Guide, t talk) (helperPage, error) {
	came := web.Language(r)
	mask := v.masks.of(pack)
	var turns []helperTurn
	var before []string
	for _, one := range t {
		answer := g.Ask(guide.Question{Text: one.Text, Language: came, Before: slices.Clone(before), Route: one.route()})
		one.Text = withoutPhrase(mask.Text(one.Text))
		turns = append(turns, helperTurn{said: one, Answer: answer})
		before = append(before, one.Text)
	}
	web.SetLanguage(r, turns[len(turns)-1].Answer.Language)
	text, err := tool(r, pack, "helper", true)
	if err != nil {
		return helperPage{}, err
	}
	page := v.helperPage(r, pack, text)
	page.Alternates = nil // another language would lose the talk
	d := helperWords{base: page.Base, pack: pack}
	for i := range turns {
		page.Danger = page.Danger || turns[i].Answer.Danger
		d.fill(&turns[i])
	}
	last := len(turns) - 1
	page.Turn, page.Earlier = &turns[last], answered(turns[:last])
	page.Before = carried(turns)
	if page.Model != nil {
		page.Model.Agreed = agreed(r)
	}
	if came != page.Language {
		page.From = &web.Alternate{Language: came, Name: pack.Words(came).Say("language.name"), Href: pack.Address(came, text.ID)}
	}
	return page, nil
}

// answered leaves out what was no question.
func answered(turns []helperTurn) []helperTurn {
	return slices.DeleteFunc(slices.Clone(turns), func(t helperTurn) bool { return t.Answer.Kind == guide.Empty })
}

// carried is what the next question brings along: of this talk as much as may be.
func carried(turns []helperTurn) talk {
	var t talk
	for _, turn := range answered(turns) {
		t = append(t, turn.said)
	}
	return t[max(0, len(t)-helperEarlier):]
}

// Prior is the talk without the last question, which is asked again with it.
func (p helperPage) Prior() talk {
	var t talk
	for _, turn := range p.Earlier {
		t = append(t, turn.said)
	}
	return t
}
