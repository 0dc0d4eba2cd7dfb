package intake

import (
	"context"
	"slices"
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Receive takes a submission whole or not at all. A second arrival under the same handle
// gets the first's receipt, whatever has changed since. A comment has a door of its own.
func (d *Desk) Receive(ctx context.Context, s Sending) (Receipt, error) {
	if d.Pack().Forms[s.Form].Kind == mailbox.Feedback {
		return Receipt{}, noForm()
	}
	return d.receive(ctx, s)
}

func (d *Desk) receive(ctx context.Context, s Sending) (Receipt, error) {
	handle, err := seal.HandleHash(s.Handle)
	if err != nil {
		return Receipt{}, unfit(err)
	}
	draft, err := s.sentDraft()
	if err != nil {
		return Receipt{}, err
	}
	print, err := fingerprint(s)
	if err != nil {
		return Receipt{}, err
	}
	first, known, err := d.Store.Received(ctx, handle)
	if err == nil {
		first.Same = known == print
		if draft != "" && first.Same { // kept once more after it was sent
			err = d.Drafts.DropDraft(ctx, draft)
		}
		return first, err
	}
	if !fault.Is(err, fault.NotFound) {
		return Receipt{}, err
	}
	arrival, err := d.check(ctx, s)
	if err != nil {
		return Receipt{}, err
	}
	arrival.HandleHash, arrival.DraftHash, arrival.Fingerprint = handle, draft, print
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
		number, err := mailbox.NewNumber(d.Rand)
		if err != nil {
			return a.Cases[0].Number // taken already: the store gives up by itself
		}
		return number
	}
	receipt, err := d.Store.Receive(ctx, a, renumber)
	if err == nil && receipt.Same {
		receipt.At = d.Now().UTC()
	}
	return receipt, err
}

// fingerprint tells a repeat: the hash of the answers' post line, of both where there are
// two, or what the page without scripts was sent, under a key of the phrase.
func fingerprint(s Sending) (string, error) {
	if s.Repeat != "" {
		if !seal.ValidHash(s.Repeat) {
			return "", unfit(nil)
		}
		return s.Repeat, nil
	}
	var answers []string
	for _, item := range s.Items {
		if line, err := seal.ParseAs[seal.Post](item.Signed); err == nil && line.Kind == "answers" {
			answers = append(answers, seal.LineHash(item.Signed))
		}
	}
	switch len(answers) {
	case 0:
		return "", unfit(nil)
	case 1:
		return answers[0], nil
	}
	return seal.Hash([]byte(strings.Join(answers, "\n"))), nil
}

// check decides what the submission is and whether it may be.
func (d *Desk) check(ctx context.Context, s Sending) (Arrival, error) {
	form, err := checkForm(d.Pack(), s)
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
	to, err := d.receivers(ctx, form, c.keys.Exclusions)
	if err != nil {
		return Arrival{}, err
	}
	first := c.talk(seal.TalkOf(to.Unit), false)
	if first == nil { // another office receives than when the page was opened
		return Arrival{}, fault.New(fault.Conflict, "recipients-changed", nil)
	}
	if err := first.checkRecipients(c.keys.Recipient, to); err != nil {
		return Arrival{}, err
	}
	a := Arrival{
		Report: c.keys.Report, Language: s.Language, Day: d.today(),
		Keys: s.Keys, KeysLine: c.keys, Uploads: s.Uploads,
	}
	if err := d.begin(&a, form, to.Unit, *first); err != nil {
		return a, err
	}
	if form.Kind == mailbox.Feedback {
		return a, d.checkComment(ctx, s, c)
	}
	a.Cases[0].Urgent = s.Urgent
	if err := d.checkSecond(ctx, s, form, c, *first, &a); err != nil {
		return a, err
	}
	var told []string
	for _, each := range a.Cases {
		told = append(told, each.Unit)
	}
	if err := d.checkOnward(form, c, *first, told); err != nil {
		return a, err
	}
	a.agree(c.consents)
	return a, nil
}

