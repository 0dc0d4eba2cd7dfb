package officer

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"strings"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/reporter"
)

// Case is a case as its page's script is given it, and what the officer's keys open.
type Case struct {
	Number   string
	Declared string
	Unit     string
	Bundle   seal.Bundle
	Opened   seal.Opened
}

// Open fetches a case and opens all of it, by a directory checked from this root.
func (o *Officer) Open(number, root string) (Case, error) {
	var told struct {
		Case struct {
			Number   string
			Declared string
			Unit     string
		}
		Bundle seal.Bundle
	}
	if _, err := o.Post("/office/case/"+number+"/data", struct{}{}, &told); err != nil {
		return Case{}, err
	}
	me := seal.Reader{Holder: o.holder(), Identity: seal.Seed(seal.Derive(o.seed, "staff/identity"))}
	opened, err := seal.OpenBundle(told.Bundle, me, seal.NewDirectory(root, told.Bundle.Directory))
	return Case{told.Case.Number, told.Case.Declared, told.Case.Unit, told.Bundle, opened}, err
}

// OpenComment fetches a comment for the editors and opens it. Letters to it are sent as to a case.
func (o *Officer) OpenComment(number, root string) (Case, error) {
	var told struct{ Bundle seal.Bundle }
	if _, err := o.Post("/office/comment/"+number+"/data", struct{}{}, &told); err != nil {
		return Case{}, err
	}
	me := seal.Reader{Holder: o.holder(), Identity: seal.Seed(seal.Derive(o.seed, "staff/identity"))}
	opened, err := seal.OpenBundle(told.Bundle, me, seal.NewDirectory(root, told.Bundle.Directory))
	return Case{Number: number, Bundle: told.Bundle, Opened: opened}, err
}

func (o *Officer) holder() string { return "officer:" + o.Person.ID }

func (o *Officer) signer() ed25519.PrivateKey {
	seed := seal.Derive(o.seed, "staff/signing")
	return ed25519.NewKeyFromSeed(seed[:])
}

// Declare says that there is no conflict ("none"), or steps back ("recused").
func (o *Officer) Declare(number, answer string) error {
	_, err := o.Post("/office/case/"+number+"/declare", map[string]string{"answer": answer}, nil)
	return err
}

// File fetches and opens an attachment that an opened item names.
func (o *Officer) File(number string, item seal.Shown) (seal.FileBody, []byte, error) {
	body, err := seal.Read[seal.FileBody](item.Item)
	if err != nil {
		return body, nil, err
	}
	got, err := o.Post("/office/case/"+number+"/blob", map[string]string{"blob": item.Line.Blobs[0]}, nil)
	if err != nil {
		return body, nil, err
	}
	plain, err := seal.OpenAttachment(body, strings.NewReader(got.Body))
	if err != nil {
		return body, nil, err
	}
	data, err := io.ReadAll(plain)
	return body, data, err
}

// Letter seals and sends a letter with files to the reporter.
func (o *Officer) Letter(c Case, text string, files ...reporter.File) error {
	place, ok := c.Opened.Place(seal.TalkOf(c.Unit))
	if !ok {
		return errors.New("there is no key to write with")
	}
	parts, uploads, blobs, err := reporter.Attach(files)
	if err != nil {
		return err
	}
	for id, data := range blobs {
		if err := reporter.Upload(o.base, id, data); err != nil {
			return err
		}
	}
	sending := casework.Sending{Grants: []seal.Sealed{}, Uploads: uploads}
	letter := seal.Letter{Text: text, Items: make([]string, len(parts))}
	for i := range parts {
		if letter.Items[i], err = seal.NewID(rand.Reader); err != nil {
			return err
		}
	}
	if err := o.add(&sending, c, &place, seal.Post{Kind: "letter", Blobs: []string{}}, letter); err != nil {
		return err
	}
	for i, part := range parts {
		line := seal.Post{Head: seal.Head{ID: letter.Items[i]}, Kind: "file", Blobs: []string{part.Blob}}
		if err := o.add(&sending, c, &place, line, part.Body); err != nil {
			return err
		}
	}
	return o.send(c, sending)
}

// add seals one item to a place and moves the place on.
func (o *Officer) add(to *casework.Sending, c Case, place *seal.Place, line seal.Post, body any) error {
	line.By, line.Report = o.holder(), c.Opened.Report
	line.Compartment, line.Turn, line.Prev = place.Compartment, place.Turn, place.Prev
	item, err := seal.SealItem(o.signer(), rand.Reader, line, place.Recipient, body, o.now())
	if err != nil {
		return err
	}
	place.Prev = seal.LineHash(item.Signed)
	to.Items = append(to.Items, item)
	return nil
}

// Note writes into the office's own file. It begins the file, with a key for this officer
// alone, where there is none yet.
func (o *Officer) Note(c Case, text string) error {
	sending := casework.Sending{Grants: []seal.Sealed{}, Uploads: []mailbox.Upload{}}
	place, ok := c.Opened.Place("file:" + c.Unit)
	if !ok {
		var err error
		if place, err = o.begin(&sending, c); err != nil {
			return err
		}
	}
	if err := o.add(&sending, c, &place, seal.Post{Kind: "note", Blobs: []string{}}, seal.Note{Text: text}); err != nil {
		return err
	}
	return o.send(c, sending)
}

func (o *Officer) begin(to *casework.Sending, c Case) (seal.Place, error) {
	place := seal.Place{Compartment: "file:" + c.Unit, Turn: 1}
	var err error
	if place.Seed, err = seal.NewSeed(rand.Reader); err != nil {
		return place, err
	}
	if place.Recipient, err = place.Seed.Recipient(); err != nil {
		return place, err
	}
	own, err := seal.Seed(seal.Derive(o.seed, "staff/identity")).Recipient()
	if err != nil {
		return place, err
	}
	grant, err := seal.NewGrant(o.signer(), rand.Reader, seal.Grant{
		Head:   seal.Head{By: o.holder(), At: seal.Day(o.now())},
		Report: c.Opened.Report, Compartment: place.Compartment, Turn: 1,
		Holder: o.holder(), Basis: "assignment", Keys: c.Opened.KeysHash,
	}, place.Seed, own)
	to.Grants = append(to.Grants, grant)
	return place, err
}

func (o *Officer) send(c Case, sending casework.Sending) error {
	_, err := o.Post("/office/case/"+c.Number+"/send", sending, nil)
	return err
}
