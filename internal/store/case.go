package store

import (
	"context"
	"slices"

	"fairlead/internal/casework"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/store/sqldb"
)

// Cases is casework.Store. For whoever holds no live grant a case does not exist.
type Cases struct{ *base }

var _ casework.Store = (*Cases)(nil)

// held is the condition under which holder $1 holds a live grant of case c.
const held = `EXISTS (SELECT 1 FROM compartments k
		JOIN grants g ON g.report = k.report AND g.compartment = k.compartment AND g.turn = k.turn
		WHERE k.report = c.report AND k.number = c.number AND g.holder = $1 AND g.ended = '')`

// allowed is the condition under which case c is not kept from holder $1, who is person $2.
const allowed = `NOT EXISTS (SELECT 1 FROM exclusions e WHERE e.report = c.report AND (e.who = $1
		OR e.who IN (SELECT 'unit:' || p.unit FROM people p WHERE p.person = $2)))
	AND NOT EXISTS (SELECT 1 FROM declarations d WHERE d.number = c.number AND d.person = $2 AND d.answer = 'recused')
	AND NOT EXISTS (SELECT 1 FROM suspensions s WHERE s.person = $2)`

// present is the condition under which case c exists for holder $1, who is person $2.
const present = held + ` AND ` + allowed

func officer(person string) string { return "officer:" + person }

// caseFor loads a case as it exists for a person, or the answer for an unknown number.
func caseFor(q sqldb.Querier, number, person string) (casework.Case, error) {
	c, err := sqldb.One(q, func(c *casework.Case) []any {
		return []any{
			&c.Number, &c.Report, &c.Kind, &c.Unit, &c.Form, &c.FormHash, &c.Procedure, &c.ProcedureHash,
			&c.Stage, &c.Language, &c.Received, &c.Urgent, &c.Revision,
		}
	}, `SELECT c.number, c.report, c.kind, c.unit, c.form, c.form_hash, c.procedure, c.procedure_hash,
		c.stage, c.language, c.received, c.urgent = 1, c.revision
		FROM cases c WHERE c.number = $3 AND `+present, officer(person), person, number)
	if err != nil {
		return c, orGone(err)
	}
	if c.Clocks, err = clocksOf(q, number); err != nil {
		return c, err
	}
	if c.Holders, err = holdersOf(q, c.Report, number); err != nil {
		return c, err
	}
	if c.Exclusions, err = sqldb.All(q, sqldb.Self[string],
		`SELECT who FROM exclusions WHERE report = $1 ORDER BY who`, c.Report); err != nil {
		return c, err
	}
	c.Declared, err = declaredIn(q, number)
	return c, err
}

func holdersOf(q sqldb.Querier, report, number string) ([]casework.Holder, error) {
	return sqldb.All(q, func(h *casework.Holder) []any {
		return []any{&h.Holder, &h.Compartment, &h.Turn, &h.Basis, &h.Since, &h.Ended, &h.Line, &h.Recipient}
	}, `SELECT g.holder, g.compartment, g.turn, g.basis, g.since, g.ended, l.hash, k.recipient
		FROM compartments k JOIN grants g ON g.report = k.report AND g.compartment = k.compartment AND g.turn = k.turn
		JOIN lines l ON l.seq = g.line WHERE k.report = $1 AND k.number = $2 ORDER BY g.line`, report, number)
}

func declaredIn(q sqldb.Querier, number string) (map[string]string, error) {
	type row struct{ person, answer string }
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.person, &r.answer} },
		`SELECT person, answer FROM declarations WHERE number = $1`, number)
	declared := make(map[string]string, len(rows))
	for _, r := range rows {
		declared[r.person] = r.answer
	}
	return declared, err
}

// View loads a case page for one person.
func (c *Cases) View(ctx context.Context, number, person string, read bool) (casework.View, error) {
	var view casework.View
	var before, newest int64
	err := c.db.Read(ctx, func(q sqldb.Querier) (err error) {
		if view.Case, err = caseFor(q, number, person); err != nil {
			return err
		}
		if view.Notices, err = noticesOf(q, number); err != nil {
			return err
		}
		if before, err = readSoFar(q, number, person); err != nil {
			return err
		}
		view.Bundle, newest, err = bundleOf(q, reading{view.Case.Report, officer(person), number})
		return err
	})
	if err != nil {
		return casework.View{}, err
	}
	if read {
		err = c.markRead(ctx, number, person, before, newest)
	}
	return view, err
}

