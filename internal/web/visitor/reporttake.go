package visitor

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

// takeReport takes a report from a person without scripts (sealing.md, section 8): the
// keys are derived for this request alone, and files are sealed while they stream in.
func (v *Wing) takeReport(w http.ResponseWriter, r *http.Request) error {
	form, err := v.formOf(r)
	if err != nil {
		return err
	}
	t, phrase, ok, err := v.readPlain(w, r, form, v.limits.Files, func(t *typed) attach { return v.takeFiles(r, form, t) })
	if !ok {
		return err
	}
	return v.sealReport(w, r, form, phrase, t)
}

// readPlain reads a form whole, and the words of its page. Where it cannot, it has answered:
// with the form once more, or by the error it gives.
func (v *Wing) readPlain(w http.ResponseWriter, r *http.Request, form portal.Form, most int, before func(*typed) attach) (t *typed, phrase seal.Phrase, ok bool, err error) {
	t, err = readForm(r, most, before)
	if t == nil {
		return nil, phrase, false, err
	}
	if err != nil {
		// A browser shows no answer before it has sent everything; the body is limited.
		_, _ = io.Copy(io.Discard, r.Body)
	}
	phrase, broken := seal.ParsePhrase(t.Words)
	if broken != nil {
		// Without its words the page cannot be told from another: new ones are shown.
		if phrase, broken = seal.NewPhrase(v.rand, web.Language(r)); broken != nil {
			return t, phrase, false, broken
		}
		return t, phrase, false, v.again(w, r, form, phrase, t, fault.New(fault.Refused, "words-broken", nil))
	}
	if err != nil {
		return t, phrase, false, v.again(w, r, form, phrase, t, err)
	}
	return t, phrase, true, nil
}

// takeFiles says what becomes of the files of a form: sealed if it can be sent; counted
// if it was sent before; dropped if the form must be shown again anyway.
func (v *Wing) takeFiles(r *http.Request, form portal.Form, t *typed) attach {
	phrase, err := seal.ParsePhrase(t.Words)
	if err != nil {
		return drain
	}
	switch known, err := v.desk.Known(r.Context(), phrase.HandleText()); {
	case err != nil:
		return refuse(err)
	case known:
		return sum
	}
	if _, err := v.check(form, t); err != nil {
		return drain
	}
	if err := v.desk.Open(r.Context(), form.ID, web.Language(r)); err != nil {
		return refuse(err)
	}
	return func(ctx context.Context, name, mediaType string, from io.Reader) (mailbox.Attached, error) {
		return v.parts.Attach(ctx, name, mediaType, from)
	}
}

// refuse takes no file, for a reason that is told in place of any other: no room, or
// nobody who could receive it.
func refuse(why error) attach {
	return func(context.Context, string, string, io.Reader) (mailbox.Attached, error) {
		return mailbox.Attached{}, why
	}
}

// check holds what was typed to the form.
func (v *Wing) check(form portal.Form, t *typed) (map[string]any, error) {
	if t.Unknown {
		return nil, fault.New(fault.Refused, "field-unknown", nil)
	}
	if t.Version != form.Version {
		return nil, fault.New(fault.Conflict, "form-changed", nil)
	}
	fields, problems := intake.CheckFields(form, t.Fields)
	if len(problems) > 0 {
		return nil, &fieldFaults{problems}
	}
	for _, name := range t.Exclude {
		if !seal.ValidExclusion(name) {
			return nil, fault.New(fault.Refused, "field-option", nil)
		}
	}
	return fields, nil
}

// fieldFaults is what is wrong, field by field.
type fieldFaults struct{ byField map[string]*fault.Error }

func (f *fieldFaults) Error() string { return "fields" }

// sealReport sends a form that was read whole. A repeat of the same request gets the
// first one's answer, whatever has changed since.
func (v *Wing) sealReport(w http.ResponseWriter, r *http.Request, form portal.Form, phrase seal.Phrase, t *typed) error {
	repeat := seal.Repetition(phrase.Repeat(), t.Parts)
	known, err := v.desk.Known(r.Context(), phrase.HandleText())
	if err != nil {
		return v.again(w, r, form, phrase, t, err)
	}
	// A repeat is known by its handle and compared by its parts: nothing is sealed anew.
	sending := intake.Sending{Handle: phrase.HandleText(), Repeat: repeat}
	if !known {
		if sending, err = v.seal(r, form, phrase, t, repeat); err != nil {
			return v.again(w, r, form, phrase, t, err)
		}
	}
	receipt, err := v.desk.Receive(r.Context(), sending)
	if err != nil {
		return v.again(w, r, form, phrase, t, err)
	}
	signed := !known && receipt.Same && v.signReceipts(r.Context(), phrase, sending, receipt, zoneOf(form, t))
	return v.showSent(w, r, form, phrase, receipt, t, signed)
}

