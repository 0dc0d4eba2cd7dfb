package seal

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

const (
	maxName = 200
	// maxTerm is how long an officer's line may last, in days.
	maxTerm = 400
	// maxCustodians is how many may share a unit's recovery.
	maxCustodians = 5
	// maxOf is how many lines a step may rest on.
	maxOf = 60
)

var (
	unitForm = regexp.MustCompile(`^[a-z0-9-]{1,32}$`)
	codeForm = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)
	// A case number as it is spoken; its check digit is not for this room.
	numberForm = regexp.MustCompile(`^[0-9]{4}-[0-9]{4}$`)
)

// Roles are what an officer's line can say.
func Roles() []string {
	return []string{
		"intake", "handler", "reviewer", "head", "editor", "custodian", "recovery", "external", "decider",
	}
}

// Kinds are what an item can be.
func Kinds() []string {
	return []string{
		"answers", "letter", "note", "assessment", "statement", "file", "copy", "outcome", "receipt",
	}
}

// Day gives the UTC day of a moment as lines carry it.
func Day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// ValidDay says whether s is a real calendar day, YYYY-MM-DD.
func ValidDay(s string) bool {
	_, ok := dayOf(s)
	return ok
}

func dayOf(s string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil && t.Format(time.DateOnly) == s
}

func withinTerm(from, until string) bool {
	f, _ := dayOf(from)
	u, _ := dayOf(until)
	return u.Sub(f) <= maxTerm*24*time.Hour
}

// ValidUnit says whether s can be a unit's id.
func ValidUnit(s string) bool { return unitForm.MatchString(s) }

// Split cuts "officer:<id>", "talk:<unit>", "consent:<id>" and the like into kind and
// name; a text without a colon is all kind.
func Split(s string) (kind, name string) {
	kind, name, _ = strings.Cut(s, ":")
	return kind, name
}

// named says whether s is one of the kinds with a name of that kind after the colon.
func named(s string, ids, units []string) bool {
	kind, name, ok := strings.Cut(s, ":")
	return ok && (slices.Contains(ids, kind) && ValidID(name) || slices.Contains(units, kind) && ValidUnit(name))
}

// ValidHolder says whether s can stand in by and holder.
func ValidHolder(s string) bool {
	return s == "root" || s == "reporter" || named(s, []string{"party", "officer"}, []string{"recovery"})
}

// ValidWho says whether s is somebody with a phrase: the reporter or a party.
func ValidWho(s string) bool { return s == "reporter" || named(s, []string{"party"}, nil) }

// ValidCompartment says whether s names a compartment.
func ValidCompartment(s string) bool {
	return s == "feedback" || named(s, []string{"share", "party"}, []string{"talk", "file"})
}

// ValidExclusion says whether s names a person or a unit that can be excluded.
func ValidExclusion(s string) bool {
	return named(s, []string{"officer"}, []string{"unit"})
}

func validHashOrNone(s string) bool { return s == "" || ValidHash(s) }

func validCode(s string) bool { return codeForm.MatchString(s) }

func validName(s string) bool {
	return len(s) <= maxName && strings.TrimSpace(s) != "" && !strings.ContainsFunc(s, unicode.IsControl)
}

// distinct says whether all pass and none stands twice.
func distinct(all []string, valid func(string) bool) bool {
	for i, s := range all {
		if !valid(s) || slices.Contains(all[:i], s) {
			return false
		}
	}
	return true
}

// rule is one field's condition; the first that fails names the field.
type rule struct {
	field string
	ok    bool
}

func firstBroken(rules []rule) error {
	for _, r := range rules {
		if !r.ok {
			return refuse("value", r.field)
		}
	}
	return nil
}

func checkFields(line any) error {
	switch l := line.(type) {
	case Officer:
		return firstBroken(append(l.Head.rules("root", "officer"), l.rules()...))
	case Keys:
		return firstBroken(append(l.Head.rules("reporter", "party", "officer"), l.rules()...))
	case Grant:
		return firstBroken(append(l.Head.rules("reporter", "party", "officer"), l.rules()...))
	case Post:
		return firstBroken(append(l.Head.rules("reporter", "party", "officer"), l.rules()...))
	case Request:
		return firstBroken(append(l.Head.rules("officer"), l.rules()...))
	case Consent:
		return firstBroken(append(l.Head.rules("reporter", "party"), l.rules()...))
	case Approval:
		return firstBroken(append(l.Head.rules("officer"), rule{"of", ValidHash(l.Of)}))
	case Act:
		return firstBroken(append(l.Head.rules("reporter", "party"), l.rules()...))
	case Step:
		return firstBroken(append(l.Head.rules("officer"), l.rules()...))
	case Undertaking:
		return firstBroken(append(l.Head.rules("officer"), rule{"version", ValidHash(l.Version)}))
	}
	return refuse("kind", "is")
}

