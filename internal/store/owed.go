package store

import (
	"context"

	"fairlead/internal/casework"
	"fairlead/internal/store/sqldb"
)

// Owing gives the cases whose day has come: whoever has a phrase may know of an offer, and the
// case has not moved for it; or somebody stood in until a day that is over.
func (c *Cases) Owing(ctx context.Context, today string) (owing []casework.Owing, err error) {
	err = c.db.Read(ctx, func(q sqldb.Querier) error {
		owing, err = sqldb.All(q, func(o *casework.Owing) []any { return []any{&o.Number, &o.ProcedureHash} },
			`SELECT c.number, c.procedure_hash FROM offers o JOIN cases c ON c.number = o.giver
			WHERE o.owed <> '' AND o.owed <= $1
			UNION SELECT number, procedure_hash FROM cases WHERE covered <> '' AND covered < $1 ORDER BY 1`, today)
		return err
	})
	return owing, err
}

// ChangeOwed is Change for what a day brings to a case: nobody acts.
func (c *Cases) ChangeOwed(ctx context.Context, number string, step casework.Step) error {
	return c.change(ctx, func(tx *sqldb.Tx) error {
		before, err := c.loaded(tx, `WHERE c.number = $1`, number)
		if err != nil {
			return err
		}
		return c.take(tx, before, "", step)
	})
}

// saveOwed keeps from which day a case's offers are known, or that the case has moved for them.
func saveOwed(tx *sqldb.Tx, before, now casework.Case) {
	owed := make(map[string]string, len(before.Offers))
	for _, o := range before.Offers {
		owed[o.Number] = o.Owed
	}
	for _, o := range now.Offers {
		if was, kept := owed[o.Number]; kept && was != o.Owed {
			tx.Do(`UPDATE offers SET owed = $3 WHERE number = $1 AND giver = $2`, o.Number, now.Number, o.Owed)
		}
	}
}
