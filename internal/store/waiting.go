package store

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"fairlead/internal/ledger"
	"fairlead/internal/notify"
	"fairlead/internal/store/sqldb"
)

// waitingBy asks, by kind, on whose desk something lies, in which case. $1 is the day; of what is new,
// the ledger line after which today began. The desk has live grants alone, so nobody is told
// of a case that does not exist for them.
var waitingBy = map[string]string{
	notify.Approve: `SELECT holder, number FROM desk WHERE list = 'waits' AND $1 <> ''`,
	notify.Urgent: `SELECT d.holder, d.number FROM cases c JOIN desk d ON d.number = c.number AND d.list = 'open'
		WHERE c.urgent = 1 AND c.ended = '' AND $1 <> '' AND NOT EXISTS (SELECT 1 FROM opened o WHERE o.number = c.number)`,
	notify.Near: `SELECT d.holder, d.number FROM clocks t JOIN desk d ON d.number = t.number AND d.list = 'open'
		WHERE t.met = '' AND t.theirs = 0 AND t.near <> '' AND t.near <= $1 AND t.due >= $1`,
	notify.Overdue: `SELECT d.holder, d.number FROM clocks t JOIN desk d ON d.number = t.number AND d.list = 'open'
		WHERE ` + over + ` UNION SELECT 'officer:' || p.person, c.number FROM clocks t JOIN cases c ON c.number = t.number
		JOIN people p ON p.unit = c.unit AND p.certified = 1 AND p.roles LIKE '%"head"%'
		WHERE ` + over + ` AND c.ended = '' AND c.kind = 'report'
		AND NOT EXISTS (SELECT 1 FROM suspensions s WHERE s.person = p.person)
		AND NOT EXISTS (SELECT 1 FROM declarations n WHERE n.number = c.number AND n.person = p.person AND n.answer = 'recused')
		AND NOT EXISTS (SELECT 1 FROM exclusions e WHERE e.report = c.report
			AND e.who IN ('officer:' || p.person, 'unit:' || p.unit))`,
	notify.Fresh: `SELECT DISTINCT d.holder, d.number FROM recorded r JOIN desk d ON d.number = r.number AND d.list IN ('open', 'comments')
		LEFT JOIN reads seen ON seen.number = d.number AND 'officer:' || seen.reader = d.holder
		JOIN grants own ON own.holder = d.holder AND own.ended = '' AND own.number = d.number
		JOIN items i ON i.report = own.report AND i.compartment = own.compartment AND i.turn = own.turn
		WHERE r.n > $1 AND i.author <> d.holder AND i.kind NOT IN ('receipt', 'file') AND i.line > COALESCE(seen.seq, 0)`,
}

// over is a clock t of the office's own that is red on day $1.
const over = `t.met = '' AND t.theirs = 0 AND t.near <> '' AND t.near <= $1 AND t.due < $1 AND t.told < $1`

// waiter is somebody for whom something waits: openly if for a case from which nobody was kept
// out and nobody stepped back.
type waiter struct {
	holder string
	openly bool
}

func openlyOf(query string) string {
	return `SELECT w.holder, MAX(CASE WHEN k.number IS NULL THEN 1 ELSE 0 END) FROM (` + query + `) w
		LEFT JOIN (SELECT c.number FROM exclusions e JOIN cases c ON c.report = e.report
			UNION SELECT number FROM declarations WHERE answer = 'recused') k ON k.number = w.number
		GROUP BY w.holder`
}

// Waiting gives what waits for whom. Heads are told of an overdue case of their unit as well,
// though they may hold no key to it: that something is late, not what.
func (o *Outbox) Waiting(ctx context.Context, today string) (waiting []notify.Waiting, err error) {
	err = o.db.Read(ctx, func(q sqldb.Querier) error {
		before, err := endOfYesterday(q, today)
		if err != nil {
			return err
		}
		kinds, openly := map[string][]string{}, map[string][]string{}
		for _, kind := range slices.Sorted(maps.Keys(waitingBy)) {
			var since any = today
			if kind == notify.Fresh {
				since = before
			}
			holders, err := sqldb.All(q, func(h *waiter) []any { return []any{&h.holder, &h.openly} }, openlyOf(waitingBy[kind]), since)
			if err != nil {
				return err
			}
			for _, h := range holders {
				kinds[h.holder] = append(kinds[h.holder], kind)
				if h.openly {
					openly[h.holder] = append(openly[h.holder], kind)
				}
			}
		}
		waiting = nil
		for _, holder := range slices.Sorted(maps.Keys(kinds)) {
			waiting = append(waiting, notify.Waiting{Person: strings.TrimPrefix(holder, "officer:"), Kinds: kinds[holder], Openly: openly[holder]})
		}
		return nil
	})
	return waiting, err
}

