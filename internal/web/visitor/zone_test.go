package visitor

import (
	"net/http"
	"strings"
	"testing"
)

// TestReceiptZone: where a form asks for the duty station's time zone, the page after
// sending and the mailbox say when it was received there and in UTC, to the second, and by
// whose clock; elsewhere in UTC, to the minute.
func TestReceiptZone(t *testing.T) {
	for language, want := range map[string]string{
		"en": "Received on 22 November 2026 at 11:31:02 by the time of your duty station (Asia/Kolkata); that is 22 November 2026 at 06:01:02 in UTC.",
		"fr": "Reçu le 22 novembre 2026 à 11:31:02, à l’heure de votre lieu d’affectation (Asia/Kolkata), soit le 22 novembre 2026 à 06:01:02 en temps universel (UTC).",
		"es": "Recibido el 22 de noviembre de 2026, 11:31:02, según la hora de su lugar de destino (Asia/Kolkata), es decir, el 22 de noviembre de 2026, 06:01:02 en tiempo universal (UTC).",
	} {
		w := newWorld(t)
		path := w.pack.Address(language, "form/retaliation")
		words, version := w.opened(path)
		sent := w.form(path, nil, words, version, part{name: "f.what", value: "Moved away."}, part{name: "f.zone", value: "Asia/Kolkata"})
		says(t, sent, http.StatusOK, want)
		opened := w.form(w.server.Prefix(language)+"/mailbox/open", nil, words)
		cookie, _, _ := strings.Cut(opened.Header().Get("Set-Cookie"), ";")
		says(t, w.do(http.MethodGet, w.server.Prefix(language)+"/mailbox/read", nil, map[string]string{"Cookie": cookie}), http.StatusOK, want)
	}
}
