package office

import (
	"net/http"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var signInTemplate = web.NewTemplate(files, "signin.html", "bar.html")

// signInPage asks for name and password, or (a session whose key was put away) for the
// password alone.
type signInPage struct {
	base
	Known string
	Data  signInData
}

type signInData struct {
	pageData
	Known string `json:"known"`
}

// home is the queue for whoever is signed in and unlocked, and the way in for all others.
func (o *Office) home(w http.ResponseWriter, r *http.Request) error {
	if v := visitOf(r); v.Unlocked {
		return o.queue(w, r)
	}
	known, title := visitOf(r).Person.Name, "office.signin.title"
	if known != "" {
		title = "office.unlock.title"
	}
	base := o.base(r, title, "")
	page := signInPage{base: base, Known: known, Data: signInData{o.data(r, base, "js.office.door."), known}}
	return o.Site.Render(w, r, http.StatusOK, signInTemplate, page)
}

func (o *Office) salt(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Name string `json:"name"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	salt, err := o.People.Salt(r.Context(), asked.Name)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]string{"salt": salt})
}

// signIn answers every failure alike, after the same wait: a wrong password, a name that
// is not known, a person who was suspended.
func (o *Office) signIn(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Name  string `json:"name"`
		Login string `json:"login"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	if err := wait(r, o.People.Delay(asked.Name)); err != nil {
		return err
	}
	in, err := o.People.SignIn(r.Context(), asked.Name, asked.Login)
	if fault.Of(err).Key == "sign-in-failed" {
		return web.WriteJSON(w, http.StatusUnauthorized, map[string]string{"error": web.Sentence(r, err), "code": "sign-in-failed"})
	}
	if err != nil {
		return err
	}
	key, err := o.begin(w, r, in.Person)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]any{
		"person": in.Person, "unlock": in.Unlock, "seed": in.Seed, "session": seal.EncodeURL(key),
	})
}

// wait holds an attempt back for as long as its name was guessed at.
func wait(r *http.Request, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-r.Context().Done():
		return fault.New(fault.Busy, "busy", r.Context().Err())
	}
}

// sessionKey gives a session its own key, for as long as it is unlocked.
func (o *Office) sessionKey(w http.ResponseWriter, r *http.Request) error {
	key, err := o.Keyring.Key(visitOf(r).Token)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]string{"key": seal.EncodeURL(key)})
}
