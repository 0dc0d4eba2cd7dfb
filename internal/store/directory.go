package store

import (
	"context"

	"fairlead/internal/ledger"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// Lines gives every officer line, oldest first.
func (p *People) Lines(ctx context.Context) (lines []seal.Signed, err error) {
	err = p.db.Read(ctx, func(q sqldb.Querier) error {
		lines, err = officerLines(q)
		return err
	})
	return lines, err
}

func officerLines(q sqldb.Querier) ([]seal.Signed, error) {
	return sqldb.All(q, signedPlaces, `SELECT line, sig FROM lines WHERE kind = 'officer' ORDER BY seq`)
}

// endOldKeys ends a person's grants when their newest line, number n, names another
// recipient than the one to come: the old keys are lost, and a holder grants anew.
func (p *People) endOldKeys(tx *sqldb.Tx, officer seal.Officer, n int64) error {
	last, err := sqldb.All(tx, signedPlaces, `SELECT l.line, l.sig FROM directory d JOIN lines l ON l.seq = d.line
		WHERE d.person = $1 AND d.n = $2`, officer.Person, n)
	if err != nil || len(last) == 0 {
		return err
	}
	before, err := seal.ParseAs[seal.Officer](last[0])
	if err != nil {
		return err
	}
	if before.Recipient != officer.Recipient {
		endAll(tx, officer.Person, p.today())
	}
	return nil
}

// Certify saves a checked officer line and marks the person as certified. The same line
// again is no error and writes nothing; one whose n is not above the newest is a conflict.
func (p *People) Certify(ctx context.Context, signed seal.Signed, officer seal.Officer, act ledger.Act) error {
	l := line{signed, seal.LineHash(signed), "", officer.Head}
	err := p.db.Write(ctx, func(tx *sqldb.Tx) error {
		kept, err := known(tx, []line{l})
		if err != nil || kept[l.hash] {
			return err
		}
		newest, err := sqldb.One(tx, sqldb.Self[int64],
			`SELECT COALESCE(MAX(n), 0) FROM directory WHERE person = $1`, officer.Person)
		if err != nil {
			return err
		}
		if officer.N <= newest {
			return taken(nil)
		}
		if err := p.endOldKeys(tx, officer, newest); err != nil {
			return err
		}
		seqs := saveLines(tx, l)
		tx.Do(`INSERT INTO directory (line, person, n) VALUES ($1, $2, $3)`, seqs[l.hash], officer.Person, officer.N)
		tx.Do(`UPDATE people SET unit = $2, roles = $3, certified = 1 WHERE person = $1`,
			officer.Person, officer.Unit, jsonOf(officer.Roles))
		tx.Do(`DELETE FROM proposals WHERE person = $1`, officer.Person)
		p.record(tx, "", act)
		return arrangeWaiting(tx, officer.Person)
	})
	return orTaken(err)
}
