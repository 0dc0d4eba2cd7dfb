package guide

import (
	"strconv"
	"strings"

	"fairlead/internal/portal"
)

// What a text counts in a search beside those that fit as well: a page says it in so many
// words, what stands in a form or behind the finder only helps to find it.
const (
	worthOfText  = 1
	worthOfDoor  = 0.8
	worthOfForm  = 0.6
	worthOfStart = 0.9
)

// sheets are all texts of a language that a search looks through: the passages, and what
// the portal says elsewhere.
func sheets(pack *portal.Pack, language string, passages []Passage) []sheet {
	var list []sheet
	for _, p := range passages {
		list = append(list, sheet{Passage: p, address: address(pack, p), worth: worthOfText})
	}
	list = append(list, starts(pack, language)...)
	list = append(list, doorSheets(pack, language)...)
	list = append(list, limitSheets(pack, language)...)
	return append(list, formSheets(pack, language)...)
}

// address is where a passage stands.
func address(pack *portal.Pack, p Passage) string {
	if strings.HasPrefix(p.Page, "questions/") && p.Anchor != "" {
		return pack.QuestionPath(p.Language, p.Page, p.Anchor)
	}
	if p.Anchor == "" {
		return pack.Address(p.Language, p.Page)
	}
	return pack.Address(p.Language, p.Page) + "#" + p.Anchor
}

// starts are the pages whose texts are no passages; people look for them by their names.
func starts(pack *portal.Pack, language string) []sheet {
	var list []sheet
	for _, page := range pack.Pages {
		if page.Language == language && unquoted(page) && page.Layout != "search" {
			list = append(list, pageSheet(pack, page, page.Short))
		}
	}
	return list
}

func pageSheet(pack *portal.Pack, page portal.Page, text string) sheet {
	p := Passage{ID: page.ID, Page: page.ID, Language: page.Language, Unit: General, Title: page.Title, Text: text}
	return sheet{Passage: p, address: address(pack, p), worth: worthOfStart}
}

// doorSheets are what the finder says of each door: who reads, what one gets, what it cannot.
func doorSheets(pack *portal.Pack, language string) []sheet {
	if pack.Finder == nil {
		return nil
	}
	var list []sheet
	words, texts := pack.Words(language), pack.FinderTexts(language)
	for _, door := range pack.Finder.Doors {
		text := texts.Doors[door.ID]
		var lines []string
		for i, row := range text.Rows() {
			if row != "" {
				lines = append(lines, words.Say("finder.row."+strconv.Itoa(i+1))+" — "+row)
			}
		}
		p := Passage{ID: "door/" + door.ID, Page: door.Page, Language: language, Unit: door.Unit, Title: text.Name, Heading: text.Go}
		unit, ok := pack.Page(language, "unit/"+door.Unit)
		switch {
		case ok && len(lines) > 0:
			p.Page, p.Title, p.Heading, p.Text = unit.ID, unit.Title, words.Say("finder.know"), strings.Join(lines, "\n")
		case door.Page == "mailbox":
			p.Unit, p.Text = General, words.Say("door.return.text")
		default:
			continue // a page that is found by its own words
		}
		list = append(list, sheet{Passage: p, address: pack.Address(language, p.Page), worth: worthOfDoor})
	}
	return list
}

// limitSheets are the time limits, each with the rules that cover it.
func limitSheets(pack *portal.Pack, language string) []sheet {
	page, ok := laidOut(pack, language, "limits")
	if pack.Limits == nil || !ok {
		return nil
	}
	var list []sheet
	texts := pack.LimitTexts(language)
	for _, subject := range pack.Limits.Subjects {
		lines := []string{texts.Subjects[subject.ID].Day}
		for _, rule := range pack.Limits.Rules {
			if rule.Subject == subject.ID && rule.Profile == pack.Limits.Profile {
				lines = append(lines, texts.Rules[rule.ID].Source, texts.Rules[rule.ID].Whose)
			}
		}
		p := Passage{
			ID: "limit/" + subject.ID, Page: page.ID, Language: language, Unit: unitOf(pack, subject.Page),
			Title: page.Title, Heading: texts.Subjects[subject.ID].Label, Text: strings.Join(lines, "\n"),
		}
		list = append(list, sheet{Passage: p, address: pack.Address(language, page.ID), worth: worthOfDoor})
	}
	return list
}

// formSheets are what each form asks.
func formSheets(pack *portal.Pack, language string) []sheet {
	var list []sheet
	for _, page := range pack.Pages {
		form, ok := pack.Forms[strings.TrimPrefix(page.ID, "form/")]
		if !ok || page.Language != language || !strings.HasPrefix(page.ID, "form/") {
			continue
		}
		var lines []string
		texts := pack.FormText(language, form.ID)
		for _, field := range form.Fields {
			text := texts.Fields[field.ID]
			lines = append(lines, text.Label)
			if text.Hint != "" {
				lines = append(lines, text.Hint)
			}
			for _, option := range field.Options {
				lines = append(lines, text.Options[option])
			}
		}
		p := Passage{
			ID: page.ID + "?", Page: page.ID, Anchor: "?", Language: language, Unit: unitOf(pack, page.ID),
			Title: page.Title, Heading: pack.Words(language).Say("search.form"), Text: strings.Join(lines, "\n"),
		}
		list = append(list, sheet{Passage: p, address: pack.Address(language, page.ID), worth: worthOfForm})
	}
	return list
}

func laidOut(pack *portal.Pack, language, layout string) (portal.Page, bool) {
	for _, page := range pack.Pages {
		if page.Language == language && page.Layout == layout {
			return page, true
		}
	}
	return portal.Page{}, false
}
