package store

import (
	"context"
	"encoding/json"

	"fairlead/internal/ledger"
	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/internal/store/sqldb"
)

var _ people.Desk = (*People)(nil)

// Settings gives what an officer said of themselves.
func (p *People) Settings(ctx context.Context, person string) (s people.Settings, err error) {
	type row struct {
		people.Settings
		languages string
	}
	err = p.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.Mail, &r.Language, &r.languages} },
			`SELECT mail, language, languages FROM officer_settings WHERE person = $1`, person)
		if err != nil || len(rows) == 0 {
			return err
		}
		s = rows[0].Settings
		return json.Unmarshal([]byte(rows[0].languages), &s.Languages)
	})
	return s, err
}

// Set keeps it. What waited for an address is sent from now on.
func (p *People) Set(ctx context.Context, person string, s people.Settings) error {
	if s.Languages == nil {
		s.Languages = []string{}
	}
	return p.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`INSERT INTO officer_settings (person, mail, language, languages) VALUES ($1, $2, $3, $4)
			ON CONFLICT (person) DO UPDATE SET mail = excluded.mail, language = excluded.language, languages = excluded.languages`,
			person, s.Mail, s.Language, jsonOf(s.Languages))
		return nil
	})
}

// Spoken gives the languages of all who named some.
func (p *People) Spoken(ctx context.Context) (map[string][]string, error) {
	type row struct{ person, languages string }
	spoken := map[string][]string{}
	err := p.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.person, &r.languages} },
			`SELECT person, languages FROM officer_settings WHERE languages <> '[]'`)
		for _, r := range rows {
			var languages []string
			if err := json.Unmarshal([]byte(r.languages), &languages); err != nil {
				return err
			}
			spoken[r.person] = languages
		}
		return err
	})
	return spoken, err
}

// Undertaken gives the version that a person signed last.
func (p *People) Undertaken(ctx context.Context, person string) (version string, err error) {
	err = p.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err := sqldb.All(q, sqldb.Self[string], `SELECT version FROM undertakings WHERE person = $1`, person)
		if len(rows) > 0 {
			version = rows[0]
		}
		return err
	})
	return version, err
}

// Undertake keeps a checked undertaking.
func (p *People) Undertake(ctx context.Context, signed seal.Signed, u seal.Undertaking, act ledger.Act) error {
	l := line{signed, seal.LineHash(signed), "", u.Head}
	_, person := seal.Split(u.By)
	err := p.db.Write(ctx, func(tx *sqldb.Tx) error {
		kept, err := known(tx, []line{l})
		if err != nil || kept[l.hash] {
			return err
		}
		seqs := saveLines(tx, l)
		tx.Do(`INSERT INTO undertakings (person, version, line, day) VALUES ($1, $2, $3, $4)
			ON CONFLICT (person) DO UPDATE SET version = excluded.version, line = excluded.line, day = excluded.day`,
			person, u.Version, seqs[l.hash], p.today())
		p.record(tx, "", act)
		return nil
	})
	return orTaken(err)
}
