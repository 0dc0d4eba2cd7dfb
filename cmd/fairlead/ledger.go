package main

import (
	"context"
	"fmt"

	"fairlead/internal/ledger"
	"fairlead/internal/store"
)

// LedgerCommand is about the chained log of acts.
type LedgerCommand struct {
	Verify LedgerVerifyCommand `cmd:"" help:"Check that no line was taken out, changed or moved; name the first that does not fit."`
}

// LedgerVerifyCommand checks the whole chain.
type LedgerVerifyCommand struct {
	Place `embed:""`
}

// Run prints how far the chain holds. It fails if it breaks, or if its end is not the one
// that the store counted.
func (c *LedgerVerifyCommand) Run(ctx context.Context, t *Terminal) error {
	where := store.Settings{DataDir: c.Data, URL: c.Database, Now: t.Now}
	if !where.Made() { // a mistyped folder has an empty ledger, which would be whole
		return fmt.Errorf("nothing was checked: there is no database in the folder %q (--data, --database)", c.Data)
	}
	opened, err := store.Open(ctx, where)
	if err != nil {
		return fmt.Errorf("opening the store: %w", err)
	}
	defer opened.Close()
	before, err := opened.Ledger.Tail(ctx)
	if err != nil {
		return err
	}
	end := &counted{next: opened.Ledger.Lines(ctx), tail: before}
	last, broken, err := ledger.Verify(end.line)
	if err != nil {
		return err
	}
	// A server may be running, and writing: what it added since was counted since.
	after, err := opened.Ledger.Tail(ctx)
	switch {
	case err != nil:
		return err
	case broken > 0:
		return fmt.Errorf("the ledger is broken at line %d: it does not follow from the line before it", broken)
	case last.N < before.N:
		return fmt.Errorf("the ledger is broken at line %d: it is missing, and so is all after it", last.N+1)
	case end.other:
		return fmt.Errorf("the ledger is broken at line %d: it is not the line that was counted there", before.N)
	case last.N > after.N:
		return fmt.Errorf("the ledger is broken at line %d: it was never counted", after.N+1)
	}
	fmt.Fprintf(t.Out, "The ledger is whole: %d lines, the last is %s.\n", last.N, last.Hash)
	return nil
}

// counted reads lines and compares the one that the store counted last, since no later
// line vouches for it.
type counted struct {
	next  func() (string, error)
	tail  ledger.Tail
	n     int64
	other bool
}

func (c *counted) line() (string, error) {
	text, err := c.next()
	if c.n++; err == nil && c.n == c.tail.N {
		c.other = ledger.Hash(text) != c.tail.Hash
	}
	return text, err
}
