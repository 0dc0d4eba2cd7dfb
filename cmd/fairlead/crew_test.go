package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
	"fairlead/internal/notify"
	"fairlead/internal/seal"
	"fairlead/test/officer"
	"fairlead/test/reporter"
)

// What the tests of refusals share: officers of one role each, cases in every state, and
// steps with real signatures.

// crew is a house with people at work in it.
type crew struct {
	*house
	t      *testing.T
	public string                      // the root's public half
	in     map[string]*officer.Officer // who is signed in, by first name
}

func openCrew(t *testing.T, set ...func(*Settings)) *crew {
	h := openHouse(t, set...)
	return &crew{house: h, t: t, public: publicHalf(h.root), in: map[string]*officer.Officer{}}
}

// hire makes an officer of the demonstration's root; who is not sworn did not sign the
// undertaking.
func (c *crew) hire(name, unit string, sworn bool, roles ...string) {
	c.t.Helper()
	ctx, terminal := c.t.Context(), &Terminal{Out: io.Discard, Err: io.Discard, Now: time.Now, Random: rand.Reader}
	registry, _, store, err := Place{Data: c.data, URL: c.base}.openPeople(ctx, terminal)
	c.must(err)
	defer store.Close()
	made, err := invent(demoPerson{name, roles}, unit, rand.Reader)
	c.must(err)
	seed, err := enrolDemo(ctx, terminal, registry, made)
	c.must(err)
	c.must(certifyDemo(ctx, terminal, registry, c.root, made))
	if sworn {
		c.must(undertakeDemo(ctx, terminal, registry, made, seed))
	}
	first, _, _ := strings.Cut(name, " ")
	c.staff[first] = made
}

// at is an officer who has signed in, by first name.
func (c *crew) at(first string) *officer.Officer {
	c.t.Helper()
	if c.in[first] == nil {
		c.in[first] = c.session(first)
	}
	return c.in[first]
}

// session signs an officer in once more.
func (c *crew) session(first string) *officer.Officer {
	c.t.Helper()
	o, _, err := officer.SignIn(c.base, c.staff[first].Name, c.staff[first].Password)
	c.must(err)
	return o
}

func (c *crew) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// told is what an answer says in short: its status and the fault's code or the address it
// leads to.
func told(got officer.Reply) string {
	status := map[int]string{200: "200", 303: "303", 400: "400", 401: "401", 403: "403", 404: "404", 409: "409", 413: "413", 423: "423", 500: "500"}[got.Status]
	switch {
	case got.Code() != "":
		return status + " " + got.Code()
	case got.Header.Get("Location") != "":
		return status + " " + got.Header.Get("Location")
	}
	return status
}

