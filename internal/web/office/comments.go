package office

import (
	"cmp"
	"net/http"
	"slices"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var (
	commentsTemplate = web.NewTemplate(files, "comments.html", "bar.html")
	commentTemplate  = web.NewTemplate(files, "comment.html", "bar.html")
)

// commentsPage is the editors' own list. What is in it is no case.
type commentsPage struct {
	base
	Rows     []commentRow
	Returned bool // one was handed back just now
	Helped   []helpedRow
}

type commentRow struct {
	casework.Row
	Stage    string
	Language string
}

func (o *Office) comments(w http.ResponseWriter, r *http.Request) error {
	rows, err := o.Desk.Comments(r.Context(), actor(r))
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, byNews)
	b := o.base(r, "office.comments.title", "comments")
	b.Scripts = nil // nothing sealed is shown here
	page := commentsPage{base: b, Returned: r.URL.Query().Has("returned")}
	for _, row := range rows {
		page.Rows = append(page.Rows, commentRow{row, b.Say("stage." + row.Stage), o.languageName(row.Language)})
	}
	if page.Helped, err = o.helped(r.Context(), b); err != nil {
		return err
	}
	return o.Site.Render(w, r, http.StatusOK, commentsTemplate, page)
}

func lastIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// byNews puts what has something unread first, what is done last, and else the newest first.
func byNews(a, b casework.Row) int {
	return cmp.Or(
		cmp.Compare(lastIf(a.Unread == 0), lastIf(b.Unread == 0)),
		cmp.Compare(lastIf(a.Stage == mailbox.Done), lastIf(b.Stage == mailbox.Done)),
		cmp.Compare(b.Received, a.Received),
		cmp.Compare(a.Number, b.Number),
	)
}

type commentPage struct {
	base
	Data commentPageData
}

type commentPageData struct {
	pageData
	Number string `json:"number"`
}

// commentPage is the frame, as a case's is: it is there only for a comment in the editor's list.
func (o *Office) commentPage(w http.ResponseWriter, r *http.Request) error {
	number := r.PathValue("number")
	rows, err := o.Desk.Comments(r.Context(), actor(r))
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(rows, func(row casework.Row) bool { return row.Number == number }) {
		return noComment()
	}
	b := o.base(r, "office.comment.title", "")
	b.Title = b.Say("office.comment.title", "Number", number)
	data := commentPageData{o.data(r, b, "js.office."), number}
	for of, word := range map[string]string{"author.reporter": "author", "basis.intake": "basis", "letters.none": "none"} {
		data.Words["js.office.case."+of] = b.Say("js.office.comment." + word) // they reported nothing
	}
	return o.Site.Render(w, r, http.StatusOK, commentTemplate, commentPage{b, data})
}

// commentAnswer is a comment as its page's script reads it.
type commentAnswer struct {
	Stage     string      `json:"stage"`
	StageName string      `json:"stageName"`
	Received  string      `json:"received"`
	Language  string      `json:"language"`
	Bundle    seal.Bundle `json:"bundle"`
	Form      formText    `json:"form"`
}

func (o *Office) commentData(w http.ResponseWriter, r *http.Request) error {
	view, err := o.Desk.OpenComment(r.Context(), r.PathValue("number"), actor(r))
	if err != nil {
		return err
	}
	c, b := view.Case, o.Site.Base(r, "office.name")
	return web.WriteJSON(w, http.StatusOK, commentAnswer{
		Stage: c.Stage, StageName: b.Say("stage." + c.Stage), Received: c.Received, Language: o.languageName(c.Language),
		Bundle: view.Bundle, Form: o.formText(b.Language, c.Form),
	})
}

func (o *Office) commentClose(w http.ResponseWriter, r *http.Request) error {
	if err := o.Desk.Close(r.Context(), r.PathValue("number"), actor(r)); err != nil {
		return err
	}
	return done(w)
}

func (o *Office) commentReturn(w http.ResponseWriter, r *http.Request) error {
	if err := o.Desk.HandBack(r.Context(), r.PathValue("number"), actor(r)); err != nil {
		return err
	}
	return done(w)
}

func noComment() error { return fault.New(fault.NotFound, "no-case", nil) }
