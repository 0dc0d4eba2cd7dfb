package system

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/seal"
	"fairlead/test/officer"
)

// decides posts a form of the mailbox to one office. A redirect is followed.
func (v *guest) decides(t testing.TB, path string, values ...string) officer.Reply {
	t.Helper()
	form := url.Values{"unit": {"wct"}}
	for i := 0; i < len(values); i += 2 {
		form.Add(values[i], values[i+1])
	}
	return v.post(t, path, form.Encode())
}

var withdrawal = regexp.MustCompile(`name="act" value="undo"><input type="hidden" name="of" value="([^"]+)"`)

// TestAgreed walks consent from both sides without scripts, over each database: the office
// asks, the person says yes, the office acts on it; then the yes cannot be taken back, and
// the person withdraws and undoes it.
func TestAgreed(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, more ...string) {
		h := open(t, more...)
		page := h.page(t)
		r := made(t, page)
		must(t, r.Send(h.Base))
		mira, number := h.signedIn(t, "Mira"), r.Receipt.Number
		mailbox := (&form{house: h, language: "en", words: strings.Join(r.Phrase.Words(), " ")}).open(t)
		en, conduct := h.pack.Words("en"), h.pack.ProcedureText("en", "conduct")
		shows(t, mailbox.read(t), http.StatusOK, conduct.Stages["received"].Name, en.Say("mailbox.withdraw.stops.text"))

		must(t, mira.Declare(number, "none"))
		c, err := mira.Open(number, page.Root)
		must(t, err)
		takes(t, mira, c, "affected", "", "")
		request := asks(t, mira, c)
		shows(t, mailbox.read(t), http.StatusOK, conduct.Steps["begin-assessment"].Name, conduct.Steps["begin-assessment"].Yes, conduct.Steps["begin-assessment"].No, en.Say("request.parts.none"))
		mailbox.decides(t, "/mailbox/answer", "request", request, "answer", "yes")
		shows(t, mailbox.read(t), http.StatusOK, en.Say("request.answer.yes", "Day", en.Day(seal.Day(time.Now()))), en.Say("request.back"))

		takes(t, mira, c, "category", "harassment", "")
		takes(t, mira, c, "begin-assessment", "", request)
		shows(t, mailbox.read(t), http.StatusOK, conduct.Stages["assessing"].Name, conduct.Steps["begin-assessment"].Notice,
			en.Say("request.answer.used", "Day", en.Day(seal.Day(time.Now()))), en.Say("ledger.consented"))
		shows(t, mailbox.decides(t, "/mailbox/answer", "request", request, "answer", "withdrawn"), http.StatusConflict, en.Say("mailbox.not-done"))

		mailbox.decides(t, "/mailbox/act", "act", "meet", "text", "Any day but Friday.")
		mailbox.decides(t, "/mailbox/act", "act", "name", "text", "R. Porter")
		mailbox.decides(t, "/mailbox/act", "act", "withdraw")
		withdrawn := mailbox.read(t)
		shows(t, withdrawn, http.StatusOK, "Any day but Friday.", "R. Porter", en.Say("mailbox.undo"), en.Say("notice.withdrawn"))
		undo := withdrawal.FindStringSubmatch(withdrawn.Body)
		if undo == nil {
			t.Fatal("nothing to undo")
		}
		mailbox.decides(t, "/mailbox/act", "act", "undo", "of", undo[1])
		shows(t, mailbox.read(t), http.StatusOK, en.Say("notice.undone"), en.Say("mailbox.withdraw.stops.text"))
	})
}

// asks puts the request to begin the assessment, and gives its hash.
func asks(t *testing.T, o *officer.Officer, c officer.Case) string {
	t.Helper()
	head, err := o.Head()
	must(t, err)
	request, err := o.Sign(seal.Request{
		Head: head, Report: c.Opened.Report, Who: "reporter", Step: "begin-assessment", To: "unit:wct", Purpose: "assess", Parts: []seal.Part{},
		Until: clock.Add(head.At, 30),
	})
	must(t, err)
	hash := seal.LineHash(request)
	must(t, o.Take(c.Number, casework.Taking{Step: step(t, o, c, "ask", "", hash), Lines: []seal.Signed{request}}))
	return hash
}

func takes(t *testing.T, o *officer.Officer, c officer.Case, id, code, of string) {
	t.Helper()
	if err := o.Take(c.Number, casework.Taking{Step: step(t, o, c, id, code, of)}); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
}

func step(t *testing.T, o *officer.Officer, c officer.Case, id, code, of string) seal.Signed {
	t.Helper()
	head, err := o.Head()
	must(t, err)
	line := seal.Step{Head: head, Report: c.Opened.Report, Unit: c.Unit, Step: id, Code: code, Of: []string{}}
	if of != "" {
		line.Of = append(line.Of, of)
	}
	signed, err := o.Sign(line)
	must(t, err)
	return signed
}
