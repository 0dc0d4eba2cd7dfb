package casework

import (
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Sending is what an officer's browser sends to a case.
type Sending struct {
	Grants  []seal.Sealed    `json:"grants"`
	Items   []seal.Sealed    `json:"items"`
	Uploads []mailbox.Upload `json:"uploads"`
}

// Bounds of one sending.
const (
	mostGrants   = 100
	largestGrant = 8 << 10
	daysBack     = 2 // an office page lives eight hours
	daysAhead    = 1
)

// checkSending checks what can be checked without the case: every line is the actor's, by
// the key that counts today; files fit; a file goes with a letter; something is sent.
func checkSending(s Sending, actor Actor, o Office, limits mailbox.Limits) (Delivery, error) {
	k, err := newChecker(actor, o, limits)
	if err != nil {
		return Delivery{}, err
	}
	d, err := k.delivery(s, 2+limits.Files)
	if err != nil {
		return d, err
	}
	if len(d.Grants) == 0 && len(d.Posts) == 0 || hasKind(d.Posts, "file") && !hasKind(d.Posts, "letter") || hasKind(d.Posts, "copy") {
		return d, unfit(nil)
	}
	return d, nil
}

// checker checks lines of one officer that arrive together.
type checker struct {
	actor  Actor
	o      Office
	limits mailbox.Limits
	verify string
	ids    map[string]bool
}

func newChecker(actor Actor, o Office, limits mailbox.Limits) (*checker, error) {
	verify, ok := o.verify(actor)
	if !ok {
		return nil, noCase(nil)
	}
	return &checker{actor: actor, o: o, limits: limits, verify: verify, ids: map[string]bool{}}, nil
}

// genuine says whether a head is the actor's, of a day that is near, and no repeat.
func (k *checker) genuine(h seal.Head) bool {
	ok := !k.ids[h.ID] && h.By == k.actor.holder() && h.Via == "" && k.o.signed(k.actor, h.At, k.verify)
	k.ids[h.ID] = true
	return ok
}

// delivery checks grants, items and attachments.
func (k *checker) delivery(s Sending, most int) (Delivery, error) {
	d := Delivery{Uploads: s.Uploads}
	if len(s.Grants) > mostGrants || len(s.Items) > most {
		return d, fault.New(fault.TooLarge, "too-many-files", nil).With("Files", k.limits.Files)
	}
	for _, sealed := range s.Grants {
		grant, err := k.grant(sealed)
		if err != nil {
			return d, err
		}
		d.Grants = append(d.Grants, grant)
	}
	for _, sealed := range s.Items {
		post, err := k.item(sealed)
		if err != nil {
			return d, err
		}
		d.Posts = append(d.Posts, post)
	}
	// What a copy names was uploaded with what it copies.
	own := slices.DeleteFunc(slices.Clone(d.Posts), func(p mailbox.Post) bool { return p.Line.Kind == "copy" })
	return d, mailbox.CheckUploads(own, d.Uploads, k.limits)
}

func (k *checker) grant(sealed seal.Sealed) (NewGrant, error) {
	if len(sealed.File) > largestGrant {
		return NewGrant{}, unfit(nil)
	}
	line, err := seal.CheckGrant(sealed, k.verify)
	if err != nil || !k.genuine(line.Head) {
		return NewGrant{}, unfit(err)
	}
	return NewGrant{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)}, nil
}

func (k *checker) item(sealed seal.Sealed) (mailbox.Post, error) {
	if err := k.limits.CheckItem(sealed.File); err != nil {
		return mailbox.Post{}, err
	}
	line, err := seal.CheckPost(sealed, k.verify)
	if err != nil || !k.genuine(line.Head) || line.Kind != "file" && line.Kind != "copy" && len(line.Blobs) > 0 {
		return mailbox.Post{}, unfit(err)
	}
	return mailbox.Post{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)}, nil
}

// verify is the key that the actor signs with today.
func (o Office) verify(actor Actor) (string, bool) {
	line, ok := o.officer(actor.Person)
	return line.Verify, ok
}

// signed says whether that key was the actor's on the day a line says, and the day is
// near: every browser will ask the directory about it.
func (o Office) signed(actor Actor, day, verify string) bool {
	return clock.Near(day, o.Day, daysBack, daysAhead) &&
		slices.ContainsFunc(o.Directory.At(actor.Person, day), func(l seal.Officer) bool { return l.Verify == verify })
}
