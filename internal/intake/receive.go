package intake

import (
	"context"
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Receive takes a submission whole or not at all. A second arrival under the same handle
// gets the first's receipt, whatever has changed since.
func (d *Desk) Receive(ctx context.Context, s Sending) (Receipt, error) {
	handle, err := seal.HandleHash(s.Handle)
	if err != nil {
		return Receipt{}, unfit(err)
	}
	print, err := fingerprint(s)
	if err != nil {
		return Receipt{}, err
	}
	first, known, err := d.Store.Received(ctx, handle)
	if err == nil {
		first.Same = known == print
		return first, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return Receipt{}, err
	}
	arrival, err := d.check(ctx, s)
	if err != nil {
		return Receipt{}, err
	}
	arrival.HandleHash, arrival.Fingerprint = handle, print
	return d.keep(ctx, arrival)
}

// keep makes the attachments durable first, then the report: what is acknowledged is
// whole.
func (d *Desk) keep(ctx context.Context, a Arrival) (Receipt, error) {
	if err := mailbox.Keep(ctx, d.Blobs, a.Uploads); err != nil {
		return Receipt{}, err
	}
	if err := d.keepVersions(ctx, a); err != nil {
		return Receipt{}, err
	}
	renumber := func() string {
		number, err := newNumber(d.Rand)
		if err != nil {
			return a.Number // taken already: the store gives up by itself
		}
		return number
	}
	receipt, err := d.Store.Receive(ctx, a, renumber)
	if err == nil && receipt.Same {
		receipt.At = d.Now().UTC()
	}
	return receipt, err
}

// fingerprint tells a repeat: the hash of the answers' post line, or what the page without
// scripts was sent, under a key of the phrase.
func fingerprint(s Sending) (string, error) {
	if s.Repeat != "" {
		if !seal.ValidHash(s.Repeat) {
			return "", unfit(nil)
		}
		return s.Repeat, nil
	}
	for _, item := range s.Items {
		if line, err := seal.ParseAs[seal.Post](item.Signed); err == nil && line.Kind == "answers" {
			return seal.LineHash(item.Signed), nil
		}
	}
	return "", unfit(nil)
}

// check decides what the submission is and whether it may be.
func (d *Desk) check(ctx context.Context, s Sending) (Arrival, error) {
	pack := d.Pack()
	form, err := checkForm(pack, s)
	if err != nil {
		return Arrival{}, err
	}
	if err := d.Blobs.Room(ctx); err != nil {
		return Arrival{}, err
	}
	c, err := checkLines(s, d.Limits, d.today())
	if err != nil {
		return Arrival{}, err
	}
	to, err := d.Recipients(ctx, form.Unit, c.keys.Exclusions)
	if err != nil {
		return Arrival{}, err
	}
	if err := c.checkRecipients(to); err != nil {
		return Arrival{}, err
	}
	number, err := newNumber(d.Rand)
	if err != nil {
		return Arrival{}, err
	}
	a := Arrival{
		Number: number, Report: c.keys.Report, Form: form.ID, FormHash: form.Version, Unit: to.Unit,
		Language: s.Language, Urgent: s.Urgent, Day: d.today(), Keys: s.Keys, KeysLine: c.keys,
		Grants: c.grants, Posts: c.posts, Uploads: s.Uploads, Acts: c.acts(),
	}
	return a, a.begin(pack.Procedures[form.Procedure])
}

func checkForm(pack *portal.Pack, s Sending) (portal.Form, error) {
	form, ok := pack.Forms[s.Form]
	if !ok {
		return form, noForm()
	}
	if s.Version != form.Version {
		return form, fault.New(fault.Conflict, "form-changed", nil)
	}
	if !slices.Contains(pack.Languages, s.Language) {
		return form, fault.New(fault.Refused, "language-unknown", nil)
	}
	return form, nil
}

// begin sets where the case begins: its stage, the clocks that start now, and the first
// notice, which is the acknowledgement.
func (a *Arrival) begin(p portal.Procedure) error {
	if len(p.Stages) == 0 {
		return fault.New(fault.Closed, "no-procedure", nil)
	}
	a.Procedure, a.ProcedureHash, a.Stage = p.ID, p.Version, p.Stages[0]
	notice := mailbox.Notice{Code: "acknowledged", Day: a.Day, Figures: map[string]string{}}
	for _, c := range p.Clocks {
		if c.Starts != "acknowledged" {
			continue
		}
		due := clock.AddMonths(clock.Add(a.Day, c.Days), c.Months)
		a.Clocks = append(a.Clocks, clock.Limit{Code: c.Code, Started: a.Day, Due: due})
		notice.Figures[c.Code] = due
	}
	a.Notices = []mailbox.Notice{notice}
	return nil
}

// acts are the ledger lines of an arrival: received, which rests on the answers, and one
// for each key that was handed over.
func (c checked) acts() []ledger.Act {
	acts := []ledger.Act{{Act: ledger.Received, By: "reporter", Of: c.answers.Hash}}
	for _, grant := range c.grants {
		acts = append(acts, ledger.Act{Act: ledger.Granted, By: "reporter", Of: grant.Hash})
	}
	return acts
}

// keepVersions keeps the texts that the case began with, once each.
func (d *Desk) keepVersions(ctx context.Context, a Arrival) error {
	pack := d.Pack()
	form, procedure := pack.Forms[a.Form], pack.Procedures[a.Procedure]
	for _, v := range []struct{ hash, kind, id, body string }{
		{form.Version, "form", form.ID, form.Body},
		{procedure.Version, "procedure", procedure.ID, procedure.Body},
	} {
		if err := d.Store.KeepVersion(ctx, v.hash, v.kind, v.id, v.body, a.Day); err != nil {
			return err
		}
	}
	return nil
}
