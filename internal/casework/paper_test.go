package casework

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"maps"
	"math"
	"slices"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// Ground is a database as walks need it: the contracts that it keeps, and a look at its rows.
type Ground struct {
	Store     Store
	Boxes     mailbox.Store
	Reports   intake.Store
	Directory Directory
	Blobs     mailbox.Blobs
	Enrol     func(*staff.Person) error
	Suspend   func(ctx context.Context, person, day string) error
	// Pass sets the database's clock to a day.
	Pass func(day string)
	// Numbers are the cases of a report.
	Numbers func(report string) []string
	// Waiting are the hashes of what waits for a second person, or did until they refused.
	Waiting func(report string) map[string]bool
	// Check holds the rows to what must be true after every step.
	Check func(Walked)
}

// Walked is what a Check is told of a walk.
type Walked struct {
	Report     string
	Day        string
	Outside    *staff.Person // excluded by the reporter
	Procedures map[string]portal.Procedure
	People     map[string]*staff.Person
}

// paper is what the people of a town sign and seal when their cases lie in a database. Lines
// that no browser could sign are sent all the same: they must be refused.
type paper struct {
	Ground
	desk    *Desk
	door    *mailbox.Door
	report  string
	seeds   map[room]seal.Seed
	holders map[string]string      // recipients, by their hash
	phrases map[string]seal.Phrase // by the hash of the keys line
	said    []said
	served  map[string]string // number of a case -> who was served it last
}

// said is something that the reporter wrote and that can be passed on.
type said struct {
	post seal.Post
	copy seal.Copy
}

func newPaper(w *town, g Ground) *paper {
	p := &paper{Ground: g, holders: map[string]string{}, served: map[string]string{}}
	now := func() time.Time { return w.now() }
	p.desk = New(Config{
		Store: g.Store, Blobs: g.Blobs, Directory: g.Directory, Root: func() string { return w.root }, Now: now,
		Limits: mailbox.DefaultLimits(), Rand: rand.Reader, ProcedureOf: w.receiver,
		Procedure: func(_ context.Context, hash string) (portal.Procedure, error) { return w.packs[hash], nil },
	})
	p.door = mailbox.New(mailbox.Config{
		Store: g.Boxes, Blobs: g.Blobs, Acts: p.desk, Now: now, Rand: rand.Reader, Limits: mailbox.DefaultLimits(),
	})
	for _, person := range w.persons {
		staff.Must(0, g.Enrol(person))
	}
	staff.Must(0, g.Enrol(w.recovery))
	return p
}

// now is nine in the morning of the town's day.
func (w *town) now() time.Time {
	return staff.Must(time.Parse(time.DateOnly, w.o.Day)).Add(9 * time.Hour)
}

func (p *paper) seed(at room) seal.Seed {
	seed, ok := p.seeds[at]
	if !ok {
		seed = staff.Must(seal.NewSeed(rand.Reader))
		p.seeds[at] = seed
	}
	return seed
}

func (p *paper) recipient(at room) string { return staff.Must(p.seed(at).Recipient()) }

