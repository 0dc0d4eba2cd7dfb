package store_test

import (
	"slices"
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// What is kept of a case's signed lines, and who is served which of them from when.

// newLine gives a line as a checked one comes to the store.
func newLine(line any, h seal.Head) casework.Line {
	s := signed(line)
	return casework.Line{Signed: s, Head: h, Hash: seal.LineHash(s)}
}

func newStep(report, unit, by, step, to string, of ...string) casework.Line {
	if of == nil {
		of = []string{}
	}
	h := head("step", by)
	return newLine(seal.Step{Head: h, Report: report, Unit: unit, Step: step, To: to, Of: of}, h)
}

func newRequest(report, by, who, step, to string, parts ...seal.Part) casework.Line {
	if parts == nil {
		parts = []seal.Part{}
	}
	h, code := head("request", by), ""
	if who == "" {
		code = "public-harm"
	}
	return newLine(seal.Request{
		Head: h, Report: report, Who: who, Step: step, To: to, Purpose: "assess", Code: code, Parts: parts, Until: "2026-12-22",
	}, h)
}

func newConsent(report, by string, request casework.Line, answer string, parts ...seal.Part) casework.Line {
	if parts == nil {
		parts = []seal.Part{}
	}
	h := head("consent", by)
	return newLine(seal.Consent{
		Head: h, Report: report, Request: request.Hash, Answer: answer, Step: "refer", To: "unit:ethics", Purpose: "assess",
		Parts: parts, Until: "2026-12-22",
	}, h)
}

func newApproval(by, of string) casework.Line {
	h := head("approval", by)
	return newLine(seal.Approval{Head: h, Of: of}, h)
}

func newAct(report, by, act string) casework.Line {
	h := head("act", by)
	return newLine(seal.Act{Head: h, Report: report, Act: act}, h)
}

// change saves a change of an officer's case as it stands.
func (w *world) change(t *testing.T, number, person string, change casework.Change, more ...func(*casework.Case)) {
	t.Helper()
	must(t, w.tryChange(number, person, change, more...))
}

func (w *world) tryChange(number, person string, change casework.Change, more ...func(*casework.Case)) error {
	return w.Cases.Change(ctx, number, person, func(c casework.Case) (casework.Change, error) {
		for _, m := range more {
			m(&c)
		}
		change.Case = c
		return change, nil
	})
}

func (w *world) view(t *testing.T, number, person string) casework.View {
	t.Helper()
	view, err := w.Cases.View(ctx, number, person, false)
	must(t, err)
	return view
}

func (w *world) box(t *testing.T, handle string) mailbox.Box {
	t.Helper()
	box, err := w.Mailboxes.Box(ctx, handle)
	must(t, err)
	return box
}

func signedOf(lines ...casework.Line) []seal.Signed {
	all := []seal.Signed{}
	for _, l := range lines {
		all = append(all, l.Signed)
	}
	return all
}

func linesKept(t *testing.T, w *world) {
	anna := w.officer(t, "Anna", "wct")
	a := arrival(anna)
	w.receive(t, a)
	number := a.Cases[0].Number
	by := officerOf(anna)
	request := newRequest(a.Report, by, "reporter", "refer", "unit:ethics", seal.Part{ID: a.Cases[0].Posts[0].Line.ID, Kind: "answers"})
	ask := newStep(a.Report, "wct", by, "ask", "", request.Hash)
	for range 2 { // the second time it is there already
		w.change(t, number, anna, casework.Change{Lines: []casework.Line{request, ask}, With: ask.Hash}, func(c *casework.Case) {
			c.Category, c.Whose, c.Handler, c.Waits = "harassment", "reporter", anna, by
		})
	}
	consent := newConsent(a.Report, "reporter", request, "yes")
	must(t, w.Cases.ChangeAs(ctx, a.Report, "wct", "reporter", func(c casework.Case) (casework.Change, error) {
		same(t, "two lines", []any{len(c.Lines), c.Category, c.Whose, c.Handler, c.Waits}, []any{2, "harassment", "reporter", anna, by})
		same(t, "a line", c.Lines[0], casework.Line{
			Signed: request.Signed, Head: request.Head, Hash: request.Hash, Day: day, Seq: c.Lines[0].Seq,
		})
		c.Ended, c.Withdrawn, c.Waits = day, day, ""
		return casework.Change{Case: c, Lines: []casework.Line{consent}}, nil
	}))
	view := w.view(t, number, anna)
	same(t, "in order", []bool{view.Case.Lines[0].Seq < view.Case.Lines[1].Seq, view.Case.Lines[1].Seq < view.Case.Lines[2].Seq}, []bool{true, true})
	same(t, "an officer's", view.Bundle.Lines, signedOf(request, ask, consent))
	same(t, "ended", []string{view.Case.Ended, view.Case.Withdrawn, view.Case.Waits}, []string{day, day, ""})
	box := w.box(t, a.HandleHash)
	same(t, "the reporter's", box.Bundle.Lines, signedOf(request, ask, consent))
	same(t, "facts", []string{box.Cases[0].Whose, box.Cases[0].Ended, box.Cases[0].Withdrawn}, []string{"you", day, day})
	keys := view.Case.Reporter
	same(t, "keys", keys, casework.PersonKeys{Keys: seal.LineHash(a.Keys), Verify: a.KeysLine.Verify, Recipient: a.KeysLine.Recipient, By: a.KeysLine.By, Exclusions: a.KeysLine.Exclusions})
	other := request
	other.Signed.Line += " "
	other.Hash = seal.LineHash(other.Signed)
	is(t, w.tryChange(number, anna, casework.Change{Lines: []casework.Line{other}}), fault.Conflict)
}

func officerOf(person string) string { return "officer:" + person }

// linesWait: what came with a step that waits for a second person is served to officers, and
// to the reporter from the day that is named once it was approved.
func linesWait(t *testing.T, w *world) {
	anna, ben := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "wct")
	a := arrival(anna, ben)
	w.receive(t, a)
	number, by := a.Cases[0].Number, officerOf(anna)
	up := mailbox.Upload{Sum: newHash(), Size: 5}
	letter := newPost(a.Report, "talk:wct", 1, "letter", by, 1024)
	file := newPost(a.Report, "talk:wct", 1, "file", by, 1024, up.Sum)
	request := newRequest(a.Report, by, "", "refer", "unit:ethics")
	step := newStep(a.Report, "wct", by, "except", "unit:ethics", request.Hash)
	step.Shown = casework.Never
	share := "share:" + request.Head.ID
	grants := []casework.NewGrant{
		casework.NewGrant(newGrant(a.Report, share, 1, by, by, "exception:"+request.Head.ID)),
		casework.NewGrant(newGrant(a.Report, share, 1, "reporter", by, "exception:"+request.Head.ID)),
	}
	w.change(t, number, anna, casework.Change{
		Lines: []casework.Line{request, step}, With: step.Hash, Posts: []mailbox.Post{letter, file}, Uploads: []mailbox.Upload{up},
		Grants:  grants,
		Notices: []mailbox.Notice{{Code: "excepted", Day: day, Figures: map[string]string{"line": step.Hash}}},
		Acts:    []ledger.Act{{Act: ledger.Granted, By: by, Of: grants[1].Hash}, {Act: ledger.Note, By: by, Of: step.Hash}},
	})
	shown := func(what string, want bool, lines ...seal.Signed) {
		t.Helper()
		box := w.box(t, a.HandleHash)
		items := slices.ContainsFunc(box.Bundle.Items, func(s seal.Sealed) bool { return s.Line == letter.Sealed.Line })
		at, err := w.Mailboxes.Standing(ctx, a.Report, "talk:wct", "reporter")
		must(t, err)
		notice := slices.ContainsFunc(box.Cases[0].Notices, func(n mailbox.Notice) bool { return n.Code == "excepted" })
		record := slices.ContainsFunc(box.Cases[0].Ledger, func(r mailbox.Record) bool { return r.Of == step.Hash || r.Of == grants[1].Hash })
		same(t, what, []any{items, at.Turns[share] == 1, notice, record, len(box.Bundle.Grants) == 5, w.Mailboxes.Named(ctx, a.HandleHash, up.Sum) == nil},
			[]any{want, want, want, want, want, want})
		same(t, what+": lines", box.Bundle.Lines, append([]seal.Signed{}, lines...))
	}
	shown("while it waits", false)
	view := w.view(t, number, ben)
	same(t, "officers", []any{view.Bundle.Lines, len(view.Bundle.Items), len(view.Bundle.Grants), view.Case.Lines[1].Shown},
		[]any{signedOf(request, step), 3, 3, casework.Never})
	approval := newApproval(officerOf(ben), step.Hash)
	review := "2026-12-01"
	approval.Shown = review
	w.change(t, number, ben, casework.Change{
		Lines: []casework.Line{approval}, With: approval.Hash, Later: map[string]string{step.Hash: review, share: review},
	})
	shown("before the review day", false)
	w.pass(9 * 24 * time.Hour)
	shown("on the review day", true, signedOf(request, step, approval)...)
	w.change(t, number, ben, casework.Change{Later: map[string]string{step.Hash: casework.Never, share: casework.Never, approval.Hash: casework.Never}})
	shown("put off", false)
	is(t, w.tryChange(number, ben, casework.Change{Later: map[string]string{newHash(): ""}}), fault.NotFound)
}

