package intake

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// onwards is a pack whose form asks whether it may be passed on, and whose other offices could
// take it. The nsa has no procedure by which it could.
func onwards() *portal.Pack {
	p := telling()
	first := p.Forms["harassment"]
	first.Onward = map[string][]string{"ahead": {"yes"}}
	p.Forms["harassment"] = first
	accepts := []portal.ProcedureStep{{ID: "accept", Kind: portal.StepAccept}}
	for _, unit := range []string{"ethics", "hsse", "iaig"} {
		p.Forms[unit] = portal.Form{ID: unit, Kind: "report", Unit: unit, Procedure: unit}
		p.Procedures[unit] = portal.Procedure{ID: unit, Stages: []string{"received"}, Steps: accepts}
	}
	p.Units = map[string]portal.Unit{
		"wct": {ID: "wct", Form: "harassment"}, "ethics": {ID: "ethics", Form: "ethics", Order: 1},
		"hsse": {ID: "hsse", Form: "hsse", Order: 2}, "iaig": {ID: "iaig", Form: "iaig", Order: 3}, "nsa": {ID: "nsa", Order: 4},
	}
	return p
}

func (w *world) goesOn() *world {
	p := onwards()
	w.desk.Pack = func() *portal.Pack { return p }
	return w
}

// ahead is a good submission with a file, whose sender agrees to what the answers say.
func (w *world) ahead(fields map[string]any, exclusions ...string) Sending {
	w.Helper()
	file, err := w.parts.Attach(ctx, "diary.txt", "text/plain", strings.NewReader("what was seen"))
	if err != nil {
		w.Fatal(err)
	}
	s, err := w.desk.SealPlain(ctx, Plain{
		Phrase: w.phrase, Form: w.desk.Pack().Forms["harassment"], Language: "en", Fields: fields, Exclusions: exclusions,
		Files: []mailbox.Attached{file},
	})
	if err != nil {
		w.Fatal(err)
	}
	return s
}

func units(s Sending) []string {
	var all []string
	for _, signed := range s.Consents {
		_, unit := seal.Split(staff.Must(seal.ParseAs[seal.Consent](signed)).To)
		all = append(all, unit)
	}
	return all
}

// Who said yes signs for each office that could receive it and does not: nobody else does.
func TestOnwardTo(t *testing.T) {
	yes := map[string]any{"ahead": "yes", "happened": "x"}
	for note, c := range map[string]struct {
		fields     map[string]any
		exclusions []string
		want       []string
	}{
		"yes":                     {yes, nil, []string{"ethics", "hsse", "iaig"}},
		"nothing said":            {map[string]any{"happened": "x"}, nil, nil},
		"ask first":               {map[string]any{"ahead": "ask", "happened": "x"}, nil, nil},
		"an office kept out":      {yes, []string{"unit:hsse"}, []string{"ethics", "iaig"}},
		"the fallback receives":   {yes, []string{"unit:wct"}, []string{"hsse", "iaig"}},
		"ethics is told a part":   {map[string]any{"ahead": "yes", "wish": "formal", "happened": "x"}, nil, []string{"hsse", "iaig"}},
		"one person there is out": {yes, []string{"officer:" + staff.NewID()}, []string{"ethics", "hsse", "iaig"}},
	} {
		w := newWorld(t).goesOn()
		s := w.ahead(c.fields, c.exclusions...)
		if got := units(s); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", note, got, c.want)
		}
		if _, err := w.desk.Receive(ctx, s); err != nil {
			t.Errorf("%s: %v", note, err)
		}
	}
}

// What was agreed to is kept with the first office's case and with no other, one line each.
func TestOnwardKept(t *testing.T) {
	w := newWorld(t).goesOn()
	s := w.ahead(map[string]any{"ahead": "yes", "wish": "formal", "happened": "x"})
	if _, err := w.desk.Receive(ctx, s); err != nil {
		t.Fatal(err)
	}
	hash, _ := seal.HandleHash(s.Handle)
	cases := w.store.arrivals[hash].Cases
	if len(cases) != 2 || len(cases[0].Consents) != 2 || len(cases[1].Consents) != 0 {
		t.Fatalf("kept %+v", cases)
	}
	for i, consent := range cases[0].Consents {
		line := consent.Line
		if consent.Hash != seal.LineHash(s.Consents[i]) || line.Until != clock.Add(staff.Today, seal.SendingDays) ||
			line.Via != "server" || len(line.Parts) != len(cases[0].Posts) {
			t.Errorf("consent %+v", consent)
		}
		said := slices.ContainsFunc(cases[0].Acts, func(a ledger.Act) bool { return a.Act == ledger.Consented && a.Of == consent.Hash })
		if !said {
			t.Errorf("the ledger does not say so: %v", cases[0].Acts)
		}
	}
}

