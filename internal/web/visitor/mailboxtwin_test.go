package visitor

import (
	"net/http"
	"strings"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// lacks fails for each text that a page has and must not have.
func lacks(t *testing.T, body string, texts ...string) {
	t.Helper()
	for _, each := range texts {
		if strings.Contains(unescape(body), each) {
			t.Errorf("the page says %q", each)
		}
	}
}

// TestPassedOn: where a report was passed on the offices know of each other, what was held
// back is no loss, and the way so far is a list.
func TestPassedOn(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	en := w.pack.Words("en")
	second := func(box *mailbox.Box) {
		box.Cases = append(box.Cases, mailbox.Case{Number: "1111-1111", Kind: mailbox.Report, Form: "harassment", Unit: "iaig", Procedure: "investigation", Stage: "received", Received: staff.Today, Whose: "you"})
	}
	v.store.given = second
	page := v.read("").Body.String()
	if !strings.Contains(unescape(page), en.Say("mailbox.several")) {
		t.Error("two offices told of one report do not know of each other")
	}
	v.store.given = func(box *mailbox.Box) {
		second(box)
		box.Cases[0].Stage = "offered"
		box.Cases[0].Offers = []mailbox.Offer{{Unit: "iaig", Since: staff.Today}}
		box.Cases[0].Clocks = []clock.Limit{{Code: "feedback", Due: "2027-02-22", Aim: true}, {Code: "update", Due: "2027-01-22", Aim: true}}
	}
	again := v.read("")
	says(t, again, http.StatusOK, en.Say("js.mailbox.several.passed"), en.Say("js.mailbox.way"), `class="here" aria-current="step"`, en.Say("mailbox.clock.aims"), en.Say("mailbox.now.none"))
	lacks(t, again.Body.String(), en.Say("mailbox.several"), en.Say("mailbox.clock.aim"))
	if lacking(mailbox.Entry{PassedBy: "officer:x"}) != "js.mailbox.file-held-back" || lacking(mailbox.Entry{}) != "mailbox.verdict.missing" {
		t.Error("a file that was held back is told as lost")
	}
}

// TestWay is the way of a case that went back: each stage where it was reached last, then where
// it stands, then what of the usual way may follow; nothing, once it is withdrawn.
func TestWay(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	en, conduct := w.pack.Words("en"), w.pack.ProcedureText("en", "conduct")
	given := func(c *mailbox.Case) {
		c.Stage = "listening"
		for _, step := range []string{"listen", "begin-assessment", "ask", "listen"} {
			c.Notices = append(c.Notices, mailbox.Notice{Code: "step", Day: staff.Today, Figures: map[string]string{"procedure": "conduct", "step": step}})
		}
	}
	v.given(nil, given)
	page := v.read("")
	station := func(is, stage string) string { return `<li class="` + is + `"><strong>` + conduct.Stages[stage].Name }
	says(t, page, http.StatusOK, station("passed", "received"), station("passed", "open"), station("passed", "assessing"),
		`<li class="here" aria-current="step"><strong>`+conduct.Stages["listening"].Name, `<li class="ahead">`, conduct.Stages["listening"].Next, en.Say("js.mailbox.way.text"))
	v.given(nil, func(c *mailbox.Case) { given(c); c.Withdrawn = staff.Today })
	lacks(t, v.read("").Body.String(), `<li class="ahead">`, conduct.Stages["listening"].Next, en.Say("js.mailbox.way.text"))
}

// TestLifts lets in somebody who was kept out, with one line of the reporter's own.
func TestLifts(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	en := w.pack.Words("en")
	lacks(t, v.read("").Body.String(), en.Say("mailbox.lift"))
	const kept = "unit:ethics"
	words, version := w.opened("/report/harassment")
	w.form("/report/harassment", nil, words, version, part{name: "f.wish", value: "heard"}, part{name: "f.what", value: text}, part{name: "exclude", value: kept})
	v = w.visit("", words.value)
	page := v.read("")
	if page.Code != http.StatusOK {
		t.Fatalf("the mailbox: %d", page.Code)
	}

	says(t, page, http.StatusOK, en.Say("mailbox.lift"), en.Say("mailbox.lift.means"), en.Say("mailbox.lift.send", "Name", en.Say("unit.ethics")), `value="`+kept+`"`)
	unit := v.opened().Items[0].Line.Compartment
	_, id := seal.Split(unit)
	if out := v.post("/mailbox/act", "unit", id, "act", "lift", "of", kept); out.Code != http.StatusSeeOther || len(w.acts.lines) != 1 {
		t.Fatalf("letting in: %d %.300s", out.Code, out.Body)
	}
	act := staff.Must(seal.ParseAs[seal.Act](w.acts.lines[0]))
	if act.Act != "lift" || act.Of != kept || act.By != mailbox.Reporter {
		t.Errorf("signed %+v", act)
	}
	v.given(nil, same)
	lacks(t, v.read("").Body.String(), en.Say("mailbox.lift"))
}

// TestOverForParty: once somebody whom a report concerns has their letter, no answer is waited
// for, and nothing is "not decided"; the letter stands before all else.
func TestOverForParty(t *testing.T) {
	for _, kind := range []string{"letter", "outcome"} {
		w := newWorld(t)
		v := w.invitedBy(mailbox.Concerned, kind, func(who, report string, box *mailbox.Box) {
			box.Bundle.Lines = []seal.Signed{staff.Must(seal.Sign(w.ann.Signer, seal.Step{
				Head: seal.Head{ID: staff.NewID(), By: w.ann.Holder(), At: staff.Today}, Report: report, Unit: "wct", Step: "tell", To: who, Day: "2026-12-06",
				Of: []string{seal.LineHash(box.Bundle.Items[0].Signed)},
			}))}
		})
		en, page := w.pack.Words("en"), v.read("")
		waits := []string{en.Say("mailbox.party.concerned"), en.Say("mailbox.party.answer-by", "Day", en.Day("2026-12-06"))}
		ends := []string{en.Say("notice.outcome"), en.Say("js.mailbox.outcome.read"), `href="#letter-`}
		if kind == "outcome" {
			says(t, page, http.StatusOK, append(ends, w.pack.Address("en", "if-about-you"))...)
			lacks(t, page.Body.String(), append(waits, en.Say("mailbox.now.none"))...)
		} else {
			says(t, page, http.StatusOK, waits...)
			lacks(t, page.Body.String(), append(ends, en.Say("mailbox.now.none"))...)
		}
	}
}

// TestNamedFromOutside: whoever is of no office here is named as what they do.
func TestNamedFromOutside(t *testing.T) {
	w := newWorld(t)
	v := w.reported("", "/report/harassment")
	en := w.pack.Words("en")
	for name, roles := range map[string][]string{"Clara": {"external"}, "Henrik": {"decider", "external"}, "Bo": {"external", "handler"}} {
		person := w.store.office.Hire(name, "pppt", roles...)
		line := staff.Must(seal.Sign(person.Signer, seal.Request{
			Head: seal.Head{ID: staff.NewID(), By: person.Holder(), At: staff.Today}, Report: v.opened().Report, Who: "reporter",
			Step: "obtain", To: "unit:wct", Purpose: "assess", Parts: []seal.Part{}, Until: "2026-12-22",
		}))
		v.given([]seal.Signed{line}, same)
		of := en.Say("unit.pppt")
		if name != "Bo" {
			of = en.Say("role." + roles[0] + ".who")
		}
		says(t, v.read(""), http.StatusOK, name+" ("+of+")")
	}
}