// begin sends a report as the form does.
func (p *paper) begin(w *town, c *Case) {
	phrase := staff.Must(seal.NewPhrase(rand.Reader, "en"))
	outline := seal.Outline{
		Phrase: phrase, Unit: officeOf, Form: "harassment", Version: seal.Hash(nil), Site: "http://127.0.0.1", Language: "en",
		Exclusions: c.Exclusions, Fields: map[string]any{"happened": "this"}, At: w.now(),
	}
	for _, person := range []*staff.Person{w.recovery, w.units[officeOf][1], w.units[officeOf][2]} {
		outline.Addressees = append(outline.Addressees, seal.Addressee{Holder: person.Holder(), Recipient: person.Recipient()})
	}
	made := staff.Must(seal.NewSubmission(rand.Reader, outline))
	arrived := intake.Case{
		Number: c.Number, Kind: c.Kind, Unit: c.Unit, Form: outline.Form, FormHash: outline.Version,
		Procedure: c.Procedure, ProcedureHash: c.ProcedureHash, Stage: c.Stage, Clocks: c.Clocks,
	}
	for _, grant := range made.Grants {
		line := staff.Must(seal.ParseAs[seal.Grant](grant.Signed))
		arrived.Grants = append(arrived.Grants, intake.Grant{Sealed: grant, Line: line, Hash: seal.LineHash(grant.Signed)})
		arrived.Acts = append(arrived.Acts, ledger.Act{Act: ledger.Granted, By: line.By, Of: seal.LineHash(grant.Signed)})
	}
	post := staff.Must(seal.ParseAs[seal.Post](made.Items[0].Signed))
	arrived.Posts = []mailbox.Post{{Sealed: made.Items[0], Line: post, Hash: seal.LineHash(made.Items[0].Signed)}}
	arrived.Acts = append(arrived.Acts, ledger.Act{Act: ledger.Received, By: mailbox.Reporter, Of: arrived.Posts[0].Hash})
	_, err := p.Reports.Receive(ctx, intake.Arrival{
		HandleHash: staff.Must(seal.HandleHash(phrase.HandleText())), Fingerprint: arrived.Posts[0].Hash, Report: made.Report, Language: "en",
		Day: w.o.Day, Keys: made.Keys, KeysLine: staff.Must(seal.ParseAs[seal.Keys](made.Keys)), Cases: []intake.Case{arrived},
	}, w.number)
	staff.Must(0, err)
	talk := staff.Must(seal.OpenGrant(phrase.Identity().Identity(), made.Grants[0], arrived.Grants[0].Line))
	p.report, p.said, w.first = made.Report, nil, c.Number
	p.seeds = map[room]seal.Seed{{seal.TalkOf(officeOf), 1}: talk}
	p.phrases = map[string]seal.Phrase{seal.LineHash(made.Keys): phrase}
	p.keep(made.Items[0], post)
	p.reload(w)
	for _, person := range w.units[officeOf][1:3] {
		if w.r.IntN(8) > 0 {
			_ = p.did(w, p.desk.Declare(ctx, c.Number, actor(person), DeclaredNone))
		}
	}
}

// keep remembers what the reporter wrote.
func (p *paper) keep(sealed seal.Sealed, line seal.Post) {
	item := staff.Must(seal.OpenItem(p.seed(room{line.Compartment, line.Turn}).Identity(), sealed, line))
	p.said = append(p.said, said{line, seal.Copy{From: line.Compartment, Post: sealed.Line, Sig: sealed.Sig, Text: string(item.Text)}})
}

// parts are two of the things that the reporter told an office.
func (p *paper) parts(unit string) []seal.Part {
	var parts []seal.Part
	for _, each := range p.said {
		if each.post.Compartment == seal.TalkOf(unit) && len(parts) < 2 {
			parts = append(parts, seal.Part{ID: each.post.ID, Kind: each.post.Kind})
		}
	}
	return parts
}

// signer is the key of an officer, or the newest of somebody with a phrase.
func (p *paper) signer(w *town, c *Case, by string) ed25519.PrivateKey {
	if person := w.persons[personOf(by)]; person != nil {
		return person.Signer
	}
	keys := c.Reporter.Keys
	if party, ok := (sight{c: *c}).party(by); ok {
		keys = party.Keys
	}
	return p.phrases[keys].Signer()
}

func (p *paper) line(w *town, c *Case, by string, what any) Line {
	signed, err := seal.Sign(p.signer(w, c, by), what)
	if err != nil {
		signed.Line = "{}"
	}
	return Line{Signed: signed, Hash: seal.LineHash(signed), What: what}
}

var bodies = map[string]any{
	"letter": seal.Letter{Text: "Dear you"}, "outcome": seal.Letter{Text: "This was found"}, "note": seal.Note{Text: "for us"},
	"assessment": seal.Note{Text: "for and against"}, "statement": seal.Note{Text: "what I saw"},
}

func (p *paper) post(w *town, c *Case, line seal.Post, body any) mailbox.Post {
	if body == nil {
		body = bodies[line.Kind]
	}
	sealed, err := seal.SealItem(p.signer(w, c, line.By), rand.Reader, line, p.recipient(room{line.Compartment, line.Turn}), body, w.now())
	if err != nil {
		sealed.Line = "{}"
		return mailbox.Post{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)}
	}
	line = staff.Must(seal.ParseAs[seal.Post](sealed.Signed))
	return mailbox.Post{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)}
}

