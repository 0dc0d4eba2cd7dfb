package store

import (
	"context"

	"fairlead/internal/insights"
	"fairlead/internal/store/sqldb"
)

// Helped counts whether the helper helped: a yes or a no, its month and its language.
type Helped struct{ *base }

// CountHelped adds one to the count of this month.
func (h *Helped) CountHelped(ctx context.Context, language string, yes bool) error {
	answer, month := "no", h.today()[:len("2006-01")]
	if yes {
		answer = "yes"
	}
	return h.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`INSERT INTO helped (month, language, answer, number) VALUES ($1, $2, $3, 1)
			ON CONFLICT (month, language, answer) DO UPDATE SET number = helped.number + 1`, month, language, answer)
		return nil
	})
}

// Helped gives the counts, the newest month first.
func (h *Helped) Helped(ctx context.Context) (list []insights.Helped, err error) {
	err = h.db.Read(ctx, func(q sqldb.Querier) error {
		list, err = sqldb.All(q, func(c *insights.Helped) []any { return []any{&c.Month, &c.Language, &c.Yes, &c.No} },
			`SELECT month, language,
				CAST(SUM(CASE WHEN answer = 'yes' THEN number ELSE 0 END) AS BIGINT),
				CAST(SUM(CASE WHEN answer = 'no' THEN number ELSE 0 END) AS BIGINT)
			FROM helped GROUP BY month, language ORDER BY month DESC, language`)
		return err
	})
	return list, err
}
