package intake

import (
	"context"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// unread counts what a test says lies unread.
type unread int64

func (u *unread) Unread(context.Context) (int64, error) { return int64(*u), nil }

// comments is a world whose pack takes comments, read by Ed and by Bo, each of an office.
func comments(t testing.TB) (*world, *unread) {
	w := newWorld(t)
	p := *pack
	p.Forms = map[string]portal.Form{"harassment": form, "feedback": {
		ID: "feedback", Kind: mailbox.Feedback, Unit: "wct", Version: seal.Hash([]byte("feedback")),
		Fields: []portal.Field{{ID: "comment", Kind: "long", Required: true}},
	}}
	lies := new(unread)
	w.desk.Pack, w.desk.Comments = func() *portal.Pack { return &p }, lies
	w.office.Hire("Ed", "ethics", "editor")
	w.office.Hire("Di", "wct", "handler", "editor")
	return w, lies
}

// comment is a good comment under words of its own.
func (w *world) comment() Sending {
	w.Helper()
	w.phrase = staff.Must(seal.NewPhrase(w.desk.Rand, "fr"))
	return staff.Must(w.desk.SealPlain(ctx, Plain{
		Phrase: w.phrase, Form: w.desk.Pack().Forms["feedback"], Language: "fr", Fields: map[string]any{"comment": "canary"},
	}))
}

func TestComment(t *testing.T) {
	w, _ := comments(t)
	if err := w.desk.Open(ctx, "feedback", "fr"); err != nil {
		t.Fatal(err)
	}
	s := w.comment()
	receipt, err := w.desk.Comment(ctx, s)
	if err != nil || receipt.Unit != "" {
		t.Fatalf("receipt %+v, %v", receipt, err)
	}
	hash, _ := seal.HandleHash(s.Handle)
	c := w.store.arrivals[hash].Cases[0]
	if c.Kind != mailbox.Feedback || c.Unit != "" || c.Stage != mailbox.Unread || len(c.Clocks) != 0 || len(c.Grants) != 3 ||
		c.Acts[0].Act != ledger.Comment || c.Notices[0].Code != "acknowledged-feedback" || c.Procedure != "" {
		t.Errorf("it is kept as %+v", c)
	}
	for _, g := range c.Grants {
		if g.Line.Compartment != "feedback" || g.Line.Holder == "recovery:wct" {
			t.Errorf("a grant %+v", g.Line)
		}
	}
	if again, err := w.desk.Comment(ctx, s); err != nil || !again.Same {
		t.Errorf("the same again: %+v, %v", again, err)
	}
}

// What is no comment is not taken as one, nor one as a report.
func TestCommentUnfit(t *testing.T) {
	w, _ := comments(t)
	if _, err := w.desk.Comment(ctx, w.sending()); key(err) != "no-form" {
		t.Errorf("a report: %v", err)
	}
	good := w.comment()
	if _, err := w.desk.Receive(ctx, good); key(err) != "no-form" {
		t.Errorf("a comment among reports: %v", err)
	}
	few, urgent := good, good
	few.Grants, urgent.Urgent = good.Grants[:2], true
	if _, err := w.desk.Comment(ctx, few); key(err) != "recipients-changed" {
		t.Errorf("not to every editor: %v", err)
	}
	if _, err := w.desk.Comment(ctx, urgent); key(err) != "sending-unfit" {
		t.Errorf("an urgent one: %v", err)
	}
	w.office.Hire("Fay", "ethics", "editor")
	if _, err := w.desk.Comment(ctx, good); key(err) != "recipients-changed" {
		t.Errorf("from before there was one more editor: %v", err)
	}
}

func TestCommentNobodyReads(t *testing.T) {
	w, _ := comments(t)
	w.office.Out = map[string]string{}
	for _, editor := range []string{"Ed", "Di"} {
		for _, line := range w.office.Given {
			if l := staff.Must(seal.ParseAs[seal.Officer](line)); l.Name == editor {
				w.office.Out[l.Person] = staff.Today
			}
		}
	}
	if err := w.desk.Open(ctx, "feedback", "en"); key(err) != "no-editors" {
		t.Errorf("nobody reads comments: %v", err)
	}
}

// TestPace: ten at once, then one every two minutes; what was refused uses up nothing, and
// reports have no pace.
func TestPace(t *testing.T) {
	w, lies := comments(t)
	now := staff.Now
	w.desk.Now = func() time.Time { return now }
	for range commentsAtOnce {
		if _, err := w.desk.Comment(ctx, w.comment()); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		if _, err := w.desk.Comment(ctx, w.comment()); key(err) != "comments-pace" || key(w.desk.CommentsOpen()) != "comments-pace" {
			t.Errorf("one too many: %v", err)
		}
	}
	if _, err := w.desk.Receive(ctx, w.sending()); err != nil {
		t.Errorf("a report meanwhile: %v", err)
	}
	now = now.Add(time.Hour / commentsAnHour)
	if _, err := w.desk.Comment(ctx, w.comment()); err != nil {
		t.Errorf("two minutes later: %v", err)
	}
	now = now.Add(-time.Hour)
	if err := w.desk.CommentsOpen(); key(err) != "comments-pace" {
		t.Errorf("a clock that went back: %v", err)
	}
	now = now.Add(4 * time.Hour)
	*lies = commentsUnread
	if _, err := w.desk.Comment(ctx, w.comment()); key(err) != "comments-full" {
		t.Errorf("too many unread: %v", err)
	}
}

// key names a fault, "" if there is none.
func key(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Key
}
