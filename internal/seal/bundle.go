package seal

import (
	"slices"
)

// Reader is who opens a bundle: the holder's name, their identity, and the verify key of
// a person with a phrase ("" for an officer), by which their own keys line is known.
type Reader struct {
	Holder   string
	Identity Seed
	Verify   string
}

// What a reader is told of an item.
const (
	Genuine    = "genuine"
	Repeat     = "repeat"
	Missing    = "missing" // genuine, but something it speaks of is not here
	NotGenuine = "not-genuine"
)

// Shown is an item as a reader is told of it. Item is empty when the item is not
// genuine; Reason is the code of what failed, or "".
type Shown struct {
	Line    Post
	Hash    string
	Verdict string
	Reason  string
	Item    Item
}

// Holding is a grant line as it is shown: who was handed what, by whom, since when.
// Reason is "" if it is genuine.
type Holding struct {
	Line   Grant
	Hash   string
	Ended  string
	Reason string
	text   Signed
}

// Place is where its holder writes: the newest turn of a compartment, and the newest
// item they saw in it.
type Place struct {
	Compartment string
	Turn        int64
	Seed        Seed
	Recipient   string
	Prev        string
}

// Opened is a bundle after all checks, for one reader.
type Opened struct {
	Report   string
	Keys     Keys
	KeysHash string
	Items    []Shown
	Holdings []Holding
	// Unopened are the hashes of genuine grants to this reader that they cannot open.
	Unopened []string
	places   map[room]Seed
}

// room is one turn of a compartment.
type room struct {
	compartment string
	turn        int64
}

// OpenBundle checks and opens what a holder was served of a report. It fails, and
// nothing is shown, only if the reporter's keys cannot be believed or a grant of intake
// to this reader is false; all else is told item by item and grant by grant.
func OpenBundle(b Bundle, me Reader, dir *Directory) (Opened, error) {
	o := &opening{bundle: b, me: me, dir: dir}
	o.tryOwn()
	if err := o.believeKeys(); err != nil {
		return Opened{}, err
	}
	if err := o.checkGrants(); err != nil {
		return Opened{}, err
	}
	if o.byOfficer && !o.vouchedByHolder() {
		return Opened{}, refuse("keys-unbelieved", "")
	}
	o.checkItems()
	return o.opened, nil
}

// Place gives where to write in a compartment. It is false if a checked line names a
// newer turn than this reader holds: then the reader waits for a grant.
func (o Opened) Place(compartment string) (Place, bool) {
	p := Place{Compartment: compartment}
	for _, h := range o.Holdings {
		if h.Reason == "" && h.Line.Compartment == compartment && h.Line.Turn >= p.Turn {
			p.Turn, p.Recipient = h.Line.Turn, h.Line.Recipient
		}
	}
	seed, ok := o.places[room{compartment, p.Turn}]
	p.Seed = seed
	for _, s := range o.Items {
		if s.Line.Compartment == compartment && s.Verdict != NotGenuine && s.Verdict != Repeat {
			p.Prev = s.Hash
		}
	}
	return p, ok
}

// opening is the work of OpenBundle.
type opening struct {
	bundle Bundle
	me     Reader
	dir    *Directory
	own    []ownGrant
	opened Opened
	// listed are the holders that the answers of a compartment name, if they were read.
	listed map[string][]HolderKey
	rooms  map[room]string // recipient, as the first checked grant names it
	// byOfficer says that the keys are believed on an officer's word alone.
	byOfficer bool
}

// ownGrant is a grant to the reader, opened before anything is believed of it.
type ownGrant struct {
	line Grant
	text Signed
	seed Seed
	err  error
}

func (o *opening) tryOwn() {
	o.opened.Report = o.bundle.Report
	for _, s := range o.bundle.Own {
		line, err := ParseAs[Grant](s.Signed)
		if err != nil || line.Holder != o.me.Holder || line.Report != o.bundle.Report {
			continue
		}
		seed, err := OpenGrant(o.me.Identity.Identity(), s, line)
		o.own = append(o.own, ownGrant{line: line, text: s.Signed, seed: seed, err: err})
	}
}

