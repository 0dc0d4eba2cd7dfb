package store

import (
	"context"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/store/sqldb"
)

// Mailboxes is mailbox.Store: what the person with the phrase sees and sends.
type Mailboxes struct{ *base }

var _ mailbox.Store = (*Mailboxes)(nil)

// owner is whose mailbox lies under a handle, and the case in which it was begun: the
// report's own, or the one in which a party has their compartment.
type owner struct {
	report, who, number string
}

func ownerOf(q sqldb.Querier, handleHash string) (owner, error) {
	o, err := sqldb.One(q, func(o *owner) []any { return []any{&o.report, &o.who, &o.number} },
		`SELECT m.report, m.who, COALESCE((SELECT MIN(k.number) FROM compartments k
			WHERE k.report = m.report AND k.compartment = m.who), r.number)
		FROM mailboxes m JOIN reports r ON r.report = m.report WHERE m.handle = $1`, handleHash)
	return o, orGone(err)
}

// Box loads a mailbox and counts it as read.
func (m *Mailboxes) Box(ctx context.Context, handleHash string) (mailbox.Box, error) {
	var box mailbox.Box
	var whose owner
	var before, newest int64
	err := m.db.Read(ctx, func(q sqldb.Querier) (err error) {
		if whose, err = ownerOf(q, handleHash); err != nil {
			return err
		}
		box.Who = whose.who
		if box.Cases, err = casesOf(q, whose, m.today()); err != nil {
			return err
		}
		if before, err = readSoFar(q, whose.number, whose.who); err != nil {
			return err
		}
		box.Bundle, newest, err = bundleOf(q, m.forPerson(whose.report, whose.who))
		return err
	})
	if err != nil {
		return mailbox.Box{}, err
	}
	err = m.markRead(ctx, whose.number, whose.who, before, newest)
	if fault.Is(err, fault.Full) || fault.Is(err, fault.Busy) {
		err = nil // the mark is made the next time; the letters are not kept from anyone for it
	}
	return box, err
}

// Standing loads what an act of a person with a phrase in one compartment is checked against.
func (m *Mailboxes) Standing(ctx context.Context, report, compartment, who string) (at mailbox.Standing, err error) {
	err = m.db.Read(ctx, func(q sqldb.Querier) (err error) {
		at, err = sqldb.One(q, func(s *mailbox.Standing) []any {
			return []any{&s.Number, &s.Report, &s.Unit, &s.Stage, &s.Revision, &s.Receipt}
		}, `SELECT c.number, c.report, c.unit, c.stage, c.revision,
			EXISTS (SELECT 1 FROM items i WHERE i.report = k.report AND i.compartment = k.compartment AND i.kind = 'receipt')
			FROM compartments k JOIN cases c ON c.number = k.number
			WHERE k.report = $1 AND k.compartment = $2 AND k.turn = 1
			AND EXISTS (SELECT 1 FROM mailboxes m WHERE m.report = $1 AND m.who = $3)`, report, compartment, who)
		if err != nil {
			return orGone(err)
		}
		if at.Keys, err = personKeys(q, report, who, m.today()); err != nil {
			return err
		}
		at.Turns, err = personTurns(q, report, who, at.Number, m.today())
		return err
	})
	return at, err
}

func personTurns(q sqldb.Querier, report, who, number, day string) (map[string]int64, error) {
	type row struct {
		compartment string
		turn        int64
	}
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.compartment, &r.turn} },
		`SELECT g.compartment, MAX(g.turn) FROM grants g
		JOIN compartments k ON k.report = g.report AND k.compartment = g.compartment AND k.turn = g.turn
		WHERE g.report = $1 AND (k.number = $2 OR k.also = $2) AND g.holder = $3 AND g.ended = ''
		AND NOT EXISTS (SELECT 1 FROM later h WHERE h.line = g.line AND h.day > $4)
		AND NOT EXISTS (SELECT 1 FROM later_places h WHERE h.report = g.report AND h.compartment = g.compartment AND h.day > $4)
		GROUP BY g.compartment`, report, number, who, day)
	turns := make(map[string]int64, len(rows))
	for _, r := range rows {
		turns[r.compartment] = r.turn
	}
	return turns, err
}

// Write saves the reporter's items. What is there already is left out, with its act.
func (m *Mailboxes) Write(ctx context.Context, at mailbox.Standing, posts []mailbox.Post, uploads []mailbox.Upload, acts []ledger.Act) error {
	err := m.db.Write(ctx, func(tx *sqldb.Tx) error {
		lines := postLines(at.Report, posts)
		kept, err := known(tx, lines)
		if err != nil {
			return err
		}
		if len(posts) > 0 && len(kept) == len(posts) {
			return nil // all of it is a repeat, whatever happened to the case since
		}
		if err := m.revise(tx, at); err != nil {
			return err
		}
		if err := hasRoom(tx, at, posts); err != nil {
			return err
		}
		seqs := saveLines(tx, fresh(lines, kept, func(l line) string { return l.hash })...)
		savePosts(tx, fresh(posts, kept, func(p mailbox.Post) string { return p.Hash }), uploads, m.today(), seqs)
		m.record(tx, at.Number, fresh(acts, kept, func(a ledger.Act) string { return a.Of })...)
		return nil
	})
	return orUnkept(orTaken(err))
}

// hasRoom says whether there is room for what a person writes beside all that they wrote.
func hasRoom(tx *sqldb.Tx, at mailbox.Standing, posts []mailbox.Post) error {
	type wrote struct{ items, bytes int64 }
	sum, err := sqldb.One(tx, func(w *wrote) []any { return []any{&w.items, &w.bytes} },
		`SELECT COUNT(*), COALESCE(SUM(LENGTH(sealed)), 0) FROM items WHERE report = $1 AND author = $2`, at.Report, at.Keys.Who)
	if err != nil {
		return err
	}
	for _, p := range posts {
		sum.items++
		sum.bytes += int64(len(p.Sealed.File))
	}
	if sum.items > mailbox.MostItems || sum.bytes > mailbox.MostBytes {
		return mailbox.Spent()
	}
	return nil
}

// revise counts a change of a case that was read before, unless somebody was faster.
func (m *Mailboxes) revise(tx *sqldb.Tx, at mailbox.Standing) error {
	n, err := tx.Exec(`UPDATE cases SET revision = revision + 1 WHERE number = $1 AND report = $2 AND revision = $3`,
		at.Number, at.Report, at.Revision)
	if err == nil && n == 0 {
		err = taken(nil)
	}
	return err
}

func postLines(report string, posts []mailbox.Post) []line {
	lines := make([]line, len(posts))
	for i, p := range posts {
		lines[i] = line{p.Sealed.Signed, p.Hash, report, p.Line.Head}
	}
	return lines
}

// fresh gives what is not among the kept hashes.
func fresh[T any](all []T, kept map[string]bool, hash func(T) string) []T {
	var rest []T
	for _, one := range all {
		if !kept[hash(one)] {
			rest = append(rest, one)
		}
	}
	return rest
}

// Named says whether an item in this mailbox names the blob.
func (m *Mailboxes) Named(ctx context.Context, handleHash, blob string) error {
	return m.db.Read(ctx, func(q sqldb.Querier) error {
		whose, err := ownerOf(q, handleHash)
		if err != nil {
			return err
		}
		return namedIn(q, m.forPerson(whose.report, whose.who), blob)
	})
}
