package clock

import (
	"testing"
	"time"
)

func TestPace(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	p := NewPace(3, 60)
	taken := func(at time.Time, tries int) (n int) {
		for range tries {
			if p.Take(at) {
				n++
			}
		}
		return n
	}
	for i, step := range []struct {
		after time.Duration
		want  int
	}{{0, 3}, {0, 0}, {-time.Hour, 0}, {time.Minute, 1}, {2 * time.Minute, 1}, {time.Hour, 3}} {
		if n := taken(now.Add(step.after), 10); n != step.want {
			t.Errorf("step %d: %d were let through, want %d", i, n, step.want)
		}
	}
}
