package visitor

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// arrived is what came last, of reports whose words are these.
func (w *world) arrived(words string) intake.Case {
	w.Helper()
	hash := staff.Must(seal.HandleHash(staff.Must(seal.ParsePhrase(words)).HandleText()))
	return w.store.arrivals[hash].Cases[0]
}

// TestOnwardPlain: without scripts, the page names the offices beforehand and again once it is
// sent, to whoever said yes of their own matter; and nothing is signed for anybody else.
func TestOnwardPlain(t *testing.T) {
	for prefix, path := range map[string]string{"": "/report/harassment", "/fr": "/fr/report/harcelement", "/es": "/es/report/acoso"} {
		language := strings.TrimPrefix(prefix+"/en", "/")[:2]
		for _, c := range []struct {
			note, role, answer, exclude string
			consents                    int
		}{
			{"yes", "affected", "yes", "", 5},
			{"yes, one office kept out", "affected", "yes", "unit:hsse", 4},
			{"ask first", "affected", "ask", "", 0},
			{"nothing", "affected", "", "", 0},
			{"of somebody else's matter", "witness", "yes", "", 0},
		} {
			w := newWorld(t)
			say := w.pack.Words(language)
			says(t, w.get(path), http.StatusOK, say.Say("unit.hsse")+"; ")
			words, version := w.opened(path)
			parts := []part{words, version, {name: "f.wish", value: "formal"}, {name: "f.what", value: text}, {name: "f.role", value: c.role}}
			if c.answer != "" {
				parts = append(parts, part{name: "f.pass-on", value: c.answer})
			}
			if c.exclude != "" {
				parts = append(parts, part{name: "exclude", value: c.exclude})
			}
			sent := w.form(path, nil, parts...)
			says(t, sent, http.StatusOK)
			if told := strings.Contains(unescape(sent.Body.String()), say.Say("sent.onward.title")); told != (c.consents > 0) {
				t.Errorf("%s %s: told %t", language, c.note, told)
			}
			if got := len(w.arrived(words.value).Consents); got != c.consents {
				t.Errorf("%s %s: %d consents, want %d", language, c.note, got, c.consents)
			}
			if c.consents > 0 {
				w.takenBack(prefix, language, words.value)
			}
		}
	}
}

// takenBack shows in the mailbox what was agreed to, and takes it back.
func (w *world) takenBack(prefix, language, words string) {
	w.Helper()
	v, say := w.visit(prefix, words), w.pack.Words(language)
	var lines []seal.Signed
	for _, consent := range w.arrived(words).Consents {
		lines = append(lines, consent.Signed)
	}
	v.given(lines, same)
	says(w, v.read(""), http.StatusOK, say.Say("mailbox.ahead"), say.Say("mailbox.ahead.take"))
	v.given(lines, func(c *mailbox.Case) { c.Whose = "other" })
	if strings.Contains(unescape(v.read("").Body.String()), say.Say("mailbox.ahead")) {
		w.Error("it is shown to somebody whose consent it is not")
	}
	v.given(lines, func(c *mailbox.Case) { c.Ended = staff.Today })
	if strings.Contains(unescape(v.read("").Body.String()), say.Say("mailbox.ahead")) {
		w.Error("it is shown as standing in a case that ended")
	}
	v.given(lines, same)
	says(w, v.post("/mailbox/answer", "unit", "wct", "request", "", "answer", mailbox.Withdrawn), http.StatusSeeOther)
	if len(v.acts.lines) != len(lines) || slices.Equal(v.acts.lines, lines) {
		w.Errorf("%d lines take back %d", len(v.acts.lines), len(lines))
	}
	if page := v.read(""); strings.Contains(unescape(page.Body.String()), say.Say("mailbox.ahead.take")) {
		w.Error("it can be taken back twice")
	}
	says(w, v.post("/mailbox/answer", "unit", "wct", "request", "", "answer", mailbox.Withdrawn), http.StatusConflict)
}
