package seal

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
// genuine; Reason is the code of what failed, or "". Copied is what an item of kind copy
// passes on, nil of all others.
type Shown struct {
	Line    Post
	Hash    string
	Verdict string
	Reason  string
	Item    Item
	Copied  *CopiedItem
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
	Report string
	// Keys and KeysHash are the newest keys line of the reporter, or of a reader who is a
	// party; empty if the reader was given no reason to believe it.
	Keys     Keys
	KeysHash string
	// People are all whose keys are believed, in the order of their first keys line.
	People   []Person
	Items    []Shown
	Holdings []Holding
	Lines    []CheckedLine
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
// nothing is shown, only if nobody's keys can be believed or a grant of intake to this
// reader is false; all else is told item by item, grant by grant and line by line.
func OpenBundle(b Bundle, me Reader, dir *Directory) (Opened, error) {
	o := &opening{bundle: b, me: me, dir: dir}
	o.opened.Report = b.Report
	o.tryOwn()
	o.readLines()
	if err := o.chainKeys(); err != nil {
		return Opened{}, err
	}
	if err := o.believe(); err != nil {
		return Opened{}, err
	}
	if err := o.settle(); err != nil {
		return Opened{}, err
	}
	if err := o.takeOwn(); err != nil {
		return Opened{}, err
	}
	o.checkLines()
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
	// What officers signed among the lines, as far as it is genuine: it rests on the
	// directory alone. What people with a phrase signed waits until they are believed.
	requests  []requestLine
	steps     []stepLine
	approvals []Approval
	consents  []personal[Consent]
	acts      []personal[Act]
	// chains are the keys of each person, unbelieved; base says whom the reader believes
	// before any grant is checked, named whom a genuine grant of an officer names.
	chains map[string]chain
	order  []string
	base   map[string]belief
	named  map[string]bool
	// listed are the holders that the answers of a compartment name, if they were read.
	listed map[string][]HolderKey
	rooms  map[room]string // recipient, as the first checked grant names it
	// beside are grants of a share: that this holder was not handed: by them the beginning of
	// an office's own compartments is checked.
	beside []Holding
}

// ownGrant is a grant to the reader, opened before anything is believed of it.
type ownGrant struct {
	line Grant
	text Signed
	seed Seed
	err  error
}

func (o *opening) tryOwn() {
	for _, s := range o.bundle.Own {
		line, err := ParseAs[Grant](s.Signed)
		if err != nil || line.Holder != o.me.Holder || line.Report != o.bundle.Report {
			continue
		}
		seed, err := OpenGrant(o.me.Identity.Identity(), s, line)
		o.own = append(o.own, ownGrant{line: line, text: s.Signed, seed: seed, err: err})
	}
}

// signed checks a line's signature by its author's keys, as they are believed.
func (o *opening) signed(s Signed, is, by, day string) error {
	if ValidWho(by) {
		return o.signedByPerson(s, is, by)
	}
	return o.dir.signedBy(s, is, by, day)
}