// signReceipts leaves the signed receipts in the mailbox, each beside its own talk. The
// report has arrived either way.
func (v *Wing) signReceipts(ctx context.Context, phrase seal.Phrase, sending intake.Sending, receipt intake.Receipt, zone string) bool {
	postings, err := v.desk.ReceiptsPlain(phrase, sending, receipt, zone)
	for _, posting := range postings {
		if err == nil {
			_, err = v.door.Letter(ctx, posting)
		}
	}
	return err == nil
}

func (v *Wing) seal(r *http.Request, form portal.Form, phrase seal.Phrase, t *typed, repeat string) (intake.Sending, error) {
	fields, err := v.check(form, t)
	if err != nil {
		return intake.Sending{}, err
	}
	slices.Sort(t.Exclude)
	return v.desk.SealPlain(r.Context(), intake.Plain{
		Phrase: phrase, Form: form, Language: web.Language(r), Fields: fields, Files: t.Files,
		Exclusions: slices.Compact(t.Exclude), Urgent: t.Urgent, Repeat: repeat,
	})
}

// again shows the form once more with all that was typed, and says what is wrong: at the
// top with links, and beside each answer.
func (v *Wing) again(w http.ResponseWriter, r *http.Request, form portal.Form, phrase seal.Phrase, t *typed, cause error) error {
	t.Problems = map[string]string{}
	problems, status := []problem(nil), web.Status(cause)
	if faults, ok := cause.(*fieldFaults); ok {
		status = http.StatusBadRequest
		problems = v.fieldProblems(r, form, t, faults)
	} else {
		problems = []problem{{Text: web.Sentence(r, cause)}}
	}
	page, err := v.pageAgain(r, form, phrase, *t, cause)
	if err != nil {
		return err
	}
	page.Problems, page.Files = problems, t.HadFiles
	page.Expired = fault.Of(cause).Key == "form-changed"
	page.Alternates = nil // another language would lose what was typed
	if err := v.server.Render(w, r, status, reportTemplate, page); err != nil {
		return err
	}
	if status >= http.StatusInternalServerError && fault.Of(cause).Kind == fault.Internal {
		return cause // answered already; the log should know
	}
	return nil
}

// pageAgain does without the database where it is away: what was typed is shown all the
// same, and at once.
func (v *Wing) pageAgain(r *http.Request, form portal.Form, phrase seal.Phrase, t typed, cause error) (reportPage, error) {
	if fault.Is(cause, fault.Busy) {
		return v.barePage(r, form, phrase, t), nil
	}
	page, err := v.reportPage(r, form, phrase, t)
	if fault.Is(err, fault.Busy) || fault.Is(err, fault.Closed) {
		err = nil
	}
	return page, err
}

func (v *Wing) fieldProblems(r *http.Request, form portal.Form, t *typed, faults *fieldFaults) []problem {
	var list []problem
	tell := func(id, label string) {
		if f, ok := faults.byField[id]; ok {
			t.Problems[id] = web.Sentence(r, f)
			list = append(list, problem{fieldPrefix + id, label + " " + t.Problems[id]})
			delete(faults.byField, id)
		}
	}
	for _, q := range v.server.Pack().Questions(web.Language(r), form.ID) {
		tell(q.ID, q.Label)
		for n := 1; n <= mostEntries; n++ {
			for _, part := range q.Fields {
				tell(q.ID+"."+strconv.Itoa(n)+"."+part.ID, entryName(q.Entry, n)+": "+part.Label)
			}
		}
	}
	if len(faults.byField) > 0 { // what is left names no question of this form
		list = append(list, problem{Text: web.Sentence(r, fault.New(fault.Refused, "field-unknown", nil))})
	}
	return list
}
