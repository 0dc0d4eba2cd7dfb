package visitor

import (
	"slices"
	"strings"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// holderView is who holds a key: as whom, to what, since when, why, until when, and when they
// last opened it.
type holderView struct {
	Who    string
	Role   string
	What   string
	Since  string
	Basis  string
	Ended  string
	Opened string
	Doubt  bool
}

// holders words who holds or held a key. The owner's own words stand once, and so do those that
// they replaced, as what they are: words that open nothing any more.
func (p readPage) holders(part mailbox.Part, directory *seal.Directory) []holderView {
	var views []holderView
	mine := false
	for _, h := range withoutTurns(part.Holdings) {
		view := p.holder(h, part, directory)
		if h.Line.Holder == p.owner && h.Ended != "" {
			view = holderView{Who: p.Say("mailbox.before"), What: p.Say("mailbox.before.text", "Since", p.Day(h.Line.At), "Day", p.Day(h.Ended)), Doubt: view.Doubt}
			if slices.Contains(views, view) {
				continue
			}
		} else if h.Line.Holder == p.owner && h.Reason == "" {
			if mine {
				continue
			}
			mine = true
		}
		views = append(views, view)
	}
	return views
}

// withoutTurns leaves out later turns of what somebody holds or held that say nothing new.
func withoutTurns(all []seal.Holding) []seal.Holding {
	return slices.DeleteFunc(slices.Clone(all), func(h seal.Holding) bool {
		return slices.ContainsFunc(all, func(first seal.Holding) bool {
			return first.Line.Turn < h.Line.Turn && first.Line.Holder == h.Line.Holder && first.Line.Compartment == h.Line.Compartment &&
				first.Ended == h.Ended && first.Reason == h.Reason
		})
	})
}

func (p readPage) holder(h seal.Holding, part mailbox.Part, directory *seal.Directory) holderView {
	view := holderView{
		Who: p.who(h.Line.Holder, h.Line.At, directory), Since: p.Day(h.Line.At), Doubt: h.Reason != "",
		What: p.what(h.Line, part), Basis: p.basis(h.Line, part, directory),
	}
	if _, person, officer := strings.Cut(h.Line.Holder, "officer:"); officer {
		view.Role = p.role(directory.At(person, h.Line.At))
	}
	if h.Ended != "" {
		view.Ended = p.Day(h.Ended)
	}
	i := slices.IndexFunc(part.Case.Opened, func(l mailbox.LastDay) bool { return l.Holder == h.Line.Holder })
	if i >= 0 && part.Case.Opened[i].Day != "" {
		view.Opened = p.Day(part.Case.Opened[i].Day)
	}
	return view
}

// what says where somebody holds nothing but what was passed on.
func (p readPage) what(line seal.Grant, part mailbox.Part) string {
	isShare := func(compartment string) bool { return strings.HasPrefix(compartment, "share:") }
	more := slices.ContainsFunc(part.Holdings, func(h seal.Holding) bool {
		return h.Line.Holder == line.Holder && h.Ended == "" && !isShare(h.Line.Compartment)
	})
	if isShare(line.Compartment) && !more {
		return p.Say("mailbox.holds.share")
	}
	return ""
}

// basis words why somebody holds a key: of a consent to which office, of an exception which of
// the six.
func (p readPage) basis(line seal.Grant, part mailbox.Part, directory *seal.Directory) string {
	basis, id := seal.Split(line.Basis)
	if line.Holder == p.owner {
		return p.Say("mailbox.basis.own")
	}
	for _, asked := range part.Asked {
		if basis == "consent" && asked.Line.ID == id {
			return p.Say("basis.consent.to", "Office", p.receiver(asked.Line.To, directory))
		}
	}
	for _, excepted := range part.Excepted {
		if basis == "exception" && excepted.Line.ID == id {
			return p.Say("basis.exception") + " " + p.wordOr("mailbox.ground."+excepted.Line.Code, "mailbox.ground.other")
		}
	}
	return p.Say("basis." + basis)
}

// role words what a person does in their office, as their line of that day says.
func (p readPage) role(lines []seal.Officer) string {
	var words []string
	for _, line := range lines[:min(1, len(lines))] {
		for _, role := range line.Roles {
			words = append(words, p.Say("role."+role)+".")
		}
	}
	return strings.Join(words, " ")
}

// records words the ledger's lines, in their order; what was done several times in one day
// stands once, with its number.
func (p readPage) records(ledger []mailbox.Record) []string {
	var lines []string
	times := map[string]int{}
	for _, record := range ledger {
		line := p.record(record)
		if times[line]++; times[line] == 1 {
			lines = append(lines, line)
		}
	}
	for i, line := range lines {
		if n := times[line]; n > 1 {
			lines[i] = p.Say("ledger.times", "Line", line, "Count", n)
		}
	}
	return lines
}

// record words a line of the ledger: by role, not by name.
func (p readPage) record(r mailbox.Record) string {
	kind, _ := seal.Split(r.By)
	by := "mailbox.who.system"
	switch {
	case r.By == p.owner:
		by = "mailbox.who.you"
	case kind == "officer":
		by = "mailbox.who.office"
	case kind == "party":
		by = "mailbox.who.party"
	case kind == mailbox.Reporter:
		by = "mailbox.who.reporter"
	}
	return p.pair(p.Day(r.Day), p.wordOr("ledger."+r.Act, "ledger.other")+" ("+p.Say(by)+")")
}
