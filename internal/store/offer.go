package store

import (
	"fairlead/internal/casework"
	"fairlead/internal/fault"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

// seat is the case into which a new grant lets its holder. Whoever is handed a share in the
// giver's case and is not in it already is let into the receiver's, once there is one.
func seat(before casework.Case, person string, g seal.Grant) string {
	kind, _ := seal.Split(g.Compartment)
	if kind != "share" || g.Holder == officer(person) || before.Giver != nil && before.Giver.Share == g.Compartment {
		return before.Number
	}
	for _, h := range before.Holders {
		if at, _ := seal.Split(h.Compartment); at != "share" && h.Holder == g.Holder && h.Ended == "" {
			return before.Number
		}
	}
	for _, o := range before.Offers {
		if o.Share == g.Compartment {
			return o.Number
		}
	}
	return ""
}

// saveOffered begins another office's case on the same report, with its share.
func (b *base) saveOffered(tx *sqldb.Tx, giver string, o casework.NewCase) error {
	c, today := o.Case, b.today()
	if c.Giver == nil {
		return fault.New(fault.Internal, "internal", nil)
	}
	var err error
	if c.Number, err = freeNumber(tx, c.Number, o.Renumber); err != nil {
		return err
	}
	if o.Definition != "" {
		keepVersion(tx, c.ProcedureHash, "procedure", c.Procedure, o.Definition, today)
	}
	tx.Insert(`cases (number, report, kind, unit, form, form_hash, procedure, procedure_hash, stage, language, received, urgent, revision,
		category, whose, handler, ended, withdrawn, waits)`, ``,
		sqldb.Row{
			c.Number, c.Report, c.Kind, c.Unit, c.Form, c.FormHash, c.Procedure, c.ProcedureHash, c.Stage, c.Language, c.Received, bit(c.Urgent), 1,
			c.Category, c.Whose, c.Handler, c.Ended, c.Withdrawn, c.Waits,
		})
	tx.Insert(`offers (number, giver, share, since, decided, decided_on, code, owed)`, ``,
		sqldb.Row{c.Number, giver, c.Giver.Share, today, "", "", "", c.Giver.Owed})
	saveClocks(tx, c.Number, c.Clocks)
	saveParties(tx, c.Number, c.Parties...)
	for _, hash := range o.Lines {
		putCaseLine(tx, c.Report, c.Number, hash, today)
	}
	if err := shareIn(tx, c); err != nil {
		return err
	}
	for i := range o.Acts {
		o.Acts[i].Case = "" // a proposed number may have changed since
	}
	b.record(tx, c.Number, o.Acts...)
	return nil
}

// shareIn puts a share into the new case as well, and lets those in who were handed it.
func shareIn(tx *sqldb.Tx, c casework.Case) error {
	n, err := tx.Exec(`UPDATE compartments SET also = $1 WHERE report = $2 AND compartment = $3 AND also = ''`,
		c.Number, c.Report, c.Giver.Share)
	if err != nil {
		return err
	}
	if n == 0 {
		return taken(nil)
	}
	tx.Do(`UPDATE grants SET number = $1 WHERE report = $2 AND compartment = $3 AND holder LIKE 'officer:%'
		AND (number = '' OR holder IN (SELECT 'officer:' || p.person FROM people p WHERE p.unit = $4))`,
		c.Number, c.Report, c.Giver.Share, c.Unit)
	return nil
}

// freeNumber gives the proposed number, or another if it is taken.
func freeNumber(tx *sqldb.Tx, proposed string, another func() string) (string, error) {
	for range numbers {
		found, err := sqldb.All(tx, sqldb.Self[string], `SELECT number FROM cases WHERE number = $1`, proposed)
		if err != nil || len(found) == 0 {
			return proposed, err
		}
		proposed = another()
	}
	return "", fault.New(fault.Internal, "internal", nil)
}
