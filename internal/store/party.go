package store

import (
	"fairlead/internal/casework"
	"fairlead/internal/store/sqldb"
)

// saveInvited begins mailboxes of people beside the reporter. Their keys lines are saved.
func saveInvited(tx *sqldb.Tx, report, number string, invited []casework.NewParty, kept map[string]bool) {
	for _, p := range invited {
		if kept[p.Hash] {
			continue // the answer to the first time was lost on its way
		}
		tx.Do(`INSERT INTO mailboxes (handle, report, who, fingerprint) VALUES ($1, $2, $3, '')`, p.Handle, report, p.Party.Who)
		saveParties(tx, number, p.Party)
	}
}

func saveParties(tx *sqldb.Tx, number string, parties ...casework.Party) {
	rows := make([]sqldb.Row, len(parties))
	for i, p := range parties {
		rows[i] = sqldb.Row{number, p.Who, p.Role, p.Since, p.Opened}
	}
	tx.Insert(`parties (number, who, role, since, opened)`, `ON CONFLICT (number, who) DO NOTHING`, rows...)
}

// saveClaim gives a mailbox new words, at once or once the step with which it came is
// approved. The keys line is saved.
func (b *base) saveClaim(tx *sqldb.Tx, report string, change casework.Change) error {
	claim := change.Claimed
	if claim == nil {
		return nil
	}
	if shownWith(change) <= b.today() {
		keys, err := seqOf(tx, report, claim.Hash)
		if err != nil {
			return err
		}
		showLine(tx, keys, "")
		return b.claim(tx, report, *claim)
	}
	step, err := seqOf(tx, report, change.With)
	if err != nil {
		return err
	}
	tx.Do(`INSERT INTO claims (step, report, who, handle) VALUES ($1, $2, $3, $4)
		ON CONFLICT (step) DO NOTHING`, step, report, claim.Who, claim.New)
	return nil
}

// claim puts a mailbox under a new handle. If it no longer lies under the old one, somebody
// else was faster.
func (b *base) claim(tx *sqldb.Tx, report string, claim casework.Claim) error {
	n, err := tx.Exec(`UPDATE mailboxes SET handle = $1 WHERE report = $2 AND who = $3 AND ($4 = '' OR handle = $4)`,
		claim.New, report, claim.Who, claim.Old)
	if err != nil {
		return err
	}
	if n == 0 {
		return taken(nil)
	}
	if claim.Old != "" {
		tx.Do(`UPDATE parties SET opened = $1 WHERE who = $2 AND opened = ''
			AND number IN (SELECT number FROM cases WHERE report = $3)`, b.today(), claim.Who, report)
	}
	return nil
}

// claimWaiting carries out what waited for the approval of a step, if anything did.
func (b *base) claimWaiting(tx *sqldb.Tx, step int64) error {
	type row struct{ report, who, handle string }
	rows, err := sqldb.All(tx, func(r *row) []any { return []any{&r.report, &r.who, &r.handle} },
		`SELECT report, who, handle FROM claims WHERE step = $1`, step)
	if err != nil {
		return err
	}
	tx.Do(`DELETE FROM claims WHERE step = $1`, step)
	for _, r := range rows {
		if err := b.claim(tx, r.report, casework.Claim{Who: r.who, New: r.handle}); err != nil {
			return err
		}
	}
	return nil
}
