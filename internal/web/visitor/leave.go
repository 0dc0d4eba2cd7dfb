package visitor

import (
	"net/http"

	"fairlead/internal/web"
)

// leave takes a person away from here at once. What this site left in the browser is
// cleared, the cookie that changes keeps the page from being restored by Back, and the
// neutral site learns nothing of where the person came from. A page elsewhere that names
// this address, as a picture even, clears nothing: it could sign people out at will.
func (v *Wing) leave(w http.ResponseWriter, r *http.Request) error {
	if from := r.Header.Get("Sec-Fetch-Site"); from == "cross-site" || from == "same-site" {
		return web.Redirect(w, r, v.server.Pack().Leave)
	}
	v.sessions.End(web.Cookie(r, mailboxCookie))
	w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	web.Leaving(w)
	http.Redirect(w, r, v.server.Pack().Leave, http.StatusSeeOther)
	return nil
}
