package visitor

import (
	"net/http"
	"strings"
	"testing"
)

// TestLetterToWhom: where two offices were told, a letter without an office goes to neither.
func TestLetterToWhom(t *testing.T) {
	w := newWorld(t)
	words, version := w.opened("/report/harassment")
	sent := w.form("/report/harassment", nil, words, version, part{name: "f.wish", value: "formal"}, part{name: "f.what", value: text},
		part{name: "f.ethics-tell", value: "yes"}, part{name: "f.fear", value: "what I fear"})
	says(t, sent, http.StatusOK, "Eve Fallback")
	cookie, _, _ := strings.Cut(w.form("/mailbox/open", nil, words).Header().Get("Set-Cookie"), ";")
	send := func(unit, letter string) int {
		return w.form("/mailbox/letter", map[string]string{"Cookie": cookie}, part{name: "unit", value: unit}, part{name: "text", value: letter}).Code
	}
	for _, unit := range []string{"", "pppt"} {
		if code := send(unit, "For whom?"); code != http.StatusConflict {
			t.Errorf("a letter to the office %q: %d", unit, code)
		}
	}
	if code := send("ethics", "For one."); code != http.StatusSeeOther {
		t.Errorf("a letter to one office: %d", code)
	}
	read := w.do(http.MethodGet, "/mailbox/read", nil, map[string]string{"Cookie": cookie})
	says(t, read, http.StatusOK, `href="#part-2"`, `id="part-2"`)
	if strings.Contains(read.Body.String(), "#part-ethics") || strings.Contains(read.Body.String(), `id="title-ethics"`) {
		t.Error("an address names an office")
	}
	checkHTML(t, "/mailbox/read of two offices", read.Body.String())
	for _, posts := range w.store.letters {
		if last := posts[len(posts)-1].Line; len(posts) != 3 || last.Compartment != "talk:ethics" { // after two receipts
			t.Errorf("%d items, the last in %s", len(posts), last.Compartment)
		}
	}
}
