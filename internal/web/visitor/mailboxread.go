package visitor

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var readTemplate = web.NewTemplate(files, "mailboxread.html")

// readPage is an opened mailbox for a person without scripts: a part for each office.
type readPage struct {
	web.Base
	Parts   []partView
	Doors   *portal.Page // where to report, for somebody who only asked
	Problem string
	Files   *partView // files must be chosen again, there
	Sent    bool
	Limits  limitsData
}

// partView is one office's part. Suffix tells its fields from those of another part
// by a number: a browser remembers addresses, which must name no office.
type partView struct {
	mailbox.Case
	Suffix  string
	Entries []entryView
	Holders []holderView
	Times   []clockView
	Typed   string // the letter, when it must be sent again
	Files   bool   // files must be chosen again
}

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

// entryView is a letter, the report or what could not be believed.
type entryView struct {
	Kind    string
	Mine    bool
	Title   string
	At      string
	Text    string
	Answers []answerView
	Files   []mailbox.File
	Note    string // a mark of doubt, or ""
	Doubt   bool
}

// holderView is who holds a key: as whom, since when, why, until when.
type holderView struct {
	Who   string
	Role  string
	Since string
	Basis string
	Ended string
	Doubt bool
}

type clockView struct {
	Name string
	Text string
}

// doorsPage says where and how to report, for somebody whose question was none.
const doorsPage = "how-to-submit"

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
	page.Sent = r.URL.Query().Has("sent")
	return v.server.Render(w, r, http.StatusOK, readTemplate, page)
}

func (v *Wing) readPage(r *http.Request, box mailbox.Box, reading mailbox.Reading) readPage {
	page := readPage{Base: v.server.Base(r, "mailbox.read.title")}
	page.Leave, page.Scripts = true, leaveScript
	page.SupportPanel()
	page.Alternates = v.server.Alternates(page.Language, func(l string) string { return v.server.Prefix(l) + "/mailbox/read" })
	page.Limits = limitsData{v.limits.Files, v.limits.File, v.limits.Total}
	if doors, ok := v.server.Pack().Page(page.Language, doorsPage); ok {
		page.Doors = &doors
	}
	directory := seal.NewDirectory(v.root(), box.Bundle.Directory)
	for i, part := range reading.Parts {
		view := partView{Case: part.Case}
		if i > 0 {
			view.Suffix = "-" + strconv.Itoa(i+1)
		}
		questions := v.server.Pack().Questions(page.Language, part.Case.Form)
		for _, entry := range part.Entries {
			view.Entries = append(view.Entries, page.entry(entry, part.Case.Kind, questions, directory))
		}
		for _, holding := range part.Holdings {
			view.Holders = append(view.Holders, page.holder(holding, directory))
		}
		for _, limit := range part.Case.Clocks {
			view.Times = append(view.Times, page.clock(limit, v.server.Today()))
		}
		page.Parts = append(page.Parts, view)
	}
	return page
}

func (p readPage) entry(e mailbox.Entry, kind string, questions []portal.Question, directory *seal.Directory) entryView {
	view := entryView{Kind: e.Kind, Mine: e.By == "reporter", Text: e.Text, Files: e.Files}
	view.Title = p.author(e, kind, directory)
	if at, err := time.Parse(time.RFC3339, e.At); err == nil {
		view.At = p.Moment(at)
	}
	if at, err := time.Parse(time.RFC3339, e.Receipt.At); err == nil {
		view.Text = p.Of("mailbox.case", kind, "Number", e.Receipt.Number) + ". " + received(p.Base, at, e.Receipt.Zone)
	}
	switch e.Verdict {
	case seal.Repeat:
		view.Note = p.Say("mailbox.verdict.repeat")
	case seal.Missing:
		view.Note = p.Say("mailbox.verdict.missing")
	case seal.NotGenuine:
		view.Note, view.Doubt = p.Say("mailbox.verdict.not-genuine"), true
	}
	view.Answers = answerViews(e.Fields, questions)
	return view
}

// author says whose an item is: yours, or a person's of which office.
func (p readPage) author(e mailbox.Entry, kind string, directory *seal.Directory) string {
	if e.By == "reporter" {
		if key := "mailbox.by-you." + e.Kind; p.Has(key) {
			return p.Of(key, kind)
		}
		return p.Say("mailbox.by-you.letter")
	}
	return p.Say("mailbox.by-office", "Who", p.who(e.By, "", directory))
}

// who words a holder: by role and office, never by a key.
func (p readPage) who(holder, day string, directory *seal.Directory) string {
	kind, id, _ := strings.Cut(holder, ":")
	switch kind {
	case "reporter":
		return p.Say("role.reporter")
	case "recovery":
		return p.Say("role.recovery") + ", " + p.Say("unit."+id)
	}
	lines := directory.At(id, day)
	if day == "" || len(lines) == 0 {
		if line, ok := directory.Current(id, p.Today()); ok {
			lines = []seal.Officer{line}
		}
	}
	if len(lines) == 0 {
		return p.Say("mailbox.someone")
	}
	line := lines[0]
	return line.Name + " (" + p.Say("unit."+line.Unit) + ")"
}

func (p readPage) holder(h seal.Holding, directory *seal.Directory) holderView {
	view := holderView{Who: p.who(h.Line.Holder, h.Line.At, directory), Since: p.Day(h.Line.At), Doubt: h.Reason != ""}
	if _, person, officer := strings.Cut(h.Line.Holder, "officer:"); officer {
		view.Role = p.role(directory.At(person, h.Line.At))
	}
	basis, _, _ := strings.Cut(h.Line.Basis, ":")
	view.Basis = p.Say("basis." + basis)
	if h.Line.Holder == "reporter" {
		view.Basis = p.Say("mailbox.basis.own")
	}
	if h.Ended != "" {
		view.Ended = p.Day(h.Ended)
	}
	return view
}

// role words what a person does in their office, as their line of that day says.
func (p readPage) role(lines []seal.Officer) string {
	var words []string
	for _, line := range lines[:min(1, len(lines))] {
		for _, role := range line.Roles {
			words = append(words, p.Say("role."+role)+".")
		}
	}
	return strings.Join(words, " ")
}

func (p readPage) clock(limit clock.Limit, today string) clockView {
	view := clockView{Name: p.Say("clock." + limit.Code)}
	left := limit.Left(today)
	switch {
	case limit.Met != "":
		view.Text = p.Say("clock.met", "Day", p.Day(limit.Met))
	case left < 0:
		view.Text = p.Count("clock.over", -left)
	case left == 0:
		view.Text = p.Say("clock.today")
	default:
		view.Text = p.Say("clock.due", "Day", p.Day(limit.Due)) + " · " + p.Count("clock.left", left)
	}
	return view
}
