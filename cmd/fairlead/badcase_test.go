package main

import (
	"crypto/rand"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/officer"
	"fairlead/test/reporter"
)

// What must not be, is refused with the right words, and leaves the case as it was: steps with
// real signatures, sent to the running program.

// board is what the page of a case says of it.
type board struct {
	Case  struct{ Stage string }
	Board casework.Board
}

func (c *crew) board(first string, f file) board {
	c.t.Helper()
	var told board
	_, err := c.at(first).Post("/office/case/"+f.number+"/data", struct{}{}, &told)
	c.must(err)
	return told
}

// unmoved holds a case to be as it was before something that was refused.
func (c *crew) unmoved(first string, f file, do func()) {
	c.t.Helper()
	before := jsonOf(c.board(first, f))
	do()
	if after := jsonOf(c.board(first, f)); before != after {
		c.t.Errorf("what was refused changed the case:\n%s\n%s", before, after)
	}
}

// with is the same crew under another test.
func (c *crew) with(t *testing.T) *crew {
	return &crew{house: c.house, public: c.public, in: c.in, t: t}
}

func TestBadCases(t *testing.T) {
	c := openCrew(t)
	for first, roles := range single {
		c.hire(first+" Single", "wct", true, roles...)
	}
	for _, test := range []struct {
		name string
		run  func(*crew)
	}{
		{"without the role", withoutRole},
		{"out of order", outOfOrder},
		{"ended", ended},
		{"withdrawn", withdrawn},
		{"grants to strangers", grantsToStrangers},
		{"someone else's consent", othersConsent},
		{"altered", altered},
		{"second person", secondPerson},
		{"at once", atTheSameTime},
		{"referred", referred},
		{"suspended", suspendedHolder},
		{"parties", partiesApart},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(c.with(t)) })
	}
}

// begun is a case that everybody of the crew holds, opened, with who is affected and what it is
// about.
func (c *crew) begun() file {
	c.t.Helper()
	f := c.sent()
	c.hands("Mira", f, "Hal", "Rhea", "Hedy", "Exa", "Dora")
	for _, step := range []seal.Step{{Step: "affected"}, {Step: "category", Code: "harassment"}} {
		c.must(c.takes("Mira", f, step))
	}
	return f
}

// assessing brings a case to its assessment, with the person's yes.
func (c *crew) assessing() file {
	c.t.Helper()
	f := c.begun()
	hash := c.agreed(f, "begin-assessment", "unit:wct", "assess")
	c.must(c.takes("Mira", f, seal.Step{Step: "begin-assessment", Of: []string{hash}}))
	return f
}

// agreed asks for something and has the reporter's yes.
func (c *crew) agreed(f file, step, to, purpose string) string {
	c.t.Helper()
	request, hash := c.asks("Mira", f, step, to, purpose, 30)
	c.must(c.decides(f.Phrase, "wct", f.consent(request, hash, "yes", c.now())))
	return hash
}

func withoutRole(c *crew) {
	f := c.begun()
	for _, test := range []struct {
		first, step string
		kinds       []string
		want        string
	}{
		{"Rhea", "listen", []string{"letter"}, "step-not-yours"},
		{"Exa", "listen", []string{"letter"}, "step-not-yours"},
		{"Dora", "category", nil, "step-not-yours"},
		{"Exa", "affected", nil, "step-not-yours"},
		{"Exa", "delay", nil, "step-not-yours"},
		{"Hal", "respect", nil, "step-not-yours"},
		{"Exa", "assign", nil, "step-not-yours"},
		{"Exa", "refuse", nil, "step-not-yours"},
		{"Mira", "nothing-of-that-name", nil, "step-unknown"},
		{"Mira", "iaig-accepted", nil, "step-unknown"}, // only the engine takes it
		{"Mira", "accept", []string{"letter"}, "no-offer"},
		{"Ines", "propose-talks", nil, "step-not-yours"},
	} {
		c.opens(test.first, f.number)
		c.unmoved("Mira", f, func() {
			c.wants(c.takes(test.first, f, seal.Step{Step: test.step}, test.kinds...), test.want, test.first+" "+test.step)
		})
	}
}

