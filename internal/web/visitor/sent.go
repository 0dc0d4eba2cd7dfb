package visitor

import (
	"net/http"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/intake"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var sentTemplate = web.NewTemplate(files, "sentpage.html", "sent.html", "text.html")

// sentPage is the page after sending. Without scripts it is filled in here; with them it
// stands in the report page as a template, with empty places that the script fills.
type sentPage struct {
	web.Base
	Scripted bool
	Next     portal.Page // what happens next, as the pack says it
	Unit     string
	Receipt  intake.Receipt
	Signed   bool // the signed receipt lies in the mailbox
	Words    []string
	Formal   bool
	// Different says that something else had arrived first: then nothing is claimed of what
	// it holds or who can open it, since only the mailbox knows.
	Different bool
	People    []string // who holds a key, by name
	Due       string   // when the office writes at the latest
	Back      string   // when to come back
}

// leaveScript gives pages that work without scripts the three presses of Shift.
var leaveScript = []string{"leave.js"}

// daysToLetter is used where the procedure has no clock that a letter meets.
const daysToLetter = 7

func (v *Wing) afterPage(base web.Base, form portal.Form, today string) sentPage {
	pack := v.server.Pack()
	next, _ := pack.Page(base.Language, "after-report")
	page := sentPage{Base: base, Scripted: true, Next: next, Unit: base.Say("unit." + form.Unit)}
	days := daysToLetter
	for _, c := range pack.Procedures[form.Procedure].Clocks {
		if c.Met == "letter" && c.Days > 0 {
			days = c.Days
		}
	}
	page.Due = clock.Add(today, days)
	page.Back = page.Due
	return page
}

// showSent answers a report that is here: the first time, and each time it comes again.
func (v *Wing) showSent(w http.ResponseWriter, r *http.Request, form portal.Form, phrase seal.Phrase, receipt intake.Receipt, t *typed, signed bool) error {
	page := v.afterPage(v.server.Base(r, "sent.title"), form, receipt.Received)
	page.Scripted, page.Leave, page.Alternates = false, true, nil
	page.Scripts = leaveScript
	page.SupportPanel()
	page.Receipt, page.Words, page.Signed = receipt, phrase.Words(), signed
	page.Unit, page.Different = page.Say("unit."+receipt.Unit), !receipt.Same
	if page.Different {
		return v.server.Render(w, r, http.StatusOK, sentTemplate, page)
	}
	if wish := t.Fields["wish"]; len(wish) == 1 {
		page.Formal = wish[0] == "formal"
	}
	if to, err := v.desk.Recipients(r.Context(), form.Unit, t.Exclude); err == nil {
		for _, officer := range people(to) {
			page.People = append(page.People, officer.Name)
		}
	}
	return v.server.Render(w, r, http.StatusOK, sentTemplate, page)
}

// At is the server's time of receipt in words, or "" on a repeat, when it is not known.
func (p sentPage) At() string {
	if p.Receipt.At.IsZero() {
		return ""
	}
	return p.Moment(p.Receipt.At.Truncate(time.Minute))
}
