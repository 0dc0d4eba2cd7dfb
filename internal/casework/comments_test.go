package casework

import (
	"crypto/rand"
	"slices"
	"testing"

	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// commented makes the world's case a comment, held by Ann and Bo, who are editors.
func commented(t testing.TB) *world {
	w := newWorld(t)
	w.ann, w.bo = w.office.Hire("Ada", "wct", "editor"), w.office.Hire("Ben", "ethics", "handler", "editor")
	outline := seal.Outline{
		Phrase: w.phrase, Form: "feedback", Version: seal.Hash(nil), Site: "http://127.0.0.1", Language: "en",
		Exclusions: []string{}, Fields: map[string]any{"comment": "good"}, At: staff.Now,
	}
	for _, p := range []*staff.Person{w.ann, w.bo, w.hans} {
		outline.Addressees = append(outline.Addressees, seal.Addressee{Holder: p.Holder(), Recipient: p.Recipient()})
	}
	made := staff.Must(seal.NewSubmission(rand.Reader, outline))
	w.store.c = Case{Number: number, Report: made.Report, Kind: mailbox.Feedback, Stage: mailbox.Unread}
	w.store.bundle = seal.Bundle{Report: made.Report, Items: made.Items}
	for i, grant := range made.Grants {
		line := staff.Must(seal.ParseAs[seal.Grant](grant.Signed))
		if i == 0 {
			w.talk = staff.Must(seal.OpenGrant(w.phrase.Identity().Identity(), grant, line))
		}
		w.store.c.Holders = append(w.store.c.Holders, Holder{
			Holder: line.Holder, Compartment: line.Compartment, Turn: 1, Basis: "intake", Since: staff.Today,
			Line: seal.LineHash(grant.Signed), Recipient: line.Recipient,
		})
	}
	return w
}

// answer is an editor's answer.
func (w *world) answer(by *staff.Person) Sending {
	line := seal.Post{Head: seal.Head{By: by.Holder()}, Report: w.store.c.Report, Compartment: "feedback", Turn: 1, Kind: "letter", Blobs: []string{}}
	body := seal.Letter{Text: "Thank you", Items: []string{}}
	return Sending{Items: []seal.Sealed{staff.Must(seal.SealItem(by.Signer, rand.Reader, line, staff.Must(w.talk.Recipient()), body, staff.Now))}}
}

func TestComment(t *testing.T) {
	w := commented(t)
	view, err := w.desk.OpenComment(ctx, number, actor(w.ann))
	if err != nil || len(view.Bundle.Items) != 1 || w.store.c.Stage != mailbox.Read {
		t.Fatalf("opened without a declaration: stage %s, %v", w.store.c.Stage, err)
	}
	if err := w.desk.Send(ctx, number, actor(w.bo), w.answer(w.bo)); err != nil || w.store.c.Stage != StageReplied {
		t.Errorf("answered: stage %s, %v", w.store.c.Stage, err)
	}
	if err := w.desk.Close(ctx, number, actor(w.ann)); err != nil || w.store.c.Stage != mailbox.Done || w.last().Acts[0].Act != ledger.Closed {
		t.Errorf("closed: stage %s, %v", w.store.c.Stage, err)
	}
	if err := w.desk.Close(ctx, number, actor(w.ann)); key(err) != "comment-done" {
		t.Errorf("closed twice: %v", err)
	}
}

// Whoever holds a key and is no editor any more reads nothing.
func TestCommentOfNoEditor(t *testing.T) {
	w := commented(t)
	if _, err := w.desk.OpenComment(ctx, number, actor(w.hans)); key(err) != "no-case" {
		t.Errorf("somebody who is no editor: %v", err)
	}
	if err := w.desk.HandBack(ctx, number, actor(w.hans)); key(err) != "no-case" {
		t.Errorf("somebody who is no editor hands back: %v", err)
	}
	w = newWorld(t)
	for name, step := range map[string]func() error{
		"opened":      func() error { _, err := w.desk.OpenComment(ctx, number, actor(w.ann)); return err },
		"closed":      func() error { return w.desk.Close(ctx, number, actor(w.ann)) },
		"handed back": func() error { return w.desk.HandBack(ctx, number, actor(w.ann)) },
	} {
		if err := step(); key(err) != "no-case" {
			t.Errorf("a report %s as a comment: %v", name, err)
		}
	}
}

// A comment goes back to its sender and to nobody else.
func TestHandBack(t *testing.T) {
	w := commented(t)
	file, err := w.desk.Export(ctx, number, actor(w.ann))
	if key(err) != "comment-stays" || len(file.Bundle.Items) > 0 {
		t.Errorf("exported: %v", err)
	}
	for _, compartment := range []string{"talk:wct", "file:wct"} {
		if err := w.desk.Send(ctx, number, actor(w.ann), Sending{Grants: []seal.Sealed{w.grant(w.ann, w.bo, compartment)}}); key(err) != "comment-stays" {
			t.Errorf("a grant into %s: %v", compartment, err)
		}
	}
	if err := w.desk.HandBack(ctx, number, actor(w.ann)); err != nil {
		t.Fatal(err)
	}
	c, last := w.store.c, w.last()
	live := slices.DeleteFunc(slices.Clone(c.Holders), func(h Holder) bool { return h.Ended != "" })
	if c.Stage != mailbox.Returned || len(live) != 1 || live[0].Holder != "reporter" || len(last.EndGrants) != 3 {
		t.Errorf("stage %s, still held by %+v, ended %d", c.Stage, live, len(last.EndGrants))
	}
	if len(last.Acts) != 1 || last.Acts[0].Act != ledger.Returned || last.Notices[0].Code != "returned" {
		t.Errorf("told %+v %+v", last.Acts, last.Notices)
	}
	for _, p := range []*staff.Person{w.ann, w.bo} {
		if _, err := w.desk.OpenComment(ctx, number, actor(p)); key(err) != "no-case" {
			t.Errorf("an editor afterwards: %v", err)
		}
	}
}
