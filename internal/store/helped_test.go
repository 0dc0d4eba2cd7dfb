package store_test

import (
	"testing"
	"time"

	"fairlead/internal/insights"
)

// helpedCounted: a yes and a no are one more of their month and language, and no act.
func helpedCounted(t *testing.T, w *world) {
	list, err := w.Helped.Helped(ctx)
	must(t, err)
	same(t, "before", len(list), 0)
	for _, yes := range []bool{true, true, false} {
		must(t, w.Helped.CountHelped(ctx, "fr", yes))
	}
	must(t, w.Helped.CountHelped(ctx, "en", false))
	w.pass(31 * 24 * time.Hour)
	must(t, w.Helped.CountHelped(ctx, "fr", true))
	list, err = w.Helped.Helped(ctx)
	must(t, err)
	same(t, "counts", list, []insights.Helped{
		{Month: "2026-12", Language: "fr", Yes: 1},
		{Month: "2026-11", Language: "en", No: 1},
		{Month: "2026-11", Language: "fr", Yes: 2, No: 1},
	})
	same(t, "ledger", w.acts(t), []string(nil))
}
