package visitor

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// visit is an opened mailbox of somebody without scripts.
type visit struct {
	*world
	phrase seal.Phrase
	cookie string
	prefix string
}

// reported sends a report with a file and opens its mailbox.
func (w *world) reported(prefix, path string) *visit {
	w.Helper()
	words, version := w.opened(path)
	w.form(path, nil, words, version, part{name: "f.wish", value: "formal"}, part{name: "f.what", value: text},
		part{name: "files", file: "seen.pdf", value: "what was seen"})
	return w.visit(prefix, words.value)
}

func (w *world) visit(prefix, words string) *visit {
	w.Helper()
	cookie, _, _ := strings.Cut(w.form(prefix+"/mailbox/open", nil, part{name: "words", value: words}).Header().Get("Set-Cookie"), ";")
	return &visit{w, staff.Must(seal.ParsePhrase(words)), cookie, prefix}
}

func (v *visit) read(query string) *httptest.ResponseRecorder {
	v.Helper()
	page := v.do(http.MethodGet, v.prefix+"/mailbox/read"+query, nil, map[string]string{"Cookie": v.cookie})
	checkHTML(v.TB.(*testing.T), v.prefix+"/mailbox/read"+query, page.Body.String())
	return page
}

// post sends a form of the page; values are names and values in turn.
func (v *visit) post(path string, values ...string) *httptest.ResponseRecorder {
	v.Helper()
	form := url.Values{}
	for i := 0; i < len(values); i += 2 {
		form.Add(values[i], values[i+1])
	}
	return v.do(http.MethodPost, v.prefix+path, strings.NewReader(form.Encode()),
		map[string]string{"Cookie": v.cookie, "Content-Type": "application/x-www-form-urlencoded"})
}

func (v *visit) opened() seal.Opened {
	v.Helper()
	box := staff.Must(v.wing.door.Box(context.Background(), v.phrase.HandleText()))
	return staff.Must(v.wing.door.OpenPlain(v.phrase, box, v.wing.root())).Opened
}

// given adds lines of the office to what the mailbox is served, and changes its first case.
func (v *visit) given(lines []seal.Signed, change func(*mailbox.Case)) {
	v.store.given = func(box *mailbox.Box) {
		box.Bundle.Lines = append(append(box.Bundle.Lines, lines...), v.acts.lines...)
		change(&box.Cases[0])
	}
}

func (v *visit) sign(line any) seal.Signed { return staff.Must(seal.Sign(v.ann.Signer, line)) }

func (v *visit) head() seal.Head {
	return seal.Head{ID: staff.NewID(), By: v.ann.Holder(), At: staff.Today}
}

// request asks the reporter to agree that their report and its file go to the investigators.
func (v *visit) request() (request seal.Signed, lines []seal.Signed) {
	opened := v.opened()
	parts := []seal.Part{}
	for _, shown := range opened.Items {
		if shown.Line.Kind == "answers" || shown.Line.Kind == "file" {
			parts = append(parts, seal.Part{ID: shown.Line.ID, Kind: shown.Line.Kind})
		}
	}
	request = v.sign(seal.Request{
		Head: v.head(), Report: opened.Report, Who: "reporter", Step: "offer-iaig", To: "unit:iaig", Purpose: "investigate", Parts: parts, Until: "2026-12-22",
	})
	ask := v.sign(seal.Step{Head: v.head(), Report: opened.Report, Unit: "wct", Step: "ask", Of: []string{seal.LineHash(request)}})
	return request, []seal.Signed{request, ask}
}

func same(*mailbox.Case) {}