// actsOfPeople: a person with a phrase changes the case that they are shown, and one of two at
// once.
func actsOfPeople(t *testing.T, w *world) {
	anna, eve := w.officer(t, "Anna", "wct"), w.officer(t, "Eve", "ethics")
	a := told(anna, eve)
	w.receive(t, a)
	none := func(casework.Case) (casework.Change, error) {
		t.Error("a step was taken")
		return casework.Change{}, nil
	}
	is(t, w.Cases.ChangeAs(ctx, newID(), "wct", "reporter", none), fault.NotFound)
	is(t, w.Cases.ChangeAs(ctx, a.Report, "pppt", "reporter", none), fault.NotFound)
	is(t, w.Cases.ChangeAs(ctx, a.Report, "wct", "party:"+newID(), none), fault.NotFound)
	is(t, w.Cases.ChangeAs(ctx, "a\x00", "wct", "reporter", none), fault.NotFound)
	is(t, w.Cases.ClaimAs(ctx, newHash(), func(string) casework.Step { return none }), fault.NotFound)
	act := newAct(a.Report, "reporter", "withdraw")
	once := func(c casework.Case) (casework.Change, error) {
		if c.Withdrawn != "" {
			return casework.Change{}, fault.New(fault.Conflict, "taken", nil)
		}
		c.Withdrawn = day
		return casework.Change{
			Case: c, Lines: []casework.Line{newAct(a.Report, "reporter", "withdraw"), act}[:1],
			Acts: []ledger.Act{{Act: "withdrawn", By: "reporter"}},
		}, nil
	}
	answers := make(chan error, 2)
	for range 2 {
		go func() { answers <- w.Cases.ChangeAs(ctx, a.Report, "ethics", "reporter", once) }()
	}
	first, second := <-answers, <-answers
	if first == nil {
		first, second = second, first
	}
	is(t, first, fault.Conflict)
	must(t, second)
	box := w.box(t, a.HandleHash)
	same(t, "one of two cases", []any{box.Cases[0].Withdrawn, box.Cases[1].Withdrawn, len(box.Bundle.Lines), len(box.Cases[1].Ledger), len(box.Cases[0].Ledger)},
		[]any{"", day, 1, 2, 1})
}

