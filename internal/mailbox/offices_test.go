package mailbox_test

import (
	"crypto/rand"
	"slices"
	"testing"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// twoOffices makes the world's report one that also tells ethics.
func (w *world) twoOffices() {
	eve := w.office.Hire("Eve", "ethics", "intake")
	made := staff.Must(seal.NewSubmission(rand.Reader, seal.Outline{
		Phrase: w.phrase, Unit: "wct", Form: "harassment", Version: seal.Hash(nil), Site: "http://127.0.0.1", Language: "es",
		Addressees: []seal.Addressee{{Holder: w.ann.Holder(), Recipient: w.ann.Recipient()}}, Exclusions: []string{},
		Fields: map[string]any{"happened": "this"}, At: staff.Now,
		Second: &seal.Talk{
			Unit: "ethics", Form: "prevention", Version: seal.Hash(nil), Fields: map[string]any{"fear": "that"},
			Addressees: []seal.Addressee{{Holder: eve.Holder(), Recipient: eve.Recipient()}},
		},
	}))
	b := &w.store.box.Bundle
	b.Report, b.Keys, b.Items, b.Directory = made.Report, []seal.Signed{made.Keys}, made.Items, w.office.Given
	b.Grants, b.Own = nil, nil
	for _, g := range made.Grants {
		b.Grants = append(b.Grants, g.Signed)
		if staff.Must(seal.ParseAs[seal.Grant](g.Signed)).Holder == "reporter" {
			b.Own = append(b.Own, g)
		}
	}
	w.store.box.Cases = append(w.store.box.Cases, mailbox.Case{Number: "1111-1111", Kind: mailbox.Prevention, Unit: "ethics"})
	w.store.at.Report, w.store.at.Keys = made.Report, staff.Must(seal.ParseAs[seal.Keys](made.Keys))
}

func TestTwoOffices(t *testing.T) {
	w := newWorld(t)
	w.twoOffices()
	r := w.reading()
	for i, want := range []string{"happened", "fear"} {
		p := r.Parts[i]
		if len(p.Entries) != 1 || len(p.Entries[0].Fields) != 1 || p.Entries[0].Fields[want] == nil || len(p.Holdings) != 2 {
			t.Errorf("part %d: %+v", i, p)
		}
	}
	toWCT := staff.Must(w.door.WritePlain(w.phrase, r, "wct", "For one.", nil))
	toEthics := staff.Must(w.door.WritePlain(w.phrase, r, "ethics", "For the other.", nil))
	for unit, letter := range map[string]mailbox.Posting{"wct": toWCT, "ethics": toEthics} {
		if line := staff.Must(seal.ParseAs[seal.Post](letter.Items[0].Signed)); line.Compartment != "talk:"+unit {
			t.Errorf("to %s: %+v", unit, line)
		}
	}
	if _, err := w.door.WritePlain(w.phrase, r, "pppt", "x", nil); key(err) != "turn-changed" {
		t.Errorf("an office that was told nothing: %v", err)
	}
	// Even where the reporter holds both, one letter is for one office.
	w.store.at.Turns = map[string]int64{"talk:wct": 1, "talk:ethics": 1}
	mixed := mailbox.Posting{Items: slices.Concat(toWCT.Items, toEthics.Items)}
	if _, err := w.door.Letter(ctx, mixed); key(err) != "sending-unfit" {
		t.Errorf("a letter to two offices: %v", err)
	}
}

// TestNothingDropped: an item that is no line belongs to no office, and is shown.
func TestNothingDropped(t *testing.T) {
	w := newWorld(t)
	w.twoOffices()
	w.store.box.Bundle.Items = append(w.store.box.Bundle.Items, seal.Sealed{Signed: seal.Signed{Line: "{}"}})
	r := w.reading()
	if last := r.Parts[0].Entries[len(r.Parts[0].Entries)-1]; len(r.Parts[0].Entries) != 2 || last.Verdict != seal.NotGenuine {
		t.Errorf("%+v", r.Parts[0].Entries)
	}
}
