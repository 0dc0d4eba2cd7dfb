package visitor

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fairlead/internal/portal"
)

// TestEntriesWithoutScripts sends acts and witnesses, the first of each left empty, and
// reads them again in the mailbox: numbered without holes, under their labels.
func TestEntriesWithoutScripts(t *testing.T) {
	w := newWorld(t)
	const path = "/report/retaliation"
	form := w.get(path)
	says(t, form, http.StatusOK, `data-entry="3"`, `name="f.acts.3.more"`, `<option value="Africa/Nairobi">Nairobi</option>`,
		`<option value="">I do not know</option>`, w.pack.Words("en").Say("report.entries.more"))
	if strings.Contains(form.Body.String(), `data-entry="4"`) {
		t.Error("the page without scripts shows more than three entries")
	}
	checkHTML(t, path, form.Body.String())
	words, version := w.opened(path)
	sent := w.form(path, nil, words, version, part{name: "f.what", value: text}, part{name: "f.acts.1.more", value: " "},
		part{name: "f.acts.2.kind", value: "threats"}, part{name: "f.acts.2.state", value: "tried"}, part{name: "f.acts.2.when", value: "end of March"},
		part{name: "f.acts.3.more", value: "Moved to another room"}, part{name: "f.witnesses.3.name", value: "C. Person"},
		part{name: "f.witnesses.3.contact", value: "do-not"}, part{name: "f.zone", value: "Asia/Kolkata"})
	says(t, sent, http.StatusOK, words.value[:3], w.pack.FormText("en", "retaliation").After["any"])
	checkHTML(t, path+" sent", sent.Body.String())
	cookie, _, _ := strings.Cut(w.form("/mailbox/open", nil, words).Header().Get("Set-Cookie"), ";")
	read := w.do(http.MethodGet, "/mailbox/read", nil, map[string]string{"Cookie": cookie})
	says(t, read, http.StatusOK, "Act 1", "Act 2", "Threats", "It was tried", "end of March", "Moved to another room",
		"Witness 1", "C. Person", "No, do not contact them", "Asia/Kolkata")
	for _, code := range []string{"Act 3", "acts.", "witnesses.", "do-not"} {
		if strings.Contains(read.Body.String(), code) {
			t.Errorf("the mailbox shows %q", code)
		}
	}
	checkHTML(t, "/mailbox/read", read.Body.String())
}

// TestEntriesAgain refuses a wrong day within an entry and a zone of no list: the page says
// so beside both, and keeps what was typed.
func TestEntriesAgain(t *testing.T) {
	w := newWorld(t)
	const path = "/fr/report/represailles"
	words, version := w.opened(path)
	out := w.form(path, nil, words, version, part{name: "f.what", value: text}, part{name: "f.acts.2.when", value: "2026-02-31"},
		part{name: "f.acts.2.kind", value: "threats"}, part{name: "f.witnesses.1.name", value: "C. Person"}, part{name: "f.zone", value: "../../etc/passwd"})
	says(t, out, http.StatusBadRequest, `href="#f.acts.2.when"`, `id="f.acts.2.when-wrong"`, `value="2026-02-31"`, `value="C. Person"`,
		`name="f.acts.2.kind" value="threats" checked`, `<details class="later" open><summary>Acte 2`, `href="#f.zone"`, w.fault("fr", "field-date"), w.fault("fr", "field-option"))
	checkHTML(t, path, out.Body.String())
	words, version = w.opened(path)
	out = w.form(path, nil, words, version, part{name: "f.what", value: text}, part{name: "f.zone", value: "Europe/Paris"}, part{name: "f.learned", value: "2026-02-31"})
	says(t, out, http.StatusOK) // not asked under what was answered before it
	if len(w.store.arrivals) != 1 {
		t.Errorf("%d reports", len(w.store.arrivals))
	}
}