func outOfOrder(c *crew) {
	f := c.begun()
	for step, test := range map[string]struct {
		line  seal.Step
		kinds []string
		want  string
	}{
		"assess":             {seal.Step{}, []string{"assessment"}, "step-not-now"},
		"talks":              {seal.Step{}, nil, "step-not-now"},
		"resolved":           {seal.Step{Code: "resolved-informally"}, []string{"outcome"}, "step-not-now"},
		"offer-iaig":         {seal.Step{To: "unit:iaig"}, nil, "step-not-now"},
		"recommend-measures": {seal.Step{}, []string{"note"}, "step-not-now"},
		"begin-assessment":   {seal.Step{}, nil, "consent-not-asked"},
		"pass-on":            {seal.Step{To: "unit:iaig", Code: "passed-on"}, []string{"outcome"}, "consent-not-asked"},
		"close-withdrawn":    {seal.Step{Code: "withdrawn"}, []string{"outcome"}, "not-withdrawn"},
		"close-no-consent":   {seal.Step{Code: "withdrawn"}, []string{"outcome"}, "code-missing"},
		"close-not-reached":  {seal.Step{Code: "not-reached"}, nil, "outcome-missing"},
		"listen":             {seal.Step{}, nil, "letter-missing"},
		"guide":              {seal.Step{Code: "harassment"}, []string{"letter"}, "sending-unfit"},
		"check-in":           {seal.Step{}, []string{"note"}, "no-action"},
		"protection-plan":    {seal.Step{}, []string{"note"}, "day-missing"},
		"talks-held":         {seal.Step{Code: "held"}, nil, "step-not-now"},
		"tell":               {seal.Step{}, []string{"letter"}, "nobody-invited"},
		"renew":              {seal.Step{}, nil, "nothing-postponed"},
		"refuse":             {seal.Step{Of: []string{someHash}}, nil, "not-waiting"},
		"link":               {seal.Step{To: "case:0000-0000"}, nil, "no-case"},
	} {
		test.line.Step = step
		c.unmoved("Mira", f, func() { c.wants(c.takes("Mira", f, test.line, test.kinds...), test.want, step) })
	}
}

func ended(c *crew) {
	f := c.assessing()
	c.must(c.takes("Mira", f, seal.Step{Step: "assess"}, "assessment"))
	waiting := c.waiting("Mira", f)
	c.must(c.takes("Hal", f, seal.Step{Step: "close-no-consent", Code: "no-consent"}, "outcome"))
	c.unmoved("Mira", f, func() {
		for _, step := range []string{"guide", "listen", "close-no-action", "ask", "category", "affected", "tell", "except"} {
			c.wants(c.takes("Mira", f, seal.Step{Step: step}), "case-ended", step)
		}
		c.wants(c.approves("Rhea", f, waiting), "case-ended", "agreeing to a step of an ended case")
		c.wants(c.acts(f, "withdraw", ""), "case-ended", "withdrawing an ended case")
	})
}

func withdrawn(c *crew) {
	f := c.assessing()
	request, hash := c.asks("Mira", f, "pass-on", "unit:iaig", "misdirected", 30)
	c.must(c.takes("Mira", f, seal.Step{Step: "assess"}, "assessment"))
	waiting := c.waiting("Mira", f)
	c.must(c.acts(f, "withdraw", ""))
	c.unmoved("Mira", f, func() {
		for _, step := range []string{"guide", "close-no-action", "ask", "category", "recommend-general"} {
			c.wants(c.takes("Mira", f, seal.Step{Step: step, Code: map[string]string{"close-no-action": "no-further-action"}[step]}), "case-withdrawn", step)
		}
		c.wants(c.approves("Rhea", f, waiting), "case-withdrawn", "agreeing to a step of a withdrawn case")
		c.wants(c.takes("Mira", f, seal.Step{Step: "close-withdrawn", Code: "withdrawn"}, "outcome"), "undo-days", "ending it at once")
		c.wants(c.acts(f, "withdraw", ""), "withdrawn-already", "withdrawing twice")
	})
	_ = request
	c.wants(c.decides(f.Phrase, "wct", seal.Act{Head: seal.Head{By: "reporter", At: seal.Day(c.now())}, Report: f.report, Act: "undo", Of: hash}), "not-withdrawn", "undoing something else")
}

// waiting is the newest step that waits for a second person.
func (c *crew) waiting(first string, f file) string {
	c.t.Helper()
	for _, taken := range slices.Backward(c.board(first, f).Board.Taken) {
		if taken.State == casework.StateWaiting {
			return taken.Hash
		}
	}
	c.t.Fatal("nothing waits")
	return ""
}

// approves agrees to a line as the second person.
func (c *crew) approves(first string, f file, of string) error {
	c.t.Helper()
	c.opens(first, f.number)
	_, err := c.at(first).Post("/office/case/"+f.number+"/approve", map[string]seal.Signed{"approval": c.approval(first, of)}, nil)
	return err
}

func (c *crew) approval(first, of string) seal.Signed {
	c.t.Helper()
	head, err := c.at(first).Head()
	c.must(err)
	signed, err := c.at(first).Sign(seal.Approval{Head: head, Of: of})
	c.must(err)
	return signed
}

