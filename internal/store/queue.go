package store

import (
	"context"

	"fairlead/internal/casework"
	"fairlead/internal/store/sqldb"
)

// rowColumns is what the queue shows of case c to person $2 (holder $1): the clock that is
// due next, and what others wrote since this person last looked. A receipt is nothing to
// read, and a file belongs to the item it came with.
var rowColumns = `SELECT c.number, c.kind, c.form, c.unit, c.stage, c.received, c.language, c.urgent = 1,
	c.handler, c.ended, c.procedure, c.waits <> '' AND EXISTS (SELECT 1 FROM people p WHERE p.person = $2 AND ` + mayAgree("$1") + `),
	COALESCE(due.code, ''), COALESCE(due.started, ''), COALESCE(due.due, ''), COALESCE(due.met, ''),
	COALESCE(due.told, ''), COALESCE(due.reason, ''), COALESCE(due.theirs, 0) = 1, COALESCE(due.aim, 0) = 1,
	(SELECT COUNT(*) FROM items i
		JOIN compartments at ON at.report = i.report AND at.compartment = i.compartment AND at.turn = i.turn
		WHERE i.report = c.report AND (at.number = c.number OR at.also = c.number) AND i.author <> $1
		AND i.kind NOT IN ('receipt', 'file') AND i.line > COALESCE(seen.seq, 0)
		AND (SELECT 1 FROM grants own WHERE own.report = i.report AND own.holder = $1 AND own.ended = ''
			AND own.number = c.number AND own.compartment = i.compartment AND own.turn = i.turn LIMIT 1) = 1)`

// rowBeside joins what rowColumns needs beside the case. The person's own clocks are shown
// to them, and are not what an office is short of.
const rowBeside = ` LEFT JOIN reads seen ON seen.number = c.number AND seen.reader = $2
	LEFT JOIN clocks due ON due.number = c.number AND due.place =
		(SELECT t.place FROM clocks t WHERE t.number = c.number AND t.met = '' AND t.due <> '' AND t.theirs = 0
			ORDER BY t.due, t.place LIMIT 1)
	WHERE ` + present

func rowPlaces(r *casework.Row) []any {
	return append([]any{
		&r.Number, &r.Kind, &r.Form, &r.Unit, &r.Stage, &r.Received, &r.Language, &r.Urgent,
		&r.Handler, &r.Ended, &r.Procedure, &r.Waits,
	}, append(clockPlaces(&r.Clock), &r.Unread)...)
}

// The first query of a list goes along the desk; the second one reads the rows from one
// place to another. Those of ended cases and of comments are read backwards, the newest first.
const (
	deskForward  = `SELECT place FROM desk WHERE holder = $1 AND list = $2 AND place > $3 ORDER BY place LIMIT $4`
	deskBackward = `SELECT place FROM desk WHERE holder = $1 AND list = $2 AND place < $3 ORDER BY place DESC LIMIT $4`
)

var rowsBetween = rowColumns + ` FROM desk d JOIN cases c ON c.number = d.number` + rowBeside + `
	AND d.holder = $1 AND d.list = $3 AND d.place >= $4 AND d.place <= $5 ORDER BY d.place`

// The sizes of a page.
const (
	pageSize = 50
	pageMost = 100
)

// Queue lists a page of a person's cases.
func (c *Cases) Queue(ctx context.Context, person string, page casework.Page) (rows casework.Rows, err error) {
	l := listOf(page)
	err = c.db.Read(ctx, func(q sqldb.Querier) error {
		places, err := sqldb.All(q, sqldb.Self[string], l.along, officer(person), l.list, l.after, l.size+1)
		rows = casework.Rows{}
		if err != nil || len(places) == 0 {
			return orNone(err)
		}
		if len(places) > l.size {
			places = places[:l.size]
			rows.Next = places[l.size-1]
		}
		from, to := places[0], places[len(places)-1]
		if l.backward {
			from, to = to, from
		}
		rows.Rows, err = sqldb.All(q, rowPlaces, l.rows, officer(person), person, l.list, from, to)
		return err
	})
	return rows, err
}

// listing is a page as it is asked of the database.
type listing struct {
	list, after, along, rows string
	size                     int
	backward                 bool
}

func listOf(page casework.Page) listing {
	l := listing{list: page.Show, after: page.After, size: page.Size, along: deskForward, rows: rowsBetween}
	if l.list == "" {
		l.list = casework.ShowOpen
	}
	if l.size < 1 || l.size > pageMost {
		l.size = pageSize
	}
	if l.backward = l.list == casework.ShowEnded || l.list == casework.ShowComments; l.backward {
		l.along, l.rows = deskBackward, rowsBetween+` DESC`
		if l.after == "" {
			l.after = beyond
		}
	}
	return l
}

// orNone takes a place that no row can hold for one behind which nothing is.
func orNone(err error) error {
	if sqldb.Unwritable(err) {
		return nil
	}
	return err
}

// Row gives one case as the queue shows it.
func (c *Cases) Row(ctx context.Context, number, person string) (row casework.Row, err error) {
	err = c.db.Read(ctx, func(q sqldb.Querier) error {
		row, err = sqldb.One(q, rowPlaces, rowColumns+` FROM cases c`+rowBeside+` AND c.number = $3`,
			officer(person), person, number)
		return orGone(err)
	})
	return row, err
}