func (p *paper) copied(w *town, c *Case, line seal.Post, part seal.Part) mailbox.Post {
	i := slices.IndexFunc(p.said, func(s said) bool { return s.post.ID == part.ID })
	if i < 0 {
		return p.post(w, c, line, seal.Copy{})
	}
	line.ID = staff.NewID()
	return p.post(w, c, line, p.said[i].copy)
}

// newKeys makes words for somebody. NewParty.Handle is here what is sent.
func (p *paper) newKeys(w *town, line seal.Keys) *NewParty {
	phrase := staff.Must(seal.NewPhrase(rand.Reader, "en"))
	line.Recipient, line.Verify = staff.Must(phrase.Identity().Recipient()), phrase.Verify()
	signer := phrase.Signer()
	if person := w.persons[personOf(line.By)]; person != nil {
		signer = person.Signer
	} else if line.Prev != "" {
		signer = p.phrases[line.Prev].Signer()
	}
	signed, err := seal.Sign(signer, line)
	if err != nil {
		signed.Line = "{}"
	}
	hash := seal.LineHash(signed)
	p.phrases[hash] = phrase
	return &NewParty{Handle: phrase.HandleText(), Keys: signed, Line: line, Hash: hash}
}

// seals seals compartments to those who are handed them.
func (p *paper) seals(signer ed25519.PrivateKey, grants []NewGrant) []seal.Sealed {
	all := make([]seal.Sealed, len(grants))
	for i, g := range grants {
		all[i], _ = seal.NewGrant(signer, rand.Reader, g.Line, p.seed(room{g.Line.Compartment, g.Line.Turn}), p.holders[g.Line.Key])
	}
	return all
}

func itemsOf(posts []mailbox.Post) []seal.Sealed {
	all := make([]seal.Sealed, len(posts))
	for i, post := range posts {
		all[i] = post.Sealed
	}
	return all
}

// take sends a step. Most officers declare first.
func (p *paper) take(w *town, c *Case, a Actor, m Moved) error {
	if c.Declared[a.Person] == "" && w.r.IntN(8) > 0 {
		w.declare(c, a, DeclaredNone)
	}
	for i, g := range m.Grants {
		m.Grants[i].Line.Keys = keysNamed(see(*c, a, w.o, portal.Procedure{}), m.Party, g.Line)
	}
	t := Taking{Grants: p.seals(w.persons[a.Person].Signer, m.Grants), Items: itemsOf(m.Posts)}
	for i, sealed := range t.Grants {
		if at := slices.Index(m.Line.Of, m.Grants[i].Hash); at >= 0 {
			m.Line.Of[at] = seal.LineHash(sealed.Signed)
		}
	}
	t.Step = p.line(w, c, m.Line.By, m.Line).Signed
	for _, line := range m.Lines {
		t.Lines = append(t.Lines, line.Signed)
	}
	if m.Party != nil {
		t.Party = &Invited{Handle: m.Party.Handle, Keys: m.Party.Keys}
	}
	return p.did(w, p.desk.Take(ctx, c.Number, a, t))
}

// keysNamed is whose keys a grant tells its holder: a party's in their own place, the affected
// person's in what came from another office, else the reporter's.
func keysNamed(s sight, made *NewParty, line seal.Grant) string {
	t := taking{sight: s}
	kind, _ := seal.Split(line.Compartment)
	switch {
	case made != nil && (made.Line.Who == line.Holder || made.Line.Who == line.Compartment):
		return made.Hash
	case kind == "party":
		return t.keysOf(line.Compartment)
	case s.c.Giver == nil && (kind != "share" || line.Holder == line.By):
		return s.c.Reporter.Keys
	}
	return t.keysOf(s.affected())
}

func (p *paper) decide(w *town, c *Case, line Line) error {
	return p.did(w, p.desk.Act(ctx, c.Unit, []seal.Signed{line.Signed}))
}

func (p *paper) open(w *town, c *Case, a Actor) {
	_, err := p.desk.Open(ctx, c.Number, a)
	_ = p.did(w, err)
}

