package store_test

import (
	"testing"

	"fairlead/internal/casework"
)

// queue is all that a person's lists show, page by page, and holds each row to what is given
// of its case alone.
func (w *world) queue(t *testing.T, person string) (all []casework.Row) {
	t.Helper()
	for _, show := range []string{"", casework.ShowEnded, casework.ShowComments} {
		all = append(all, w.list(t, person, show, 2)...)
	}
	for _, row := range all {
		alone, err := w.Cases.Row(ctx, row.Number, person)
		must(t, err)
		same(t, "a row alone", alone, row)
	}
	return all
}

// list is one list in pages of a size.
func (w *world) list(t *testing.T, person, show string, size int) (all []casework.Row) {
	t.Helper()
	page := casework.Page{Show: show, Size: size}
	for {
		rows, err := w.Cases.Queue(ctx, person, page)
		must(t, err)
		all = append(all, rows.Rows...)
		if page.After = rows.Next; page.After == "" {
			return all
		}
	}
}