// rules of the head; authors are the kinds of by that may sign this kind of line. Only
// somebody with a phrase may have the server sign.
func (h Head) rules(authors ...string) []rule {
	kind, _ := Split(h.By)
	return []rule{
		{"v", h.V == 1},
		{"id", ValidID(h.ID)},
		{"by", ValidHolder(h.By) && slices.Contains(authors, kind)},
		{"at", ValidDay(h.At)},
		{"via", h.Via == "" || kind == "reporter" || kind == "party"},
	}
}

func (l Officer) rules() []rule {
	isRole := func(s string) bool { return slices.Contains(Roles(), s) }
	rules := []rule{
		{"unit", ValidUnit(l.Unit)},
		{"roles", distinct(l.Roles, isRole)},
		{"n", l.N >= 1},
		{"from", ValidDay(l.From)},
		{"until", ValidDay(l.Until) && l.From <= l.Until},
		{"until", withinTerm(l.From, l.Until) && withinTerm(l.At, l.Until)},
		{"recipient", CheckRecipient(l.Recipient) == nil || l.Recipient == "" && len(l.Roles) == 0},
	}
	if strings.HasPrefix(l.Person, "recovery:") {
		return append(rules, l.recoveryRules()...)
	}
	return append(rules,
		rule{"person", ValidID(l.Person)},
		rule{"name", validName(l.Name)},
		rule{"roles", !slices.Contains(l.Roles, "recovery")},
		rule{"verify", CheckVerify(l.Verify) == nil || l.Verify == "" && len(l.Roles) == 0},
		rule{"custodians", len(l.Custodians) == 0},
	)
}

// A unit's recovery is nobody: it opens, with its custodians, and never signs.
func (l Officer) recoveryRules() []rule {
	return []rule{
		{"person", l.Person == "recovery:"+l.Unit},
		{"name", l.Name == "" || validName(l.Name)},
		{"roles", len(l.Roles) == 0 || slices.Equal(l.Roles, []string{"recovery"})},
		{"verify", l.Verify == ""},
		{"custodians", distinct(l.Custodians, ValidID) && len(l.Custodians) <= maxCustodians},
		{"custodians", len(l.Custodians) > 0 || len(l.Roles) == 0},
	}
}

func (l Keys) rules() []rule {
	byOfficer := strings.HasPrefix(l.By, "officer:")
	return []rule{
		{"report", ValidID(l.Report)},
		{"who", ValidWho(l.Who)},
		{"by", byOfficer || l.By == l.Who},
		{"recipient", CheckRecipient(l.Recipient) == nil},
		{"verify", CheckVerify(l.Verify) == nil},
		{"exclusions", distinct(l.Exclusions, ValidExclusion)},
		{"prev", validHashOrNone(l.Prev) && !(byOfficer && l.Prev == "")},
	}
}

func (l Grant) rules() []rule {
	return []rule{
		{"report", ValidID(l.Report)},
		{"compartment", ValidCompartment(l.Compartment)},
		{"turn", l.Turn >= 1},
		{"recipient", CheckRecipient(l.Recipient) == nil},
		{"holder", ValidHolder(l.Holder) && l.Holder != "root"},
		{"key", ValidHash(l.Key)},
		{"keys", validHashOrNone(l.Keys)},
		{"basis", l.validBasis()},
		{"sealed", ValidHash(l.Sealed)},
	}
}

func (l Post) rules() []rule {
	return []rule{
		{"report", ValidID(l.Report)},
		{"compartment", ValidCompartment(l.Compartment)},
		{"turn", l.Turn >= 1},
		{"kind", slices.Contains(Kinds(), l.Kind) && l.validPlace()},
		{"prev", validHashOrNone(l.Prev)},
		{"text", ValidHash(l.Text)},
		{"sealed", ValidHash(l.Sealed)},
		{"blobs", distinct(l.Blobs, ValidHash)},
		{"blobs", l.Kind != "file" || len(l.Blobs) == 1},
	}
}
