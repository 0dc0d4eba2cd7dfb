package seal

import (
	"slices"
	"time"
)

// passing is one office passing something on, made by hand, so that parts of it can be
// wrong. The zero parts are as they should be.
type passing struct {
	seed    Seed
	giver   *staff
	request Request
	asked   Signed
	keys    string   // what the grants name
	lines   []Signed // after the request: its consents, or its step and approval
	holders []passed
	grants  []Sealed
	items   []Sealed
	origins []Signed
}

// passed is one holder of a share: with the recipient to which it is sealed.
type passed struct{ holder, recipient string }

func (s *staff) passed() passed { return passed{s.holder(), s.recipient()} }

// tomorrow is the day on which things are asked, agreed and passed on.
func (w *world) tomorrow() string { return dayAfter(w.day, 1) }

// says signs a line as an officer, tomorrow.
func (w *world) says(s *staff, line any) Signed { return must(Sign(s.signer, line)) }

func (w *world) head(by string) Head { return Head{ID: w.id(), By: by, At: w.tomorrow()} }

// partsOf are the items as a request names them.
func partsOf(items ...Sealed) []Part {
	var all []Part
	for _, s := range items {
		l := must(ParseAs[Post](s.Signed))
		all = append(all, Part{l.ID, l.Kind})
	}
	return all
}

// assessment is what Ben wrote in file:wct, and the grant by which he did.
func (w *world) assessment() (item Sealed, grant Sealed) {
	file := w.seed()
	w.file = file
	grant = w.assign(w.ben, w.ben, "file:wct", 1, file, "")
	item = must(SealItem(w.ben.signer, w.rand, Post{
		Head: Head{By: w.ben.holder()}, Report: w.sub.Report, Compartment: "file:wct", Turn: 1, Kind: "assessment",
	}, must(file.Recipient()), Note{Sheet: "first-look", Version: Hash([]byte("the sheet")), Fields: map[string]any{"credible": "yes"}}, w.day.AddDate(0, 0, 1)))
	return item, grant
}

// ask begins a passing from Ada to the Ethics Office, of these parts.
func (w *world) ask(parts []Part) passing {
	p := passing{seed: w.seed(), giver: w.ada, keys: LineHash(w.sub.Keys)}
	p.request = Request{
		Head: w.head(w.ada.holder()), Report: w.sub.Report, Who: "reporter", Step: "refer", To: "unit:ethics",
		Purpose: "advise", Parts: parts, Until: dayAfter(w.day, 31),
	}
	p.holders = []passed{
		w.ada.passed(), w.cyd.passed(), w.dan.passed(),
		{"reporter", must(w.phrase.Identity().Recipient())},
	}
	return p
}

// consent is the reporter's yes to the request as it stands.
func (w *world) consent(p passing) Consent {
	r := p.request
	return Consent{
		Head: w.head("reporter"), Report: w.sub.Report, Request: LineHash(p.asked), Answer: "yes", Step: r.Step, To: r.To,
		Purpose: r.Purpose, Parts: r.Parts, Until: r.Until,
	}
}

// sign signs the request; what follows names its hash.
func (p *passing) sign(w *world) { p.asked = w.says(p.giver, p.request) }

// grant hands the share to its holders, on a day.
func (p *passing) grant(w *world, basis, day string) {
	p.grants = nil
	for _, h := range p.holders {
		p.grants = append(p.grants, must(NewGrant(p.giver.signer, w.rand, Grant{
			Head: Head{By: p.giver.holder(), At: day}, Report: w.sub.Report, Compartment: "share:" + p.request.ID, Turn: 1,
			Holder: h.holder, Keys: p.keys, Basis: basis + ":" + p.request.ID,
		}, p.seed, h.recipient)))
	}
}

// copy passes items on, one copy each.
func (p *passing) copy(w *world, items ...Sealed) {
	for _, s := range items {
		p.items = append(p.items, w.copyOf(*p, s.Signed, s))
	}
}

// copyOf passes an item on under a line, which is not always its own.
func (w *world) copyOf(p passing, line Signed, s Sealed) Sealed {
	l := must(ParseAs[Post](s.Signed))
	seed := w.talk
	if l.Compartment == "file:wct" {
		seed = w.file
	}
	item := must(OpenItem(seed.Identity(), s, l))
	return w.copied(p, Copy{From: l.Compartment, Post: line.Line, Sig: line.Sig, Text: string(item.Text)}, l.Blobs)
}

func (w *world) copied(p passing, body Copy, blobs []string) Sealed {
	return must(SealItem(p.giver.signer, w.rand, p.post(w, blobs), must(p.seed.Recipient()), body, w.day.AddDate(0, 0, 1)))
}

func (p passing) post(w *world, blobs []string) Post {
	return Post{
		Head: Head{By: p.giver.holder()}, Report: w.sub.Report, Compartment: "share:" + p.request.ID, Turn: 1, Kind: "copy", Blobs: blobs,
	}
}

// shared is what a holder is served of a report and of what was passed on: whoever holds no
// talk: is served the share alone.
func (w *world) shared(holder string, p passing) Bundle {
	b := w.bundle(holder)
	if len(b.Own) == 0 {
		b.Grants, b.Items = nil, nil
	}
	mine := slices.ContainsFunc(p.holders, func(h passed) bool { return h.holder == holder })
	if mine {
		for _, g := range p.grants {
			b.Grants = append(b.Grants, g.Signed)
			if must(ParseAs[Grant](g.Signed)).Holder == holder {
				b.Own = append(b.Own, g)
			}
		}
		b.Items, b.Origins = append(b.Items, p.items...), p.origins
	}
	b.Lines = append([]Signed{p.asked}, p.lines...)
	return b
}

// later is a moment some days after the report.
func (w *world) later(days int) time.Time { return w.day.AddDate(0, 0, days) }
