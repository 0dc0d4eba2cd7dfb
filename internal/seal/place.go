package seal

import "slices"

// validBasis holds a grant to the table of section 5: which basis goes with which
// compartment, signer and holder. Who may do it in this case is for others to check.
func (l Grant) validBasis() bool {
	basis, id := Split(l.Basis)
	place, placeID := Split(l.Compartment)
	by, _ := Split(l.By)
	holder, _ := Split(l.Holder)
	in := func(s string, all ...string) bool { return slices.Contains(all, s) }
	switch {
	case l.Basis == "intake":
		return by == "reporter" && in(place, "talk", "feedback") && in(holder, "reporter", "officer", "recovery")
	case l.Basis == "assignment":
		return by == "officer" && l.validAssignment(place, holder) || l.toThemselves(place)
	case l.Basis == "recovery":
		return by == "officer" && in(place, "talk", "file", "feedback") && holder == "officer"
	case in(basis, "consent", "exception"):
		return by == "officer" && place == "share" && placeID == id && in(holder, "officer", "reporter", "party")
	}
	return false
}

// validAssignment says to whom an officer may assign a place of that kind.
func (l Grant) validAssignment(place, holder string) bool {
	if place != "talk" && place != "file" && place != "party" {
		return false
	}
	return holder == "officer" || holder == "recovery" ||
		place == "talk" && ValidWho(l.Holder) || place == "party" && l.Holder == l.Compartment
}

// toThemselves says whether somebody with a phrase hands themselves what can be theirs: with
// new words come new keys, and what they held is sealed to the old ones.
func (l Grant) toThemselves(place string) bool {
	return l.By == l.Holder && ValidWho(l.By) && (place == "talk" || place == "share" || l.By == l.Compartment)
}

// validPlace holds a kind to the compartments it can lie in, and authors to theirs.
func (l Post) validPlace() bool {
	place, _ := Split(l.Compartment)
	by, _ := Split(l.By)
	switch by {
	case "reporter":
		if place != "talk" && place != "feedback" {
			return false
		}
	case "party":
		return (place == "talk" || l.By == l.Compartment) && slices.Contains([]string{"letter", "file", "statement"}, l.Kind)
	}
	switch l.Kind {
	case "copy":
		return place == "share"
	case "letter":
		return place != "file"
	case "note", "assessment":
		return place == "file"
	case "answers":
		return place != "file" && place != "share"
	case "receipt":
		return by != "officer"
	}
	return place != "share"
}
