package store

import (
	"context"
	"slices"

	"fairlead/internal/casework"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/store/sqldb"
)

// Change loads the case, calls the step and saves all it gives, in one transaction.
func (c *Cases) Change(ctx context.Context, number, person string, step casework.Step) error {
	return c.change(ctx, func(tx *sqldb.Tx) error {
		before, err := c.caseFor(tx, number, person)
		if err != nil {
			return err
		}
		return c.take(tx, before, person, step)
	})
}

// ChangeAs is Change for somebody with a phrase, in what they are shown of a unit's work.
func (c *Cases) ChangeAs(ctx context.Context, report, unit, who string, step casework.Step) error {
	return c.change(ctx, func(tx *sqldb.Tx) error {
		before, err := c.loaded(tx, `JOIN reports r ON r.report = c.report
			WHERE c.report = $1 AND c.unit = $4 AND EXISTS (SELECT 1 FROM mailboxes m WHERE m.report = $1 AND m.who = $2)
			AND `+visible+` ORDER BY c.ended <> '', c.number <> r.number, c.number`, report, who, c.today(), unit)
		if err != nil {
			return err
		}
		return c.take(tx, before, "", step)
	})
}

// ClaimAs is Change for whoever's mailbox lies under a handle, in the case where it was begun.
func (c *Cases) ClaimAs(ctx context.Context, handleHash string, step func(who string) casework.Step) error {
	return c.change(ctx, func(tx *sqldb.Tx) error {
		whose, err := ownerOf(tx, handleHash)
		if err != nil {
			return err
		}
		before, err := c.loaded(tx, `WHERE c.number = $1`, whose.number)
		if err != nil {
			return err
		}
		if err := addTheirs(tx, &before, whose.who, c.today()); err != nil {
			return err
		}
		return c.take(tx, before, "", step(whose.who))
	})
}

func (c *Cases) change(ctx context.Context, do func(*sqldb.Tx) error) error {
	return orUnkept(orTaken(c.db.Write(ctx, do)))
}

// take takes a step on a case and saves what it gives; person is the officer who acts, or "".
func (b *base) take(tx *sqldb.Tx, before casework.Case, person string, step casework.Step) error {
	given := before
	before = asItWas(before)
	change, err := step(given)
	if err != nil {
		return err
	}
	lines := changeLines(before.Report, change)
	kept, err := known(tx, lines)
	if err != nil {
		return err
	}
	if len(lines) > 0 && len(fresh(lines, kept, func(l line) string { return l.hash })) == 0 {
		return nil // the answer to the first time was lost on its way: it changes nothing now
	}
	if err := b.saveSent(tx, before, person, change, lines, kept); err != nil {
		return err
	}
	saveNotices(tx, before.Number, change.Notices)
	if change.Declared != "" {
		tx.Do(`INSERT INTO declarations (number, person, answer, day) VALUES ($1, $2, $3, $4)
			ON CONFLICT (number, person) DO UPDATE SET answer = excluded.answer, day = excluded.day`,
			before.Number, person, change.Declared, b.today())
	}
	endGrants(tx, before.Report, b.today(), change.EndGrants)
	saveInvited(tx, before.Report, before.Number, change.Invited, kept)
	if err := b.saveClaim(tx, before.Report, change); err != nil {
		return err
	}
	if err := b.showLater(tx, before.Report, change.Later); err != nil {
		return err
	}
	b.record(tx, before.Number, fresh(change.Acts, kept, func(a ledger.Act) string { return a.Of })...)
	return b.saveBeside(tx, before, person, change)
}

// asItWas copies what a step could change within a case, so that it can be compared.
func asItWas(c casework.Case) casework.Case {
	c.Clocks, c.Exclusions, c.Offers = slices.Clone(c.Clocks), slices.Clone(c.Exclusions), slices.Clone(c.Offers)
	if c.Giver != nil {
		giver := *c.Giver
		c.Giver = &giver
	}
	return c
}

// saveSent saves the case as it is now and the lines, grants and items of a change, but for those
// that are kept already.
func (b *base) saveSent(tx *sqldb.Tx, before casework.Case, person string, change casework.Change, lines []line, kept map[string]bool) error {
	saveCase(tx, before, change.Case)
	lines = fresh(lines, kept, func(l line) string { return l.hash })
	seqs := saveLines(tx, lines...)
	grants := newGrants(change.Grants, kept)
	for i, g := range grants {
		grants[i].number = seat(before, person, g.line)
	}
	saveGrants(tx, before.Number, b.today(), grants, seqs)
	if err := sameRecipients(tx, grants); err != nil {
		return err
	}
	savePosts(tx, fresh(change.Posts, kept, func(p mailbox.Post) string { return p.Hash }), change.Uploads, b.today(), seqs)
	for _, l := range change.Lines {
		putCaseLine(tx, before.Report, before.Number, l.Hash, b.today())
	}
	return saveLater(tx, before.Report, change, lines, seqs)
}

