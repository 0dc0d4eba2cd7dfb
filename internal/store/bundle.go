package store

import (
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// served is the condition under which a row of alias t (with report, compartment and
// turn) is served to holder $2 of report $1; $3 narrows it to one case, or is ”.
const served = `EXISTS (SELECT 1 FROM grants own
	JOIN compartments k ON k.report = own.report AND k.compartment = own.compartment AND k.turn = own.turn
	WHERE own.report = t.report AND own.compartment = t.compartment
	AND own.holder = $2 AND own.ended = '' AND ($3 = '' OR k.number = $3)`

const (
	servedPlace = served + `)`                       // any turn of the compartment
	servedTurn  = served + ` AND own.turn = t.turn)` // exactly this turn
)

// reading is whom a bundle is for: a holder, in one report, in one case or ("") in all.
type reading struct{ report, holder, number string }

func (r reading) args() []any { return []any{r.report, r.holder, r.number} }

// bundleOf loads what one holder is served, and the seq of its newest item.
func bundleOf(q sqldb.Querier, r reading) (b seal.Bundle, newest int64, err error) {
	b = seal.Bundle{
		Report: r.report, Keys: []seal.Signed{}, Grants: []seal.Signed{}, Own: []seal.Sealed{},
		Items: []seal.Sealed{}, Directory: []seal.Signed{}, Ended: []seal.Ended{}, Lines: []seal.Signed{}, Origins: []seal.Signed{},
	}
	if err = addGrants(q, r, &b); err != nil {
		return b, 0, err
	}
	if newest, err = addItems(q, r, &b); err != nil {
		return b, 0, err
	}
	keys, err := sqldb.All(q, signedPlaces, `SELECT l.line, l.sig FROM lines l
		WHERE l.report = $1 AND l.kind = 'keys' AND l.signer IN
			(SELECT t.holder FROM grants t WHERE t.report = $1 AND `+servedPlace+`)
		ORDER BY l.seq`, r.args()...)
	if err != nil {
		return b, 0, err
	}
	directory, err := officerLines(q)
	b.Keys, b.Directory = append(b.Keys, keys...), append(b.Directory, directory...)
	return b, newest, err
}

// addGrants adds every grant line of the compartments the holder may see; the age files
// of the holder's own that are served.
func addGrants(q sqldb.Querier, r reading, b *seal.Bundle) error {
	type row struct {
		seal.Sealed
		hash, ended string
	}
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.Line, &r.Sig, &r.hash, &r.ended, &r.File} },
		`SELECT l.line, l.sig, l.hash, t.ended, f.file FROM grants t
		JOIN lines l ON l.seq = t.line
		LEFT JOIN grant_keys f ON f.line = t.line AND t.holder = $2 AND t.ended = ''
		WHERE t.report = $1 AND `+servedPlace+` ORDER BY t.line`, r.args()...)
	for _, one := range rows {
		b.Grants = append(b.Grants, one.Signed)
		if one.ended != "" {
			b.Ended = append(b.Ended, seal.Ended{Grant: one.hash, Day: one.ended})
		}
		if one.File != nil {
			b.Own = append(b.Own, one.Sealed)
		}
	}
	return err
}

func addItems(q sqldb.Querier, r reading, b *seal.Bundle) (newest int64, err error) {
	type row struct {
		seal.Sealed
		seq int64
	}
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.Line, &r.Sig, &r.File, &r.seq} },
		`SELECT l.line, l.sig, t.sealed, t.line FROM items t JOIN lines l ON l.seq = t.line
		WHERE t.report = $1 AND `+servedTurn+` ORDER BY t.line`, r.args()...)
	for _, one := range rows {
		b.Items = append(b.Items, one.Sealed)
		newest = one.seq
	}
	return newest, err
}

// namedIn says whether an item that is served to the holder names the blob.
func namedIn(q sqldb.Querier, r reading, blob string) error {
	_, err := sqldb.One(q, sqldb.Self[string], `SELECT b.sum FROM item_blobs b JOIN items t ON t.line = b.line
		WHERE t.report = $1 AND b.sum = $4 AND `+servedTurn, append(r.args(), blob)...)
	return orGone(err)
}