// servedDays: the reporter is told on which day each officer was last served a case.
func servedDays(t *testing.T, w *world) {
	anna, eve := w.officer(t, "Anna", "wct"), w.officer(t, "Eve", "ethics")
	a := told(anna, eve)
	w.receive(t, a)
	_, err := w.Cases.View(ctx, a.Cases[0].Number, anna, false)
	must(t, err)
	same(t, "looked up only", w.box(t, a.HandleHash).Cases[0].Opened, []mailbox.LastDay{})
	for range 2 {
		_, err = w.Cases.View(ctx, a.Cases[0].Number, anna, true)
		must(t, err)
	}
	same(t, "served", w.box(t, a.HandleHash).Cases[0].Opened, []mailbox.LastDay{{Holder: officerOf(anna), Day: day}})
	w.pass(24 * time.Hour)
	_, err = w.Cases.View(ctx, a.Cases[0].Number, anna, true)
	must(t, err)
	cases := w.box(t, a.HandleHash).Cases
	same(t, "a day later", cases[0].Opened, []mailbox.LastDay{{Holder: officerOf(anna), Day: "2026-11-23"}})
	same(t, "the other office", cases[1].Opened, []mailbox.LastDay{})
}

// casesLinked: only cases of one office that exist for the officer, and only for those for
// whom both exist.
func casesLinked(t *testing.T, w *world) {
	anna, ben, eve := w.officer(t, "Anna", "wct"), w.officer(t, "Ben", "wct"), w.officer(t, "Eve", "ethics")
	first, second, strange, far := arrival(anna, ben), arrival(anna), arrival(ben), told(anna, eve)
	for _, a := range []intake.Arrival{first, second, strange, far} {
		w.receive(t, a)
	}
	one, two := first.Cases[0].Number, second.Cases[0].Number
	for range 2 {
		w.change(t, one, anna, casework.Change{Link: two})
	}
	for _, number := range []string{strange.Cases[0].Number, far.Cases[1].Number, one, "0000-0000"} {
		is(t, w.tryChange(one, anna, casework.Change{Link: number}), fault.NotFound)
	}
	same(t, "both ways", [][]string{w.view(t, one, anna).Case.Links, w.view(t, two, anna).Case.Links}, [][]string{{two}, {one}})
	same(t, "who holds one", w.view(t, one, ben).Case.Links, []string(nil))
}