func grantsToStrangers(c *crew) {
	f := c.sent("officer:" + c.staff["Jonas"].Person)
	o, opened := c.at("Mira"), c.opens("Mira", f.number)
	hand := func(first string, change func(*officer.Held)) error {
		held, err := o.Current(opened, c.public, c.staff[first].Person)
		c.must(err)
		if change != nil {
			change(&held)
		}
		grant, err := o.Hand(opened, "talk:wct", held)
		c.must(err)
		_, err = o.Post("/office/case/"+f.number+"/send", casework.Sending{Grants: []seal.Sealed{grant}}, nil)
		return err
	}
	own, err := o.Own()
	c.must(err)
	stranger, err := seal.NewID(rand.Reader)
	c.must(err)
	c.unmoved("Mira", f, func() {
		c.wants(hand("Teresa", nil), "not-to-them", "a grant to another office")
		c.wants(hand("Jonas", nil), "not-to-them", "a grant to somebody kept out")
		c.wants(hand("Hal", func(h *officer.Held) { h.Recipient = own.Recipient }), "key-changed", "a grant to another key")
		c.wants(hand("Hal", func(h *officer.Held) { h.Holder = "officer:" + stranger }), "not-to-them", "a grant to nobody")
		c.wants(hand("Hal", func(h *officer.Held) { h.Holder = "party:" + stranger }), "not-to-them", "a grant to an unknown party")
		c.wants(hand("Hal", func(h *officer.Held) { h.Holder = "recovery:wct" }), "not-to-them", "a grant to a recovery key that is not set")
		c.wants(hand("Mira", nil), "granted-already", "a grant to oneself")
	})
	// The same with a step.
	held, err := o.Current(opened, c.public, c.staff["Teresa"].Person)
	c.must(err)
	grant, err := o.Hand(opened, "talk:wct", held)
	c.must(err)
	c.wants(o.Take(opened, seal.Step{Step: "assign", To: held.Holder}, casework.Taking{Grants: []seal.Sealed{grant}}), "not-to-them", "a case assigned to another office")
	grants, _, err := o.Begin(opened, "talk:ethics", "assignment")
	c.must(err)
	_, err = o.Post("/office/case/"+f.number+"/send", casework.Sending{Grants: grants}, nil)
	c.wants(err, "sending-unfit", "another office's talk begun")
}

func othersConsent(c *crew) {
	f, g := c.begun(), c.begun()
	request, hash := c.asks("Mira", f, "begin-assessment", "unit:wct", "assess", 30)
	other := c.agreed(g, "begin-assessment", "unit:wct", "assess")
	c.unmoved("Mira", f, func() {
		c.wants(c.decides(g.Phrase, "wct", f.consent(request, hash, "yes", c.now())), "sending-unfit", "a consent signed by another reporter")
		alien := g.consent(request, hash, "yes", c.now())
		c.wants(c.decides(g.Phrase, "wct", alien), "request-unknown", "a consent to another report's request")
		wide := f.consent(request, hash, "yes", c.now())
		wide.To = "unit:iaig"
		c.wants(c.decides(f.Phrase, "wct", wide), "consent-altered", "a consent to something else")
		late := f.consent(request, hash, "yes", c.now().AddDate(0, 0, 9))
		c.wants(c.decides(f.Phrase, "wct", late), "sending-unfit", "a consent of a later day")
		c.wants(c.takes("Mira", f, seal.Step{Step: "begin-assessment", Of: []string{hash}}), "consent-waits", "no answer is no")
	})
	c.must(c.decides(f.Phrase, "wct", f.consent(request, hash, "yes", c.now())))
	c.unmoved("Mira", f, func() {
		c.wants(c.takes("Mira", f, seal.Step{Step: "begin-assessment", Of: []string{other}}), "consent-not-named", "another report's consent")
		c.wants(c.takes("Mira", f, seal.Step{Step: "begin-assessment"}), "consent-not-named", "no consent named")
		c.wants(c.decides(f.Phrase, "wct", f.consent(request, hash, "no", c.now())), "answered-already", "a second answer")
	})
	c.must(c.decides(f.Phrase, "wct", f.consent(request, hash, "withdrawn", c.now())))
	c.wants(c.takes("Mira", f, seal.Step{Step: "begin-assessment", Of: []string{hash}}), "consent-withdrawn", "a consent taken back")
	_, err := c.at("Mira").Ask(c.opens("Mira", f.number), request, "")
	c.wants(err, "say-what-changed", "the same question once more, without a word")
	again := c.agreed(f, "begin-assessment", "unit:wct", "assess")
	c.must(c.takes("Mira", f, seal.Step{Step: "begin-assessment", Of: []string{again}}))
	c.wants(c.takes("Mira", f, seal.Step{Step: "begin-assessment", Of: []string{again}}), "step-not-now", "the same again")
	c.wants(c.decides(f.Phrase, "wct", f.consent(request, again, "withdrawn", c.now())), "consent-used", "taking back what was used")
}

// flipped is a line with one byte changed, under the old signature.
func flipped(signed seal.Signed, from, to string) seal.Signed {
	signed.Line = strings.Replace(signed.Line, from, to, 1)
	return signed
}

