package store

import (
	"encoding/json"
	"slices"

	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/store/sqldb"
)

// The plain facts of a mailbox. They are given whole; what each person sees of them is cut by
// mailbox.Seen. What is not shown yet, and what is somebody else's, is left out here.

// casesOf loads the cases that somebody with a phrase is shown, in their order.
func casesOf(q sqldb.Querier, o owner, day string) ([]mailbox.Case, error) {
	cases, err := sqldb.All(q, func(c *mailbox.Case) []any {
		return []any{
			&c.Number, &c.Kind, &c.Form, &c.Unit, &c.Stage, &c.Language, &c.Received,
			&c.Procedure, &c.Category, &c.Ended, &c.Withdrawn, &c.Whose, &c.Role,
		}
	}, `SELECT c.number, c.kind, c.form, c.unit, c.stage, c.language, c.received,
		c.procedure, c.category, c.ended, c.withdrawn,
		CASE WHEN c.whose = '' THEN '' WHEN c.whose = $2 THEN 'you' ELSE 'other' END, COALESCE(p.role, '')
		FROM cases c JOIN reports r ON r.report = c.report LEFT JOIN parties p ON p.number = c.number AND p.who = $2
		WHERE c.report = $1 AND `+visible+` `+inOrder, o.report, o.who, day)
	if err != nil {
		return nil, orGone(err)
	}
	unseen, err := unseenBy(q, o, day)
	for i := range cases {
		if err == nil {
			err = addFacts(q, o, day, unseen, &cases[i])
		}
	}
	return cases, err
}

func addFacts(q sqldb.Querier, o owner, day string, unseen map[string]bool, c *mailbox.Case) (err error) {
	if c.Clocks, err = clocksOf(q, c.Number); err != nil {
		return err
	}
	if c.Notices, err = noticesOf(q, c.Number); err != nil {
		return err
	}
	c.Notices = slices.DeleteFunc(c.Notices, func(n mailbox.Notice) bool { return n.Day > day || unseen[n.Figures["line"]] })
	c.Offers, err = sqldb.All(q, func(o *mailbox.Offer) []any {
		return []any{&o.Unit, &o.Share, &o.Since, &o.Decided, &o.DecidedOn}
	}, `SELECT c.unit, o.share, o.since, o.decided, o.decided_on FROM offers o JOIN cases c ON c.number = o.number
		WHERE o.giver = $1 AND NOT EXISTS (SELECT 1 FROM later_places h WHERE h.report = $2 AND h.compartment = o.share AND h.day > $3)
		AND NOT EXISTS (SELECT 1 FROM grants g JOIN later h ON h.line = g.line
			WHERE g.report = $2 AND g.compartment = o.share AND h.day > $3)
		ORDER BY o.since, o.number`, c.Number, o.report, day)
	if err != nil {
		return err
	}
	c.Opened, err = sqldb.All(q, func(d *mailbox.LastDay) []any { return []any{&d.Holder, &d.Day} },
		`SELECT 'officer:' || person, day FROM opened WHERE number = $1 ORDER BY day DESC, person`, c.Number)
	if err != nil {
		return err
	}
	c.Offers, c.Opened = orEmpty(c.Offers), orEmpty(c.Opened)
	c.Ledger, err = recordsOf(q, o.who, c.Number, unseen)
	return err
}

// orEmpty gives a list that travels as one where there is nothing in it.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// unseenBy gives the hashes of a report's lines that somebody with a phrase is not told of:
// what is not shown yet, what happened in a case that they are not shown, and what is another
// person's.
func unseenBy(q sqldb.Querier, o owner, day string) (map[string]bool, error) {
	hashes, err := sqldb.All(q, sqldb.Self[string], `SELECT l.hash FROM later h JOIN lines l ON l.seq = h.line
		WHERE l.report = $1 AND h.day > $3
		UNION SELECT l.hash FROM cases c JOIN case_lines x ON x.number = c.number JOIN lines l ON l.seq = x.line
			WHERE c.report = $1 AND NOT `+visible+`
		UNION SELECT l.hash FROM grants g JOIN lines l ON l.seq = g.line WHERE g.report = $1 AND `+others+`
		UNION SELECT l.hash FROM items g JOIN lines l ON l.seq = g.line WHERE g.report = $1 AND `+others, o.report, o.who, day)
	if err != nil {
		return nil, err
	}
	unseen := make(map[string]bool, len(hashes))
	for _, hash := range hashes {
		unseen[hash] = true
	}
	lines, err := saidIn(q, reading{o.report, o.who, "", day})
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		unseen[l.hash] = true
	}
	for _, l := range concerning(lines, o.who, nil) {
		delete(unseen, l.hash)
	}
	return unseen, addOthersKeys(q, o, unseen)
}

// others is the condition under which what lies in g.compartment is another person's than
// $2's, or not shown by day $3.
const others = `(g.compartment LIKE 'party:%' AND g.compartment <> $2 OR g.compartment IN
	(SELECT h.compartment FROM later_places h WHERE h.report = $1 AND h.day > $3))`

func addOthersKeys(q sqldb.Querier, o owner, unseen map[string]bool) error {
	keys, err := keysOf(q, o.report, always)
	for _, l := range keys {
		if l.keys.Who != o.who {
			unseen[l.hash] = true
		}
	}
	return err
}

// recordsOf gives the lines of the ledger about a case, without those about what is unseen
// and those by other people with a phrase.
func recordsOf(q sqldb.Querier, who, number string, unseen map[string]bool) ([]mailbox.Record, error) {
	texts, err := sqldb.All(q, sqldb.Self[string],
		`SELECT l.text FROM recorded x JOIN ledger l ON l.n = x.n WHERE x.number = $1 ORDER BY x.n`, number)
	records := make([]mailbox.Record, 0, len(texts))
	for _, text := range texts {
		var line ledger.Line
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			return nil, err
		}
		other := line.By != who && (line.By == mailbox.Reporter || mailbox.IsParty(line.By))
		if !other && !unseen[line.Of] {
			records = append(records, mailbox.Record{N: line.N, Day: line.At, Act: line.Act, By: line.By, Of: line.Of})
		}
	}
	return records, err
}
