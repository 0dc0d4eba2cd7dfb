package store

import (
	"encoding/json"
	"slices"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// saidLine is a line of a case as far as it matters who may read it.
type saidLine struct {
	seal.Signed
	seq                       int64
	hash, kind, signer, whose string
	id, who, to               string
	of                        []string
}

// read finds out whom a line names. Lines are checked when they come, and stand here as they
// came.
func (l *saidLine) read() error {
	var said struct {
		ID  string          `json:"id"`
		Who string          `json:"who"`
		To  string          `json:"to"`
		Of  json.RawMessage `json:"of"`
	}
	if err := json.Unmarshal([]byte(l.Line), &said); err != nil {
		return err
	}
	l.id, l.who, l.to = said.ID, said.Who, said.To
	switch {
	case l.kind == "step":
		return json.Unmarshal(said.Of, &l.of)
	case len(said.Of) > 0:
		l.of = make([]string, 1)
		return json.Unmarshal(said.Of, &l.of[0])
	}
	return nil
}

// headOf reads what stands in every line.
func headOf(s seal.Signed) (head seal.Head, err error) {
	err = json.Unmarshal([]byte(s.Line), &head)
	return head, err
}

// addLines adds the lines of an officer's case, or those that somebody with a phrase may see.
func addLines(q sqldb.Querier, r reading, b *gathered) error {
	if isOfficer(r.holder) {
		lines, err := sqldb.All(q, signedPlaces, `SELECT l.line, l.sig FROM case_lines x JOIN lines l ON l.seq = x.line
			WHERE x.number = $1 AND l.kind <> 'keys' ORDER BY l.seq`, r.number)
		b.Lines = append(b.Lines, lines...)
		return err
	}
	lines, err := saidIn(q, r)
	for _, l := range concerning(lines, r.holder, b.shares) {
		b.Lines = append(b.Lines, l.Signed)
	}
	return err
}

// visible is the condition under which case c is shown to somebody with a phrase, holder $2
// of report $1, by day $3: something in it is theirs, or was.
const visible = `EXISTS (SELECT 1 FROM compartments k
	JOIN grants t ON t.report = k.report AND t.compartment = k.compartment AND t.turn = k.turn
	WHERE k.report = $1 AND (k.number = c.number OR k.also = c.number) AND t.holder = $2
	AND NOT EXISTS (SELECT 1 FROM later h WHERE h.line = t.line AND h.day > $3)
	AND NOT EXISTS (SELECT 1 FROM later_places h WHERE h.report = k.report AND h.compartment = k.compartment AND h.day > $3))`

// saidIn gives the lines, shown by the day, of all cases that somebody with a phrase is shown.
func saidIn(q sqldb.Querier, r reading) ([]saidLine, error) {
	lines, err := sqldb.All(q, func(l *saidLine) []any {
		return []any{&l.Line, &l.Sig, &l.hash, &l.kind, &l.signer, &l.whose, &l.seq}
	}, `SELECT l.line, l.sig, l.hash, l.kind, l.signer, c.whose, l.seq
		FROM cases c JOIN case_lines x ON x.number = c.number JOIN lines l ON l.seq = x.line
		WHERE c.report = $1 AND l.kind <> 'keys' AND `+visible+`
		AND NOT EXISTS (SELECT 1 FROM later h WHERE h.line = l.seq AND h.day > $3)
		ORDER BY l.seq, c.number`, r.report, r.holder, r.day)
	lines = slices.CompactFunc(lines, func(a, b saidLine) bool { return a.seq == b.seq })
	for i := range lines {
		if err := lines[i].read(); err != nil {
			return nil, err
		}
	}
	return lines, err
}

// concerning keeps the lines that are not somebody else's: what was asked of another person
// with a phrase, what they decided, what was said to them, and what rests on it. What was passed
// on while they were the affected person stays theirs to check, whoever is named since.
func concerning(lines []saidLine, who string, shares []string) []saidLine {
	theirs, kept := map[string]bool{}, map[string]bool{} // requests, by hash
	for _, l := range lines {
		if l.kind == "request" {
			asked := l.who == who || l.who == "" && (l.isAffected(who) || slices.Contains(shares, "share:"+l.id))
			theirs[l.hash], kept[l.hash] = !asked, asked
		}
	}
	var rest []saidLine
	for _, l := range lines {
		switch l.kind {
		case "consent", "act":
			kept[l.hash] = l.signer == who
		case "step":
			kept[l.hash] = l.saidTo(who, theirs, kept)
		case "approval":
			kept[l.hash] = kept[l.of[0]]
		}
		if kept[l.hash] {
			rest = append(rest, l)
		}
	}
	return rest
}

// isAffected says whether the case is about what happened to this person; of the reporter it
// is believed until an office says otherwise.
func (l saidLine) isAffected(who string) bool {
	return l.whose == who || l.whose == "" && who == mailbox.Reporter
}

func (l saidLine) saidTo(who string, theirs, asked map[string]bool) bool {
	if l.to == who || slices.ContainsFunc(l.of, func(of string) bool { return asked[of] }) {
		return true
	}
	if mailbox.IsParty(l.to) || mailbox.IsParty(who) && !l.isAffected(who) {
		return false
	}
	return !slices.ContainsFunc(l.of, func(of string) bool { return theirs[of] })
}
