package office

import (
	"context"

	"fairlead/internal/insights"
)

// HelpedCounts gives what people said of the helper's answers, the newest month first.
type HelpedCounts interface {
	Helped(ctx context.Context) ([]insights.Helped, error)
}

// helpedMonths is how far back the editors look, in rows of a month and a language.
const helpedMonths = 36

type helpedRow struct {
	Month, Language string
	Yes, No         int64
}

// helped is the counts in words.
func (o *Office) helped(ctx context.Context, b base) ([]helpedRow, error) {
	counts, err := o.Helped.Helped(ctx)
	if err != nil {
		return nil, err
	}
	var rows []helpedRow
	for _, c := range counts[:min(len(counts), helpedMonths)] {
		rows = append(rows, helpedRow{b.Month(c.Month), o.languageName(c.Language), c.Yes, c.No})
	}
	return rows, nil
}