// TestAsked shows a request in each language, takes an answer with one part of two, shows it,
// and takes it back.
func TestAsked(t *testing.T) {
	for prefix, path := range map[string]string{"": "/report/harassment", "/fr": "/fr/report/harcelement", "/es": "/es/report/acoso"} {
		w := newWorld(t)
		v := w.reported(prefix, path)
		request, lines := v.request()
		v.given(lines, same)
		language := strings.TrimPrefix(prefix+"/en", "/")[:2]
		words, step := w.pack.Words(language), w.pack.ProcedureText(language, "conduct").Steps["offer-iaig"]
		page := v.read("")
		says(t, page, http.StatusOK, words.Say("request.title"), step.Name, step.Yes, step.No, words.Say("unit.iaig"), words.Say("purpose.investigate"),
			words.Say("mailbox.by-you.answers"), "seen.pdf", words.Say("request.silence"), "Ann Intake", words.Day("2026-12-22"))
		v.given(lines, func(c *mailbox.Case) { c.Ended = staff.Today })
		says(t, v.read(""), http.StatusOK, words.Say("request.answer.closed"))
		v.given(lines, same)
		line := staff.Must(seal.ParseAs[seal.Request](request))
		hash := seal.LineHash(request)
		if out := v.post("/mailbox/answer", "unit", "wct", "request", hash, "answer", "part"); out.Code != http.StatusBadRequest {
			t.Errorf("some parts, but none: %d", out.Code)
		}
		out := v.post("/mailbox/answer", "unit", "wct", "request", hash, "answer", "part", "part", line.Parts[0].ID)
		if out.Header().Get("Location") != prefix+"/mailbox/read?answered" || w.acts.unit != "wct" || len(w.acts.lines) != 1 {
			t.Fatalf("answering: %d to %q, %.300s", out.Code, out.Header().Get("Location"), out.Body)
		}
		consent := staff.Must(seal.CheckConsent(w.acts.lines[0], v.phrase.Verify()))
		if consent.Answer != "part" || len(consent.Parts) != 1 || consent.Via != "server" {
			t.Errorf("signed %+v", consent)
		}
		says(t, v.read("?answered"), http.StatusOK, words.Say("mailbox.answered"), words.Say("request.answer.part", "Day", words.Day(staff.Today)), words.Say("request.back"))
		says(t, v.post("/mailbox/answer", "unit", "wct", "request", hash, "answer", "yes"), http.StatusConflict, w.fault(language, "request-answered"))
		v.post("/mailbox/answer", "unit", "wct", "request", hash, "answer", "withdrawn")
		says(t, v.read(""), http.StatusOK, words.Say("request.answer.withdrawn", "Day", words.Day(staff.Today)))
	}
}

// TestStands shows where a case stands, what was told, passed on, done and by when.
func TestStands(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	v.given(nil, func(c *mailbox.Case) {
		c.Stage = "assessing"
		c.Clocks = []clock.Limit{
			{Code: "feedback", Due: "2027-02-22", Aim: true, Told: "2027-03-01", Reason: "more-facts"},
			{Code: "tribunal", Due: "2027-01-01", Theirs: true},
		}
		c.Notices = append(c.Notices,
			mailbox.Notice{Code: "step", Day: staff.Today, Figures: map[string]string{"procedure": "conduct", "step": "listen"}},
			mailbox.Notice{Code: "step", Day: staff.Today, Figures: map[string]string{"procedure": "conduct", "step": "no-talks", "code": "not-everyone"}},
			mailbox.Notice{Code: "delayed", Day: staff.Today, Figures: map[string]string{"reason": "workload", "day": "2027-03-01"}})
		c.Offers = []mailbox.Offer{{Unit: "iaig", Since: "2026-11-20", Decided: "decline", DecidedOn: "2026-11-21"}}
		c.Opened = []mailbox.LastDay{{Holder: w.ann.Holder(), Day: "2026-11-21"}}
		c.Ledger = []mailbox.Record{
			{N: 1, Day: staff.Today, Act: "received", By: "reporter"},
			{N: 2, Day: staff.Today, Act: "never-heard-of", By: "system"},
			{N: 3, Day: staff.Today, Act: "taken", By: "officer:1"},
			{N: 4, Day: staff.Today, Act: "letter", By: "reporter"},
			{N: 5, Day: staff.Today, Act: "taken", By: "officer:2"},
		}
	})
	en, conduct := w.pack.Words("en"), w.pack.ProcedureText("en", "conduct")
	page := v.read("")
	says(t, page, http.StatusOK, conduct.Stages["assessing"].Name, conduct.Stages["assessing"].About, conduct.Stages["assessing"].Next,
		"<title>"+conduct.Name+"</title>", en.Say("mailbox.clock.aim"), en.Say("mailbox.clock.theirs"), en.Say("mailbox.delay.more-facts"), en.Say("mailbox.delay.workload"),
		conduct.Steps["listen"].Notice, conduct.Codes["no-talks.not-everyone"],
		en.Say("mailbox.offer.decline", "Office", en.Say("unit.iaig"), "Day", en.Day("2026-11-20"), "Decided", en.Day("2026-11-21")),
		en.Say("mailbox.opened", "Day", en.Day("2026-11-21")), en.Say("mailbox.holders.later"), en.Say("ledger.received")+" (you)", en.Say("ledger.other"),
		en.Say("ledger.taken")+" (the office), 2 times</li>", en.Say("ledger.letter")+" (you)</li>")
	if strings.Contains(page.Body.String(), "{{") {
		t.Error("a field of a sentence is empty")
	}
}

