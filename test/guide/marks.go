package guide

import (
	"slices"

	"fairlead/internal/guide"
)

// Mark is how many of some questions were answered right; for what must not happen, how
// often it did.
type Mark struct {
	Hits int `json:"hits"`
	Of   int `json:"of"`
}

// Part is a mark as a share of a hundred.
func (m Mark) Part() float64 { return 100 * float64(m.Hits) / float64(max(m.Of, 1)) }

func (m *Mark) count(hit bool) {
	m.Of++
	if hit {
		m.Hits++
	}
}

// Marks are all that is measured of one language.
type Marks struct {
	First, Shown          Mark // the right door: the first one, among those shown
	Ordinary              Mark // the first one, without the questions that are pitfalls
	Clear, Veiled, Alarms Mark // danger found, said plainly and not; danger seen where none is
	Refused, Wronged      Mark // off topic refused; refused though it is not
	Passage, AmongThree   Mark // the right passage: the first one, among three
	Sexual, Interest      Mark // pitfalls: the right first door
	Contract, Recruitment Mark
	Ombudsman             Mark
}

// Score asks every question.
func Score(g *guide.Guide, language string, questions []Question) Marks {
	var m Marks
	for _, q := range questions {
		a := g.Ask(guide.Question{Text: q.Text, Language: language})
		m.danger(q, a)
		m.topic(q, a)
		if q.Danger == "" && !q.Off {
			m.doors(q, a)
			m.passages(q, a)
		}
	}
	return m
}

func (m *Marks) danger(q Question, a guide.Answer) {
	switch q.Danger {
	case "clear":
		m.Clear.count(a.Danger)
	case "veiled":
		m.Veiled.count(a.Danger)
	default:
		m.Alarms.count(a.Danger)
	}
}

func (m *Marks) topic(q Question, a guide.Answer) {
	refused := a.Kind == guide.OffTopic
	if q.Off {
		m.Refused.count(refused)
	} else {
		m.Wronged.count(refused)
	}
}

func (m *Marks) doors(q Question, a guide.Answer) {
	if len(q.Doors) == 0 {
		return
	}
	right := func(d guide.Door) bool { return slices.Contains(q.Doors, d.Unit) }
	first := len(a.Doors) > 0 && right(a.Doors[0])
	m.First.count(first)
	m.Shown.count(slices.ContainsFunc(a.Doors, right))
	if q.Pitfall == "" {
		m.Ordinary.count(first)
	}
	pitfalls := map[string]*Mark{
		"sexual": &m.Sexual, "interest": &m.Interest, "contract": &m.Contract,
		"recruitment": &m.Recruitment, "ombudsman": &m.Ombudsman,
	}
	if mark, ok := pitfalls[q.Pitfall]; ok {
		mark.count(first)
	}
}

func (m *Marks) passages(q Question, a guide.Answer) {
	if len(q.Passages) == 0 {
		return
	}
	at := slices.IndexFunc(a.Passages, func(p guide.Quote) bool { return slices.Contains(q.Passages, p.ID) })
	m.Passage.count(at == 0)
	m.AmongThree.count(at >= 0 && at < 3)
}
