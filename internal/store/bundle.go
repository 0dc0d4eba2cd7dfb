package store

import (
	"slices"
	"strings"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// served is the condition under which a row of alias t (with report, compartment and
// turn) is served to holder $2 of report $1; $3 narrows it to one case, or is empty; $4 is
// the day by which it must be shown.
const served = `EXISTS (SELECT 1 FROM grants own
	JOIN compartments k ON k.report = own.report AND k.compartment = own.compartment AND k.turn = own.turn
	WHERE own.report = t.report AND own.compartment = t.compartment
	AND own.holder = $2 AND own.ended = '' AND ($3 = '' OR k.number = $3 OR k.also = $3)
	AND NOT EXISTS (SELECT 1 FROM later o WHERE o.line = own.line AND o.day > $4)
	AND NOT EXISTS (SELECT 1 FROM later_places o WHERE o.report = own.report AND o.compartment = own.compartment AND o.day > $4)`

const (
	servedPlace = served + `) AND NOT ` + hidden                       // any turn of the compartment
	servedTurn  = served + ` AND own.turn = t.turn) AND NOT ` + hidden // exactly this turn
)

// reading is whom a bundle is for: a holder, in one report, in one case or ("") in all, by a
// day.
type reading struct{ report, holder, number, day string }

func (r reading) args() []any { return []any{r.report, r.holder, r.number, r.day} }

func forOfficer(report, person, number string) reading {
	return reading{report, officer(person), number, always}
}

func (b *base) forPerson(report, who string) reading { return reading{report, who, "", b.today()} }

// gathered is a bundle while it is loaded.
type gathered struct {
	seal.Bundle
	persons map[string]bool // people with a phrase whose keys are needed to check it
	shares  []string
	granted map[string]bool // hashes of the lines in Grants and Origins
	renewed []string        // hashes of the lines in Keys that an officer signed
	newest  int64           // seq of the newest item
}

// bundleOf loads what one holder is served, and the seq of its newest item.
func bundleOf(q sqldb.Querier, r reading) (seal.Bundle, int64, error) {
	b := gathered{persons: map[string]bool{}, granted: map[string]bool{}, Bundle: seal.Bundle{
		Report: r.report, Keys: []seal.Signed{}, Grants: []seal.Signed{}, Own: []seal.Sealed{},
		Items: []seal.Sealed{}, Directory: []seal.Signed{}, Ended: []seal.Ended{}, Lines: []seal.Signed{}, Origins: []seal.Signed{},
	}}
	for _, add := range []func(sqldb.Querier, reading, *gathered) error{
		addGrants, addItems, addLines, addShares, addOrigins, addKeys, addRenewals, addDirectory,
	} {
		if err := add(q, r, &b); err != nil {
			return b.Bundle, 0, err
		}
	}
	return b.Bundle, b.newest, nil
}

// addGrants adds every grant line of the compartments the holder may see; the age files
// of the holder's own that are served.
func addGrants(q sqldb.Querier, r reading, b *gathered) error {
	type row struct {
		seal.Sealed
		hash, ended, holder, compartment string
	}
	rows, err := sqldb.All(q, func(r *row) []any {
		return []any{&r.Line, &r.Sig, &r.hash, &r.ended, &r.holder, &r.compartment, &r.File}
	}, `SELECT l.line, l.sig, l.hash, t.ended, t.holder, t.compartment, f.file FROM grants t
		JOIN lines l ON l.seq = t.line
		LEFT JOIN grant_keys f ON f.line = t.line AND t.holder = $2 AND t.ended = ''
		WHERE t.report = $1 AND `+servedPlace+` ORDER BY t.line`, r.args()...)
	for _, one := range rows {
		b.Grants = append(b.Grants, one.Signed)
		b.granted[one.hash] = true
		b.met(one.holder)
		if strings.HasPrefix(one.compartment, "share:") && !slices.Contains(b.shares, one.compartment) {
			b.shares = append(b.shares, one.compartment)
		}
		if one.ended != "" {
			b.Ended = append(b.Ended, seal.Ended{Grant: one.hash, Day: one.ended})
		}
		if one.File != nil {
			b.Own = append(b.Own, one.Sealed)
		}
	}
	return err
}

// met notes that a holder's keys are needed.
func (b *gathered) met(holder string) {
	if holder == mailbox.Reporter || mailbox.IsParty(holder) {
		b.persons[holder] = true
	}
}

func addItems(q sqldb.Querier, r reading, b *gathered) error {
	type row struct {
		seal.Sealed
		seq int64
	}
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.Line, &r.Sig, &r.File, &r.seq} },
		`SELECT l.line, l.sig, t.sealed, t.line FROM items t JOIN lines l ON l.seq = t.line
		WHERE t.report = $1 AND `+servedTurn+` ORDER BY t.line`, r.args()...)
	for _, one := range rows {
		b.Items = append(b.Items, one.Sealed)
		b.newest = one.seq
	}
	return err
}

// addKeys adds the keys lines of those whose grants and items are served, replaced ones too.
// The reporter's names whom they excluded, so no party is served it.
func addKeys(q sqldb.Querier, r reading, b *gathered) error {
	lines, err := keysOf(q, r.report, r.day)
	for _, l := range lines {
		if b.persons[l.keys.Who] && !(mailbox.IsParty(r.holder) && l.keys.Who == mailbox.Reporter) {
			b.Keys = append(b.Keys, l.Signed)
			if isOfficer(l.keys.By) {
				b.renewed = append(b.renewed, l.hash)
			}
		}
	}
	return err
}

func addDirectory(q sqldb.Querier, _ reading, b *gathered) error {
	lines, err := officerLines(q)
	b.Directory = append(b.Directory, lines...)
	return err
}

// namedIn says whether an item that is served to the holder names the blob.
func namedIn(q sqldb.Querier, r reading, blob string) error {
	_, err := sqldb.One(q, sqldb.Self[string], `SELECT b.sum FROM item_blobs b JOIN items t ON t.line = b.line
		WHERE t.report = $1 AND b.sum = $5 AND `+servedTurn, append(r.args(), blob)...)
	return orGone(err)
}
