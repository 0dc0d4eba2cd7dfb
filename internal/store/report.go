package store

import (
	"context"
	"sync"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// Reports is intake.Store: what arrives.
type Reports struct {
	*base
	versions sync.Map // hashes that are known to be kept
}

var _ intake.Store = (*Reports)(nil)

// numbers is how often another case number is asked for before it is called a failure.
const numbers = 20

// Receive saves an arrival whole or not at all. It writes at once and looks only when the
// database refuses a second row: nearly every arrival is the first under its handle.
func (r *Reports) Receive(ctx context.Context, a intake.Arrival, renumber func() string) (intake.Receipt, error) {
	for range numbers {
		err := r.db.Write(ctx, func(tx *sqldb.Tx) error {
			r.save(tx, a)
			return nil
		})
		if err == nil {
			return intake.Receipt{Number: a.Number, Received: a.Day, Same: true, Unit: a.Unit}, nil
		}
		if !sqldb.Unique(err) {
			return intake.Receipt{}, orUnkept(err)
		}
		first, fingerprint, looked := r.Received(ctx, a.HandleHash)
		if looked == nil {
			first.Same = fingerprint == a.Fingerprint
			return first, nil
		}
		if !fault.Is(looked, fault.NotFound) {
			return intake.Receipt{}, looked
		}
		if free, looked := r.numberFree(ctx, a.Number); looked != nil {
			return intake.Receipt{}, looked
		} else if free { // so it was the report's or a line's id that is taken
			return intake.Receipt{}, taken(err)
		}
		a.Number = renumber()
	}
	return intake.Receipt{}, fault.New(fault.Internal, "internal", nil)
}

// save writes the rows of an arrival. It asks nothing, so that many arrivals go together.
func (r *Reports) save(tx *sqldb.Tx, a intake.Arrival) {
	tx.Insert(`reports (report, number, day)`, ``, sqldb.Row{a.Report, a.Number, a.Day})
	tx.Insert(`mailboxes (handle, report, who, fingerprint)`, ``,
		sqldb.Row{a.HandleHash, a.Report, a.KeysLine.Who, a.Fingerprint})
	tx.Insert(`cases (number, report, unit, form, form_hash, procedure, procedure_hash, stage, language, received, urgent, revision)`, ``,
		sqldb.Row{a.Number, a.Report, a.Unit, a.Form, a.FormHash, a.Procedure, a.ProcedureHash, a.Stage, a.Language, a.Day, bit(a.Urgent), 1})
	seqs := saveLines(tx, arrivalLines(a)...)
	grants := make([]grant, len(a.Grants))
	for i, g := range a.Grants {
		grants[i] = grant{g.Sealed, g.Line, g.Hash}
	}
	saveGrants(tx, a.Number, a.Day, grants, seqs)
	savePosts(tx, a.Posts, a.Uploads, a.Day, seqs)
	saveExclusions(tx, a.Report, a.KeysLine.Exclusions)
	saveClocks(tx, a.Number, a.Clocks)
	saveNotices(tx, a.Number, a.Notices)
	acts := make([]ledger.Act, len(a.Acts))
	for i, act := range a.Acts {
		act.Case = a.Number // a proposed number may have changed since
		acts[i] = act
	}
	r.record(tx, a.Number, acts...)
}

func arrivalLines(a intake.Arrival) []line {
	lines := make([]line, 0, 1+len(a.Grants)+len(a.Posts))
	lines = append(lines, line{a.Keys, seal.LineHash(a.Keys), a.Report, a.KeysLine.Head})
	for _, g := range a.Grants {
		lines = append(lines, line{g.Sealed.Signed, g.Hash, a.Report, g.Line.Head})
	}
	for _, p := range a.Posts {
		lines = append(lines, line{p.Sealed.Signed, p.Hash, a.Report, p.Line.Head})
	}
	return lines
}

// Received looks a handle up: the receipt of what was sent under it, and its fingerprint.
func (r *Reports) Received(ctx context.Context, handleHash string) (receipt intake.Receipt, fingerprint string, err error) {
	type row struct {
		receipt     intake.Receipt
		fingerprint string
	}
	err = r.db.Read(ctx, func(q sqldb.Querier) error {
		found, err := sqldb.One(q, func(r *row) []any {
			return []any{&r.receipt.Number, &r.receipt.Received, &r.receipt.Unit, &r.fingerprint}
		}, `SELECT c.number, c.received, c.unit, m.fingerprint FROM mailboxes m
			JOIN reports r ON r.report = m.report JOIN cases c ON c.number = r.number
			WHERE m.handle = $1 AND m.who = 'reporter'`, handleHash)
		receipt, fingerprint = found.receipt, found.fingerprint
		return orGone(err)
	})
	return receipt, fingerprint, err
}

func (r *Reports) numberFree(ctx context.Context, number string) (free bool, err error) {
	err = r.db.Read(ctx, func(q sqldb.Querier) error {
		found, err := sqldb.All(q, sqldb.Self[string], `SELECT number FROM cases WHERE number = $1`, number)
		free = len(found) == 0
		return err
	})
	return free, err
}