// believeKeys finds the one keys line of the reporter and a reason to believe it: the
// reader's own phrase, answers that only a holder of the compartment can have written,
// or the word of a checked officer.
func (o *opening) believeKeys() error {
	keys, text, err := o.reporterKeys()
	if err != nil {
		return err
	}
	o.opened.Keys, o.opened.KeysHash = keys, LineHash(text)
	if o.me.Holder == "reporter" {
		recipient, err := o.me.Identity.Recipient()
		if err != nil || keys.Recipient != recipient || keys.Verify != o.me.Verify {
			return refuse("keys-swapped", "")
		}
		o.vouchedByAnswers()
		return nil
	}
	if o.vouchedByAnswers() {
		return nil
	}
	if o.byOfficer = o.vouchedByOfficer(); o.byOfficer {
		return nil
	}
	return refuse("keys-unbelieved", "")
}

func (o *opening) reporterKeys() (Keys, Signed, error) {
	var found Keys
	var text Signed
	for _, s := range o.bundle.Keys {
		line, err := ParseAs[Keys](s)
		if err != nil || line.Who != "reporter" || line.Prev != "" || line.Report != o.bundle.Report {
			continue
		}
		if checkSignature(s, "keys", line.Verify) != nil {
			continue
		}
		if text.Line != "" && text.Line != s.Line {
			return Keys{}, Signed{}, refuse("keys-conflict", "")
		}
		found, text = line, s
	}
	if text.Line == "" {
		return Keys{}, Signed{}, refuse("keys-missing", "")
	}
	return found, text, nil
}

// vouchedByAnswers looks for the reporter's answers in a compartment that the reader
// was granted, holds them to the keys line, and notes whom they name as holders.
func (o *opening) vouchedByAnswers() bool {
	found := false
	o.listed = map[string][]HolderKey{}
	for _, s := range o.bundle.Items {
		line, err := CheckPost(s, o.opened.Keys.Verify)
		if err != nil || line.Kind != "answers" || line.By != "reporter" || line.Report != o.bundle.Report {
			continue
		}
		for _, g := range o.own {
			if g.err != nil || g.line.Compartment != line.Compartment || g.line.Turn != line.Turn {
				continue
			}
			item, err := OpenItem(g.seed.Identity(), s, line)
			if err != nil || o.checkAnswers(item, g.seed) != nil {
				continue
			}
			answers, _ := Read[Answers](item)
			o.listed[line.Compartment] = append(o.listed[line.Compartment], answers.Holders...)
			found = true
		}
	}
	return found
}

func (o *opening) checkAnswers(item Item, compartment Seed) error {
	answers, err := Read[Answers](item)
	switch {
	case err != nil:
		return err
	case answers.Keys != o.opened.KeysHash:
		return refuse("answers-keys", "")
	case answers.Bond != Bond(compartment, answers.Keys):
		return refuse("answers-bond", "")
	case !slices.Equal(answers.Exclusions, o.opened.Keys.Exclusions):
		return refuse("answers-exclusions", "")
	}
	return nil
}

// vouchedByHolder asks again once the grants are checked: an officer's word counts only in
// a grant that they could make.
func (o *opening) vouchedByHolder() bool {
	return slices.ContainsFunc(o.opened.Holdings, func(h Holding) bool {
		return h.Reason == "" && h.Line.Holder == o.me.Holder && h.Line.Keys == o.opened.KeysHash && h.Line.By != "reporter"
	})
}

func (o *opening) vouchedByOfficer() bool {
	return slices.ContainsFunc(o.own, func(g ownGrant) bool {
		return g.line.Keys == o.opened.KeysHash && o.dir.signedBy(g.text, "grant", g.line.By, g.line.At) == nil
	})
}