// Named says whether an item served to this person in this case names the blob.
func (c *Cases) Named(ctx context.Context, number, person, blob string) error {
	return c.db.Read(ctx, func(q sqldb.Querier) error {
		reports, err := sqldb.All(q, sqldb.Self[string],
			`SELECT c.report FROM cases c WHERE c.number = $3 AND `+present, officer(person), person, number)
		if err != nil {
			return orGone(err)
		}
		if len(reports) == 0 {
			return gone()
		}
		return namedIn(q, reading{reports[0], officer(person), number}, blob)
	})
}

// Change loads the case, calls the step and saves all it gives, in one transaction.
func (c *Cases) Change(ctx context.Context, number, person string, step casework.Step) error {
	err := c.db.Write(ctx, func(tx *sqldb.Tx) error {
		before, err := caseFor(tx, number, person)
		if err != nil {
			return err
		}
		change, err := step(before)
		if err != nil {
			return err
		}
		return c.save(tx, before, person, change)
	})
	return orUnkept(orTaken(err))
}

func (c *Cases) save(tx *sqldb.Tx, before casework.Case, person string, change casework.Change) error {
	number, today := before.Number, c.today()
	lines := changeLines(before.Report, change)
	kept, err := known(tx, lines)
	if err != nil {
		return err
	}
	saveCase(tx, before, change.Case)
	seqs := saveLines(tx, fresh(lines, kept, func(l line) string { return l.hash })...)
	grants := newGrants(change.Grants, kept)
	saveGrants(tx, number, today, grants, seqs)
	if err := sameRecipients(tx, grants); err != nil {
		return err
	}
	savePosts(tx, fresh(change.Posts, kept, func(p mailbox.Post) string { return p.Hash }), change.Uploads, today, seqs)
	saveNotices(tx, number, change.Notices)
	if change.Declared != "" {
		tx.Do(`INSERT INTO declarations (number, person, answer, day) VALUES ($1, $2, $3, $4)
			ON CONFLICT (number, person) DO UPDATE SET answer = excluded.answer, day = excluded.day`,
			number, person, change.Declared, today)
	}
	endGrants(tx, before.Report, today, change.EndGrants)
	c.record(tx, number, fresh(change.Acts, kept, func(a ledger.Act) string { return a.Of })...)
	return nil
}

// saveCase saves the case's own row. Which report it is about, and since when, stays.
func saveCase(tx *sqldb.Tx, before, now casework.Case) {
	tx.Do(`UPDATE cases SET unit = $2, form = $3, form_hash = $4, procedure = $5, procedure_hash = $6,
		stage = $7, language = $8, urgent = $9, revision = revision + 1 WHERE number = $1`,
		before.Number, now.Unit, now.Form, now.FormHash, now.Procedure, now.ProcedureHash,
		now.Stage, now.Language, bit(now.Urgent))
	if !slices.Equal(before.Clocks, now.Clocks) {
		tx.Do(`DELETE FROM clocks WHERE number = $1`, before.Number)
		saveClocks(tx, before.Number, now.Clocks)
	}
	if !slices.Equal(before.Exclusions, now.Exclusions) {
		tx.Do(`DELETE FROM exclusions WHERE report = $1`, before.Report)
		saveExclusions(tx, before.Report, now.Exclusions)
	}
}

func changeLines(report string, change casework.Change) []line {
	lines := make([]line, 0, len(change.Grants)+len(change.Posts))
	for _, g := range change.Grants {
		lines = append(lines, line{g.Sealed.Signed, g.Hash, report, g.Line.Head})
	}
	return append(lines, postLines(report, change.Posts)...)
}

func newGrants(all []casework.NewGrant, kept map[string]bool) []grant {
	var grants []grant
	for _, g := range all {
		if !kept[g.Hash] {
			grants = append(grants, grant{g.Sealed, g.Line, g.Hash})
		}
	}
	return grants
}
