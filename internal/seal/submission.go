package seal

import (
	"crypto/ed25519"
	"io"
	"time"
)

// Addressee is somebody a report is handed to: "officer:<person>" or "recovery:<unit>",
// with the recipient that their checked line names.
type Addressee struct {
	Holder    string
	Recipient string
}

// FilePart is an attachment of a report or a letter: the body of its file item, and the
// hash of its age file.
type FilePart struct {
	Body FileBody
	Blob string
}

// Talk is what one office is told: a compartment with its own identity, its own answers
// and its own holders. Without a unit it is a comment, for the editors of the portal.
type Talk struct {
	Unit       string
	Form       string
	Version    string
	Addressees []Addressee
	Fields     map[string]any
	Files      []FilePart
}

// Outline is what a report is made of. Via is "server" where the server seals.
type Outline struct {
	Phrase     Phrase
	Unit       string
	Form       string
	Version    string
	Site       string
	Language   string
	Addressees []Addressee
	Exclusions []string
	Fields     map[string]any
	Files      []FilePart
	At         time.Time
	Via        string
	// Second is what another office is told beside the report, or nil.
	Second *Talk
	// Onward are the units to which the report may be passed on, if one of them is the right one.
	Onward []string
}

// talks are the compartments of a submission: the report, and the second one if there is.
func (o Outline) talks() []Talk {
	talks := []Talk{{o.Unit, o.Form, o.Version, o.Addressees, o.Fields, o.Files}}
	if o.Second != nil {
		talks = append(talks, *o.Second)
	}
	return talks
}

// Comments is the compartment of a comment on the portal: no office's, the editors'.
const Comments = "feedback"

// TalkOf is where what is said to an office lies; to no office, it is a comment.
func TalkOf(unit string) string {
	if unit == "" {
		return Comments
	}
	return "talk:" + unit
}

// Submission is a whole report, sealed and signed by its reporter. Grants and items stand
// talk by talk, the report's first.
type Submission struct {
	Report string
	Keys   Signed
	Grants []Sealed
	Items  []Sealed // of each talk: the answers, then the files
	// Consents are those given at sending, one for each unit of Onward.
	Consents []Signed
}

// NewSubmission makes a report: identities, keys, grants, answers, files, in this order,
// since each names what came before it.
func NewSubmission(rand io.Reader, o Outline) (Submission, error) {
	m := &maker{Outline: o, rand: rand, signer: o.Phrase.Signer()}
	if err := m.keys(); err != nil {
		return Submission{}, err
	}
	for i, talk := range o.talks() {
		if err := m.talk(talk); err != nil {
			return Submission{}, err
		}
		if i > 0 {
			continue // another office is told a part: that is not passed on
		}
		if err := m.consents(); err != nil {
			return Submission{}, err
		}
	}
	return m.made, nil
}

type maker struct {
	Outline
	rand   io.Reader
	signer ed25519.PrivateKey
	self   Addressee
	made   Submission
}

func (m *maker) head(id string) Head {
	return Head{ID: id, By: "reporter", At: Day(m.At), Via: m.Via}
}

func (m *maker) keys() (err error) {
	if m.made.Report, err = NewID(m.rand); err != nil {
		return err
	}
	id, err := NewID(m.rand)
	if err != nil {
		return err
	}
	recipient, err := m.Phrase.Identity().Recipient()
	if err != nil {
		return err
	}
	m.self = Addressee{Holder: "reporter", Recipient: recipient}
	m.made.Keys, err = Sign(m.signer, Keys{
		Head: m.head(id), Report: m.made.Report, Who: "reporter",
		Recipient: recipient, Verify: m.Phrase.Verify(), Exclusions: m.Exclusions,
	})
	return err
}

// talk makes one compartment. Nothing of another goes into it: not its identity, and no
// item of it as the one before.
func (m *maker) talk(t Talk) error {
	made := &talkMaker{maker: m, Talk: t}
	for _, step := range []func() error{made.begin, made.grants, made.answers, made.files} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

type talkMaker struct {
	*maker
	Talk
	seed      Seed
	recipient string
	fileIDs   []string
	holders   []HolderKey
	prev      string
}

func (m *talkMaker) begin() (err error) {
	if m.seed, err = NewSeed(m.rand); err != nil {
		return err
	}
	for range m.Talk.Files {
		id, err := NewID(m.rand)
		if err != nil {
			return err
		}
		m.fileIDs = append(m.fileIDs, id)
	}
	m.recipient, err = m.seed.Recipient()
	return err
}

func (m *talkMaker) grants() error {
	for _, a := range append([]Addressee{m.self}, m.Talk.Addressees...) {
		grant, err := NewGrant(m.signer, m.rand, Grant{
			Head: m.head(""), Report: m.made.Report, Compartment: TalkOf(m.Talk.Unit), Turn: 1,
			Holder: a.Holder, Basis: "intake",
		}, m.seed, a.Recipient)
		if err != nil {
			return err
		}
		m.made.Grants = append(m.made.Grants, grant)
		m.holders = append(m.holders, HolderKey{Holder: a.Holder, Key: HashRecipient(a.Recipient)})
	}
	return nil
}

func (m *talkMaker) answers() error {
	hash := LineHash(m.made.Keys)
	return m.item(Post{Kind: "answers"}, Answers{
		Keys: hash, Bond: Bond(m.seed, hash),
		Form: m.Talk.Form, Version: m.Talk.Version, Site: m.Site, Language: m.Language,
		Items: m.fileIDs, Holders: m.holders, Exclusions: m.Exclusions, Fields: m.Talk.Fields,
	})
}

func (m *talkMaker) files() error {
	for i, f := range m.Talk.Files {
		line := Post{Head: Head{ID: m.fileIDs[i]}, Kind: "file", Blobs: []string{f.Blob}}
		if err := m.item(line, f.Body); err != nil {
			return err
		}
	}
	return nil
}

func (m *talkMaker) item(line Post, body any) error {
	line.Head = m.head(line.ID)
	line.Report, line.Compartment, line.Turn, line.Prev = m.made.Report, TalkOf(m.Talk.Unit), 1, m.prev
	item, err := SealItem(m.signer, m.rand, line, m.recipient, body, m.At)
	if err != nil {
		return err
	}
	m.prev = LineHash(item.Signed)
	m.made.Items = append(m.made.Items, item)
	return nil
}
