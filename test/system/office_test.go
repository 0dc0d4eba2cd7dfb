package system

import (
	"errors"
	"maps"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/seal"
	"fairlead/test/officer"
	"fairlead/test/program"
	"fairlead/test/reporter"
)

// places are the addresses of a case, each with a body that its handler can read.
var places = map[string]string{
	"GET ": "", "POST /data": `{}`, "POST /declare": `{"answer":"none"}`, "POST /export": `{}`,
	"POST /send":     `{"grants":[],"items":[],"uploads":[]}`,
	"POST /blob":     `{"blob":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}`,
	"POST /unopened": `{"grant":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}`,
}

const nobody = "0000-0000"

// TestCaseWithoutKey compares what an officer is told of a case without a key with what
// they are told of a number that was never given: status, headers and body.
func TestCaseWithoutKey(t *testing.T) {
	t.Parallel()
	h := open(t)
	page := h.page(t)
	mira, jonas, teresa := h.signedIn(t, "Mira"), h.signedIn(t, "Jonas"), h.signedIn(t, "Teresa")
	send := func(page reporter.Page) string {
		r := made(t, page, reporter.File{Name: "one.txt", Data: []byte("one")})
		must(t, r.Send(h.Base))
		return r.Receipt.Number
	}
	open, kept := send(page), send(page.Without("officer:"+jonas.Person.ID))
	fallback := send(page.Without("unit:" + page.Unit))
	recused := send(page)

	noCase(t, teresa, open) // of another office
	noCase(t, mira, fallback)
	noCase(t, jonas, kept) // excluded by name
	if _, err := mira.Open(kept, page.Root); err != nil {
		t.Errorf("a colleague who is not excluded cannot open the case: %v", err)
	}
	if _, err := teresa.Open(fallback, page.Root); err != nil {
		t.Errorf("the fallback office cannot open its case: %v", err)
	}
	_, err := jonas.Open(recused, page.Root)
	must(t, err)
	must(t, jonas.Declare(recused, "recused"))
	noCase(t, jonas, recused)
	if err := jonas.Declare(recused, "none"); err == nil {
		t.Error("who stepped back came back")
	}
	_, err = jonas.Open(open, page.Root)
	must(t, err)
	h.suspended(t, jonas, open, page.Root, mira)
}

// noCase expects one answer for this number and for one that was never given.
func noCase(t *testing.T, o *officer.Officer, number string) {
	t.Helper()
	for _, place := range slices.Sorted(maps.Keys(places)) {
		method, path, _ := strings.Cut(place, " ")
		real, err := o.Call(method, "/office/case/"+number+path, places[place])
		must(t, err)
		none, err := o.Call(method, "/office/case/"+nobody+path, places[place])
		must(t, err)
		if path != "/send" && (real.Status != http.StatusNotFound || path != "" && real.Code() != "no-case") {
			t.Errorf("%s: %d %.200s", place, real.Status, real.Body)
		}
		// A page repeats its own address, for the choice of language; nothing else differs.
		same := strings.ReplaceAll(real.Body, number, nobody) == none.Body
		if real.Status != none.Status || !same || !alike(real.Header, none.Header) {
			t.Errorf("%s differs:\n%d %v %s\n%d %v %s", place, real.Status, real.Header, real.Body, none.Status, none.Header, none.Body)
		}
	}
	queue, err := o.Queue()
	must(t, err)
	if strings.Contains(queue, number) {
		t.Error("the case stands in the queue")
	}
}

// alike compares headers, but for the time.
func alike(a, b http.Header) bool {
	a, b = a.Clone(), b.Clone()
	a.Del("Date")
	b.Del("Date")
	return maps.EqualFunc(a, b, slices.Equal[[]string])
}

// suspended suspends an officer on the command line while they are signed in.
func (h *house) suspended(t *testing.T, o *officer.Officer, number, root string, colleague *officer.Officer) {
	t.Helper()
	out, err := exec.Command(program.Path(t), "people", "suspend", o.Person.Name, "--data", h.Data).CombinedOutput()
	if err != nil {
		t.Fatalf("people suspend: %v\n%s", err, out)
	}
	for _, place := range slices.Sorted(maps.Keys(places)) {
		method, path, _ := strings.Cut(place, " ")
		for _, n := range []string{number, nobody} {
			got, err := o.Call(method, "/office/case/"+n+path, places[place])
			must(t, err)
			if method == http.MethodGet && (got.Status != http.StatusSeeOther || got.Header.Get("Location") != "/office/") {
				t.Errorf("%s: a suspended officer is answered %d", place, got.Status)
			}
			if method == http.MethodPost && (got.Status != http.StatusLocked || got.Code() != "signed-out") {
				t.Errorf("%s: a suspended officer is answered %d %s", place, got.Status, got.Body)
			}
		}
	}
	page, err := o.Queue()
	must(t, err)
	if caseNumber.MatchString(page) {
		t.Error("a suspended officer sees the queue")
	}
	_, got, err := officer.SignIn(h.Base, h.staff["Jonas"].Name, h.staff["Jonas"].Password)
	if _, refused := errors.AsType[*officer.Refusal](err); !refused || got.Code() != "sign-in-failed" {
		t.Errorf("a suspended officer signs in: %v", err)
	}
	if _, err := colleague.Open(number, root); err != nil {
		t.Errorf("the colleague lost the case: %v", err)
	}
	r := made(t, h.page(t))
	for _, grant := range r.Sending.Grants {
		if line, err := seal.ParseAs[seal.Grant](grant.Signed); err != nil || line.Holder == "officer:"+o.Person.ID {
			t.Errorf("a report that begins now goes to the suspended officer: %v", err)
		}
	}
}

// signIn compares failures to sign in, which are one answer whatever was wrong.
func signIn(t *testing.T, h *house) {
	for _, language := range languages {
		login := strings.Repeat("A", 43)
		var first officer.Reply
		for i, name := range []string{h.staff["Teresa"].Name, "Nobody Atall " + language, "", strings.Repeat("x", 5000), "' OR 1=1 --"} {
			got := h.post(t, language, "/office/signin", map[string]string{"name": name, "login": login})
			h.refused(t, got, language, http.StatusUnauthorized, "sign-in-failed")
			if i == 0 {
				first = got
			}
			if got.Body != first.Body || !alike(got.Header, first.Header) {
				t.Errorf("%.20q is answered otherwise: %v %s", name, got.Header, got.Body)
			}
		}
	}
	salts := map[string]string{}
	for _, name := range []string{"Nobody Atall", "nobody atall", "  Nobody   ATALL ", "Somebody Else", h.staff["Teresa"].Name} {
		got := h.post(t, "en", "/office/salt", map[string]string{"name": name})
		again := h.post(t, "en", "/office/salt", map[string]string{"name": name})
		if got.Status != http.StatusOK || got.Body != again.Body || !alike(got.Header, again.Header) {
			t.Errorf("the salt of %q is not always the same: %d %s %s", name, got.Status, got.Body, again.Body)
		}
		if len(got.Body) != len(`{"salt":""}`)+24 {
			t.Errorf("the salt of %q is of another size: %s", name, got.Body)
		}
		salts[name] = got.Body
	}
	if salts["Nobody Atall"] != salts["nobody atall"] || salts["Nobody Atall"] != salts["  Nobody   ATALL "] {
		t.Error("the made-up salt depends on how the name is written, unlike a real one")
	}
	if salts["Nobody Atall"] == salts["Somebody Else"] {
		t.Error("all made-up salts are one, unlike real ones")
	}
}
