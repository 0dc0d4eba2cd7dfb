package visitor

import (
	"net/http"

	"fairlead/internal/fault"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var mailboxTemplate = web.NewTemplate(files, "mailbox.html")

// mailboxPage asks for the words. With scripts the opened mailbox is shown in the same
// document, so that words and text live in its memory only.
type mailboxPage struct {
	web.Base
	Problem string
	Expired bool   // a session without scripts ended
	Typed   string // a letter that could not be sent because of that
	Data    mailboxData
}

type mailboxData struct {
	Language string            `json:"language"`
	Root     string            `json:"root"`
	Today    string            `json:"today"`
	Limits   limitsData        `json:"limits"`
	Words    map[string]string `json:"words"`
	Static   staticData        `json:"static"`
	// Forms are the questions of each form, in the page's language.
	Forms map[string][]portal.Question `json:"forms"`
	// Doors is where to report, for somebody who only asked.
	Doors *doorData `json:"doors,omitempty"`
}

type doorData struct {
	Title string `json:"title"`
	Href  string `json:"href"`
}

// showMailbox asks for the 12 words.
func (v *Wing) showMailbox(w http.ResponseWriter, r *http.Request) error {
	page := v.mailboxPage(r)
	page.Expired = r.URL.Query().Has("closed")
	return v.server.RenderPacked(w, r, mailboxTemplate, page)
}

func (v *Wing) mailboxPage(r *http.Request) mailboxPage {
	page := mailboxPage{Base: v.server.Base(r, "mailbox.title")}
	page.Alternates = v.server.Alternates(page.Language, func(l string) string { return v.server.Prefix(l) + "/mailbox" })
	page.Leave, page.Scripts = true, []string{"mailbox.js"}
	page.SupportPanel()
	pack := v.server.Pack()
	page.Data = mailboxData{
		Language: page.Language, Root: v.root(), Today: v.server.Today(),
		Limits: limitsData{v.limits.Files, v.limits.File, v.limits.Total},
		Words:  page.Subset("js.mailbox.", "js.common.", "basis.", "role.", "stage.", "notice.", "clock.", "unit.", "mailbox.", "comment.editors", "button.", "report.files.", "sent.received", "sent.received.exact", "js.report.phase.files"),
		Static: v.staticData(pack.Languages...), Forms: map[string][]portal.Question{},
	}
	if doors, ok := pack.Page(page.Language, doorsPage); ok {
		page.Data.Doors = &doorData{doors.Title, page.Page(doors.ID)}
	}
	for id := range pack.Forms {
		page.Data.Forms[id] = pack.Questions(page.Language, id)
	}
	return page
}

// openMailbox opens a mailbox for a person without scripts: the words are turned into
// their 16 bytes, which stay in this process's memory, sealed under a key that only the
// browser's cookie holds.
func (v *Wing) openMailbox(w http.ResponseWriter, r *http.Request) error {
	text, err := wordsOf(r)
	if err != nil {
		return err
	}
	phrase, err := seal.ParsePhrase(text)
	if err == nil {
		_, err = v.door.Box(r.Context(), phrase.HandleText())
	} else {
		err = fault.New(fault.NotFound, "no-mailbox", nil) // the answer never differs
	}
	if fault.Is(err, fault.NotFound) {
		page := v.mailboxPage(r)
		page.Problem = web.Sentence(r, err)
		return v.server.Render(w, r, http.StatusNotFound, mailboxTemplate, page)
	}
	if err != nil {
		return err
	}
	key, err := v.sessions.Begin(phrase)
	if err != nil {
		return err
	}
	web.SetCookie(w, mailboxCookie, key, int(idle.Seconds()))
	return web.Redirect(w, r, v.server.Prefix(web.Language(r))+"/mailbox/read")
}

// closeMailbox forgets the words and makes sure that Back shows nothing.
func (v *Wing) closeMailbox(w http.ResponseWriter, r *http.Request) error {
	v.sessions.End(web.Cookie(r, mailboxCookie))
	web.SetCookie(w, mailboxCookie, "", -1)
	web.Leaving(w)
	w.Header().Set("Clear-Site-Data", `"cache"`)
	return web.Redirect(w, r, v.server.Prefix(web.Language(r))+"/mailbox")
}
