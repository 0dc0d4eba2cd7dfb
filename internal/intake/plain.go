package intake

import (
	"context"
	"slices"
	"time"

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
	to, err := d.receivers(ctx, p.Form, p.Exclusions)
	if err != nil {
		return Sending{}, err
	}
	o := d.outline(p, to)
	if o.Second, err = d.second(ctx, p, to); err != nil {
		return Sending{}, err
	}
	o.Onward = d.Onward(p.Form, p.Fields, p.Exclusions, officesOf(o)...)
	made, err := seal.NewSubmission(d.Rand, o)
	if err != nil {
		return Sending{}, unfit(err)
	}
	sending := Sending{
		Handle: p.Phrase.HandleText(), Draft: p.Phrase.DraftHandleText(), Repeat: p.Repeat, Form: p.Form.ID, Version: p.Form.Version,
		Language: p.Language, Urgent: p.Urgent, Keys: made.Keys, Grants: made.Grants, Items: made.Items,
		Consents: made.Consents,
	}
	if o.Second != nil {
		sending.Second = o.Second.Version
	}
	for _, f := range p.Files {
		sending.Uploads = append(sending.Uploads, f.Upload)
	}
	return sending, nil
}

// Asks says whether the answers ask for another office to be told beside the report.
func Asks(form portal.Form, fields map[string]any) bool {
	return form.Second != nil && says(form.Second.When, fields)
}

// says says whether all of these questions have one of the answers that are wanted of them.
func says(when map[string][]string, fields map[string]any) bool {
	for id, wanted := range when {
		if !slices.ContainsFunc(texts(fields[id]), func(said string) bool { return slices.Contains(wanted, said) }) {
			return false
		}
	}
	return true
}

// texts gives an answer as a list, whether it is one text or some.
func texts(answer any) []string {
	switch a := answer.(type) {
	case string:
		return []string{a}
	case []string:
		return a
	}
	return nil
}

// officesOf are the units that are told something in any case.
func officesOf(o seal.Outline) []string {
	if o.Second == nil {
		return []string{o.Unit}
	}
	return []string{o.Unit, o.Second.Unit}
}

// second is what another office is told, nil if the answers do not ask for it or nobody
// there may read it: the first office's name and the answers that the form maps, and
// nothing else of the report.
func (d *Desk) second(ctx context.Context, p Plain, first Recipients) (*seal.Talk, error) {
	if !Asks(p.Form, p.Fields) {
		return nil, nil
	}
	to, ok, err := d.Second(ctx, p.Form, first.Unit, p.Exclusions)
	if err != nil || !ok {
		return nil, err
	}
	form := d.Pack().Forms[p.Form.Second.Form]
	talk := seal.Talk{
		Unit: to.Unit, Form: form.ID, Version: form.Version, Addressees: to.addressees(),
		Fields: map[string]any{"office": p.Form.Unit},
	}
	for field, from := range p.Form.Second.Fields {
		if answer, ok := p.Fields[from]; ok {
			talk.Fields[field] = answer
		}
	}
	return &talk, nil
}

// ReceiptsPlain are the receipts that a browser would sign after sending, one for each
// office: what the server told, sealed beside what was sealed here, signed as the reporter.
// zone is the one that the reporter's office counts in, or "".
func (d *Desk) ReceiptsPlain(phrase seal.Phrase, s Sending, receipt Receipt, zone string) ([]mailbox.Posting, error) {
	var postings []mailbox.Posting
	told := append([]Also{{receipt.Number, receipt.Unit}}, receipt.Also...)
	for i, each := range told {
		if i > 0 {
			zone = ""
		}
		body := seal.Receipt{Number: each.Number, At: seal.Moment(receipt.At), Zone: zone}
		item, err := d.receiptPlain(phrase, s, "talk:"+each.Unit, body, receipt.At)
		if err != nil {
			return nil, err
		}
		postings = append(postings, mailbox.Posting{Items: []seal.Sealed{item}})
	}
	return postings, nil
}

// receiptPlain finds a compartment's identity and its items in what was sent, and seals the
// receipt after the last of them.
func (d *Desk) receiptPlain(phrase seal.Phrase, s Sending, compartment string, body seal.Receipt, at time.Time) (seal.Sealed, error) {
	line := seal.Post{Head: seal.Head{By: "reporter", Via: "server"}, Compartment: compartment, Turn: 1, Kind: "receipt"}
	for _, item := range s.Items {
		post, err := seal.ParseAs[seal.Post](item.Signed)
		if err != nil {
			return seal.Sealed{}, err
		}
		if post.Compartment != compartment {
			continue
		}
		if line.Prev = seal.LineHash(item.Signed); post.Kind == "answers" {
			line.Report, body.Line = post.Report, line.Prev
		}
	}
	for _, sealed := range s.Grants {
		grant, err := seal.ParseAs[seal.Grant](sealed.Signed)
		if err != nil {
			return seal.Sealed{}, err
		}
		if grant.Compartment == compartment {
			return seal.SealItem(phrase.Signer(), d.Rand, line, grant.Recipient, body, at)
		}
	}
	return seal.Sealed{}, unfit(nil)
}

func (d *Desk) outline(p Plain, to Recipients) seal.Outline {
	if p.Exclusions == nil {
		p.Exclusions = []string{}
	}
	o := seal.Outline{
		Phrase: p.Phrase, Unit: to.Unit, Form: p.Form.ID, Version: p.Form.Version, Site: d.Site(),
		Language: p.Language, Exclusions: p.Exclusions, Fields: p.Fields, At: d.Now(), Via: "server",
		Addressees: to.addressees(),
	}
	for _, f := range p.Files {
		o.Files = append(o.Files, f.Part())
	}
	return o
}

// addressees are the recipients as a submission names them.
func (r Recipients) addressees() []seal.Addressee {
	var all []seal.Addressee
	for _, officer := range r.People {
		all = append(all, seal.Addressee{Holder: "officer:" + officer.Person, Recipient: officer.Recipient})
	}
	if r.Recovery != nil {
		all = append(all, seal.Addressee{Holder: "recovery:" + r.Unit, Recipient: r.Recovery.Recipient})
	}
	return all
}
