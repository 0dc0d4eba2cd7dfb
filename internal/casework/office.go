package casework

import (
	"slices"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Office is what the directory says on a day: who works where, with which keys, and who
// may not be served.
type Office struct {
	Directory *seal.Directory
	Suspended map[string]string // person -> day
	Day       string
}

// officer gives the line of somebody who may act today.
func (o Office) officer(person string) (seal.Officer, bool) {
	if o.Suspended[person] != "" {
		return seal.Officer{}, false
	}
	return o.Directory.Current(person, o.Day)
}

// maySee gives the line of an officer against whom nothing speaks in a case: not
// suspended, not excluded by the reporter, not recused; of a comment, still an editor.
func (o Office) maySee(c Case, person string) (seal.Officer, bool) {
	line, ok := o.officer(person)
	if !ok || c.Declared[person] == DeclaredRecused || mailbox.Excluded(c.Exclusions, person, line.Unit) ||
		c.Kind == mailbox.Feedback && !slices.Contains(line.Roles, "editor") {
		return seal.Officer{}, false
	}
	return line, true
}

// mayHold is maySee for somebody who is to be handed a key: with a role in the unit.
func (o Office) mayHold(c Case, person string) (seal.Officer, bool) {
	line, ok := o.maySee(c, person)
	return line, ok && line.Unit == c.Unit
}

// key gives the hash of the key to which a holder must be sealed, by a line that was in
// force on the day the grant was signed: browsers will ask about that day.
func (o Office) key(c Case, holder, day string) (string, bool) {
	kind, name := seal.Split(holder)
	var line seal.Officer
	var ok bool
	switch kind {
	case "officer":
		line, ok = o.mayHold(c, name)
	case "recovery":
		line, ok = mailbox.RecoveryOf(o.Directory, c.Unit, o.Day, c.Exclusions)
		ok = ok && name == c.Unit
	}
	return seal.HashRecipient(line.Recipient), ok && line.From <= day
}

// receivers are those of a unit to whom what reaches it is passed on: its intake officers
// against whom nothing speaks.
func (o Office) receivers(c Case, unit string) []seal.Officer {
	return slices.DeleteFunc(o.Directory.ByUnit(unit, roleIntake, o.Day), func(line seal.Officer) bool {
		_, may := o.maySee(c, line.Person)
		return !may
	})
}

// receiverKey is key for somebody to whom a part is passed on.
func (o Office) receiverKey(c Case, unit, holder, day string) (string, bool) {
	for _, line := range o.receivers(c, unit) {
		if holder == "officer:"+line.Person {
			return seal.HashRecipient(line.Recipient), line.From <= day
		}
	}
	return "", false
}

// room is one turn of a compartment.
type room struct {
	compartment string
	turn        int64
}

func (h Holder) room() room { return room{h.Compartment, h.Turn} }

// live is the grant that somebody holds of the newest turn of a compartment.
func live(c Case, holder, compartment string) (Holder, bool) {
	return holds(c, holder, compartment, newest(c, compartment))
}

// holds is the grant that somebody holds of one turn of a compartment.
func holds(c Case, holder, compartment string, turn int64) (Holder, bool) {
	i := slices.IndexFunc(c.Holders, func(h Holder) bool {
		return h.Holder == holder && h.Compartment == compartment && h.Turn == turn && h.Ended == ""
	})
	if i < 0 {
		return Holder{}, false
	}
	return c.Holders[i], true
}

// newest is the highest turn of a compartment that was ever granted, 0 if there is no
// such compartment yet.
func newest(c Case, compartment string) int64 {
	var turn int64
	for _, h := range c.Holders {
		if h.Compartment == compartment {
			turn = max(turn, h.Turn)
		}
	}
	return turn
}

// enter lets an officer at a case: it exists for them only if they hold a live key to
// something in it and nothing speaks against them today.
func enter(c Case, actor Actor, o Office) error {
	line, ok := o.maySee(c, actor.Person)
	// Another office may hold a share of this case; the case itself is not theirs.
	if !ok || c.Kind != mailbox.Feedback && line.Unit != c.Unit {
		return noCase(nil)
	}
	holds := slices.ContainsFunc(c.Holders, func(h Holder) bool {
		return h.Holder == actor.holder() && h.Ended == ""
	})
	if !holds {
		return noCase(nil)
	}
	return nil
}

// enterDeclared is enter for what needs a declaration first.
func enterDeclared(c Case, actor Actor, o Office) error {
	if err := enter(c, actor, o); err != nil {
		return err
	}
	if !c.declaredBy(actor) {
		return undeclared()
	}
	return nil
}

// declaredBy says whether an officer may read on. A comment needs no declaration: it is
// about pages, and names nobody who could stand in conflict with its reader.
func (c Case) declaredBy(actor Actor) bool {
	return c.Kind == mailbox.Feedback || c.Declared[actor.Person] == DeclaredNone
}

func (a Actor) holder() string { return "officer:" + a.Person }
