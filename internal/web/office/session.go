package office

import (
	"net/http"

	"fairlead/internal/people"
	"fairlead/internal/web"
)

// The cookie holds a random token and nothing else; the session holds who it is for, by
// which keys, and the language they chose. The session's key is in the keyring, in memory.
const (
	cookieName      = "office"
	sessionPerson   = "person"
	sessionKeys     = "keys"
	sessionLanguage = "language"
)

// begin opens a session under a fresh token, whatever the browser brought, and gives its
// key. A session that the browser had is ended.
func (o *Office) begin(w http.ResponseWriter, r *http.Request, person people.Person) ([]byte, error) {
	if v := visitOf(r); v.Token != "" {
		o.Keyring.Destroy(v.Token)
	}
	if err := o.sessions.RenewToken(r.Context()); err != nil {
		return nil, err
	}
	if err := o.sessions.Clear(r.Context()); err != nil {
		return nil, err
	}
	o.sessions.Put(r.Context(), sessionPerson, person.ID)
	o.sessions.Put(r.Context(), sessionKeys, person.Verify)
	o.sessions.Put(r.Context(), sessionLanguage, web.Language(r))
	token, _, err := o.sessions.Commit(r.Context())
	if err != nil {
		return nil, err
	}
	web.SetCookie(w, cookieName, token, int(people.Session.Seconds()))
	return o.Keyring.Make(token)
}

// end destroys a session and its key.
func (o *Office) end(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	o.Keyring.Destroy(v.Token)
	*v = visit{}
	if err := o.sessions.Destroy(r.Context()); err != nil {
		return err
	}
	web.SetCookie(w, cookieName, "", -1)
	return nil
}

// speak answers in the officer's language: the one the address asks for, which is kept,
// or the one that was kept.
func (o *Office) speak(r *http.Request) {
	ctx := r.Context()
	asked := r.URL.Query().Get("lang")
	if r.Method == http.MethodGet && asked != "" && asked == web.Language(r) && asked != o.sessions.GetString(ctx, sessionLanguage) {
		o.sessions.Put(ctx, sessionLanguage, asked)
		if _, _, err := o.sessions.Commit(ctx); err == nil {
			return
		}
	}
	if kept := o.sessions.GetString(ctx, sessionLanguage); kept != "" {
		web.SetLanguage(r, kept)
	}
}

// lock puts the session's key away; the session stays and asks for the password. The
// cookie of one second keeps a browser from bringing the page back.
func (o *Office) lock(w http.ResponseWriter, r *http.Request) error {
	o.Keyring.Destroy(visitOf(r).Token)
	web.Leaving(w)
	return web.Redirect(w, r, "/office/")
}

func (o *Office) signOut(w http.ResponseWriter, r *http.Request) error {
	if visitOf(r).Token != "" {
		if err := o.end(w, r); err != nil {
			return err
		}
	}
	web.Leaving(w)
	return web.Redirect(w, r, "/office/")
}
