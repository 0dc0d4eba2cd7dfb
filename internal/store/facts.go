package store

import (
	"encoding/json"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/store/sqldb"
)

// The plain facts beside a case: clocks, notices, exclusions.

func saveClocks(tx *sqldb.Tx, number string, clocks []clock.Limit) {
	rows := make([]sqldb.Row, len(clocks))
	for i, c := range clocks {
		rows[i] = sqldb.Row{number, i, c.Code, c.Started, c.Due, c.Met, c.Told, c.Reason, bit(c.Theirs), bit(c.Aim), c.NearFrom()}
	}
	tx.Insert(`clocks (number, place, code, started, due, met, told, reason, theirs, aim, near)`, ``, rows...)
}

func clocksOf(q sqldb.Querier, number string) ([]clock.Limit, error) {
	return sqldb.All(q, clockPlaces, `SELECT code, started, due, met, told, reason, theirs = 1, aim = 1
		FROM clocks WHERE number = $1 ORDER BY place`, number)
}

func clockPlaces(c *clock.Limit) []any {
	return []any{&c.Code, &c.Started, &c.Due, &c.Met, &c.Told, &c.Reason, &c.Theirs, &c.Aim}
}

func saveNotices(tx *sqldb.Tx, number string, notices []mailbox.Notice) {
	rows := make([]sqldb.Row, len(notices))
	for i, n := range notices {
		rows[i] = sqldb.Row{number, tx.Next(), n.Code, n.Day, jsonOf(n.Figures)}
	}
	tx.Insert(`notices (number, seq, code, day, figures)`, ``, rows...)
}

func noticesOf(q sqldb.Querier, number string) ([]mailbox.Notice, error) {
	type row struct {
		mailbox.Notice
		figures string
	}
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.Code, &r.Day, &r.figures} },
		`SELECT code, day, figures FROM notices WHERE number = $1 ORDER BY seq`, number)
	if err != nil {
		return nil, err
	}
	notices := make([]mailbox.Notice, len(rows))
	for i, r := range rows {
		notices[i] = r.Notice
		if err := json.Unmarshal([]byte(r.figures), &notices[i].Figures); err != nil {
			return nil, err
		}
	}
	return notices, nil
}

func saveExclusions(tx *sqldb.Tx, report string, who []string) {
	rows := make([]sqldb.Row, len(who))
	for i, w := range who {
		rows[i] = sqldb.Row{report, w}
	}
	tx.Insert(`exclusions (report, who)`, `ON CONFLICT (report, who) DO NOTHING`, rows...)
}

// jsonOf writes what we made ourselves.
func jsonOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps and lists of texts always encode
	}
	return string(text)
}
