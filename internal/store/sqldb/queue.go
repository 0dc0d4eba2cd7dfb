package sqldb

import (
	"context"
	"sync/atomic"
	"time"

	"fairlead/internal/fault"
)

// batchMax is how many writers share one commit. PostgreSQL keeps up to 64
// subtransactions of a backend in fast memory; apart, each writer's savepoint is one.
const batchMax = 64

// writing is one caller's work on its way through the queue.
type writing struct {
	ctx    context.Context
	do     func(*Tx) error
	until  time.Time
	taken  atomic.Bool // set once: by the queue that runs it or by the caller who gave up
	answer chan error
	err    error // what it will be answered when its batch is committed
}

// Write runs do in a transaction that it shares with others who write at the same moment,
// and returns when the one commit of all is durable. What do did is taken back if it
// gives an error, without harm to the others. While the database is away or locked the
// caller waits, then gets fault.Busy. do may be run again after such a moment, so it must
// set what it gives back each time anew; what it saved is in the database once.
func (db *DB) Write(ctx context.Context, do func(*Tx) error) error {
	w := &writing{ctx: ctx, do: do, until: db.deadline(), answer: make(chan error, 1)}
	timer := time.NewTimer(db.patience)
	defer timer.Stop()
	if err := db.put(ctx, w, timer.C); err != nil {
		return err
	}
	select {
	case err := <-w.answer:
		return err
	case <-ctx.Done():
		if w.taken.CompareAndSwap(false, true) {
			return gaveUp(ctx)
		}
	case <-timer.C:
		if w.taken.CompareAndSwap(false, true) {
			return busy(nil)
		}
	}
	return <-w.answer // it is being run: only the queue knows how it ends
}

func (db *DB) put(ctx context.Context, w *writing, timeout <-chan time.Time) error {
	db.mu.RLock()
	defer db.mu.RUnlock()
	if db.closed {
		return busy(nil)
	}
	select {
	case db.queue <- w:
		return nil
	case <-ctx.Done():
		return gaveUp(ctx)
	case <-timeout:
		return busy(nil)
	}
}

// gaveUp is the answer for a caller whose context ended before anything was run.
func gaveUp(ctx context.Context) error { return fault.New(fault.Busy, "busy", ctx.Err()) }

// serve is the one place that writes.
func (db *DB) serve() {
	defer close(db.done)
	w := &writer{db: db}
	defer w.drop()
	for first := range db.queue {
		w.settle(db.gather(first))
	}
}

// gather takes what waits.
func (db *DB) gather(first *writing) []*writing {
	batch := make([]*writing, 0, batchMax)
	for next, ok := first, true; ok; {
		if next.taken.CompareAndSwap(false, true) {
			batch = append(batch, next)
		}
		if len(batch) == batchMax {
			break
		}
		select {
		case next, ok = <-db.queue:
		default:
			return batch
		}
	}
	return batch
}

// settle answers a whole batch: it tries until the database took it, or refused it, or
// everybody's time is up.
func (w *writer) settle(batch []*writing) {
	for len(batch) > 0 {
		err := w.attempt(batch)
		if err == nil {
			answer(batch, nil)
			return
		}
		if !lost(err) {
			answer(batch, told(err))
			return
		}
		w.db.rest()
		if w.unsure == "" { // else each of them may be saved already: nobody may leave unanswered
			batch = stillWaiting(batch, err)
		} else if batch = expire(batch, err); len(batch) == 0 {
			w.unsure = ""
		}
	}
}

func (db *DB) rest() { time.Sleep(between) }

// answer gives everyone their own result, or the one failure that met them all.
func answer(batch []*writing, err error) {
	for _, one := range batch {
		if err != nil {
			one.err = err
		}
		one.answer <- one.err
	}
}

// stillWaiting answers those who may not wait any longer and gives the others.
func stillWaiting(batch []*writing, cause error) []*writing {
	var rest []*writing
	for _, one := range batch {
		switch {
		case one.ctx.Err() != nil:
			one.answer <- gaveUp(one.ctx)
		case time.Now().After(one.until):
			one.answer <- busy(cause)
		default:
			rest = append(rest, one)
		}
	}
	return rest
}

// expire answers a whole batch, whose commit may have been done, when the last of it has
// waited long enough. They are told "busy": a repeat is recognised by its ids.
func expire(batch []*writing, cause error) []*writing {
	for _, one := range batch {
		if time.Now().Before(one.until) {
			return batch
		}
	}
	answer(batch, busy(cause))
	return nil
}
