package visitor

import (
	"net/http"
	"slices"
	"strconv"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var readTemplate = web.NewTemplate(files, "mailboxread.html", "mailboxthread.html", "mailboxparts.html")

// readPage is an opened mailbox for a person without scripts: a part for each office.
type readPage struct {
	web.Base
	Parts   []partView
	Doors   *portal.Page // where to report, for somebody who only asked
	Problem string
	NotDone bool      // the problem is with an answer or an act, not with a letter
	Files   *partView // files must be chosen again, there
	Done    string    // what was just done, "" or a sentence
	Party   bool      // the reader is not the one who reported
	Given   bool      // their words are still those that an officer made
	Passed  bool      // something was passed on, so that its offices know of each other
	Doubts  int       // signed lines that do not hold
	Shut    bool      // a key that was given to the reader did not open
	Limits  limitsData
	pack    *portal.Pack
	owner   string
}

// partPage is one part with the page around it, for a template of its own.
type partPage struct {
	Page readPage
	Part partView
}

// With gives a template one part.
func (p readPage) With(part partView) partPage { return partPage{p, part} }

// Of is the key of a word in its form for this kind of part, where it has one.
func (p readPage) Of(key, kind string, args ...any) string {
	if p.Has(key + "." + kind) {
		key += "." + kind
	}
	return p.Say(key, args...)
}

// Office is who has a part: an office, or of a comment the editors.
func (p readPage) Office(unit string) string {
	if unit == "" {
		return p.Say("comment.editors")
	}
	return p.Say("unit." + unit)
}

// to gives the part of an office; the first where there is no such office.
func (p *readPage) to(unit string) *partView {
	for i := range p.Parts {
		if p.Parts[i].Unit == unit {
			return &p.Parts[i]
		}
	}
	return &p.Parts[0]
}

// doorsPage says where and how to report, for somebody whose question was none.
const doorsPage = "how-to-submit"

// aboutYouPage says what somebody can expect whom a report is about.
const aboutYouPage = "if-about-you"

// opened is the mailbox behind this request's cookie.
func (v *Wing) opened(r *http.Request) (seal.Phrase, mailbox.Box, mailbox.Reading, error) {
	phrase, err := v.sessions.Phrase(web.Cookie(r, mailboxCookie))
	if err != nil {
		return phrase, mailbox.Box{}, mailbox.Reading{}, err
	}
	box, err := v.door.Box(r.Context(), phrase.HandleText())
	if err != nil {
		return phrase, box, mailbox.Reading{}, err
	}
	reading, err := v.door.OpenPlain(phrase, box, v.root())
	return phrase, box, reading, err
}

// readMailbox shows the letters both ways.
func (v *Wing) readMailbox(w http.ResponseWriter, r *http.Request) error {
	_, box, reading, err := v.opened(r)
	if fault.Is(err, fault.Locked) {
		return web.Redirect(w, r, v.server.Prefix(web.Language(r))+"/mailbox?closed")
	}
	if err != nil {
		return err
	}
	page := v.readPage(r, box, reading)
	for done, key := range map[string]string{"sent": "mailbox.sent", "answered": "mailbox.answered", "done": "mailbox.done"} {
		if r.URL.Query().Has(done) {
			page.Done = page.Say(key)
		}
	}
	return v.server.Render(w, r, http.StatusOK, readTemplate, page)
}

func (v *Wing) readPage(r *http.Request, box mailbox.Box, reading mailbox.Reading) readPage {
	page := readPage{Base: v.server.Base(r, "mailbox.read.title"), pack: v.server.Pack(), owner: reading.Who}
	page.Leave, page.Styles, page.Scripts = true, []string{"mailbox.css"}, leaveScript
	page.SupportPanel()
	page.Alternates = v.server.Alternates(page.Language, func(l string) string { return v.server.Prefix(l) + "/mailbox/read" })
	page.Limits = limitsData{v.limits.Files, v.limits.File, v.limits.Total}
	page.Party = mailbox.IsParty(reading.Who)
	keys := reading.Opened.Keys
	page.Given = keys.By != reading.Who || (page.Party || takenDown(reading)) && keys.Prev == ""
	page.Doubts, page.Shut = reading.Doubtful(), len(reading.Opened.Unopened) > 0
	page.Passed = slices.ContainsFunc(box.Cases, func(c mailbox.Case) bool { return len(c.Offers) > 0 })
	if doors, ok := page.pack.Page(page.Language, doorsPage); ok && !page.Party {
		page.Doors = &doors
	}
	directory := seal.NewDirectory(v.root(), box.Bundle.Directory)
	for i, part := range reading.Parts {
		suffix := ""
		if i > 0 {
			suffix = "-" + strconv.Itoa(i+1)
		}
		page.Parts = append(page.Parts, page.part(part, suffix, directory, reading))
	}
	return page
}

// takenDown says whether an officer wrote the report down, who then made its first words too.
func takenDown(reading mailbox.Reading) bool {
	return slices.ContainsFunc(reading.Parts, func(p mailbox.Part) bool {
		return slices.ContainsFunc(p.Entries, func(e mailbox.Entry) bool { return e.Taken != "" })
	})
}