// TestReturned: a case that came back to its office is no comment handed back.
func TestReturned(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	v.given(nil, func(c *mailbox.Case) { c.Stage = "returned" })
	says(t, v.read(""), http.StatusOK, w.pack.ProcedureText("en", "conduct").Stages["returned"].About, `id="write"`)
}

// TestOffered: an office that has not answered an offer has no place to be written to.
func TestOffered(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	v.store.given = func(box *mailbox.Box) {
		box.Cases = append(box.Cases, mailbox.Case{Number: "1111-1111", Kind: mailbox.Report, Form: "harassment", Unit: "iaig", Procedure: "investigation", Stage: "received", Received: staff.Today, Whose: "you"})
	}
	page := v.read("")
	says(t, page, http.StatusOK, `id="part-2"`, w.pack.Words("en").Say("js.mailbox.no-talk"), `id="write"`)
	if strings.Contains(page.Body.String(), `id="write-2"`) || strings.Contains(page.Body.String(), `id="meet-2"`) {
		t.Error("the page offers to write to an office that has no talk")
	}
}

// TestOther: whoever reported what happened to somebody else sees that it arrived and was
// passed on, and nothing of the work.
func TestOther(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	v.given(nil, func(c *mailbox.Case) {
		c.Whose, c.Stage = "other", "assessing"
		c.Offers = []mailbox.Offer{{Unit: "iaig", Since: "2026-11-20", Decided: "accept", DecidedOn: "2026-11-21"}}
		c.Notices = append(c.Notices, mailbox.Notice{Code: "step", Day: staff.Today, Figures: map[string]string{"procedure": "conduct", "step": "listen"}})
	})
	en, conduct := w.pack.Words("en"), w.pack.ProcedureText("en", "conduct")
	page := v.read("")
	says(t, page, http.StatusOK, en.Say("mailbox.other"), en.Say("notice.acknowledged"), text,
		en.Say("mailbox.offer", "Office", en.Say("unit.iaig"), "Day", en.Day("2026-11-20")))
	for _, hidden := range []string{conduct.Stages["assessing"].About, conduct.Steps["listen"].Notice, "Accepted on", en.Say("mailbox.withdraw.stops")} {
		if strings.Contains(unescape(page.Body.String()), hidden) {
			t.Errorf("the page says %q", hidden)
		}
	}
}

