package intake

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// telling is a pack whose form tells the Ethics Office on a formal wish.
func telling() *portal.Pack {
	p := *pack
	first := form
	first.Second = &portal.Second{
		Form: "prevention", When: map[string][]string{"wish": {"formal"}},
		Fields: map[string]string{"fear": "steps", "name": "name"},
	}
	p.Forms = map[string]portal.Form{
		"harassment": first,
		"prevention": {ID: "prevention", Kind: mailbox.Prevention, Unit: "ethics", Procedure: "prevention", Version: seal.Hash([]byte("prevention"))},
		"enquiry":    {ID: "enquiry", Kind: mailbox.Enquiry, Unit: "ethics", Procedure: "enquiry", Version: seal.Hash([]byte("enquiry"))},
	}
	p.Procedures = map[string]portal.Procedure{
		"wct":        pack.Procedures["wct"],
		"prevention": {ID: "prevention", Stages: []string{"received", "answered"}, Version: seal.Hash([]byte("p"))},
		"enquiry":    {ID: "enquiry", Stages: []string{"asked", "replied"}, Version: seal.Hash([]byte("e"))},
	}
	return &p
}

func (w *world) tells() *world {
	p := telling()
	w.desk.Pack = func() *portal.Pack { return p }
	return w
}

var told = map[string]any{"wish": "formal", "happened": "canary-what", "steps": "afraid", "who": []string{"canary-name"}}

// both is a good submission that tells the Ethics Office too.
func (w *world) both(exclusions ...string) Sending {
	w.Helper()
	s, err := w.desk.SealPlain(ctx, Plain{
		Phrase: w.phrase, Form: w.desk.Pack().Forms["harassment"], Language: "fr", Fields: told, Exclusions: exclusions, Urgent: true,
	})
	if err != nil {
		w.Fatal(err)
	}
	return s
}

