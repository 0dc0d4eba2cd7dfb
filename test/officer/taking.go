package officer

import (
	"crypto/rand"
	"errors"

	"fairlead/internal/casework"
	"fairlead/internal/seal"
)

// Head begins a line of this officer: today, with a new id.
func (o *Officer) Head() (seal.Head, error) {
	id, err := seal.NewID(rand.Reader)
	return seal.Head{ID: id, By: o.holder(), At: seal.Day(o.now())}, err
}

// Sign signs a line as this officer.
func (o *Officer) Sign(line any) (seal.Signed, error) { return seal.Sign(o.signer(), line) }

// Take signs a step of a case (By, At, ID, Report and Unit are set here) and sends it with what
// it rests on.
func (o *Officer) Take(c Case, line seal.Step, taking casework.Taking) error {
	head, err := o.Head()
	if err != nil {
		return err
	}
	line.Head, line.Report, line.Unit = head, c.Opened.Report, c.Unit
	if line.Of == nil {
		line.Of = []string{}
	}
	if taking.Step, err = o.Sign(line); err != nil {
		return err
	}
	_, err = o.Post("/office/case/"+c.Number+"/step", taking, nil)
	return err
}

// Ask signs a request (By, At, ID and Report are set here), puts it to whom it names, with a
// letter if there is a text for one, and gives its hash.
func (o *Officer) Ask(c Case, request seal.Request, letter string) (string, error) {
	head, err := o.Head()
	if err != nil {
		return "", err
	}
	request.Head, request.Report = head, c.Opened.Report
	signed, err := o.Sign(request)
	if err != nil {
		return "", err
	}
	hash := seal.LineHash(signed)
	line, taking := seal.Step{Step: "ask", Of: []string{hash}}, casework.Taking{Lines: []seal.Signed{signed}}
	if letter != "" {
		place, ok := c.Opened.Place(seal.TalkOf(c.Unit))
		if !ok {
			return "", errors.New("there is no key to write with")
		}
		item, err := o.letterIn(c, place, letter)
		if err != nil {
			return "", err
		}
		line.Of, taking.Items = append(line.Of, seal.LineHash(item.Signed)), []seal.Sealed{item}
	}
	return hash, o.Take(c, line, taking)
}

// Invite begins a mailbox for somebody, with a first letter, and gives the words of it. Of are
// the lines that it rests on, beside the keys and the letter.
func (o *Officer) Invite(c Case, who, role, text string, of ...string) (seal.Phrase, error) {
	phrase, err := seal.NewPhrase(rand.Reader, "en")
	if err != nil {
		return phrase, err
	}
	taking, keys, place, err := o.party(c, who, phrase)
	if err != nil {
		return phrase, err
	}
	letter, err := o.letterIn(c, place, text)
	if err != nil {
		return phrase, err
	}
	taking.Items = []seal.Sealed{letter}
	line := seal.Step{Step: "invite", Code: role, To: who, Of: append([]string{keys, seal.LineHash(letter.Signed)}, of...)}
	return phrase, o.Take(c, line, taking)
}

// party makes the keys of somebody's words and the compartment that they share with this
// officer.
func (o *Officer) party(c Case, who string, phrase seal.Phrase) (casework.Taking, string, seal.Place, error) {
	none := casework.Taking{}
	place := seal.Place{Compartment: who, Turn: 1}
	theirs, err := phrase.Identity().Recipient()
	if err != nil {
		return none, "", place, err
	}
	mine, err := seal.Seed(seal.Derive(o.seed, "staff/identity")).Recipient()
	if err != nil {
		return none, "", place, err
	}
	id, err := seal.NewID(rand.Reader)
	if err != nil {
		return none, "", place, err
	}
	today := seal.Day(o.now())
	keys, err := seal.Sign(phrase.Signer(), seal.Keys{
		Head: seal.Head{ID: id, By: who, At: today}, Report: c.Opened.Report, Who: who, Recipient: theirs, Verify: phrase.Verify(), Exclusions: []string{},
	})
	if err != nil {
		return none, "", place, err
	}
	if place.Seed, err = seal.NewSeed(rand.Reader); err != nil {
		return none, "", place, err
	}
	if place.Recipient, err = place.Seed.Recipient(); err != nil {
		return none, "", place, err
	}
	taking := casework.Taking{Party: &casework.Invited{Handle: phrase.HandleText(), Keys: keys}}
	for _, to := range [][2]string{{o.holder(), mine}, {who, theirs}} {
		grant, err := seal.NewGrant(o.signer(), rand.Reader, seal.Grant{
			Head: seal.Head{By: o.holder(), At: today}, Report: c.Opened.Report, Compartment: who, Turn: 1,
			Holder: to[0], Basis: "assignment", Keys: seal.LineHash(keys),
		}, place.Seed, to[1])
		if err != nil {
			return none, "", place, err
		}
		taking.Grants = append(taking.Grants, grant)
	}
	return taking, seal.LineHash(keys), place, nil
}

// Tell tells somebody with a mailbox in writing what it concerns, and until when they can
// answer.
func (o *Officer) Tell(c Case, who, text, day string) error {
	place, ok := c.Opened.Place(who)
	if !ok {
		return errors.New("there is no key to write with")
	}
	letter, err := o.letterIn(c, place, text)
	if err != nil {
		return err
	}
	line := seal.Step{Step: "tell", To: who, Day: day, Of: []string{seal.LineHash(letter.Signed)}}
	return o.Take(c, line, casework.Taking{Items: []seal.Sealed{letter}})
}

func (o *Officer) letterIn(c Case, place seal.Place, text string) (seal.Sealed, error) {
	line := seal.Post{
		Head: seal.Head{By: o.holder()}, Report: c.Opened.Report, Compartment: place.Compartment, Turn: place.Turn, Kind: "letter", Prev: place.Prev, Blobs: []string{},
	}
	return seal.SealItem(o.signer(), rand.Reader, line, place.Recipient, seal.Letter{Text: text, Items: []string{}}, o.now())
}
