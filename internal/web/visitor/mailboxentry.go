package visitor

import (
	"maps"
	"slices"
	"time"

	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// entryView is a letter, the report or what could not be believed.
type entryView struct {
	ID      string
	Hash    string
	Kind    string
	Mine    bool
	Copied  bool // passed on by an office
	Title   string
	At      string
	Text    string
	Answers []answerView
	Files   []mailbox.File
	Lacks   []string // a sentence for each file that is not here
	Plain   bool     // sealed without scripts
	About   bool     // about what was passed on
	Ends    bool     // it says how something ended, and can be believed
	Note    string   // a mark of doubt, or ""
	Doubt   bool
	Taken   string // how it was taken down for the reader, in words, or ""
	Agree   bool   // it waits for the reader's word that it is right
	Agreed  string // or the day of it
	day     string
}

// Look is the class of its place among the letters.
func (e entryView) Look() string {
	switch {
	case e.Kind == "notice" || e.Kind == "receipt" && !e.Doubt:
		return "system"
	case e.Doubt:
		return "doubt"
	case e.Copied:
		return "theirs copied"
	case e.Ends:
		return "theirs outcome"
	case e.Mine:
		return "mine"
	}
	return "theirs"
}

// among puts the notices among the letters: each before the letters of its own day, of which it
// may tell, and after what was sent first.
func (p readPage) among(entries []entryView, notices []mailbox.Notice) []entryView {
	for _, notice := range notices {
		told := p.notice(notice)
		if told.Text == "" {
			continue
		}
		at := slices.IndexFunc(entries, func(e entryView) bool { return e.follows(notice.Day) })
		if at < 0 {
			at = len(entries)
		}
		view := entryView{Kind: "notice", Title: p.Say("mailbox.notice"), At: told.Day, Text: told.Text, day: notice.Day}
		entries = slices.Insert(entries, at, view)
	}
	return entries
}

// follows says whether a notice of a day stands before this.
func (e entryView) follows(day string) bool {
	first := e.Kind == "answers" || e.Kind == "receipt" || e.Kind == "notice"
	return e.day > day || e.day == day && !first
}

func (p readPage) entry(e mailbox.Entry, kind string, questions []portal.Question, directory *seal.Directory) entryView {
	view := entryView{ID: e.ID, Hash: e.Hash, Kind: e.Kind, Mine: e.By == p.owner && e.PassedBy == "", Copied: e.PassedBy != "", Text: e.Text, Files: e.Files}
	view.Title = p.author(e, kind, directory)
	if at, err := time.Parse(time.RFC3339, e.At); err == nil {
		view.At, view.day = p.Moment(at), seal.Day(at)
	}
	if at, err := time.Parse(time.RFC3339, e.Receipt.At); err == nil {
		view.Text = p.Of("mailbox.case", kind, "Number", e.Receipt.Number) + ". " + received(p.Base, at, e.Receipt.Zone)
	}
	for range e.Absent {
		view.Lacks = append(view.Lacks, p.Say(lacking(e)))
	}
	view.Plain, view.About = e.ViaServer, e.About
	switch e.Verdict {
	case seal.Repeat:
		view.Note = p.Say("mailbox.verdict.repeat")
	case seal.Missing:
		view.Note = p.Say("mailbox.verdict.missing")
	case seal.NotGenuine:
		view.Note, view.Doubt = p.Say("mailbox.verdict.not-genuine"), true
	}
	fields := e.Fields
	if e.Sheet != "" {
		questions, fields = p.pack.SheetQuestions(p.Language, e.Sheet), p.daysInWords(fields)
	}
	view.Answers = answerViews(fields, questions)
	view.Ends = e.Kind == "outcome" && view.Text != "" && !view.Doubt
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
		return p.pair(p.Say("mailbox.by-office.copy", "Who", p.who(e.PassedBy, "", directory)), title)
	}
	return title
}

// lacking is the word for a file that is named and is not here: of what was passed on, it was
// held back.
func lacking(e mailbox.Entry) string {
	if e.PassedBy != "" {
		return "js.mailbox.file-held-back"
	}
	return "mailbox.verdict.missing"
}

// daysInWords gives the answers on a sheet with what is a day as people say it.
func (p readPage) daysInWords(fields map[string]any) map[string]any {
	said := maps.Clone(fields)
	for id, value := range said {
		if day, ok := value.(string); ok && seal.ValidDay(day) {
			said[id] = p.Day(day)
		}
	}
	return said
}