func altered(c *crew) {
	f, g := c.begun(), c.begun()
	o, opened := c.at("Mira"), c.opens("Mira", f.number)
	post := func(number string, taking casework.Taking) error {
		_, err := o.Post("/office/case/"+number+"/step", taking, nil)
		return err
	}
	taking, of := c.items(o, opened, "letter")
	head, err := o.Head()
	c.must(err)
	line := seal.Step{Head: head, Report: f.report, Unit: "wct", Step: "listen", Of: of}
	taking.Step, err = o.Sign(line)
	c.must(err)
	c.unmoved("Mira", f, func() {
		for what, step := range map[string]seal.Signed{
			"another step": flipped(taking.Step, `"step":"listen"`, `"step":"listem"`), "another unit": flipped(taking.Step, `"unit":"wct"`, `"unit":"wcu"`),
			"another day": flipped(taking.Step, `"at":"20`, `"at":"21`), "a blank": flipped(taking.Step, `,"step"`, `, "step"`),
		} {
			changed := taking
			changed.Step = step
			c.wants(post(f.number, changed), "sending-unfit", what)
		}
		changed := taking
		changed.Items = slices.Clone(taking.Items)
		changed.Items[0].File = slices.Clone(changed.Items[0].File)
		changed.Items[0].File[len(changed.Items[0].File)-1] ^= 1
		c.wants(post(f.number, changed), "sending-unfit", "an item that was changed")
		theirs := taking
		theirs.Step, err = c.at("Hal").Sign(line)
		c.must(err)
		c.wants(post(f.number, theirs), "sending-unfit", "signed by a colleague")
		old := line
		old.At = seal.Day(c.now().AddDate(0, 0, -9))
		theirs.Step, err = o.Sign(old)
		c.must(err)
		c.wants(post(f.number, theirs), "sending-unfit", "dated nine days back")
	})
	c.unmoved("Mira", g, func() { c.wants(post(g.number, taking), "sending-unfit", "a step of another report") })
	c.must(post(f.number, taking))
	c.unmoved("Mira", f, func() { c.must(post(f.number, taking)) }) // its answer was lost: it is there once
	c.unmoved("Mira", g, func() { c.wants(post(g.number, taking), "sending-unfit", "a step replayed elsewhere") })

	request, hash := c.asks("Mira", f, "begin-assessment", "unit:wct", "assess", 30)
	signed, err := seal.Sign(f.Phrase.Signer(), identified(f.consent(request, hash, "no", c.now())))
	c.must(err)
	c.unmoved("Mira", f, func() {
		yes := flipped(signed, `"answer":"no"`, `"answer":"yes"`)
		c.wants(c.send("act", map[string]any{"unit": "wct", "lines": []seal.Signed{yes}, "items": []any{}, "uploads": []any{}}), "sending-unfit", "a no made a yes")
	})
}

func secondPerson(c *crew) {
	f := c.assessing()
	c.must(c.takes("Mira", f, seal.Step{Step: "assess"}, "assessment"))
	of := c.waiting("Mira", f)
	c.opens("Rhea", f.number)
	post := func(first string, signed seal.Signed) error {
		_, err := c.at(first).Post("/office/case/"+f.number+"/approve", map[string]seal.Signed{"approval": signed}, nil)
		return err
	}
	c.unmoved("Mira", f, func() {
		c.wants(c.approves("Mira", f, of), "second-person", "one's own step")
		c.wants(c.approves("Hal", f, of), "step-not-yours", "a handler")
		c.wants(c.approves("Exa", f, of), "step-not-yours", "somebody from outside")
		c.wants(c.approves("Rhea", f, someHash), "step-unknown", "other bytes")
		c.wants(post("Rhea", c.approval("Hedy", of)), "sending-unfit", "signed by somebody else")
		c.wants(post("Rhea", flipped(c.approval("Rhea", of), `"of":"`, `"of": "`)), "sending-unfit", "an altered approval")
		c.wants(c.takes("Mira", f, seal.Step{Step: "assess"}, "assessment"), "step-waits", "the same step beside it")
		c.wants(c.takes("Mira", f, seal.Step{Step: "close-no-action", Code: "no-further-action"}, "outcome"), "step-not-now", "going on without")
		c.wants(c.takes("Hal", f, seal.Step{Step: "refuse", Of: []string{of}}), "step-not-yours", "a no by a handler")
	})
	approval := c.approval("Rhea", of)
	c.must(post("Rhea", approval))
	if got := c.board("Mira", f).Case.Stage; got != "assessed" {
		c.t.Errorf("after the second signature it stands at %s", got)
	}
	c.unmoved("Mira", f, func() {
		c.must(post("Rhea", approval))
		c.wants(c.approves("Hedy", f, of), "not-waiting", "a third person")
		c.wants(c.takes("Hedy", f, seal.Step{Step: "refuse", Of: []string{of}}), "not-waiting", "a no after the yes")
	})
}