func TestSecondTalk(t *testing.T) {
	w := newWorld(t).tells()
	s := w.both()
	receipt, err := w.desk.Receive(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	if receipt.Unit != "wct" || len(receipt.Also) != 1 || receipt.Also[0].Unit != "ethics" || receipt.Also[0].Number == receipt.Number {
		t.Fatalf("receipt %+v", receipt)
	}
	hash, _ := seal.HandleHash(s.Handle)
	a := w.store.arrivals[hash]
	if len(a.Cases) != 2 {
		t.Fatalf("cases %+v", a.Cases)
	}
	first, second := a.Cases[0], a.Cases[1]
	if !first.Urgent || first.Procedure != "wct" || len(first.Grants) != 4 || len(first.Posts) != 1 || len(first.Clocks) != 2 {
		t.Errorf("the report %+v", first)
	}
	if second.Urgent || second.Kind != mailbox.Prevention || second.Form != "prevention" || second.Procedure != "prevention" ||
		len(second.Grants) != 2 || len(second.Posts) != 1 || second.Notices[0].Code != "acknowledged-prevention" {
		t.Errorf("what ethics is told %+v", second)
	}
	if len(second.Acts) != 3 || second.Acts[0].Act != ledger.Received || second.Acts[0].Of != second.Posts[0].Hash {
		t.Errorf("acts %v", second.Acts)
	}
	if len(w.store.versions) != 4 {
		t.Errorf("versions %v", w.store.versions)
	}
	if got := w.fieldsOf(s, 1); fmt.Sprint(got) != "map[fear:afraid office:wct]" {
		t.Errorf("ethics is told %v", got)
	}
	if again, err := w.desk.Receive(ctx, s); err != nil || !again.Same || !slices.Equal(again.Also, receipt.Also) {
		t.Errorf("the same again: %+v %v", again, err)
	}
	w.receipts(s, receipt)
}

// fieldsOf opens the answers of one talk, as the reporter.
func (w *world) fieldsOf(s Sending, n int) map[string]any {
	w.Helper()
	line := staff.Must(seal.ParseAs[seal.Post](s.Items[n].Signed))
	body := staff.Must(seal.Read[seal.Answers](staff.Must(seal.OpenItem(w.identity(s, line.Compartment), s.Items[n], line))))
	return body.Fields
}

func (w *world) identity(s Sending, compartment string) string {
	w.Helper()
	for _, g := range s.Grants {
		line := staff.Must(seal.ParseAs[seal.Grant](g.Signed))
		if line.Compartment == compartment && line.Holder == "reporter" {
			return staff.Must(seal.OpenGrant(w.phrase.Identity().Identity(), g, line)).Identity()
		}
	}
	w.Fatalf("no grant of %s", compartment)
	return ""
}

// receipts: each office's number lies beside its own talk, the zone with the first.
func (w *world) receipts(s Sending, receipt Receipt) {
	w.Helper()
	postings, err := w.desk.ReceiptsPlain(w.phrase, s, receipt, "Asia/Tokyo")
	if err != nil || len(postings) != 2 {
		w.Fatal(postings, err)
	}
	for i, want := range []struct{ compartment, number, zone string }{
		{"talk:wct", receipt.Number, "Asia/Tokyo"}, {"talk:ethics", receipt.Also[0].Number, ""},
	} {
		item := postings[i].Items[0]
		line := staff.Must(seal.ParseAs[seal.Post](item.Signed))
		body := staff.Must(seal.Read[seal.Receipt](staff.Must(seal.OpenItem(w.identity(s, want.compartment), item, line))))
		if line.Compartment != want.compartment || body.Number != want.number || body.Zone != want.zone ||
			body.Line != seal.LineHash(s.Items[i].Signed) || line.Prev != body.Line {
			w.Errorf("receipt %d: %+v %+v", i, line, body)
		}
	}
}

// TestNoSecondTalk: nobody asks for it, the office receives the report itself, it is kept
// out, or nobody is there.
func TestNoSecondTalk(t *testing.T) {
	for note, prepare := range map[string]func(*world) []string{
		"the office receives the report": func(*world) []string { return []string{"unit:wct"} },
		"the office is kept out":         func(*world) []string { return []string{"unit:ethics"} },
		"its one officer is kept out":    func(w *world) []string { return []string{w.head.Holder()} },
		"its one officer is suspended": func(w *world) []string {
			w.office.Out[w.head.ID] = staff.Today
			return nil
		},
	} {
		w := newWorld(t).tells()
		s := w.both(prepare(w)...)
		receipt, err := w.desk.Receive(ctx, s)
		if err != nil || len(receipt.Also) > 0 || s.Second != "" || len(s.Items) != 1 {
			t.Errorf("%s: %+v %v", note, receipt, err)
		}
	}
	w := newWorld(t).tells()
	if receipt, err := w.desk.Receive(ctx, w.sending()); err != nil || len(receipt.Also) > 0 {
		t.Errorf("not asked for: %+v %v", receipt, err)
	}
}

func TestSecondTalkRefused(t *testing.T) {
	move := func(w *world, s *Sending, to string) {
		for i := range s.Grants {
			w.regrant(s, i, func(l *seal.Grant) {
				if l.Compartment == "talk:ethics" {
					l.Compartment = to
				}
			})
		}
		w.repost(s, 1, func(l *seal.Post) { l.Compartment = to })
	}
	for _, c := range []struct {
		note, key string
		change    func(w *world, s *Sending)
	}{
		{"of another unit", "recipients-changed", func(w *world, s *Sending) { move(w, s, "talk:pppt") }},
		{"in the first one's compartment", "sending-unfit", func(w *world, s *Sending) { move(w, s, "talk:wct") }},
		{"another version", "form-changed", func(_ *world, s *Sending) { s.Second = seal.Hash([]byte("other")) }},
		{"unsaid", "form-changed", func(_ *world, s *Sending) { s.Second = "" }},
		{"said and not there", "sending-unfit", func(_ *world, s *Sending) { s.Grants, s.Items = s.Grants[:4], s.Items[:1] }},
		{"keys without answers", "sending-unfit", func(_ *world, s *Sending) { s.Items = s.Items[:1] }},
		{"answers without keys", "sending-unfit", func(_ *world, s *Sending) { s.Grants = s.Grants[:4] }},
		{"a form that tells nobody", "sending-unfit", func(w *world, _ *Sending) {
			w.desk.Pack().Forms["harassment"] = form
		}},
		{"the first one's identity", "sending-unfit", func(w *world, s *Sending) {
			own := staff.Must(seal.ParseAs[seal.Grant](s.Grants[0].Signed))
			talk := staff.Must(seal.OpenGrant(w.phrase.Identity().Identity(), s.Grants[0], own))
			to := []string{staff.Must(w.phrase.Identity().Recipient()), w.head.Recipient()}
			for i, recipient := range to {
				line := staff.Must(seal.ParseAs[seal.Grant](s.Grants[4+i].Signed))
				s.Grants[4+i] = staff.Must(seal.NewGrant(w.phrase.Signer(), rand.Reader, line, talk, recipient))
			}
		}},
		{"another identity in one grant", "sending-unfit", func(w *world, s *Sending) {
			w.regrant(s, 5, func(l *seal.Grant) { l.Recipient = staff.Enrolled("", "ethics").Recipient() })
		}},
		{"an officer of the first office", "recipients-changed", func(w *world, s *Sending) {
			line := staff.Must(seal.ParseAs[seal.Grant](s.Grants[1].Signed))
			line.ID, line.Compartment = staff.NewID(), "talk:ethics"
			line.Recipient = staff.Must(seal.ParseAs[seal.Grant](s.Grants[4].Signed)).Recipient
			s.Grants = append(s.Grants, seal.Sealed{Signed: staff.Must(seal.Sign(w.phrase.Signer(), line)), File: s.Grants[1].File})
		}},
		{"no key to its officer", "sending-unfit", func(_ *world, s *Sending) { s.Grants = s.Grants[:5] }},
		{"no key to the reporter", "sending-unfit", func(_ *world, s *Sending) { s.Grants = slices.Delete(s.Grants, 4, 5) }},
		{"a third", "sending-unfit", func(w *world, s *Sending) {
			line := staff.Must(seal.ParseAs[seal.Grant](s.Grants[4].Signed))
			line.ID, line.Compartment = staff.NewID(), "talk:pppt"
			s.Grants = append(s.Grants, seal.Sealed{Signed: staff.Must(seal.Sign(w.phrase.Signer(), line)), File: s.Grants[4].File})
		}},
		{"answers after the first one's", "sending-unfit", func(w *world, s *Sending) {
			w.repost(s, 1, func(l *seal.Post) { l.Prev = seal.LineHash(s.Items[0].Signed) })
		}},
		{"an office where nobody is left", "recipients-changed", func(w *world, _ *Sending) { w.office.Out[w.head.ID] = staff.Today }},
	} {
		t.Run(c.note, func(t *testing.T) {
			w := newWorld(t).tells()
			s := w.both()
			c.change(w, &s)
			_, err := w.desk.Receive(ctx, s)
			if err == nil || fault.Of(err).Key != c.key {
				t.Fatalf("want %s, got %v", c.key, err)
			}
			if len(w.store.saved) > 0 {
				t.Fatal("something was stored")
			}
		})
	}
}

// TestSecondTalkHasNoFiles: an attachment belongs to the report alone.
func TestSecondTalkHasNoFiles(t *testing.T) {
	w := newWorld(t).tells()
	file, err := w.parts.Attach(ctx, "a.txt", "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	to := staff.Must(w.desk.Recipients(ctx, "ethics", nil))
	o := w.desk.outline(Plain{Phrase: w.phrase, Form: w.desk.Pack().Forms["harassment"], Language: "fr", Fields: told}, staff.Must(w.desk.Recipients(ctx, "wct", nil)))
	second := w.desk.Pack().Forms["prevention"]
	o.Second = &seal.Talk{
		Unit: "ethics", Form: second.ID, Version: second.Version, Addressees: to.addressees(), Fields: map[string]any{},
		Files: []seal.FilePart{file.Part()},
	}
	made := staff.Must(seal.NewSubmission(rand.Reader, o))
	_, err = w.desk.Receive(ctx, Sending{
		Handle: w.phrase.HandleText(), Form: "harassment", Version: form.Version, Second: second.Version, Language: "fr",
		Keys: made.Keys, Grants: made.Grants, Items: made.Items, Uploads: []mailbox.Upload{file.Upload},
	})
	if err == nil || fault.Of(err).Key != "sending-unfit" {
		t.Fatal(err)
	}
}

func TestEnquiry(t *testing.T) {
	w := newWorld(t).tells()
	s, err := w.desk.SealPlain(ctx, Plain{Phrase: w.phrase, Form: w.desk.Pack().Forms["enquiry"], Language: "en", Fields: map[string]any{"question": "Where?"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.Receive(ctx, s); err != nil {
		t.Fatal(err)
	}
	for _, a := range w.store.arrivals {
		c := a.Cases[0]
		if c.Kind != mailbox.Enquiry || c.Stage != "asked" || c.Acts[0].Act != ledger.Enquiry || c.Notices[0].Code != "acknowledged-enquiry" {
			t.Errorf("%+v", c)
		}
	}
}

// TestPreventionNeverAlone: what goes beside a report is no form of its own.
func TestPreventionNeverAlone(t *testing.T) {
	w := newWorld(t).tells()
	if err := w.desk.Open(ctx, "prevention", "en"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	s, err := w.desk.SealPlain(ctx, Plain{Phrase: w.phrase, Form: w.desk.Pack().Forms["prevention"], Language: "en", Fields: map[string]any{}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.Receive(ctx, s); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

// TestOpenNeedsEmergencyText: no form is open in a language that has no word for danger.
func TestOpenNeedsEmergencyText(t *testing.T) {
	w := newWorld(t)
	silent := *pack
	silent.Organisation.Emergency = map[string]string{"en": "Call 112."}
	w.desk.Pack = func() *portal.Pack { return &silent }
	if err := w.desk.Open(ctx, "harassment", "en"); err != nil {
		t.Error(err)
	}
	if err := w.desk.Open(ctx, "harassment", "fr"); err == nil || fault.Of(err).Key != "no-emergency-text" {
		t.Error(err)
	}
}

// TestOpenNeedsItsOwnOffice: the fallback stands in for people who are kept out, not for an
// office where nobody is.
func TestOpenNeedsItsOwnOffice(t *testing.T) {
	w := newWorld(t)
	for _, p := range []*staff.Person{w.ann, w.bo} {
		w.office.Out[p.ID] = staff.Today
	}
	if err := w.desk.Open(ctx, "harassment", "en"); err == nil || fault.Of(err).Key != "no-officers" {
		t.Error(err)
	}
}
