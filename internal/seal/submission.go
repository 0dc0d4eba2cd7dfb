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
}

// Submission is a whole report, sealed and signed by its reporter.
type Submission struct {
	Report string
	Keys   Signed
	Grants []Sealed
	Items  []Sealed // the answers, then the files
}

// NewSubmission makes a report: identities, keys, grants, answers, files, in this order,
// since each names what came before it.
func NewSubmission(rand io.Reader, o Outline) (Submission, error) {
	m := &maker{Outline: o, rand: rand, signer: o.Phrase.Signer()}
	for _, step := range []func() error{m.begin, m.keys, m.grants, m.answers, m.files} {
		if err := step(); err != nil {
			return Submission{}, err
		}
	}
	return m.made, nil
}

type maker struct {
	Outline
	rand      io.Reader
	signer    ed25519.PrivateKey
	seed      Seed
	recipient string
	fileIDs   []string
	holders   []HolderKey
	made      Submission
}

func (m *maker) begin() (err error) {
	if m.made.Report, err = NewID(m.rand); err != nil {
		return err
	}
	if m.seed, err = NewSeed(m.rand); err != nil {
		return err
	}
	for range m.Files {
		id, err := NewID(m.rand)
		if err != nil {
			return err
		}
		m.fileIDs = append(m.fileIDs, id)
	}
	m.recipient, err = m.seed.Recipient()
	return err
}

func (m *maker) head(id string) Head {
	return Head{ID: id, By: "reporter", At: Day(m.At), Via: m.Via}
}

func (m *maker) keys() error {
	id, err := NewID(m.rand)
	if err != nil {
		return err
	}
	recipient, err := m.Phrase.Identity().Recipient()
	if err != nil {
		return err
	}
	m.Addressees = append([]Addressee{{Holder: "reporter", Recipient: recipient}}, m.Addressees...)
	m.made.Keys, err = Sign(m.signer, Keys{
		Head: m.head(id), Report: m.made.Report, Who: "reporter",
		Recipient: recipient, Verify: m.Phrase.Verify(), Exclusions: m.Exclusions,
	})
	return err
}

func (m *maker) grants() error {
	for _, a := range m.Addressees {
		grant, err := NewGrant(m.signer, m.rand, Grant{
			Head: m.head(""), Report: m.made.Report, Compartment: "talk:" + m.Unit, Turn: 1,
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

func (m *maker) answers() error {
	hash := LineHash(m.made.Keys)
	return m.item(Post{Kind: "answers"}, Answers{
		Keys: hash, Bond: Bond(m.seed, hash),
		Form: m.Form, Version: m.Version, Site: m.Site, Language: m.Language,
		Items: m.fileIDs, Holders: m.holders, Exclusions: m.Exclusions, Fields: m.Fields,
	})
}

func (m *maker) files() error {
	for i, f := range m.Files {
		line := Post{Head: Head{ID: m.fileIDs[i]}, Kind: "file", Blobs: []string{f.Blob}}
		if err := m.item(line, f.Body); err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) item(line Post, body any) error {
	line.Head = m.head(line.ID)
	line.Report, line.Compartment, line.Turn = m.made.Report, "talk:"+m.Unit, 1
	if n := len(m.made.Items); n > 0 {
		line.Prev = LineHash(m.made.Items[n-1].Signed)
	}
	item, err := SealItem(m.signer, m.rand, line, m.recipient, body, m.At)
	if err != nil {
		return err
	}
	m.made.Items = append(m.made.Items, item)
	return nil
}