// putCaseLine makes a line that is kept one of a case's.
func putCaseLine(tx *sqldb.Tx, report, number, hash, day string) {
	tx.Do(`INSERT INTO case_lines (number, line, day) SELECT $1, l.seq, $2 FROM lines l
		WHERE l.report = $3 AND l.hash = $4 ON CONFLICT (number, line) DO NOTHING`, number, day, report, hash)
}

// saveBeside saves what a change does beyond its own case, and clears up the desks.
func (b *base) saveBeside(tx *sqldb.Tx, before casework.Case, person string, change casework.Change) error {
	if change.Link != "" {
		if err := saveLink(tx, before, person, change.Link); err != nil {
			return err
		}
	}
	if change.Offered != nil {
		if err := b.saveOffered(tx, before.Number, *change.Offered); err != nil {
			return err
		}
	}
	if rearranges(before, change) {
		arrange(tx, before.Report)
	}
	for _, beside := range change.Beside {
		other, err := b.loaded(tx, `WHERE c.number = $1 AND c.report = $2`, beside.Number, before.Report)
		if err != nil {
			return err
		}
		if err := b.take(tx, other, "", beside.Step); err != nil {
			return err
		}
	}
	return nil
}

// rearranges says whether a change may have moved a case on somebody's desk.
func rearranges(before casework.Case, change casework.Change) bool {
	return len(change.Grants)+len(change.EndGrants) > 0 || change.Offered != nil ||
		before.Ended != change.Case.Ended || before.Urgent != change.Case.Urgent ||
		before.Handler != change.Case.Handler || before.Waits != change.Case.Waits ||
		!slices.Equal(before.Clocks, change.Case.Clocks)
}

// saveLink puts two cases of an office together, both of which exist for the officer.
func saveLink(tx *sqldb.Tx, before casework.Case, person, other string) error {
	_, err := sqldb.One(tx, sqldb.Self[string], `SELECT c.number FROM cases c
		WHERE c.number = $3 AND c.unit = $4 AND c.number <> $5 AND `+present,
		officer(person), person, other, before.Unit, before.Number)
	if err != nil {
		return orGone(err)
	}
	tx.Insert(`links (number, other)`, `ON CONFLICT (number, other) DO NOTHING`,
		sqldb.Row{before.Number, other}, sqldb.Row{other, before.Number})
	return nil
}

// saveCase saves the case's own row. Which report it is about, and since when, stays.
func saveCase(tx *sqldb.Tx, before, now casework.Case) {
	tx.Do(`UPDATE cases SET unit = $2, form = $3, form_hash = $4, procedure = $5, procedure_hash = $6,
		stage = $7, language = $8, urgent = $9, category = $10, whose = $11, handler = $12, ended = $13,
		withdrawn = $14, waits = $15, covered = $16, revision = revision + 1 WHERE number = $1`,
		before.Number, now.Unit, now.Form, now.FormHash, now.Procedure, now.ProcedureHash,
		now.Stage, now.Language, bit(now.Urgent), now.Category, now.Whose, now.Handler, now.Ended, now.Withdrawn, now.Waits, now.Covered)
	if !slices.Equal(before.Clocks, now.Clocks) {
		tx.Do(`DELETE FROM clocks WHERE number = $1`, before.Number)
		saveClocks(tx, before.Number, now.Clocks)
	}
	if !slices.Equal(before.Exclusions, now.Exclusions) {
		tx.Do(`DELETE FROM exclusions WHERE report = $1`, before.Report)
		saveExclusions(tx, before.Report, now.Exclusions)
	}
	if before.Giver != nil && now.Giver != nil && *before.Giver != *now.Giver {
		tx.Do(`UPDATE offers SET decided = $2, decided_on = $3, code = $4 WHERE number = $1`,
			before.Number, now.Giver.Decided, now.Giver.DecidedOn, now.Giver.Code)
	}
	saveOwed(tx, before, now)
}

// changeLines gives every line that comes with a change, each once.
func changeLines(report string, change casework.Change) []line {
	var lines []line
	for _, l := range change.Lines {
		lines = append(lines, line{l.Signed, l.Hash, report, l.Head})
	}
	for _, g := range change.Grants {
		lines = append(lines, line{g.Sealed.Signed, g.Hash, report, g.Line.Head})
	}
	lines = append(lines, postLines(report, change.Posts)...)
	for _, p := range change.Invited {
		lines = append(lines, line{p.Keys, p.Hash, report, p.Line.Head})
	}
	if c := change.Claimed; c != nil {
		lines = append(lines, line{c.Keys, c.Hash, report, c.Line.Head})
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(l line) bool {
		again := seen[l.hash]
		seen[l.hash] = true
		return again
	})
}

func newGrants(all []casework.NewGrant, kept map[string]bool) []grant {
	var grants []grant
	for _, g := range all {
		if !kept[g.Hash] {
			grants = append(grants, grant{Sealed: g.Sealed, line: g.Line, hash: g.Hash})
		}
	}
	return grants
}
