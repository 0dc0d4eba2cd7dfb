package mailbox_test

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// decided notes what reached the case.
type decided struct {
	unit   string
	lines  []seal.Signed
	claims []mailbox.Claiming
	err    error
}

func (d *decided) Act(_ context.Context, unit string, lines []seal.Signed) error {
	d.unit, d.lines = unit, append(d.lines, lines...)
	return d.err
}

func (d *decided) Claim(_ context.Context, claim mailbox.Claiming) error {
	d.claims = append(d.claims, claim)
	return d.err
}

func (w *world) act(act, of string) seal.Signed {
	return staff.Must(w.door.ActPlain(w.phrase, w.reading(), act, of))
}

func TestAct(t *testing.T) {
	w := newWorld(t)
	acts := &decided{}
	w.door.Acts = acts
	letter := w.posting()
	meet := w.act(mailbox.Meet, seal.LineHash(letter.Items[0].Signed))
	deciding := mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{meet}, Items: letter.Items, Uploads: letter.Uploads}
	if err := w.door.Act(ctx, deciding); err != nil {
		t.Fatal(err)
	}
	if len(w.store.posts) != 2 || acts.unit != "wct" || len(acts.lines) != 1 || acts.lines[0] != meet {
		t.Errorf("%d posts, %+v", len(w.store.posts), acts)
	}
	line := staff.Must(seal.CheckAct(meet, w.phrase.Verify()))
	if line.Via != "server" || line.By != "reporter" || line.Report != w.store.at.Report || line.At != staff.Today {
		t.Errorf("signed %+v", line)
	}
}

func TestActRefuses(t *testing.T) {
	w := newWorld(t)
	withdraw := w.act(mailbox.Withdraw, "")
	line := staff.Must(seal.ParseAs[seal.Act](withdraw))
	resigned := func(change func(*seal.Act)) seal.Signed {
		other := line
		change(&other)
		return staff.Must(seal.Sign(w.phrase.Signer(), other))
	}
	letter := w.posting()
	for _, c := range []struct {
		note, key string
		deciding  mailbox.Deciding
		err       error
	}{
		{"nothing", "sending-unfit", mailbox.Deciding{Unit: "wct"}, nil},
		{"no office", "sending-unfit", mailbox.Deciding{Lines: []seal.Signed{withdraw}}, nil},
		{"too many", "sending-unfit", mailbox.Deciding{Unit: "wct", Lines: slices.Repeat([]seal.Signed{withdraw}, 17)}, nil},
		{"no line", "sending-unfit", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{{Line: "{}"}}}, nil},
		{"a letter's line", "sending-unfit", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{letter.Items[0].Signed}}, nil},
		{"two people", "sending-unfit", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{withdraw, resigned(func(a *seal.Act) { a.By = "party:" + staff.NewID() })}}, nil},
		{"two reports", "sending-unfit", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{withdraw, resigned(func(a *seal.Act) { a.Report = staff.NewID() })}}, nil},
		{"a day far off", "sending-unfit", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{resigned(func(a *seal.Act) { a.At = "2027-11-22" })}}, nil},
		{"uploads without a letter", "sending-unfit", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{withdraw}, Uploads: letter.Uploads}, nil},
		{"another's letter", "sending-unfit", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{resigned(func(a *seal.Act) { a.By = "party:" + staff.NewID() })}, Items: letter.Items, Uploads: letter.Uploads}, nil},
		{"no mailbox there", "sending-unfit", mailbox.Deciding{Unit: "pppt", Lines: []seal.Signed{withdraw}}, fault.New(fault.NotFound, "not-found", nil)},
		{"used meanwhile", "consent-used", mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{withdraw}}, fault.New(fault.Conflict, "consent-used", nil)},
	} {
		t.Run(c.note, func(t *testing.T) {
			w.door.Acts = &decided{err: c.err}
			if err := w.door.Act(ctx, c.deciding); key(err) != c.key {
				t.Errorf("want %s, got %v", c.key, err)
			}
			if len(w.store.posts) > 0 {
				t.Error("a letter was kept")
			}
		})
	}
}

