package casework

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// The edge is where signatures are checked: with real keys, on the procedure of the conduct
// office.

// atConduct is a world whose case stands open, with Ann and Bo at work in it.
func atConduct(t testing.TB) *world {
	w := newWorld(t)
	p := readProcedures(t)["conduct"]
	w.desk.Procedure = func(context.Context, string) (portal.Procedure, error) { return p, nil }
	w.desk.Rand = rand.Reader
	w.ready(w.ann, w.bo)
	w.store.c.ProcedureHash, w.store.c.Stage, w.store.c.Whose = p.Version, "open", mailbox.Reporter
	w.store.c.Reporter = PersonKeys{Keys: seal.Hash(nil), Verify: w.phrase.Verify(), Recipient: staff.Must(w.phrase.Identity().Recipient())}
	return w
}

func (w *world) head(by string) seal.Head {
	return seal.Head{ID: staff.NewID(), By: by, At: clock.Today(w.desk.Now())}
}

// step is a step line of an officer.
func (w *world) step(by *staff.Person, step string, change func(*seal.Step)) seal.Signed {
	line := seal.Step{Head: w.head(by.Holder()), Report: w.store.c.Report, Unit: "wct", Step: step, Of: []string{}}
	if change != nil {
		change(&line)
	}
	return staff.Must(seal.Sign(by.Signer, line))
}

// asks asks the reporter for consent to a step, and gives the request with its hash.
func (w *world) asks(by *staff.Person, step string) (seal.Request, string) {
	w.Helper()
	request := seal.Request{
		Head: w.head(by.Holder()), Report: w.store.c.Report, Who: mailbox.Reporter, Step: step, To: "unit:wct", Purpose: "assess",
		Parts: []seal.Part{}, Until: clock.Add(clock.Today(w.desk.Now()), 10),
	}
	signed := staff.Must(seal.Sign(by.Signer, request))
	hash := seal.LineHash(signed)
	err := w.desk.Take(ctx, number, actor(by), Taking{
		Step: w.step(by, stepAsk, func(s *seal.Step) { s.Of = []string{hash} }), Lines: []seal.Signed{signed},
	})
	if err != nil {
		w.Fatal(err)
	}
	return request, hash
}

func yes(request seal.Request, hash string, head seal.Head) seal.Consent {
	return seal.Consent{
		Head: head, Report: request.Report, Request: hash, Answer: "yes", Step: request.Step, To: request.To,
		Purpose: request.Purpose, Parts: request.Parts, Until: request.Until,
	}
}

func TestTakeIsSigned(t *testing.T) {
	w := atConduct(t)
	category := func(s *seal.Step) { s.Code = "harassment" }
	for note, taking := range map[string]Taking{
		"by another":          {Step: w.step(w.bo, stepCategory, category)},
		"in another's name":   {Step: w.step(w.ann, stepCategory, func(s *seal.Step) { category(s); s.By = w.bo.Holder() })},
		"long ago":            {Step: w.step(w.ann, stepCategory, func(s *seal.Step) { category(s); s.At = "2026-11-02" })},
		"of another report":   {Step: w.step(w.ann, stepCategory, func(s *seal.Step) { category(s); s.Report = staff.NewID() })},
		"of another office":   {Step: w.step(w.ann, stepCategory, func(s *seal.Step) { category(s); s.Unit = "ethics" })},
		"another kind":        {Step: staff.Must(seal.Sign(w.ann.Signer, seal.Approval{Head: w.head(w.ann.Holder()), Of: seal.Hash(nil)}))},
		"nothing":             {},
		"with a strange line": {Step: w.step(w.ann, stepCategory, category), Lines: []seal.Signed{w.step(w.ann, stepCategory, category)}},
	} {
		if err := w.desk.Take(ctx, number, actor(w.ann), taking); key(err) != "sending-unfit" {
			t.Errorf("%s: %v", note, err)
		}
	}
	altered := w.step(w.ann, stepCategory, category)
	altered.Line = strings.Replace(altered.Line, "harassment", "bullying", 1)
	if err := w.desk.Take(ctx, number, actor(w.ann), Taking{Step: altered}); key(err) != "sending-unfit" {
		t.Errorf("changed by a word: %v", err)
	}
	if err := w.desk.Take(ctx, number, actor(w.hans), Taking{Step: w.step(w.hans, stepCategory, category)}); key(err) != "no-case" {
		t.Errorf("without a key: %v", err)
	}
	before := len(w.store.changes)
	taken := Taking{Step: w.step(w.ann, stepCategory, category)}
	for range 2 { // the answer was lost: the browser sends the same again
		if err := w.desk.Take(ctx, number, actor(w.ann), taken); err != nil {
			t.Fatal(err)
		}
	}
	if w.store.c.Category != "harassment" || len(w.store.c.Lines) != 1 || len(w.store.changes) != before+2 {
		t.Errorf("category %q, %d lines", w.store.c.Category, len(w.store.c.Lines))
	}
	if err := w.desk.Take(ctx, number, actor(w.bo), Taking{Step: w.step(w.bo, stepCategory, category)}); key(err) != "category-already" {
		t.Errorf("twice at once, the other is told: %v", err)
	}
}

