package visitor

import (
	"crypto/rand"
	"net/http"
	"strings"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// invited makes a mailbox for somebody beside the reporter, with a letter of the office, and
// opens it.
func (w *world) invited(role string, change func(who, report string, box *mailbox.Box)) *visit {
	w.Helper()
	return w.invitedBy(role, "letter", change)
}

// invitedBy is invited with a letter of a kind: "outcome" is the one that ends it.
func (w *world) invitedBy(role, kind string, change func(who, report string, box *mailbox.Box)) *visit {
	w.Helper()
	phrase := staff.Must(seal.NewPhrase(rand.Reader, "en"))
	who, report := "party:"+staff.NewID(), staff.NewID()
	head := func(by string) seal.Head { return seal.Head{ID: staff.NewID(), By: by, At: staff.Today} }
	recipient := staff.Must(phrase.Identity().Recipient())
	keys := staff.Must(seal.Sign(phrase.Signer(), seal.Keys{
		Head: head(who), Report: report, Who: who, Recipient: recipient, Verify: phrase.Verify(), Exclusions: []string{},
	}))
	place := staff.Must(seal.NewSeed(rand.Reader))
	grant := func(holder, to string) seal.Sealed {
		return staff.Must(seal.NewGrant(w.ann.Signer, rand.Reader, seal.Grant{
			Head: seal.Head{By: w.ann.Holder(), At: staff.Today}, Report: report, Compartment: who, Turn: 1, Holder: holder, Keys: seal.LineHash(keys), Basis: "assignment",
		}, place, to))
	}
	officers, own := grant(w.ann.Holder(), w.ann.Recipient()), grant(who, recipient)
	letter := staff.Must(seal.SealItem(w.ann.Signer, rand.Reader, seal.Post{
		Head: seal.Head{By: w.ann.Holder()}, Report: report, Compartment: who, Turn: 1, Kind: kind, Blobs: []string{},
	}, staff.Must(place.Recipient()), seal.Letter{Text: "This concerns the meeting in March.", Items: []string{}}, staff.Now))
	box := mailbox.Box{
		Who: who,
		Cases: []mailbox.Case{{
			Number: "4829-1736", Kind: mailbox.Report, Form: "harassment", Unit: "wct", Stage: "assessing", Procedure: "conduct",
			Language: "en", Received: "2026-11-01", Whose: "other", Role: role, Clocks: []clock.Limit{{Code: "feedback", Due: "2027-01-01"}},
			Notices: []mailbox.Notice{{Code: "acknowledged", Day: "2026-11-01"}},
		}},
		Bundle: seal.Bundle{
			Report: report, Keys: []seal.Signed{keys}, Grants: []seal.Signed{officers.Signed, own.Signed}, Own: []seal.Sealed{own},
			Items: []seal.Sealed{letter}, Directory: w.store.office.Given,
		},
	}
	change(who, report, &box)
	w.store.parties = map[string]mailbox.Box{staff.Must(mailbox.HandleHash(phrase.HandleText())): box}
	return w.visit("", strings.Join(phrase.Words(), " "))
}

// TestParty: somebody beside the reporter reads what was said to them, by when they can answer
// and who holds a key; of the case itself, nothing.
func TestParty(t *testing.T) {
	w := newWorld(t)
	v := w.invited(mailbox.Concerned, func(who, report string, box *mailbox.Box) {
		box.Bundle.Lines = []seal.Signed{staff.Must(seal.Sign(w.ann.Signer, seal.Step{
			Head: seal.Head{ID: staff.NewID(), By: w.ann.Holder(), At: staff.Today}, Report: report, Unit: "wct", Step: "tell", To: who, Day: "2026-12-06",
			Of: []string{seal.LineHash(box.Bundle.Items[0].Signed)},
		}))}
	})
	en := w.pack.Words("en")
	page := v.read("")
	says(t, page, http.StatusOK, "This concerns the meeting in March.", en.Say("mailbox.party.concerned"), en.Say("mailbox.party.answer-by", "Day", en.Day("2026-12-06")),
		w.pack.Address("en", "if-about-you"), en.Say("mailbox.given.text"), "Ann Intake (", en.Say("mailbox.lost.text.party"), en.Say("mailbox.basis.own"))
	for _, hidden := range []string{"4829-1736", w.pack.ProcedureText("en", "conduct").Stages["assessing"].About, en.Say("notice.acknowledged"), en.Day("2026-11-01"), en.Day("2027-01-01"), en.Say("mailbox.withdraw.stops"), en.Say("mailbox.name.text")} {
		if strings.Contains(unescape(page.Body.String()), hidden) {
			t.Errorf("the page says %q", hidden)
		}
	}
	out := w.form("/mailbox/letter", map[string]string{"Cookie": v.cookie}, part{name: "unit", value: "wct"}, part{name: "text", value: "I was not there."})
	if out.Code != http.StatusSeeOther {
		t.Fatalf("the answer: %d %.300s", out.Code, out.Body)
	}
	for _, posts := range w.store.letters {
		if line := posts[0].Line; line.By != line.Compartment || line.Kind != "letter" || line.Via != "server" {
			t.Errorf("the answer is %+v", line)
		}
	}
}

// TestPartyTalks: somebody invited to talks is asked for their own yes, in the procedure's
// words, and can leave although it was used.
func TestPartyTalks(t *testing.T) {
	w := newWorld(t)
	var request seal.Signed
	v := w.invited("invited", func(who, report string, box *mailbox.Box) {
		head := seal.Head{ID: staff.NewID(), By: w.ann.Holder(), At: staff.Today}
		request = staff.Must(seal.Sign(w.ann.Signer, seal.Request{
			Head: head, Report: report, Who: who, Step: "talks", To: "unit:wct", Purpose: "resolve", Parts: []seal.Part{}, Until: "2026-12-22",
		}))
		box.Bundle.Lines = []seal.Signed{request}
	})
	en, talks := w.pack.Words("en"), w.pack.ProcedureText("en", "conduct").Steps["talks"]
	says(t, v.read(""), http.StatusOK, en.Say("mailbox.party.invited"), talks.Yes, talks.No, en.Say("request.talks"), en.Say("request.back.talks"), en.Say("request.parts.none"))
	v.post("/mailbox/answer", "unit", "wct", "request", seal.LineHash(request), "answer", "yes")
	if len(w.acts.lines) != 1 {
		t.Fatal("no yes was signed")
	}
	for handle, box := range w.store.parties {
		used := staff.Must(seal.Sign(w.ann.Signer, seal.Step{
			Head: seal.Head{ID: staff.NewID(), By: w.ann.Holder(), At: staff.Today}, Report: box.Bundle.Report, Unit: "wct", Step: "talks", Of: []string{seal.LineHash(request)},
		}))
		box.Bundle.Lines = append(box.Bundle.Lines, w.acts.lines[0], used)
		w.store.parties[handle] = box
	}
	says(t, v.read(""), http.StatusOK, en.Say("request.answer.used", "Day", en.Day(staff.Today)), en.Say("request.back"))
}
