package store

import (
	"context"
	"encoding/json"

	"fairlead/internal/intake"
	"fairlead/internal/ledger"
	"fairlead/internal/mailbox"
	"fairlead/internal/people"
	"fairlead/internal/store/sqldb"
)

// People is the directory, enrolment and access: officers and their keys.
type People struct{ *base }

var (
	_ people.Directory  = (*People)(nil)
	_ people.Enrolments = (*People)(nil)
	_ people.Access     = (*People)(nil)
	_ intake.Directory  = (*People)(nil)
)

// personColumns are of people p with suspensions s beside it.
const personColumns = `p.person, p.name, p.unit, p.roles, p.certified = 1, COALESCE(s.day, '')`

// personRow is a person as stored, with what else a query asks for.
type personRow struct {
	people.Person
	roles string
	way   people.Way
	keys  people.Proposal
}

func (r *personRow) places() []any {
	return []any{&r.ID, &r.Name, &r.Unit, &r.roles, &r.Certified, &r.Suspended}
}

func (r *personRow) person() (people.Person, error) {
	err := json.Unmarshal([]byte(r.roles), &r.Roles)
	return r.Person, err
}

// Person loads an officer who has enrolled.
func (p *People) Person(ctx context.Context, id string) (person people.Person, err error) {
	err = p.db.Read(ctx, func(q sqldb.Querier) error {
		row, err := sqldb.One(q, (*personRow).places, `SELECT `+personColumns+`
			FROM people p LEFT JOIN suspensions s ON s.person = p.person WHERE p.person = $1`, id)
		if err != nil {
			return orGone(err)
		}
		person, err = row.person()
		return err
	})
	return person, err
}

// HaveSeeds says whether any officer's seed is kept here, sealed under a server's secret.
func (p *People) HaveSeeds(ctx context.Context) (have bool, err error) {
	err = p.db.Read(ctx, func(q sqldb.Querier) error {
		found, err := sqldb.All(q, sqldb.Self[string], `SELECT person FROM seeds LIMIT 1`)
		have = len(found) > 0
		return err
	})
	return have, err
}

// ByName finds a person by the folded name, with the way they unlock.
func (p *People) ByName(ctx context.Context, folded string) (person people.Person, way people.Way, err error) {
	err = p.db.Read(ctx, func(q sqldb.Querier) error {
		row, err := sqldb.One(q, func(r *personRow) []any {
			return append(r.places(), &r.way.Kind, &r.way.Salt, &r.way.LoginHash, &r.way.Seed)
		}, `SELECT `+personColumns+`, w.kind, w.salt, w.login, w.seed
			FROM people p JOIN seeds w ON w.person = p.person LEFT JOIN suspensions s ON s.person = p.person
			WHERE p.folded = $1 AND w.kind = 'password'`, folded)
		if err != nil {
			return orGone(err)
		}
		way = row.way
		person, err = row.person()
		return err
	})
	return person, way, err
}

// Note writes one act to the ledger.
func (p *People) Note(ctx context.Context, act ledger.Act) error {
	return p.db.Write(ctx, func(tx *sqldb.Tx) error {
		p.record(tx, "", act)
		return nil
	})
}

// Suspend stops serving a person from now on, and ends their grants, so that reporters and
// colleagues see until when they could read. A second time keeps the first day.
func (p *People) Suspend(ctx context.Context, person, day string, act ledger.Act) error {
	return p.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`INSERT INTO suspensions (person, day) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING`, person, day)
		held, err := sqldb.All(tx, sqldb.Self[string], `SELECT number FROM desk WHERE holder = $1 AND list = 'open' ORDER BY number`, officer(person))
		if err != nil {
			return err
		}
		endAll(tx, person, day)
		p.record(tx, "", act)
		return tellLeft(tx, held, day)
	})
}

// nobodyHolds is the condition under which no officer holds a key to case c any more.
const nobodyHolds = `NOT EXISTS (SELECT 1 FROM grants g WHERE g.number = c.number AND g.ended = '' AND g.holder LIKE 'officer:%')`

// tellLeft tells whoever wrote that nobody in the office can read their case any more.
func tellLeft(tx *sqldb.Tx, numbers []string, day string) error {
	for _, number := range numbers {
		left, err := sqldb.All(tx, sqldb.Self[string], `SELECT c.number FROM cases c WHERE c.number = $1 AND `+nobodyHolds, number)
		if err != nil {
			return err
		}
		if len(left) > 0 {
			saveNotices(tx, number, []mailbox.Notice{{Code: "nobody-left", Day: day, Figures: map[string]string{}}})
		}
	}
	return nil
}

// Suspended gives who is suspended, and since which day.
func (p *People) Suspended(ctx context.Context) (map[string]string, error) {
	type row struct{ person, day string }
	days := map[string]string{}
	err := p.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.person, &r.day} },
			`SELECT person, day FROM suspensions`)
		for _, r := range rows {
			days[r.person] = r.day
		}
		return err
	})
	return days, err
}

// Serving is the directory for whoever seals to officers. To it, a person whose new keys
// wait to be certified is out as a suspended one is: the old keys are lost, and what is
// sealed to them nobody could read.
type Serving struct{ *People }

var _ intake.Directory = Serving{}

// Suspended gives who may not be served now, and since which day.
func (s Serving) Suspended(ctx context.Context) (map[string]string, error) {
	days, err := s.People.Suspended(ctx)
	if err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(q sqldb.Querier) error {
		waiting, err := sqldb.All(q, sqldb.Self[string], `SELECT person FROM proposals`)
		for _, person := range waiting {
			if days[person] == "" {
				days[person] = s.today()
			}
		}
		return err
	})
	return days, err
}
