package visitor

import (
	"net/http"
	"strconv"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var readTemplate = web.NewTemplate(files, "mailboxread.html", "mailboxparts.html")

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
	Limits  limitsData
	pack    *portal.Pack
	owner   string
}

// partView is one office's part. Suffix tells its fields from those of another part
// by a number: a browser remembers addresses, which must name no office.
type partView struct {
	mailbox.Case
	Suffix   string
	Stand    *stageView
	Told     []noticeView
	Entries  []entryView
	Waiting  []askedView // requests that wait for an answer
	Answered []askedView
	Excepted []exceptedView
	Passed   []string
	Holders  []holderView
	Ours     []clockView // time limits of the office
	Theirs   []clockView // and the person's own
	Records  []recordView
	Can      canView
	AnswerBy string
	AboutYou *portal.Page // support and company, for whom the report is about
	Typed    string       // the letter, when it must be sent again
	Files    bool         // files must be chosen again
}

// canView says what the reader can do beside writing. Undo is the hash of a withdrawal that
// can be taken back until a day.
type canView struct {
	Meet, Name, Withdraw bool
	Undo, UndoUntil      string
	Any                  bool
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

// entryView is a letter, the report or what could not be believed.
type entryView struct {
	ID      string
	Hash    string
	Kind    string
	Mine    bool
	Title   string
	At      string
	Text    string
	Answers []answerView
	Files   []mailbox.File
	Note    string // a mark of doubt, or ""
	Doubt   bool
	Agree   bool   // a statement that waits for the reader's word
	Agreed  string // or the day of it
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
	page.Leave, page.Scripts = true, leaveScript
	page.SupportPanel()
	page.Alternates = v.server.Alternates(page.Language, func(l string) string { return v.server.Prefix(l) + "/mailbox/read" })
	page.Limits = limitsData{v.limits.Files, v.limits.File, v.limits.Total}
	page.Party = mailbox.IsParty(reading.Who)
	page.Given = page.Party && reading.Opened.Keys.Prev == ""
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

// part words one office's part.
func (p readPage) part(part mailbox.Part, suffix string, directory *seal.Directory, reading mailbox.Reading) partView {
	c := part.Case
	view := partView{Case: c, Suffix: suffix, Stand: p.stage(c), Can: p.can(part), AnswerBy: p.dayOrNone(part.AnswerBy)}
	questions := p.pack.Questions(p.Language, c.Form)
	for _, notice := range c.Notices {
		if told := p.notice(notice); told.Text != "" {
			view.Told = append(view.Told, told)
		}
	}
	for _, entry := range part.Entries {
		view.Entries = append(view.Entries, p.entry(entry, c.Kind, questions, directory))
	}
	view.Waiting, view.Answered = p.asked(part, suffix, directory, reading)
	for _, excepted := range part.Excepted {
		view.Excepted = append(view.Excepted, p.excepted(excepted, reading, directory))
	}
	for _, offer := range c.Offers {
		view.Passed = append(view.Passed, p.offer(offer))
	}
	for _, holding := range part.Holdings {
		view.Holders = append(view.Holders, p.holder(holding, part, directory))
	}
	for _, limit := range c.Clocks {
		if clock := p.clock(c.Procedure, limit, p.Today()); limit.Theirs {
			view.Theirs = append(view.Theirs, clock)
		} else {
			view.Ours = append(view.Ours, clock)
		}
	}
	for _, record := range c.Ledger {
		view.Records = append(view.Records, p.record(record))
	}
	if page, ok := p.pack.Page(p.Language, aboutYouPage); ok && c.Role == mailbox.Concerned {
		view.AboutYou = &page
	}
	return view
}

// can says what the reader can do in one office's part, beside writing.
func (p readPage) can(part mailbox.Part) canView {
	c := part.Case
	if c.Kind != mailbox.Report {
		return canView{}
	}
	affected := c.Stage != "" && (!p.Party || c.Whose == "you")
	can := canView{Meet: c.Ended == "", Name: !p.Party && c.Ended == "", Withdraw: affected && c.Ended == "" && c.Withdrawn == ""}
	if last := clock.Add(c.Withdrawn, mailbox.UndoDays); part.Undo != "" && !clock.Before(last, p.Today()) {
		can.Undo, can.UndoUntil = part.Undo, p.Day(last)
	}
	can.Any = can.Meet || can.Name || can.Withdraw || can.Undo != ""
	return can
}

func (p readPage) entry(e mailbox.Entry, kind string, questions []portal.Question, directory *seal.Directory) entryView {
	view := entryView{ID: e.ID, Hash: e.Hash, Kind: e.Kind, Mine: e.By == p.owner && e.PassedBy == "", Text: e.Text, Files: e.Files}
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
	if e.Sheet != "" {
		questions = p.pack.SheetQuestions(p.Language, e.Sheet)
	}
	view.Answers = answerViews(e.Fields, questions)
	view.Agreed = p.dayOrNone(e.Agreed)
	view.Agree = e.Kind == "statement" && e.PassedBy == "" && !view.Mine && !view.Doubt && e.Agreed == ""
	return view
}

// author says whose an item is: yours, or a person's of which office; of what was passed on,
// by whom as well.
func (p readPage) author(e mailbox.Entry, kind string, directory *seal.Directory) string {
	title := p.Say("mailbox.by-office", "Who", p.who(e.By, "", directory))
	if key := "mailbox.by-office." + e.Kind; p.Has(key) {
		title = p.Say(key, "Who", p.who(e.By, "", directory))
	}
	if e.By == p.owner {
		title = p.Say("mailbox.by-you.letter")
		if key := "mailbox.by-you." + e.Kind; p.Has(key) {
			title = p.Of(key, kind)
		}
	}
	if e.PassedBy != "" {
		return p.Say("mailbox.by-office.copy", "Who", p.who(e.PassedBy, "", directory)) + ": " + title
	}
	return title
}
