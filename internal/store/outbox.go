package store

import (
	"context"
	"slices"
	"time"

	"fairlead/internal/notify"
	"fairlead/internal/store/sqldb"
)

// Outbox is notify.Outbox: nudges to officers, kept until they are sent.
type Outbox struct{ *base }

var _ notify.Outbox = (*Outbox)(nil)

// Put keeps one nudge a person, kind and day. Who gave no address is told by the page alone.
func (o *Outbox) Put(ctx context.Context, day string, waiting []notify.Waiting) error {
	if len(waiting) == 0 {
		return nil
	}
	return o.db.Write(ctx, func(tx *sqldb.Tx) error {
		mails, err := mailsOf(tx)
		if err != nil {
			return err
		}
		var rows []sqldb.Row
		for _, w := range waiting {
			state := notify.ToSend
			if mails[w.Person] == "" {
				state = notify.NoAddress
			}
			for _, kind := range w.Kinds {
				rows = append(rows, sqldb.Row{tx.Next(), w.Person, kind, day, state, 0, 0, bit(slices.Contains(w.Openly, kind))})
			}
		}
		tx.Insert(`outbox (id, person, kind, day, state, tries, due, openly)`, `ON CONFLICT (person, kind, day)
			DO UPDATE SET openly = CASE WHEN outbox.openly = 1 THEN 1 ELSE excluded.openly END`, rows...)
		return nil
	})
}

func mailsOf(q sqldb.Querier) (map[string]string, error) {
	type row struct{ person, mail string }
	rows, err := sqldb.All(q, func(r *row) []any { return []any{&r.person, &r.mail} },
		`SELECT person, mail FROM officer_settings WHERE mail <> ''`)
	mails := make(map[string]string, len(rows))
	for _, r := range rows {
		mails[r.person] = r.mail
	}
	return mails, err
}

// nudge reads an entry with its officer's name and settings.
const nudge = `SELECT b.id, b.person, COALESCE(p.name, ''), b.kind, b.day, b.state, b.tries,
	COALESCE(s.mail, ''), COALESCE(s.language, '')
	FROM outbox b LEFT JOIN people p ON p.person = b.person LEFT JOIN officer_settings s ON s.person = b.person `

func nudgePlaces(e *notify.Entry) []any {
	return []any{&e.ID, &e.Person, &e.Name, &e.Kind, &e.Day, &e.State, &e.Tries, &e.Address, &e.Language}
}

// farAhead is later than any nudge is put off to: a clock that was wrong wrote it.
const farAhead = 48 * time.Hour

// Claim gives what is to be sent, and keeps it from others for a time.
func (o *Outbox) Claim(ctx context.Context, now, until time.Time, n int) (entries []notify.Entry, err error) {
	err = o.db.Write(ctx, func(tx *sqldb.Tx) error {
		entries, err = sqldb.All(tx, nudgePlaces,
			nudge+`WHERE b.state = $1 AND (b.due <= $2 OR b.due > $4) AND s.mail <> '' ORDER BY b.due, b.id LIMIT $3`,
			notify.ToSend, now.UnixMilli(), n, now.Add(farAhead).UnixMilli())
		for _, e := range entries {
			tx.Do(`UPDATE outbox SET due = $2 WHERE id = $1`, e.ID, until.UnixMilli())
		}
		return err
	})
	return entries, err
}

// Sent marks an entry as delivered to the mail server.
func (o *Outbox) Sent(ctx context.Context, id int64) error {
	return o.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`UPDATE outbox SET state = $2 WHERE id = $1`, id, notify.Sent)
		return nil
	})
}

// Again puts an entry off, or gives it up.
func (o *Outbox) Again(ctx context.Context, id int64, at time.Time, last bool) error {
	state := notify.ToSend
	if last {
		state = notify.Failed
	}
	return o.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`UPDATE outbox SET state = $2, tries = tries + 1, due = $3 WHERE id = $1`, id, state, at.UnixMilli())
		return nil
	})
}

// Recent gives the newest nudges to the people of a unit, as far as one of its heads may see
// them.
func (o *Outbox) Recent(ctx context.Context, unit, head string, n int) (entries []notify.Entry, err error) {
	err = o.db.Read(ctx, func(q sqldb.Querier) error {
		entries, err = sqldb.All(q, nudgePlaces, nudge+`WHERE p.unit = $1 AND (b.openly = 1 OR b.person = $2) ORDER BY b.id DESC LIMIT $3`, unit, head, n)
		return err
	})
	return entries, err
}

// keptDays is how long the outbox remembers.
const keptDays = 30

// sweep forgets old nudges.
func (o *Outbox) sweep(ctx context.Context) error {
	return o.db.Write(ctx, func(tx *sqldb.Tx) error {
		tx.Do(`DELETE FROM outbox WHERE day < $1`, o.now().AddDate(0, 0, -keptDays).UTC().Format(time.DateOnly))
		return nil
	})
}
