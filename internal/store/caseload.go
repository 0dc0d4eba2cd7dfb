package store

import (
	"encoding/json"

	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// caseColumns are of cases c.
const caseColumns = `c.number, c.report, c.kind, c.unit, c.form, c.form_hash, c.procedure, c.procedure_hash,
	c.stage, c.language, c.received, c.urgent = 1, c.revision,
	c.category, c.whose, c.handler, c.ended, c.withdrawn, c.waits, c.covered`

// loaded loads the first case that a condition names, with all that a step looks at but for
// its links, which depend on who looks.
func (b *base) loaded(q sqldb.Querier, where string, args ...any) (casework.Case, error) {
	c, err := sqldb.One(q, func(c *casework.Case) []any {
		return []any{
			&c.Number, &c.Report, &c.Kind, &c.Unit, &c.Form, &c.FormHash, &c.Procedure, &c.ProcedureHash,
			&c.Stage, &c.Language, &c.Received, &c.Urgent, &c.Revision,
			&c.Category, &c.Whose, &c.Handler, &c.Ended, &c.Withdrawn, &c.Waits, &c.Covered,
		}
	}, `SELECT `+caseColumns+` FROM cases c `+where, args...)
	if err != nil {
		return c, orGone(err)
	}
	for _, add := range []func(sqldb.Querier, *casework.Case) error{
		addClocks, addHolders, addExclusions, addDeclared, addCaseLines, addOffers, b.addPersons, addAnswers,
	} {
		if err := add(q, &c); err != nil {
			return c, err
		}
	}
	return c, nil
}

func addClocks(q sqldb.Querier, c *casework.Case) (err error) {
	c.Clocks, err = clocksOf(q, c.Number)
	return err
}

func addHolders(q sqldb.Querier, c *casework.Case) (err error) {
	c.Holders, err = sqldb.All(q, func(h *casework.Holder) []any {
		return []any{&h.Holder, &h.Compartment, &h.Turn, &h.Basis, &h.Since, &h.Ended, &h.Line, &h.Recipient, (*grantKey)(&h.Key)}
	}, `SELECT g.holder, g.compartment, g.turn, g.basis, g.since, g.ended, l.hash, k.recipient, `+personLine+`
		FROM compartments k JOIN grants g ON g.report = k.report AND g.compartment = k.compartment AND g.turn = k.turn
		JOIN lines l ON l.seq = g.line WHERE k.report = $1 AND (k.number = $2 OR k.also = $2) ORDER BY g.line`, c.Report, c.Number)
	return err
}

// personLine is the grant line l of a grant g to somebody with a phrase.
const personLine = `CASE WHEN g.holder LIKE 'officer:%' OR g.holder LIKE 'recovery:%' THEN '' ELSE l.line END`

// grantKey reads from a grant line for which key it is.
type grantKey string

// Scan takes the line, or "" for none.
func (k *grantKey) Scan(from any) error {
	text, ok := from.(string)
	if raw, bytes := from.([]byte); bytes {
		text, ok = string(raw), true
	}
	if !ok {
		return fault.New(fault.Internal, "internal", nil)
	}
	if text == "" {
		return nil
	}
	var line struct{ Key string }
	err := json.Unmarshal([]byte(text), &line)
	*k = grantKey(line.Key)
	return err
}

func addExclusions(q sqldb.Querier, c *casework.Case) (err error) {
	c.Exclusions, err = sqldb.All(q, sqldb.Self[string],
		`SELECT who FROM exclusions WHERE report = $1 ORDER BY who`, c.Report)
	return err
}

func addDeclared(q sqldb.Querier, c *casework.Case) error {
	type row struct{ person, answer string }
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.person, &r.answer} },
		`SELECT person, answer FROM declarations WHERE number = $1`, c.Number)
	c.Declared = make(map[string]string, len(rows))
	for _, r := range rows {
		c.Declared[r.person] = r.answer
	}
	return err
}

func addCaseLines(q sqldb.Querier, c *casework.Case) (err error) {
	c.Lines, err = sqldb.All(q, func(l *casework.Line) []any {
		return []any{&l.Signed.Line, &l.Signed.Sig, &l.Hash, &l.Day, &l.Shown, &l.Seq, &l.Head.Is, &l.Head.ID, &l.Head.By}
	}, `SELECT l.line, l.sig, l.hash, x.day, COALESCE(h.day, ''), l.seq, l.kind, l.id, l.signer
		FROM case_lines x JOIN lines l ON l.seq = x.line LEFT JOIN later h ON h.line = l.seq
		WHERE x.number = $1 ORDER BY l.seq`, c.Number)
	for i := range c.Lines {
		if c.Lines[i].Head, err = headOf(c.Lines[i].Signed); err != nil {
			return err
		}
	}
	return err
}

