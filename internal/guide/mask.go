package guide

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Masked stands where a name, an address or a number stood. It holds no letter, so that
// nothing that reads words stumbles over it.
const Masked = "▒▒▒"

// Mask takes out of a question what says who somebody is. It finds the shapes of addresses
// and numbers, what follows a title ("Mme", "my name is"), and words with a capital that no
// list knows. Better that a name is missed than that a question loses its sense: people are
// told to leave names out. browser/src/mask.ts is its twin; test/vectors/mask.json holds
// both to the same.
type Mask struct {
	capitals   map[string]bool // words with a capital that are no names, folded
	vocabulary map[string]bool // words that the pack writes small, folded; nil if not known
}

// Found is a part of a text that is masked, and what it looks like.
type found struct {
	from, to int
	kind     string // "mail", "web", "street", "phone", "number", "name"
}

// Text gives a text, as far as it is read, with everything masked that is found.
func (m *Mask) Text(text string) string {
	text, _ = bounded(text)
	var out strings.Builder
	at := 0
	for _, f := range m.find(text) {
		out.WriteString(text[at:f.from])
		out.WriteString(Masked)
		at = f.to
	}
	return out.String() + text[at:]
}

// find gives what is to be masked, in the order of the text, none inside another.
func (m *Mask) find(text string) []found {
	var list []found
	add := func(f found) {
		for _, other := range list {
			if f.from < other.to && other.from < f.to {
				return
			}
		}
		list = append(list, f)
	}
	for _, shape := range shapes {
		for _, at := range shape.pattern.FindAllStringIndex(text, -1) {
			if f := (found{at[0], at[1], shape.kind}); shape.whole(text, &f) {
				add(f)
			}
		}
	}
	rest := []byte(text) // a name in an address is that address's
	for _, f := range list {
		copy(rest[f.from:f.to], strings.Repeat("#", f.to-f.from))
	}
	list = append(list, m.names(string(rest))...)
	slices.SortFunc(list, func(a, b found) int { return a.from - b.from })
	return list
}

// shape is how something is written. whole looks at what a pattern cannot: it may shorten a
// find, name its kind, or refuse it.
type shape struct {
	kind    string
	pattern *regexp.Regexp
	whole   func(text string, f *found) bool
}

const (
	streetFR = `(?:[Rr]ue|[Aa]venue|[Aa]v\.|[Bb]oulevard|[Bb]d\.?|[Ii]mpasse|[Aa]llée|[Cc]hemin|[Qq]uai)`
	streetES = `(?:[Cc]alle|[Cc]/|[Aa]venida|[Aa]vda\.?|[Cc]arrera|[Cc]ra\.?|[Pp]aseo|[Jj]irón|[Pp]asaje|[Bb]arrio|[Cc]olonia)`
	small    = `(?:(?:de|del|du|des|la|las|le|les|los|el|y|l['’]|d['’]) ?)*`
	proper   = `\p{Lu}[\p{L}'’-]+`
)

var shapes = []shape{
	{"mail", regexp.MustCompile(`[\p{L}\p{N}._%+-]+ ?(?:@|\(at\)|\[at\]) ?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`), trimmed},
	{"name", regexp.MustCompile(`@[\p{L}\p{N}_.]{3,}`), trimmed},
	{"web", regexp.MustCompile(`(?:[Hh]ttps?://|[Ww]ww\.)[^\s<>"]+`), trimmed},
	{"web", regexp.MustCompile(`[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|org|net|int|info)(?:/[^\s<>"]*)?`), trimmed},
	{"street", regexp.MustCompile(`\d{1,5}[A-Za-z]?,? (?:\p{Lu}[\p{L}'’.-]* ){1,4}(?:[Ss]treet|[Ss]t|[Rr]oad|[Rr]d|[Aa]venue|[Aa]ve|[Ll]ane|[Dd]rive|[Bb]oulevard|[Bb]lvd|[Ss]quare|[Cc]lose|[Cc]rescent)`), wholeWord},
	{"street", regexp.MustCompile(`\d{1,4} ?(?:bis|ter)?,? ` + streetFR + ` ` + small + `[\p{L}\p{N}'’-]+(?: ` + proper + `)*`), wholeWord},
	{"street", regexp.MustCompile(streetFR + ` ` + small + proper + `(?: ` + small + proper + `)*(?:,? (?:n[°º]\.? ?)?\d{1,4})?`), wholeWord},
	{"street", regexp.MustCompile(streetES + ` ?` + small + proper + `(?: ` + small + proper + `)*(?:,? (?:[Nn]\.?[°º]? ?|# ?)?\d{1,5})?`), wholeWord},
	{"street", regexp.MustCompile(streetES + ` ?\d{1,3}[A-Za-z]? ?(?:#|[Nn][°º]|[Nn]o\.) ?\d{1,3}[A-Za-z]?(?: ?[-–] ?\d{1,3})?`), wholeWord},
	{"street", regexp.MustCompile(`(?:P\.? ?O\.? ?[Bb]ox|B\.?P\.?|[Aa]partado(?: [Pp]ostal)?|[Bb]oîte [Pp]ostale) ?(?:n[°º] ?)?\d+`), wholeWord},
	{"phone", regexp.MustCompile(`\+?\(?\d(?:[ ().\-/]{0,2}\d)*`), telling},
}

// trimmed takes off what ends a sentence and not an address.
func trimmed(text string, f *found) bool {
	f.to = f.from + len(strings.TrimRight(text[f.from:f.to], ".,;:!?)'’-"))
	return wholeWord(text, f)
}

// wholeWord refuses what begins or ends within a word.
func wholeWord(text string, f *found) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:f.from])
	last, _ := utf8.DecodeLastRuneInString(text[f.from:f.to])
	after, _ := utf8.DecodeRuneInString(text[f.to:])
	inWord := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
	return !inWord(before) && (!inWord(last) || !inWord(after))
}

var (
	aDate    = regexp.MustCompile(`^(?:\d{1,2}[ ./-]\d{1,2}[ ./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})$`)
	years    = regexp.MustCompile(`^(?:(?:19|20)\d\d[ ()./-]{1,2})+(?:19|20)\d\d$`)
	grouped  = regexp.MustCompile(`^\d{1,3}(?:[ .]\d{3})+$`)
	currency = regexp.MustCompile(`^ ?(?:[$€£]|USD|EUR|XAF|XOF|FCFA|CFA|[Dd]ollars?|[Ee]uros?|[Ff]rancs?|[Pp]esos?|[Dd]ólares|[Ss]oles)`)
	priced   = regexp.MustCompile(`(?:[$€£]|USD|EUR|XAF|XOF|FCFA|CFA) ?$`)
)

// longestPrice bounds what stands before a sum and says that it is one, in bytes: however many
// figures a text has, none is worth reading all that is before it.
const longestPrice = 8

// telling says whether a row of figures is a telephone number or another number that leads
// to somebody: no date, no years, no sum of money.
func telling(text string, f *found) bool {
	figures := text[f.from:f.to]
	digits, apart := 0, false
	for _, c := range figures {
		if c >= '0' && c <= '9' {
			digits++
		} else {
			apart = true
		}
	}
	money := currency.MatchString(text[f.to:]) || priced.MatchString(text[max(0, f.from-longestPrice):f.from])
	sum := (grouped.MatchString(figures) || !apart) && (money || strings.HasSuffix(figures, "00"))
	switch {
	case digits < 6 || apart && digits < 7 || aDate.MatchString(figures) || years.MatchString(figures) || sum:
		return false
	case !apart && figures[0] != '0':
		f.kind = "number"
	}
	return true
}
