package visitor

import (
	"maps"
	"net/http"
	"slices"

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
	Zone     string    // the time zone that the person named, or ""
	Also     *alsoView // another office that was to be told, or nil
	Onward   string    // the offices to which it may be passed on, "" if the person did not say so
	Signed   bool      // the signed receipt lies in the mailbox
	Words    []string
	After    []afterView // what the pack says of this form now that it is sent
	Asks     bool        // it was a question to a person and no report
	Others   bool        // the pack has a page of places outside
	// Different says that something else had arrived first: then nothing is claimed of what
	// it holds or who can open it, since only the mailbox knows.
	Different bool
	People    []string // who holds a key, by name
	Due       string   // when the office writes at the latest
	Back      string   // when to come back
}

// leaveScript gives pages that work without scripts the three presses of Shift.
var leaveScript = []string{"leave.js"}

// daysToLetter is used where the procedure has no clock of the first letter.
const daysToLetter = 7

func (v *Wing) afterPage(base web.Base, form portal.Form, today string) sentPage {
	pack := v.server.Pack()
	page := sentPage{Base: base, Scripted: true, Unit: base.Say("unit." + form.Unit), Asks: form.Kind == "enquiry"}
	page.Next = nextPage(pack, base.Language, form)
	page.After = afterViews(pack.FormText(base.Language, form.ID).After)
	_, page.Others = pack.Page(base.Language, "other-places")
	days := daysToLetter
	for _, c := range pack.Procedures[form.Procedure].Clocks {
		if c.Code == clock.FirstLetter && c.Days > 0 {
			days = c.Days
		}
	}
	page.Due = clock.Add(today, days)
	page.Back = page.Due
	return page
}

// nextPage tells what happens next: the steps of this form's own procedure, or where the
// pack has no page of them, what happens after any report. A question is no report.
func nextPage(pack *portal.Pack, language string, form portal.Form) portal.Page {
	page, ok := pack.Page(language, "procedure/"+form.Procedure)
	if !ok && form.Kind == "report" {
		page, _ = pack.Page(language, "after-report")
	}
	return page
}

// afterView is what is said after sending under one answer to "wish", or under any. With
// scripts all of them stand in the page's template and the script shows one: the answer
// itself stays in the browser.
type afterView struct {
	Answer string
	Text   string
	Shown  bool
}

func afterViews(texts map[string]string) []afterView {
	var views []afterView
	for _, answer := range slices.Sorted(maps.Keys(texts)) {
		views = append(views, afterView{Answer: answer, Text: texts[answer]})
	}
	return views
}

// choose shows what is said under one answer.
func (p *sentPage) choose(wish []string) {
	is := func(answer string) int {
		return slices.IndexFunc(p.After, func(a afterView) bool { return a.Answer == answer })
	}
	at := -1
	if len(wish) == 1 {
		at = is(wish[0])
	}
	if at < 0 {
		at = is("any")
	}
	if at >= 0 {
		p.After[at].Shown = true
	}
}

// Of gives a word of the page, in its form for a question where this was one.
func (p sentPage) Of(key string, args ...any) string { return sayOf(p.Base, p.Asks, key, args) }

// showSent answers a report that is here: the first time, and each time it comes again.
func (v *Wing) showSent(w http.ResponseWriter, r *http.Request, form portal.Form, phrase seal.Phrase, receipt intake.Receipt, t *typed, signed bool) error {
	page := v.afterPage(v.server.Base(r, "sent.title"), form, receipt.Received)
	page.Title = page.Of("sent.title")
	page.Scripted, page.Leave, page.Alternates = false, true, nil
	page.Scripts = leaveScript
	page.SupportPanel()
	page.Receipt, page.Words, page.Signed = receipt, phrase.Words(), signed
	page.Unit, page.Different = page.Say("unit."+receipt.Unit), !receipt.Same
	if page.Different {
		return v.server.Render(w, r, http.StatusOK, sentTemplate, page)
	}
	page.choose(t.Fields["wish"])
	page.Zone, page.Also = zoneOf(form, t), v.alsoTold(r, page.Base, form, receipt, t)
	page.Onward = v.agreedTo(page.Base, form, receipt, t)
	if to, err := v.desk.Recipients(r.Context(), form.Unit, t.Exclude); err == nil {
		for _, officer := range people(to) {
			page.People = append(page.People, officer.Name)
		}
	}
	return v.server.Render(w, r, http.StatusOK, sentTemplate, page)
}

// Received says when it arrived, or "" on a repeat, when that is not known.
func (p sentPage) Received() string {
	if p.Receipt.At.IsZero() {
		return ""
	}
	return received(p.Base, p.Receipt.At, p.Zone)
}