// both does two things at once and gives their answers.
func both(one, other func() error) (codes []string) {
	var group sync.WaitGroup
	codes = make([]string, 2)
	for i, do := range []func() error{one, other} {
		group.Go(func() { codes[i] = fails(do()) })
	}
	group.Wait()
	slices.Sort(codes)
	return codes
}

func (c *crew) oneWins(codes []string, lost ...string) {
	c.t.Helper()
	if codes[0] != "" || !slices.Contains(lost, codes[1]) {
		c.t.Errorf("two at once: %q; one should win and the other be told one of %q", codes, lost)
	}
}

func atTheSameTime(c *crew) {
	f := c.begun()
	send := map[string]func() error{}
	for _, first := range []string{"Mira", "Hal"} {
		o, opened := c.at(first), c.opens(first, f.number)
		taking, of := c.items(o, opened, "letter")
		send[first] = func() error { return o.Take(opened, seal.Step{Step: "listen", Of: of}, taking) }
	}
	c.oneWins(both(send["Mira"], send["Hal"]), "step-not-now", "step-taken")

	request, hash := c.asks("Mira", f, "begin-assessment", "unit:wct", "assess", 30)
	answer := func(answer string) func() error {
		return func() error { return c.decides(f.Phrase, "wct", f.consent(request, hash, answer, c.now())) }
	}
	c.oneWins(both(answer("yes"), answer("yes")), "answered-already")
	begin := map[string]func() error{}
	for _, first := range []string{"Mira", "Hal"} {
		o, opened := c.at(first), c.opens(first, f.number)
		begin[first] = func() error {
			return o.Take(opened, seal.Step{Step: "begin-assessment", Of: []string{hash}}, casework.Taking{})
		}
	}
	c.oneWins(both(begin["Mira"], begin["Hal"]), "step-not-now", "step-taken", "consent-used")
	// Withdrawing and a step: whatever comes first, the case knows both or refuses one.
	c.must(c.takes("Mira", f, seal.Step{Step: "assess"}, "assessment"))
	of := c.waiting("Mira", f)
	c.opens("Rhea", f.number)
	c.opens("Hedy", f.number)
	approve := func(first string) func() error {
		signed := c.approval(first, of)
		return func() error {
			_, err := c.at(first).Post("/office/case/"+f.number+"/approve", map[string]seal.Signed{"approval": signed}, nil)
			return err
		}
	}
	c.oneWins(both(approve("Rhea"), approve("Hedy")), "not-waiting")
	if taken := c.board("Mira", f).Board.Taken; len(taken) != 6 {
		c.t.Errorf("%d steps stand in the case: %s", len(taken), jsonOf(taken))
	}
}

// referred: what another office is passed, and what it holds after it declined or accepted.
func referred(c *crew) {
	declined := c.begun()
	c.passes(declined)
	kwame, number := c.at("Kwame"), c.newest("Kwame")
	ingrid := c.at("Ingrid")
	opened := c.opens("Kwame", number)
	c.opens("Ingrid", number)
	c.wants(c.decline(kwame, opened, "no-such-code"), "code-missing", "declining without a reason")
	for _, step := range []string{"plan", "ask", "category", "close-withdrawn"} {
		err := kwame.Take(opened, seal.Step{Step: step}, casework.Taking{})
		if got := fails(err); got != "offer-undecided" && got != "step-not-yours" && got != "step-not-now" && got != "step-unknown" {
			c.t.Errorf("%s before the offer is answered: %q", step, got)
		}
	}
	c.must(c.decline(kwame, opened, "outside-remit"))
	if got := c.board("Mira", declined).Case.Stage; got != "returned" {
		c.t.Errorf("after a no the giver's case stands at %q", got)
	}
	// Who held the share alone finds nothing now; who wrote the note has number and reasons.
	for _, path := range []string{"/data", "/export", "/blob", "/send", "/step"} {
		got, err := ingrid.Call("POST", "/office/case/"+number+path, jsonOf(map[string]any{}))
		c.must(err)
		none, err := ingrid.Call("POST", "/office/case/0000-0000"+path, jsonOf(map[string]any{}))
		c.must(err)
		if got.Status != none.Status || got.Body != none.Body {
			c.t.Errorf("a declined share, %s: %s, and of an unknown number %s", path, told(got), told(none))
		}
	}
	after, err := kwame.Open(number, c.public)
	c.must(err)
	for _, item := range after.Bundle.Items {
		if strings.Contains(item.Line, `"compartment":"share:`) {
			c.t.Error("an office that declined is still served what was passed on")
		}
	}
	c.wants(c.decline(kwame, after, "outside-remit"), "offer-decided", "declining twice")
	if queue, _ := ingrid.Queue(); strings.Contains(queue, number) {
		c.t.Error("the queue shows a case whose only share has ended")
	}
}

