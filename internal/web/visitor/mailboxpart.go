package visitor

import (
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
	Ahead    *aheadView // what was agreed to at sending, or nil
	Excepted []exceptedView
	Passed   []string
	Holders  []holderView
	Ours     []clockView // time limits of the office
	Aims     string      // says which of them are no rules, where some are aims that still run
	Theirs   []clockView // and the person's own
	Records  []string
	Can      canView
	AnswerBy string
	Over     bool         // a party's own part has its last letter: no answer is waited for
	Check    string       // id of what waits for the reader's word that it is right, "" for none
	Idle     bool         // no decision of the reader, whose case it is, is waited for
	News     string       // id of the newest letter that says how something ended, "" for none
	KeptOut  []keptView   // whom the reporter kept out; with the report's own office
	Talks    bool         // there is a place in which to write to this office
	AboutYou *portal.Page // support and company, for whom the report is about
	Typed    string       // the letter, when it must be sent again
	Files    bool         // files must be chosen again
}

// Back says that a comment was handed back: its sender alone can read it, to copy it into the
// right form. A case of an office may have a stage of the same name.
func (p partView) Back() bool { return p.Kind == mailbox.Feedback && p.Stage == mailbox.Returned }

// keptView is somebody whom the reporter kept out: as lines name them, and in words.
type keptView struct{ Who, Name, Short string }

// canView says what the reader can do beside writing. Undo is the hash of a withdrawal that
// can be taken back until a day.
type canView struct {
	Meet, Name, Withdraw bool
	Undo, UndoUntil      string
	Any                  bool
}

// part words one office's part.
func (p readPage) part(part mailbox.Part, suffix string, directory *seal.Directory, reading mailbox.Reading) partView {
	c := part.Case
	view := partView{Case: c, Suffix: suffix, Stand: p.stage(c), AnswerBy: p.dayOrNone(part.AnswerBy), Talks: reading.Talks(c.Unit)}
	questions := p.pack.Questions(p.Language, c.Form)
	for _, entry := range part.Entries {
		view.Entries = append(view.Entries, p.entry(entry, c.Kind, questions, directory))
	}
	view.Entries = p.among(view.Entries, c.Notices)
	view.Waiting, view.Answered = p.asked(part, suffix, directory, reading)
	view.Ahead = p.ahead(part)
	for _, excepted := range part.Excepted {
		view.Excepted = append(view.Excepted, p.excepted(excepted, reading, directory))
	}
	for _, offer := range c.Offers {
		view.Passed = append(view.Passed, p.offer(offer))
	}
	view.Holders = p.holders(part, directory)
	view.Ours, view.Theirs, view.Aims = p.clocks(c)
	view.Can = p.can(part, view.Talks)
	if suffix == "" && c.Kind != mailbox.Feedback {
		for _, who := range reading.KeptOut() {
			view.KeptOut, view.Can.Any = append(view.KeptOut, p.kept(who, directory)), true
		}
	}
	view.Records = p.records(c.Ledger)
	p.close(&view)
	if page, ok := p.pack.Page(p.Language, aboutYouPage); ok && c.Role == mailbox.Concerned {
		view.AboutYou = &page
	}
	return view
}

// close notes the newest letter that says how something ended, and what waits for the reader.
// Once somebody who was told of a case, or invited to talks, has their letter, nothing is open
// for them.
func (p readPage) close(view *partView) {
	for _, entry := range view.Entries {
		if entry.Ends {
			view.News = entry.Hash
		}
		if entry.Agree {
			view.Check = entry.Hash
		}
	}
	last := view.News != "" && (view.Role == mailbox.Concerned || view.Role == mailbox.Invited)
	view.Over = last || view.Case.Ended != ""
	decides := view.Kind == mailbox.Report && view.Case.Stage != "" && (view.Role == "" || view.Whose == "you")
	view.Idle = decides && view.Talks && !view.Over && view.Withdrawn == "" && len(view.Waiting) == 0 && view.Check == "" && view.AnswerBy == ""
}

// can says what the reader can do in one office's part, beside writing.
func (p readPage) can(part mailbox.Part, talks bool) canView {
	c := part.Case
	if c.Kind != mailbox.Report {
		return canView{}
	}
	affected := c.Stage != "" && (!p.Party || c.Whose == "you")
	can := canView{Meet: talks && c.Ended == "", Name: talks && !p.Party && c.Ended == "", Withdraw: affected && c.Ended == "" && c.Withdrawn == ""}
	if last := clock.Add(c.Withdrawn, mailbox.UndoDays); part.Undo != "" && !clock.Before(last, p.Today()) {
		can.Undo, can.UndoUntil = part.Undo, p.Day(last)
	}
	can.Any = can.Meet || can.Name || can.Withdraw || can.Undo != ""
	return can
}
