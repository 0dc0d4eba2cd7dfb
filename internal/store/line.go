package store

import (
	"strconv"
	"strings"

	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// line is a signed line on its way to table lines; report is "" for those about none.
type line struct {
	seal.Signed
	hash   string
	report string
	head   seal.Head
}

// saveLines keeps lines to the byte, in order, and gives the seq of each hash: what the
// other tables name them by.
func saveLines(tx *sqldb.Tx, lines ...line) map[string]int64 {
	rows, seqs := make([]sqldb.Row, len(lines)), make(map[string]int64, len(lines))
	for i, l := range lines {
		var report any
		if l.report != "" {
			report = l.report
		}
		seqs[l.hash] = tx.Next()
		rows[i] = sqldb.Row{seqs[l.hash], l.head.ID, l.hash, l.head.Is, report, l.head.By, l.Line, l.Sig}
	}
	tx.Insert(`lines (seq, id, hash, kind, report, signer, line, sig)`, ``, rows...)
	return seqs
}

// known gives, of some lines, those that are kept already (by hash). Another line under
// an id that is known is fault.Conflict.
func known(tx *sqldb.Tx, lines []line) (map[string]bool, error) {
	kept := map[string]bool{}
	if len(lines) == 0 {
		return kept, nil
	}
	hashes, ids := map[string]string{}, make([]any, len(lines))
	for i, l := range lines {
		hashes[l.head.ID], ids[i] = l.hash, l.head.ID
	}
	type row struct{ id, hash string }
	rows, err := sqldb.All(tx, func(r *row) []any { return []any{&r.id, &r.hash} },
		`SELECT id, hash FROM lines WHERE id IN (`+places(1, len(ids))+`)`, ids...)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if hashes[r.id] != r.hash {
			return nil, taken(nil)
		}
		kept[r.hash] = true
	}
	return kept, nil
}

// places gives "$from,…" for n values.
func places(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("$" + strconv.Itoa(from+i))
	}
	return b.String()
}

func signedPlaces(s *seal.Signed) []any { return []any{&s.Line, &s.Sig} }
