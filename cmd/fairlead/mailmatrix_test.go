package main

import (
	"crypto/rand"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/web/visitor"
	"fairlead/test/officer"
	"fairlead/test/reporter"
)

// The mailbox's part of the matrix: each of its addresses by whose words come. Words that open
// nothing, words that were replaced and none at all are one answer, to the byte.

// words is who comes with which words.
type words struct {
	name   string
	phrase seal.Phrase
	who    string // "" for nobody
}

// mailRule is what is expected of one address: what is sent, and the answer by name.
type mailRule struct {
	send func(*mailHouse, words) any // JSON, or url.Values of a form
	says map[string]string
}

// all is one answer for everybody.
func all(answer string) map[string]string {
	return map[string]string{"nobody": answer, "replaced": answer, "party": answer, "reporter": answer}
}

// owners is an answer for whoever has a mailbox, and another for whoever has none.
func owners(has, none string) map[string]string {
	return map[string]string{"nobody": none, "replaced": none, "party": has, "reporter": has}
}

var mailRules = map[string]mailRule{
	"POST /send/mailbox": {handed, owners("200", "404 no-mailbox")},
	"POST /send/blob": {func(h *mailHouse, w words) any {
		return map[string]string{"handle": w.phrase.HandleText(), "blob": h.blob}
	}, map[string]string{"nobody": "404 no-file", "replaced": "404 no-file", "party": "404 no-file", "reporter": "200"}},
	"POST /send/letter": {(*mailHouse).letter, map[string]string{"nobody": "400 sending-unfit", "replaced": "400 sending-unfit", "party": "400 sending-unfit", "reporter": "200"}},
	"POST /send/act":    {(*mailHouse).act, map[string]string{"nobody": "400 sending-unfit", "replaced": "400 sending-unfit", "party": "400 not-yours-to-withdraw", "reporter": "200"}},
	"POST /send/claim":  {(*mailHouse).claims, map[string]string{"nobody": "404 no-mailbox", "replaced": "404 no-mailbox", "party": "409 claimed-already", "reporter": "400 nothing-taken-down"}},

	"GET ~/mailbox":             {emptyForm, all("200")},
	"POST ~/mailbox/open":       {phrased, owners("303 /mailbox/read", "404")},
	"GET ~/mailbox/read":        {emptyForm, all("303 /mailbox?closed")},
	"POST ~/mailbox/letter":     {emptyForm, all("423")},
	"POST ~/mailbox/answer":     {emptyForm, all("423")},
	"POST ~/mailbox/act":        {emptyForm, all("423")},
	"POST ~/mailbox/print":      {emptyForm, all("423")},
	"POST ~/mailbox/file":       {emptyForm, all("423")},
	"POST ~/mailbox/everything": {emptyForm, all("423")},
	"POST ~/mailbox/close":      {emptyForm, all("303 /mailbox")},
}

func emptyForm(*mailHouse, words) any { return url.Values{} }

func handed(_ *mailHouse, w words) any {
	return map[string]string{"handle": w.phrase.HandleText()}
}

func phrased(_ *mailHouse, w words) any {
	return url.Values{"words": {strings.Join(w.phrase.Words(), " ")}}
}

// mailHouse is a house with a report, and somebody else who has a mailbox in it.
type mailHouse struct {
	*crew
	f    file
	blob string
}

// letter is one to the reporter's talk, by whoever comes.
func (h *mailHouse) letter(w words) any {
	seed, err := seal.NewSeed(rand.Reader)
	h.must(err)
	recipient, err := seed.Recipient()
	h.must(err)
	item, err := seal.SealItem(w.phrase.Signer(), rand.Reader, seal.Post{
		Head: seal.Head{By: h.by(w)}, Report: h.f.report, Compartment: "talk:wct", Turn: 1, Kind: "letter", Blobs: []string{},
	}, recipient, seal.Letter{Text: "A word.", Items: []string{}}, h.now())
	h.must(err)
	return mailbox.Posting{Items: []seal.Sealed{item}, Uploads: []mailbox.Upload{}}
}

// by is as whom somebody signs; whoever has no mailbox says that they reported.
func (h *mailHouse) by(w words) string {
	if w.who == "" {
		return "reporter"
	}
	return w.who
}

func (h *mailHouse) act(w words) any {
	signed, err := seal.Sign(w.phrase.Signer(), identified(seal.Act{
		Head: seal.Head{By: h.by(w), At: seal.Day(h.now())}, Report: h.f.report, Act: "withdraw",
	}))
	h.must(err)
	return mailbox.Deciding{Unit: "wct", Lines: []seal.Signed{signed}, Items: []seal.Sealed{}, Uploads: []mailbox.Upload{}}
}