// TestActs withdraws and undoes, asks for a meeting, gives a name and agrees with a statement.
func TestActs(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	withdrawn := ""
	v.given(nil, func(c *mailbox.Case) { c.Withdrawn = withdrawn })
	en := w.pack.Words("en")
	says(t, v.read(""), http.StatusOK, en.Say("mailbox.withdraw.stops.text"), en.Say("mailbox.withdraw.goes-on.text"), en.Say("mailbox.withdraw.stays.text"), en.Say("mailbox.meet.text"), en.Say("mailbox.name.text"))
	act := func(n int, values ...string) seal.Act {
		t.Helper()
		if out := v.post("/mailbox/act", append(values, "unit", "wct")...); out.Header().Get("Location") != "/mailbox/read?done" || len(w.acts.lines) != n {
			t.Fatalf("%v: %d, %.300s", values, out.Code, out.Body)
		}
		return staff.Must(seal.CheckAct(w.acts.lines[n-1], v.phrase.Verify()))
	}
	act(1, "act", "withdraw")
	withdrawn = staff.Today
	says(t, v.read("?done"), http.StatusOK, en.Say("mailbox.undo.text", "Day", en.Day("2026-11-29")))
	if undo := act(2, "act", "undo", "of", seal.LineHash(w.acts.lines[0])); undo.Of != seal.LineHash(w.acts.lines[0]) {
		t.Errorf("undone %+v", undo)
	}
	withdrawn = ""
	if meet := act(3, "act", "meet"); meet.Of != "" {
		t.Errorf("a meeting without words: %+v", meet)
	}
	named := act(4, "act", "name", "text", "R. Porter")
	letters := w.store.letters[v.opened().Report]
	if named.Of != letters[len(letters)-1].Hash {
		t.Errorf("the name lies in %+v, named %+v", letters[len(letters)-1].Line, named)
	}
	says(t, v.read(""), http.StatusOK, "R. Porter")
	says(t, v.post("/mailbox/act", "unit", "wct", "act", "name", "text", " "), http.StatusBadRequest, w.fault("en", "letter-empty"))
	says(t, v.post("/mailbox/act", "unit", "wct", "act", "leave"), http.StatusBadRequest, w.fault("en", "sending-unfit"))
	w.acts.err = fault.New(fault.Conflict, "taken", nil)
	failed := v.post("/mailbox/act", "unit", "wct", "act", "meet", "text", "Not on Fridays")
	says(t, failed, http.StatusConflict, w.fault("en", "taken"), en.Say("mailbox.not-done"))
	if strings.Count(failed.Body.String(), "Not on Fridays") != 1 {
		t.Error("the letter is kept, and stands in the page once")
	}
}

// TestActsLocked gives back what was typed where the session ended, and signs nothing.
func TestActsLocked(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	v.cookie = ""
	says(t, v.post("/mailbox/act", "unit", "wct", "act", "name", "text", "R. Porter"), http.StatusLocked, "R. Porter")
	says(t, v.post("/mailbox/answer", "unit", "wct", "request", "x", "answer", "yes"), http.StatusLocked)
	says(t, v.post("/mailbox/print", "item", "x"), http.StatusLocked)
	if len(w.acts.lines) > 0 {
		t.Error("something was decided")
	}
}

// talked adds what the office writes in the talk: a statement to check and an outcome letter.
func (v *visit) talked(kind string, body any) seal.Sealed {
	opened := v.opened()
	place, _ := opened.Place("talk:wct")
	line := seal.Post{Head: seal.Head{By: v.ann.Holder()}, Report: opened.Report, Compartment: place.Compartment, Turn: place.Turn, Kind: kind, Prev: place.Prev, Blobs: []string{}}
	sealed := staff.Must(seal.SealItem(v.ann.Signer, rand.Reader, line, place.Recipient, body, staff.Now))
	post := mailbox.Post{Sealed: sealed, Line: staff.Must(seal.ParseAs[seal.Post](sealed.Signed)), Hash: seal.LineHash(sealed.Signed)}
	v.store.letters[opened.Report] = append(v.store.letters[opened.Report], post)
	return sealed
}

