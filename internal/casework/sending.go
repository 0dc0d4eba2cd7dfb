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
	d := Delivery{Uploads: s.Uploads}
	if len(s.Grants) > mostGrants || len(s.Items) > 2+limits.Files {
		return d, fault.New(fault.TooLarge, "too-many-files", nil).With("Files", limits.Files)
	}
	verify, ok := o.verify(actor)
	if !ok {
		return d, noCase(nil)
	}
	ids := map[string]bool{}
	genuine := func(h seal.Head) bool {
		ok := !ids[h.ID] && h.By == actor.holder() && h.Via == "" && o.signed(actor, h.At, verify)
		ids[h.ID] = true
		return ok
	}
	for _, sealed := range s.Grants {
		if len(sealed.File) > largestGrant {
			return d, unfit(nil)
		}
		line, err := seal.CheckGrant(sealed, verify)
		if err != nil || !genuine(line.Head) {
			return d, unfit(err)
		}
		d.Grants = append(d.Grants, NewGrant{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)})
	}
	for _, sealed := range s.Items {
		if err := limits.CheckItem(sealed.File); err != nil {
			return d, err
		}
		line, err := seal.CheckPost(sealed, verify)
		if err != nil || !genuine(line.Head) || line.Kind != "file" && len(line.Blobs) > 0 {
			return d, unfit(err)
		}
		d.Posts = append(d.Posts, mailbox.Post{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)})
	}
	if len(d.Grants) == 0 && len(d.Posts) == 0 || hasKind(d.Posts, "file") && !hasKind(d.Posts, "letter") {
		return d, unfit(nil)
	}
	return d, mailbox.CheckUploads(d.Posts, d.Uploads, limits)
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