// claims asks for new words.
func (h *mailHouse) claims(w words) any {
	next, err := seal.NewPhrase(rand.Reader, "en")
	h.must(err)
	recipient, err := next.Identity().Recipient()
	h.must(err)
	id, err := seal.NewID(rand.Reader)
	h.must(err)
	keys, err := seal.Sign(w.phrase.Signer(), seal.Keys{
		Head: seal.Head{ID: id, By: h.by(w), At: seal.Day(h.now())}, Report: h.f.report, Who: h.by(w), Recipient: recipient,
		Verify: next.Verify(), Exclusions: []string{}, Prev: someHash,
	})
	h.must(err)
	return mailbox.Claiming{Handle: w.phrase.HandleText(), Next: next.HandleText(), Keys: keys, Grants: []seal.Sealed{}}
}

func mailRoutes() []string {
	var patterns []string
	for _, route := range new(visitor.Wing).Routes() {
		_, path, _ := strings.Cut(route.Pattern, " ")
		script := slices.Contains([]string{"/send/mailbox", "/send/letter", "/send/act", "/send/claim", "/send/blob"}, path)
		if script || strings.HasPrefix(path, "~/mailbox") {
			patterns = append(patterns, route.Pattern)
		}
	}
	return patterns
}

func TestMailboxMatrix(t *testing.T) {
	h := &mailHouse{crew: openCrew(t)}
	h.f = h.sentWith(nil, reporter.File{Name: "a.txt", Data: []byte("what was sent along")})
	h.blob = h.f.Sending.Uploads[0].Sum
	h.must(h.takes("Mira", h.f, seal.Step{Step: "affected"}))
	guest := h.invites(h.f, casework.PartyWitness)
	unknown, err := seal.NewPhrase(rand.Reader, "en")
	h.must(err)
	routes := mailRoutes()
	for _, pattern := range slices.Sorted(maps.Keys(mailRules)) {
		if !slices.Contains(routes, pattern) {
			t.Errorf("%s is expected and is no route", pattern)
		}
	}
	for _, pattern := range routes {
		rule, ok := mailRules[pattern]
		if !ok {
			t.Errorf("%s has no expectation in the matrix", pattern)
			continue
		}
		answers := map[string]officer.Reply{}
		for _, w := range []words{{"nobody", unknown, ""}, {"replaced", guest.old, ""}, {"party", guest.now, guest.who}, {"reporter", h.f.Phrase, "reporter"}} {
			got := h.calls(pattern, rule.send(h, w))
			answers[w.name] = got
			if want := rule.says[w.name]; told(got) != want {
				t.Errorf("%s, %s: %s, want %s", pattern, w.name, told(got), want)
			}
		}
		if one, other := answers["nobody"], answers["replaced"]; one.Body != other.Body && !strings.HasSuffix(pattern, "/open") {
			t.Errorf("%s tells words that were replaced from words of nobody:\n%s\n%s", pattern, one.Body, other.Body)
		}
	}
}

// calls sends JSON, or a form, without a session.
func (h *mailHouse) calls(pattern string, value any) officer.Reply {
	h.t.Helper()
	method, path, _ := strings.Cut(pattern, " ")
	body, kind := "", "application/json"
	switch form, ok := value.(url.Values); {
	case ok && (strings.HasSuffix(path, "/open") || strings.HasSuffix(path, "/letter")):
		body, kind = h.parts(form)
	case ok:
		body, kind = form.Encode(), "application/x-www-form-urlencoded"
	default:
		body = jsonOf(value)
	}
	request, err := http.NewRequest(method, h.base+strings.Replace(path, "~", "", 1), strings.NewReader(body))
	h.must(err)
	request.Header.Set("Content-Type", kind)
	answer, err := h.stranger().http.Do(request)
	h.must(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	h.must(err)
	return officer.Reply{Status: answer.StatusCode, Header: answer.Header, Body: string(text)}
}

// parts is a form as a browser sends it that has a field for files.
func (h *mailHouse) parts(form url.Values) (body, kind string) {
	h.t.Helper()
	var text strings.Builder
	out := multipart.NewWriter(&text)
	for name, values := range form {
		h.must(out.WriteField(name, values[0]))
	}
	h.must(out.Close())
	return text.String(), out.FormDataContentType()
}
