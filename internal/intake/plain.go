package intake

import (
	"context"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Plain is one request of a person without scripts: checked fields, attachments that were
// sealed while they arrived, and the phrase, from which the keys are derived for this
// request alone. Repeat is seal.Repetition over the parts of the request.
type Plain struct {
	Phrase     seal.Phrase
	Form       portal.Form
	Language   string
	Fields     map[string]any
	Files      []mailbox.Attached
	Exclusions []string
	Urgent     bool
	Repeat     string
}

// Known says whether something was sent under a handle already: then nothing needs to be
// sealed to answer a repeat.
func (d *Desk) Known(ctx context.Context, handle string) (bool, error) {
	hash, err := seal.HandleHash(handle)
	if err != nil {
		return false, unfit(err)
	}
	_, _, err = d.Store.Received(ctx, hash)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// SealPlain seals a report as a browser would, signs it as the reporter and says so in
// every line ("via": "server"). What it gives goes to Receive like any other.
func (d *Desk) SealPlain(ctx context.Context, p Plain) (Sending, error) {
	sizes := make([]int64, len(p.Files))
	for i, f := range p.Files {
		sizes[i] = f.Size
	}
	if err := d.Limits.CheckFiles(sizes); err != nil {
		return Sending{}, err
	}
	to, err := d.Recipients(ctx, p.Form.Unit, p.Exclusions)
	if err != nil {
		return Sending{}, err
	}
	made, err := seal.NewSubmission(d.Rand, d.outline(p, to))
	if err != nil {
		return Sending{}, unfit(err)
	}
	sending := Sending{
		Handle: p.Phrase.HandleText(), Repeat: p.Repeat, Form: p.Form.ID, Version: p.Form.Version,
		Language: p.Language, Urgent: p.Urgent, Keys: made.Keys, Grants: made.Grants, Items: made.Items,
	}
	for _, f := range p.Files {
		sending.Uploads = append(sending.Uploads, f.Upload)
	}
	return sending, nil
}

// ReceiptPlain is the receipt that a browser would sign after sending: what the server told,
// sealed beside the report that was sealed here, and signed as the reporter.
func (d *Desk) ReceiptPlain(phrase seal.Phrase, s Sending, receipt Receipt) (mailbox.Posting, error) {
	grant, err := seal.ParseAs[seal.Grant](s.Grants[0].Signed)
	if err != nil {
		return mailbox.Posting{}, err
	}
	line := seal.Post{
		Head:   seal.Head{By: "reporter", Via: "server"},
		Report: grant.Report, Compartment: grant.Compartment, Turn: grant.Turn,
		Kind: "receipt", Prev: seal.LineHash(s.Items[len(s.Items)-1].Signed),
	}
	body := seal.Receipt{Number: receipt.Number, At: seal.Moment(receipt.At), Line: seal.LineHash(s.Items[0].Signed)}
	item, err := seal.SealItem(phrase.Signer(), d.Rand, line, grant.Recipient, body, receipt.At)
	return mailbox.Posting{Items: []seal.Sealed{item}}, err
}

func (d *Desk) outline(p Plain, to Recipients) seal.Outline {
	if p.Exclusions == nil {
		p.Exclusions = []string{}
	}
	o := seal.Outline{
		Phrase: p.Phrase, Unit: to.Unit, Form: p.Form.ID, Version: p.Form.Version, Site: d.Site(),
		Language: p.Language, Exclusions: p.Exclusions, Fields: p.Fields, At: d.Now(), Via: "server",
	}
	for _, officer := range to.People {
		o.Addressees = append(o.Addressees, seal.Addressee{Holder: "officer:" + officer.Person, Recipient: officer.Recipient})
	}
	if to.Recovery != nil {
		o.Addressees = append(o.Addressees, seal.Addressee{Holder: "recovery:" + to.Unit, Recipient: to.Recovery.Recipient})
	}
	for _, f := range p.Files {
		o.Files = append(o.Files, f.Part())
	}
	return o
}
