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

// recordView is one line of the ledger in words.
type recordView struct {
	Day  string
	Text string
}

func (p readPage) holder(h seal.Holding, part mailbox.Part, directory *seal.Directory) holderView {
	view := holderView{
		Who: p.who(h.Line.Holder, h.Line.At, directory), Since: p.Day(h.Line.At), Doubt: h.Reason != "",
		What: p.what(h.Line.Compartment), Basis: p.basis(h.Line, part, directory),
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

// what words a compartment, where it is not simply the letters between the two.
func (p readPage) what(compartment string) string {
	if kind, _ := seal.Split(compartment); kind == "share" {
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

// who words a holder: by role and office, never by a key.
func (p readPage) who(holder, day string, directory *seal.Directory) string {
	kind, id := seal.Split(holder)
	switch kind {
	case mailbox.Reporter:
		return p.Say(p.own(holder, "role.reporter", "mailbox.who.reporter"))
	case "party":
		return p.Say(p.own(holder, "mailbox.you", "mailbox.who.party"))
	case "recovery":
		return p.Say("role.recovery") + ", " + p.Say("unit."+id)
	}
	lines := directory.At(id, day)
	if day == "" || len(lines) == 0 {
		if line, ok := directory.Current(id, p.Today()); ok {
			lines = []seal.Officer{line}
		}
	}
	if len(lines) == 0 {
		return p.Say("mailbox.someone")
	}
	line := lines[0]
	return line.Name + " (" + p.Say("unit."+line.Unit) + ")"
}

// own chooses the key for the reader themselves, or for somebody else.
func (p readPage) own(holder, mine, other string) string {
	if holder == p.owner {
		return mine
	}
	return other
}

// record words a line of the ledger: by role, not by name.
func (p readPage) record(r mailbox.Record) recordView {
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
	return recordView{p.Day(r.Day), p.wordOr("ledger."+r.Act, "ledger.other") + " (" + p.Say(by) + ")"}
}