// passes passes a case on to the investigators; what must not be passed on is refused before.
func (c *crew) passes(f file) {
	c.t.Helper()
	o := c.at("Mira")
	request, hash := c.asks("Mira", f, "pass-on", "unit:iaig", "misdirected", 30)
	opened := c.opens("Mira", f.number)
	id := c.requestID(opened, hash)
	c.must(c.decides(f.Phrase, "wct", f.consent(request, hash, "yes", c.now())))
	to := []officer.Held{c.person(opened)}
	for _, first := range []string{"Kwame", "Ingrid"} {
		held, err := o.Current(opened, c.public, c.staff[first].Person)
		c.must(err)
		to = append(to, held)
	}
	pass := func(to []officer.Held, line seal.Step) error {
		taking, of := c.items(o, opened, "outcome")
		grants, copies, err := o.Share(opened, id, to...)
		c.must(err)
		taking.Grants, taking.Items = append(taking.Grants, grants...), append(taking.Items, copies...)
		for _, copied := range copies {
			of = append(of, seal.LineHash(copied.Signed))
		}
		line.Step, line.Code, line.Of = "pass-on", "passed-on", append(of, hash)
		return o.Take(opened, line, taking)
	}
	teresa, err := o.Current(opened, c.public, c.staff["Teresa"].Person)
	c.must(err)
	c.unmoved("Mira", f, func() {
		c.wants(pass(to, seal.Step{To: "unit:ethics"}), "consent-other", "passed to another office than was agreed")
		c.wants(pass(append(slices.Clone(to), teresa), seal.Step{To: "unit:iaig"}), "not-to-them", "a share for a stranger")
		c.wants(pass(to[:2], seal.Step{To: "unit:iaig"}), "receiver-left-out", "a share without a colleague")
		c.wants(pass(to[1:], seal.Step{To: "unit:iaig"}), "person-left-out", "a share without the person")
	})
	c.must(pass(to, seal.Step{To: "unit:iaig"}))
	c.wants(pass(to, seal.Step{To: "unit:iaig"}), "case-ended", "the same consent once more")
}

// person is who reported, as somebody who is to hold something.
func (c *crew) person(opened officer.Case) officer.Held {
	return officer.Held{Holder: "reporter", Recipient: opened.Opened.Keys.Recipient}
}

func (c *crew) requestID(opened officer.Case, hash string) string {
	c.t.Helper()
	for _, line := range opened.Opened.Lines {
		if line.Hash == hash {
			return line.Head.ID
		}
	}
	c.t.Fatal("the request is not in the case")
	return ""
}

// newest is the newest case in somebody's queue.
func (c *crew) newest(first string) string {
	c.t.Helper()
	rows, err := c.store.Cases.Queue(c.t.Context(), c.staff[first].Person, casework.Page{})
	c.must(err)
	if len(rows.Rows) == 0 {
		c.t.Fatalf("%s has no case", first)
	}
	return rows.Rows[len(rows.Rows)-1].Number
}

// decline says no to an offer, with reasons for the person and a note.
func (c *crew) decline(o *officer.Officer, opened officer.Case, code string) error {
	c.t.Helper()
	id, err := seal.NewID(rand.Reader)
	c.must(err)
	_, share, err := o.Begin(opened, "share:"+id, "consent:"+id) // where it is served no longer
	c.must(err)
	for _, holding := range opened.Opened.Holdings {
		if strings.HasPrefix(holding.Line.Compartment, "share:") {
			if place, ok := opened.Opened.Place(holding.Line.Compartment); ok {
				share = place
			}
		}
	}
	taking, of := c.items(o, opened, "note")
	reasons, hash, err := o.Item(opened, &share, "letter", seal.Letter{Text: "Why not.", Items: []string{}})
	c.must(err)
	taking.Items = append(taking.Items, reasons)
	return o.Take(opened, seal.Step{Step: "decline", Code: code, Of: append(of, hash)}, taking)
}

// TestExcludedHead: whoever was kept out learns of a case in no list, count or reminder.
func TestExcludedHead(t *testing.T) {
	c := openCrew(t)
	c.hire("Hedy Single", "wct", true, "head")
	pages := []string{"/office/", "/office/?show=ended", "/office/?show=waits", "/office/overview", "/office/outbox"}
	look := func() (seen []string) {
		c.must(c.look())
		for _, path := range pages {
			got, err := c.at("Hedy").Call("GET", path, "")
			c.must(err)
			seen = append(seen, got.Body)
		}
		got, err := c.at("Hedy").Call("GET", "/office/ledger", "")
		c.must(err)
		_, rows, _ := strings.Cut(got.Body, "<tbody")
		return append(seen, rows)
	}
	c.at("Mira")
	before := look()
	f := c.sent("officer:" + c.staff["Hedy"].Person)
	c.must(c.takes("Mira", f, seal.Step{Step: "affected"}))
	c.must(c.takes("Mira", f, seal.Step{Step: "listen"}, "letter"))
	c.must(reporterWrites(c, f))
	after := look()
	for i, path := range append(pages, "the rows of /office/ledger") {
		if before[i] != after[i] {
			c.t.Errorf("%s tells a head who was kept out that something is there:\n%s", path, differs(before[i], after[i]))
		}
	}
}

