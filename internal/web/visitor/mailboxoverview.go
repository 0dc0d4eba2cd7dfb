package visitor

import (
	"slices"
	"strings"

	"fairlead/internal/mailbox"
)

// overview is what one office's part says beside its letters, as a text to keep: where it
// stands, notices, requests, keys, the ledger.
func (p readPage) overview(part partView) string {
	blocks := []string{p.Office(part.Unit)}
	add := func(lines ...string) { blocks = append(blocks, inOne("\n", lines...)) }
	if part.Number != "" {
		add(p.Of("mailbox.case", part.Kind, "Number", part.Number))
	}
	if part.Stand != nil {
		add(p.Of("mailbox.stage", part.Kind, "Stage", part.Stand.Name), part.Stand.About)
	}
	add(p.clockLines(part)...)
	add(part.Passed...)
	add(p.noticeLines(part)...)
	add(p.askedLines(append(part.Waiting, part.Answered...))...)
	lines := []string{p.Say("mailbox.holders")}
	for _, h := range part.Holders {
		since := ""
		if h.Since != "" {
			since = inOne(" ", p.Say("mailbox.since", "Day", h.Since), h.Basis)
		}
		lines = append(lines, p.pair(h.Who, inOne(" ", h.Role, h.What, since, p.dayLine("mailbox.opened", h.Opened), p.dayLine("mailbox.until", h.Ended))))
	}
	add(lines...)
	for _, e := range part.Excepted {
		add(p.Say("mailbox.excepted", "Office", e.Office, "Day", e.Day), e.Ground)
	}
	if len(part.Records) > 0 {
		add(append([]string{p.Say("ledger.title")}, part.Records...)...)
	}
	return inOne("\n\n", blocks...)
}

func (p readPage) clockLines(part partView) []string {
	var lines []string
	if part.Received != "" {
		lines = append(lines, p.pair(p.Say("mailbox.received"), p.Day(part.Received)))
	}
	for _, c := range slices.Concat(part.Ours, part.Theirs) {
		lines = append(lines, p.pair(c.Name, inOne(". ", c.Text, c.Aim, c.Late)))
	}
	lines = append(lines, part.Aims)
	if part.Case.Ended != "" {
		lines = append(lines, p.pair(p.Say("mailbox.ended"), p.Day(part.Case.Ended)))
	}
	return lines
}

func (p readPage) noticeLines(part partView) []string {
	var lines []string
	for _, entry := range part.Entries {
		if entry.Kind == "notice" {
			lines = append(lines, p.pair(entry.At, entry.Text))
		}
	}
	return lines
}

func (p readPage) askedLines(asked []askedView) []string {
	var lines []string
	for _, a := range asked {
		lines = append(lines, a.Step, inOne(". ", a.Who+", "+a.Day, p.Pair("request.to", a.To), p.Pair("request.purpose", a.Purpose)))
		for _, part := range a.Parts {
			agreed := ""
			if part.Agreed {
				agreed = "(" + p.Say("request.yes") + ")"
			}
			lines = append(lines, inOne(" ", "-", part.Name, agreed))
		}
		lines = append(lines, a.Answer)
	}
	return lines
}

func (p readPage) dayLine(key, day string) string {
	if day == "" {
		return ""
	}
	return p.Say(key, "Day", day)
}

// inOne puts together what is not empty.
func inOne(between string, texts ...string) string {
	var said []string
	for _, text := range texts {
		if text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, between)
}

// inFull is one item as a text: whose, when, what it says, and which files go with it.
func (e entryView) inFull(p readPage) string {
	files := make([]string, 0, len(e.Files))
	for _, file := range e.Files {
		files = append(files, mailbox.FileName(file.Name))
	}
	names := ""
	if len(files) > 0 {
		names = p.Pair("mailbox.files", "\n"+strings.Join(files, "\n"))
	}
	return inOne("\n\n", e.Title+"\n"+e.At, e.Note, e.Taken, answersText(e.Answers), e.Text, names)
}

func answersText(answers []answerView) string {
	var blocks []string
	for _, a := range answers {
		lines := []string{a.Question, a.Answer}
		for _, entry := range a.Entries {
			lines = append(lines, entry.Name+"\n\n"+answersText(entry.Answers))
		}
		blocks = append(blocks, inOne("\n", lines...))
	}
	return strings.Join(blocks, "\n\n")
}
