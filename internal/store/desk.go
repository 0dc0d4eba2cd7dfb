package store

import (
	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/store/sqldb"
)

// What lies on an officer's desk stands in a table of its own, in the order in which it is
// shown. It is a short form of grants, cases and clocks: whoever changes those arranges it
// anew in the same transaction, and whoever reads it asks the others again (present).

// beyond is after every day, and so before every place of a list that is read backwards.
const beyond = "9999-99-99"

// deskRows is in which lists cases c of report $1 lie on whose desk, by the grants and clocks
// that there are.
const deskRows = `SELECT DISTINCT c.number, g.holder, s.list,
	CASE s.list WHEN 'comments' THEN c.received || ' ' || c.number
		WHEN 'ended' THEN c.ended || ' ' || c.number
		ELSE CASE WHEN c.urgent = 1 THEN '0 ' ELSE '1 ' END
			|| COALESCE((SELECT MIN(t.due) FROM clocks t
				WHERE t.number = c.number AND t.met = '' AND t.due <> '' AND t.theirs = 0), '` + casework.Never + `')
			|| ' ' || c.received || ' ' || c.number END
	FROM cases c JOIN grants g ON g.report = c.report AND g.number = c.number
	JOIN (SELECT 'comments' AS list UNION ALL SELECT 'ended' UNION ALL SELECT 'open'
		UNION ALL SELECT 'mine' UNION ALL SELECT 'waits') s ON CASE s.list
			WHEN 'comments' THEN c.kind = 'feedback'
			WHEN 'ended' THEN c.kind <> 'feedback' AND c.ended <> ''
			ELSE c.kind <> 'feedback' AND c.ended = '' AND (s.list = 'open'
				OR s.list = 'mine' AND g.holder = 'officer:' || c.handler
				OR s.list = 'waits' AND c.waits NOT IN ('', g.holder)) END
	WHERE c.report = $1 AND g.ended = '' AND g.holder LIKE 'officer:%'`

// arrange makes the desk rows of a report's cases anew.
func arrange(tx *sqldb.Tx, report string) {
	tx.Do(`DELETE FROM desk WHERE number IN (SELECT number FROM cases WHERE report = $1)`, report)
	tx.Do(`INSERT INTO desk (number, holder, list, place) `+deskRows, report)
}

// lay puts a case that has just arrived on the desks of those who were handed it. Nothing is
// asked of the database, as deskRows would.
func lay(tx *sqldb.Tx, c intake.Case, day string) {
	list, place := casework.ShowOpen, openPlace(c, day)
	if c.Kind == mailbox.Feedback {
		list, place = casework.ShowComments, day+" "+c.Number
	}
	var rows []sqldb.Row
	seen := map[string]bool{}
	for _, g := range c.Grants {
		if holder := g.Line.Holder; isOfficer(holder) && !seen[holder] {
			seen[holder] = true
			rows = append(rows, sqldb.Row{c.Number, holder, list, place})
		}
	}
	tx.Insert(`desk (number, holder, list, place)`, ``, rows...)
}

func openPlace(c intake.Case, day string) string {
	due, first := casework.Never, "1 "
	for _, limit := range c.Clocks {
		if limit.Running() && !limit.Theirs && clock.Before(limit.Due, due) {
			due = limit.Due
		}
	}
	if c.Urgent {
		first = "0 "
	}
	return first + due + " " + day + " " + c.Number
}

// endAll ends every grant of a person.
func endAll(tx *sqldb.Tx, person, day string) {
	tx.Do(`UPDATE grants SET ended = $1 WHERE holder = $2 AND ended = ''`, day, officer(person))
	tx.Do(`DELETE FROM desk WHERE holder = $1`, officer(person))
}
