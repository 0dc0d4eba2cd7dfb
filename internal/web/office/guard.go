package office

import (
	"context"
	"net/http"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/people"
	"fairlead/internal/web"
)

// need is what a route asks of whoever comes.
type need int

const (
	anyone    need = iota
	signedIn       // a session of an officer who may act today
	unlocked       // and its key is still held
	heading        // and they head their unit
	editing        // unlocked, and they edit the portal
	receiving      // unlocked, and they take in reports for their unit
)

// page guards an address that people visit: whoever may not is led to the sign-in page,
// whatever stands behind the address. A head's page is unknown to those who are none.
func (o *Office) page(need need) web.Guard {
	return func(next web.Handler) web.Handler {
		return web.Sealed(func(w http.ResponseWriter, r *http.Request) error {
			r, err := o.enter(w, r)
			if err != nil {
				return err
			}
			switch err := o.meets(r, need); {
			case fault.Is(err, fault.Locked):
				return web.Redirect(w, r, "/office/")
			case err != nil:
				return err
			}
			return next(w, r)
		})
	}
}

// json guards an address that the wing's scripts post to.
func (o *Office) json(need need, limit int64) web.Guard {
	return func(next web.Handler) web.Handler {
		return web.JSON(limit)(func(w http.ResponseWriter, r *http.Request) error {
			r, err := o.enter(w, r)
			if err != nil {
				return err
			}
			if err := o.meets(r, need); err != nil {
				return err
			}
			return next(w, r)
		})
	}
}

// visit is who comes. Token is "" without a session; Person is empty then.
type visit struct {
	Token    string
	Person   people.Person
	Unlocked bool
}

type visitKey struct{}

func visitOf(r *http.Request) *visit {
	v, _ := r.Context().Value(visitKey{}).(*visit)
	return v
}

// enter reads the session. One whose officer may not act any more (suspended, expired,
// no longer certified, or certified with other keys since) ends here, at the first request
// after it.
func (o *Office) enter(w http.ResponseWriter, r *http.Request) (*http.Request, error) {
	v := &visit{}
	ctx, err := o.sessions.Load(r.Context(), web.Cookie(r, cookieName))
	if err != nil {
		return nil, err
	}
	r = r.WithContext(context.WithValue(ctx, visitKey{}, v))
	id := o.sessions.GetString(ctx, sessionPerson)
	if id == "" {
		return r, nil
	}
	v.Token = o.sessions.Token(ctx)
	switch v.Person, err = o.People.Person(ctx, id); {
	case fault.Is(err, fault.Locked):
		return r, o.end(w, r)
	case err != nil:
		return nil, err
	case v.Person.Verify != o.sessions.GetString(ctx, sessionKeys):
		return r, o.end(w, r)
	}
	o.speak(r)
	v.Unlocked = o.Keyring.Touch(v.Token) == nil
	return r, nil
}

func (o *Office) meets(r *http.Request, need need) error {
	v := visitOf(r)
	if need >= signedIn && v.Token == "" {
		return fault.New(fault.Locked, "signed-out", nil)
	}
	if need >= unlocked && !v.Unlocked {
		return fault.New(fault.Locked, "session-locked", nil)
	}
	if need == heading && !heads(v.Person) || need == editing && !edits(v.Person) || need == receiving && !receives(v.Person) {
		return fault.New(fault.NotFound, "page-not-found", nil)
	}
	return nil
}

func heads(p people.Person) bool { return slices.Contains(p.Roles, "head") }

func edits(p people.Person) bool { return slices.Contains(p.Roles, "editor") }