func TestClaim(t *testing.T) {
	w := newWorld(t)
	next := staff.Must(seal.NewPhrase(rand.Reader, "en"))
	good := mailbox.Claiming{Handle: w.phrase.HandleText(), Next: next.HandleText(), Keys: w.store.box.Bundle.Keys[0], Grants: w.store.box.Bundle.Own}
	for _, c := range []struct {
		note, key string
		change    func(*mailbox.Claiming)
		err       error
	}{
		{"good", "", func(*mailbox.Claiming) {}, nil},
		{"no handle", "no-mailbox", func(c *mailbox.Claiming) { c.Handle = "" }, nil},
		{"a long handle", "no-mailbox", func(c *mailbox.Claiming) { c.Next = strings.Repeat("A", 1000) }, nil},
		{"the same words", "no-mailbox", func(c *mailbox.Claiming) { c.Next = c.Handle }, nil},
		{"nobody's", "no-mailbox", func(*mailbox.Claiming) {}, fault.New(fault.NotFound, "not-found", nil)},
		{"no keys", "sending-unfit", func(c *mailbox.Claiming) { c.Keys = seal.Signed{Line: "{}"} }, nil},
		{"many grants", "sending-unfit", func(c *mailbox.Claiming) { c.Grants = make([]seal.Sealed, 65) }, nil},
		{"a large grant", "text-too-large", func(c *mailbox.Claiming) { c.Grants = []seal.Sealed{{File: make([]byte, 1<<20)}} }, nil},
	} {
		t.Run(c.note, func(t *testing.T) {
			acts, claim := &decided{err: c.err}, good
			w.door.Acts = acts
			c.change(&claim)
			if err := w.door.Claim(ctx, claim); key(err) != c.key {
				t.Errorf("want %q, got %v", c.key, err)
			}
			if reached := len(acts.claims) == 1; reached != (c.key == "" || c.err != nil) {
				t.Errorf("reached the case: %v", reached)
			}
		})
	}
}

// ask puts a request to the reporter, with the step that names it, and gives its hash.
func (w *world) ask(parts []seal.Part, until string, change func(*seal.Request)) string {
	request := seal.Request{
		Head: seal.Head{ID: staff.NewID(), By: w.ann.Holder(), At: staff.Today}, Report: w.store.at.Report, Who: "reporter",
		Step: "offer-iaig", To: "unit:iaig", Purpose: "investigate", Parts: parts, Until: until,
	}
	change(&request)
	signed := staff.Must(seal.Sign(w.ann.Signer, request))
	w.tell(signed)
	w.step("ask", seal.LineHash(signed))
	return seal.LineHash(signed)
}

func (w *world) step(step string, of ...string) {
	w.tell(staff.Must(seal.Sign(w.ann.Signer, seal.Step{
		Head: seal.Head{ID: staff.NewID(), By: w.ann.Holder(), At: staff.Today}, Report: w.store.at.Report, Unit: "wct", Step: step, Of: of,
	})))
}

func (w *world) tell(lines ...seal.Signed) {
	w.store.box.Bundle.Lines = append(w.store.box.Bundle.Lines, lines...)
}

