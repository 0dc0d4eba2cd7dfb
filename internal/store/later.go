package store

import (
	"strings"

	"fairlead/internal/casework"
	"fairlead/internal/store/sqldb"
)

// shownWith is the day from which the step with which a change came is shown, and all that
// came with it: "" is at once.
func shownWith(change casework.Change) string {
	for _, l := range change.Lines {
		if l.Hash == change.With {
			return l.Shown
		}
	}
	return ""
}

// saveLater keeps from which day the new lines of a change are shown: as the step with which
// they came, or, where that is at once, as they say themselves. A keys line by an officer
// waits in any case, until it is claimed.
func saveLater(tx *sqldb.Tx, report string, change casework.Change, lines []line, seqs map[string]int64) (err error) {
	shown, step := map[string]string{}, int64(0)
	for _, l := range change.Lines {
		shown[l.Hash] = l.Shown
		if l.Head.Is == "keys" && isOfficer(l.Head.By) {
			shown[l.Hash] = casework.Never
		}
	}
	with := shownWith(change)
	if with != "" {
		if step, err = seqOf(tx, report, change.With); err != nil {
			return err
		}
	}
	var rows []sqldb.Row
	for _, l := range lines {
		if day := max(with, shown[l.hash]); day != "" {
			rows = append(rows, sqldb.Row{seqs[l.hash], day, step})
		}
	}
	tx.Insert(`later (line, day, step)`, ``, rows...)
	return nil
}

// showLater moves the day from which lines, with what came with them, or compartments are
// shown.
func (b *base) showLater(tx *sqldb.Tx, report string, days map[string]string) error {
	for what, day := range days {
		if strings.Contains(what, ":") {
			tx.Do(`INSERT INTO later_places (report, compartment, day) VALUES ($1, $2, $3)
				ON CONFLICT (report, compartment) DO UPDATE SET day = excluded.day`, report, what, day)
			continue
		}
		seq, err := seqOf(tx, report, what)
		if err != nil {
			return err
		}
		tx.Do(`UPDATE later SET day = $1 WHERE step = $2`, day, seq)
		showLine(tx, seq, day)
		if day > b.today() {
			continue
		}
		if err := b.claimWaiting(tx, seq); err != nil {
			return err
		}
	}
	return nil
}

func showLine(tx *sqldb.Tx, seq int64, day string) {
	tx.Do(`INSERT INTO later (line, day, step) VALUES ($1, $2, 0)
		ON CONFLICT (line) DO UPDATE SET day = excluded.day`, seq, day)
}

// seqOf finds a line of a report by its hash.
func seqOf(q sqldb.Querier, report, hash string) (int64, error) {
	seq, err := sqldb.One(q, sqldb.Self[int64], `SELECT seq FROM lines WHERE report = $1 AND hash = $2`, report, hash)
	return seq, orGone(err)
}
