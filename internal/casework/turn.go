package casework

import (
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// A new turn of a compartment (sealing.md section 5): once somebody's key to it has ended, whoever
// still holds it gives it a new identity, to all who still hold it and to nobody else. What is
// written from then on, whoever left cannot open, even with a copy of the database.
//
// It comes in a sending of its own or before the items of one, never with a step: what came with
// a step that waits for a second person is not served to people with a phrase, and they would
// wait for their key.

// turns says whether a grant is of a turn that the case did not have before this sending.
func turns(before Case, line seal.Grant) bool {
	turn := newest(before, line.Compartment)
	return turn > 0 && line.Turn == turn+1
}

// mayTurn says whether the actor may give a compartment a new turn: they hold the newest, a
// grant of it has ended, and all grants name one recipient that nothing else has.
func (h hands) mayTurn(before, c Case, line seal.Grant) error {
	if _, own := live(before, h.actor.holder(), line.Compartment); !own {
		return fault.New(fault.Refused, "not-yours", nil)
	}
	kind, _ := seal.Split(line.Compartment)
	if !h.turns || kind == "share" || !left(before, line.Compartment) {
		return fault.New(fault.Conflict, "turn-changed", nil)
	}
	for _, other := range c.Holders {
		same := other.Compartment == line.Compartment && other.Turn == line.Turn
		if same != (other.Recipient == line.Recipient) {
			return unfit(nil)
		}
	}
	return nil
}

// left says whether a grant of a compartment's newest turn has ended.
func left(c Case, compartment string) bool {
	turn := newest(c, compartment)
	return slices.ContainsFunc(c.Holders, func(h Holder) bool {
		return h.Compartment == compartment && h.Turn == turn && h.Ended != ""
	})
}

// turnKey gives the hash of the recipient to which somebody's grant of a new turn must be
// sealed: their newest keys, if they hold the turn before; the unit's recovery in any case.
func (h hands) turnKey(before Case, line seal.Grant) (string, bool) {
	kind, _ := seal.Split(line.Holder)
	if _, holds := live(before, line.Holder, line.Compartment); !holds && kind != "recovery" {
		return "", false
	}
	if seal.ValidWho(line.Holder) {
		recipient := recipientOf(before, line.Holder)
		return seal.HashRecipient(recipient), recipient != ""
	}
	return h.o.key(before, line.Holder, line.At)
}

// turnedWhole sees to it that everybody who may still hold a compartment got its new turn.
func (h hands) turnedWhole(before, now Case) error {
	for _, had := range before.Holders {
		turn := newest(before, had.Compartment)
		if had.Turn != turn || had.Ended != "" || newest(now, had.Compartment) == turn {
			continue
		}
		kind, name := seal.Split(had.Holder)
		if _, may := h.o.mayHold(now, name); kind == "officer" && !may || kind == "recovery" {
			continue
		}
		if _, has := live(now, had.Holder, had.Compartment); !has {
			return fault.New(fault.Conflict, "person-left-out", nil)
		}
		if err := h.recovers(now, had.Compartment); err != nil {
			return err
		}
	}
	return nil
}

// recovers sees to it that a unit's recovery holds a compartment, where one is set.
func (h hands) recovers(now Case, compartment string) error {
	if _, set := mailbox.RecoveryOf(h.o.Directory, now.Unit, h.o.Day, now.Exclusions); !set {
		return nil
	}
	if _, has := live(now, "recovery:"+now.Unit, compartment); !has {
		return fault.New(fault.Conflict, "recovery-missing", nil)
	}
	return nil
}
