package store

import (
	"context"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/store/sqldb"
)

// counted is the condition under which case c is an open one of unit $3 that officer $1, who
// is person $2, may count: enquiries and comments are no cases.
const counted = `c.unit = $3 AND c.ended = '' AND c.kind = 'report' AND ` + allowed

// worstClocks counts cases by the state in which the worst of their clocks is on day $4; see
// clock.Limit.State. The person's own clocks are not the office's.
const worstClocks = `SELECT '', CASE w.worst WHEN 3 THEN '` + clock.StateOver + `' WHEN 2 THEN '` + clock.StateNear + `'
		WHEN 1 THEN '` + clock.StateCalm + `' ELSE '' END, COUNT(*)
	FROM (SELECT MAX(CASE WHEN t.number IS NULL THEN 0 WHEN t.due < $4 AND t.told < $4 THEN 3
			WHEN t.due < $4 OR t.near <= $4 THEN 2 ELSE 1 END) AS worst
		FROM cases c LEFT JOIN clocks t ON t.number = c.number AND t.met = '' AND t.due <> '' AND t.theirs = 0
		WHERE ` + counted + ` GROUP BY c.number) w
	GROUP BY w.worst ORDER BY w.worst DESC`

// Load counts the cases of a unit.
func (c *Cases) Load(ctx context.Context, unit, person, today string) (load casework.Load, err error) {
	args := []any{officer(person), person, unit}
	err = c.db.Read(ctx, func(q sqldb.Querier) error {
		load = casework.Load{}
		if load.Stages, err = counts(q, `SELECT c.procedure, c.stage, COUNT(*) FROM cases c WHERE `+counted+`
			GROUP BY c.procedure, c.stage ORDER BY c.procedure, c.stage`, args...); err != nil {
			return err
		}
		for _, stage := range load.Stages {
			load.Open += stage.Cases
		}
		if load.Handlers, err = counts(q, `SELECT '', c.handler, COUNT(*) FROM cases c WHERE `+counted+`
			GROUP BY c.handler ORDER BY c.handler`, args...); err != nil {
			return err
		}
		if load.Left, err = sqldb.One(q, sqldb.Self[int], `SELECT COUNT(*) FROM cases c WHERE `+counted+` AND `+nobodyHolds, args...); err != nil {
			return err
		}
		load.Clocks, err = counts(q, worstClocks, append(args, today)...)
		return err
	})
	return load, orGone(err)
}

func counts(q sqldb.Querier, query string, args ...any) ([]casework.Count, error) {
	return sqldb.All(q, func(c *casework.Count) []any { return []any{&c.Of, &c.Name, &c.Cases} }, query, args...)
}
