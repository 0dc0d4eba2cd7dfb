package system

import (
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"fairlead/test/officer"
)

// askedIn are questions in which people tell, with room for a word that must not stay.
var askedIn = map[string]string{
	"en": "My boss %s shouts at me in front of everybody. Where can I report it?",
	"fr": "Mon chef %s me crie dessus devant tout le monde. Où le signaler ?",
	"es": "Mi jefe %s me grita delante de todos. ¿Dónde puedo denunciarlo?",
}

// TestAskedLeavesNothing asks the running program in every way in which something can be
// typed into search and helper, and looks for it in all that the program leaves: every file,
// all that was printed, and every head of an answer.
func TestAskedLeavesNothing(t *testing.T) {
	t.Parallel()
	h, c := open(t), canaries{}
	places := map[string]string{"/helper": "question", "/helper/helped": "vote", "/search": "search"}
	form := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	for language, question := range askedIn {
		about := func(place string) string {
			return strings.Replace(question, "%s", strings.ToLower(c.word(language+" "+place)), 1)
		}
		for path, fields := range map[string]url.Values{
			"/helper":        {"question": {about(places["/helper"])}, "before": {about("before")}, "chosen": {c.word("chosen")}, "choice": {c.word("choice")}, "model": {"yes"}},
			"/helper/helped": {"question": {about(places["/helper/helped"])}, "helped": {"yes"}},
			"/search":        {"text": {about(places["/search"])}},
		} {
			got := h.ask(t, http.MethodPost, prefix(language)+path, strings.NewReader(fields.Encode()), form)
			// What was asked stands in the answer, or the search would prove nothing.
			shows(t, got, http.StatusOK, `lang="`+language+`"`, strings.ToLower(c[language+" "+places[path]]))
			headless(t, got, c)
		}
		headless(t, h.post(t, language, "/send/search", map[string]string{"text": about("script's search")}), c)
		for _, path := range []string{"/helper", "/helper/helped", "/search"} {
			headless(t, h.ask(t, http.MethodPost, prefix(language)+path, strings.NewReader("question=%zz"+c.word("broken")), form), c)
			headless(t, h.ask(t, http.MethodPost, prefix(language)+path, strings.NewReader(`{"`+c.word("other kind")), map[string]string{"Content-Type": "application/json"}), c)
			headless(t, h.ask(t, http.MethodGet, prefix(language)+path+"?question="+c.word("address"), nil, nil), c)
		}
	}
	c.found(t, h.left(t))
	if log := h.Printed(); !strings.Contains(log, "/fr/helper") || !strings.Contains(log, "/send/search") {
		t.Errorf("the log has no requests: the search proves nothing\n%s", log)
	}
	h.Stop(syscall.SIGTERM)
	c.found(t, h.left(t))
}

// headless: what was typed stands in no line of an answer's head, and may not be kept.
func headless(t testing.TB, got officer.Reply, c canaries) {
	t.Helper()
	texts := map[string][]byte{}
	for name, values := range got.Header {
		texts["the head "+name] = []byte(strings.Join(values, "\n"))
	}
	c.found(t, texts)
	if kept := got.Header.Get("Cache-Control"); kept != "no-store" && got.Status < 300 {
		t.Errorf("an answer may be kept: %q", kept)
	}
}

// TestAskedFromElsewhere: another site can neither ask in somebody's name, nor vote, nor agree
// to a model for them, whatever fields it sends.
func TestAskedFromElsewhere(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, path := range []string{"/helper", "/helper/helped", "/search", "/fr/helper", "/es/search"} {
		for _, from := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}} {
			for _, kind := range []string{"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"} {
				head := map[string]string{"Content-Type": kind}
				for name, value := range from {
					head[name] = value
				}
				got := h.ask(t, http.MethodPost, path, strings.NewReader("question=plantedword&helped=yes&model=yes&text=plantedword"), head)
				if got.Status != http.StatusForbidden || strings.Contains(got.Body, "plantedword") {
					t.Errorf("%s %v: status %d", path, head, got.Status)
				}
			}
		}
	}
	var votes int
	must(t, h.database(t).QueryRow("SELECT COUNT(*) FROM helped").Scan(&votes))
	if votes != 0 {
		t.Errorf("%d kinds of votes were counted", votes)
	}
}
