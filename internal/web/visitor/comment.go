package visitor

import (
	"io"
	"net/http"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

// Who may comment on the portal.
const (
	Anyone    = "anyone"
	Personnel = "personnel"
	Off       = "off"
)

// Comments says who may comment. Header is the one by which the organisation's own proxy
// asserts that somebody signed in: all that is asked of it is not to be empty.
type Comments struct {
	Who    string
	Header string
}

var commentTemplate = web.NewTemplate(files, "comment.html", "report-fields.html")

// commentLimit bounds a comment without scripts: its text, and what a browser puts around it.
const commentLimit = 256 << 10

// commentPage is the form for a comment, or why none is taken, or what is said after sending.
type commentPage struct {
	reportPage
	Closed    string // why it is not open to this person, or ""
	Different bool   // something else had arrived under these words
	Comment   *commentData
	After     string // what the pack says once it is sent
	Scripted  bool   // the part after sending waits in a template
}

// commentData is what the script of the page is given.
type commentData struct {
	Form      portal.Form       `json:"form"`
	Version   string            `json:"version"`
	Language  string            `json:"language"`
	Site      string            `json:"site"`
	Root      string            `json:"root"`
	Directory []seal.Signed     `json:"directory"`
	Editors   []personData      `json:"editors"`
	Today     string            `json:"today"`
	Mailbox   string            `json:"mailbox"`
	Words     map[string]string `json:"words"`
	Static    staticData        `json:"static"`
}

// commentForm finds the form of this address. Where comments are off there is none.
func (v *Wing) commentForm(r *http.Request) (portal.Form, error) {
	form, ok := v.formAt(r)
	if !ok || form.Kind != "feedback" || v.comments.Who == Off {
		return form, fault.New(fault.NotFound, "page-not-found", nil)
	}
	return form, nil
}

// mayComment says whether this person may. The header's value is not read, nor kept: only
// whether there is one.
func (v *Wing) mayComment(r *http.Request) error {
	switch v.comments.Who {
	case Off:
		return fault.New(fault.NotFound, "no-form", nil)
	case Personnel:
		if r.Header.Get(v.comments.Header) == "" {
			return fault.New(fault.Closed, "comments-personnel", nil)
		}
	}
	return nil
}

// showComment answers with the empty form, or says kindly why there is none for this person.
func (v *Wing) showComment(w http.ResponseWriter, r *http.Request) error {
	form, err := v.commentForm(r)
	if fault.Is(err, fault.NotFound) && v.comments.Who != Off {
		if to, ok := v.formElsewhere(r); ok {
			http.Redirect(w, r, to, http.StatusPermanentRedirect)
			return nil
		}
	}
	if err != nil {
		return err
	}
	phrase, err := seal.NewPhrase(v.rand, web.Language(r))
	if err != nil {
		return err
	}
	if err = v.mayComment(r); err == nil {
		err = v.desk.Open(r.Context(), form.ID, web.Language(r))
	}
	page := v.commentPage(r, form, phrase, typed{})
	if fault.Is(err, fault.Closed) {
		page.Closed = web.Sentence(r, err)
		return v.server.Render(w, r, web.Status(err), commentTemplate, page)
	}
	if err == nil {
		err = v.fillComment(r, form, &page)
	}
	if err != nil {
		return err
	}
	return v.server.RenderPacked(w, r, commentTemplate, page)
}

// commentPage is the form around what was typed, without what only the database knows.
func (v *Wing) commentPage(r *http.Request, form portal.Form, phrase seal.Phrase, t typed) commentPage {
	page := commentPage{reportPage: v.barePage(r, form, phrase, t), Scripted: true}
	page.reportPage.Scripts = leaveScript
	page.After = v.server.Pack().FormText(page.Language, form.ID).After["any"]
	return page
}

// fillComment adds the editors and what the script needs.
func (v *Wing) fillComment(r *http.Request, form portal.Form, page *commentPage) error {
	data, err := v.commentData(r, page.Base, form)
	if err != nil {
		return err
	}
	page.Scripts, page.Comment = []string{"comment.js"}, &data
	for _, editor := range data.Editors {
		page.People = append(page.People, personView{Name: editor.Name})
	}
	return nil
}

func (v *Wing) commentData(r *http.Request, base web.Base, form portal.Form) (commentData, error) {
	data := commentData{
		Form: form, Version: form.Version, Language: base.Language, Site: v.server.URL(), Root: v.root(),
		Today: v.server.Today(), Mailbox: base.Href("/mailbox"), Static: v.staticData(base.Language),
		Words: base.Subset("js.comment.", "js.common.", "button.", "js.report.phase.sending", "js.report.not-sealed",
			"js.report.required", "js.report.too-long", "js.report.no-such-day", "js.report.too-many-names"),
	}
	to, err := v.desk.Editors(r.Context(), nil)
	if err != nil {
		return data, err
	}
	data.Editors = people(to)
	data.Directory, err = v.desk.DirectoryLines(r.Context())
	return data, err
}

// sendComment takes a comment that a browser sealed.
func (v *Wing) sendComment(w http.ResponseWriter, r *http.Request) error {
	if err := v.mayComment(r); err != nil {
		return err
	}
	var sending intake.Sending
	if err := web.ReadJSON(r, &sending); err != nil {
		return err
	}
	if sending.Repeat != "" { // as with a report
		return fault.New(fault.Refused, "unreadable", nil)
	}
	receipt, err := v.desk.Comment(r.Context(), sending)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, receipt)
}