// addPersons adds who has a mailbox here, with the keys that count.
func (b *base) addPersons(q sqldb.Querier, c *casework.Case) error {
	newest, err := newestKeys(q, c.Report, b.today())
	if err != nil {
		return err
	}
	c.Reporter = newest[mailbox.Reporter]
	c.Parties, err = sqldb.All(q, func(p *casework.Party) []any {
		return []any{&p.Who, &p.Role, &p.Since, &p.Opened, &p.Wrote}
	}, `SELECT p.who, p.role, p.since, p.opened, (SELECT COALESCE(MAX(i.line), 0) FROM items i
			WHERE i.report = $1 AND i.author = p.who AND i.kind IN ('letter', 'statement'))
		FROM parties p WHERE p.number = $2 ORDER BY p.since, p.who`, c.Report, c.Number)
	for i := range c.Parties {
		p := &c.Parties[i]
		keys := newest[p.Who]
		p.Keys, p.Verify, p.Recipient, p.By = keys.Keys, keys.Verify, keys.Recipient, keys.By
	}
	return err
}

// addOffers adds the case this one was offered from, and those that were offered from it.
func addOffers(q sqldb.Querier, c *casework.Case) error {
	givers, err := offersWhere(q, `JOIN cases c ON c.number = o.giver WHERE o.number = $1`, c.Number)
	if err != nil {
		return err
	}
	if len(givers) > 0 {
		c.Giver = &givers[0]
	}
	c.Offers, err = offersWhere(q, `JOIN cases c ON c.number = o.number WHERE o.giver = $1 ORDER BY o.since, o.number`, c.Number)
	return err
}

func offersWhere(q sqldb.Querier, where, number string) ([]casework.Offer, error) {
	return sqldb.All(q, func(o *casework.Offer) []any {
		return []any{&o.Number, &o.Unit, &o.Share, &o.Since, &o.Decided, &o.DecidedOn, &o.Code, &o.Owed, &o.ProcedureHash}
	}, `SELECT c.number, c.unit, o.share, o.since, o.decided, o.decided_on, o.code, o.owed, c.procedure_hash FROM offers o `+where, number)
}

// addAnswers adds the line of what was sent to this office.
func addAnswers(q sqldb.Querier, c *casework.Case) error {
	rows, err := sqldb.All(q, sqldb.Self[string], `SELECT l.hash FROM items i JOIN lines l ON l.seq = i.line
		WHERE i.report = $1 AND i.compartment = $2 AND i.turn = 1 AND i.kind = 'answers' ORDER BY i.line`, c.Report, seal.TalkOf(c.Unit))
	if len(rows) > 0 {
		c.Answers = rows[0]
	}
	return err
}

// addTheirs adds what somebody with a phrase holds in other cases of the report, as far as it
// is shown to them by a day.
func addTheirs(q sqldb.Querier, c *casework.Case, who, day string) error {
	theirs, err := sqldb.All(q, func(h *casework.Holder) []any {
		return []any{&h.Holder, &h.Compartment, &h.Turn, &h.Basis, &h.Since, &h.Ended, &h.Line, &h.Recipient, (*grantKey)(&h.Key), &h.Case}
	}, `SELECT g.holder, g.compartment, g.turn, g.basis, g.since, g.ended, l.hash, k.recipient, `+personLine+`, k.number
		FROM compartments k JOIN grants g ON g.report = k.report AND g.compartment = k.compartment AND g.turn = k.turn
		JOIN lines l ON l.seq = g.line
		WHERE k.report = $1 AND k.number <> $2 AND k.also <> $2 AND g.holder = $3
		AND NOT EXISTS (SELECT 1 FROM later h WHERE h.line = g.line AND h.day > $4)
		AND NOT EXISTS (SELECT 1 FROM later_places h WHERE h.report = k.report AND h.compartment = k.compartment AND h.day > $4)
		ORDER BY g.line`, c.Report, c.Number, who, day)
	c.Holders = append(c.Holders, theirs...)
	return err
}
