package store

import (
	"context"
	"slices"
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
			return receiptOf(a), nil
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
		changed, looked := r.renumber(ctx, &a, renumber)
		if looked != nil {
			return intake.Receipt{}, looked
		}
		if !changed { // so it was the report's or a line's id that is taken
			return intake.Receipt{}, taken(err)
		}
	}
	return intake.Receipt{}, fault.New(fault.Internal, "internal", nil)
}

func receiptOf(a intake.Arrival) intake.Receipt {
	receipt := intake.Receipt{Number: a.Cases[0].Number, Received: a.Day, Same: true, Unit: a.Cases[0].Unit}
	for _, c := range a.Cases[1:] {
		receipt.Also = append(receipt.Also, intake.Also{Number: c.Number, Unit: c.Unit})
	}
	return receipt
}

// renumber gives another number to each case whose proposed one is taken, by a case that is
// kept or by one before it in the arrival; it says whether there was any.
func (r *Reports) renumber(ctx context.Context, a *intake.Arrival, another func() string) (changed bool, err error) {
	a.Cases = slices.Clone(a.Cases)
	for i := range a.Cases {
		number := a.Cases[i].Number
		free, err := r.numberFree(ctx, number)
		if err != nil {
			return false, err
		}
		again := slices.ContainsFunc(a.Cases[:i], func(c intake.Case) bool { return c.Number == number })
		if !free || again {
			a.Cases[i].Number, changed = another(), true
		}
	}
	return changed, nil
}

// save writes the rows of an arrival. It asks nothing, so that many arrivals go together.
func (r *Reports) save(tx *sqldb.Tx, a intake.Arrival) {
	tx.Insert(`reports (report, number, day)`, ``, sqldb.Row{a.Report, a.Cases[0].Number, a.Day})
	tx.Insert(`mailboxes (handle, report, who, fingerprint)`, ``,
		sqldb.Row{a.HandleHash, a.Report, a.KeysLine.Who, a.Fingerprint})
	seqs := saveLines(tx, arrivalLines(a)...)
	saveExclusions(tx, a.Report, a.KeysLine.Exclusions)
	saveUploads(tx, a.Uploads, a.Day)
	if a.DraftHash != "" {
		dropDraft(tx, a.DraftHash)
	}
	for _, c := range a.Cases {
		r.saveCase(tx, a, c, seqs)
	}
}

// saveCase writes what one office receives.
func (r *Reports) saveCase(tx *sqldb.Tx, a intake.Arrival, c intake.Case, seqs map[string]int64) {
	tx.Insert(`cases (number, report, kind, unit, form, form_hash, procedure, procedure_hash, stage, language, received, urgent, revision)`, ``,
		sqldb.Row{c.Number, a.Report, c.Kind, c.Unit, c.Form, c.FormHash, c.Procedure, c.ProcedureHash, c.Stage, a.Language, a.Day, bit(c.Urgent), 1})
	grants := make([]grant, len(c.Grants))
	for i, g := range c.Grants {
		grants[i] = grant{g.Sealed, g.Line, g.Hash, c.Number}
	}
	saveGrants(tx, c.Number, a.Day, grants, seqs)
	lay(tx, c, a.Day)
	savePosts(tx, c.Posts, nil, a.Day, seqs)
	agreed := make([]sqldb.Row, len(c.Consents))
	for i, consent := range c.Consents {
		agreed[i] = sqldb.Row{c.Number, seqs[consent.Hash], a.Day}
	}
	tx.Insert(`case_lines (number, line, day)`, ``, agreed...)
	saveClocks(tx, c.Number, c.Clocks)
	saveNotices(tx, c.Number, c.Notices)
	acts := make([]ledger.Act, len(c.Acts))
	for i, act := range c.Acts {
		act.Case = c.Number // a proposed number may have changed since
		acts[i] = act
	}
	r.record(tx, c.Number, acts...)
}

func arrivalLines(a intake.Arrival) []line {
	lines := []line{{a.Keys, seal.LineHash(a.Keys), a.Report, a.KeysLine.Head}}
	for _, c := range a.Cases {
		for _, g := range c.Grants {
			lines = append(lines, line{g.Sealed.Signed, g.Hash, a.Report, g.Line.Head})
		}
		lines = append(lines, postLines(a.Report, c.Posts)...)
		for _, consent := range c.Consents {
			lines = append(lines, line{consent.Signed, consent.Hash, a.Report, consent.Line.Head})
		}
	}
	return lines
}

// Received looks a handle up: the receipt of what was sent under it, and its fingerprint.
func (r *Reports) Received(ctx context.Context, handleHash string) (receipt intake.Receipt, fingerprint string, err error) {
	type row struct {
		number, day, unit, fingerprint string
	}
	err = r.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.number, &r.day, &r.unit, &r.fingerprint} },
			`SELECT c.number, c.received, c.unit, m.fingerprint FROM mailboxes m
			JOIN reports r ON r.report = m.report JOIN cases c ON c.report = r.report
			WHERE m.handle = $1 AND m.who = 'reporter'
			AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.number = c.number) `+inOrder, handleHash)
		if err == nil && len(rows) == 0 {
			err = gone()
		}
		if err != nil {
			return orGone(err)
		}
		receipt, fingerprint = intake.Receipt{Number: rows[0].number, Received: rows[0].day, Unit: rows[0].unit}, rows[0].fingerprint
		for _, r := range rows[1:] {
			receipt.Also = append(receipt.Also, intake.Also{Number: r.number, Unit: r.unit})
		}
		return nil
	})
	return receipt, fingerprint, err
}

// inOrder gives the cases c of report r in the order in which their offices were told: the
// one that the report began first.
const inOrder = `ORDER BY c.number <> r.number, c.received, c.number`

func (r *Reports) numberFree(ctx context.Context, number string) (free bool, err error) {
	err = r.db.Read(ctx, func(q sqldb.Querier) error {
		found, err := sqldb.All(q, sqldb.Self[string], `SELECT number FROM cases WHERE number = $1`, number)
		free = len(found) == 0
		return err
	})
	return free, err
}
