package system

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/officer"
	"fairlead/test/reporter"
)

// commented is a comment that was made and not sent.
func (h *house) commented(t testing.TB, text string) *reporter.Comment {
	t.Helper()
	page, err := reporter.ReadComment(h.Base, "en", http.Header{})
	must(t, err)
	c, err := reporter.MakeComment(page, text)
	must(t, err)
	return c
}

// root is the demonstration's root key, as its pages say it.
func (h *house) root(t testing.TB) string { return h.page(t).Root }

// TestComment sends a comment on both databases: its editors alone are served it, nobody can
// pass it on, and once it is handed back it is gone for all of them.
func TestComment(t *testing.T) {
	databases(t, func(t *testing.T, more ...string) {
		h := open(t, more...)
		c := h.commented(t, "canary-nightjar in the menu")
		must(t, c.Send(h.Base))
		must(t, c.Send(h.Base)) // the same again
		if !c.Receipt.Same || c.Receipt.Unit != "" {
			t.Errorf("the receipt %+v", c.Receipt)
		}
		root, number := h.root(t), c.Receipt.Number
		leilani, mira := h.signedIn(t, "Leilani"), h.signedIn(t, "Mira")
		h.noComment(t, mira, number)
		h.readComment(t, leilani, root, number)
		h.staysHere(t, leilani, root, number)
		got, err := leilani.Post("/office/comment/"+number+"/return", struct{}{}, nil)
		if err != nil || got.Status != http.StatusOK {
			t.Fatalf("handing back: %d %v", got.Status, err)
		}
		h.noComment(t, leilani, number)
		h.handedBack(t, c.Phrase, root)
		h.leavesNothing(t, "canary-nightjar")
		wholeLedger(t, h.Server, more...)
	})
}

// noComment: for whoever holds no key, or is no editor, a comment is an unknown number.
func (h *house) noComment(t testing.TB, o *officer.Officer, number string) {
	t.Helper()
	for _, act := range []string{"data", "send", "close", "return"} {
		got, err := o.Call(http.MethodPost, "/office/comment/"+number+"/"+act, `{"grants":[],"items":[],"uploads":[]}`)
		must(t, err)
		if act == "send" && got.Status == http.StatusBadRequest {
			continue // refused as empty, before any number is looked up
		}
		if got.Status != http.StatusNotFound {
			t.Errorf("%s of a comment answers %d %s", act, got.Status, got.Body)
		}
	}
	for _, path := range []string{"/office/comment/" + number, "/office/case/" + number} {
		got, err := o.Call(http.MethodGet, path, "")
		must(t, err)
		if got.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, got.Status)
		}
	}
}

// readComment: it stands in the editors' list and not among the cases.
func (h *house) readComment(t testing.TB, o *officer.Officer, root, number string) {
	t.Helper()
	queue, err := o.Queue()
	must(t, err)
	list, err := o.Call(http.MethodGet, "/office/comments", "")
	must(t, err)
	if strings.Contains(queue, number) || !strings.Contains(list.Body, number) {
		t.Error("the comment stands among the cases, or not in its own list")
	}
	c, err := o.OpenComment(number, root)
	must(t, err)
	if len(c.Opened.Items) != 1 || c.Opened.Items[0].Verdict != seal.Genuine || c.Opened.Items[0].Line.Compartment != "feedback" {
		t.Fatalf("the editor is served %+v", c.Opened.Items)
	}
	must(t, o.Letter(c, "Thank you."))
}

// staysHere: no door leads on from a comment.
func (h *house) staysHere(t testing.TB, o *officer.Officer, root, number string) {
	t.Helper()
	for _, try := range [][3]string{{"export", `{}`, "comment-stays"}, {"declare", `{"answer":"none"}`, "declaration-unknown"}} {
		got, err := o.Call(http.MethodPost, "/office/case/"+number+"/"+try[0], try[1])
		must(t, err)
		if got.Code() != try[2] {
			t.Errorf("%s of a comment answers %d %s", try[0], got.Status, got.Body)
		}
	}
	c, err := o.OpenComment(number, root)
	must(t, err)
	if err := o.Note(c, "not here"); err == nil {
		t.Error("a note was kept beside a comment")
	}
	if err := o.Letter(c, "With a file.", reporter.File{Name: "a.txt", Data: []byte("a")}); err == nil {
		t.Error("a file was kept beside a comment")
	}
}

// handedBack: the sender alone can read it, is told so, and can write to nobody.
func (h *house) handedBack(t testing.TB, phrase seal.Phrase, root string) {
	t.Helper()
	box, opened, err := reporter.Open(h.Base, phrase, root)
	must(t, err)
	at := box.Cases[0]
	if at.Kind != mailbox.Feedback || at.Stage != mailbox.Returned || at.Notices[len(at.Notices)-1].Code != "returned" {
		t.Errorf("the mailbox says %+v", at)
	}
	for _, held := range opened.Holdings {
		if ended := held.Ended != ""; ended != (held.Line.Holder != "reporter") || held.Reason != "" {
			t.Errorf("%s holds a key that ended %q %s", held.Line.Holder, held.Ended, held.Reason)
		}
	}
	err = reporter.Letter(h.Base, phrase, opened, "", "Hello?")
	if refusal := (*reporter.Refusal)(nil); !errors.As(err, &refusal) || refusal.Code != "comment-returned" {
		t.Errorf("a letter to nobody: %v", err)
	}
}

