package casework

import (
	"testing"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// TestEnquiry: a question to a person is answered under the same seals, and worked on like
// a case by nobody.
func TestEnquiry(t *testing.T) {
	w := newWorld(t)
	w.store.c.Kind, w.store.c.Stage = mailbox.Enquiry, "asked"
	w.ready(w.ann)
	if _, err := w.desk.Open(ctx, number, actor(w.ann)); err != nil || w.store.c.Stage != "asked" {
		t.Fatalf("opened: stage %s, %v", w.store.c.Stage, err)
	}
	if err := w.desk.Send(ctx, number, actor(w.ann), Sending{Grants: []seal.Sealed{w.grant(w.ann, w.ann, "file:wct")}, Items: w.item(w.ann, "note").Items}); key(err) != "enquiry-no-file" {
		t.Errorf("a file of the office: %v", err)
	}
	if err := w.desk.Send(ctx, number, actor(w.ann), w.item(w.ann, "letter")); err != nil || w.store.c.Stage != StageReplied {
		t.Errorf("answered: stage %s, %v", w.store.c.Stage, err)
	}
}
