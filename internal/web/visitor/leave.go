package visitor

import (
	"net/http"

	"fairlead/internal/web"
)

// leave takes a person away from here at once. What this site left in the browser is
// cleared, the cookie that changes keeps the page from being restored by Back, and the
// neutral site learns nothing of where the person came from.
func (v *Wing) leave(w http.ResponseWriter, r *http.Request) error {
	v.sessions.End(web.Cookie(r, mailboxCookie))
	w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	web.Leaving(w)
	http.Redirect(w, r, v.server.Pack().Leave, http.StatusSeeOther)
	return nil
}