// checkSecond takes what another office is told beside the report, held as strictly as
// the report. Whether the answers ask for it cannot be known here: none or one is taken,
// and which form it is, and whose, the first form says.
func (d *Desk) checkSecond(ctx context.Context, s Sending, form portal.Form, c checked, first talk, a *Arrival) error {
	if len(c.talks) == 1 && s.Second == "" {
		return nil
	}
	if form.Second == nil || len(c.talks) != mostTalks {
		return unfit(nil)
	}
	second := d.Pack().Forms[form.Second.Form]
	if s.Second != second.Version {
		return fault.New(fault.Conflict, "form-changed", nil)
	}
	to, ok, err := d.Second(ctx, form, a.Cases[0].Unit, c.keys.Exclusions)
	if err != nil {
		return err
	}
	other := c.talk("talk:"+to.Unit, false)
	if !ok || other == nil {
		return fault.New(fault.Conflict, "recipients-changed", nil)
	}
	if err := other.checkSecond(first); err != nil {
		return err
	}
	if err := other.checkRecipients(c.keys.Recipient, to); err != nil {
		return err
	}
	return d.begin(a, second, to.Unit, *other)
}

func checkForm(pack *portal.Pack, s Sending) (portal.Form, error) {
	form, ok := pack.Forms[s.Form]
	if !ok || form.Kind == mailbox.Prevention { // that goes beside a report and never alone
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

// begin adds what an office receives: where it stands, the clocks that start now, and the
// first notice, which is the acknowledgement.
func (d *Desk) begin(a *Arrival, form portal.Form, unit string, t talk) error {
	p, err := d.procedure(form)
	if err != nil {
		return err
	}
	number, err := mailbox.NewNumber(d.Rand)
	if err != nil {
		return err
	}
	c := Case{
		Number: number, Kind: form.Kind, Unit: unit, Form: form.ID, FormHash: form.Version,
		Procedure: p.ID, ProcedureHash: p.Version, Stage: p.Stages[0],
		Grants: t.grants, Posts: t.posts, Acts: t.acts(form.Kind),
	}
	notice := mailbox.Notice{Code: mailbox.Acknowledged(form.Kind), Day: a.Day, Figures: map[string]string{}}
	for _, each := range p.Clocks {
		if each.Starts != "acknowledged" {
			continue
		}
		due := each.Period().After(a.Day)
		c.Clocks = append(c.Clocks, clock.Limit{Code: each.Code, Started: a.Day, Due: due, Theirs: each.Theirs, Aim: each.Aim})
		notice.Figures[each.Code] = due
	}
	c.Notices = []mailbox.Notice{notice}
	a.Cases = append(a.Cases, c)
	return nil
}

// procedure is how what a form brings is worked on; a comment is not, it is read.
func (d *Desk) procedure(form portal.Form) (portal.Procedure, error) {
	if form.Kind == mailbox.Feedback {
		return portal.Procedure{Stages: []string{mailbox.Unread}}, nil
	}
	p := d.Pack().Procedures[form.Procedure]
	if len(p.Stages) == 0 {
		return p, fault.New(fault.Closed, "no-procedure", nil)
	}
	return p, nil
}

// acts are the ledger lines of what an office receives: received (or asked, by a form that
// makes no case), which rests on the answers, and one for each key that was handed over.
func (t talk) acts(kind string) []ledger.Act {
	act := ledger.Received
	switch kind {
	case mailbox.Enquiry:
		act = ledger.Enquiry
	case mailbox.Feedback:
		act = ledger.Comment
	}
	acts := []ledger.Act{{Act: act, By: "reporter", Of: t.answers.Hash}}
	for _, grant := range t.grants {
		acts = append(acts, ledger.Act{Act: ledger.Granted, By: "reporter", Of: grant.Hash})
	}
	return acts
}

// keepVersions keeps the texts that the cases began with, once each.
func (d *Desk) keepVersions(ctx context.Context, a Arrival) error {
	pack := d.Pack()
	for _, c := range a.Cases {
		form, procedure := pack.Forms[c.Form], pack.Procedures[c.Procedure]
		for _, v := range []struct{ hash, kind, id, body string }{
			{form.Version, "form", form.ID, form.Body},
			{procedure.Version, "procedure", procedure.ID, procedure.Body},
		} {
			if v.hash == "" { // a comment has no procedure
				continue
			}
			if v.hash != c.FormHash && v.hash != c.ProcedureHash { // another pack came meanwhile
				return fault.New(fault.Conflict, "form-changed", nil)
			}
			if err := d.Store.KeepVersion(ctx, v.hash, v.kind, v.id, v.body, a.Day); err != nil {
				return err
			}
		}
	}
	return nil
}
