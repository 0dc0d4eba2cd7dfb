package store

import (
	"strings"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// What lies on an officer's desk stands in a table of its own, in the order in which it is
// shown. It is a short form of grants, cases and clocks: whoever changes those arranges it
// anew in the same transaction, and whoever reads it asks the others again (present).

// beyond is after every day, and so before every place of a list that is read backwards.
const beyond = "9999-99-99"

// deskRows is in which lists cases c of report $1 lie on whose desk, by the grants and clocks
// that there are.
var deskRows = `SELECT DISTINCT c.number, g.holder, s.list,
	CASE s.list WHEN 'comments' THEN c.received || ' ' || c.number
		WHEN 'ended' THEN c.ended || ' ' || c.number
		ELSE CASE WHEN c.urgent = 1 THEN '0 ' ELSE '1 ' END
			|| COALESCE((SELECT MIN(t.due) FROM clocks t
				WHERE t.number = c.number AND t.met = '' AND t.due <> '' AND t.theirs = 0), '` + casework.Never + `')
			|| ' ' || c.received || ' ' || c.number END
	FROM cases c JOIN grants g ON g.report = c.report AND g.number = c.number
	LEFT JOIN people p ON p.person = substr(g.holder, 9)
	JOIN (SELECT 'comments' AS list UNION ALL SELECT 'ended' UNION ALL SELECT 'open'
		UNION ALL SELECT 'mine' UNION ALL SELECT 'waits') s ON CASE s.list
			WHEN 'comments' THEN c.kind = 'feedback'
			WHEN 'ended' THEN c.kind <> 'feedback' AND c.ended <> ''
			ELSE c.kind <> 'feedback' AND c.ended = '' AND (s.list = 'open'
				OR s.list = 'mine' AND g.holder = 'officer:' || c.handler
				OR s.list = 'waits' AND c.waits <> '' AND ` + mayAgree("g.holder") + `) END
	WHERE c.report = $1 AND g.ended = '' AND g.holder LIKE 'officer:%'`

// mayAgree is the condition under which person p, who is that holder, has a role that could
// agree to a step of somebody else that waits in case c (casework.Case.Waits).
func mayAgree(holder string) string {
	var roles []string
	for _, role := range seal.Roles() {
		roles = append(roles, `p.roles LIKE '%"`+role+`"%' AND c.waits LIKE '% `+role+`=%'
			AND replace(c.waits, ' `+role+`=' || `+holder+` || ' ', '') = c.waits`)
	}
	return "(" + strings.Join(roles, " OR ") + ")"
}

// arrangeWaiting arranges anew where steps wait in the cases of somebody whose roles changed.
func arrangeWaiting(tx *sqldb.Tx, person string) error {
	reports, err := sqldb.All(tx, sqldb.Self[string], `SELECT DISTINCT c.report FROM desk d JOIN cases c ON c.number = d.number
		WHERE d.holder = $1 AND d.list = 'open' AND c.waits <> ''`, officer(person))
	for _, report := range reports {
		arrange(tx, report)
	}
	return err
}

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