func reporterWrites(c *crew, f file) error {
	_, opened, err := reporter.Open(c.base, f.Phrase, c.public)
	if err != nil {
		return err
	}
	return reporter.Letter(c.base, f.Phrase, opened, "wct", "One thing more.")
}

// differs shows the first line in which two texts differ.
func differs(a, b string) string {
	one, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range one {
		if i >= len(other) || one[i] != other[i] {
			return strings.Join(one[i:min(i+3, len(one))], "\n") + "\n---\n" + strings.Join(other[min(i, len(other)):min(i+3, len(other))], "\n")
		}
	}
	return "it goes on: " + strings.Join(other[len(one):min(len(one)+3, len(other))], "\n")
}

// suspendedHolder: when whoever held the only key is suspended, somebody is told what is left.
func suspendedHolder(c *crew) {
	c.hire("Sole Holder", "wct", true, "intake")
	var kept []string
	for _, first := range []string{"Mira", "Jonas", "Ines"} {
		kept = append(kept, "officer:"+c.staff[first].Person)
	}
	f := c.sent(kept...)
	c.opens("Sole", f.number)
	_, err := c.at("Mira").Post("/office/people/suspend", map[string]string{"person": c.staff["Sole"].Person}, nil)
	c.must(err)
	got, err := c.at("Sole").Call("POST", "/office/case/"+f.number+"/data", "{}")
	c.must(err)
	if told(got) != "423 signed-out" {
		c.t.Errorf("who was suspended is told %s", told(got))
	}
	box, _, err := reporter.Open(c.base, f.Phrase, c.public)
	c.must(err)
	notices, err := json.Marshal(box.Cases[0].Notices)
	c.must(err)
	if !strings.Contains(string(notices), "nobody-left") {
		c.t.Errorf("nobody is left, and the person is told %s", notices)
	}
	overview, err := c.at("Mira").Call("GET", "/office/overview", "")
	c.must(err)
	if strings.Contains(overview.Body, "recovery key") {
		c.t.Error("a head who was kept out is told that nobody is left")
	}
	overview, err = c.at("Hedy").Call("GET", "/office/overview", "")
	c.must(err)
	if !strings.Contains(overview.Body, "recovery key") {
		c.t.Error("the head is not told that nobody is left, nor what can be done")
	}
}

// guest is somebody beside the reporter with words of their own, and those that the office had
// made for them.
type guest struct {
	who      string
	now, old seal.Phrase
}

// invites begins a mailbox for somebody with the reporter's yes, and lets them come.
func (c *crew) invites(f file, role string) guest {
	c.t.Helper()
	id, err := seal.NewID(rand.Reader)
	c.must(err)
	g := guest{who: "party:" + id}
	hash := c.agreed(f, "contact", g.who, "contact")
	g.old, err = c.at("Mira").Invite(c.opens("Mira", f.number), g.who, role, "We write to you.", hash)
	c.must(err)
	g.now, err = seal.NewPhrase(rand.Reader, "en")
	c.must(err)
	claim := c.claim(g.who, g.old, g.now)
	c.must(c.send("claim", claim))
	c.must(c.send("claim", claim)) // the answer to the first time was lost on its way
	c.wants(c.send("claim", c.claimedAnew(claim)), "no-mailbox", "words that were replaced, once more")
	return g
}

// claimedAnew is a claim by words that were replaced, for other words than took their place.
func (c *crew) claimedAnew(claim mailbox.Claiming) mailbox.Claiming {
	c.t.Helper()
	other, err := seal.NewPhrase(rand.Reader, "en")
	c.must(err)
	claim.Next = other.HandleText()
	return claim
}

// claim makes new words for a mailbox: the old key signs the new, which take over what is held.
func (c *crew) claim(who string, old, next seal.Phrase) mailbox.Claiming {
	c.t.Helper()
	box, opened, err := openAs(c.base, c.public, who, old)
	c.must(err)
	recipient, err := next.Identity().Recipient()
	c.must(err)
	id, err := seal.NewID(rand.Reader)
	c.must(err)
	head := seal.Head{ID: id, By: who, At: seal.Day(c.now())}
	keys, err := seal.Sign(old.Signer(), seal.Keys{
		Head: head, Report: box.Bundle.Report, Who: who, Recipient: recipient, Verify: next.Verify(), Exclusions: []string{}, Prev: opened.KeysHash,
	})
	c.must(err)
	place, ok := opened.Place(who)
	if !ok {
		c.t.Fatal("a party holds nothing of its own")
	}
	grant, err := seal.NewGrant(next.Signer(), rand.Reader, seal.Grant{
		Head: seal.Head{By: who, At: seal.Day(c.now())}, Report: box.Bundle.Report, Compartment: who, Turn: place.Turn,
		Holder: who, Basis: "assignment", Keys: seal.LineHash(keys),
	}, place.Seed, recipient)
	c.must(err)
	return mailbox.Claiming{Handle: old.HandleText(), Next: next.HandleText(), Keys: keys, Grants: []seal.Sealed{grant}}
}