func TestUndertaking(t *testing.T) {
	w := atConduct(t)
	signed := false
	w.desk.Undertaken = func(context.Context, string) (bool, error) { return signed, nil }
	try := func() []error {
		_, open := w.desk.Open(ctx, number, actor(w.ann))
		_, board := w.desk.Board(ctx, number, actor(w.ann))
		return []error{open, board, w.desk.Take(ctx, number, actor(w.ann), Taking{Step: w.step(w.ann, stepCategory, func(s *seal.Step) { s.Code = "bullying" })})}
	}
	for _, err := range try() {
		if key(err) != "undertake-first" {
			t.Error(err)
		}
	}
	signed = true
	for _, err := range try() {
		if err != nil {
			t.Error(err)
		}
	}
}

func TestConsentIsSigned(t *testing.T) {
	w := atConduct(t)
	request, hash := w.asks(w.ann, "begin-assessment")
	stranger := staff.Must(seal.NewPhrase(rand.Reader, "en"))
	good := yes(request, hash, w.head(mailbox.Reporter))
	change := func(change func(*seal.Consent)) seal.Consent { c := good; change(&c); return c }
	altered := staff.Must(seal.Sign(w.phrase.Signer(), good))
	altered.Line = strings.Replace(altered.Line, `"yes"`, `"yeS"`, 1)
	for note, c := range map[string]struct {
		line seal.Signed
		key  string
	}{
		"by a stranger's words": {staff.Must(seal.Sign(stranger.Signer(), good)), "sending-unfit"},
		"changed by a byte":     {altered, "sending-unfit"},
		"for another step":      {staff.Must(seal.Sign(w.phrase.Signer(), change(func(c *seal.Consent) { c.Step = "talks" }))), "consent-altered"},
		"for another office":    {staff.Must(seal.Sign(w.phrase.Signer(), change(func(c *seal.Consent) { c.To = "unit:iaig" }))), "consent-altered"},
		"for longer":            {staff.Must(seal.Sign(w.phrase.Signer(), change(func(c *seal.Consent) { c.Until = "2027-11-01" }))), "consent-altered"},
		"to a request unknown":  {staff.Must(seal.Sign(w.phrase.Signer(), change(func(c *seal.Consent) { c.Request = seal.Hash([]byte("x")) }))), "request-unknown"},
		"to more than asked": {staff.Must(seal.Sign(w.phrase.Signer(), change(func(c *seal.Consent) {
			c.Parts = []seal.Part{{ID: staff.NewID(), Kind: "answers"}}
		}))), "consent-parts"},
		"taken back unsaid": {staff.Must(seal.Sign(w.phrase.Signer(), change(func(c *seal.Consent) { c.Answer = "withdrawn" }))), "nothing-agreed"},
		"months ago":        {staff.Must(seal.Sign(w.phrase.Signer(), change(func(c *seal.Consent) { c.At = "2026-09-01" }))), "sending-unfit"},
	} {
		if err := w.desk.Act(ctx, "wct", []seal.Signed{c.line}); key(err) != c.key {
			t.Errorf("%s: want %s, got %v", note, c.key, err)
		}
	}
	line := staff.Must(seal.Sign(w.phrase.Signer(), good))
	if err := w.desk.Act(ctx, "iaig", []seal.Signed{line}); key(err) != "no-mailbox" {
		t.Errorf("at an office that has no case: %v", err)
	}
	later := w.desk.Now
	w.desk.Now = func() time.Time { return staff.Now.AddDate(0, 0, 11) }
	if err := w.desk.Act(ctx, "wct", []seal.Signed{line}); key(err) != "consent-expired" {
		t.Errorf("too late: %v", err)
	}
	w.desk.Now = later
	for range 2 {
		if err := w.desk.Act(ctx, "wct", []seal.Signed{line}); err != nil {
			t.Fatal(err)
		}
	}
	again := staff.Must(seal.Sign(w.phrase.Signer(), yes(request, hash, w.head(mailbox.Reporter))))
	if err := w.desk.Act(ctx, "wct", []seal.Signed{again}); key(err) != "answered-already" {
		t.Errorf("answered twice: %v", err)
	}
}