// fails is the code of a refusal, "" of what went well.
func fails(err error) string {
	if refusal := (*officer.Refusal)(nil); errors.As(err, &refusal) {
		return refusal.Code()
	}
	if refusal := (*reporter.Refusal)(nil); errors.As(err, &refusal) {
		return refusal.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// wants expects a refusal with this code, "" for none.
func (c *crew) wants(err error, code, what string) {
	c.t.Helper()
	if got := fails(err); got != code {
		c.t.Errorf("%s: %q, want %q", what, got, code)
	}
}

// file is a report with who sent it.
type file struct {
	*reporter.Report
	number string
	report string
}

// sent sends a report of harassment from which these are kept out.
func (c *crew) sent(exclusions ...string) file {
	c.t.Helper()
	return c.sentWith(exclusions)
}

// sentWith sends one with files.
func (c *crew) sentWith(exclusions []string, files ...reporter.File) file {
	c.t.Helper()
	page, err := reporter.Read(c.base, "en", "harassment")
	c.must(err)
	r, err := reporter.Make(page.Without(exclusions...), "en", "harassment", map[string]any{
		"wish": "heard", "what": "A word.", "identity": "anonymous",
	}, files...)
	c.must(err)
	c.must(r.Send(c.base))
	keys, err := seal.ParseAs[seal.Keys](r.Sending.Keys)
	c.must(err)
	return file{r, r.Receipt.Number, keys.Report}
}

// opens declares that there is no conflict, if that was not said, and opens a case.
func (c *crew) opens(first, number string) officer.Case {
	c.t.Helper()
	o := c.at(first)
	if err := o.Declare(number, casework.DeclaredNone); err != nil && fails(err) != "declared-already" {
		c.t.Fatal(err)
	}
	opened, err := o.Open(number, c.public)
	c.must(err)
	return opened
}

// hands gives the talk of a case to these people.
func (c *crew) hands(from string, f file, to ...string) {
	c.t.Helper()
	o, opened := c.at(from), c.opens(from, f.number)
	sending := casework.Sending{Items: []seal.Sealed{}, Uploads: []mailbox.Upload{}}
	for _, first := range to {
		held, err := o.Current(opened, c.public, c.staff[first].Person)
		c.must(err)
		grant, err := o.Hand(opened, seal.TalkOf(opened.Unit), held)
		c.must(err)
		sending.Grants = append(sending.Grants, grant)
	}
	_, err := o.Post("/office/case/"+f.number+"/send", sending, nil)
	c.must(err)
}

// takes takes a step with items of these kinds, each where it belongs; codes are the step's.
func (c *crew) takes(first string, f file, line seal.Step, kinds ...string) error {
	c.t.Helper()
	o, opened := c.at(first), c.opens(first, f.number)
	taking, of := c.items(o, opened, kinds...)
	line.Of = append(of, line.Of...)
	return o.Take(opened, line, taking)
}

func (c *crew) items(o *officer.Officer, opened officer.Case, kinds ...string) (casework.Taking, []string) {
	c.t.Helper()
	var taking casework.Taking
	var of []string
	for _, kind := range kinds {
		var body any = seal.Letter{Text: "Words of this office.", Items: []string{}}
		compartment := seal.TalkOf(opened.Unit)
		if kind == "note" || kind == "assessment" {
			body, compartment = seal.Note{Text: "For us."}, "file:"+opened.Unit
		}
		place, ok := opened.Opened.Place(compartment)
		if !ok {
			var err error
			var grants []seal.Sealed
			grants, place, err = o.Begin(opened, compartment, "assignment")
			c.must(err)
			taking.Grants = append(taking.Grants, grants...)
		}
		item, hash, err := o.Item(opened, &place, kind, body)
		c.must(err)
		taking.Items, of = append(taking.Items, item), append(of, hash)
	}
	return taking, of
}

// asks asks the reporter for a step towards an office, for their answers where it passes
// something on, and gives the request with its hash.
func (c *crew) asks(first string, f file, step, to, purpose string, days int) (seal.Request, string) {
	c.t.Helper()
	o, opened := c.at(first), c.opens(first, f.number)
	request := seal.Request{Who: "reporter", Step: step, To: to, Purpose: purpose, Parts: []seal.Part{}, Until: seal.Day(c.now().AddDate(0, 0, days))}
	if step == "offer-iaig" || step == "pass-on" {
		request.Parts = answersOf(opened)
	}
	hash, err := o.Ask(opened, request, "We ask you this, and say why.")
	c.must(err)
	return request, hash
}

func answersOf(opened officer.Case) []seal.Part {
	for _, item := range opened.Opened.Items {
		if item.Line.Kind == "answers" {
			return []seal.Part{{ID: item.Line.ID, Kind: "answers"}}
		}
	}
	return nil
}

// consent is a person's answer to a request.
func (f file) consent(request seal.Request, hash, answer string, day time.Time) seal.Consent {
	line := seal.Consent{
		Head: seal.Head{By: "reporter", At: seal.Day(day)}, Report: f.report, Request: hash, Answer: answer,
		Step: request.Step, To: request.To, Purpose: request.Purpose, Parts: []seal.Part{}, Until: request.Until,
	}
	if answer == "yes" {
		line.Parts = request.Parts
	}
	return line
}

// decides sends what a person with a phrase decides, signed by their words.
func (c *crew) decides(phrase seal.Phrase, unit string, lines ...any) error {
	c.t.Helper()
	deciding := mailbox.Deciding{Unit: unit, Items: []seal.Sealed{}, Uploads: []mailbox.Upload{}}
	for _, line := range lines {
		signed, err := seal.Sign(phrase.Signer(), identified(line))
		c.must(err)
		deciding.Lines = append(deciding.Lines, signed)
	}
	return c.send("act", deciding)
}

// identified gives a line an id if it has none.
func identified(line any) any {
	id, err := seal.NewID(rand.Reader)
	if err != nil {
		panic(err)
	}
	switch line := line.(type) {
	case seal.Consent:
		if line.ID == "" {
			line.ID = id
		}
		return line
	case seal.Act:
		if line.ID == "" {
			line.ID = id
		}
		return line
	}
	return line
}

func (c *crew) send(address string, value any) error {
	var done any
	return reporter.Post(c.base+"/send/"+address, value, &done)
}

// acts is an act of the reporter.
func (c *crew) acts(f file, act, of string) error {
	c.t.Helper()
	return c.decides(f.Phrase, "wct", seal.Act{Head: seal.Head{By: "reporter", At: seal.Day(c.now())}, Report: f.report, Act: act, Of: of})
}

// endsGrants ends what somebody holds in a case, as a store would that was told so.
func (c *crew) endsGrants(number, by string, whose ...string) {
	c.t.Helper()
	holders := map[string]bool{}
	for _, first := range whose {
		holders["officer:"+c.staff[first].Person] = true
	}
	c.must(c.store.Cases.Change(context.Background(), number, c.staff[by].Person, func(at casework.Case) (casework.Change, error) {
		change := casework.Change{}
		for i, holder := range at.Holders {
			if holders[holder.Holder] && holder.Ended == "" {
				change.EndGrants = append(change.EndGrants, holder.Line)
				at.Holders[i].Ended = seal.Day(c.now())
			}
		}
		change.Case = at
		return change, nil
	}))
}

func jsonOf(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// look puts what waits into the outbox, as the program does every few minutes.
func (c *crew) look() error {
	return notify.NewNotifier(notify.Config{Outbox: c.store.Outbox, Say: c.say, URL: c.url, Now: c.now}).Look(c.t.Context())
}
