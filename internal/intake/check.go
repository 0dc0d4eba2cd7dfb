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
	keys     seal.Keys
	talks    []talk
	consents []Consent
}

// talk is one compartment of a submission: an office's own, with its own answers. The
// posts that are not the answers are its files.
type talk struct {
	compartment string
	grants      []Grant
	posts       []mailbox.Post
	answers     mailbox.Post
}

// mostTalks is how many offices one submission can tell.
const mostTalks = 2

// talks is how many offices a sending says that it tells.
func (s Sending) talks() int {
	if s.Second != "" {
		return mostTalks
	}
	return 1
}

// talk gives the place of a compartment in a submission, and makes it with its first grant.
func (c *checked) talk(compartment string, begin bool) *talk {
	for i := range c.talks {
		if c.talks[i].compartment == compartment {
			return &c.talks[i]
		}
	}
	if !begin || len(c.talks) == mostTalks {
		return nil
	}
	c.talks = append(c.talks, talk{compartment: compartment})
	return &c.talks[len(c.talks)-1]
}

func (c *checked) posts() []mailbox.Post {
	var all []mailbox.Post
	for _, t := range c.talks {
		all = append(all, t.posts...)
	}
	return all
}

// checkLines checks what can be checked without knowing who receives: signatures, sums,
// stanzas, ids, counts, and that all is about one report by its own reporter.
func checkLines(s Sending, limits mailbox.Limits, today string) (checked, error) {
	var c checked
	if len(s.Consents) > mostConsents {
		return c, unfit(nil)
	}
	if len(s.Grants) > mostGrants || len(s.Items) > s.talks()+limits.Files {
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
		t := c.talk(line.Compartment, true)
		if t == nil {
			return c, unfit(nil)
		}
		t.grants = append(t.grants, Grant{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)})
	}
	for _, sealed := range s.Items {
		if err := limits.CheckItem(sealed.File); err != nil {
			return c, err
		}
		line, err := seal.CheckPost(sealed, c.keys.Verify)
		if err != nil || !fresh(line.Head) || line.Report != c.keys.Report {
			return c, unfit(err)
		}
		t := c.talk(line.Compartment, false)
		if t == nil || line.Turn != 1 {
			return c, unfit(nil)
		}
		t.posts = append(t.posts, mailbox.Post{Sealed: sealed, Line: line, Hash: seal.LineHash(sealed.Signed)})
	}
	for _, signed := range s.Consents {
		consent, err := checkConsent(signed, c.keys)
		if err != nil || !fresh(consent.Line.Head) {
			return c, unfit(err)
		}
		c.consents = append(c.consents, consent)
	}
	for i := range c.talks {
		if err := c.talks[i].checkKinds(); err != nil {
			return c, err
		}
	}
	return c, mailbox.CheckUploads(c.posts(), s.Uploads, limits)
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
func (t *talk) checkKinds() error {
	found := 0
	for _, post := range t.posts {
		switch post.Line.Kind {
		case "answers":
			found++
			t.answers = post
		case "file":
		default:
			return unfit(nil)
		}
	}
	if found != 1 || len(t.answers.Line.Blobs) > 0 || t.answers.Line.Prev != "" {
		return unfit(nil)
	}
	return nil
}

// checkRecipients holds the grants to those who may receive: one compartment, one
// identity, the reporter, at least one officer, the recovery key where one is set, and
// nobody else. If the offices changed since the page was opened, the page seals anew.
func (t talk) checkRecipients(reporter string, to Recipients) error {
	if t.compartment != seal.TalkOf(to.Unit) {
		return fault.New(fault.Conflict, "recipients-changed", nil)
	}
	held := map[string]bool{}
	officers := 0
	for _, grant := range t.grants {
		line := grant.Line
		if held[line.Holder] || line.Recipient != t.grants[0].Line.Recipient {
			return unfit(nil)
		}
		held[line.Holder] = true
		key, ok := to.key(line.Holder, line.At)
		if line.Holder == "reporter" {
			key, ok = seal.HashRecipient(reporter), true
		} else if kind, _ := seal.Split(line.Holder); kind == "officer" {
			officers++
		}
		if !ok || key != line.Key {
			return fault.New(fault.Conflict, "recipients-changed", nil)
		}
	}
	if to.Recovery != nil && !held["recovery:"+to.Unit] {
		return fault.New(fault.Conflict, "recipients-changed", nil)
	}
	if !held["reporter"] || officers == 0 {
		return unfit(nil)
	}
	if to.Unit == "" && officers != len(to.People) { // somebody became an editor since
		return fault.New(fault.Conflict, "recipients-changed", nil)
	}
	return nil
}

// checkSecond holds a second talk to what it may be: the answers alone, under an identity
// that is not the first one's.
func (t talk) checkSecond(first talk) error {
	if len(t.posts) != 1 || t.grants[0].Line.Recipient == first.grants[0].Line.Recipient {
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
