package visitor

import (
	"slices"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// partView is one office's part. Suffix tells its fields from those of another part
// by a number: a browser remembers addresses, which must name no office.
type partView struct {
	mailbox.Case
	Suffix   string
	Stand    *stageView
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
	Talks    bool         // there is a place in which to write to this office
	AboutYou *portal.Page // support and company, for whom the report is about
	Typed    string       // the letter, when it must be sent again
	Files    bool         // files must be chosen again
}

// Back says that a comment was handed back: its sender alone can read it, to copy it into the
// right form. A case of an office may have a stage of the same name.
func (p partView) Back() bool { return p.Kind == mailbox.Feedback && p.Stage == mailbox.Returned }

// canView says what the reader can do beside writing. Undo is the hash of a withdrawal that
// can be taken back until a day.
type canView struct {
	Meet, Name, Withdraw bool
	Undo, UndoUntil      string
	Any                  bool
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
	Taken   string // how it was taken down for the reader, in words, or ""
	Agree   bool   // it waits for the reader's word that it is right
	Agreed  string // or the day of it
	day     string
}

// part words one office's part.
func (p readPage) part(part mailbox.Part, suffix string, directory *seal.Directory, reading mailbox.Reading) partView {
	c := part.Case
	view := partView{Case: c, Suffix: suffix, Stand: p.stage(c), Can: p.can(part, reading.Talks(c.Unit)), AnswerBy: p.dayOrNone(part.AnswerBy), Talks: reading.Talks(c.Unit)}
	questions := p.pack.Questions(p.Language, c.Form)
	for _, entry := range part.Entries {
		view.Entries = append(view.Entries, p.entry(entry, c.Kind, questions, directory))
	}
	view.Entries = p.among(view.Entries, c.Notices)
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

// among puts the notices among the letters, each after those of its own day.
func (p readPage) among(entries []entryView, notices []mailbox.Notice) []entryView {
	for _, notice := range notices {
		told := p.notice(notice)
		if told.Text == "" {
			continue
		}
		at := slices.IndexFunc(entries, func(e entryView) bool { return e.day > notice.Day })
		if at < 0 {
			at = len(entries)
		}
		view := entryView{Kind: "notice", Title: p.Say("mailbox.notice"), At: told.Day, Text: told.Text, day: notice.Day}
		entries = slices.Insert(entries, at, view)
	}
	return entries
}

// can says what the reader can do in one office's part, beside writing.
func (p readPage) can(part mailbox.Part, talks bool) canView {
	c := part.Case
	if c.Kind != mailbox.Report || !talks {
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
		view.At, view.day = p.Moment(at), seal.Day(at)
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
	if e.Taken != "" {
		view.Taken = p.Say("js.mailbox.taken.text", "Day", p.Day(e.TakenOn), "How", p.wordOr("js.mailbox.taken.code."+e.Taken, "js.mailbox.taken.code.phone"))
	}
	view.Agree = (e.Kind == "statement" && !view.Mine || e.Taken != "") && e.PassedBy == "" && !view.Doubt && e.Agreed == ""
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
