package intake

import (
	"encoding/json"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Bounds of one submission, beside those of its files.
const (
	mostGrants   = 100
	largestGrant = 8 << 10
	daysBack     = 31 // a form page can lie open for long
	daysAhead    = 1
)

// checked is a submission whose lines are all genuine and belong together.
type checked struct {
	keys   seal.Keys
	grants []Grant
	posts  []mailbox.Post
	// answers is the one post among them that the report is; the others are its files.
	answers mailbox.Post
}

// checkLines checks what can be checked without knowing who receives: signatures, sums,
// stanzas, ids, counts, and that all is about one report by its own reporter.
func checkLines(s Sending, limits mailbox.Limits, today string) (checked, error) {
	var c checked
	if len(s.Grants) > mostGrants || len(s.Items) > 1+limits.Files {
		return c, fault.New(fault.TooLarge, "too-many-files", nil).With("Files", limits.Files)
	}
	var err error
	if c.keys, err = checkKeys(s.Keys, today); err != nil {
		return c, err
	}
	ids := map[string]bool{c.keys.ID: true}
	fresh := func(h seal.Head) bool {
		ok := !ids[h.ID] && h.By == "reporter" && clock.Near(h.At, today, daysBack, daysAhead)
		ids[h.ID] = true
		return ok
	}
	for _, sealed := range s.Grants {
		line, err := checkGrant(sealed, c.keys, seal.LineHash(s.Keys))
		if err != nil || !fresh(line.Head) {
			return c, unfit(err)
		}
		c.grants = append(c.grants, Grant{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)})
	}
	for _, sealed := range s.Items {
		if err := limits.CheckItem(sealed.File); err != nil {
			return c, err
		}
		line, err := seal.CheckPost(sealed, c.keys.Verify)
		if err != nil || !fresh(line.Head) || line.Report != c.keys.Report {
			return c, unfit(err)
		}
		c.posts = append(c.posts, mailbox.Post{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)})
	}
	if err := c.checkKinds(); err != nil {
		return c, err
	}
	return c, mailbox.CheckUploads(c.posts, s.Uploads, limits)
}

// checkKeys checks the one line that says who the reporter is: it is signed by the key it
// names, and is the first of its kind.
func checkKeys(signed seal.Signed, today string) (seal.Keys, error) {
	var named struct {
		Verify string `json:"verify"`
	}
	// Read loosely only to learn which key to try: what is believed is read strictly below.
	if err := json.Unmarshal([]byte(signed.Line), &named); err != nil {
		return seal.Keys{}, unfit(nil) // the cause would repeat what was sent
	}
	line, err := seal.CheckAs[seal.Keys](signed, named.Verify)
	if err != nil || line.Verify != named.Verify {
		return line, unfit(err)
	}
	if line.Who != "reporter" || line.By != "reporter" || line.Prev != "" || !clock.Near(line.At, today, daysBack, daysAhead) {
		return line, unfit(nil)
	}
	return line, nil
}

// checkGrant checks a grant as far as the line and its file go.
func checkGrant(sealed seal.Sealed, keys seal.Keys, keysHash string) (seal.Grant, error) {
	if len(sealed.File) > largestGrant {
		return seal.Grant{}, unfit(nil)
	}
	line, err := seal.CheckGrant(sealed, keys.Verify)
	if err != nil {
		return line, err
	}
	if line.Report != keys.Report || line.Basis != "intake" || line.Turn != 1 || line.Keys != "" && line.Keys != keysHash {
		return line, unfit(nil)
	}
	return line, nil
}

// checkKinds finds the answers: there is one, and the rest are files.
func (c *checked) checkKinds() error {
	found := 0
	for _, post := range c.posts {
		switch post.Line.Kind {
		case "answers":
			found++
			c.answers = post
		case "file":
		default:
			return unfit(nil)
		}
	}
	if found != 1 || len(c.answers.Line.Blobs) > 0 || c.answers.Line.Prev != "" {
		return unfit(nil)
	}
	return nil
}

// checkRecipients holds the grants to those who may receive: one compartment, one
// identity, the reporter, at least one officer, the recovery key where one is set, and
// nobody else. If the offices changed since the page was opened, the page seals anew.
func (c checked) checkRecipients(to Recipients) error {
	held := map[string]bool{}
	place := seal.Grant{Compartment: "talk:" + to.Unit}
	officers := 0
	for _, grant := range c.grants {
		line := grant.Line
		if line.Compartment != place.Compartment {
			return fault.New(fault.Conflict, "recipients-changed", nil)
		}
		if held[line.Holder] || place.Recipient != "" && line.Recipient != place.Recipient {
			return unfit(nil)
		}
		held[line.Holder], place.Recipient = true, line.Recipient
		key, ok := to.key(line.Holder, line.At)
		if line.Holder == "reporter" {
			key, ok = seal.HashRecipient(c.keys.Recipient), true
		} else if kind, _ := seal.Split(line.Holder); kind == "officer" {
			officers++
		}
		if !ok || key != line.Key {
			return fault.New(fault.Conflict, "recipients-changed", nil)
		}
	}
	for _, post := range c.posts {
		if post.Line.Compartment != place.Compartment || post.Line.Turn != 1 {
			return unfit(nil)
		}
	}
	if to.Recovery != nil && !held["recovery:"+to.Unit] {
		return fault.New(fault.Conflict, "recipients-changed", nil)
	}
	if !held["reporter"] || officers == 0 {
		return unfit(nil)
	}
	return nil
}

// unfit is the fault of what no page of ours sends: altered, damaged or made by hand. A
// fault inside keeps its own sentence.
func unfit(err error) error {
	if err != nil && fault.Of(err).Kind != fault.Internal {
		return err
	}
	f := fault.New(fault.Refused, "sending-unfit", err)
	if reason := seal.Reason(err); reason != "" {
		return f.With("Reason", reason)
	}
	return f
}
