package system

import (
	"crypto/rand"
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
	hash, err := o.Ask(c, seal.Request{
		Who: "reporter", Step: "begin-assessment", To: "unit:wct", Purpose: "assess", Parts: []seal.Part{}, Until: soon(),
	}, "")
	must(t, err)
	return hash
}

func soon() string { return clock.Add(seal.Day(time.Now()), 30) }

func takes(t *testing.T, o *officer.Officer, c officer.Case, id, code, of string) {
	t.Helper()
	line := seal.Step{Step: id, Code: code}
	if of != "" {
		line.Of = []string{of}
	}
	if err := o.Take(c, line, casework.Taking{}); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
}

// TestHeard walks how the other person is heard, without scripts: the reporter agrees to the
// contact, the other is invited, told and answers; neither sees what is the other's.
func TestHeard(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, more ...string) {
		h := open(t, more...)
		page := h.page(t)
		r := made(t, page)
		must(t, r.Send(h.Base))
		mira, number := h.signedIn(t, "Mira"), r.Receipt.Number
		reporter := (&form{house: h, language: "en", words: strings.Join(r.Phrase.Words(), " ")}).open(t)
		must(t, mira.Declare(number, "none"))
		c, err := mira.Open(number, page.Root)
		must(t, err)
		takes(t, mira, c, "affected", "", "")
		id, err := seal.NewID(rand.Reader)
		must(t, err)
		who, en := "party:"+id, h.pack.Words("en")
		if _, err := mira.Invite(c, who, "concerned", "Too soon."); err == nil {
			t.Fatal("somebody was invited without a yes")
		}
		contact, err := mira.Ask(c, seal.Request{Who: "reporter", Step: "contact", To: who, Purpose: "contact", Parts: []seal.Part{}, Until: soon()}, "")
		must(t, err)
		shows(t, reporter.read(t), http.StatusOK, en.Say("request.step.contact"), en.Say("request.yes.contact"), en.Say("request.to.party"))
		reporter.decides(t, "/mailbox/answer", "request", contact, "answer", "yes")
		phrase, err := mira.Invite(c, who, "concerned", "This concerns a meeting in March.", contact)
		must(t, err)

		other := (&form{house: h, language: "en", words: strings.Join(phrase.Words(), " ")}).open(t)
		invited := other.read(t)
		shows(t, invited, http.StatusOK, "This concerns a meeting in March.", en.Say("mailbox.party.concerned"), en.Say("mailbox.given.text"))
		for _, hidden := range []string{number, "A matter."} {
			if strings.Contains(invited.Body, hidden) {
				t.Errorf("the other person reads %q", hidden)
			}
		}
		c, err = mira.Open(number, page.Root)
		must(t, err)
		must(t, mira.Tell(c, who, "You are said to have shouted.", soon()))
		shows(t, other.read(t), http.StatusOK, "You are said to have shouted.", en.Say("mailbox.party.answer-by", "Day", en.Day(soon())))
		other.letter(t, "I was not there.")
		shows(t, other.read(t), http.StatusOK, "I was not there.")
		seen := reporter.read(t)
		for _, hidden := range []string{"You are said to have shouted.", "I was not there.", "This concerns a meeting in March."} {
			if strings.Contains(seen.Body, hidden) {
				t.Errorf("the reporter reads %q", hidden)
			}
		}
		c, err = mira.Open(number, page.Root)
		must(t, err)
		if last := c.Opened.Items[len(c.Opened.Items)-1]; last.Verdict != seal.Genuine || last.Line.By != who {
			t.Errorf("the office reads %+v", last)
		}
	})
}