// endOfYesterday is the number of the last ledger line before a day.
func endOfYesterday(q sqldb.Querier, today string) (int64, error) {
	before := int64(1) << 62
	for {
		lines, err := sqldb.All(q, func(r *ledgerRow) []any { return []any{&r.n, &r.text} },
			`SELECT n, text FROM ledger WHERE n < $1 ORDER BY n DESC LIMIT $2`, before, page)
		if err != nil || len(lines) == 0 {
			return 0, err
		}
		for _, l := range lines {
			line, err := readLedger(l.text)
			if err != nil || line.At < today {
				return l.n, err
			}
			before = l.n
		}
	}
}

func readLedger(text string) (line ledger.Line, err error) {
	err = json.Unmarshal([]byte(text), &line)
	return line, err
}

// Seen gives the newest lines of the ledger that somebody may see: those of the cases that
// exist for them, and, for a head, those that their unit's people did or that are about them.
func (l *Ledger) Seen(ctx context.Context, person, unit string, head bool, n int) (lines []ledger.Line, err error) {
	err = l.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err := ofCases(q, person, n)
		if err != nil {
			return err
		}
		if head {
			more, err := ofUnit(q, unit, n)
			if err != nil {
				return err
			}
			rows = append(rows, more...)
		}
		lines, err = newestLines(rows, n)
		return err
	})
	return lines, err
}

// fewCases is how many cases somebody holds at most whose lines are looked for case by case.
const fewCases = 2000

// aboutCase reads lines of the ledger about cases c that exist for somebody.
const aboutCase = `SELECT l.text FROM recorded r JOIN ledger l ON l.n = r.n JOIN cases c ON c.number = r.number WHERE ` + present

// ofCases gives the newest lines about the cases that exist for somebody. Whoever holds many
// has some among the newest of all.
func ofCases(q sqldb.Querier, person string, n int) (rows []string, err error) {
	held, err := sqldb.All(q, sqldb.Self[string], `SELECT number FROM desk WHERE holder = $1 LIMIT $2`, officer(person), fewCases+1)
	if err != nil {
		return nil, err
	}
	if len(held) <= fewCases {
		return sqldb.All(q, sqldb.Self[string], aboutCase+` AND r.number IN (SELECT number FROM desk WHERE holder = $1)
			ORDER BY l.n DESC LIMIT $3`, officer(person), person, n)
	}
	last, err := sqldb.One(q, sqldb.Self[int64], `SELECT n FROM head WHERE id = 1`)
	for to := last; err == nil && to > 0 && len(rows) < n; to -= page {
		var more []string
		more, err = sqldb.All(q, sqldb.Self[string], aboutCase+` AND r.n > $3 AND r.n <= $4 ORDER BY r.n DESC`,
			officer(person), person, to-page, to)
		rows = append(rows, more...)
	}
	return rows, err
}

// ofUnit gives the newest lines about no case by or about the people of a unit.
func ofUnit(q sqldb.Querier, unit string, n int) ([]string, error) {
	return sqldb.All(q, sqldb.Self[string], `SELECT l.text FROM ledger l JOIN people p ON p.unit = $1
		AND (l.text LIKE '%"by":"officer:' || p.person || '"%' OR l.text LIKE '%"of":"' || p.person || '"%')
		WHERE l.text LIKE '%"case":""%' GROUP BY l.n, l.text ORDER BY l.n DESC LIMIT $2`, unit, n)
}

func newestLines(texts []string, n int) ([]ledger.Line, error) {
	byNumber := map[int64]ledger.Line{}
	for _, text := range texts {
		line, err := readLedger(text)
		if err != nil {
			return nil, err
		}
		byNumber[line.N] = line
	}
	numbers := slices.Sorted(maps.Keys(byNumber))
	slices.Reverse(numbers)
	lines := make([]ledger.Line, 0, min(n, len(numbers)))
	for _, number := range numbers[:min(n, len(numbers))] {
		lines = append(lines, byNumber[number])
	}
	return lines, nil
}