func TestStatementAndOutcome(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	v.given(nil, same)
	en := w.pack.Words("en")
	statement := v.talked("statement", seal.Note{Text: "You said it began in the spring."})
	says(t, v.read(""), http.StatusOK, "You said it began in the spring.", en.Say("mailbox.agree.text"), "Note of a talk, by Ann Intake")
	v.post("/mailbox/act", "unit", "wct", "act", "agree", "of", seal.LineHash(statement.Signed))
	says(t, v.read(""), http.StatusOK, en.Say("mailbox.agreed", "Day", en.Day(staff.Today)))
	outcome := v.talked("outcome", seal.Letter{Text: "Dear colleague,\n\nWhat we found\n\nthis is how it ended.\n\nWCT", Items: []string{}})
	says(t, v.read(""), http.StatusOK, en.Say("mailbox.print"), `<h4 class="text-title" dir="auto">What we found</h4>`)
	printed := v.post("/mailbox/print", "item", staff.Must(seal.ParseAs[seal.Post](outcome.Signed)).ID)
	says(t, printed, http.StatusOK, "this is how it ended.", `<h2 class="text-title" dir="auto">What we found</h2>`, "Outcome, from Ann Intake", en.Say("unit.wct"))
	checkHTML(t, "/mailbox/print", printed.Body.String())
	if strings.Contains(printed.Body.String(), text) {
		t.Error("the letter for paper has more than the letter")
	}
	says(t, v.post("/mailbox/print", "item", staff.NewID()), http.StatusNotFound)
}

// TestTakenDown: what an officer wrote down for somebody waits for their word that it is right,
// and says whose words these are.
func TestTakenDown(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	en, opened := w.pack.Words("en"), v.opened()
	step := v.sign(seal.Step{Head: v.head(), Report: opened.Report, Unit: "wct", Step: mailbox.TakenDown, Code: "phone", Of: []string{opened.Items[0].Hash}})
	v.given([]seal.Signed{step}, same)
	says(t, v.read(""), http.StatusOK, en.Say("js.mailbox.taken.title"), en.Say("js.mailbox.taken.code.phone"), en.Say("mailbox.given.text"), en.Say("js.mailbox.taken.agree"), en.Say("js.mailbox.taken.wrong"))
	v.post("/mailbox/act", "unit", "wct", "act", "agree", "of", opened.Items[0].Hash)
	read := v.read("")
	says(t, read, http.StatusOK, en.Say("mailbox.agreed", "Day", en.Day(staff.Today)))
	if strings.Contains(read.Body.String(), `value="agree"`) {
		t.Error("it is asked again")
	}
}

// TestSend holds the addresses of the scripts to one answer for whatever opens nothing.
func TestSend(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	send := func(path string, value any) *httptest.ResponseRecorder {
		body := staff.Must(json.Marshal(value))
		return w.do(http.MethodPost, path, strings.NewReader(string(body)), map[string]string{"Content-Type": "application/json"})
	}
	act := staff.Must(seal.Sign(v.phrase.Signer(), seal.Act{Head: seal.Head{ID: staff.NewID(), By: "reporter", At: staff.Today}, Report: v.opened().Report, Act: "meet"}))
	says(t, send("/send/act", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{act}}), http.StatusOK, `{"done":true}`)
	w.acts.err = fault.New(fault.NotFound, "not-found", nil)
	says(t, send("/send/act", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{act}}), http.StatusBadRequest, `"code":"sending-unfit"`)
	says(t, send("/send/act", mailbox.Deciding{Unit: "wct"}), http.StatusBadRequest, `"code":"sending-unfit"`)
	says(t, send("/send/act", map[string]string{"other": "x"}), http.StatusBadRequest, `"code":"unreadable"`)
	keys := w.store.arrivals[staff.Must(mailbox.HandleHash(v.phrase.HandleText()))].Keys
	claim := mailbox.Claiming{Handle: v.phrase.HandleText(), Next: staff.Must(seal.NewPhrase(rand.Reader, "en")).HandleText(), Keys: keys}
	first := send("/send/claim", claim)
	says(t, first, http.StatusNotFound, `"code":"no-mailbox"`)
	claim.Handle = "x"
	if again := send("/send/claim", claim); again.Body.String() != first.Body.String() {
		t.Errorf("another answer: %s", again.Body)
	}
	if len(w.acts.claims) != 1 {
		t.Errorf("%d claims reached the case", len(w.acts.claims))
	}
}
