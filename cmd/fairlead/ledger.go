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

// Run prints how far the chain holds. It fails if it breaks, or if lines are missing at
// the end that the store once counted.
func (c *LedgerVerifyCommand) Run(ctx context.Context, t *Terminal) error {
	opened, err := store.Open(ctx, store.Settings{DataDir: c.Data, URL: c.Database, Now: t.Now})
	if err != nil {
		return fmt.Errorf("opening the store: %w", err)
	}
	defer opened.Close()
	counted, err := opened.Ledger.Tail(ctx)
	if err != nil {
		return err
	}
	last, broken, err := ledger.Verify(opened.Ledger.Lines(ctx))
	switch {
	case err != nil:
		return err
	case broken > 0:
		return fmt.Errorf("the ledger is broken at line %d: it does not follow from the line before it", broken)
	case last.N < counted.N:
		return fmt.Errorf("the ledger is broken at line %d: it is missing, and so is all after it", last.N+1)
	}
	fmt.Fprintf(t.Out, "The ledger is whole: %d lines, the last is %s.\n", last.N, last.Hash)
	return nil
}
