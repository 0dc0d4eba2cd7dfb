package store

import (
	"context"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// Mailboxes is mailbox.Store: what the person with the phrase sees and sends.
type Mailboxes struct{ *base }

var _ mailbox.Store = (*Mailboxes)(nil)

// owner is whose mailbox lies under a handle.
type owner struct {
	report, who, number string
}

func ownerOf(q sqldb.Querier, handleHash string) (owner, error) {
	o, err := sqldb.One(q, func(o *owner) []any { return []any{&o.report, &o.who, &o.number} },
		`SELECT m.report, m.who, r.number FROM mailboxes m JOIN reports r ON r.report = m.report WHERE m.handle = $1`,
		handleHash)
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
		if box.Cases, err = casesOf(q, whose.report); err != nil {
			return err
		}
		if before, err = readSoFar(q, whose.number, whose.who); err != nil {
			return err
		}
		box.Bundle, newest, err = bundleOf(q, reading{report: whose.report, holder: whose.who})
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

// casesOf loads the plain facts that a mailbox shows of each office, in their order.
func casesOf(q sqldb.Querier, report string) ([]mailbox.Case, error) {
	cases, err := sqldb.All(q, func(c *mailbox.Case) []any {
		return []any{&c.Number, &c.Kind, &c.Form, &c.Unit, &c.Stage, &c.Language, &c.Received}
	}, `SELECT c.number, c.kind, c.form, c.unit, c.stage, c.language, c.received
		FROM cases c JOIN reports r ON r.report = c.report WHERE c.report = $1 `+inOrder, report)
	if err != nil {
		return nil, orGone(err)
	}
	for i := range cases {
		c := &cases[i]
		if c.Clocks, err = clocksOf(q, c.Number); err != nil {
			return nil, err
		}
		if c.Notices, err = noticesOf(q, c.Number); err != nil {
			return nil, err
		}
	}
	return cases, nil
}

// Standing loads what an act of a person with a phrase in one compartment is checked against.
func (m *Mailboxes) Standing(ctx context.Context, report, compartment, who string) (at mailbox.Standing, err error) {
	err = m.db.Read(ctx, func(q sqldb.Querier) (err error) {
		at, err = sqldb.One(q, func(s *mailbox.Standing) []any {
			return []any{&s.Number, &s.Report, &s.Unit, &s.Stage, &s.Revision, &s.Receipt}
		}, `SELECT c.number, c.report, c.unit, c.stage, c.revision,
			EXISTS (SELECT 1 FROM items i WHERE i.report = k.report AND i.compartment = k.compartment AND i.kind = 'receipt')
			FROM compartments k JOIN cases c ON c.number = k.number
			WHERE k.report = $1 AND k.compartment = $2 AND k.turn = 1`, report, compartment)
		if err != nil {
			return orGone(err)
		}
		if at.Keys, err = personKeys(q, report, who); err != nil {
			return err
		}
		at.Turns, err = personTurns(q, report, who, at.Number)
		return err
	})
	return at, err
}

func personKeys(q sqldb.Querier, report, who string) (seal.Keys, error) {
	line, err := sqldb.One(q, signedPlaces, `SELECT line, sig FROM lines
		WHERE report = $1 AND kind = 'keys' AND signer = $2 ORDER BY seq DESC LIMIT 1`, report, who)
	if err != nil {
		return seal.Keys{}, orGone(err)
	}
	return seal.ParseAs[seal.Keys](line)
}

func personTurns(q sqldb.Querier, report, who, number string) (map[string]int64, error) {
	type row struct {
		compartment string
		turn        int64
	}
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.compartment, &r.turn} },
		`SELECT g.compartment, MAX(g.turn) FROM grants g
		JOIN compartments k ON k.report = g.report AND k.compartment = g.compartment AND k.turn = g.turn
		WHERE g.report = $1 AND k.number = $2 AND g.holder = $3 AND g.ended = '' GROUP BY g.compartment`, report, number, who)
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
		seqs := saveLines(tx, fresh(lines, kept, func(l line) string { return l.hash })...)
		savePosts(tx, fresh(posts, kept, func(p mailbox.Post) string { return p.Hash }), uploads, m.today(), seqs)
		m.record(tx, at.Number, fresh(acts, kept, func(a ledger.Act) string { return a.Of })...)
		return nil
	})
	return orUnkept(orTaken(err))
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
		return namedIn(q, reading{report: whose.report, holder: whose.who}, blob)
	})
}
