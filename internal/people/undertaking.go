package people

import (
	"context"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
)

// Undertaken says whether an officer signed the undertaking as it stands today. Where the
// organisation's pack has none, nobody is asked.
func (r *Registry) Undertaken(ctx context.Context, person string) (bool, error) {
	version := r.Undertaking()
	if version == "" {
		return true, nil
	}
	signed, err := r.Desk.Undertaken(ctx, person)
	return signed == version, err
}

// Undertake keeps the line by which an officer promises to keep confidence: signed by the
// keys that count today, and over the very text that stands today.
func (r *Registry) Undertake(ctx context.Context, person string, signed seal.Signed) error {
	line, err := seal.ParseAs[seal.Undertaking](signed)
	if err != nil {
		return notTaken(err)
	}
	officer, err := r.current(ctx, person)
	if err != nil {
		return err
	}
	if officer == nil || line.By != "officer:"+person || !clock.Near(line.At, r.today(), 1, 1) {
		return notTaken(nil)
	}
	if _, err := seal.CheckAs[seal.Undertaking](signed, officer.Verify); err != nil {
		return notTaken(err)
	}
	if line.Version != r.Undertaking() {
		return fault.New(fault.Conflict, "undertaking-changed", nil)
	}
	act := ledger.Act{Act: ledger.Undertook, By: line.By, Of: seal.LineHash(signed)}
	return r.Desk.Undertake(ctx, signed, line, act)
}

func notTaken(cause error) error { return fault.New(fault.Refused, "undertaking-unfit", cause) }
