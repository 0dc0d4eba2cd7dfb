package store

import (
	"context"
	"strings"

	"fairlead/internal/casework"
	"fairlead/internal/store/sqldb"
)

// Cases is casework.Store. For whoever holds no live grant a case does not exist.
type Cases struct{ *base }

var _ casework.Store = (*Cases)(nil)

// held is the condition under which holder $1 holds a live grant that lets them into case c.
// It is one value (LIMIT 1) and not EXISTS: PostgreSQL makes a join of that, and, where it has
// not counted a table for long, goes through all that somebody holds to show a page of it.
const held = `(SELECT 1 FROM grants g WHERE g.holder = $1 AND g.ended = '' AND g.number = c.number LIMIT 1) = 1`

// allowed is the condition under which case c is not kept from holder $1, who is person $2.
const allowed = `NOT EXISTS (SELECT 1 FROM exclusions e WHERE e.report = c.report AND (e.who = $1
		OR e.who IN (SELECT 'unit:' || p.unit FROM people p WHERE p.person = $2)))
	AND NOT EXISTS (SELECT 1 FROM declarations d WHERE d.number = c.number AND d.person = $2 AND d.answer = 'recused')
	AND NOT EXISTS (SELECT 1 FROM suspensions s WHERE s.person = $2)`

// present is the condition under which case c exists for holder $1, who is person $2: asked of
// one case after the other, as held is.
const present = held + ` AND (SELECT 1 WHERE ` + allowed + ` LIMIT 1) = 1`

func officer(person string) string { return "officer:" + person }

func isOfficer(holder string) bool { return strings.HasPrefix(holder, "officer:") }

// caseFor loads a case as it exists for a person, or the answer for an unknown number.
func (b *base) caseFor(q sqldb.Querier, number, person string) (casework.Case, error) {
	c, err := b.loaded(q, `WHERE c.number = $3 AND `+present, officer(person), person, number)
	if err != nil {
		return c, err
	}
	c.Links, err = linksOf(q, number, person)
	return c, err
}

// linksOf gives the linked cases that exist for a person. Each is asked for by itself: most
// cases have none, and together they have been looked for from the wrong end.
func linksOf(q sqldb.Querier, number, person string) (links []string, err error) {
	all, err := sqldb.All(q, sqldb.Self[string], `SELECT other FROM links WHERE number = $1 ORDER BY other`, number)
	for _, other := range all {
		found, err := sqldb.All(q, sqldb.Self[string], `SELECT c.number FROM cases c WHERE c.number = $3 AND `+present,
			officer(person), person, other)
		if err != nil {
			return nil, err
		}
		links = append(links, found...)
	}
	return links, err
}

// Case loads a case for one person without what is sealed.
func (c *Cases) Case(ctx context.Context, number, person string) (loaded casework.Case, err error) {
	err = c.db.Read(ctx, func(q sqldb.Querier) error {
		loaded, err = c.caseFor(q, number, person)
		return err
	})
	return loaded, err
}

// View loads a case page for one person.
func (c *Cases) View(ctx context.Context, number, person string, read bool) (casework.View, error) {
	var view casework.View
	var before, after mark
	err := c.db.Read(ctx, func(q sqldb.Querier) (err error) {
		if view.Case, err = c.caseFor(q, number, person); err != nil {
			return err
		}
		if view.Notices, err = noticesOf(q, number); err != nil {
			return err
		}
		if before, err = markOf(q, number, person); err != nil {
			return err
		}
		after = mark{day: c.today()}
		view.Bundle, after.seq, err = bundleOf(q, forOfficer(view.Case.Report, person, number))
		return err
	})
	if err != nil {
		return casework.View{}, err
	}
	if read {
		err = c.markOpened(ctx, number, person, before, after)
	}
	return view, err
}

// Named says whether an item served to this person in this case names the blob.
func (c *Cases) Named(ctx context.Context, number, person, blob string) error {
	return c.db.Read(ctx, func(q sqldb.Querier) error {
		report, err := sqldb.One(q, sqldb.Self[string],
			`SELECT c.report FROM cases c WHERE c.number = $3 AND `+present, officer(person), person, number)
		if err != nil {
			return orGone(err)
		}
		return namedIn(q, forOfficer(report, person, number), blob)
	})
}
