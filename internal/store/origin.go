package store

import (
	"encoding/json"
	"slices"
	"strings"

	"fairlead/internal/casework"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// What a share is checked against: who was granted it, by which request, and, for each item
// copied into it, that its author holds a grant of the place from which it was copied.

// addOrigin adds grant lines that are not in the bundle yet.
func (b *gathered) addOrigin(q sqldb.Querier, query string, args ...any) error {
	type row struct {
		seal.Signed
		hash, holder string
	}
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.Line, &r.Sig, &r.hash, &r.holder} }, query, args...)
	for _, r := range rows {
		b.met(r.holder)
		if !b.granted[r.hash] {
			b.granted[r.hash] = true
			b.Origins = append(b.Origins, r.Signed)
		}
	}
	return err
}

// addShares adds, for an officer, who was granted the share from which their case came: by
// that right its first holder began the office's own compartments.
func addShares(q sqldb.Querier, r reading, b *gathered) error {
	if !isOfficer(r.holder) {
		return nil
	}
	return b.addOrigin(q, `SELECT l.line, l.sig, l.hash, g.holder FROM offers o
		JOIN grants g ON g.report = $1 AND g.compartment = o.share JOIN lines l ON l.seq = g.line
		WHERE o.number = $2 ORDER BY g.line`, r.report, r.number)
}

// addOrigins adds, for each share that is served, the grant lines of its copies' authors.
func addOrigins(q sqldb.Querier, r reading, b *gathered) error {
	for _, share := range b.shares {
		ids, err := copiedIn(q, r.report, strings.TrimPrefix(share, "share:"))
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			continue
		}
		err = b.addOrigin(q, `SELECT l.line, l.sig, l.hash, t.holder FROM lines p
			JOIN items i ON i.line = p.seq
			JOIN grants t ON t.report = i.report AND t.compartment = i.compartment AND t.holder = i.author
			JOIN lines l ON l.seq = t.line
			WHERE p.report = $1 AND NOT EXISTS (SELECT 1 FROM later h WHERE h.line = t.line AND h.day > $2)
			AND p.id IN (`+places(3, len(ids))+`) ORDER BY t.line`, append([]any{r.report, r.day}, ids...)...)
		if err != nil {
			return err
		}
	}
	return nil
}

// addRenewals adds, for an officer, the steps and approvals by which keys that an officer made
// for somebody count: another office may have taken them.
func addRenewals(q sqldb.Querier, r reading, b *gathered) error {
	if len(b.renewed) == 0 || !isOfficer(r.holder) {
		return nil
	}
	lines, err := sqldb.All(q, func(l *saidLine) []any { return []any{&l.Line, &l.Sig, &l.hash, &l.kind} },
		`SELECT l.line, l.sig, l.hash, l.kind FROM lines l WHERE l.report = $1 AND (l.kind = 'approval'
			OR l.kind = 'step' AND l.line LIKE '%"step":"new-mailbox"%')
			AND NOT EXISTS (SELECT 1 FROM later h WHERE h.line = l.seq AND h.day = $2) ORDER BY l.kind DESC, l.seq`, r.report, casework.Never)
	grounds := b.renewed
	for _, l := range lines {
		if err := l.read(); err != nil {
			return err
		}
		if !slices.ContainsFunc(l.of, func(of string) bool { return slices.Contains(grounds, of) }) {
			continue
		}
		grounds = append(grounds, l.hash)
		if !slices.Contains(b.Lines, l.Signed) {
			b.Lines = append(b.Lines, l.Signed)
		}
	}
	return err
}

// copiedIn gives the ids of the items that may be copied into a share: those the newest
// consent to its request names, or, where nobody was asked, those the request names.
func copiedIn(q sqldb.Querier, report, id string) ([]any, error) {
	type row struct{ line, hash, kind string }
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.line, &r.hash, &r.kind} },
		`SELECT line, hash, kind FROM lines WHERE report = $1 AND (kind = 'request' AND id = $2 OR kind = 'consent') ORDER BY seq`,
		report, id)
	if err != nil {
		return nil, err
	}
	var request string
	var parts []seal.Part
	for _, r := range rows {
		var said struct {
			Request string      `json:"request"`
			Answer  string      `json:"answer"`
			Parts   []seal.Part `json:"parts"`
		}
		if err := json.Unmarshal([]byte(r.line), &said); err != nil {
			return nil, err
		}
		agreed := said.Answer == "yes" || said.Answer == "part"
		if r.kind == "request" {
			request, parts = r.hash, said.Parts
		} else if request != "" && said.Request == request && agreed {
			parts = said.Parts
		}
	}
	ids := make([]any, len(parts))
	for i, part := range parts {
		ids[i] = part.ID
	}
	return ids, nil
}
