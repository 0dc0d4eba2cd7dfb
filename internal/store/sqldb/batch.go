package sqldb

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// errRefused says that the database refused something of a batch that ran together, and
// that only running each writer apart can tell whose it was.
var errRefused = errors.New("refused within a batch")

// together runs a batch as if it were one writer, without savepoints: nearly always
// nothing is refused, and many writers' rows are a few statements. Somebody who gives an
// error before writing anything, as most refusals do, is left out without harm.
func together(tx *Tx, batch []*writing) error {
	for _, one := range batch {
		before := tx.head
		tx.wrote = false
		one.err = guarded(one.do, tx)
		switch {
		case one.err == nil:
			tx.saved = tx.saved || tx.wrote
		case tx.wrote || tx.err != nil:
			return refusal(batch, one.err, tx.err)
		default:
			tx.head = before
		}
	}
	if err := tx.Flush(); err != nil {
		return refusal(batch, err, nil)
	}
	return nil
}

// refusal says how a batch that ran together goes on after an error: not at all if the
// transaction cannot (lost, full), else apart. A batch of one needs no second run to know
// whose the error is: apart would give the same.
func refusal(batch []*writing, err, cause error) error {
	if all := errors.Join(err, cause); lost(all) || full(all) {
		return all
	}
	if len(batch) == 1 {
		return err
	}
	return errRefused
}

// apart runs a batch with a savepoint for each writer.
func apart(tx *Tx, batch []*writing) error {
	for _, one := range batch {
		broken := false
		if one.err, broken = tx.alone(one.do); broken {
			return one.err
		}
	}
	return nil
}

// alone runs one writer within a savepoint. broken says that the transaction cannot go
// on, and err why.
func (tx *Tx) alone(do func(*Tx) error) (err error, broken bool) {
	before := tx.head
	tx.sent = false
	tx.put(`SAVEPOINT one`)
	err = guarded(do, tx)
	if err == nil {
		tx.Do(`RELEASE SAVEPOINT one`)
		err = tx.Flush()
	}
	if err == nil {
		tx.saved = true
		return nil, false
	}
	if all := errors.Join(err, tx.err); lost(all) || full(all) {
		return all, true
	}
	tx.head = before
	if undone := tx.undo(); undone != nil {
		return undone, true
	}
	return err, false
}

// undo takes back what one writer did.
func (tx *Tx) undo() error {
	tx.rows, tx.pending, tx.err = nil, nil, nil
	if !tx.sent {
		return nil
	}
	// Not through Do: nothing can be prepared in a PostgreSQL transaction that failed.
	if err := tx.now(`ROLLBACK TO SAVEPOINT one`); err != nil {
		return err
	}
	return tx.now(`RELEASE SAVEPOINT one`)
}

// guarded keeps one caller's panic from ending everybody's writing. The stack says where;
// the value is left out, since it could hold what nobody may log.
func guarded(do func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("a writer panicked (%T):\n%s", r, debug.Stack())
		}
	}()
	return do(tx)
}
