package visitor

import (
	"context"
	"errors"
	"net/http"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

var helperTemplate = web.NewTemplate(files, "helper.html", "helperanswer.html", "helpermodel.html", "text.html")

// helperPage answers from the pack's own texts. A question comes in a POST with the talk
// before it, is answered and forgotten: the talk travels in the page alone, masked, and no
// address, log line or table ever holds any of it.
type helperPage struct {
	web.Base
	Text    portal.Page
	Start   bool // the page as everybody gets it first
	Busy    bool // no question was read
	Action  string
	Clear   string // the page anew, without the talk
	Turn    *helperTurn
	Earlier []helperTurn // oldest first
	Before  talk         // what the next question carries along
	From    *web.Alternate
	Danger  bool // in this talk, now or before
	Helped  helpedState
	Model   *helperModel // nil where the operator lends none
	Links   helperLinks
	Script  *helperScript

	first   string // what comes first in danger
	tongues []web.Alternate
}

// helperLinks are the places that every answer may lead to; one that the pack does not have
// is empty.
type helperLinks struct{ Ask, Limits, Finder web.Link }

// helpedState says what became of a yes or a no.
type helpedState struct{ Asked, Counted, Dropped bool }

// Helped counts whether an answer helped: a yes or a no, by language. It is handed nothing
// else, and the store adds the month.
type Helped interface {
	CountHelped(ctx context.Context, language string, yes bool) error
}

// Bounds of the helper. Nobody is told apart: what one person uses up, nobody has.
const (
	helperBody       = 1 << 20 // a long question and five before it, in the signs of any script
	questionBurst    = 200
	questionsPerHour = 100 * 3600
	answersAtOnce    = 16
	answerPatience   = 2 * time.Second
	voteBurst        = 20
	votesPerHour     = 120
)

// renderHelper is the page as everybody gets it first.
func (v *Wing) renderHelper(r *http.Request, pack *portal.Pack, text portal.Page) ([]byte, error) {
	page := v.helperPage(r, pack, text)
	page.Start = true
	return helperTemplate.Bytes(page)
}

func (v *Wing) helperPage(r *http.Request, pack *portal.Pack, text portal.Page) helperPage {
	page := helperPage{
		Base: v.textBase(r, text), Text: text, Clear: pack.Address(text.Language, text.ID),
		Action: v.server.Prefix(text.Language) + "/helper",
	}
	page.Leave, page.Scripts = true, []string{"helper.js"}
	page.SupportPanel()
	page.Links = helperLinks{
		Ask:    pageLink(page.Base, pack, isEnquiry(pack)),
		Limits: pageLink(page.Base, pack, isLayout("limits")),
		Finder: pageLink(page.Base, pack, isLayout("finder")),
	}
	page.Script, page.Model = helperScriptOf(page.Base, pack), v.lent()
	page.first, page.tongues = dangerFirst(pack, text.Language), page.Alternates
	return page
}

// helperHome leads an answer's address, opened anew, to the page itself.
func (v *Wing) helperHome(w http.ResponseWriter, r *http.Request) error {
	pack := v.server.Pack()
	text, err := tool(r, pack, "helper", true)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, pack.Address(text.Language, text.ID))
}

// answerQuestion answers one question, with the talk before it.
func (v *Wing) answerQuestion(w http.ResponseWriter, r *http.Request) error {
	return v.talkOn(w, r, func(page *helperPage, g *guide.Guide) error {
		page.Helped.Asked = true
		v.retell(r, g, page)
		return nil
	})
}

// countHelped counts a yes or a no, and shows the answer that it is about once more. No
// question goes to a language model a second time for it.
func (v *Wing) countHelped(w http.ResponseWriter, r *http.Request) error {
	return v.talkOn(w, r, func(page *helperPage, _ *guide.Guide) error {
		said := r.PostForm.Get("helped")
		switch {
		case said != "yes" && said != "no":
			page.Helped.Asked = true
		case !v.votes.Take(v.now()):
			page.Helped.Dropped = true
		default:
			page.Helped.Counted = true
			return v.helped.CountHelped(r.Context(), page.Language, said == "yes")
		}
		return nil
	})
}

// talkOn reads a talk and answers, then adds what else belongs on the page. Beyond the pace
// that holds for all, nothing is read.
func (v *Wing) talkOn(w http.ResponseWriter, r *http.Request, add func(*helperPage, *guide.Guide) error) error {
	pack := v.server.Pack()
	text, err := tool(r, pack, "helper", true)
	if err != nil {
		return err
	}
	if !v.questions.Take(v.now()) {
		return v.helperBusy(w, r, pack, text)
	}
	if err := parseTalk(r); err != nil {
		return err
	}
	page, g, err := v.answerInTurn(r, pack)
	switch {
	case err != nil:
		return err
	case g == nil:
		return v.helperBusy(w, r, pack, text)
	}
	if err := add(&page, g); err != nil {
		return err
	}
	status := http.StatusOK
	if page.Turn.Answer.Kind == guide.Empty {
		status = http.StatusBadRequest
	}
	return v.server.Render(w, r, status, helperTemplate, page)
}

// answerInTurn answers as soon as there is a place, if that is soon, and gives it back: what
// is added to an answer may take long. Without a place there is no guide. A guide that is
// still learning its pack is waited for in a place, so that no more wait than are answered.
func (v *Wing) answerInTurn(r *http.Request, pack *portal.Pack) (helperPage, *guide.Guide, error) {
	if !v.answering.Enter(answerPatience) {
		return helperPage{}, nil, nil
	}
	defer v.answering.Leave()
	g := v.guide(pack)
	page, err := v.answerPage(r, pack, g, talkOf(r.PostForm, pack))
	return page, g, err
}

// parseTalk reads the form. Its own errors could quote a question, so none is kept.
func parseTalk(r *http.Request) error {
	err := r.ParseForm()
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return fault.New(fault.TooLarge, "body-too-large", nil)
	}
	if err != nil {
		return fault.New(fault.Refused, "form-broken", nil)
	}
	return nil
}

// helperBusy answers what comes beyond the pace with one page that is made once: it must
// cost nothing.
func (v *Wing) helperBusy(w http.ResponseWriter, r *http.Request, pack *portal.Pack, text portal.Page) error {
	w.Header().Set("Retry-After", "60")
	return v.kept.ServeAs(w, r, http.StatusTooManyRequests, pack, text.Language+" helper busy", func() ([]byte, error) {
		page := v.helperPage(r, pack, text)
		page.Busy, page.Scripts, page.Script = true, leaveScript, nil
		return helperTemplate.Bytes(page)
	})
}