func (p *paper) send(w *town, c *Case, a Actor, post mailbox.Post) {
	_ = p.did(w, p.desk.Send(ctx, c.Number, a, Sending{Items: []seal.Sealed{post.Sealed}}))
}

// turn sends a new turn of what somebody left.
func (p *paper) turn(w *town, c *Case, a Actor, grants []NewGrant) error {
	for i, g := range grants {
		grants[i].Line.Keys = keysNamed(see(*c, a, w.o, portal.Procedure{}), nil, g.Line)
	}
	return p.did(w, p.desk.Send(ctx, c.Number, a, Sending{Grants: p.seals(w.persons[a.Person].Signer, grants)}))
}

// write lets the reporter write to an office, or a party where it can.
func (p *paper) write(w *town, c *Case, who, place string) {
	post := p.post(w, c, seal.Post{Head: w.head("post", who), Report: p.report, Compartment: place, Turn: turnOf(c, place), Kind: "letter"}, nil)
	_, err := p.door.Letter(ctx, mailbox.Posting{Items: []seal.Sealed{post.Sealed}})
	if p.did(w, err) == nil && who == mailbox.Reporter {
		p.keep(post.Sealed, post.Line)
	}
}

// claim takes up a mailbox with words of one's own, and all that lies in it.
func (p *paper) claim(w *town, c *Case, party Party) {
	made := p.newKeys(w, seal.Keys{Head: w.head("keys", party.Who), Report: c.Report, Who: party.Who, Prev: party.Keys})
	p.holders[seal.HashRecipient(made.Line.Recipient)] = made.Line.Recipient
	grants := map[room]NewGrant{}
	for _, number := range slices.Sorted(maps.Keys(w.cases)) {
		for _, h := range w.cases[number].Holders {
			if h.Holder == party.Who && h.Ended == "" {
				grants[h.room()] = NewGrant{Line: seal.Grant{
					Head: w.head("grant", party.Who), Report: c.Report, Compartment: h.Compartment, Turn: h.Turn,
					Holder: party.Who, Key: seal.HashRecipient(made.Line.Recipient), Keys: made.Hash, Basis: "assignment",
				}}
			}
		}
	}
	signer := p.phrases[made.Hash].Signer()
	_ = p.did(w, p.door.Claim(ctx, mailbox.Claiming{
		Handle: p.phrases[party.Keys].HandleText(), Next: made.Handle, Keys: made.Keys,
		Grants: p.seals(signer, slices.Collect(maps.Values(grants))),
	}))
}

// did reads the cases anew after something was done, and holds them to what must be true.
func (p *paper) did(w *town, err error) error {
	if err != nil {
		w.seen["fault "+key(err)]++
		if k := key(err); k == "internal" || k == "busy" || k == "full" {
			w.Fatal(err)
		}
		return err
	}
	w.seen["done"]++
	p.reload(w)
	return nil
}

func (p *paper) reload(w *town) {
	w.o.Suspended = staff.Must(p.Directory.Suspended(ctx))
	was := w.cases
	w.cases = map[string]*Case{}
	for _, number := range p.Numbers(p.report) {
		if w.cases[number] = p.load(w, number); w.cases[number] == nil {
			w.cases[number] = was[number] // nobody is left who could do anything
			w.since = math.MaxInt / 2
			continue
		}
		for _, fault := range invariants(*w.cases[number], w.packs[w.cases[number].ProcedureHash], w.o.Day) {
			w.Fatalf("%s at %s: %s", w.p.ID, w.cases[number].Stage, fault)
		}
	}
	p.Check(Walked{Report: p.report, Day: w.o.Day, Outside: w.outside, Procedures: w.packs, People: w.persons})
}

// load reads a case as a step would see it of somebody for whom it exists.
func (p *paper) load(w *town, number string) *Case {
	for _, person := range append([]string{p.served[number]}, slices.Sorted(maps.Keys(w.persons))...) {
		found, err := p.Store.Case(ctx, number, person)
		if err == nil {
			p.served[number] = person
			return &found
		}
		if !fault.Is(err, fault.NotFound) {
			w.Fatal(err)
		}
	}
	return nil
}
