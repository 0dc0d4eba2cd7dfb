package casework

import (
	"maps"
	"slices"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
)

// What an officer declares before reading on.
const (
	DeclaredNone    = "none"
	DeclaredRecused = "recused"
)

// The stages that steps of this room set; a procedure names them in its own order.
const (
	StageReceived = "received"
	StageOpen     = "open"
	StageAnswered = "answered"
	// StageReplied is where an enquiry stands once it was answered: it has no stage of a case.
	StageReplied = "replied"
)

// What the reporter is told by steps of this room.
const (
	noticeNobodyLeft = "nobody-left"
	noticeUnopened   = "unopened"
)

// Read is the step of being served a case. The first one after a declaration opens it.
func Read(actor Actor, o Office) Step {
	return func(c Case) (Change, error) {
		if err := enter(c, actor, o); err != nil {
			return Change{}, err
		}
		switch {
		case c.Kind == mailbox.Feedback && c.Stage == mailbox.Unread:
			c.Stage = mailbox.Read
		case c.Kind != mailbox.Enquiry && c.Stage == StageReceived && c.declaredBy(actor):
			c.Stage = StageOpen
		}
		return Change{Case: c, Acts: []ledger.Act{actor.did(ledger.Opened, "")}}, nil
	}
}

// Export is the step of taking a case along.
func Export(actor Actor, o Office) Step {
	return func(c Case) (Change, error) {
		if err := enterDeclared(c, actor, o); err != nil {
			return Change{}, err
		}
		if c.Kind == mailbox.Feedback {
			return Change{}, fault.New(fault.Refused, "comment-stays", nil)
		}
		return Change{Case: c, Acts: []ledger.Act{actor.did(ledger.Export, "")}}, nil
	}
}

// Declare is the step of saying that there is no conflict of interest, or of withdrawing.
// Who has withdrawn cannot come back; who declared none may still withdraw. If nobody of
// the office is left, the reporter is told.
func Declare(actor Actor, answer string, o Office) Step {
	return func(c Case) (Change, error) {
		if err := enter(c, actor, o); err != nil {
			return Change{}, err
		}
		if answer != DeclaredNone && answer != DeclaredRecused || c.Kind == mailbox.Feedback {
			return Change{}, fault.New(fault.Refused, "declaration-unknown", nil)
		}
		if c.Declared[actor.Person] == answer {
			return Change{}, fault.New(fault.Conflict, "declared-already", nil)
		}
		c.Declared = maps.Clone(c.Declared)
		if c.Declared == nil {
			c.Declared = map[string]string{}
		}
		c.Declared[actor.Person] = answer
		change := Change{Case: c, Declared: answer, Acts: []ledger.Act{actor.did(ledger.Declared, "")}}
		if answer == DeclaredRecused {
			change.recuse(actor, o)
		}
		return change, nil
	}
}

// recuse ends all that an officer holds in a case.
func (ch *Change) recuse(actor Actor, o Office) {
	ch.Acts = []ledger.Act{actor.did(ledger.Recused, "")}
	ch.Case.Holders = slices.Clone(ch.Case.Holders)
	if ch.Case.Handler == actor.Person {
		ch.Case.Handler = ""
	}
	left := false
	for i := range ch.Case.Holders {
		h := &ch.Case.Holders[i]
		if h.Ended != "" {
			continue
		}
		if h.Holder == actor.holder() {
			h.Ended = o.Day
			ch.EndGrants = append(ch.EndGrants, h.Line)
			continue
		}
		_, may := o.maySee(ch.Case, personOf(h.Holder))
		left = left || may && strings.HasPrefix(h.Compartment, "talk:")
	}
	if !left {
		ch.Notices = append(ch.Notices, mailbox.Notice{Code: noticeNobodyLeft, Day: o.Day, Figures: map[string]string{}})
	}
}

// Unopened is the step of telling that a grant did not open for its holder.
func Unopened(actor Actor, grant string, o Office) Step {
	return func(c Case) (Change, error) {
		if err := enter(c, actor, o); err != nil {
			return Change{}, err
		}
		own := slices.ContainsFunc(c.Holders, func(h Holder) bool {
			return h.Line == grant && h.Holder == actor.holder() && h.Ended == ""
		})
		if !own {
			return Change{}, fault.New(fault.Refused, "no-grant", nil)
		}
		return Change{
			Case: c,
			Notices: []mailbox.Notice{{Code: noticeUnopened, Day: o.Day, Figures: map[string]string{
				"holder": actor.holder(), "grant": grant,
			}}},
			Acts: []ledger.Act{actor.did(ledger.Unopened, grant)},
		}, nil
	}
}

// did is a ledger line of this officer.
func (a Actor) did(act, of string) ledger.Act {
	return ledger.Act{Act: act, By: a.holder(), Of: of}
}
