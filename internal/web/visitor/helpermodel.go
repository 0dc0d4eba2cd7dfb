package visitor

import (
	"log/slog"
	"net/http"
	"time"

	"fairlead/internal/guide"
)

// Model is a language model that the operator lends to the helper, and whose machine it runs
// on. Nothing goes there unless the person who asks has agreed on the page.
type Model struct {
	guide.Model
	Owner string
	Log   *slog.Logger
}

// modelsAtOnce bounds how many wait for the model; who finds no place gets the answer
// without it.
const modelsAtOnce = 4

// The pace at which questions go to the model, for everyone together: somebody pays for it,
// and its owner is not to be flooded. Beyond it the answer without it stands.
const (
	modelBurst   = 30
	modelPerHour = 600
)

// helperModel is what the page says of the language model, where there is one.
type helperModel struct {
	Owner  string
	Agreed bool // the box is ticked
	Sent   bool // this question left
	Stayed bool // it was agreed to, and the question stays nevertheless
	Said   []modelSentence
	From   []modelSource // the passages that are cited, each once
}

type modelSentence struct {
	Text string
	From []modelSource
}

type modelSource struct {
	Number int
	helperQuote
}

// lent is what a page says of the model at first.
func (v *Wing) lent() *helperModel {
	if v.model == nil {
		return nil
	}
	return &helperModel{Owner: v.model.Owner}
}

// agreed: the tick is a field of the page, and is remembered nowhere else.
func agreed(r *http.Request) bool { return r.PostForm.Get("model") == "yes" }

// retell puts an answer's passages into the model's words, if the person agreed and the
// question may leave. Whatever fails, the page is whole without it, and the log says why in
// words that are always the same.
func (v *Wing) retell(r *http.Request, g *guide.Guide, page *helperPage) {
	lent, turn := page.Model, page.Turn
	if lent == nil || !lent.Agreed || turn.Answer.Kind == guide.Empty {
		return
	}
	var before []guide.Answer
	for _, earlier := range page.Earlier {
		before = append(before, earlier.Answer)
	}
	if lent.Stayed = guide.Stays(turn.Text, turn.Answer, before) != ""; lent.Stayed {
		return
	}
	if !v.retelling.Enter(time.Millisecond) {
		v.model.Log.Warn("model", "key", "model-busy")
		return
	}
	defer v.retelling.Leave()
	if !v.retellings.Take(v.now()) {
		v.model.Log.Warn("model", "key", "model-paced")
		return
	}
	lent.Sent = true
	sentences, err := g.Retell(r.Context(), v.model, turn.Text, turn.Answer, before)
	if err != nil {
		v.model.Log.Warn("model", "key", "model-unused", "cause", err)
		return
	}
	lent.fill(sentences, turn.Quotes)
}

func (m *helperModel) fill(sentences []guide.Sentence, quotes []helperQuote) {
	seen := map[int]bool{}
	for _, s := range sentences {
		view := modelSentence{Text: s.Text}
		for _, n := range s.Cites {
			source := modelSource{n, quotes[n-1]}
			view.From = append(view.From, source)
			if !seen[n] {
				m.From, seen[n] = append(m.From, source), true
			}
		}
		m.Said = append(m.Said, view)
	}
}

// Sent is the model where this question went to it.
func (p helperPage) Sent() *helperModel {
	if p.Model == nil || !p.Model.Sent {
		return nil
	}
	return p.Model
}

// Nth is the number of a passage, by which a sentence cites it.
func (helperPage) Nth(i int) int { return i + 1 }
