package jobs

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// memory keeps leases as the store does.
type memory struct {
	mu    sync.Mutex
	holds map[string]string
	until map[string]time.Time
	done  map[string]time.Time
}

func newMemory() *memory {
	return &memory{holds: map[string]string{}, until: map[string]time.Time{}, done: map[string]time.Time{}}
}

func (m *memory) Take(_ context.Context, task, holder string, now, until, doneBefore time.Time) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.until[task].After(now) || m.done[task].After(doneBefore) {
		return false, nil
	}
	m.holds[task], m.until[task] = holder, until
	return true, nil
}

func (m *memory) Done(_ context.Context, task, holder string, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.holds[task] == holder {
		m.until[task], m.done[task] = time.Time{}, at
	}
	return nil
}

func (m *memory) Drop(_ context.Context, task, holder string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.holds[task] == holder {
		m.until[task] = time.Time{}
	}
	return nil
}

func runner(leases Leases, holder string, tasks ...Task) *Runner {
	return New(Config{
		Leases: leases, Tasks: tasks, Holder: holder, Now: time.Now,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
}

// TestOneOfTwo: two nodes run for three hours, and an hourly task is done four times in all
// (at once, and after each hour), never twice at the same time.
func TestOneOfTwo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		runs, now := 0, 0
		task := Task{Name: "hourly", Every: time.Hour, Run: func(context.Context) error {
			mu.Lock()
			runs++
			now++
			if now > 1 {
				t.Error("two nodes ran it at once")
			}
			mu.Unlock()
			time.Sleep(time.Second)
			mu.Lock()
			now--
			mu.Unlock()
			return nil
		}}
		leases := newMemory()
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Hour+10*time.Minute)
		defer cancel()
		var both sync.WaitGroup
		for _, node := range []string{"a", "b"} {
			both.Go(func() { runner(leases, node, task).Run(ctx) })
		}
		both.Wait()
		if runs != 4 {
			t.Errorf("ran %d times, want 4", runs)
		}
	})
}

// TestFailedIsTriedAgain: what fails is due again at the next look, and a task that hangs
// keeps no other from its time; its context ends with its lease.
func TestFailedIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries, hung, others := 0, 0, 0
		fails := Task{Name: "fails", Every: time.Hour, Run: func(context.Context) error {
			if tries++; tries < 3 {
				return errors.New("not yet")
			}
			return nil
		}}
		hangs := Task{Name: "hangs", Every: time.Hour, Run: func(ctx context.Context) error {
			hung++
			<-ctx.Done()
			return ctx.Err()
		}}
		works := Task{Name: "works", Every: time.Minute, Run: func(context.Context) error { others++; return nil }}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute+time.Second)
		defer cancel()
		runner(newMemory(), "a", fails, hangs, works).Run(ctx)
		if tries != 3 {
			t.Errorf("tried %d times, want 3", tries)
		}
		if hung < 3 {
			t.Errorf("a task that hung ran %d times in 20 minutes: its lease never ended", hung)
		}
		if others < 15 {
			t.Errorf("a task beside one that hung ran %d times in 20 minutes", others)
		}
	})
}
