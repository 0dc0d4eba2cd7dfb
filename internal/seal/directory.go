package seal

import (
	"cmp"
	"slices"
	"strings"
)

// Directory is the officer lines that count, checked from the root key down (section 6).
// It is read only once it is made.
type Directory struct {
	root    string
	persons map[string][]entry // lowest n first
	refused []RefusedLine
}

// RefusedLine is an officer line that does not count, by its hash, and why.
type RefusedLine struct {
	Line   string
	Reason string
}

type entry struct {
	line Officer
	hash string
	text Signed
}

// NewDirectory checks officer lines against the root's verify key. Lines that do not
// count are left out and listed by Refused. The outcome does not depend on the order of
// lines: they are taken day by day of their from, root's first, then by n and hash, and
// a day's lines again until none more counts, since each may make another count.
func NewDirectory(root string, lines []Signed) *Directory {
	d := &Directory{root: root, persons: map[string][]entry{}}
	waiting := d.read(lines)
	for len(waiting) > 0 {
		day := waiting[0].line.From
		end := slices.IndexFunc(waiting, func(e entry) bool { return e.line.From != day })
		if end < 0 {
			end = len(waiting)
		}
		d.takeDay(waiting[:end])
		waiting = waiting[end:]
	}
	return d
}

// read parses and sorts; the same line twice is one line.
func (d *Directory) read(lines []Signed) []entry {
	var all []entry
	seen := map[string]bool{}
	for _, s := range lines {
		e := entry{hash: LineHash(s), text: s}
		line, err := ParseAs[Officer](s)
		if err != nil {
			d.refuse(e, err)
			continue
		}
		// Two signatures under one text are two lines here: one may be false.
		if key := e.hash + s.Sig; !seen[key] {
			seen[key] = true
			e.line = line
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		return cmp.Or(
			strings.Compare(a.line.From, b.line.From),
			cmp.Compare(byRoot(b), byRoot(a)),
			cmp.Compare(a.line.N, b.line.N),
			strings.Compare(a.hash, b.hash),
		)
	})
	return all
}

func byRoot(e entry) int {
	if e.line.By == "root" {
		return 1
	}
	return 0
}

func (d *Directory) takeDay(lines []entry) {
	for {
		var left []entry
		for _, e := range lines {
			if err := d.take(e); err != nil {
				left = append(left, e)
			}
		}
		if len(left) == len(lines) {
			break
		}
		lines = left
	}
	for _, e := range lines {
		d.refuse(e, d.take(e))
	}
}

func (d *Directory) refuse(e entry, err error) {
	d.refused = append(d.refused, RefusedLine{Line: e.hash, Reason: Reason(err)})
}

// take adds a line that counts, or says why it does not.
func (d *Directory) take(e entry) error {
	if err := d.certified(e); err != nil {
		return err
	}
	own := d.persons[e.line.Person]
	if slices.ContainsFunc(own, func(o entry) bool { return o.line.N == e.line.N }) {
		return refuse("directory-n", "")
	}
	own = append(own, e)
	slices.SortFunc(own, func(a, b entry) int { return cmp.Compare(a.line.N, b.line.N) })
	d.persons[e.line.Person] = own
	return nil
}

func (d *Directory) certified(e entry) error {
	if e.line.By == "root" {
		return checkSignature(e.text, "officer", d.root)
	}
	// Else the head of one unit could end, or replace, the officer of another.
	if now, ok := d.Current(e.line.Person, e.line.From); ok && now.Unit != e.line.Unit {
		return refuse("directory-unit", "")
	}
	err := refuse("directory-chain", "")
	_, head := Split(e.line.By)
	for _, l := range d.At(head, e.line.From) {
		if l.Unit != e.line.Unit || !slices.Contains(l.Roles, "head") {
			continue
		}
		if err = checkSignature(e.text, "officer", l.Verify); err == nil {
			return nil
		}
	}
	return err
}

// Refused lists the lines that did not count.
func (d *Directory) Refused() []RefusedLine { return slices.Clone(d.refused) }

// Current gives a person's line in force on a day: of the lines that began by then, the
// one with the highest n, if it has roles and has not run out.
func (d *Directory) Current(person, day string) (Officer, bool) {
	if e, ok := d.newest(person, day); ok && inForce(e.line, day) {
		return e.line, true
	}
	return Officer{}, false
}

func (d *Directory) newest(person, day string) (entry, bool) {
	own := d.persons[person]
	for i := len(own) - 1; i >= 0; i-- {
		if own[i].line.From <= day {
			return own[i], true
		}
	}
	return entry{}, false
}

func inForce(l Officer, day string) bool {
	return len(l.Roles) > 0 && l.From <= day && day <= l.Until
}

// At gives the lines of a person that were in force at some hour of that day, newest
// first: for checking what was signed then. A line that was replaced on the day itself
// still held in the morning, and lines know no hours.
func (d *Directory) At(person, day string) []Officer {
	var all []Officer
	own := d.persons[person]
	for i := len(own) - 1; i >= 0; i-- {
		l := own[i].line
		if l.From > day {
			continue
		}
		if inForce(l, day) {
			all = append(all, l)
		}
		if l.From < day {
			break
		}
	}
	return all
}

// ByUnit gives the officers of a unit who have that role on that day, by person. A
// role of "" gives all of the unit's.
func (d *Directory) ByUnit(unit, role, day string) []Officer {
	var all []Officer
	for person := range d.persons {
		l, ok := d.Current(person, day)
		if ok && l.Unit == unit && (role == "" || slices.Contains(l.Roles, role)) {
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(a, b Officer) int { return strings.Compare(a.Person, b.Person) })
	return all
}

// ByRole gives the officers of any unit who have that role on that day, by person.
func (d *Directory) ByRole(role, day string) []Officer {
	var all []Officer
	for person := range d.persons {
		if l, ok := d.Current(person, day); ok && slices.Contains(l.Roles, role) {
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(a, b Officer) int { return strings.Compare(a.Person, b.Person) })
	return all
}

// Next is the n that a person's next line must have at least.
func (d *Directory) Next(person string) int64 {
	own := d.persons[person]
	if len(own) == 0 {
		return 1
	}
	return own[len(own)-1].line.N + 1
}

// holderLine gives the lines behind a holder or author of an officer's or a recovery's
// name, as At does.
func (d *Directory) holderLine(holder, day string) []Officer {
	kind, name := Split(holder)
	switch kind {
	case "officer":
		return d.At(name, day)
	case "recovery":
		return d.At(holder, day)
	}
	return nil
}

// signedBy checks that an officer in force on that day signed the line, which was parsed
// and is of that kind.
func (d *Directory) signedBy(s Signed, is, by, day string) error {
	kind, person := Split(by)
	if kind != "officer" {
		return refuse("author", "")
	}
	err := refuse("author", "")
	for _, l := range d.At(person, day) {
		if err = checkSignature(s, is, l.Verify); err == nil {
			return nil
		}
	}
	return err
}
