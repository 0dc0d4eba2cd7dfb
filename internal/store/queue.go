package store

import (
	"context"

	"fairlead/internal/casework"
	"fairlead/internal/store/sqldb"
)

// queue lists the cases that exist for person $2 (holder $1), newest first, each with the
// clock that is due next and with what others wrote since this person last looked. A
// receipt is nothing to read, and a file belongs to the item it came with.
const queue = `SELECT c.number, c.kind, c.form, c.unit, c.stage, c.received, c.language, c.urgent = 1,
	COALESCE(due.code, ''), COALESCE(due.started, ''), COALESCE(due.due, ''),
	(SELECT COUNT(*) FROM items i
		JOIN compartments at ON at.report = i.report AND at.compartment = i.compartment AND at.turn = i.turn
		WHERE i.report = c.report AND at.number = c.number AND i.author <> $1
		AND i.kind NOT IN ('receipt', 'file') AND i.line > COALESCE(seen.seq, 0)
		AND EXISTS (SELECT 1 FROM grants own WHERE own.report = i.report AND own.compartment = i.compartment
			AND own.turn = i.turn AND own.holder = $1 AND own.ended = ''))
	FROM cases c
	LEFT JOIN reads seen ON seen.number = c.number AND seen.reader = $2
	LEFT JOIN clocks due ON due.number = c.number AND due.place =
		(SELECT t.place FROM clocks t WHERE t.number = c.number AND t.met = '' AND t.due <> ''
			ORDER BY t.due, t.place LIMIT 1)
	WHERE c.number IN (SELECT k.number FROM grants g
		JOIN compartments k ON k.report = g.report AND k.compartment = g.compartment AND k.turn = g.turn
		WHERE g.holder = $1 AND g.ended = '')
	AND ` + allowed + ` ORDER BY c.received DESC, c.number`

// Queue lists a person's cases in one query.
func (c *Cases) Queue(ctx context.Context, person string) (rows []casework.Row, err error) {
	err = c.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err = sqldb.All(q, func(r *casework.Row) []any {
			return []any{
				&r.Number, &r.Kind, &r.Form, &r.Unit, &r.Stage, &r.Received, &r.Language, &r.Urgent,
				&r.Clock.Code, &r.Clock.Started, &r.Clock.Due, &r.Unread,
			}
		}, queue, officer(person), person)
		return err
	})
	return rows, err
}