func TestOnwardRefuses(t *testing.T) {
	other := staff.Must(seal.NewPhrase(rand.Reader, "en"))
	resign := func(change func(*seal.Consent)) func(*world, *Sending) {
		return func(w *world, s *Sending) {
			line := staff.Must(seal.ParseAs[seal.Consent](s.Consents[0]))
			change(&line)
			s.Consents[0] = staff.Must(seal.Sign(w.phrase.Signer(), line))
		}
	}
	for _, c := range []struct {
		note, key string
		change    func(*world, *Sending)
	}{
		{"signed by another", "sending-unfit", func(_ *world, s *Sending) {
			s.Consents[0] = staff.Must(seal.Sign(other.Signer(), staff.Must(seal.ParseAs[seal.Consent](s.Consents[0]))))
		}},
		{"altered", "sending-unfit", func(_ *world, s *Sending) { s.Consents[0].Sig = s.Consents[1].Sig }},
		{"no line", "sending-unfit", func(_ *world, s *Sending) { s.Consents[0] = seal.Signed{} }},
		{"another line", "sending-unfit", func(_ *world, s *Sending) { s.Consents[0] = s.Keys }},
		{"of another report", "sending-unfit", resign(func(l *seal.Consent) { l.Report = staff.NewID() })},
		{"by a party", "sending-unfit", resign(func(l *seal.Consent) { l.By = "party:" + staff.NewID() })},
		{"to a request", "sending-unfit", resign(func(l *seal.Consent) { l.Request = seal.Hash(nil) })},
		{"taken back at once", "sending-unfit", resign(func(l *seal.Consent) { l.Answer, l.Parts = "withdrawn", nil })},
		{"another step", "sending-unfit", resign(func(l *seal.Consent) { l.Step = "refer" })},
		{"an item's id", "sending-unfit", func(w *world, s *Sending) {
			id := staff.Must(seal.ParseAs[seal.Post](s.Items[0].Signed)).ID
			resign(func(l *seal.Consent) { l.ID = id })(w, s)
		}},
		{"an office twice", "sending-unfit", resign(func(l *seal.Consent) { l.To = "unit:hsse" })},
		{"the office that receives it", "sending-unfit", resign(func(l *seal.Consent) { l.To = "unit:wct" })},
		{"an office that takes no reports", "recipients-changed", resign(func(l *seal.Consent) { l.To = "unit:nsa" })},
		{"an office that is not there", "recipients-changed", resign(func(l *seal.Consent) { l.To = "unit:nowhere" })},
		{"less than was sent", "sending-unfit", resign(func(l *seal.Consent) { l.Parts = l.Parts[:1] })},
		{"more than was sent", "sending-unfit", resign(func(l *seal.Consent) {
			l.Parts = append(l.Parts, seal.Part{ID: staff.NewID(), Kind: "file"})
		})},
		{"another kind of part", "sending-unfit", resign(func(l *seal.Consent) { l.Parts[0].Kind = "letter" })},
		{"another part", "sending-unfit", resign(func(l *seal.Consent) { l.Parts[0].ID = staff.NewID() })},
		{"for too long", "sending-unfit", resign(func(l *seal.Consent) { l.Until = clock.Add(l.At, seal.SendingDays+1) })},
		{"over before it began", "sending-unfit", resign(func(l *seal.Consent) { l.Until = clock.Add(l.At, -1) })},
		{"on another day", "sending-unfit", resign(func(l *seal.Consent) {
			l.At, l.Until = clock.Add(l.At, 20), clock.Add(l.At, 40)
		})},
		{"far too many", "sending-unfit", func(_ *world, s *Sending) { s.Consents = make([]seal.Signed, mostConsents+1) }},
		{"where the form does not ask", "sending-unfit", func(w *world, _ *Sending) {
			p := *w.desk.Pack()
			first := p.Forms["harassment"]
			first.Onward = nil
			p.Forms = map[string]portal.Form{"harassment": first, "prevention": p.Forms["prevention"]}
			w.desk.Pack = func() *portal.Pack { return &p }
		}},
	} {
		t.Run(c.note, func(t *testing.T) {
			w := newWorld(t).goesOn()
			s := w.ahead(map[string]any{"ahead": "yes", "happened": "x"})
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

// An office that the sender keeps out may be given nothing, whatever was signed.
func TestOnwardKeptOut(t *testing.T) {
	w := newWorld(t).goesOn()
	s := w.ahead(map[string]any{"ahead": "yes", "happened": "x"}, "unit:hsse")
	line := staff.Must(seal.ParseAs[seal.Consent](s.Consents[0]))
	line.ID, line.To = staff.NewID(), "unit:hsse"
	s.Consents = append(s.Consents, staff.Must(seal.Sign(w.phrase.Signer(), line)))
	if _, err := w.desk.Receive(ctx, s); err == nil || fault.Of(err).Key != "sending-unfit" {
		t.Fatal(err)
	}
}
