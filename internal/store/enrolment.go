package store

import (
	"context"
	"encoding/json"

	"fairlead/internal/ledger"
	"fairlead/internal/people"
	"fairlead/internal/store/sqldb"
)

// Invite keeps an invitation. A name that somebody else signs in with is fault.Conflict.
func (p *People) Invite(ctx context.Context, inv people.Invitation, act ledger.Act) error {
	err := p.db.Write(ctx, func(tx *sqldb.Tx) error {
		who := inv.Person
		others, err := sqldb.All(tx, sqldb.Self[string],
			`SELECT person FROM people WHERE folded = $1 AND person <> $2`, people.Fold(who.Name), who.ID)
		if err != nil {
			return err
		}
		if len(others) > 0 {
			return taken(nil)
		}
		tx.Do(`INSERT INTO invitations (token, person, name, unit, roles, until) VALUES ($1, $2, $3, $4, $5, $6)`,
			inv.TokenHash, who.ID, who.Name, who.Unit, jsonOf(who.Roles), inv.Until)
		p.record(tx, "", act)
		return nil
	})
	return orTaken(err)
}

// Invitation gives one that is unused and good today.
func (p *People) Invitation(ctx context.Context, tokenHash, today string) (inv people.Invitation, err error) {
	err = p.db.Read(ctx, func(q sqldb.Querier) error {
		inv, err = invitation(q, tokenHash)
		if err == nil && inv.Until < today {
			err = gone()
		}
		return err
	})
	if err != nil {
		return people.Invitation{}, err
	}
	return inv, nil
}

func invitation(q sqldb.Querier, tokenHash string) (people.Invitation, error) {
	type row struct {
		people.Invitation
		roles string
	}
	r, err := sqldb.One(q, func(r *row) []any {
		return []any{&r.TokenHash, &r.Person.ID, &r.Person.Name, &r.Person.Unit, &r.roles, &r.Until}
	}, `SELECT token, person, name, unit, roles, until FROM invitations WHERE token = $1`, tokenHash)
	if err != nil {
		return r.Invitation, orGone(err)
	}
	err = json.Unmarshal([]byte(r.roles), &r.Person.Roles)
	return r.Invitation, err
}

// Enrol uses an invitation up: the person as invited, not certified, with new keys and a
// sealed seed. Whoever enrols anew has lost the seed, so every older way is removed.
func (p *People) Enrol(ctx context.Context, tokenHash string, proposal people.Proposal, way people.Way, act ledger.Act) error {
	err := p.db.Write(ctx, func(tx *sqldb.Tx) error {
		inv, err := invitation(tx, tokenHash)
		if err != nil {
			return err
		}
		who := inv.Person
		tx.Do(`DELETE FROM invitations WHERE token = $1`, tokenHash)
		tx.Do(`INSERT INTO people (person, name, folded, unit, roles, certified) VALUES ($1, $2, $3, $4, $5, 0)
			ON CONFLICT (person) DO UPDATE SET name = excluded.name, folded = excluded.folded,
			unit = excluded.unit, roles = excluded.roles, certified = 0`,
			who.ID, who.Name, people.Fold(who.Name), who.Unit, jsonOf(who.Roles))
		tx.Do(`INSERT INTO proposals (person, recipient, verify) VALUES ($1, $2, $3) ON CONFLICT (person)
			DO UPDATE SET recipient = excluded.recipient, verify = excluded.verify`,
			who.ID, proposal.Recipient, proposal.Verify)
		tx.Do(`DELETE FROM seeds WHERE person = $1`, who.ID)
		tx.Do(`INSERT INTO seeds (person, kind, salt, login, seed) VALUES ($1, $2, $3, $4, $5)`,
			who.ID, way.Kind, way.Salt, way.LoginHash, way.Seed)
		p.record(tx, "", act)
		return nil
	})
	return orTaken(err)
}

// Proposals lists keys that nobody certified yet, of one unit or ("") of all.
func (p *People) Proposals(ctx context.Context, unit string) (all []people.Proposal, err error) {
	err = p.db.Read(ctx, func(q sqldb.Querier) error {
		rows, err := sqldb.All(q, func(r *personRow) []any {
			return append(r.places(), &r.keys.Recipient, &r.keys.Verify)
		}, `SELECT `+personColumns+`, k.recipient, k.verify
			FROM proposals k JOIN people p ON p.person = k.person LEFT JOIN suspensions s ON s.person = p.person
			WHERE $1 = '' OR p.unit = $1 ORDER BY p.name, p.person`, unit)
		if err != nil {
			return err
		}
		all = make([]people.Proposal, len(rows))
		for i := range rows {
			all[i] = rows[i].keys
			if all[i].Person, err = rows[i].person(); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}