// sendCommentForm gives the page's data anew, for a script whose editors changed under it.
func (v *Wing) sendCommentForm(w http.ResponseWriter, r *http.Request) error {
	form, ok := v.server.Pack().Forms[r.PathValue("form")]
	if !ok || form.Kind != "feedback" {
		return fault.New(fault.NotFound, "no-form", nil)
	}
	if err := v.mayComment(r); err != nil {
		return err
	}
	data, err := v.commentData(r, v.server.BaseTitled(r, ""), form)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, data)
}

// takeComment takes a comment from a person without scripts, as takeReport takes a report.
func (v *Wing) takeComment(w http.ResponseWriter, r *http.Request) error {
	form, err := v.commentForm(r)
	if err != nil {
		return err
	}
	t, err := readForm(r, 0, func(*typed) attach { return drain })
	if t == nil {
		return err
	}
	if err != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	phrase, broken := seal.ParsePhrase(t.Words)
	if broken != nil {
		if phrase, broken = seal.NewPhrase(v.rand, web.Language(r)); broken != nil {
			return broken
		}
		return v.commentAgain(w, r, form, phrase, t, fault.New(fault.Refused, "words-broken", nil))
	}
	if err == nil {
		err = v.mayComment(r)
	}
	receipt := intake.Receipt{}
	if err == nil {
		receipt, err = v.sealComment(r, form, phrase, t)
	}
	if err != nil {
		return v.commentAgain(w, r, form, phrase, t, err)
	}
	page := v.commentPage(r, form, phrase, *t)
	page.Title, page.Scripted, page.Alternates = page.Say("comment.sent"), false, nil
	page.Different = !receipt.Same
	return v.server.Render(w, r, http.StatusOK, commentTemplate, page)
}

// sealComment seals what was typed, unless it is here already or none is taken now.
func (v *Wing) sealComment(r *http.Request, form portal.Form, phrase seal.Phrase, t *typed) (intake.Receipt, error) {
	repeat := seal.Repetition(phrase.Repeat(), t.Parts)
	known, err := v.desk.Known(r.Context(), phrase.HandleText())
	if err != nil {
		return intake.Receipt{}, err
	}
	sending := intake.Sending{Handle: phrase.HandleText(), Repeat: repeat, Form: form.ID}
	if !known {
		if err := v.desk.CommentsOpen(); err != nil {
			return intake.Receipt{}, err
		}
		t.Exclude, t.Urgent = nil, false // no question of this page
		if sending, err = v.seal(r, form, phrase, t, repeat); err != nil {
			return intake.Receipt{}, err
		}
	}
	return v.desk.Comment(r.Context(), sending)
}

// commentAgain shows the form once more with all that was typed, and says what is wrong.
func (v *Wing) commentAgain(w http.ResponseWriter, r *http.Request, form portal.Form, phrase seal.Phrase, t *typed, cause error) error {
	t.Problems = map[string]string{}
	problems, status := []problem{{Text: web.Sentence(r, cause)}}, web.Status(cause)
	if faults, ok := cause.(*fieldFaults); ok {
		status, problems = http.StatusBadRequest, v.fieldProblems(r, form, t, faults)
	}
	page := v.commentPage(r, form, phrase, *t)
	// What is missing of the page for want of a database or of editors is no reason to lose the text.
	if err := v.fillComment(r, form, &page); err != nil && !fault.Is(err, fault.Busy) && !fault.Is(err, fault.Closed) {
		return err
	}
	page.Problems = slices.Clone(problems)
	page.Alternates = nil // another language would lose what was typed
	if err := v.server.Render(w, r, status, commentTemplate, page); err != nil {
		return err
	}
	if fault.Of(cause).Kind == fault.Internal && status >= http.StatusInternalServerError {
		return cause // answered already; the log should know
	}
	return nil
}
