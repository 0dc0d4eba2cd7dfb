package visitor

import (
	"bytes"
	"io"
	"net/http"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var draftTemplate = web.NewTemplate(files, "draft.html", "draftparts.html")

// draftPage is what somebody without scripts is shown of a form that was kept, deleted, or
// belongs to no form of this portal any more.
type draftPage struct {
	web.Base
	Form    portal.Form
	Words   []string
	Phrase  string
	Until   string // the day, while it is kept
	Files   bool   // files had been chosen, and were not kept
	Answers []answerView
}

// keepPlain keeps a form for somebody without scripts, under the words of its page.
func (v *Wing) keepPlain(w http.ResponseWriter, r *http.Request) error {
	form, err := v.formByID(r)
	if err != nil {
		return err
	}
	t, phrase, ok, err := v.readPlain(w, r, form, mostParts, func(*typed) attach { return drain })
	if !ok {
		return err
	}
	until, err := v.sealDraft(r, form, phrase, t)
	if err != nil {
		return v.again(w, r, form, phrase, t, err)
	}
	page := v.draftPage(r, form, "draft.kept.title")
	page.Words, page.Phrase, page.Until, page.Files = phrase.Words(), joined(phrase), until, t.HadFiles
	return v.server.Render(w, r, http.StatusOK, draftTemplate, page)
}

func (v *Wing) draftPage(r *http.Request, form portal.Form, title string) draftPage {
	page := draftPage{Base: v.server.Base(r, title), Form: form}
	page.Leave, page.Alternates, page.Scripts = true, nil, leaveScript
	page.SupportPanel()
	return page
}

// formByID finds the form whose page this request came from.
func (v *Wing) formByID(r *http.Request) (portal.Form, error) {
	form, ok := v.server.Pack().Forms[r.PathValue("form")]
	if !ok {
		return form, fault.New(fault.NotFound, "no-form", nil)
	}
	return form, takes(form)
}

// sealDraft seals what was typed and keeps it. What was sent under these words stays what
// it is: a draft beside it could never be sent.
func (v *Wing) sealDraft(r *http.Request, form portal.Form, phrase seal.Phrase, t *typed) (until string, err error) {
	switch known, err := v.desk.Known(r.Context(), phrase.HandleText()); {
	case err != nil:
		return "", err
	case known:
		return "", fault.New(fault.Conflict, "draft-sent", nil)
	}
	sealed, err := seal.SealDraft(phrase, v.draftOf(web.Language(r), form, t))
	if t.Unknown || seal.Reason(err) != "" { // no page of ours sends it
		return "", fault.New(fault.Refused, "field-unknown", nil)
	}
	if err != nil {
		return "", err
	}
	return v.desk.KeepDraft(r.Context(), phrase.DraftHandleText(), sealed)
}

// openPlain fills a kept form in again, for somebody without scripts.
func (v *Wing) openPlain(w http.ResponseWriter, r *http.Request) error {
	from, err := v.formByID(r)
	if err != nil {
		return err
	}
	kept, err := readKept(r)
	if err != nil {
		return err
	}
	phrase, draft, until, err := v.openDraft(r, kept)
	if err != nil {
		return v.notOpened(w, r, from, err)
	}
	form, ok := v.server.Pack().Forms[draft.Form]
	if !ok || takes(form) != nil {
		page := v.draftPage(r, from, "draft.gone.title")
		page.Words, page.Phrase, page.Until = phrase.Words(), joined(phrase), until
		page.Answers = draftViews(draft.Answers)
		return v.server.Render(w, r, http.StatusOK, draftTemplate, page)
	}
	t, unplaced := fillIn(form, draft)
	page, err := v.pageAgain(r, form, phrase, t, nil)
	if err != nil {
		return err
	}
	page.Alternates = nil // another language would lose what was typed
	page.Restored = &restored{Until: until, Changed: draft.Version != form.Version, Unplaced: draftViews(unplaced)}
	return v.server.Render(w, r, http.StatusOK, reportTemplate, page)
}

// openDraft opens what was kept: the file that came along, or what lies here.
func (v *Wing) openDraft(r *http.Request, kept keptParts) (phrase seal.Phrase, draft seal.Draft, until string, err error) {
	if phrase, err = seal.ParsePhrase(kept.words); err != nil {
		return phrase, draft, "", intake.NoDraft() // the answer never differs
	}
	if kept.file == nil {
		found, err := v.desk.Draft(r.Context(), phrase.DraftHandleText())
		if err != nil {
			return phrase, draft, "", err
		}
		kept.file, until = found.Sealed, found.Until
	}
	if draft, err = seal.OpenDraft(phrase, kept.file); err != nil {
		return phrase, draft, "", fault.New(fault.Altered, "draft-not-opened", nil)
	}
	return phrase, draft, until, nil
}

// notOpened shows the form that was asked from, and says beside the words what is wrong.
func (v *Wing) notOpened(w http.ResponseWriter, r *http.Request, form portal.Form, cause error) error {
	phrase, err := seal.NewPhrase(v.rand, web.Language(r))
	if err != nil {
		return err
	}
	page, err := v.pageAgain(r, form, phrase, typed{}, cause)
	if err != nil {
		return err
	}
	page.NotOpened = web.Sentence(r, cause)
	return v.server.Render(w, r, web.Status(cause), reportTemplate, page)
}

// dropPlain deletes a kept form. Words that are no phrase are told; whether anything lay
// under those that are one is not.
func (v *Wing) dropPlain(w http.ResponseWriter, r *http.Request) error {
	form, err := v.formByID(r)
	if err != nil {
		return err
	}
	kept, err := readKept(r)
	if err != nil {
		return err
	}
	phrase, err := seal.ParsePhrase(kept.words)
	if err != nil {
		return v.notOpened(w, r, form, intake.NoDraft())
	}
	if err := v.desk.DropDraft(r.Context(), phrase.DraftHandleText()); err != nil {
		return err
	}
	return v.server.Render(w, r, http.StatusOK, draftTemplate, v.draftPage(r, form, "draft.deleted.title"))
}

// keptParts is what somebody brings back: the words, typed or in a saved file, and perhaps
// the form as a file.
type keptParts struct {
	words string
	file  []byte
}

// largestKept bounds a file that is brought back: ours are smaller.
const largestKept = 512 << 10

var ageStart = []byte("age-encryption.org/")

func readKept(r *http.Request) (kept keptParts, err error) {
	reader, err := r.MultipartReader()
	if err != nil {
		return kept, fault.New(fault.Refused, "unreadable", nil)
	}
	for range 8 {
		part, err := reader.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return kept, broken(err)
		}
		text, err := io.ReadAll(io.LimitReader(part, largestKept))
		if err != nil {
			return kept, broken(err)
		}
		if bytes.HasPrefix(text, ageStart) {
			kept.file = text
		} else if words := phraseIn(string(text[:min(len(text), longestSaved)])); words != "" {
			kept.words = words
		}
	}
	return kept, nil
}