// openAs opens the mailbox of somebody with a phrase.
func openAs(base, public, who string, phrase seal.Phrase) (mailbox.Box, seal.Opened, error) {
	var box mailbox.Box
	if err := reporter.Post(base+"/send/mailbox", map[string]string{"handle": phrase.HandleText()}, &box); err != nil {
		return box, seal.Opened{}, err
	}
	me := seal.Reader{Holder: who, Identity: phrase.Identity(), Verify: phrase.Verify()}
	opened, err := seal.OpenBundle(box.Bundle, me, seal.NewDirectory(public, box.Bundle.Directory))
	return box, opened, err
}

// partiesApart: who is told of a case sees their own part and can find out nothing of the rest.
func partiesApart(c *crew) {
	f := c.begun()
	g := c.invites(f, casework.PartyConcerned)
	box, _, err := openAs(c.base, c.public, g.who, g.now)
	c.must(err)
	text := jsonOf(box)
	for what, never := range map[string]string{
		"the number": f.number, "the reporter's talk": `talk:wct`, "the category": `"harassment"`, "the reporter": `\"who\":\"reporter\"`,
	} {
		if strings.Contains(text, never) {
			c.t.Errorf("a person concerned is served %s", what)
		}
	}
	for _, line := range box.Bundle.Lines {
		if step, err := seal.ParseAs[seal.Step](line); err == nil && step.To != g.who {
			c.t.Errorf("a person concerned is served the step %s", step.Step)
		}
	}
	c.wants(c.decides(g.now, "wct", seal.Act{Head: seal.Head{By: g.who, At: seal.Day(c.now())}, Report: f.report, Act: "withdraw"}), "not-yours-to-withdraw", "withdrawing somebody else's case")
	request, hash := c.asks("Mira", f, "begin-assessment", "unit:wct", "assess", 30)
	yes := f.consent(request, hash, "yes", c.now())
	c.wants(c.decides(g.now, "wct", yes), "sending-unfit", "the reporter's yes, signed by the person concerned")
	yes.By = g.who
	c.wants(c.decides(g.now, "wct", yes), "consent-not-yours", "the yes of the person concerned")
	mine := seal.Act{Head: seal.Head{By: g.who, At: seal.Day(c.now())}, Report: f.report, Act: "agree", Of: someHash}
	c.wants(c.decides(g.old, "wct", mine), "sending-unfit", "an act signed by words that were replaced")
	c.wants(c.decides(g.now, "wct", mine), "agree-unknown", "agreeing to something else")

	// Another office has a share and its own talk since it accepted: nobody else can tell.
	c.passes(f)
	for _, who := range []struct {
		by     string
		phrase seal.Phrase
	}{{g.who, g.now}, {"reporter", g.now}, {g.who, g.old}} {
		c.samePlaces(f, who.by, who.phrase)
	}
}

// samePlaces: a letter to any place that somebody does not hold, and an act in any office that
// they have no part in, is one answer whether there is such a place or not.
func (c *crew) samePlaces(f file, by string, phrase seal.Phrase) {
	c.t.Helper()
	answers, acts := map[string][]string{}, map[string][]string{}
	for _, unit := range []string{"wct", "iaig", "legal", "ethics"} {
		seed, err := seal.NewSeed(rand.Reader)
		c.must(err)
		recipient, err := seed.Recipient()
		c.must(err)
		item, err := seal.SealItem(phrase.Signer(), rand.Reader, seal.Post{
			Head: seal.Head{By: by}, Report: f.report, Compartment: "talk:" + unit, Turn: 1, Kind: "letter", Blobs: []string{},
		}, recipient, seal.Letter{Text: "Is anybody here?", Items: []string{}}, c.now())
		c.must(err)
		code := fails(c.send("letter", mailbox.Posting{Items: []seal.Sealed{item}, Uploads: []mailbox.Upload{}}))
		answers[code] = append(answers[code], unit)
		act := seal.Act{Head: seal.Head{By: by, At: seal.Day(c.now())}, Report: f.report, Act: "withdraw"}
		if unit != "wct" || by == "reporter" {
			code = fails(c.decides(phrase, unit, act))
			acts[code] = append(acts[code], unit)
		}
	}
	if len(answers) != 1 || len(acts) != 1 {
		c.t.Errorf("%s can tell where a case is: letters %v, acts %v", by[:5], answers, acts)
	}
}
