package seal

// Signed is a line as it was received: the JSON text to the byte, and 64 bytes of
// signature in standard base64 (sealing.md section 4).
type Signed struct {
	Line string `json:"line"`
	Sig  string `json:"sig"`
}

// Sealed is a signed line with the age file it speaks of: a post line with its item,
// or a grant line with the identity sealed to its holder.
type Sealed struct {
	Signed
	File []byte `json:"file"`
}

// Head stands in every line. ID is 16 random bytes in base64url; At is a UTC day.
// Via is "" or "server".
type Head struct {
	V   int64  `json:"v"`
	Is  string `json:"is"`
	ID  string `json:"id"`
	By  string `json:"by"`
	At  string `json:"at"`
	Via string `json:"via,omitempty"`
}

// Officer says: this key belongs to this person, in this office.
type Officer struct {
	Head
	Person     string   `json:"person"`
	Name       string   `json:"name"`
	Unit       string   `json:"unit"`
	Roles      []string `json:"roles"`
	N          int64    `json:"n"`
	Recipient  string   `json:"recipient"`
	Verify     string   `json:"verify"`
	From       string   `json:"from"`
	Until      string   `json:"until"`
	Custodians []string `json:"custodians"`
}

// Keys says: these are the keys of the person with the phrase.
type Keys struct {
	Head
	Report     string   `json:"report"`
	Who        string   `json:"who"`
	Recipient  string   `json:"recipient"`
	Verify     string   `json:"verify"`
	Exclusions []string `json:"exclusions"`
	Prev       string   `json:"prev"`
}

// Grant says: this holder was handed this compartment's identity. Recipient is the
// compartment's whole recipient; Key is the hash of the holder's; Keys is the hash of
// the reporter's keys line where the holder could not learn it elsewhere, or "".
type Grant struct {
	Head
	Report      string `json:"report"`
	Compartment string `json:"compartment"`
	Turn        int64  `json:"turn"`
	Recipient   string `json:"recipient"`
	Holder      string `json:"holder"`
	Key         string `json:"key"`
	Keys        string `json:"keys"`
	Basis       string `json:"basis"`
	Sealed      string `json:"sealed"`
}

// Post says: this item is mine.
type Post struct {
	Head
	Report      string   `json:"report"`
	Compartment string   `json:"compartment"`
	Turn        int64    `json:"turn"`
	Kind        string   `json:"kind"`
	Prev        string   `json:"prev"`
	Text        string   `json:"text"`
	Sealed      string   `json:"sealed"`
	Blobs       []string `json:"blobs"`
}

// Part names one item in a request or a consent.
type Part struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
}

// Request asks: may we? Who is asked: "reporter" or "party:<id>", whoever is affected or
// invited; "" in a request that nobody is asked, which is an exception. Parts is empty where
// nothing is passed on, such as a contact.
type Request struct {
	Head
	Report      string `json:"report"`
	Who         string `json:"who"`
	Step        string `json:"step"`
	To          string `json:"to"`
	Purpose     string `json:"purpose"`
	Code        string `json:"code"`
	Parts       []Part `json:"parts"`
	Requirement string `json:"requirement"`
	Review      string `json:"review"`
	Until       string `json:"until"`
}

// Consent answers a request, and repeats what it agrees to.
type Consent struct {
	Head
	Report  string `json:"report"`
	Request string `json:"request"`
	Answer  string `json:"answer"`
	Step    string `json:"step"`
	To      string `json:"to"`
	Purpose string `json:"purpose"`
	Parts   []Part `json:"parts"`
	Until   string `json:"until"`
}

// Approval says: a second person agrees to exactly that line (its hash).
type Approval struct {
	Head
	Of string `json:"of"`
}

// Step says: I take this step in my office's case. Code, To and Day are the plain figures of
// the step, each "" where it has none: To is "officer:<id>", "party:<id>", "unit:<id>" or
// "case:<number>". Of are the hashes of the lines it rests on: items, requests, keys lines, or
// the step it answers.
type Step struct {
	Head
	Report string   `json:"report"`
	Unit   string   `json:"unit"`
	Step   string   `json:"step"`
	Code   string   `json:"code"`
	To     string   `json:"to"`
	Day    string   `json:"day"`
	Of     []string `json:"of"`
}

// Act is an act of a person with a phrase: withdraw, undo, lift, name, meet, agree.
type Act struct {
	Head
	Report string `json:"report"`
	Act    string `json:"act"`
	Of     string `json:"of"`
}

// Undertaking says: I keep confidence.
type Undertaking struct {
	Head
	Version string `json:"version"`
}

// Bundle is what one holder is served of one report, as it travels to a browser: the
// mailbox and the office use the same shape and the same checks. Grants holds every
// grant line of the compartments this holder may see, without files; Own holds this
// holder's grants with their files; Items stand in the order in which they arrived;
// Directory holds the officer lines needed to check every author and holder in it.
type Bundle struct {
	Report    string   `json:"report"`
	Keys      []Signed `json:"keys"`
	Grants    []Signed `json:"grants"`
	Own       []Sealed `json:"own"`
	Items     []Sealed `json:"items"`
	Directory []Signed `json:"directory"`
	Ended     []Ended  `json:"ended"`
	// Lines are the requests, consents, approvals, acts and steps that this holder may see,
	// in the order in which they arrived.
	Lines []Signed `json:"lines"`
	// Origins are grant lines of places that this holder does not see, against which others are
	// checked: of the authors of copied items, where those lay; and of a share: from which an
	// office's own compartments began.
	Origins []Signed `json:"origins"`
}

// Ended says that a grant (the hash of its line) is no longer served, since a day.
type Ended struct {
	Grant string `json:"grant"`
	Day   string `json:"day"`
}
