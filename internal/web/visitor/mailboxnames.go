package visitor

import (
	"slices"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

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
	return p.officer(lines[0])
}

// fromOutside are the roles of people who are of no office here: each for one case.
var fromOutside = []string{"external", "decider"}

// officer names an officer with their office, or with what they do where they are of none.
func (p readPage) officer(line seal.Officer) string {
	of := p.Say("unit." + line.Unit)
	inside := func(role string) bool { return !slices.Contains(fromOutside, role) }
	if len(line.Roles) > 0 && !slices.ContainsFunc(line.Roles, inside) {
		of = p.Say("role." + line.Roles[0] + ".who")
	}
	return line.Name + " (" + of + ")"
}

// own chooses the key for the reader themselves, or for somebody else.
func (p readPage) own(holder, mine, other string) string {
	if holder == p.owner {
		return mine
	}
	return other
}

// kept words somebody who was kept out: a person with their office, or a whole office.
func (p readPage) kept(excluded string, directory *seal.Directory) keptView {
	kind, id := seal.Split(excluded)
	if kind == "unit" {
		return keptView{excluded, p.Say("unit." + id), p.Say("unit." + id)}
	}
	view := keptView{Who: excluded, Name: p.who(excluded, "", directory)}
	view.Short = view.Name
	if line, ok := directory.Current(id, p.Today()); ok {
		view.Short = line.Name
	}
	return view
}

// pair is a name and its value, with the colon as the language sets it.
func (p readPage) pair(name, value string) string {
	return p.Say("js.mailbox.pair", "Name", name, "Value", value)
}

// Pair is a pair whose name is a word.
func (p readPage) Pair(key, value string) string { return p.pair(p.Say(key), value) }
