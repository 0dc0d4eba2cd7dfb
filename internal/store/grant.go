package store

import (
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// grant is a checked grant on its way to its tables.
type grant struct {
	seal.Sealed
	line   seal.Grant
	hash   string
	number string // the case into which it lets its holder
}

// saveGrants keeps the plain facts of grants and, in a table of their own, the age files.
// seqs names their lines, which are saved already. A compartment's turn is made with its
// first grant, in case number.
func saveGrants(tx *sqldb.Tx, number, day string, grants []grant, seqs map[string]int64) {
	type turn struct {
		compartment string
		turn        int64
	}
	var places, facts, keys []sqldb.Row
	seen := map[turn]bool{}
	for _, g := range grants {
		l := g.line
		if at := (turn{l.Compartment, l.Turn}); !seen[at] {
			seen[at] = true
			places = append(places, sqldb.Row{l.Report, l.Compartment, l.Turn, number, l.Recipient})
		}
		facts = append(facts, sqldb.Row{seqs[g.hash], l.Report, l.Compartment, l.Turn, l.Holder, l.Basis, day, "", g.number})
		keys = append(keys, sqldb.Row{seqs[g.hash], g.File})
	}
	tx.Insert(`compartments (report, compartment, turn, number, recipient)`,
		`ON CONFLICT (report, compartment, turn) DO NOTHING`, places...)
	tx.Insert(`grants (line, report, compartment, turn, holder, basis, since, ended, number)`, ``, facts...)
	tx.Insert(`grant_keys (line, file)`, ``, keys...)
}

// sameRecipients is fault.Conflict if a turn has another recipient than a grant of it
// names: two browsers made the same turn, and one was first.
func sameRecipients(tx *sqldb.Tx, grants []grant) error {
	for _, g := range grants {
		kept, err := sqldb.One(tx, sqldb.Self[string],
			`SELECT recipient FROM compartments WHERE report = $1 AND compartment = $2 AND turn = $3`,
			g.line.Report, g.line.Compartment, g.line.Turn)
		if err != nil {
			return orGone(err)
		}
		if kept != g.line.Recipient {
			return taken(nil)
		}
	}
	return nil
}

// endGrants stops serving grants of one case.
func endGrants(tx *sqldb.Tx, report, day string, hashes []string) {
	for _, hash := range hashes {
		tx.Do(`UPDATE grants SET ended = $1 WHERE report = $2 AND ended = '' AND line IN
			(SELECT l.seq FROM lines l WHERE l.report = $2 AND l.kind = 'grant' AND l.hash = $3)`, day, report, hash)
	}
}