// TestAfter says after sending what the pack says of the answer to "wish", and only that.
func TestAfter(t *testing.T) {
	w := newWorld(t)
	after := w.pack.FormText("en", "harassment").After
	for _, wish := range []string{"formal", "heard", "help"} {
		words, version := w.opened("/report/harassment")
		sent := w.form("/report/harassment", nil, words, version, part{name: "f.wish", value: wish}, part{name: "f.what", value: text})
		says(t, sent, http.StatusOK, after[wish])
		for other, text := range after {
			if other != wish && strings.Contains(unescape(sent.Body.String()), text) {
				t.Errorf("after %q the page says what is for %q", wish, other)
			}
		}
	}
	form := w.get("/report/harassment")
	for answer := range after { // with scripts, nothing of the answer leaves the browser
		says(t, form, http.StatusOK, `<div class="note good" data-after="`+answer+`" hidden>`)
	}
}

// TestFolders answers each form under the address of its kind alone.
func TestFolders(t *testing.T) {
	w := newWorld(t)
	for from, to := range map[string]string{
		"/ask/retaliation": "/report/retaliation", "/comment/retaliation": "/report/retaliation", "/fr/ask/represailles": "/fr/report/represailles",
		"/report/a-person": "/ask/a-person", "/es/report/a-una-persona": "/es/ask/a-una-persona",
	} {
		out := w.get(from)
		if out.Code != http.StatusPermanentRedirect || out.Header().Get("Location") != to {
			t.Errorf("%s answers %d and leads to %q", from, out.Code, out.Header().Get("Location"))
		}
	}
	says(t, w.get("/ask/nothing"), http.StatusNotFound)
	says(t, w.get("/report/prevention"), http.StatusNotFound)
	says(t, w.get("/comment/about-this-portal"), http.StatusForbidden, w.fault("en", "no-editors"))
	says(t, w.get("/send/form/prevention"), http.StatusForbidden)
}

// TestEnquiry asks a person: no word of a report, nothing urgent.
func TestEnquiry(t *testing.T) {
	w := newWorld(t)
	w.store.office.Hire("Nia Person", "nsa", "intake", "head")
	form := w.get("/ask/a-person")
	says(t, form, http.StatusOK, w.pack.Words("en").Say("sent.title.enquiry"))
	if strings.Contains(form.Body.String(), `name="urgent"`) {
		t.Error("a question can be marked as urgent")
	}
	checkHTML(t, "/ask/a-person", form.Body.String())
	words, version := w.opened("/ask/a-person")
	sent := w.form("/ask/a-person", nil, words, version, part{name: "f.question", value: text})
	says(t, sent, http.StatusOK, "Your question has arrived", w.pack.FormText("en", "enquiry").After["any"])
	checkHTML(t, "/ask/a-person sent", sent.Body.String())
}

// TestEmergencyNumbers shows the pack's numbers by country under the note on danger, as
// links that a telephone can dial.
func TestEmergencyNumbers(t *testing.T) {
	w := newWorld(t)
	if strings.Contains(w.get("/report/harassment").Body.String(), `href="tel:`) {
		t.Error("a pack without numbers has some")
	}
	pack := *w.pack
	pack.Organisation.Numbers = []portal.EmergencyNumber{{Place: "DK", Call: "112", Says: map[string]string{"fr": "Danemark, toute urgence"}}}
	w.pack = &pack
	says(t, w.get("/fr/report/harcelement"), http.StatusOK, pack.Words("fr").Say("emergency.numbers"), `Danemark, toute urgence: <a href="tel:112">112</a>`)
}

// What is sent goes to a form's id: a new pack may give the form another name while somebody
// without scripts fills it in, and what they typed still arrives.
func TestSentToTheForm(t *testing.T) {
	w := newWorld(t)
	for _, id := range []string{"misconduct", "rebuttal"} {
		r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/fr/report/"+id, nil)
		r.RemoteAddr = "127.0.0.1:5555"
		answer := httptest.NewRecorder()
		w.server.ServeHTTP(answer, r)
		if answer.Code == http.StatusNotFound {
			t.Errorf("%s: nothing is sent there", id)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/fr/report/enquiry", nil)
	r.RemoteAddr = "127.0.0.1:5555"
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, r)
	if answer.Code != http.StatusNotFound {
		t.Errorf("a question is taken where reports are sent: %d", answer.Code)
	}
}
