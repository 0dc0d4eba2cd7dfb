package seal

import "slices"

func validParts(all []Part) bool {
	for i, p := range all {
		if !ValidID(p.ID) || !slices.Contains(Kinds(), p.Kind) {
			return false
		}
		if slices.ContainsFunc(all[:i], func(q Part) bool { return q.ID == p.ID }) {
			return false
		}
	}
	return true
}

func validTo(s string) bool {
	return named(s, []string{"officer", "party"}, []string{"unit"})
}

// A request asks somebody, or says by its code why nobody is asked.
func (l Request) rules() []rule {
	return []rule{
		{"report", ValidID(l.Report)},
		{"who", ValidWho(l.Who) || l.Who == ""},
		{"step", validCode(l.Step)},
		{"to", validTo(l.To)},
		{"purpose", validCode(l.Purpose)},
		{"code", (l.Code == "" || validCode(l.Code)) && (l.Code != "") == (l.Who == "")},
		{"parts", validParts(l.Parts)},
		{"requirement", validHashOrNone(l.Requirement)},
		{"review", l.Review == "" || ValidDay(l.Review)},
		{"until", ValidDay(l.Until)},
	}
}

func (l Consent) rules() []rule {
	answers := []string{"yes", "part", "no", "withdrawn"}
	// Only a yes to a request that names no parts can name none; a part is a part of some.
	some := l.Answer == "part" || l.Answer == "yes" && l.Request == ""
	to := validTo(l.To)
	if l.Request == "" { // given at sending: it goes to an office whole, or is taken back
		answers = []string{"yes", "withdrawn"}
		kind, _ := Split(l.To)
		to = to && kind == "unit"
	}
	return []rule{
		{"report", ValidID(l.Report)},
		{"request", ValidHash(l.Request) || l.Request == "" && l.Purpose == Misdirected},
		{"answer", slices.Contains(answers, l.Answer)},
		{"step", validCode(l.Step)},
		{"to", to},
		{"purpose", validCode(l.Purpose)},
		{"parts", validParts(l.Parts) && (len(l.Parts) > 0 || !some)},
		{"until", ValidDay(l.Until)},
	}
}

func (l Act) rules() []rule {
	of := false
	switch l.Act {
	case "withdraw":
		of = l.Of == ""
	case "undo", "agree":
		of = ValidHash(l.Of)
	case "lift":
		of = ValidExclusion(l.Of)
	case "name", "meet":
		of = validHashOrNone(l.Of)
	default:
		return []rule{{"act", false}}
	}
	return []rule{{"report", ValidID(l.Report)}, {"of", of}}
}

func (l Step) rules() []rule {
	return []rule{
		{"report", ValidID(l.Report)},
		{"unit", ValidUnit(l.Unit)},
		{"step", validCode(l.Step)},
		{"code", l.Code == "" || validCode(l.Code)},
		{"to", l.To == "" || validTo(l.To) || validCase(l.To)},
		{"day", l.Day == "" || ValidDay(l.Day)},
		{"of", distinct(l.Of, ValidHash) && len(l.Of) <= maxOf},
	}
}

// validCase says whether s names a case by its number.
func validCase(s string) bool {
	kind, number := Split(s)
	return kind == "case" && numberForm.MatchString(number)
}
