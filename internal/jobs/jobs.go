// Package jobs runs named tasks by the clock. Several nodes may share one store: each run of
// a task is done under a lease, by one of them.
package jobs

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Task is something to be done again and again. Run is given a context that ends with the
// lease; whatever it left undone, the next run finds.
type Task struct {
	Name  string
	Every time.Duration
	Run   func(ctx context.Context) error
}

// Leases keeps who does what now, and when it was done last.
type Leases interface {
	// Take gives the lease on a task until a moment, unless somebody else's is still live or
	// the task was done after a moment. It says whether it was given.
	Take(ctx context.Context, task, holder string, now, until, doneBefore time.Time) (bool, error)
	// Done gives the lease back; the task was done at that moment.
	Done(ctx context.Context, task, holder string, at time.Time) error
	// Drop gives the lease back undone.
	Drop(ctx context.Context, task, holder string) error
}

// Config is what a runner is made of. Holder tells this node from others; Look is how often
// it asks whether something is due (a minute unless told).
type Config struct {
	Leases Leases
	Tasks  []Task
	Holder string
	Now    func() time.Time
	Look   time.Duration
	Log    *slog.Logger
}

// Runner does what is due.
type Runner struct{ Config }

// New makes a runner.
func New(config Config) *Runner {
	if config.Look == 0 {
		config.Look = time.Minute
	}
	return &Runner{config}
}

// lease is how long one run may take before another node may do it too.
const lease = 5 * time.Minute

// Run does what is due, at once and then by the clock, until ctx ends. Each task has its own
// line, so that one that hangs keeps no other from its time.
func (r *Runner) Run(ctx context.Context) {
	var all sync.WaitGroup
	for _, task := range r.Tasks {
		all.Go(func() { r.repeat(ctx, task) })
	}
	all.Wait()
}

func (r *Runner) repeat(ctx context.Context, task Task) {
	tick := time.NewTicker(min(r.Look, task.Every))
	defer tick.Stop()
	for {
		r.once(ctx, task)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// once runs a task if it is due and nobody else is at it. What fails is told in the log by
// name, and tried again at the next look.
func (r *Runner) once(ctx context.Context, task Task) {
	now := r.Now()
	mine, err := r.Leases.Take(ctx, task.Name, r.Holder, now, now.Add(lease), now.Add(-task.Every))
	if err != nil || !mine {
		r.told(ctx, task, err)
		return
	}
	within, cancel := context.WithTimeout(ctx, lease)
	defer cancel()
	if err := task.Run(within); err != nil {
		r.told(ctx, task, err)
		r.told(ctx, task, r.Leases.Drop(context.WithoutCancel(ctx), task.Name, r.Holder))
		return
	}
	r.told(ctx, task, r.Leases.Done(context.WithoutCancel(ctx), task.Name, r.Holder, r.Now()))
}

func (r *Runner) told(ctx context.Context, task Task, err error) {
	if err != nil && ctx.Err() == nil {
		r.Log.Warn("task", "key", "task-failed", "task", task.Name, "cause", err.Error())
	}
}
