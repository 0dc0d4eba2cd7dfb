package visitor

import (
	"net/http"

	"fairlead/internal/fault"
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

// showMailbox asks for the 12 words.
func (v *Wing) showMailbox(w http.ResponseWriter, r *http.Request) error {
	page := v.mailboxPage(r)
	page.Expired = r.URL.Query().Has("closed")
	return v.server.RenderPacked(w, r, mailboxTemplate, page)
}

func (v *Wing) mailboxPage(r *http.Request) mailboxPage {
	page := mailboxPage{Base: v.server.Base(r, "mailbox.title")}
	page.Alternates = v.server.Alternates(page.Language, func(l string) string { return v.server.Prefix(l) + "/mailbox" })
	page.Leave, page.Styles, page.Scripts = true, []string{"mailbox.css"}, []string{"mailbox.js"}
	page.SupportPanel()
	page.Data = v.mailboxData(page.Base)
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
