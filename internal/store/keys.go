package store

import (
	"encoding/json"

	"fairlead/internal/casework"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// always is the day by which everything is shown, whatever waits: for officers.
const always = "9999-99-99"

// hidden is the condition under which the line t.line is not served by day $4 to somebody
// with a phrase.
const hidden = `EXISTS (SELECT 1 FROM later h WHERE h.line = t.line AND h.day > $4)`

// keysLine is one keys line of a report.
type keysLine struct {
	seal.Signed
	hash string
	keys seal.Keys
}

// keysOf gives the keys lines of a report that are shown by a day, oldest first. The newest
// of each person counts: one that waits for a second officer is not shown until it does.
func keysOf(q sqldb.Querier, report, day string) ([]keysLine, error) {
	lines, err := sqldb.All(q, func(l *keysLine) []any { return []any{&l.Line, &l.Sig, &l.hash} },
		`SELECT l.line, l.sig, l.hash FROM lines l WHERE l.report = $1 AND l.kind = 'keys'
		AND NOT EXISTS (SELECT 1 FROM later h WHERE h.line = l.seq AND h.day > $2) ORDER BY l.seq`, report, day)
	for i := range lines {
		if err := json.Unmarshal([]byte(lines[i].Line), &lines[i].keys); err != nil {
			return nil, err
		}
	}
	return lines, err
}

// newestKeys gives the keys that count, by person.
func newestKeys(q sqldb.Querier, report, day string) (map[string]casework.PersonKeys, error) {
	lines, err := keysOf(q, report, day)
	newest := make(map[string]casework.PersonKeys, len(lines))
	for _, l := range lines {
		newest[l.keys.Who] = casework.PersonKeys{Keys: l.hash, Verify: l.keys.Verify, Recipient: l.keys.Recipient, By: l.keys.By, Exclusions: l.keys.Exclusions}
	}
	return newest, err
}

// personKeys gives the keys of one person that count by a day.
func personKeys(q sqldb.Querier, report, who, day string) (keys seal.Keys, err error) {
	lines, err := keysOf(q, report, day)
	if err != nil {
		return keys, orGone(err)
	}
	err = gone()
	for _, l := range lines {
		if l.keys.Who == who {
			keys, err = l.keys, nil
		}
	}
	return keys, err
}
