package visitor

import (
	"net/http"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var letterTemplate = web.NewTemplate(files, "mailboxletter.html")

// actBody bounds a form with a letter in it, as a browser encodes it.
const actBody = 1 << 20

// takeAnswer signs and keeps an answer to a request: yes, some parts, no, or taking it back.
func (v *Wing) takeAnswer(w http.ResponseWriter, r *http.Request) error {
	return v.decide(w, r, "answered", func(phrase seal.Phrase, reading mailbox.Reading, unit string) (mailbox.Deciding, error) {
		form := r.PostForm
		if form.Get("request") == "" && form.Get("answer") == mailbox.Withdrawn { // what was agreed to at sending
			lines, err := v.door.TakeBackPlain(phrase, reading, unit)
			return mailbox.Deciding{Lines: lines}, err
		}
		line, err := v.door.ConsentPlain(phrase, reading, form.Get("request"), form.Get("answer"), form["part"])
		return mailbox.Deciding{Lines: []seal.Signed{line}}, err
	})
}

// takeAct signs and keeps an act: withdrawing and its undoing, asking for a meeting, giving
// one's name, agreeing with a statement.
func (v *Wing) takeAct(w http.ResponseWriter, r *http.Request) error {
	return v.decide(w, r, "done", func(phrase seal.Phrase, reading mailbox.Reading, unit string) (mailbox.Deciding, error) {
		act, of := r.PostForm.Get("act"), r.PostForm.Get("of")
		var deciding mailbox.Deciding
		if text := r.PostForm.Get("text"); act == mailbox.Name || act == mailbox.Meet && strings.TrimSpace(text) != "" {
			letter, err := v.door.WritePlain(phrase, reading, unit, text, nil)
			if err != nil {
				return deciding, err
			}
			deciding.Items, of = letter.Items, seal.LineHash(letter.Items[0].Signed)
		}
		line, err := v.door.ActPlain(phrase, reading, act, of)
		deciding.Lines = []seal.Signed{line}
		return deciding, err
	})
}

// decide opens the mailbox, has the lines signed, and keeps them, a letter that goes with them
// first. Where that fails, the page says why, and has what was typed unless it is kept.
func (v *Wing) decide(w http.ResponseWriter, r *http.Request, done string, sign func(seal.Phrase, mailbox.Reading, string) (mailbox.Deciding, error)) error {
	if err := r.ParseForm(); err != nil {
		return broken(err)
	}
	phrase, _, reading, err := v.opened(r)
	if err != nil {
		return v.letterKept(w, r, &typed{Text: r.PostForm.Get("text")}, err)
	}
	unit := r.PostForm.Get("unit")
	deciding, failed := sign(phrase, reading, unit)
	deciding.Unit = unit
	if failed == nil && len(deciding.Items) > 0 {
		_, failed = v.door.Letter(r.Context(), mailbox.Posting{Items: deciding.Items})
		deciding.Items = nil
	}
	kept := failed == nil
	if kept {
		failed = v.door.Act(r.Context(), deciding)
	}
	if failed == nil {
		return web.Redirect(w, r, v.server.Prefix(web.Language(r))+"/mailbox/read?"+done)
	}
	if fault.Of(failed).Kind == fault.Internal {
		return failed
	}
	_, box, reading, err := v.opened(r) // as it is now, with the letter
	if err != nil {
		return err
	}
	page := v.readPage(r, box, reading)
	page.Problem, page.NotDone = web.Sentence(r, failed), true
	if !kept {
		page.to(unit).Typed = r.PostForm.Get("text")
	}
	return v.server.Render(w, r, web.Status(failed), readTemplate, page)
}

// letterPage is one letter by itself, to be printed.
type letterPage struct {
	web.Base
	Office string
	Letter entryView
}

// showLetter gives one letter of an office as a page of its own, for paper. Which one stands
// in the body: a browser remembers addresses.
func (v *Wing) showLetter(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return broken(err)
	}
	_, box, reading, err := v.opened(r)
	if err != nil {
		return err
	}
	whole := v.readPage(r, box, reading)
	for _, part := range whole.Parts {
		for _, entry := range part.Entries {
			if entry.ID != "" && entry.ID == r.PostForm.Get("item") && entry.Text != "" {
				page := letterPage{Base: whole.Base, Office: whole.Office(part.Unit), Letter: entry}
				page.Title, page.Support = entry.Title, nil
				return v.server.Render(w, r, http.StatusOK, letterTemplate, page)
			}
		}
	}
	return fault.New(fault.NotFound, "no-file", nil)
}