func TestActIsWhole(t *testing.T) {
	w := atConduct(t)
	sign := func(act, of string) seal.Signed {
		return staff.Must(seal.Sign(w.phrase.Signer(), seal.Act{Head: w.head(mailbox.Reporter), Report: w.store.c.Report, Act: act, Of: of}))
	}
	before := len(w.store.c.Lines)
	if err := w.desk.Act(ctx, "wct", []seal.Signed{sign(actMeet, ""), sign(actAgree, seal.Hash(nil))}); key(err) != "agree-unknown" || len(w.store.c.Lines) != before {
		t.Errorf("one of two was kept: %v", err)
	}
	for _, lines := range [][]seal.Signed{nil, {{}}, make([]seal.Signed, 5), {w.step(w.ann, stepCategory, nil)}} {
		if err := w.desk.Act(ctx, "wct", lines); key(err) != "sending-unfit" {
			t.Errorf("%d lines: %v", len(lines), err)
		}
	}
	w.store.c.Exclusions = []string{w.hans.Holder()}
	if err := w.desk.Act(ctx, "wct", []seal.Signed{sign(actLift, w.eve.Holder())}); key(err) != "not-excluded" {
		t.Error(err)
	}
	if err := w.desk.Act(ctx, "wct", []seal.Signed{sign(actLift, w.hans.Holder()), sign(actName, seal.Hash(nil)), sign(actWithdraw, "")}); err != nil {
		t.Fatal(err)
	}
	if len(w.store.c.Exclusions) != 0 || w.store.c.Withdrawn != staff.Today || len(w.last().Acts) != 3 {
		t.Errorf("%+v", w.last().Acts)
	}
}

func TestApprovalIsSigned(t *testing.T) {
	w := atConduct(t)
	hash := ""
	for _, line := range []seal.Signed{w.step(w.ann, "assess", nil)} {
		hash = seal.LineHash(line)
		w.store.c.Lines = append(w.store.c.Lines, lineOf(line, seal.Head{By: w.ann.Holder()}, nil))
	}
	w.store.c.Stage = "assessing"
	approve := func(by *staff.Person, signer *staff.Person, of string) error {
		line := staff.Must(seal.Sign(signer.Signer, seal.Approval{Head: w.head(by.Holder()), Of: of}))
		return w.desk.Approve(ctx, number, actor(by), line)
	}
	if err := approve(w.ann, w.ann, hash); key(err) != "second-person" {
		t.Errorf("one's own: %v", err)
	}
	if err := approve(w.bo, w.ann, hash); key(err) != "sending-unfit" {
		t.Errorf("signed by the first person: %v", err)
	}
	if err := approve(w.bo, w.bo, seal.Hash(nil)); key(err) != "step-unknown" {
		t.Errorf("over other bytes: %v", err)
	}
	if err := approve(w.bo, w.bo, hash); key(err) != "step-not-yours" {
		t.Errorf("without the role: %v", err)
	}
	if w.store.c.Stage != "assessing" {
		t.Error("it took effect")
	}
}

func TestClaimIsSigned(t *testing.T) {
	w := atConduct(t)
	old, next := staff.Must(seal.NewPhrase(rand.Reader, "en")), staff.Must(seal.NewPhrase(rand.Reader, "en"))
	who := "party:" + staff.NewID()
	place := staff.Must(seal.NewSeed(rand.Reader))
	first := staff.Must(seal.Sign(old.Signer(), w.keysOf(old, who, "")))
	w.store.handles[staff.Must(seal.HandleHash(old.HandleText()))] = who
	recipient := staff.Must(place.Recipient())
	w.store.c.Parties = []Party{{Who: who, Role: PartyWitness, Keys: seal.LineHash(first), Verify: old.Verify()}}
	w.store.c.Holders = append(w.store.c.Holders, Holder{Holder: who, Compartment: who, Turn: 1, Basis: "assignment", Line: seal.Hash(nil), Recipient: recipient})
	claim := func(signer seal.Phrase, change func(*seal.Keys)) mailbox.Claiming {
		keys := w.keysOf(next, who, seal.LineHash(first))
		if change != nil {
			change(&keys)
		}
		grant := seal.Grant{Head: w.head(who), Report: w.store.c.Report, Compartment: who, Turn: 1, Holder: who, Basis: "assignment"}
		return mailbox.Claiming{
			Handle: old.HandleText(), Next: next.HandleText(), Keys: staff.Must(seal.Sign(signer.Signer(), keys)),
			Grants: []seal.Sealed{staff.Must(seal.NewGrant(next.Signer(), rand.Reader, grant, place, staff.Must(next.Identity().Recipient())))},
		}
	}
	without := claim(old, nil)
	without.Grants = nil
	unknown := claim(old, nil)
	unknown.Handle = next.HandleText()
	unknown.Next = old.HandleText()
	for note, c := range map[string]struct {
		claim mailbox.Claiming
		key   string
	}{
		"signed by the new words": {claim(next, nil), "sending-unfit"},
		"after other keys":        {claim(old, func(k *seal.Keys) { k.Prev = seal.Hash(nil) }), "claimed-already"},
		"of another report":       {claim(old, func(k *seal.Keys) { k.Report = staff.NewID() }), "sending-unfit"},
		"without the key":         {without, "person-left-out"},
		"with words unknown":      {unknown, "no-mailbox"},
	} {
		if err := w.desk.Claim(ctx, c.claim); key(err) != c.key {
			t.Errorf("%s: want %s, got %v", note, c.key, err)
		}
	}
	if err := w.desk.Claim(ctx, claim(old, nil)); err != nil {
		t.Fatal(err)
	}
	change := w.last()
	if p := w.store.c.Parties[0]; p.Opened != staff.Today || p.Verify != next.Verify() || change.Claimed.New != staff.Must(seal.HandleHash(next.HandleText())) {
		t.Errorf("%+v", p)
	}
	if len(change.EndGrants) != 1 || len(change.Grants) != 1 {
		t.Errorf("the key goes over: %+v", change)
	}
}

