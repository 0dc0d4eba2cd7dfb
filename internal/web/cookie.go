package web

import "net/http"

// SetCookie sets a cookie that no script can read and no other site can send, for a
// number of seconds; below zero it is deleted. It is marked Secure everywhere: browsers
// keep such a cookie over plain HTTP on their own machine, and nowhere else.
func SetCookie(w http.ResponseWriter, name, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{
		Name: "__Host-" + name, Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: true, SameSite: http.SameSiteStrictMode,
	})
}

// Cookie reads a cookie that SetCookie set; "" if there is none.
func Cookie(r *http.Request, name string) string {
	cookie, err := r.Cookie("__Host-" + name)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// Leaving sets the one-second cookie that keeps a browser from restoring the page that
// was just left: a page whose cookies changed is not taken from the back-forward cache.
func Leaving(w http.ResponseWriter) { SetCookie(w, "leaving", "1", 1) }
