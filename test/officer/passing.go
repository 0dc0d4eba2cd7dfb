package officer

import (
	"crypto/rand"
	"errors"

	"fairlead/internal/casework"
	"fairlead/internal/seal"
)

// Held is somebody who is to hold a compartment, and what it is sealed to.
type Held struct{ Holder, Recipient string }

// Current is an officer as the directory of a case has them today.
func (o *Officer) Current(c Case, root, person string) (Held, error) {
	line, ok := seal.NewDirectory(root, c.Bundle.Directory).Current(person, seal.Day(o.now()))
	if !ok {
		return Held{}, errors.New("the directory does not have " + person)
	}
	return Held{"officer:" + person, line.Recipient}, nil
}

// Hand makes a grant of a compartment that this officer holds.
func (o *Officer) Hand(c Case, compartment string, to Held) (seal.Sealed, error) {
	place, ok := c.Opened.Place(compartment)
	if !ok {
		return seal.Sealed{}, errors.New("there is no key to hand over")
	}
	return o.grant(c, place, "assignment", c.Opened.KeysHash, to)
}

func (o *Officer) grant(c Case, place seal.Place, basis, keys string, to Held) (seal.Sealed, error) {
	return seal.NewGrant(o.signer(), rand.Reader, seal.Grant{
		Head: seal.Head{By: o.holder(), At: seal.Day(o.now())}, Report: c.Opened.Report,
		Compartment: place.Compartment, Turn: place.Turn, Holder: to.Holder, Basis: basis, Keys: keys,
	}, place.Seed, to.Recipient)
}

// Own is this officer, as somebody who is to hold something.
func (o *Officer) Own() (Held, error) {
	recipient, err := seal.Seed(seal.Derive(o.seed, "staff/identity")).Recipient()
	return Held{o.holder(), recipient}, err
}

// Begin makes a compartment with grants to this officer and to others.
func (o *Officer) Begin(c Case, compartment, basis string, others ...Held) ([]seal.Sealed, seal.Place, error) {
	place := seal.Place{Compartment: compartment, Turn: 1}
	var err error
	if place.Seed, err = seal.NewSeed(rand.Reader); err != nil {
		return nil, place, err
	}
	if place.Recipient, err = place.Seed.Recipient(); err != nil {
		return nil, place, err
	}
	own, err := o.Own()
	if err != nil {
		return nil, place, err
	}
	var grants []seal.Sealed
	for _, to := range append([]Held{own}, others...) {
		grant, err := o.grant(c, place, basis, c.Opened.KeysHash, to)
		if err != nil {
			return nil, place, err
		}
		grants = append(grants, grant)
	}
	return grants, place, nil
}

// Item seals something into a place, and gives its hash.
func (o *Officer) Item(c Case, place *seal.Place, kind string, body any) (seal.Sealed, string, error) {
	var made casework.Sending
	if err := o.add(&made, c, place, seal.Post{Kind: kind, Blobs: []string{}}, body); err != nil {
		return seal.Sealed{}, "", err
	}
	return made.Items[0], seal.LineHash(made.Items[0].Signed), nil
}

// Share makes what is passed on by a request: a share with grants to this officer and to
// others, and a copy of the answers.
func (o *Officer) Share(c Case, request string, others ...Held) (grants, copies []seal.Sealed, err error) {
	grants, place, err := o.Begin(c, "share:"+request, "consent:"+request, others...)
	if err != nil {
		return nil, nil, err
	}
	for i, item := range c.Opened.Items {
		if item.Line.Kind != "answers" {
			continue
		}
		signed := c.Bundle.Items[i].Signed
		copied, _, err := o.Item(c, &place, "copy", seal.Copy{From: item.Line.Compartment, Post: signed.Line, Sig: signed.Sig, Text: string(item.Item.Text)})
		if err != nil {
			return nil, nil, err
		}
		copies = append(copies, copied)
	}
	return grants, copies, nil
}