// TestClaimTwice: the answer was lost, and the browser sends the same again: it is done, and
// only for exactly that claim.
func TestClaimTwice(t *testing.T) {
	w := atConduct(t)
	old, next := staff.Must(seal.NewPhrase(rand.Reader, "en")), staff.Must(seal.NewPhrase(rand.Reader, "en"))
	who := "party:" + staff.NewID()
	first := staff.Must(seal.Sign(old.Signer(), w.keysOf(old, who, "")))
	w.store.handles[staff.Must(seal.HandleHash(old.HandleText()))] = who
	w.store.c.Parties = []Party{{Who: who, Role: PartyWitness, Keys: seal.LineHash(first), Verify: old.Verify()}}
	claim := mailbox.Claiming{
		Handle: old.HandleText(), Next: next.HandleText(),
		Keys: staff.Must(seal.Sign(old.Signer(), w.keysOf(next, who, seal.LineHash(first)))),
	}
	for range 2 {
		if err := w.desk.Claim(ctx, claim); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.store.changes) == 0 || w.store.c.Parties[0].Keys != seal.LineHash(claim.Keys) {
		t.Errorf("%+v", w.store.c.Parties)
	}
	kept := len(w.store.changes)
	claim.Keys = staff.Must(seal.Sign(old.Signer(), w.keysOf(next, who, seal.LineHash(first)))) // another line
	if err := w.desk.Claim(ctx, claim); key(err) != "no-mailbox" || len(w.store.changes) != kept {
		t.Errorf("other keys for the same words: %v", err)
	}
}

// TestActTwice: likewise of what a person decides.
func TestActTwice(t *testing.T) {
	w := atConduct(t)
	request, hash := w.asks(w.ann, "begin-assessment")
	signed := staff.Must(seal.Sign(w.phrase.Signer(), yes(request, hash, w.head(mailbox.Reporter))))
	for range 2 {
		if err := w.desk.Act(ctx, "wct", []seal.Signed{signed}); err != nil {
			t.Fatal(err)
		}
	}
	lines := 0
	for _, line := range w.store.c.Lines {
		if line.Hash == seal.LineHash(signed) {
			lines++
		}
	}
	if last := w.last(); lines != 1 || len(last.Lines)+len(last.Acts)+len(last.Notices) > 0 {
		t.Errorf("kept %d times; the second time %+v", lines, last)
	}
}

func (w *world) keysOf(phrase seal.Phrase, who, prev string) seal.Keys {
	return seal.Keys{
		Head: w.head(who), Report: w.store.c.Report, Who: who, Recipient: staff.Must(phrase.Identity().Recipient()),
		Verify: phrase.Verify(), Exclusions: []string{}, Prev: prev,
	}
}

// TestBoard: the page says why not, in the same words as the step.
func TestBoard(t *testing.T) {
	w := atConduct(t)
	w.asks(w.ann, "begin-assessment")
	board, err := w.desk.Board(ctx, number, actor(w.ann))
	if err != nil {
		t.Fatal(err)
	}
	refused := map[string]string{}
	for _, option := range board.Options {
		refused[option.Step] = option.Refused
	}
	for step, want := range map[string]string{
		"listen": "", "begin-assessment": "category-first", "accept": "no-offer", stepAsk: "", stepTell: "nobody-invited",
		stepRefuse: "not-waiting", "close-withdrawn": "not-withdrawn", "assess": "step-not-now",
	} {
		if got := refused[step]; got != want {
			t.Errorf("%s: %q, want %q", step, got, want)
		}
	}
	if len(board.Asked) != 1 || board.Asked[0].Alive || len(board.Taken) != 1 || board.Taken[0].State != StateDone {
		t.Errorf("%+v %+v", board.Asked, board.Taken)
	}
	if _, err := w.desk.Board(ctx, number, actor(w.hans)); key(err) != "no-case" {
		t.Errorf("a board without a key: %v", err)
	}
}