func TestConsentPlain(t *testing.T) {
	one, two := seal.Part{ID: staff.NewID(), Kind: "answers"}, seal.Part{ID: staff.NewID(), Kind: "file"}
	parts, until := []seal.Part{one, two}, "2026-12-22"
	same := func(*seal.Request) {}
	for _, c := range []struct {
		note, key, answer string
		parts             []string
		asked             func(w *world) string
		signed            string
		agreed            int
	}{
		{"yes", "", mailbox.Yes, nil, func(w *world) string { return w.ask(parts, until, same) }, "yes", 2},
		{"a part", "", mailbox.Partly, []string{two.ID, staff.NewID()}, func(w *world) string { return w.ask(parts, until, same) }, "part", 1},
		{"every part", "", mailbox.Partly, []string{two.ID, one.ID}, func(w *world) string { return w.ask(parts, until, same) }, "yes", 2},
		{"no part", "parts-none", mailbox.Partly, nil, func(w *world) string { return w.ask(parts, until, same) }, "", 0},
		{"no", "", mailbox.No, []string{one.ID}, func(w *world) string { return w.ask(parts, until, same) }, "no", 0},
		{"no parts asked", "", mailbox.Yes, nil, func(w *world) string { return w.ask([]seal.Part{}, until, same) }, "yes", 0},
		{"another answer", "request-unknown", "maybe", nil, func(w *world) string { return w.ask(parts, until, same) }, "", 0},
		{"the last day", "", mailbox.Yes, nil, func(w *world) string { return w.ask(parts, staff.Today, same) }, "yes", 2},
		{"a day later", "request-over", mailbox.Yes, nil, func(w *world) string { return w.ask(parts, "2026-11-21", same) }, "", 0},
		{"another's request", "request-unknown", mailbox.Yes, nil, func(w *world) string {
			return w.ask(parts, until, func(r *seal.Request) { r.Who = "party:" + staff.NewID() })
		}, "", 0},
		{"of another report", "request-unknown", mailbox.Yes, nil, func(w *world) string {
			return w.ask(parts, until, func(r *seal.Request) { r.Report = staff.NewID() })
		}, "", 0},
		{"by nobody known", "request-unknown", mailbox.Yes, nil, func(w *world) string {
			return w.ask(parts, until, func(r *seal.Request) { r.By = "officer:" + staff.NewID() })
		}, "", 0},
		{"unknown", "request-unknown", mailbox.Yes, nil, func(*world) string { return seal.Hash(nil) }, "", 0},
		{"answered", "request-answered", mailbox.No, nil, func(w *world) string { return w.answered(w.ask(parts, until, same)) }, "", 0},
		{"taken back", "", mailbox.Withdrawn, nil, func(w *world) string { return w.answered(w.ask(parts, until, same)) }, "withdrawn", 0},
		{"nothing to take back", "request-unknown", mailbox.Withdrawn, nil, func(w *world) string { return w.ask(parts, until, same) }, "", 0},
	} {
		t.Run(c.note, func(t *testing.T) {
			w := newWorld(t)
			hash := c.asked(w)
			signed, err := w.door.ConsentPlain(w.phrase, w.reading(), hash, c.answer, c.parts)
			if key(err) != c.key {
				t.Fatalf("want %q, got %v", c.key, err)
			}
			if err != nil {
				return
			}
			line := staff.Must(seal.CheckConsent(signed, w.phrase.Verify()))
			if line.Answer != c.signed || len(line.Parts) != c.agreed || line.Request != hash || line.Step != "offer-iaig" || line.Via != "server" {
				t.Errorf("signed %+v", line)
			}
		})
	}
}

// answered answers a request with yes.
func (w *world) answered(request string) string {
	w.tell(staff.Must(w.door.ConsentPlain(w.phrase, w.reading(), request, mailbox.Yes, nil)))
	return request
}

func TestAskedReading(t *testing.T) {
	w := newWorld(t)
	hash := w.answered(w.ask([]seal.Part{}, "2026-12-22", func(*seal.Request) {}))
	asked := w.reading().Parts[0].Asked[0]
	if asked.Answer != mailbox.Yes || asked.Used || asked.Unit != "wct" || asked.Open(staff.Today) || !asked.Given() || asked.Answered != staff.Today {
		t.Errorf("%+v", asked)
	}
	w.step("offer-iaig", hash)
	if asked := w.reading().Parts[0].Asked[0]; !asked.Used {
		t.Errorf("a step rests on it: %+v", asked)
	}
}

func TestUndoOf(t *testing.T) {
	w := newWorld(t)
	first, second := w.act(mailbox.Withdraw, ""), w.act(mailbox.Withdraw, "")
	w.tell(first, second)
	if undo := w.reading().Parts[0].Undo; undo != "" {
		t.Errorf("nothing is withdrawn here: %q", undo)
	}
	w.store.box.Cases[0].Withdrawn = staff.Today
	w.store.box.Cases[0].Ledger = []mailbox.Record{{Act: "act", By: "reporter", Of: seal.LineHash(second)}}
	if undo := w.reading().Parts[0].Undo; undo != seal.LineHash(second) {
		t.Errorf("undo %q", undo)
	}
	w.tell(w.act(mailbox.Undo, seal.LineHash(second)), w.act(mailbox.Undo, seal.LineHash(first)))
	if undo := w.reading().Parts[0].Undo; undo != "" {
		t.Errorf("both are undone: %q", undo)
	}
}