// leavesNothing: no file of the server and no line that it printed holds a text.
func (h *house) leavesNothing(t testing.TB, text string) {
	t.Helper()
	if strings.Contains(h.Printed(), text) {
		t.Errorf("the log holds %q", text)
	}
	for _, file := range files(t, h.Data) {
		data, err := os.ReadFile(file)
		must(t, err)
		if strings.Contains(string(data), text) {
			t.Errorf("%s holds %q", filepath.Base(file), text)
		}
	}
}

// TestCommentFlood: comments beyond the pace are refused in words, with what was typed still
// in the page, and reports come in as always.
func TestCommentFlood(t *testing.T) {
	t.Parallel()
	h := open(t)
	page, err := reporter.ReadComment(h.Base, "en", http.Header{})
	must(t, err)
	for range 10 {
		c, err := reporter.MakeComment(page, "One of many.")
		must(t, err)
		must(t, c.Send(h.Base))
	}
	before := h.census(t)
	c, err := reporter.MakeComment(page, "One too many.")
	must(t, err)
	for _, language := range languages {
		h.refused(t, h.post(t, language, "/send/comment", c.Sending), language, http.StatusInsufficientStorage, "comments-pace")
	}
	plain, err := reporter.MakePlain(h.Base, "es", "feedback", map[string]string{"comment": "Lo que escribí con cuidado."})
	must(t, err)
	body, status, err := plain.Post(h.Base, "es", "feedback")
	must(t, err)
	shows(t, officer.Reply{Status: status, Body: body}, http.StatusInsufficientStorage, "Lo que escribí con cuidado.", h.sentence("es", "comments-pace"))
	h.unchanged(t, before)
	must(t, made(t, h.page(t)).Send(h.Base))
}

// TestCommentUnfit: what no page of ours sends is refused whole.
func TestCommentUnfit(t *testing.T) {
	t.Parallel()
	h := open(t)
	report := made(t, h.page(t))
	h.refused(t, h.post(t, "en", "/send/comment", report.Sending), "en", http.StatusNotFound, "no-form")
	c := h.commented(t, "A remark.")
	h.refused(t, h.post(t, "en", "/send/report", c.Sending), "en", http.StatusNotFound, "no-form")
	urgent := c.Sending
	urgent.Urgent = true
	h.refused(t, h.post(t, "en", "/send/comment", urgent), "en", http.StatusBadRequest, "sending-unfit")
	// To nobody but oneself.
	page, err := reporter.ReadComment(h.Base, "en", http.Header{})
	must(t, err)
	page.Editors = nil
	none, err := reporter.MakeComment(page, "To nobody.")
	must(t, err)
	h.refused(t, h.post(t, "en", "/send/comment", none.Sending), "en", http.StatusBadRequest, "sending-unfit")
	must(t, c.Send(h.Base))
}

// TestCommentSetting: off, there is no such page; for personnel, the proxy's header opens it,
// and nothing of its value stays anywhere.
func TestCommentSetting(t *testing.T) {
	t.Parallel()
	const somebody = "canary-somebody@example.org"
	off := open(t, "--feedback", "off")
	path, err := reporter.Address("en", "feedback")
	must(t, err)
	shows(t, off.ask(t, http.MethodGet, path, nil, nil), http.StatusNotFound)
	home := off.ask(t, http.MethodGet, "/", nil, nil)
	if strings.Contains(home.Body, path) {
		t.Error("the foot leads to a page that is not there")
	}
	off.refused(t, off.post(t, "fr", "/send/comment", `{}`), "fr", http.StatusNotFound, "no-form")

	h := open(t, "--feedback", "personnel", "--personnel-header", "X-Signed-In")
	var refusal *reporter.Refusal
	if _, err := reporter.ReadComment(h.Base, "en", http.Header{}); !errors.As(err, &refusal) || refusal.Status != http.StatusForbidden {
		t.Fatalf("a stranger is answered %v", err)
	}
	shows(t, officer.Reply{Status: refusal.Status, Body: refusal.Sentence}, http.StatusForbidden,
		h.sentence("en", "comments-personnel"), h.pack.Words("en").Say("comment.closed.else"))
	page, err := reporter.ReadComment(h.Base, "en", http.Header{"X-Signed-In": {somebody}})
	must(t, err)
	c, err := reporter.MakeComment(page, "From inside.")
	must(t, err)
	h.refused(t, h.post(t, "en", "/send/comment", c.Sending), "en", http.StatusForbidden, "comments-personnel")
	h.leavesNothing(t, somebody)
}
