package casework

import (
	"slices"
	"testing"
)

// TestOutcomesTrue: nobody is written that their report was referred before it was, nor that
// it is investigated before another office took it.
func TestOutcomesTrue(t *testing.T) {
	s := assessed(t)
	offers := func(want ...string) {
		t.Helper()
		sight := s.sight(handler)
		step, _ := sight.p.Step("decide")
		if got := sight.outcomes(step); !slices.Equal(got, want) {
			t.Errorf("the outcomes are %v, not %v", got, want)
		}
	}
	offers("no-further-action")
	s.not(handler, "decide", "outcome-unfit", code("referred"))
	s.not(handler, "decide", "outcome-unfit", code("investigated"))
	s.agreed(handler, "offer-iaig", "unit:iaig", reporter)
	s.take(handler, "offer-iaig")
	offers("referred", "no-further-action")
	s.not(handler, "decide", "outcome-unfit", code("investigated"))
	s.at("iaig").take(0, "accept")
	offers("referred", "investigated", "no-further-action")
}
