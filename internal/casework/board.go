package casework

import (
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Taking is a step as an officer's browser sends it: the step line; the requests and other
// lines that go with it; grants, items and attachments; and somebody's new mailbox.
type Taking struct {
	Step    seal.Signed      `json:"step"`
	Lines   []seal.Signed    `json:"lines"`
	Grants  []seal.Sealed    `json:"grants"`
	Items   []seal.Sealed    `json:"items"`
	Uploads []mailbox.Upload `json:"uploads"`
	Party   *Invited         `json:"party"`
}

// Invited is a mailbox whose words an officer's browser made: the handle of the words, and
// the keys line.
type Invited struct {
	Handle string      `json:"handle"`
	Keys   seal.Signed `json:"keys"`
}

// Board is what an office's page of a case draws beside the sealed bundle: what can be done
// now, and what was done, as the lines say.
type Board struct {
	Options   []Option      `json:"options"`
	Taken     []TakenStep   `json:"taken"`
	Asked     []AskedFor    `json:"asked"`
	Parties   []PartyState  `json:"parties"`
	Actions   []ActionState `json:"actions"`
	Offers    []Offer       `json:"offers"`
	Giver     *Offer        `json:"giver"`
	Handler   string        `json:"handler"`
	Category  string        `json:"category"`
	Whose     string        `json:"whose"`
	Ended     string        `json:"ended"`
	Withdrawn string        `json:"withdrawn"`
	Links     []string      `json:"links"`
	// Confirmation are the exceptions for which the page asks for the legal office's written
	// confirmation: an item in the file, named in the step line right after the requirement.
	Confirmation []string `json:"confirmation"`
	// Lost are the compartments that people with a phrase hold and cannot open any more, because
	// they have new words: an officer who holds one can hand it to them again, in any sending.
	Lost []LostHold `json:"lost"`
}

// LostHold is one of them. Keys is the hash of the person's keys line, and Recipient the key
// for which a new grant must be.
type LostHold struct {
	Who         string `json:"who"`
	Compartment string `json:"compartment"`
	Turn        int64  `json:"turn"`
	Keys        string `json:"keys"`
	Recipient   string `json:"recipient"`
}

// Option is a step and whether it can be taken now. Kind is that of the procedure's step, or
// "own" for a step of the engine itself. Refused is the key of the fault that says why not,
// "" if it can. Request is the hash of the living consent or approved exception on which it
// can rest, which the step line must name.
type Option struct {
	Step     string   `json:"step"`
	Kind     string   `json:"kind"`
	To       string   `json:"to"` // the stage it leads to, "" if it leaves it
	Needs    []string `json:"needs"`
	Refused  string   `json:"refused"`
	Codes    []string `json:"codes"`
	Outcomes []string `json:"outcomes"`
	Sheet    string   `json:"sheet"`
	Second   []string `json:"second"`
	Unit     string   `json:"unit"`
	Action   bool     `json:"action"`
	Done     bool     `json:"done"`
	Request  string   `json:"request"`
	// Given are what the person said at sending to offices that this step can pass it on to.
	Given []GivenFor `json:"given"`
}

// GivenFor is one of them, with the hash of its line.
type GivenFor struct {
	To    string      `json:"to"`
	Until string      `json:"until"`
	Parts []seal.Part `json:"parts"`
	Hash  string      `json:"hash"`
}

// TakenStep is a step that somebody took. State is "done", "waiting" or "refused"; Approved is
// who agreed as the second person, May whether the reader could agree now.
type TakenStep struct {
	Step     string   `json:"step"`
	By       string   `json:"by"`
	Day      string   `json:"day"` // when it was taken
	Code     string   `json:"code"`
	To       string   `json:"to"`
	Due      string   `json:"due"` // the day that the step names
	Hash     string   `json:"hash"`
	Of       []string `json:"of"`
	State    string   `json:"state"`
	Approved string   `json:"approved"`
	May      bool     `json:"may"`
}

// AskedFor is a request with its answer ("" while there is none). Code is that of an exception,
// for which nobody is asked and which Approved says to be in force.
type AskedFor struct {
	ID       string      `json:"id"`
	Hash     string      `json:"hash"`
	Step     string      `json:"step"`
	To       string      `json:"to"`
	Purpose  string      `json:"purpose"`
	Who      string      `json:"who"`
	Code     string      `json:"code"`
	Parts    []seal.Part `json:"parts"`
	Until    string      `json:"until"`
	Day      string      `json:"day"`
	By       string      `json:"by"`
	Answer   string      `json:"answer"`
	Agreed   []seal.Part `json:"agreed"`
	Answered string      `json:"answered"`
	Used     bool        `json:"used"`
	Alive    bool        `json:"alive"`
	Approved bool        `json:"approved"`
	Review   string      `json:"review"`
}

// PartyState is somebody beside the reporter: Told is the day on which they were told what it
// concerns, AnswerBy their last day, Heard whether they answered or had the time to, Outcome
// the outcome that they were told.
type PartyState struct {
	Who      string `json:"who"`
	Role     string `json:"role"`
	Since    string `json:"since"`
	Opened   string `json:"opened"`
	Told     string `json:"told"`
	AnswerBy string `json:"answerBy"`
	Heard    bool   `json:"heard"`
	Outcome  string `json:"outcome"`
}

// ActionState is one corrective action: due on a day, and done on one ("" while it is open).
type ActionState struct {
	Hash string `json:"hash"`
	Step string `json:"step"`
	To   string `json:"to"`
	Due  string `json:"due"`
	Done string `json:"done"`
}
